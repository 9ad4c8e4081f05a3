"""Ties between actors, sorted once by who acts on whom, so that a question weighs only those that it asks about.

One row a tie of the atlas, in the order of the two actors and of the claim's origin. What a restriction to actors
leaves is found by where each actor's rows begin; groups of one pair are neighbours, so that nothing is sorted again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from bywhom.model.account import TieQuery
from bywhom.model.attribution import SOURCE_KINDS
from bywhom.model.claim import CLAIM_TYPES, EVENTS, MODALITIES, PHASES, SUPPORT_KINDS
from bywhom.store.atlas import Atlas, Bools, Ints, distinct
from bywhom.store.derive import chunks
from bywhom.store.tables import report

_EVENT_REACH = 366  # days for which an attack shows enmity; the rule of ``analysis.ties.in_force``
_IS_EVENT = np.array([t in EVENTS for t in CLAIM_TYPES])
_SURE = np.array([{"actual": 1.0, "general": 0.8, "possible": 0.5}.get(m, 0.0) for m in MODALITIES])
_ACTUAL = MODALITIES.index("actual")
_STARTS, _ENDS = PHASES.index("starts"), PHASES.index("ends")
NAMED_FROM = 1 << 40  # the number of a named speaker's origin is that of its cluster, and this
_ANONYMOUS = np.array([k.startswith("anonymous") for k in SOURCE_KINDS])
Rows = Ints


class Ties:
    """The ties of one state of the record."""

    def __init__(self, connection: Connection, atlas: Atlas, lineage: Mapping[str, str]) -> None:
        """Sort the ties of ``atlas``; ``lineage`` maps reports that share one to its root."""
        self._atlas = atlas
        self._size = max(1, len(atlas.actors))
        self._index = {m.id: i for i, m in enumerate(atlas.actors)}
        origin = origin_keys(connection, atlas, lineage)[atlas.tie_claim]
        pair = atlas.tie_a.astype(np.int64) * self._size + atlas.tie_b
        order = np.lexsort((origin, pair))
        self._a, self._b, self.claim = atlas.tie_a[order], atlas.tie_b[order], atlas.tie_claim[order]
        pair, origin = pair[order], origin[order]
        self._pair_starts, self._origin_starts = _steps(pair), _steps(origin)
        self._type, self._phase, self._kind = atlas.type[self.claim], atlas.tie_phase[order], atlas.tie_kind[order]
        self._mode, self._precise = atlas.modality[self.claim], atlas.tie_precise[order]
        self._said = ~atlas.denied[self.claim] & (_SURE[self._mode] > 0)
        self._parts: dict[frozenset[str], _Part] = {}

    def gathered(self, query: TieQuery) -> "Groups":
        """The ties that meet ``query``, gathered by the two actors."""
        rows = self._candidates(query)
        return Groups(self, rows[self._chosen(rows, query)])

    def shared(self, parts: TieQuery, equals: TieQuery) -> list[tuple[str, int]]:
        """What two or more of the actors ``parts.acting`` stand under, itself counted, and which of them do.

        Either end of ``equals`` stands under the other. Which is told as bits: 1 for the first of the actors by id, 2
        for the next. In the order of the best attested tie in which each has a part. At most 62 actors.
        """
        ids = sorted(parts.acting)
        place = np.full(self._size, -1, dtype=np.int64)
        known = [(i, self._index[id_]) for i, id_ in enumerate(ids) if id_ in self._index]
        place[[actor for _, actor in known]] = [i for i, _ in known]
        above, level = self.gathered(parts).ranked(), np.stack(self.gathered(equals).ranked(), axis=1)
        part = np.concatenate([above[0], level.ravel()]).astype(np.int64)
        whole = np.concatenate([above[1], level[:, ::-1].ravel()]).astype(np.int64)
        inside = place[part] >= 0
        part, whole = part[inside], whole[inside]
        keys = distinct(whole * 64 + place[part])
        counts = np.bincount(keys >> 6, minlength=self._size) + (place >= 0)
        keys = keys[counts[keys >> 6] > 1]
        if not len(keys):
            return []
        wholes, begins = np.unique(keys >> 6, return_index=True)
        bits = np.zeros(self._size, dtype=np.int64)
        bits[wholes] = np.bitwise_or.reduceat(np.int64(1) << (keys & 63), begins)
        kept = counts[whole] > 1
        met, first = np.unique(np.stack([whole[kept], part[kept]], axis=1).ravel(), return_index=True)
        order = met[np.argsort(first)]
        actors, order = self._atlas.actors, order[bits[order] > 0]
        return [(actors[w].id, mask) for w, mask in zip(order.tolist(), bits[order].tolist(), strict=True)]

    def pairs(self, rows: Rows) -> tuple[Ints, Ints, Bools, Bools, NDArray[np.float64]]:
        """For rows in order: who acts, on whom, where a pair and where an origin within it begins, how sure each is."""
        if not len(rows):
            none = np.zeros(0, dtype=bool)
            return self._a[:0], self._b[:0], none, none, np.zeros(0)
        pair, origin = self._pair_starts[rows], self._origin_starts[rows]
        begins = np.ones(len(rows), dtype=bool)
        begins[1:] = pair[1:] != pair[:-1]
        fresh = begins.copy()
        fresh[1:] |= origin[1:] != origin[:-1]
        return self._a[rows], self._b[rows], begins, fresh, _SURE[self._mode[rows]]

    def seqs(self, rows: Rows) -> list[int]:
        """The numbers in the store of the claims of ``rows``."""
        found: list[int] = self._atlas.seq[self.claim[rows]].tolist()
        return found

    def _ids(self, ids: Iterable[str]) -> list[int]:
        return sorted(self._index[i] for i in ids if i in self._index)

    def _part(self, types: frozenset[str]) -> "_Part":
        """The rows of affirmed claims of ``types`` that are no mere plans."""
        if types not in self._parts:
            wanted = np.zeros(len(CLAIM_TYPES), dtype=bool)
            wanted[[CLAIM_TYPES.index(t) for t in types]] = True
            rows = np.flatnonzero(wanted[self._type] & self._said).astype(np.int32)
            self._parts[types] = _Part(rows, self._a[rows], self._b[rows], self._size)
        return self._parts[types]

    def _candidates(self, query: TieQuery) -> Rows:
        """Rows of the query's types that meet its restrictions to actors, in order."""
        part = self._part(query.types)
        rows = part.rows
        if query.pairs:
            wanted = [(self._index[a], self._index[b]) for a, b in query.pairs if a in self._index and b in self._index]
            rows = part.acting({a for a, _ in wanted})
            pair = self._a[rows].astype(np.int64) * self._size + self._b[rows]
            rows = rows[np.isin(pair, [a * self._size + b for a, b in wanted])]
        elif query.among:
            rows = part.acting(these := self._ids(query.among))
            rows = rows[self._mask(these)[self._b[rows]]]
        elif query.acting:
            rows = part.acting(self._ids(query.acting))
        elif query.about:
            mine = self._ids(query.about)
            return distinct(np.concatenate([part.acting(mine), part.acted_on(mine)]))
        if query.about:
            mask = self._mask(self._ids(query.about))
            rows = rows[mask[self._a[rows]] | mask[self._b[rows]]]
        return rows

    def _mask(self, actors: Sequence[int]) -> Bools:
        out = np.zeros(self._size, dtype=bool)
        out[list(actors)] = True
        return out

    def _chosen(self, rows: Rows, query: TieQuery) -> Bools:
        """Which rows meet the rest of the query: kinds of support, how surely told, of which days."""
        keep: Bools = np.ones(len(rows), dtype=bool)
        if query.kinds:
            keep &= np.isin(self._kind[rows], [self._atlas.kinds.index(k) for k in query.kinds if k in SUPPORT_KINDS])
        if query.sure:
            keep &= self._mode[rows] == _ACTUAL
        if query.lasting or query.on is not None:
            keep &= self._phase[rows] != _ENDS
        if query.on is not None:
            keep[keep] = self._in_force(rows[keep], query.on)
        if query.since is not None or query.until is not None:
            keep[keep] = self._spoken(rows[keep], query.since, query.until)
        return keep

    def _in_force(self, rows: Rows, on: date) -> Bools:
        """The rule of ``analysis.ties.in_force`` over columns."""
        at, day = self.claim[rows], on.toordinal()
        first, last = self._atlas.first[at], self._atlas.last[at]
        event = (first <= day) & (last >= day - _EVENT_REACH)
        ended = self._precise[rows] & (last < day) & (first != last) & (self._phase[rows] == 0)
        undated = ~self._atlas.dated_at(at)
        found: Bools = undated | np.where(_IS_EVENT[self._type[rows]], event, (first <= day) & ~ended)
        return found

    def _spoken(self, rows: Rows, since: date | None, until: date | None) -> Bools:
        """The rule of ``analysis.hops.in_time`` over columns: open behind a start, open before an end."""
        at, phase = self.claim[rows], self._phase[rows]
        begins = (phase == _ENDS) | (self._atlas.first[at] <= (until or date.max).toordinal())
        ends = (phase == _STARTS) | (self._atlas.last[at] >= (since or date.min).toordinal())
        found: Bools = ~self._atlas.dated_at(at) | (begins & ends)
        return found


