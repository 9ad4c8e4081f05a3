"""ReadView: as-of reads by place, time, actor and source."""

import heapq
import json
import threading
import time as wall
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, and_, func, select

from bywhom.model.account import ClaimQuery, EntityCard, ReportCard, Told
from bywhom.model.judgement import Judgement
from bywhom.model.text import Span
from bywhom.store import asking, clock, follow, geo, telling
from bywhom.store.cards import row_of, shown
from bywhom.store.derive import chunks, roots_of, seqs_of
from bywhom.store.dialect import holds_words
from bywhom.store.judged import holding
from bywhom.store.lookup import Names
from bywhom.store.matching import meets, sort_key
from bywhom.store.past import last_recorded, past, stamp
from bywhom.store.people import REPORT_COLUMNS, Memory, member_ids, report_card
from bywhom.store.rows import judgement_value
from bywhom.store.session import Session
from bywhom.store.tables import canon, card, claim, judgement, lineage, report, sentence, told
from bywhom.store.whole import Wholes

_GLANCE = 0.25  # seconds between two looks at whether another process has written
_BATCH = 500


class Reader(Wholes):
    """The account of one casefile, for analysis: answers ``bywhom.ports.ReadView``."""

    def __init__(self, session: Session) -> None:
        """Read through ``session``."""
        super().__init__(session)
        self._memories: dict[int | None, Memory] = {}
        self._names = Names()
        self._stamp: tuple[int, ...] = ()
        self._looked = 0.0
        self._last = 0
        self._lock = threading.RLock()

    def _memory(self, connection: Connection, known: datetime | None) -> Memory:
        """What is remembered of the state at ``known``; dropped when something was written since."""
        with self._lock:
            if wall.monotonic() - self._looked > _GLANCE or self._stamp[:1] != (self.session.version,):
                found = (self.session.version, *stamp(connection))
                if found != self._stamp:
                    self._memories.clear()
                    self._names = Names()
                    self._stamp = found
                    self._last = last_recorded(connection)
                self._looked = wall.monotonic()
            key = None if known is None or clock.micros(known) >= self._last else clock.micros(known)
            if key is not None and key not in self._memories and len(self._memories) > 8:
                self._memories.clear()
            if key not in self._memories:
                self._memories[key] = Memory(past(connection, key))
            return self._memories[key]

    def size(self) -> int:
        """How many claims were ever recorded."""
        return self.mark()[1]

    def mark(self) -> tuple[int, ...]:
        """A value that changes when anything was written."""
        with self.session.read() as connection:
            self._memory(connection, None)
        return self._stamp

    # ---- claims ------------------------------------------------------------------------------------------------

    def claims(self, query: ClaimQuery) -> Iterator[Told]:
        """Claims that meet ``query``, in its order."""
        with self.session.read() as connection:
            memory = self._memory(connection, query.known)
            where = asking.conditions(connection, query, memory.past)
            since = self._judged_since(connection, query, memory)
            numbers = connection.execution_options(yield_per=_BATCH).execute(
                asking.numbers_query(where, query, cut=not since)
            )
            stream = self._told(connection, numbers.scalars(), memory)
            if not since:
                yield from (t for _, t in stream)
                return
            merged = heapq.merge(stream, since, key=lambda pair: sort_key(query, pair[1], pair[0]))
            stop = None if query.limit is None else query.offset + query.limit
            yield from (t for _, t in islice(merged, query.offset, stop))

    def count(self, query: ClaimQuery) -> int:
        """How many claims meet ``query`` (limit and offset left aside)."""
        with self.session.read() as connection:
            memory = self._memory(connection, query.known)
            where = asking.conditions(connection, query, memory.past)
            found: int = connection.execute(asking.count_query(where)).scalar_one()
            return found + len(self._judged_since(connection, query, memory))

    def _told(self, connection: Connection, numbers: Iterable[int], memory: Memory) -> Iterator[tuple[int, Told]]:
        for some in chunks(numbers, _BATCH):
            held = {n: memory.remembered(n) for n in some}
            fresh = [n for n, found in held.items() if found is None]
            if fresh:
                held.update(self._rows(connection, fresh, memory))
            memory.remember({n: found for n, found in held.items() if found is not None})
            for n in some:
                found = held[n]
                if found is not None:  # gone when another process rejected it in between
                    yield n, found

    def _rows(self, connection: Connection, numbers: list[int], memory: Memory) -> Iterator[tuple[int, Told]]:
        rows: list[Any] = list(connection.execute(asking.rows_query(numbers)))
        bodies = json.loads(f"[{','.join(r.body for r in rows)}]")  # one call for many: half the time
        for i, row in enumerate(rows):
            if row.review == "corrected":
                rows[i], bodies[i] = self._as_corrected(connection, row.claim, row, memory)
        yield from self._tell(connection, rows, bodies, memory)

    def _tell(
        self, connection: Connection, rows: Sequence[Any], bodies: Sequence[Any], memory: Memory
    ) -> Iterator[tuple[int, Told]]:
        people = memory.people(connection, (e for b in bodies for e in telling.entities_in(b)))
        reports = memory.reports(connection, {r.report for r in rows})
        for row, body in zip(rows, bodies, strict=True):
            yield row.claim, telling.told(row, body, people, reports[row.report])

    def _as_corrected(self, connection: Connection, seq: int, row: Any, memory: Memory) -> tuple[Any, Any]:
        full = follow.claim_rows(connection, claim.c.seq == seq)[0]
        judged = follow.claim_judgements(connection, [full.id], memory.past.known)[full.id]
        state = follow.standing_of(full, judged)
        value = follow.judged_claim(connection, full, state.changes)

        def words(span: Span) -> str:
            text = connection.execute(select(report.c.text).where(report.c.seq == full.report)).scalar_one()
            return span.of(text)

        return telling.changed(row, value, words, state.review), telling.body_of(value)

    def _judged_since(self, connection: Connection, query: ClaimQuery, memory: Memory) -> list[tuple[int, Told]]:
        """Claims that were judged after ``known``, as they stood at it, in the query's order."""
        seqs = sorted(memory.past.claims)
        if not seqs:
            return []
        out: list[tuple[int, Told]] = []
        for some in chunks(seqs):
            rows = follow.claim_rows(connection, and_(claim.c.seq.in_(some), claim.c.recorded <= memory.past.known))
            judged = follow.claim_judgements(connection, [r.id for r in rows], memory.past.known)
            states = {r.seq: follow.standing_of(r, judged[r.id]) for r in rows}
            kept = [s for s, state in states.items() if state.review != "rejected"]
            wide = self._wide(connection, kept, query)
            pairs = []
            for row in wide:
                plain = telling.Changed(row, {"review": states[row.claim].review})
                if states[row.claim].changes:
                    pairs.append(self._as_corrected(connection, row.claim, plain, memory))
                else:
                    pairs.append((plain, json.loads(row.body)))
            out += self._tell(connection, [p[0] for p in pairs], [p[1] for p in pairs], memory)
        asked = self._canonical(connection, query, memory)
        return sorted((p for p in out if meets(asked, p[1])), key=lambda p: sort_key(query, p[1], p[0]))

    def _wide(self, connection: Connection, seqs: list[int], query: ClaimQuery) -> list[Any]:
        from bywhom.store.tables import sentence

        columns = [c for c in asking.COLUMNS if c.table is not told]
        found = select(claim.c.seq.label("claim"), *columns).join(sentence, sentence.c.seq == claim.c.sentence)
        found = found.where(claim.c.seq.in_(seqs))
        if query.text:
            found = found.where(holds_words(claim.c.sentence, query.text, connection.dialect.name))
        return list(connection.execute(found))

    def _canonical(self, connection: Connection, query: ClaimQuery, memory: Memory) -> ClaimQuery:
        from dataclasses import replace

        def of(ids: frozenset[str]) -> frozenset[str]:
            roots = asking.roots_then(connection, ids, memory.past)
            found = frozenset(m.id for m in memory.cards(connection, roots).values())
            return found or (frozenset({"?"}) if ids else frozenset())

        return replace(query, entities=of(query.entities), places=of(query.places), speakers=of(query.speakers))

    def has_claim(self, id_: str) -> bool:
        """True when a claim with that id was ever recorded, rejected ones included."""
        with self.session.read() as connection:
            return connection.execute(select(claim.c.seq).where(claim.c.id == id_)).first() is not None

    def sentence_of(self, id_: str) -> str:
        """The sentence of a claim that was ever recorded, rejected ones included; "" for others."""
        with self.session.read() as connection:
            found = select(sentence.c.text).join(claim, claim.c.sentence == sentence.c.seq).where(claim.c.id == id_)
            return connection.execute(found).scalar() or ""

    def unreviewed(self, *, limit: int, at_most: float) -> list[Told]:
        """Claims that no person has judged, the least sure first."""
        with self.session.read() as connection:
            memory = self._memory(connection, None)
            where = (told.c.review == "machine", told.c.confidence <= at_most)
            picked = select(told.c.claim).where(*where).order_by(told.c.confidence, told.c.claim).limit(limit)
            return [t for _, t in self._told(connection, connection.execute(picked).scalars().all(), memory)]

    # ---- entities ----------------------------------------------------------------------------------------------

    def _shown(self, connection: Connection, roots: Iterable[int], memory: Memory) -> dict[int, EntityCard]:
        cards = memory.cards(connection, roots)
        members = member_ids(connection, cards, memory.past)
        return {r: shown(m, members.get(r, ())) for r, m in cards.items()}

    def entity(self, id_: str, *, known: datetime | None = None) -> EntityCard | None:
        """The entity that ``id_`` (canonical or of a reading) now belongs to."""
        with self.session.read() as connection:
            memory = self._memory(connection, known)
            roots = asking.roots_then(connection, [id_], memory.past)
            return next(iter(self._shown(connection, roots, memory).values()), None)

    def cards(self, ids: frozenset[str], *, known: datetime | None = None) -> Mapping[str, EntityCard]:
        """Canonical id → card of each of ``ids`` that stands, without members."""
        with self.session.read() as connection:
            memory = self._memory(connection, known)
            roots = asking.roots_then(connection, ids, memory.past)
            return {m.id: shown(m) for m in memory.cards(connection, roots).values()}

    def find_entities(
        self, name: str, *, types: Sequence[str] = (), limit: int = 10, known: datetime | None = None
    ) -> Sequence[EntityCard]:
        """Entities known under ``name``: exact names and aliases first, the most told first, then nearest spellings.

        Members are left out, for there may be many.
        """
        with self.session.read() as connection:
            memory = self._memory(connection, known)
            found: dict[int, EntityCard] = {}
            for entities in self._names.known_as(connection, name, limit):
                roots = set(memory.clusters(connection, entities).values()) - found.keys()
                cards = [(r, m) for r, m in memory.cards(connection, roots).items() if not types or m.type in types]
                cards.sort(key=lambda pair: (-pair[1].claims, pair[1].id))
                found |= {r: shown(m) for r, m in cards[: limit - len(found)]}
                if len(found) >= limit:
                    break
            return list(found.values())

    def entities(
        self, *, types: Sequence[str] = (), limit: int | None = None, known: datetime | None = None
    ) -> Sequence[EntityCard]:
        """All entities (of ``types``), the most told first. Members are left out, for there may be many."""
        with self.session.read() as connection:
            memory = self._memory(connection, known)
            query = select(canon.c.root).distinct()
            if types and known is None:
                query = select(card.c.root).where(card.c.type.in_(list(types)))
            roots = set(connection.execute(query).scalars())
            if known is not None:
                roots = {r for r in roots if r not in memory.past.moved} | set(memory.past.moved.values())
            cards = [m for m in memory.cards(connection, roots).values() if not types or m.type in types]
            cards.sort(key=lambda m: (-m.claims, m.name, m.id))
            return [shown(m) for m in cards[:limit]]

    def containing(self, place: str) -> Mapping[str, str]:
        """Canonical ids of places related to ``place`` → how: ``same`` | ``contains`` | ``within`` | ``stretch``."""
        with self.session.read() as connection:
            memory = self._memory(connection, None)
            roots = roots_of(connection, seqs_of(connection, [place]).values())
            for made in memory.cards(connection, roots.values()).values():
                return geo.related(connection, _Row(row_of(made)))
            return {}

    def places_near(self, spots: Sequence[tuple[float, float, float]]) -> frozenset[str]:
        """Canonical ids of places within so many kilometres of one of ``spots`` (lat, lon, km)."""
        with self.session.read() as connection:
            memory = self._memory(connection, None)
            if memory.spots is None:
                memory.spots = geo.read_spots(connection)
            return memory.spots.near(spots)

    # ---- reports and judgements --------------------------------------------------------------------------------

    def report(self, id_: str) -> ReportCard | None:
        """The card of one report."""
        with self.session.read() as connection:
            row = connection.execute(select(*REPORT_COLUMNS).where(report.c.id == id_)).first()
            if row is None:
                return None
            return report_card(row, self._memory(connection, None).origins(connection).get(id_, id_))

    def reports(self, *, known: datetime | None = None) -> Sequence[ReportCard]:
        """All reports, in the order of reading."""
        with self.session.read() as connection:
            roots = self._memory(connection, known).origins(connection)
            query = select(*REPORT_COLUMNS).order_by(report.c.seq)
            if known is not None:
                query = query.where(report.c.recorded <= clock.micros(known))
            return [report_card(r, roots.get(r.id, r.id)) for r in connection.execute(query)]

    def citations(self) -> Mapping[str, frozenset[str]]:
        """report id → publishers or reports that it cites (lineage of kind ``cites``)."""
        query = select(report.c.id, lineage.c.other).join(report, report.c.seq == lineage.c.report)
        with self.session.read() as connection:
            memory = self._memory(connection, None)
            if memory.cites is None:
                out: dict[str, set[str]] = {}
                for id_, other in connection.execute(query.where(lineage.c.kind == "cites")):
                    out.setdefault(id_, set()).add(other)
                memory.cites = {id_: frozenset(others) for id_, others in out.items()}
            return memory.cites

    def judgements(
        self, *, kinds: Sequence[str] = (), subject: str = "", known: datetime | None = None
    ) -> Sequence[Judgement]:
        """Judgements that hold (not withdrawn) at ``known``."""
        query = select(judgement).order_by(judgement.c.seq)
        if known is not None:
            query = query.where(judgement.c.recorded <= clock.micros(known))
        wanted = judgement.c.seq > 0
        if kinds:
            wanted = and_(wanted, judgement.c.kind.in_([*kinds, "withdraw"]))
        if subject:
            wanted = and_(wanted, (judgement.c.subject == subject) | (judgement.c.kind == "withdraw"))
        with self.session.read() as connection:
            return holding(judgement_value(r) for r in connection.execute(query.where(wanted)))

    def ids(self, seqs: Iterable[int]) -> dict[int, str]:
        """Number in the store → id, of claims that stand, in the order of recording."""
        with self.session.read() as connection:
            out: dict[int, str] = {}
            for some in chunks(sorted(seqs)):
                found = select(told.c.claim, told.c.id).where(told.c.claim.in_(some)).order_by(told.c.claim)
                out |= {r.claim: r.id for r in connection.execute(found)}
            return out

    def counts(self) -> dict[str, int]:
        """How many rows of each noun the casefile holds."""
        from bywhom.store.tables import entity, mention

        tables = {"reports": report, "claims": told, "entities": entity, "mentions": mention, "judgements": judgement}
        with self.session.read() as connection:
            return {n: connection.execute(select(func.count()).select_from(t)).scalar_one() for n, t in tables.items()}


class _Row:
    """A mapping read by attribute, like a row of a table."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.__dict__.update(fields)
