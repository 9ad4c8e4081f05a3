"""Questions that weigh the whole account at once, from columns: the ties best attested, who speaks how often."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from bywhom.model.account import TieQuery, TieRow, VoiceRow
from bywhom.model.attribution import SOURCE_KINDS
from bywhom.model.claim import CLAIM_TYPES, EVENTS, MODALITIES, PHASES, SUPPORT_KINDS
from bywhom.store import clock
from bywhom.store.atlas import Atlas, Bools, Held, read_atlas, refresh
from bywhom.store.derive import chunks
from bywhom.store.follow import sheets_then
from bywhom.store.people import Memory
from bywhom.store.session import Session
from bywhom.store.sheets import CLAIM, unpack
from bywhom.store.tables import report, sheet, told
from bywhom.store.voices import MOST, count_voices, voice_rows

_EVENT_REACH = 366  # days for which an attack shows enmity; the rule of ``analysis.ties.in_force``
_KEPT = 64  # answers of one state of the record
_EACH = 8  # claims that a tie names at most, of as many origins as it has
_IS_EVENT = np.array([t in EVENTS for t in CLAIM_TYPES])
_SURE = np.array([{"actual": 1.0, "general": 0.8, "possible": 0.5}.get(m, 0.0) for m in MODALITIES])
_STARTS, _ENDS = PHASES.index("starts"), PHASES.index("ends")
_ANONYMOUS = np.array([k.startswith("anonymous") for k in SOURCE_KINDS])
_READING = threading.RLock()  # two who ask at once do not read the same columns twice


class Wholes(ABC):
    """What a reader answers from columns."""

    def __init__(self, session: Session) -> None:
        """Read through ``session``."""
        self.session = session
        self._held: dict[int, Held] = {}

    @abstractmethod
    def _memory(self, connection: Connection, known: datetime | None) -> Memory:
        """What is remembered of the state at ``known``."""

    def atlas(self, *, known: datetime | None = None) -> Atlas:
        """The whole account as columns, as recorded by ``known``."""
        with _READING, self.session.read() as connection:
            return self._atlas(connection, self._memory(connection, known))

    def _atlas(self, connection: Connection, memory: Memory) -> Atlas:
        if memory.atlas is None:
            refresh(connection, self._held)
            held: Mapping[int, Held] = self._held
            if then := _otherwise(connection, memory):
                held = {**held, **{r: Held(s["mark"], s["claims"], s["ties"], s["spots"]) for r, s in then.items()}}
            memory.atlas = read_atlas(connection, held, memory.past, lambda roots: memory.cards(connection, roots))
        return memory.atlas

    def ties(self, query: TieQuery) -> Sequence[TieRow]:
        """Who acts on whom, gathered by the two, those attested best first; see ``TieQuery``."""
        with _READING, self.session.read() as connection:
            memory = self._memory(connection, query.known)
            if query not in memory.ties:
                if len(memory.ties) >= _KEPT:
                    memory.ties.clear()
                memory.ties[query] = self._ties(connection, memory, query)
            return memory.ties[query]

    def voices(self, *, known: datetime | None = None) -> Sequence[VoiceRow]:
        """Who speaks first in the account, the most quoted first, up to a thousand speakers."""
        with _READING, self.session.read() as connection:
            memory = self._memory(connection, known)
            if memory.voices is None:
                then = _otherwise(connection, memory)
                tallies = count_voices(connection, memory, then)[:MOST]
                memory.voices = voice_rows(tallies, _row_ids(connection, {r for t in tallies for r in t.rows}, then))
            return memory.voices

    def latest(self, *, known: datetime | None = None) -> date | None:
        """The last day on which a report was published."""
        query = select(func.max(report.c.published))
        if known is not None:
            query = query.where(report.c.recorded <= clock.micros(known))
        with self.session.read() as connection:
            return clock.undo_day(connection.execute(query).scalar())

    def _ties(self, connection: Connection, memory: Memory, query: TieQuery) -> list[TieRow]:
        atlas = self._atlas(connection, memory)
        if memory.origin_keys is None:
            memory.origin_keys = _origin_keys(connection, atlas, memory)
        groups = _Groups(atlas, np.flatnonzero(_chosen(atlas, query)), memory.origin_keys)
        picked = groups.best[: query.limit]
        named = groups.claims(picked, _EACH) if query.named else [()] * len(picked)
        ids = _ids(connection, {s for seqs in named for s in seqs})
        actors = atlas.actors
        columns = (c[picked].tolist() for c in (groups.a, groups.b, groups.size, groups.origins, groups.sure))
        return [
            TieRow(
                a=actors[a].id, b=actors[b].id, claims=size, origins=origins, sure=sure,
                because=tuple([ids[s] for s in seqs if s in ids]),
            )
            for a, b, size, origins, sure, seqs in zip(*columns, named, strict=True)
        ]  # fmt: skip


def _otherwise(connection: Connection, memory: Memory) -> dict[int, dict[str, Any]]:
    """The sheets that were otherwise at the time asked for, by report."""
    past = memory.past
    return sheets_then(connection, past.claims, past.known) if past.known is not None and past.claims else {}


def _chosen(atlas: Atlas, query: TieQuery) -> Bools:
    """Which ties meet the query: affirmed, not merely planned, and able to speak of the days asked for."""
    at = atlas.tie_claim
    keep: Bools = np.isin(atlas.type[at], [CLAIM_TYPES.index(t) for t in query.types])
    keep &= ~atlas.denied[at] & (_SURE[atlas.modality[at]] > 0)
    if query.kinds:
        keep &= np.isin(atlas.tie_kind, [atlas.kinds.index(k) for k in query.kinds if k in SUPPORT_KINDS])
    index = {m.id: i for i, m in enumerate(atlas.actors)} if query.about or query.among or query.pairs else {}
    if query.about:
        mine = [index[e] for e in query.about if e in index]
        keep &= np.isin(atlas.tie_a, mine) | np.isin(atlas.tie_b, mine)
    if query.among:
        these = [index[e] for e in query.among if e in index]
        keep &= np.isin(atlas.tie_a, these) & np.isin(atlas.tie_b, these)
    if query.pairs:
        size = len(atlas.actors)
        pairs = [index[a] * size + index[b] for a, b in query.pairs if a in index and b in index]
        keep &= np.isin(atlas.tie_a.astype(np.int64) * size + atlas.tie_b, pairs)
    if query.sure:
        keep &= atlas.modality[at] == MODALITIES.index("actual")
    if query.lasting or query.on is not None:
        keep &= atlas.tie_phase != _ENDS
    if query.on is not None:
        keep &= _in_force(atlas, query.on)
    if query.since is not None or query.until is not None:
        keep &= _spoken(atlas, query.since, query.until)
    return keep


def _in_force(atlas: Atlas, on: date) -> Bools:
    """The rule of ``analysis.ties.in_force`` over columns."""
    at, day = atlas.tie_claim, on.toordinal()
    first, last = atlas.first[at], atlas.last[at]
    event = (first <= day) & (last >= day - _EVENT_REACH)
    ended = atlas.tie_precise & (last < day) & (first != last) & (atlas.tie_phase == 0)
    found: Bools = ~atlas.dated[at] | np.where(_IS_EVENT[atlas.type[at]], event, (first <= day) & ~ended)
    return found


def _spoken(atlas: Atlas, since: date | None, until: date | None) -> Bools:
    """The rule of ``analysis.hops.in_time`` over columns: open behind a start, open before an end."""
    at = atlas.tie_claim
    begins = (atlas.tie_phase == _ENDS) | (atlas.first[at] <= (until or date.max).toordinal())
    ends = (atlas.tie_phase == _STARTS) | (atlas.last[at] >= (since or date.min).toordinal())
    found: Bools = ~atlas.dated[at] | (begins & ends)
    return found


def _origin_keys(connection: Connection, atlas: Atlas, memory: Memory) -> NDArray[np.int64]:
    """One number for each claim's origin by the rule of ``analysis.origins.root_of``; citations are left aside."""
    roots = memory.origins(connection)
    seqs: dict[str, int] = {}
    for some in chunks(sorted({*roots, *roots.values()})):
        seqs |= {
            r.id: r.seq for r in connection.execute(select(report.c.id, report.c.seq).where(report.c.id.in_(some)))
        }
    top = int(atlas.report.max(initial=0)) + 1
    lineage = np.arange(max(top, *seqs.values(), 0) + 1 if seqs else top, dtype=np.int64)
    for id_, root in roots.items():
        lineage[seqs[id_]] = seqs.get(root, seqs[id_])
    own = lineage[atlas.report] * len(SOURCE_KINDS) + atlas.voice
    named = (atlas.speaker >= 0) & ~_ANONYMOUS[atlas.voice]
    return np.where(named, atlas.speaker.astype(np.int64) + (1 << 40), own)