class _Part:
    """Some rows, with where those of each actor stand among them."""

    def __init__(self, rows: Ints, a: Ints, b: Ints, size: int) -> None:
        every = np.arange(size + 1)
        self.rows = rows
        self._by_b = rows[np.argsort(b, kind="stable")]
        self._from_a, self._from_b = np.searchsorted(a, every), np.searchsorted(np.sort(b), every)

    def acting(self, actors: Iterable[int]) -> Ints:
        """The rows in which one of ``actors`` acts, in order."""
        return _joined([self.rows[self._from_a[i] : self._from_a[i + 1]] for i in sorted(actors)])

    def acted_on(self, actors: Iterable[int]) -> Ints:
        """The rows in which somebody acts on one of ``actors``, in no order."""
        return _joined([self._by_b[self._from_b[i] : self._from_b[i + 1]] for i in actors])


class Groups:
    """Ties gathered by who acts on whom, with how many claims and origins tell each, and how surely."""

    def __init__(self, ties: Ties, rows: Rows) -> None:
        """Gather ``rows`` of ``ties``, which are in order."""
        self._ties, self._rows = ties, rows
        a, b, begins, self._fresh, sure = ties.pairs(rows)
        self._start = np.flatnonzero(begins)
        self.a, self.b = a[self._start], b[self._start]
        self.size = np.diff(np.append(self._start, len(rows)))
        some = len(self._start) > 0
        self.origins = np.add.reduceat(self._fresh.astype(np.int64), self._start) if some else self.size
        self.sure = np.maximum.reduceat(sure, self._start) if some else sure
        self.strength = (1 - 0.5 ** np.minimum(self.origins, 60)) * self.sure

    def best(self, most: int | None) -> NDArray[np.int64]:
        """The groups attested best, best first, at most ``most``."""
        among = np.arange(len(self.a))
        if most is not None and 0 < most < len(among):
            least = np.partition(self.strength, len(among) - most)[len(among) - most]
            among = np.flatnonzero(self.strength >= least)
        columns = (self.b, self.a, -self.size, -self.origins, -self.strength)
        found: NDArray[np.int64] = among[np.lexsort(tuple([c[among] for c in columns]))]
        return found[:most]

    def ranked(self) -> tuple[Ints, Ints]:
        """Who acts and on whom, those attested best first."""
        best = self.best(None)
        return self.a[best], self.b[best]

    def claims(self, picked: Iterable[int], each: int) -> list[list[int]]:
        """Numbers of at most ``each`` claims of the groups ``picked``: one of every origin first."""
        out = []
        for g in picked:
            part = slice(self._start[g], self._start[g] + self.size[g])
            rows, fresh = self._rows[part], self._fresh[part]
            chosen = np.concatenate([rows[fresh][:each], rows[~fresh][:each]])[:each]
            out.append(self._ties.seqs(chosen))
        return out


