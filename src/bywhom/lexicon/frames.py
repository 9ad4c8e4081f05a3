"""The frame lexicon as values: which words make which claim, and in which slots its fillers stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bywhom.errors import LexiconError
from bywhom.lexicon.load import load
from bywhom.model.claim import CLAIM_TYPES, LABEL_ROLES, roles_of

_KEYS = {
    "verbs", "nouns", "adjectives", "prepositions", "roles", "need", "labels", "phase", "object", "complement",
    "passive", "with", "refuse_with", "phase_by_verb", "kind_by_goods", "kind_by_trigger", "tenses", "under",
    "predicate", "alone", "must", "any", "onward", "plain", "clause", "modifier", "two",
}  # fmt: skip


_FLAGS = (
    "passive",
    "kind_by_goods",
    "kind_by_trigger",
    "predicate",
    "alone",
    "onward",
    "plain",
    "clause",
    "modifier",
    "two",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way to word a claim; the fields are those of lexicon/data/frames.yaml."""

    type: str
    key: str  # type and place in the file, the maker's name of every claim it makes
    pos: str  # VERB | NOUN | ADJ | ADP
    before: tuple[str, ...] = ()  # words that must precede the trigger ("air" of "air strike")
    particle: str = ""  # a particle or preposition that belongs to the verb
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    need: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    phase: str = ""
    objects: frozenset[str] = frozenset()
    complements: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    refuse_company: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()
    tenses: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()  # roles without which this wording is no claim
    one_of: frozenset[str] = frozenset()  # roles of which at least one must be filled
    under: frozenset[str] = frozenset()  # lemmas of which one must govern the trigger


def _frames(type_: str, n: int, raw: Mapping[str, Any]) -> Iterator[tuple[str, Frame]]:
    """Every (lemma, frame) pair of one entry; raises LexiconError for what the codebook does not know."""
    unknown = set(raw) - _KEYS
    if unknown:
        raise LexiconError(f"frame {n} of {type_} has an unknown field", value=sorted(unknown), choices=sorted(_KEYS))
    roles = {role: tuple(slots.split("|")) for role, slots in raw.get("roles", {}).items()}
    allowed = set(roles_of(type_)) | {"party", "side"}
    strange = {r for r in roles if r.rstrip("+") not in allowed} | (set(raw.get("labels", {})) - set(LABEL_ROLES))
    if strange:
        raise LexiconError(f"frame {n} of {type_} fills roles that the type has not", value=sorted(strange))
    options = {k for k in _FLAGS if raw.get(k)}
    for field_, pos in (("verbs", "VERB"), ("nouns", "NOUN"), ("adjectives", "ADJ"), ("prepositions", "ADP")):
        for phrase in raw.get(field_, ()):
            parts = phrase.split()
            lemma, rest = (parts[0], parts[1:]) if pos == "VERB" else (parts[-1], parts[:-1])
            yield (
                lemma,
                Frame(
                    type=type_, key=f"{type_}.{n}", pos=pos, roles=roles, need=raw.get("need", {}),
                    before=tuple(rest) if pos != "VERB" else (), particle=" ".join(rest) if pos == "VERB" else "",
                    labels=raw.get("labels", {}), phase=raw.get("phase", raw.get("phase_by_verb", {}).get(lemma, "")),
                    objects=frozenset(raw.get("object", ())), complements=frozenset(raw.get("complement", ())),
                    company=frozenset(raw.get("with", ())), refuse_company=frozenset(raw.get("refuse_with", ())),
                    options=frozenset(options), tenses=frozenset(raw.get("tenses", ())),
                    under=frozenset(raw.get("under", ())), must=frozenset(raw.get("must", ())),
                    one_of=frozenset(raw.get("any", ())),
                ),
            )  # fmt: skip


@cache
def frame_index() -> Mapping[str, tuple[Frame, ...]]:
    """lemma → frames that it may trigger, in the order of the file. Raises LexiconError for a broken file."""
    index: dict[str, list[Frame]] = {}
    types = load("frames")["types"]
    missing = set(CLAIM_TYPES) ^ set(types)
    if missing:
        raise LexiconError("frames.yaml must hold every claim type of the codebook and no other", value=sorted(missing))
    for type_, entry in types.items():
        for n, raw in enumerate(entry["frames"]):
            for lemma, frame in _frames(type_, n, raw):
                index.setdefault(lemma, []).append(frame)
    return {lemma: tuple(frames) for lemma, frames in index.items()}


@cache
def class_words(name: str) -> frozenset[str]:
    """Head nouns that make a filler of the class ``name`` (person, org, place, civilian, goods, weapon)."""
    return frozenset(load("frames")["classes"][name])


@cache
def goods_kind(lemma: str) -> str:
    """UCDP kind of support that goods of this head noun make, or ""."""
    table: Mapping[str, list[str]] = load("frames")["goods_kinds"]
    return next((kind for kind, heads in table.items() if lemma in heads), "")


@cache
def countries() -> Mapping[str, str]:
    """The country that each adjective, people or short form speaks of: "syldavian" to "Syldavia"."""
    return {str(word): str(country) for word, country in load("demonyms")["countries"].items()}


@cache
def state_names() -> frozenset[str]:
    """The names of countries, and the short forms by which their governments go ("US")."""
    return frozenset(countries().values()) | {"US", "U.S.", "UK", "U.K.", "USA", "EU", "UAE"}


@cache
def event_codes(type_: str) -> Mapping[str, str]:
    """The codes of a claim type in PLOVER, ACLED and UCDP, "" where a scheme has none."""
    entry = load("frames")["types"][type_]
    return {scheme: str(entry.get(scheme, "")) for scheme in ("plover", "acled", "ucdp")}
