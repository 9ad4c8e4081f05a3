"""The whole account as columns: when, what, where, between whom, for views that count everything at once.

One row a claim, in NumPy arrays of a few bytes each, so that a map, a timeline or a network over 250,000 claims is a
few masks instead of 250,000 objects. Derived from ``told``, ``party`` and the claims' bodies; holds no words.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from bywhom.model.claim import CLAIM_TYPES, MODALITIES
from bywhom.store.cards import Made
from bywhom.store.tables import PLACE, canon, claim, party, told

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
_PART = 20_000  # rows fetched at once
UNDATED = 5_000_000  # an ordinal beyond every date: compares as later than all
PHASES = ("", "starts", "ends")


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Columns over claims (``type`` … ``report``), pairs of claim and place, pairs of claim and two actors."""

    type: NDArray[np.int8]  # index into CLAIM_TYPES
    first: Ints  # ordinal of the first day, UNDATED
    last: Ints
    denied: Bools
    modality: NDArray[np.int8]  # index into MODALITIES
    report: Ints
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
    kinds: tuple[str, ...]
    seq: Ints  # the claim's number in the store

    @property
    def dated(self) -> Bools:
        """Which claims have a date."""
        found: Bools = self.first < UNDATED
        return found


Cards = Callable[[Iterable[int]], Mapping[int, Made]]
Corrected = Callable[[Sequence[int]], Mapping[int, Mapping[str, Any]]]
Roles = Mapping[str, tuple[str, str]]  # tie's type → the role that acts, the role acted on


def read_atlas(connection: Connection, cards: Cards, corrected: Corrected, roles: Roles) -> Atlas:
    """Read all columns. ``cards`` gives the cards of clusters, ``corrected`` the bodies of corrected claims."""
    columns, seqs, mended = _claims(connection)
    root_of = _roots(connection)
    at_claim, at_root = _places(connection, seqs)
    located = cards(np.unique(at_root).tolist())
    places = tuple(m for m in located.values() if m.place is not None and m.type in ("LOCATION", "FACILITY"))
    index = _index(root_of, places)
    at_place = index[at_root]
    keep = at_place >= 0
    ties = _ties(connection, seqs, corrected(mended), roles)
    return Atlas(
        **columns, at_claim=at_claim[keep], at_place=at_place[keep], places=places, seq=seqs,
        **_tie_columns(ties, root_of, cards),
    )  # fmt: skip


def _claims(connection: Connection) -> tuple[dict[str, Any], Ints, list[int]]:
    types = {t: i for i, t in enumerate(CLAIM_TYPES)}
    modes = {m: i for i, m in enumerate(MODALITIES)}
    query = select(
        told.c.claim, told.c.type, told.c.earliest, told.c.latest, told.c.polarity, told.c.modality, told.c.report,
        told.c.review,
    ).order_by(told.c.claim)  # fmt: skip
    parts: list[NDArray[np.int32]] = []
    mended: list[int] = []
    found = connection.execution_options(yield_per=_PART).execute(query)
    for rows in found.partitions(_PART):
        mended += [r[0] for r in rows if r[7] == "corrected"]
        parts.append(
            np.array(
                [
                    (r[0], types.get(r[1], 0), UNDATED if r[2] is None else r[2], UNDATED if r[3] is None else r[3],
                     r[4] == "denied", modes.get(r[5], 0), r[6])
                    for r in rows
                ],
                dtype=np.int32,
            )
        )  # fmt: skip
    table = np.concatenate(parts) if parts else np.zeros((0, 7), dtype=np.int32)
    columns = {
        "type": table[:, 1].astype(np.int8), "first": table[:, 2].copy(), "last": table[:, 3].copy(),
        "denied": table[:, 4].astype(bool), "modality": table[:, 5].astype(np.int8), "report": table[:, 6].copy(),
    }  # fmt: skip
    return columns, table[:, 0].copy(), mended


def _roots(connection: Connection) -> Ints:
    """Entity → cluster, as one array; -1 where there is no such entity."""
    top = connection.execute(select(func.max(canon.c.entity))).scalar_one() or 0
    out = np.full(top + 1, -1, dtype=np.int32)
    found = connection.execution_options(yield_per=_PART).execute(select(canon.c.entity, canon.c.root))
    for rows in found.partitions(_PART):
        pairs = np.array([(r[0], r[1]) for r in rows], dtype=np.int32)
        out[pairs[:, 0]] = pairs[:, 1]
    return out


