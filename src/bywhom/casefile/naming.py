"""From a name that a person gives to the one entity that is meant."""

import re
from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher

from bywhom.errors import AmbiguousName, BadQuery, UnknownName
from bywhom.lexicon.descriptions import is_name
from bywhom.lexicon.sites import one_site, other_names
from bywhom.lexicon.towns import one_town, town_words
from bywhom.model.account import EntityCard
from bywhom.ports import ReadView
from bywhom.store.names import name_key

PLACES = ("LOCATION", "FACILITY")
ACTORS = ("PERSON", "ORGANISATION", "NATIONALITY")
_ID = re.compile(r"\bent-[0-9a-f]{20}\b")
_CLEARLY = 4  # times as many claims as the next: then that one is meant
_ALIKE = 0.6  # how much of a known name the one given must share to be offered for it


def label(card: EntityCard) -> str:
    """How an entity is offered among several: it can be given back as a name."""
    where = f", {card.place.country}" if card.place is not None and card.place.country else ""
    return f"{card.name} ({card.type}{where}, {card.claims:,} claim{'' if card.claims == 1 else 's'}, {card.id})"


def resolve(view: ReadView, name: str, *, types: Sequence[str] = (), known: datetime | None = None) -> EntityCard:
    """The entity that ``name`` (a name, an alias, or an id) means, preferably one of ``types``.

    Raises UnknownName with the nearest names, AmbiguousName with all that it may mean, BadQuery for no name at all.
    """
    if not name.strip():
        raise BadQuery("a name is needed, and none was given")
    if view.size() == 0:
        raise UnknownName(
            "the casefile is empty, no claim was read into it yet", value=name, hint="read reports: bywhom read"
        )
    given = _ID.search(name)
    if given is not None:
        for card in view.cards(frozenset({given.group()}), known=known).values():
            return card
    found = view.find_entities(name, limit=25, known=known)
    exact = [c for c in found if name_key(name) in {name_key(n) for n in (c.name, *c.aliases)}]
    if not exact:  # a site goes by several words for its kind: "X airbase", "X military airport"
        called = {c.id: c for n in other_names(name) for c in view.find_entities(n, limit=10, known=known)}
        exact = [c for c in called.values() if any(one_site(name, n) for n in (c.name, *c.aliases))]
        exact = sorted(exact, key=lambda c: (-c.claims, c.id))[:1]
    if not exact and types == PLACES:
        exact = _same_town(view, name, found, known)
    if not exact:
        near = _alike(name, [c for c in found if not types or c.type in types] or found)
        raise UnknownName(
            "nobody and nothing in the casefile has that name", value=name, choices=near,
            hint="" if near else "list what is known with: bywhom claims",
        )  # fmt: skip
    return _pick(name, exact, types)


def _alike(name: str, cards: Sequence[EntityCard]) -> list[str]:
    """The names of at most five cards that go by something spelled much like ``name``: descriptions are no names."""
    key = name_key(name)
    called = {c.name: [n for n in (c.name, *c.aliases) if is_name(n)] for c in cards}
    near = {name: max((_likeness(key, n) for n in names), default=0.0) for name, names in called.items()}
    return sorted((n for n, score in near.items() if score >= _ALIKE), key=lambda n: -near[n])[:5]


def _likeness(key: str, name: str) -> float:
    """How much of the name, or of a word of it, is spelled as in ``key``: from 0 to 1."""
    other = name_key(name)
    return max(SequenceMatcher(None, key, part).ratio() for part in (other, *other.split()))


def _same_town(
    view: ReadView, name: str, found: Sequence[EntityCard], known: datetime | None
) -> list[EntityCard]:  # fmt: skip
    """Places that other spellings of a town's name stand for: its article left out, another vowel, "the X district".

    Those whose name adds least come alone, and of these the one told most: no two towns of one name differ so.
    """
    bare = " ".join(town_words(name))
    near = [*found, *(view.find_entities(bare.title(), limit=25, known=known) if bare else ())]
    alike = [
        (min(len(n.split()) for n in (c.name, *c.aliases) if one_town(name, n)), -c.claims, c.id, c)
        for c in {c.id: c for c in near if c.type in PLACES}.values()
        if any(one_town(name, n) for n in (c.name, *c.aliases))
    ]  # fmt: skip
    return [c for *_, c in sorted(alike, key=lambda x: x[:3])[:1]]


def taken_for(card: EntityCard, name: str) -> tuple[str, ...]:
    """What to say of a place asked about when the name given is no name of its own, or what bears it is no place."""
    called = (card.name, *(n for n in card.aliases if is_name(n)))
    own = _ID.search(name) is not None or name_key(name) in {name_key(n) for n in called}
    said = () if own else (f"“{name}” was taken for {card.name}",)
    if card.type not in PLACES:
        kind = card.type.lower()
        said = (*said, f"{card.name} is told of as {'an' if kind[0] in 'aeio' else 'a'} {kind}, not as a place")
    return said


def whole(view: ReadView, name: str) -> EntityCard:
    """``resolve`` with the members that the entity joins."""
    card = resolve(view, name)
    return view.entity(card.id) or card


def _pick(name: str, exact: Sequence[EntityCard], types: Sequence[str]) -> EntityCard:
    fit = [c for c in exact if c.type in types] or list(exact)
    fit = [c for c in fit if c.claims] or fit
    if len(fit) > 1:
        fit = [c for c in fit if name_key(c.name) == name_key(name)] or fit
    fit.sort(key=lambda c: (-c.claims, c.id))
    fit = [c for c in fit if c is fit[0] or not _one_place(fit[0], c)]
    if len(fit) == 1 or fit[0].claims >= _CLEARLY * max(1, fit[1].claims):
        return fit[0]
    raise AmbiguousName(
        "several have that name", value=name, choices=[label(c) for c in fit], hint="give the id of the one you mean"
    )


def _one_place(first: EntityCard, other: EntityCard) -> bool:
    """True when two cards stand for one place of the gazetteer, or the lesser told one of two is placed nowhere."""
    if other.place is None:
        return first.place is not None or (first.type in PLACES and other.type in PLACES)
    return first.place is not None and other.place.id == first.place.id
