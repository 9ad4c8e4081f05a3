"""Whom or what the names of a question mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from bywhom.analysis.ask_base import PLACES
from bywhom.analysis.ask_words import ANY_NOUN
from bywhom.analysis.common import MANY
from bywhom.analysis.names import core, families, is_count, kin
from bywhom.model.account import ClaimQuery, EntityCard
from bywhom.model.romanize import romanize
from bywhom.ports import ReadView

_NEAR = 12  # names spelled much like one, among which those of its telling words are sought
_ALIKE = 80  # how alike two words are spelled, of 100
_BEARERS = 8  # entities of one name that are looked at
_BESIDE = 300  # claims whose sentences hold an abbreviation, in which its long form is sought
_LETTERS = 6  # of an abbreviation at most
_WITHIN = re.compile(
    r"(?P<a>.+?) (?:in|at|near|around|inside|during|over|on)(?: the)? "
    r"(?:(?:battle|siege|fall|fight|fighting|offensive|campaign|assault|attack)s? "
    r"(?:of|for|on|in|against|over)(?: the)? )?"
    r"(?P<b>.+)", re.IGNORECASE,
)  # fmt: skip


_FIGHT = "battle|siege|fall|fight|fighting|offensive|campaign|assault|attack|operation|clashes"
_FOUGHT = re.compile(rf"(.+?)(?:['’]s)? (?:{_FIGHT})", re.IGNORECASE)
_BATTLE = re.compile(
    rf"(?:[\w\-'’]+ )?(?:(?:{_FIGHT})s?|{ANY_NOUN}) (?:.+ )?(?:of|for|on|in|at|near|against|over)(?: the)? (?P<b>.+)",
    re.IGNORECASE,
)
_BESIDE_IT = re.compile(r"(.+?),? (?:before|after|when|while|as soon as|because|despite|without) .+", re.IGNORECASE)
_DOING = re.compile(
    r"(.+?)(?:['’]s?)? (?:air ?strikes?|air-strikes?|strikes?|air raids?|drones?|(?:war)?planes|jets|bombers?|bombs|"
    r"artillery|missiles?|rockets|shelling|bombardments?|attacks?|suicide bombers?)", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """What a name of a question means. ``where``: the place that the question put behind the name."""

    card: EntityCard | None = None
    note: str = ""
    where: EntityCard | None = None


def named(
    view: ReadView, name: str, types: tuple[str, ...], known: datetime | None, *, exactly: bool = False
) -> Named:  # fmt: skip
    """The entity that a name means: of just that name; one in a place ("the army in Hill Town"); one spelled alike."""
    if found := _bearer(view, name, types, known):
        return found
    if m := _WITHIN.fullmatch(name):
        within = _place(view, m["b"], known)
        if within is not None and (found := _bearer(view, m["a"], types, known)):
            return Named(found.card, found.note, within)
    for short in _shorter(name, place="LOCATION" in types):
        if found := _bearer(view, short, types, known):
            return Named(found.card, f"“{name}” was taken for {found.card.name}" if found.card else "", found.where)
    if not exactly and (near := _spelled_like(view, name, types, known)) is not None:
        return Named(near, f"“{name}” was taken for {near.name}")
    if not exactly and m and within is not None and (near := _spelled_like(view, m["a"], types, known)) is not None:
        return Named(near, f"“{m['a']}” was taken for {near.name}", within)
    return Named()


def placed(view: ReadView, name: str, known: datetime | None) -> Named:
    """The place that a name means: of a fight that is named after a place, that place."""
    if short := next((c for n in _shorter(name) if (c := _bearer(view, n, PLACES, known)) and c.card), None):
        return short
    return named(view, name, PLACES, known)


def exact(view: ReadView, name: str, kinds: tuple[str, ...], known: datetime | None) -> list[EntityCard]:
    """The entities known under just that name; under capitals alone where the name is an abbreviation."""
    found = view.find_entities(name, types=kinds, limit=_BEARERS, known=known)
    return [c for c in found if called(c, name) and not (_is_abbreviation(name) and not _in_capitals(c, name))]


def called(card: EntityCard, name: str) -> bool:
    """True when the entity is known under the name, articles and accents left aside."""
    wanted = bare(name)
    return any(bare(n) == wanted for n in (card.name, *card.aliases))


def bare(name: str) -> tuple[str, ...]:
    """The words of a name as a search compares them: without articles, accents and apostrophes, romanized."""
    return tuple(w for w in romanize(name).replace("-", " ").split() if w not in ("the", "al"))


def telling(name: str) -> list[str]:
    """The words of a name that tell whose it is; all, where none does."""
    return [w for w in bare(name) if core(w)] or list(bare(name))


def same_actor(view: ReadView, card: EntityCard, name: str, known: datetime | None) -> frozenset[str]:
    """The other entities that stand for the actor by their names: spelled out and short, read apart in two reports."""
    if card.type != "ORGANISATION":
        return frozenset()
    words = dict.fromkeys((name, card.name, *_other_names_of(name), *_other_names_of(card.name)))
    found = {c.id for n in words for c in exact(view, n, ("ORGANISATION",), known) if _is_same(c, card, name)}
    spelled = [n for n in words if _is_abbreviation(n) or re.search(r"[A-Z]\d", n)] if view.size() <= MANY else []
    for short in spelled:  # out, beside it
        beside = view.claims(ClaimQuery(text=short, known=known, limit=_BESIDE))
        found |= {p.entity for c in beside for ps in c.roles.values() for p in ps
                  if p.entity and p.type == "ORGANISATION" and kin(p.name, short)}  # fmt: skip
    return frozenset(found - {card.id})


def _is_same(other: EntityCard, card: EntityCard, name: str) -> bool:
    names = {bare(n) for n in (card.name, name, *_other_names_of(name), *_other_names_of(card.name))}
    return bare(other.name) in names or bool(kin(other.name, card.name))


def other(card: EntityCard) -> str:
    """How an entity that a name may also mean is offered: places with where they lie, all with an id to ask by."""
    spot = card.place if card.type in PLACES else None
    where = ", ".join(x for x in (spot.name, spot.country, card.id) if x) if spot is not None else card.id
    return f"{card.name} ({where})"


def is_another(card: EntityCard, best: EntityCard, name: str) -> bool:
    """True for another place of that name, or one known otherwise; a stray reading of the same name is not offered."""
    if card.place is not None and best.place is not None:
        return card.place.id != best.place.id
    return card.claims > 0 and bare(card.name) not in (bare(best.name), bare(name))


def resembles(card: EntityCard, name: str) -> bool:
    """True when the words that tell whose the names are stand in both, or are spelled alike: most of them, and both
    ways where words are but alike or the name asked for is written small."""
    wanted = telling(name)
    for n in (card.name, *card.aliases):
        have = telling(n)
        same = [w for w in wanted if w in have]
        alike = [w for w in wanted if any(_spelled_alike(w, h) for h in have)]
        loosely = len(same) < len(alike) or name[:1].islower()
        if len(alike) * 2 > len(wanted) and (not loosely or len(alike) >= len(have)):
            return True
        if card.type in PLACES and len(have) == 2 and have[:1] == wanted:
            return True  # a town by the first of its two names
        if card.type == "PERSON" and len(wanted) > 1 and have == wanted[-1:] and name[:1].isupper():
            return True  # somebody whom the reports give by his last name alone
    return False


def _bearer(view: ReadView, name: str, types: tuple[str, ...], known: datetime | None) -> Named | None:
    """The most told of those known under the name, or under another name of the same body."""
    words = dict.fromkeys((name, *_other_names_of(name)))
    for kinds in dict.fromkeys((types, ())):
        found = [c for n in words for c in exact(view, n, kinds, known)]
        if found:
            most = max(c.claims for c in found)  # of those told of about as much, the one of just that name
            least = 0 if name.islower() else most  # "the coalition" is whoever bears no other name
            best = max(found, key=lambda c: (c.claims * 4 >= least and bare(c.name) == bare(name), c.claims))
            apart = [c for c in found if c.id != best.id and is_another(c, best, name) and not kin(c.name, best.name)]
            others = ", ".join(dict.fromkeys(other(c) for c in apart))
            return Named(best, f"“{name}” may also be {others}" if others else "")
    return None


def _shorter(name: str, *, place: bool = True) -> Sequence[str]:
    """The name without what it does or has ("Norland air strikes"), or without the fight that is named after it."""
    cut = [m[1] for pattern in (_DOING, _FOUGHT, _BESIDE_IT) if (m := pattern.fullmatch(name))]
    return [*cut, *(m["b"] for m in (_BATTLE.fullmatch(name),) if m and place)]


def _place(view: ReadView, name: str, known: datetime | None) -> EntityCard | None:
    for short in (*_shorter(name), name):
        if found := _bearer(view, short, PLACES, known):
            return found.card
    return _spelled_like(view, name, PLACES, known)


def _spelled_like(
    view: ReadView, name: str, types: tuple[str, ...], known: datetime | None
) -> EntityCard | None:  # fmt: skip
    for kinds in dict.fromkeys((types, ())):
        near = [c for c in view.find_entities(name, types=kinds, limit=_NEAR, known=known) if resembles(c, name)]
        near = [c for c in near if not is_count(c.name) or is_count(name)]
        if near:
            return max(near, key=lambda c: c.claims > 0)
    return None


def _spelled_alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 2 and a[0] == b[0] and fuzz.ratio(a, b) >= _ALIKE)


def _is_abbreviation(name: str) -> bool:
    return name.isupper() and name.isalpha() and len(name) <= _LETTERS


def _in_capitals(card: EntityCard, name: str) -> bool:
    return any(name in n.replace(".", "").split() for n in (card.name, *card.aliases))


def _other_names_of(name: str) -> Sequence[str]:
    """The other names of a body that is widely known under several: "ISIS" for "Islamic State"."""
    wanted = bare(name.replace(".", ""))
    family = next((f for f in families() if any(bare(n) == wanted for n in f)), ())
    return [n for n in family if bare(n) != wanted]
