"""Read, run, write; resume where the last run stopped: what a casefile holds already is not read again."""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bywhom.config import Settings
from bywhom.ingest import lineage as copying
from bywhom.ingest.read import IngestOptions, ingest
from bywhom.model.judgement import Judgement
from bywhom.model.provenance import Producer, Run
from bywhom.model.reading import Reading
from bywhom.model.source import Ingested, Lineage, Refusal, Report
from bywhom.pipeline.join import join, keys_of
from bywhom.pipeline.reading import Annotating, Load, load_annotator, refusal_of
from bywhom.pipeline.report import Progress, ReadReport, RunReport
from bywhom.resolve.times import inferred_bound
from bywhom.store.cards import settle
from bywhom.store.rows import entity_ids
from bywhom.store.session import Session
from bywhom.store.shelf import entities_sharing, known_reports, names_by_people, texts_sharing
from bywhom.store.writer import Arrival, Writer

#: said beside the warning that a report has no date; the reader offers the day and takes nothing from it
BOUND = "the latest day that its text names outright is {}: if it announces nothing, it was published then or later"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read: what the person says of the inputs, and with how many processes."""

    published: date | None = None
    publisher: str = ""
    jobs: int = 1
    load: Load = load_annotator
    progress: Callable[[Progress], None] | None = None


def read(
    session: Session, sources: Iterable[str | Path], *, settings: Settings, options: ReadOptions | None = None
) -> RunReport:
    """Read ``sources`` into the casefile; each report lands whole, in its own transaction, or not at all.

    Bad inputs are refused by name and the rest is read. Raises CasefileError when the casefile itself fails: what
    was read before that stands, and the same call again goes on from there.
    """
    options = options or ReadOptions()
    given = IngestOptions(
        published=options.published, publisher=options.publisher, network=settings.network,
        max_input_mb=settings.max_input_mb, max_report_mb=settings.max_report_mb,
        max_unpacked_mb=settings.max_unpacked_mb,
    )  # fmt: skip
    items = (item for source in sources for item in ingest(source, options=given))
    return read_ingested(session, items, settings=settings, options=options)


def read_ingested(
    session: Session, items: Iterable[Ingested], *, settings: Settings, options: ReadOptions
) -> RunReport:
    """The same for inputs that were ingested already."""
    started, run = time.monotonic(), _Running(session, options)
    annotating = Annotating(options.load, settings, options.jobs)
    try:
        for item, report, outcome in annotating.each(run.fresh(items)):
            if report is None or outcome is None:
                continue
            if isinstance(outcome, Reading):
                run.store(item, report, outcome)
            else:
                run.refuse(_failed(item, outcome))
            run.tell(item.snapshot.locator)
    finally:
        run.close()
    return replace(run.result(), seconds=time.monotonic() - started)


def _failed(item: Ingested, error: BaseException) -> Refusal:
    name, message = refusal_of(error)
    return Refusal(locator=item.snapshot.locator, error=name, message=message)


class _Running:
    """One run: what it has read, met again and refused so far."""

    def __init__(self, session: Session, options: ReadOptions) -> None:
        self._session, self._options = session, options
        self._read: list[ReadReport] = []
        self._known: list[str] = []
        self._refused: list[Refusal] = []
        self._pending: set[str] = set()
        self._run: int | None = None

    def fresh(self, items: Iterable[Ingested]) -> Iterator[tuple[Ingested, Report | None]]:
        """The reports that are to be read; those known and those refused are noted."""
        for item in items:
            self._refused.extend(item.refused)
            with self._session.read() as connection:
                known = known_reports(connection, (r.id for r in item.reports))
            for report in item.reports:
                if report.id in known or report.id in self._pending:
                    self._known.append(report.id)
                    self.tell(item.snapshot.locator)
                else:
                    self._pending.add(report.id)
                    yield item, report
            if not item.reports:
                self.tell(item.snapshot.locator)

    def refuse(self, refusal: Refusal) -> None:
        self._refused.append(refusal)

    def store(self, item: Ingested, report: Report, reading: Reading) -> None:
        """Write one report with everything that was found about it."""
        sketch = copying.sketch(report.text)
        bands = copying.bands(sketch)
        with self._session.read() as connection:
            lineage = _lineage(report, texts_sharing(connection, bands))
            judgements = _judgements(connection, reading)
        arrival = Arrival(
            snapshot=item.snapshot, data=item.data, report=report, reading=reading, maker=_producer().key,
            sketch=sketch, bands=bands, lineage=lineage, judgements=judgements,
            blocks={e.id: keys_of(e) for e in reading.entities},
        )  # fmt: skip
        with self._session.write() as connection:
            writer = Writer(connection)
            run = self._run or writer.begin_run(_new_run())
            written = writer.add(arrival, run)
        self._run = run
        if written is None:  # another process was faster
            self._known.append(report.id)
        else:
            self._read.append(_read_report(item, report, reading, lineage))

    def tell(self, locator: str) -> None:
        """Report progress to whoever asked for it."""
        if self._options.progress is not None:
            done = len(self._read) + len(self._known) + len(self._refused)
            claims = sum(r.claims for r in self._read)
            self._options.progress(Progress(done=done, locator=locator, claims=claims, refused=len(self._refused)))

    def close(self) -> None:
        """Settle names and counts, and record the end of the run."""
        if self._run is None:
            return
        result = self.result()
        with self._session.write() as connection:
            settle(connection)
            summary = {"reports": len(result.read), "claims": result.claims, "refused": len(result.refused)}
            Writer(connection).end_run(self._run, summary)
        self._run = None

    def result(self) -> RunReport:
        """What came of it so far."""
        return RunReport(read=tuple(self._read), known=tuple(self._known), refused=tuple(self._refused))


def _judgements(connection: Any, reading: Reading) -> list[Judgement]:
    ids = entity_ids(reading)
    entities = [replace(e, id=ids[e.id]) for e in reading.entities]
    known = entities_sharing(connection, (k for e in entities for k in keys_of(e)))
    return join(entities, known, names_by_people(connection), datetime.now(UTC))


def _producer() -> Producer:
    return Producer(name="bywhom", version=version("bywhom"))


def _new_run() -> Run:
    return Run(id=f"run-{uuid.uuid4().hex[:20]}", producer=_producer(), started_at=datetime.now(UTC))


def _lineage(report: Report, near: Sequence[tuple[str, str]]) -> list[Lineage]:
    out = []
    for id_, text in near:
        share = copying.containment(report.text, text)
        if share >= copying.NEAR_COPY:
            out.append(Lineage(report=report.id, other=id_, kind="near_copy", similarity=round(share, 4)))
    cited = copying.cites(report.text)
    return out + [Lineage(report=report.id, other=c, kind="cites") for c in cited if c != report.publisher]


def _read_report(item: Ingested, report: Report, reading: Reading, lineage: Sequence[Lineage]) -> ReadReport:
    warnings = report.warnings
    bound = inferred_bound(reading.times) if report.published is None else None
    if bound is not None:
        warnings = (*warnings, BOUND.format(bound.earliest))
    locator = item.snapshot.locator + (f"#{report.part}" if report.part else "")
    return ReadReport(
        id=report.id, locator=locator, title=report.title, published=report.published, publisher=report.publisher,
        claims=len({c.id for c in reading.claims}), words=len(report.text.split()),
        copies=tuple(x.other for x in lineage if x.kind == "near_copy"), warnings=warnings,
    )  # fmt: skip
