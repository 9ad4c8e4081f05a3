"""Adding reports that somebody hands over at the desk: files that were dropped, text that was pasted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bywhom.casefile import dates
from bywhom.casefile.base import Base
from bywhom.model.source import Ingested
from bywhom.pipeline.reading import Load, load_annotator
from bywhom.pipeline.report import Progress, RunReport

if TYPE_CHECKING:
    from bywhom.ingest.read import IngestOptions


class Adding(Base):
    """Reports in."""

    def read_handed(
        self, files: Sequence[Path], *, published: str = "", publisher: str = "",
        progress: Callable[[Progress], None] | None = None, load: Load = load_annotator,
    ) -> RunReport:  # fmt: skip
        """Read files that lie in a passing place; the record names them without it. See ``Casefile.read``.

        Raises BadDate for a date that cannot be read, before anything is read.
        """
        from bywhom.ingest.read import IngestOptions  # what reads is loaded where somebody reads, not for a question
        from bywhom.pipeline.run import ReadOptions, read_ingested

        day = dates.day(published) if published else None
        options = IngestOptions(
            published=day, publisher=publisher, max_input_mb=self._settings.max_input_mb,
            max_report_mb=self._settings.max_report_mb, max_unpacked_mb=self._settings.max_unpacked_mb,
        )  # fmt: skip
        items = (item for file in files for item in _named(file, options))
        how = ReadOptions(published=day, publisher=publisher, progress=progress, load=load)
        return read_ingested(self._session, items, settings=self._settings, options=how)


def _named(file: Path, options: "IngestOptions") -> Iterator[Ingested]:
    """What ingest finds in ``file``, called by the file's own name."""
    from bywhom.ingest.read import ingest

    folder = str(file.parent) + "/"

    def short(text: str) -> str:
        return text.replace(folder, "")

    for item in ingest(file, options=options):
        refused = tuple(replace(r, locator=short(r.locator), message=short(r.message)) for r in item.refused)
        snapshot = replace(item.snapshot, locator=short(item.snapshot.locator))
        yield replace(item, snapshot=snapshot, refused=refused)
