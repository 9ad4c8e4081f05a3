"""Names of armed groups and the common words after them: "X fighters" and "the X movement" are X."""

from functools import cache

from bywhom.lexicon.load import bag, words
from bywhom.model.romanize import fold

_GENERIC_TAIL = bag(
    "group groups militant militants fighter fighters force forces militia organisation organization movement jihadist "
    "jihadists insurgent insurgents terrorists terrorist rebels troops member members faction extremists network party"
)
_PLAIN = bag("armed rebel militant insurgent terror terrorist jihadist extremist")  # "the X armed group"


def bare_name(name: str) -> str:
    """``name`` without the common words at its end ("X militants", "X armed group" → "X"); "" where nothing goes or
    stays, or only a people ("Syldavian rebels") would.
    """
    told = name.split()
    kept = list(told)
    while kept and kept[-1].casefold() in _GENERIC_TAIL:
        kept.pop()
    if len(kept) < len(told):
        while kept and kept[-1].casefold() in _PLAIN:
            kept.pop()
    rest = " ".join(kept)
    people = words("demonyms", "countries") | words("demonyms", "others")
    return "" if len(kept) == len(told) or not kept or rest.casefold() in people else rest


def is_armed_group(name: str) -> bool:
    """True for the name of a non-state armed group that the lexicon knows."""
    return _key(name) in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(map(_key, words("armed_groups", "names")))


def _key(name: str) -> str:
    return fold(name).removeprefix("the ").removeprefix("al ")