class _Groups:
    """Ties gathered by who acts on whom, with how many claims and origins tell each, and how surely."""

    def __init__(self, atlas: Atlas, rows: NDArray[Any], keys: NDArray[np.int64]) -> None:
        self._atlas, self._keys = atlas, keys
        pair = atlas.tie_a[rows].astype(np.int64) * max(1, len(atlas.actors)) + atlas.tie_b[rows]
        order = np.lexsort((keys[atlas.tie_claim[rows]], pair))
        self._rows, pair = rows[order], pair[order]
        pairs, self._start, self.size = np.unique(pair, return_index=True, return_counts=True)
        self.a, self.b = pairs // max(1, len(atlas.actors)), pairs % max(1, len(atlas.actors))
        key = keys[atlas.tie_claim[self._rows]]
        self._fresh = np.ones(len(rows), dtype=bool)  # the first claim of an origin in its group
        self._fresh[1:] = (key[1:] != key[:-1]) | (pair[1:] != pair[:-1])
        sure = _SURE[atlas.modality[atlas.tie_claim[self._rows]]]
        if len(pairs):
            self.origins = np.add.reduceat(self._fresh.astype(np.int64), self._start)
            self.sure = np.maximum.reduceat(sure, self._start)
        else:
            self.origins, self.sure = np.zeros(0, dtype=np.int64), np.zeros(0)
        strength = (1 - 0.5 ** np.minimum(self.origins, 60)) * self.sure
        self.best = np.lexsort((self.b, self.a, -self.size, -self.origins, -strength))

    def claims(self, picked: Iterable[int], each: int) -> list[list[int]]:
        """Numbers of at most ``each`` claims of the groups ``picked``: one of every origin first."""
        out = []
        for g in picked:
            part = slice(self._start[g], self._start[g] + self.size[g])
            rows, fresh = self._rows[part], self._fresh[part]
            chosen = np.concatenate([rows[fresh][:each], rows[~fresh][:each]])[:each]
            out.append(self._atlas.seq[self._atlas.tie_claim[chosen]].tolist())
        return out


def _ids(connection: Connection, seqs: Iterable[int]) -> dict[int, str]:
    """Number → id of claims."""
    out: dict[int, str] = {}
    for some in chunks(sorted(seqs)):
        rows: Any = connection.execute(select(told.c.claim, told.c.id).where(told.c.claim.in_(some)))
        out |= {r.claim: r.id for r in rows}
    return out


def _row_ids(
    connection: Connection, rows: set[tuple[int, int]], then: Mapping[int, Mapping[str, Any]]
) -> dict[tuple[int, int], str]:
    """(report, row in its sheet) → id of the claim."""
    seqs: dict[tuple[int, int], int] = {}
    for some in chunks(sorted({r for r, _ in rows})):
        held: Any = connection.execute(select(sheet.c.report, sheet.c.claims).where(sheet.c.report.in_(some)))
        claims = {r.report: unpack([then[r.report]["claims"] if r.report in then else r.claims], CLAIM) for r in held}
        seqs |= {(r, at): int(claims[r]["seq"][at]) for r, at in rows if r in claims}
    ids = _ids(connection, set(seqs.values()))
    return {row: ids[s] for row, s in seqs.items() if s in ids}
