"""Append rows: everything about one report in one transaction, idempotent by content id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from bywhom.model.claim import Claim, Filler, Voice
from bywhom.model.ids import claim_id
from bywhom.model.judgement import Judgement
from bywhom.model.provenance import Run
from bywhom.model.reading import Reading
from bywhom.model.source import Lineage, Report, Snapshot
from bywhom.model.text import Quote, Span
from bywhom.store import clock, derive, rows, tables
from bywhom.store.clusters import BRIDGE
from bywhom.store.dialect import bulk, index_words
from bywhom.store.follow import ADDED_BY, follow, make_sheets
from bywhom.store.judged import corrected, named_entities


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Everything about one report that lands together. ``judgements`` are the matcher's, by casefile-wide ids."""

    snapshot: Snapshot
    data: bytes
    report: Report
    reading: Reading
    maker: str
    sketch: bytes = b""
    bands: Sequence[str] = ()
    lineage: Sequence[Lineage] = ()
    blocks: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the reading's entity id → the matcher's keys
    judgements: Sequence[Judgement] = ()


class Writer:
    """Appends inside one transaction that the caller holds; see ``Session.write``."""

    def __init__(self, connection: Connection) -> None:
        """Write on ``connection``; every row is recorded at the same moment."""
        self.connection = connection
        self.recorded = clock.now()

    def _next(self, table: Table) -> int:
        return int(self.connection.execute(select(func.coalesce(func.max(table.c.seq), 0))).scalar_one()) + 1

    def _append(self, table: Table, values: Sequence[Mapping[str, Any]]) -> list[int]:
        """Number and insert ``values``; gives their numbers."""
        if not values:
            return []
        first = self._next(table)
        stamp = {"recorded": self.recorded} if "recorded" in table.c else {}
        numbered = [{**v, **stamp, "seq": first + i} for i, v in enumerate(values)]
        bulk(self.connection, table, numbered)
        return [first + i for i in range(len(values))]

    def _seq_of(self, table: Table, column: str, value: str) -> int | None:
        return self.connection.execute(select(table.c.seq).where(table.c[column] == value)).scalar_one_or_none()

    def begin_run(self, value: Run) -> int:
        """Record that a run has started; gives its number."""
        return self._append(tables.run, [{"id": value.id, "producer": value.producer.key}])[0]

    def end_run(self, run: int, summary: object) -> None:
        """Record that a run has ended, with what came of it."""
        values = {"run": run, "summary": rows.dumps(summary), "recorded": self.recorded}
        self.connection.execute(insert(tables.run_end).values(**values))

    def add(self, arrival: Arrival, run: int) -> int | None:
        """Append a report with its bytes, reading and lineage; None when the report is there already."""
        if self._seq_of(tables.report, "id", arrival.report.id) is not None:
            return None
        snapshot = self._seq_of(tables.snapshot, "sha256", arrival.snapshot.sha256)
        if snapshot is None:
            snapshot = self._append(tables.snapshot, [rows.snapshot_row(arrival.snapshot, arrival.data)])[0]
        seq = self._append(tables.report, [{**rows.report_row(arrival.report), "snapshot": snapshot}])[0]
        self._append(tables.change, [{**rows.change_row(c), "report": seq} for c in arrival.report.changes])
        self._add_lineage(arrival, seq)
        self._add_reading(arrival, seq, run)
        self.judge(arrival.judgements, by_matcher=True)
        return seq

    def _add_lineage(self, arrival: Arrival, report: int) -> None:
        if arrival.sketch:
            values = {"report": report, "data": arrival.sketch, "recorded": self.recorded}
            self.connection.execute(insert(tables.sketch).values(**values))
        bulk(self.connection, tables.band, [{"key": k, "report": report} for k in sorted(set(arrival.bands))])
        lineage = [
            {"report": report, "other": x.other, "kind": x.kind, "similarity": x.similarity, "note": x.note}
            for x in arrival.lineage
        ]
        self._append(tables.lineage, lineage)

    def _add_reading(self, arrival: Arrival, report: int, run: int) -> None:
        reading = arrival.reading
        seq = self._append(tables.reading, [{"report": report, "maker": arrival.maker, "run": run}])[0]
        entities = self._add_entities(reading, seq, report)
        blocks = {(k, entities[e]) for e, keys in arrival.blocks.items() if e in entities for k in keys}
        bulk(self.connection, tables.block, [{"key": k, "entity": e} for k, e in sorted(blocks)])
        tied = {"reading": seq}
        self._append(tables.mention, [{**rows.mention_row(m, entities), **tied} for m in reading.mentions])
        self._append(tables.time, [{**rows.time_row(t), **tied} for t in reading.times])
        self._append(tables.place, [{**rows.place_row(p), **tied} for p in reading.places])
        self._append(tables.attribution, [{**rows.attribution_row(a, entities), **tied} for a in reading.attributions])
        sentences = self._add_sentences(arrival, report)
        self._add_claims(arrival, {"report": report, **tied}, entities, sentences)
        make_sheets(self.connection, [report])

    def _add_entities(self, reading: Reading, seq: int, report: int) -> dict[str, int]:
        ids = rows.entity_ids(reading)
        spans = {(m.span.start, m.span.end): m.entity for m in reading.mentions if m.entity}
        lines = {spans.get((p.start, p.end), ""): p.line for p in reading.places if p.line is not None}
        unique = {ids[e.id]: e for e in reading.entities}
        values = [
            {**rows.entity_row(e, id_, lines.get(e.id)), "reading": seq, "report": report} for id_, e in unique.items()
        ]
        numbers = self._append(tables.entity, values)
        by_id = dict(zip(unique, numbers, strict=True))
        derive.add_entities(self.connection, [(by_id[i], e.name, e.aliases) for i, e in unique.items()])
        return {local: by_id[id_] for local, id_ in ids.items()}

    def _add_sentences(self, arrival: Arrival, report: int) -> dict[Span, int]:
        spans = sorted({*arrival.reading.sentences, *(c.sentence for c in arrival.reading.claims)})
        text = arrival.report.text
        numbers = self._append(
            tables.sentence, [{"report": report, "start": s.start, "end": s.end, "text": s.of(text)} for s in spans]
        )
        if numbers:
            index_words(self.connection, numbers[0], numbers[-1])
        return dict(zip(spans, numbers, strict=True))

    def _add_claims(
        self, arrival: Arrival, tied: dict[str, int], entities: Mapping[str, int], sentences: Mapping[Span, int]
    ) -> None:
        text, values, given = arrival.report.text, [], dict[str, Claim]()
        for claim in sorted(arrival.reading.claims, key=lambda c: (c.sentence, c.trigger.span, c.id)):
            claim.trigger.check(text)
            if claim.id in given:
                continue
            given[claim.id] = claim
            span = claim.when.span if claim.when is not None else None
            row = rows.claim_row(claim, entities, "" if span is None else span.of(text))
            values.append({**row, **tied, "sentence": sentences[claim.sentence]})
        numbers = self._append(tables.claim, values)
        told, parties = [], []
        for seq, value, claim in zip(numbers, values, given.values(), strict=True):
            judged = numbered(claim, entities)
            place = {
                "report": tied["report"], "sentence": value["sentence"], "recorded": self.recorded,
                "published": clock.day(arrival.report.published),
            }  # fmt: skip
            told.append(derive.told_row(seq, judged, place, "machine"))
            parties += derive.party_rows(seq, judged)
        derive.put_claims(self.connection, told, parties)

    def add_claim(self, report_id: str, fields: Mapping[str, Any]) -> str:
        """Append a claim that a person found; ``fields`` in the interchange's form, entities as casefile ids.

        Gives its id. It is told once a judgement of kind ``add`` names it.
        """
        report, reading = tables.report, tables.reading
        row = self.connection.execute(select(report.c.seq, report.c.text).where(report.c.id == report_id)).one()
        last = select(func.max(reading.c.seq)).where(reading.c.report == row.seq)
        span, trigger = Span(*fields["sentence"]), Quote.cut(row.text, Span(*fields["trigger"]))
        blank = Claim(id="", report=report_id, type=fields["type"], sentence=span, trigger=trigger)
        seqs = derive.seqs_of(self.connection, named_entities(fields))
        value = corrected(blank, fields, row.text, seqs)
        spans = [(r, f.span.start, f.span.end) for r, fs in value.roles.items() for f in fs if f.span is not None]
        id_ = claim_id(report_id, value.type, span, trigger.span, spans)
        if self._seq_of(tables.claim, "id", id_) is None:
            numbers = {str(s): s for s in seqs.values()}
            when = value.when.span if value.when is not None else None
            words = "" if when is None else when.of(row.text)
            values = rows.claim_row(replace(value, id=id_, maker=ADDED_BY, confidence=1.0), numbers, words)
            tied = {"report": row.seq, "reading": self.connection.execute(last).scalar_one()}
            self._append(tables.claim, [{**values, **tied, "sentence": self._sentence(row.seq, span, row.text)}])
        return id_

    def _sentence(self, report: int, span: Span, text: str) -> int:
        t = tables.sentence
        at = (t.c.report == report, t.c.start == span.start, t.c.end == span.end)
        seq = self.connection.execute(select(t.c.seq).where(*at)).scalar()
        if seq is None:
            values = {"report": report, "start": span.start, "end": span.end, "text": span.of(text)}
            seq = self._append(t, [values])[0]
            index_words(self.connection, seq, seq)
        return int(seq)

    def judge(self, judgements: Sequence[Judgement], *, by_matcher: bool = False) -> None:
        """Append judgements and let the derived tables follow. Those recorded before are left as they are."""
        t, known = tables.judgement, set[str]()
        for some in derive.chunks([j.id for j in judgements]):
            known |= set(self.connection.execute(select(t.c.id).where(t.c.id.in_(some))).scalars())
        fresh = [j for j in judgements if j.id not in known]
        if by_matcher:
            bridges = derive.bridges(self.connection, fresh, self.recorded)
            fresh = [replace(j, by=BRIDGE) if j.id in bridges else j for j in fresh]
        self._append(tables.judgement, [rows.judgement_row(j) for j in fresh])
        if by_matcher:
            derive.join_new(self.connection, fresh)
        else:
            follow(self.connection, fresh)


def numbered(claim: Claim, entities: Mapping[str, int]) -> Claim:
    """``claim`` with rows' numbers in place of the reading's entity ids."""

    def of(entity: str) -> str:
        return str(entities[entity]) if entity in entities else ""

    def filler(value: Filler) -> Filler:
        return replace(value, entity=of(value.entity)) if value.entity else value

    def voice(value: Voice) -> Voice:
        return replace(value, entity=of(value.entity)) if value.entity else value

    roles = {r: tuple(filler(f) for f in fs) for r, fs in claim.roles.items()}
    return replace(claim, roles=roles, source=tuple(voice(v) for v in claim.source))