def _places(connection: Connection, seqs: Ints) -> tuple[Ints, Ints]:
    query = select(party.c.claim, canon.c.root).join(canon, canon.c.entity == party.c.entity)
    query = query.where(party.c.kind == PLACE)
    parts = [np.zeros((0, 2), dtype=np.int32)]
    for rows in connection.execution_options(yield_per=_PART).execute(query).partitions(_PART):
        parts.append(np.array([(r[0], r[1]) for r in rows], dtype=np.int32))
    pairs = np.unique(np.concatenate(parts), axis=0)
    at, known = _rows_of(seqs, pairs[:, 0])
    return at[known], pairs[known, 1]


def _rows_of(seqs: Ints, wanted: Ints) -> tuple[Ints, Bools]:
    """Rows of the claims ``wanted`` in ``seqs`` (ascending), and which of them are there."""
    at = np.searchsorted(seqs, wanted).astype(np.int32)
    at = np.minimum(at, max(0, len(seqs) - 1)).astype(np.int32)
    return at, (seqs[at] == wanted) if len(seqs) else np.zeros(len(wanted), dtype=bool)


def _index(root_of: Ints, made: Sequence[Made]) -> Ints:
    """Cluster → index into ``made``; -1 for others."""
    out = np.full(max(len(root_of), 1), -1, dtype=np.int32)
    for i, m in enumerate(made):
        out[m.root] = i
    return out


def _ties(
    connection: Connection, seqs: Ints, corrected: Mapping[int, Mapping[str, Any]], roles: Roles
) -> tuple[NDArray[np.int64], list[str]]:
    query = select(
        told.c.claim, told.c.type, claim.c.body, claim.c.phase, claim.c.edtf, told.c.earliest, told.c.latest
    ).join(claim, claim.c.seq == told.c.claim)
    query = query.where(told.c.type.in_(sorted([*roles, "supports"]))).order_by(told.c.claim)
    kinds: dict[str, int] = {"": 0}
    out: list[NDArray[np.int64]] = [np.zeros((0, 6), dtype=np.int64)]
    for rows in connection.execution_options(yield_per=_PART).execute(query).partitions(_PART):
        made = []
        for seq, type_, raw, phase, edtf, first, last in rows:
            body = corrected.get(seq) or json.loads(raw)
            kind = kinds.setdefault(body["l"].get("kind", ""), len(kinds)) if type_ == "supports" else 0
            precise = "/" in edtf or (first is not None and first == last)
            for a, b in _pairs(type_, body["r"], roles):
                made.append((seq, a, b, PHASES.index(phase) if phase in PHASES else 0, precise, kind))
        out.append(np.array(made, dtype=np.int64).reshape(-1, 6))
    table = np.concatenate(out)
    table[:, 0] = np.searchsorted(seqs, table[:, 0].astype(np.int32))
    return table, list(kinds)


def _pairs(type_: str, filled: Mapping[str, Sequence[Sequence[Any]]], roles: Roles) -> Iterator[tuple[int, int]]:
    """Who acts on whom, as numbers of entities; support goes through its intermediary."""

    def of(role: str) -> list[int]:
        return [f[3] for f in filled.get(role, ()) if f[3]]

    if type_ == "supports":
        givers, via, takers = of("supporter"), of("via"), of("recipient")
        yield from ((a, b) for a in givers for b in via or takers)
        yield from ((a, b) for a in via for b in takers)
        return
    left, right = roles[type_]
    if left == right:
        yield from combinations(of(left), 2)
        return
    yield from ((a, b) for a in of(left) for b in of(right))


def _tie_columns(found: tuple[NDArray[np.int64], list[str]], root_of: Ints, cards: Cards) -> dict[str, Any]:
    table, kinds = found
    a, b = root_of[table[:, 1]], root_of[table[:, 2]]
    made = cards(np.unique(np.concatenate([a, b])).tolist())
    actors = tuple(m for m in made.values() if m.type in ("PERSON", "ORGANISATION", "NATIONALITY"))
    index = _index(root_of, actors)
    left, right = index[a], index[b]
    keep = (left >= 0) & (right >= 0) & (left != right)
    return {
        "tie_claim": table[keep, 0].astype(np.int32), "tie_a": left[keep], "tie_b": right[keep],
        "tie_phase": table[keep, 3].astype(np.int8), "tie_precise": table[keep, 4].astype(bool),
        "tie_kind": table[keep, 5].astype(np.int8), "actors": actors, "kinds": tuple(kinds),
    }  # fmt: skip
