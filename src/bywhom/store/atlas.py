"""The whole account as columns: when, what, where, between whom, by whom, for what counts everything at once.

One row a claim, in NumPy arrays of a few bytes each, so that a map, a network or the strongest ties over a million
claims are a few masks instead of a million objects. Read from the reports' sheets; holds no words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select, text

from bywhom.store.asking import Past
from bywhom.store.cards import Made
from bywhom.store.derive import chunks
from bywhom.store.sheets import CLAIM, KINDS, SPOT, TIE, UNDATED, unpack
from bywhom.store.tables import canon, card, sheet

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
_ACTORS = ("PERSON", "ORGANISATION", "NATIONALITY")
_PLACES = ("LOCATION", "FACILITY")
_ROOTS = 50_000  # entities whose clusters come in one text


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Columns over claims (``type`` … ``seq``), pairs of claim and place, pairs of claim and two actors."""

    type: NDArray[np.int8]  # index into CLAIM_TYPES
    first: Ints  # ordinal of the first day, UNDATED
    last: Ints
    denied: Bools
    modality: NDArray[np.int8]  # index into MODALITIES
    report: Ints
    precise: Bools
    figures: Bools  # tells how many
    voice: NDArray[np.int8]  # of the first speaker: index into SOURCE_KINDS
    speaker: Ints  # cluster of the first speaker, -1 when it is no entity
    at_claim: Ints  # row of the claim
    at_place: Ints  # index into ``places``
    tie_claim: Ints
    tie_a: Ints  # index into ``actors``
    tie_b: Ints
    tie_phase: NDArray[np.int8]
    tie_precise: Bools
    tie_kind: NDArray[np.int8]  # index into ``kinds``: what kind of support, "" for other ties
    places: tuple[Made, ...]
    actors: tuple[Made, ...]
    seq: Ints  # the claim's number in the store
    clusters: Ints  # entity → cluster, -1 where there is none
    kinds: tuple[str, ...] = KINDS

    @property
    def dated(self) -> Bools:
        """Which claims have a date."""
        found: Bools = self.first < UNDATED
        return found

    def dated_at(self, rows: NDArray[Any]) -> Bools:
        """Which of the claims at ``rows`` have a date."""
        found: Bools = self.first[rows] < UNDATED
        return found


@dataclass(frozen=True, slots=True)
class Held:
    """One report's sheet in memory."""

    mark: int
    claims: bytes
    ties: bytes
    spots: bytes


def refresh(connection: Connection, held: dict[int, Held]) -> None:
    """Bring ``held`` (report → its sheet) up to date: only sheets that changed are fetched."""
    columns = (sheet.c.report, sheet.c.mark, sheet.c.claims, sheet.c.ties, sheet.c.spots)
    if not held:
        held.update((r, Held(m, c, t, s)) for r, m, c, t, s in connection.execute(select(*columns)))
        return
    marks = {row.report: row.mark for row in connection.execute(select(sheet.c.report, sheet.c.mark))}
    for gone in held.keys() - marks.keys():
        del held[gone]
    stale = [r for r, m in marks.items() if r not in held or held[r].mark != m]
    if len(stale) * 2 > len(marks):
        found = connection.execute(select(*columns))
        held.update((r, Held(m, c, t, s)) for r, m, c, t, s in found)
        return
    for some in chunks(stale):
        found = connection.execute(select(*columns).where(sheet.c.report.in_(some)))
        held.update((r, Held(m, c, t, s)) for r, m, c, t, s in found)


Cards = Callable[[Iterable[int]], Mapping[int, Made]]


