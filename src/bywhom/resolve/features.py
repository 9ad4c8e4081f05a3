"""What speaks for and against two entities of different reports being one: a small function for each reason."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Protocol

from bywhom.lexicon.armed import bare_name, is_armed_group
from bywhom.lexicon.sites import Site, one_site, site_of
from bywhom.lexicon.states import StateBody, full_name, state_body
from bywhom.lexicon.towns import one_town, town_words
from bywhom.model.romanize import skeleton
from bywhom.model.where import Place
from bywhom.resolve.names import (
    NOTHING,
    Likeness,
    bodies_alike,
    is_proper,
    people_alike,
    proper_names,
    short_for,
)


class Thing(Protocol):
    """What matching asks of an entity: of one reading (Entity) or of the account (EntityCard)."""

    @property
    def id(self) -> str:
        """Its id, unique among the things compared."""
        ...

    @property
    def name(self) -> str:
        """Its canonical name."""
        ...

    @property
    def type(self) -> str:
        """Its codebook type."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names and descriptions."""
        ...

    @property
    def place(self) -> Place | None:
        """The place it is, where known."""
        ...


Feature = Callable[[Thing, Thing], Likeness]
_PLACES = ("LOCATION", "FACILITY")
_BODIES = ("ORGANISATION", "NATIONALITY")


def barred(a: Thing, b: Thing) -> str:
    """Why two entities cannot be one, "" when nothing forbids it: their types differ, or their places do."""
    same_kind = a.type == b.type or {a.type, b.type} <= set(_PLACES) or {a.type, b.type} <= set(_BODIES)
    state = {a.type, b.type} == {"LOCATION", "ORGANISATION"}  # a country that acts; names must then be equal
    if not same_kind and not state:
        return f"a {a.type.lower()} is no {b.type.lower()}"
    if a.place is not None and b.place is not None and a.place.id != b.place.id:
        return "they lie in different places"
    if a.type == b.type == "LOCATION" and (a.place is None) != (b.place is None) and _only_sound_alike(a, b):
        return "two consonants are shared by many towns"
    if {a.type, b.type} == set(_PLACES) and is_site(a) != is_site(b):
        return "a site is not the town that it is named after"
    return ""


def _only_sound_alike(a: Thing, b: Thing) -> bool:
    """True when all names of two places are one short word each, spelled otherwise: "Sana", "Sina"."""
    pairs = [(town_words(x), town_words(y), one_town(x, y)) for x, y in _pairs(a, b)]
    return all(len(x) == len(y) == 1 and not same and skeleton(x[0]).startswith("=") for x, y, same in pairs)


def is_site(thing: Thing) -> bool:
    """True for what goes by its kind and words of its own: "Tal Asfar airbase", "port of Tawil"."""
    return bool(sites_of(thing))


def sites_of(thing: Thing) -> frozenset[Site]:
    """The sites that its names speak of."""
    return frozenset(s for n in (thing.name, *thing.aliases) if (s := site_of(n)) is not None)


def is_only_told(thing: Thing) -> bool:
    """True for what its report never names, only describes."""
    return bool(getattr(thing, "described", False))


def state_body_of(thing: Thing) -> StateBody | None:
    """The body of a state that it is by its name, the description of what has none: "the Syldavian government"."""
    return state_body(thing.name) if thing.type in _BODIES else None


def bare_name_of(thing: Thing) -> str:
    """Its name without common words at the end ("the X movement", "X fighters" → "X"); "" for what has no such name.

    Of what is only described, the people of a known armed group alone are the group, and with a capital the common word
    belongs to the name of any other ("Quds Force").
    """
    bare = bare_name(thing.name) if thing.type == "ORGANISATION" else ""
    if not bare or not is_proper(bare) or full_name(bare):
        return ""
    known = is_armed_group(bare) or not (is_only_told(thing) or is_proper(thing.name))
    return bare if known else ""


def same_place(a: Thing, b: Thing) -> Likeness:
    """One id of the gazetteer on both sides settles it for places."""
    if a.type not in _PLACES or b.type not in _PLACES or a.place is None or b.place is None:
        return NOTHING
    return Likeness(score=1.0, reason=f"both are the place {a.place.id}") if a.place.id == b.place.id else NOTHING


def same_name(a: Thing, b: Thing) -> Likeness:
    """The best likeness between a proper name of one and a proper name of the other."""
    alike = people_alike if a.type == "PERSON" else bodies_alike
    best = max((alike(x, y) for x, y in _pairs(a, b)), key=lambda like: like.score, default=NOTHING)
    if a.type != b.type and not (a.type in _PLACES and b.type in _PLACES) and best.score < 1.0:
        return NOTHING
    return best


def same_site(a: Thing, b: Thing) -> Likeness:
    """Two facilities of one kind with the same words of their own: "X airbase", "the X military airport"."""
    if a.type != "FACILITY" or b.type != "FACILITY":
        return NOTHING
    for x, y in product((a.name, *a.aliases), (b.name, *b.aliases)):
        if one_site(x, y):
            return Likeness(score=0.9, reason=f"“{x}” and “{y}” are one site by name and kind")
    return NOTHING


def same_initials(a: Thing, b: Thing) -> Likeness:
    """Initials on one side and the full name on the other; a second, different full name speaks against it."""
    if a.type not in _BODIES or b.type not in _BODIES:
        return NOTHING
    found = NOTHING
    for x, y in _pairs(a, b):
        for like in (short_for(x, y), short_for(y, x)):
            if like.score > found.score:
                found = like
    full = [[n for n in proper_names(t.name, t.aliases) if len(n.split()) > 1] for t in (a, b)]
    if found.score and all(full) and not any(bodies_alike(x, y).score for x, y in product(*full)):
        return NOTHING
    return found


def same_state_body(a: Thing, b: Thing) -> Likeness:
    """One body of one state, in the same words or in others for it: "the Syldavian army", "its military"."""
    x, y = state_body_of(a), state_body_of(b)
    if x is None or y is None or (x.state, x.kind) != (y.state, y.kind):
        return NOTHING
    return Likeness(score=0.95 if x.words == y.words else 0.88, reason=f"both are the {x.kind} of {x.state}")


def same_bare_name(a: Thing, b: Thing) -> Likeness:
    """A name and the same name with a common word after it: "X" and "the X movement", "X fighters"."""
    if a.type != "ORGANISATION" or b.type != "ORGANISATION":
        return NOTHING
    x, y = bare_name_of(a), bare_name_of(b)
    told = [(n, y) for n in proper_names(a.name, a.aliases) if y] + [
        (x, n) for n in proper_names(b.name, b.aliases) if x
    ]
    if x and y and (is_armed_group(x) or a.name.casefold() == b.name.casefold()):
        told.append((x, y))
    found = next(((p, q) for p, q in told if bodies_alike(p, q).score == 1.0), None)
    return NOTHING if found is None else Likeness(score=0.9, reason=f"“{a.name}” and “{b.name}” are both “{found[0]}”")


FEATURES: Sequence[Feature] = (same_place, same_name, same_site, same_initials, same_state_body, same_bare_name)


def _pairs(a: Thing, b: Thing) -> Iterator[tuple[str, str]]:
    return product(proper_names(a.name, a.aliases), proper_names(b.name, b.aliases))
