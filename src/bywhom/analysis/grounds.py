"""Everything told about one place, read once and built into holdings, ready to be asked about any day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from bywhom.analysis.common import GROUND, MANY, bounded, read_reports
from bywhom.analysis.defenders import FIGHTS, implied_moves, kept_implied
from bywhom.analysis.flights import left_with_the_land, with_flights
from bywhom.analysis.ground import is_narrow
from bywhom.analysis.moves import GROUND_TYPES, Move, Window, in_order, moves_of, windows_of, without_retellings
from bywhom.analysis.named_beside import names_of, tells_in_words
from bywhom.analysis.names import core
from bywhom.analysis.nominal import astray_claims, nominal_claims
from bywhom.analysis.place_words import names_it
from bywhom.analysis.sides import Sides, sides_of
from bywhom.analysis.spells import Spell, spells_of
from bywhom.analysis.takers import unnamed_takings
from bywhom.analysis.whereabouts import country_around
from bywhom.lexicon.sites import one_site, other_names
from bywhom.lexicon.towns import one_town
from bywhom.model.account import ClaimQuery, EntityCard, Told
from bywhom.ports import ReadView

_MAX_NARRATIVES = 60  # reports whose undated sentences are dated by their neighbours, in one answer
_FEW_NARRATIVES, _MAX_NARRATED = 15, 250  # reports, and claims of theirs, beyond that
_MAX_AROUND = 120  # claims over ground that contains the place; over the place itself GROUND of them
_MAX_FIGHTS = 200  # of one actor
_MAX_SPELLINGS = 4  # names by which these are looked for
_MAX_NAMED = 200  # holdings whose sentence names the place without being told of it


@dataclass(slots=True)
class Ground:
    """Everything told about one place, ready to be asked about any day."""

    place: EntityCard
    moves: list[Move]
    spells: list[Spell]
    around: list[Spell]  # holdings of ground that contains the place
    sides: Sides


def read_ground(
    view: ReadView, place: EntityCard, *, near: date | None = None, known: datetime | None = None
) -> Ground:
    """Reads the claims over the place and what is related to it, and builds the holdings.

    Of a place with thousands of claims those nearest to the day ``near`` are read.
    """
    related = {**_namesakes(view, place, known), **view.containing(place.id)}
    claims = _claims_over(view, place, related, near=near, known=known)
    told_ids, worded = {c.id for c in claims}, set[str]()
    for name in sorted(names_of(place))[:_MAX_SPELLINGS]:
        asked = ClaimQuery(types=frozenset({"controls", "capture"}), text=name, known=known, limit=_MAX_NAMED)
        found = [c for c in view.claims(asked) if c.id not in told_ids and tells_in_words(c, place)]
        claims, worded = [*claims, *found], worded | {c.id for c in found}
        told_ids = {c.id for c in claims}
    same = {place.id, *(i for i, how in related.items() if how in ("same", "stretch"))}
    over = [c for c in claims if c.id in worded or any(p.entity in same for p in c.fillers("place"))]
    whole = _whole_reports(view, over or _claims_naming(view, place, known), known)
    windows: dict[str, Window] = {}
    nominal, astray = frozenset[str](), frozenset[str]()
    seen = {c.id for c in claims}
    for told_all in whole.values():
        astray |= astray_claims(told_all, place, related)
        meant = nominal_claims(told_all, place, related)
        nominal |= meant
        named_here = (
            c.id in meant or any(names_it(p, place) for p in c.fillers("place"))
            or (c.type == "capture" and tells_in_words(c, place)) for c in told_all
        )  # fmt: skip
        claims += [
            c for c, here in zip(told_all, named_here, strict=True)
            if here and c.type in GROUND_TYPES and c.id not in seen
        ]  # fmt: skip
        claims += [
            c for c in told_all if c.type == "movement"
            and any(p.entity == place.id or names_it(p, place) for p in c.fillers("destination"))
        ]  # fmt: skip
        undated = [c.id for c in told_all if c.when is None and (c.type in GROUND_TYPES or c.type == "movement")]
        windows.update(windows_of(told_all, undated))
    moves = moves_of(claims, place, related, windows, nominal=nominal, astray=astray)
    moves = with_flights(moves, whole)
    moves = in_order([*moves, *left_with_the_land(moves)])
    implied = [*implied_moves(moves, whole, partial(_fights_of, view, known)), *unnamed_takings(moves, whole)]
    left_to = {i.told.id for i in implied}  # who leaves a province to nobody is no more than doubtful in its towns
    moves = [m for m in moves if m.sense != "fallen" and not (m.implied and m.told.id not in left_to)]
    home = _country(view, related, known) or country_around(c for told_all in whole.values() for c in told_all)
    sides = sides_of(view, [*moves, *implied], home=home, known=known)
    moves = in_order([*moves, *kept_implied(moves, implied, sides)])
    telling = without_retellings(moves, sides.who)
    narrow = {m.told.id for m in telling if is_narrow(m.told, m.ground, place, related)}
    here = [m for m in telling if m.ground in ("place", "stretch") or m.sense == "remnant" or m.told.id in narrow]
    here += [m for m in telling if m.ground == "part" and m.told.type == "capture" and m not in here]
    around = [m for m in telling if m.ground == "contains" and m.told.id not in narrow]
    return Ground(place, moves, spells_of(here, sides), spells_of(around, sides), sides)


def _fights_of(view: ReadView, known: datetime | None, actor: str) -> Iterator[Told]:
    """The fights that an actor is told to be in, up to a bound; none in a casefile too large to ask so often."""
    if view.size() <= MANY and not actor.startswith("words:"):
        asked = ClaimQuery(types=frozenset(FIGHTS), entities=frozenset({actor}), known=known, limit=_MAX_FIGHTS)
        yield from view.claims(asked)


def _country(view: ReadView, related: Mapping[str, str], known: datetime | None) -> str:
    """The name of the country that the place lies in, where the account tells of that; "" otherwise."""
    around = frozenset(i for i, how in related.items() if how == "contains")
    cards = view.cards(around, known=known).values() if around else ()
    return next((c.name for c in cards if c.place is not None and c.place.precision == "country"), "")


def _claims_over(
    view: ReadView, place: EntityCard, related: Mapping[str, str], *, near: date | None, known: datetime | None
) -> list[Told]:
    """Claims over the place, and over the ground that contains it; those nearest to the day where there are many."""
    around = {i for i, how in related.items() if how == "contains"}
    query = ClaimQuery(types=GROUND_TYPES, places=frozenset({place.id, *related} - around), known=known)
    query = bounded(view, query, GROUND, near=near)
    out = {c.id: c for c in view.claims(query)}
    if around:
        wide = bounded(view, replace(query, places=frozenset(around)), _MAX_AROUND, near=near)
        out |= {c.id: c for c in view.claims(wide)}
    return list(out.values())


def _namesakes(view: ReadView, place: EntityCard, known: datetime | None) -> dict[str, str]:
    """What goes under the same name but for words of kind and is no other place of the map, from relations to it.

    A name that a reading could not place is the place of that name. Sites of one name and kind ("X airbase", "X
    military airport") are one site; two towns of one name are two towns.
    """
    site, wanted = place.type == "FACILITY" or place.place is None, core(place.name)
    if not wanted:
        return {}
    found = [c for n in (place.name, *(other_names(place.name) if site else ()))
             for c in view.find_entities(n, limit=12, known=known)]  # fmt: skip
    return {
        c.id: "same" for c in found
        if c.id != place.id and any(
            core(n) == wanted or (one_site(n, place.name) if site else False) or one_town(n, place.name)
            for n in (c.name, *(c.aliases if c.place is None else ()))
        ) and (c.place is None or c.place == place.place or (site and c.type == "FACILITY"))
    }  # fmt: skip


def _whole_reports(view: ReadView, claims: Iterable[Told], known: datetime | None) -> dict[str, list[Told]]:
    """All claims of the reports of ``claims`` over the place itself, those that tell most first, up to a bound."""
    counts = Counter(told.report.id for told in claims)
    chosen = sorted(counts, key=lambda r: (-counts[r], r))[:_MAX_NARRATIVES]
    if view.size() > MANY:
        chosen = _within_reach(view, chosen, known)
    out: dict[str, list[Told]] = {}
    for told in read_reports(view, chosen, known=known):
        out.setdefault(told.report.id, []).append(told)
    return out


def _claims_naming(view: ReadView, place: EntityCard, known: datetime | None) -> Iterator[Told]:
    """Claims of any type whose sentence has the place's name: of a place that is only ever "the town" once taken."""
    for name in sorted(names_of(place))[:_MAX_SPELLINGS]:
        yield from view.claims(ClaimQuery(text=name, known=known, limit=_MAX_NAMED))


def _within_reach(view: ReadView, reports: Sequence[str], known: datetime | None) -> list[str]:
    """The first of ``reports`` whose claims together are no more than an answer can read."""
    out, room = list[str](), _MAX_NARRATED
    for report in reports[:_FEW_NARRATIVES]:
        size = view.count(ClaimQuery(reports=frozenset({report}), known=known))
        if size <= room:
            out.append(report)
            room -= size
    return out