def read_atlas(connection: Connection, held: Mapping[int, Held], past: Past, cards: Cards) -> Atlas:
    """All columns of the sheets ``held`` (report → sheet) in the state ``past``; ``cards`` makes cards of clusters."""
    order = sorted(held)
    sheets = [held[r] for r in order]
    rows = unpack([s.claims for s in sheets], CLAIM)
    sizes = np.array([len(s.claims) // CLAIM.itemsize for s in sheets], dtype=np.int64)
    base = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if len(sizes) else sizes
    keep = np.ones(len(rows), dtype=bool)
    if past.known is not None:
        keep = rows["recorded"] <= past.known
    at = np.cumsum(keep).astype(np.int32) - 1  # row among all → row among those kept
    roots = cluster_of(connection, past)
    speaker = _column(rows, "speaker", keep).astype(np.int32)
    tie_claim, ties = _behind(sheets, "ties", base, keep)
    spot_claim, spots = _behind(sheets, "spots", base, keep)
    left, right, where = roots[ties["a"]], roots[ties["b"]], roots[spots["entity"]]
    made = _made(connection, np.concatenate([left, right, where]), past, cards)
    actors = tuple(m for m in made if m.type in _ACTORS)
    places = tuple(m for m in made if m.type in _PLACES and m.place is not None)
    tie = _tie_columns(rows, (tie_claim, ties["kind"]), (left, right), _index(roots, actors))
    place = _index(roots, places)[where] if len(where) else where
    there = place >= 0
    pairs = distinct(at[spot_claim[there]].astype(np.int64) * max(1, len(places)) + place[there])
    at_claim, at_place = np.divmod(pairs, max(1, len(places)))
    return Atlas(
        type=_column(rows, "type", keep).astype(np.int8), first=_column(rows, "first", keep),
        last=_column(rows, "last", keep), denied=_column(rows, "denied", keep).astype(bool),
        modality=_column(rows, "mode", keep).astype(np.int8), precise=_column(rows, "precise", keep).astype(bool),
        report=np.repeat(np.array(order, dtype=np.int32), sizes)[keep],
        voice=_column(rows, "voice", keep).astype(np.int8),
        figures=_column(rows, "figures", keep).astype(bool), speaker=np.where(speaker > 0, roots[speaker], -1),
        seq=_column(rows, "seq", keep).astype(np.int32), at_claim=at_claim.astype(np.int32),
        at_place=at_place.astype(np.int32), places=places,
        clusters=roots,
        actors=actors, **{**tie, "tie_claim": at[tie["tie_claim"]]},
    )  # fmt: skip


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """Each value once, in order. ``np.unique`` of NumPy 2.3 and later hashes first: many times as slow on numbers."""
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def _column(rows: NDArray[np.void], name: str, keep: Bools) -> NDArray[np.int32]:
    found: NDArray[np.int32] = rows[name][keep]
    return found


def _behind(
    sheets: Sequence[Held], part: str, base: NDArray[np.int64], keep: Bools
) -> tuple[NDArray[np.int64], NDArray[np.void]]:
    """The rows of a part of all sheets with the row of the claim that each belongs to; those of kept claims only."""
    dtype = TIE if part == "ties" else SPOT
    found = unpack([getattr(s, part) for s in sheets], dtype)
    sizes = [len(getattr(s, part)) // dtype.itemsize for s in sheets]
    claim = np.repeat(base, sizes) + found["claim"]
    kept = keep[claim] if len(claim) else np.zeros(0, dtype=bool)
    return claim[kept], found[kept]


def cluster_of(connection: Connection, past: Past) -> Ints:
    """Entity → cluster, as one array; -1 where there is no such entity. Numbers come as text, many in one row."""
    top = connection.execute(select(func.max(canon.c.entity))).scalar_one() or 0
    out = np.full(top + 2, -1, dtype=np.int32)
    joined = "group_concat({0})" if connection.dialect.name == "sqlite" else "string_agg(({0})::text, ',')"
    query = text(
        f"SELECT {joined.format('entity')}, {joined.format('root')} FROM "
        "(SELECT entity, root FROM canon WHERE entity BETWEEN :a AND :b ORDER BY entity) AS part"
    )
    for first in range(1, top + 1, _ROOTS):
        entities, roots = connection.execute(query, {"a": first, "b": first + _ROOTS - 1}).one()
        if entities:
            out[np.fromstring(entities, dtype=np.int64, sep=",")] = np.fromstring(roots, dtype=np.int32, sep=",")
    if past.moved:
        out[list(past.moved)] = list(past.moved.values())
    return out


def _index(roots: Ints, made: Sequence[Made]) -> Ints:
    """Cluster → index into ``made``; -1 for others (the last element stands for no cluster)."""
    out = np.full(max(len(roots), 2), -1, dtype=np.int32)
    out[[m.root for m in made]] = np.arange(len(made), dtype=np.int32)
    return out


def _made(connection: Connection, roots: Ints, past: Past, cards: Cards) -> list[Made]:
    """The cards of ``roots``, narrow where they are stored: without aliases."""
    wanted = distinct(roots[roots >= 0])
    if past.known is not None:
        return [m for _, m in sorted(cards(wanted.tolist()).items())]
    out: dict[int, Made] = {}
    inside = set(wanted.tolist())
    columns = (card.c.root, card.c.id, card.c.name, card.c.type, card.c.gazetteer_id, card.c.lat, card.c.lon,
               card.c.country, card.c.admin1, card.c.admin2, card.c.feature)  # fmt: skip
    for root, id_, name, type_, place, lat, lon, country, admin1, admin2, feature in connection.execute(
        select(*columns)
    ):
        if root in inside:
            found = None if place is None else {
                "id": place, "name": name, "lat": lat, "lon": lon, "country": country or "", "admin1": admin1 or "",
                "admin2": admin2 or "", "feature": feature, "population": 0, "aliases": [],
            }  # fmt: skip
            out[root] = Made(root=root, id=id_, name=name, type=type_, place=found)
    out |= cards(inside - out.keys())
    return [m for _, m in sorted(out.items())]


def _tie_columns(
    rows: NDArray[np.void], told: tuple[NDArray[np.int64], NDArray[np.int8]], ends: tuple[Ints, Ints], index: Ints
) -> dict[str, Any]:
    """The columns of ties between two actors; ``tie_claim`` counts all rows."""
    claim, kind = told
    left, right = (index[e] for e in ends)
    keep = (left >= 0) & (right >= 0) & (left != right)
    of = rows[claim[keep]]
    return {
        "tie_claim": claim[keep], "tie_a": left[keep], "tie_b": right[keep],
        "tie_phase": of["phase"].astype(np.int8), "tie_kind": kind[keep].astype(np.int8),
        "tie_precise": of["precise"].astype(bool),
    }  # fmt: skip