def _steps(values: NDArray[np.int64]) -> NDArray[np.int32]:
    """For values of which equal ones may stand side by side: how many times the value has changed so far."""
    out = np.zeros(len(values), dtype=np.int32)
    if len(values):
        np.cumsum(values[1:] != values[:-1], out=out[1:])
    return out


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)


def origin_keys(connection: Connection, atlas: Atlas, roots: Mapping[str, str]) -> NDArray[np.int64]:
    """One number for each claim's origin by the rule of ``analysis.origins.root_of``; citations are left aside."""
    seqs: dict[str, int] = {}
    for some in chunks(sorted({*roots, *roots.values()})):
        rows: Any = connection.execute(select(report.c.id, report.c.seq).where(report.c.id.in_(some)))
        seqs |= {r.id: r.seq for r in rows}
    top = int(atlas.report.max(initial=0)) + 1
    lineage = np.arange(max(top, *seqs.values(), 0) + 1 if seqs else top, dtype=np.int64)
    for id_, root in roots.items():
        lineage[seqs[id_]] = seqs.get(root, seqs[id_])
    own = lineage[atlas.report] * len(SOURCE_KINDS) + atlas.voice
    named = (atlas.speaker >= 0) & ~_ANONYMOUS[atlas.voice]
    return np.where(named, atlas.speaker.astype(np.int64) + NAMED_FROM, own)
