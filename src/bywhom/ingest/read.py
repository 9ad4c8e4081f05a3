"""From a path, an address or standard input to reports: the one door of ingest.

    options = IngestOptions(published=date(2015, 11, 29), publisher="A Paper")
    for item in ingest("reports/", options=options):
        item.snapshot      the exact bytes' SHA-256, size, media type, locator, time of reading
        item.data          the bytes themselves; b"" when they were not read (too large, missing)
        item.reports       reports found in them; the id is a hash of bytes and part, so reading again adds nothing
        item.refused       what was not read inside it, with one message for the person

One ``Ingested`` per snapshot: a file; a member of a folder or zip ("a.zip!b/c.txt"); a JSONL or CSV file as a
whole, with one report a row (``part`` = row id). An input that is refused whole gives an ``Ingested`` with no
reports and one ``Refusal`` (``error`` is the class name of the InputRefused that it would have been). ``ingest``
itself raises nothing for bad input, so a bad member never stops the others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bywhom.model.source import Ingested

STANDARD_INPUT = "-"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """What the person says about the inputs, and the limits that hold for them."""

    published: date | None = None  # wins over what the input says of itself
    publisher: str = ""
    title: str = ""
    network: bool = False  # addresses may be fetched
    max_input_mb: int = 64
    max_unpacked_mb: int = 512
    clock: Callable[[], datetime] = _now


def ingest(source: str | Path, *, options: IngestOptions | None = None) -> Iterator[Ingested]:
    """Read ``source``: a file, folder, zip, "-" for standard input, or an http(s) address. See the module."""
    raise NotImplementedError
