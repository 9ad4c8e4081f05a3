"""Names of states and of their bodies: "the Syldavian military" and "the army of Syldavia" are one body."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bywhom.lexicon.load import load

_ARTICLE = "the "


@dataclass(frozen=True, slots=True, kw_only=True)
class StateBody:
    """A body by which a state acts: the state's name, the kind of body, and the words that were used for it."""

    state: str
    kind: str
    words: str


@cache
def _states() -> Mapping[str, str]:
    """Adjective, people, short form or name of a state, in lower case → its name."""
    countries = {str(word): str(name) for word, name in load("demonyms")["countries"].items()}
    return {**countries, **{name.casefold(): name for name in countries.values()}, **load("states")["short"]}


@cache
def _kinds() -> Mapping[str, str]:
    return {words: kind for kind, told in load("states")["bodies"].items() for words in told}


@lru_cache(maxsize=20_000)
def state_body(phrase: str) -> StateBody | None:
    """The body of a state that ``phrase`` means; None for all else.

    Nothing more may be said of it: "the Syldavian army" is one, "two Syldavian soldiers", "the 3rd Syldavian brigade"
    and "the army" are not.
    """
    plain = _plain(phrase)
    words = plain.split()
    for n in range(1, len(words)):
        left, right = " ".join(words[:n]), " ".join(words[n:])
        of = right.removeprefix("of ").removeprefix(_ARTICLE) if right.startswith("of ") else ""
        for owner, told in ((of, left), (left.removesuffix("'s"), right)):
            if (state := _states().get(owner)) and (kind := _kinds().get(told)):
                own = told == "army" and state in load("states")["services"]
                return StateBody(state=state, kind="land army" if own else kind, words=told)
    return None


@lru_cache(maxsize=20_000)
def full_name(name: str) -> str:
    """The name in full of a state or of a body of all states that ``name`` may shorten ("the UN"); "" for other names.

    An adjective is no name of a state.
    """
    plain = _plain(name)
    tables = load("states")
    return str(tables["worldwide"].get(plain) or tables["short"].get(plain) or _names().get(plain, ""))


@cache
def _names() -> Mapping[str, str]:
    return {str(name).casefold(): str(name) for name in load("demonyms")["countries"].values()}


def _plain(phrase: str) -> str:
    return " ".join(phrase.casefold().replace("’", "'").replace(".", "").split()).removeprefix(_ARTICLE)
