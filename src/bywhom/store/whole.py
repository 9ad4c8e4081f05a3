"""Questions that weigh the whole account at once, from columns: the ties best attested, who speaks how often."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bywhom.model.account import OriginCard, TieQuery, TieRow, VoiceRow
from bywhom.store import clock
from bywhom.store.atlas import Atlas, Held, read_atlas, refresh
from bywhom.store.derive import chunks
from bywhom.store.follow import sheets_then
from bywhom.store.people import Memory
from bywhom.store.roots import Roots, origin_cards, roots_over
from bywhom.store.session import Session
from bywhom.store.sheets import CLAIM, unpack
from bywhom.store.tables import claim, report, sheet, told
from bywhom.store.ties import Ties
from bywhom.store.voices import count_voices, voice_rows

_KEPT = 64  # answers of one state of the record
_EACH = 8  # claims that a tie names at most, of as many origins as it has
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

    def roots(self) -> Roots:
        """The independent origin of every claim of ``atlas()``, by the rule of findings but for citations."""
        with _READING, self.session.read() as connection:
            memory = self._memory(connection, None)
            if memory.roots is None:
                memory.roots = roots_over(connection, self._atlas(connection, memory), memory.origins(connection))
            return memory.roots

    def origin_cards(self, keys: Sequence[int]) -> Sequence[OriginCard]:
        """Who stands behind origins, by ``Roots.keys``."""
        with self.session.read() as connection:
            memory = self._memory(connection, None)
            return origin_cards(
                keys, lambda roots: memory.cards(connection, roots), lambda seqs: memory.reports(connection, seqs)
            )

    def claim_ids(self, seqs: Iterable[int]) -> Mapping[int, str]:
        """Number (``Atlas.seq``) → id of claims."""
        with self.session.read() as connection:
            return _ids(connection, seqs)

    def ties(self, query: TieQuery) -> Sequence[TieRow]:
        """Who acts on whom, gathered by the two, those attested best first; see ``TieQuery``."""
        with _READING, self.session.read() as connection:
            memory = self._memory(connection, query.known)
            if query not in memory.ties:
                if len(memory.ties) >= _KEPT:
                    memory.ties.clear()
                memory.ties[query] = self._ties(connection, memory, query)
            return memory.ties[query]

    def shared(self, parts: TieQuery, equals: TieQuery) -> Sequence[tuple[str, int]]:
        """What two or more of the actors ``parts.acting`` stand under, and which of them; see ``Ties.shared``."""
        with _READING, self.session.read() as connection:
            return self._sorted(connection, self._memory(connection, parts.known)).shared(parts, equals)

    def _sorted(self, connection: Connection, memory: Memory) -> Ties:
        if memory.sorted_ties is None:
            atlas = self._atlas(connection, memory)
            memory.sorted_ties = Ties(connection, atlas, memory.origins(connection))
        return memory.sorted_ties

    def voices(self, *, known: datetime | None = None) -> Sequence[VoiceRow]:
        """Who speaks first in the account, the most quoted first, up to a thousand speakers."""
        with _READING, self.session.read() as connection:
            memory = self._memory(connection, known)
            if memory.voices is None:
                then = _otherwise(connection, memory)
                tallies = count_voices(connection, memory, then)
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
        groups = self._sorted(connection, memory).gathered(query)
        picked = groups.best(query.limit)
        named = groups.claims(picked, _EACH) if query.named else [()] * len(picked)
        ids = _ids(connection, {s for seqs in named for s in seqs})
        actors = self._atlas(connection, memory).actors
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


def _ids(connection: Connection, seqs: Iterable[int]) -> dict[int, str]:
    """Number → id of claims, those included that stood at an earlier time and were rejected since."""
    out: dict[int, str] = {}
    wanted = set(seqs)
    for number, id_ in ((told.c.claim, told.c.id), (claim.c.seq, claim.c.id)):  # the narrow table holds nearly all
        for some in chunks(sorted(s for s in wanted if s not in out)):
            rows: Any = connection.execute(select(number, id_).where(number.in_(some)))
            out.update((seq, found) for seq, found in rows)
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
