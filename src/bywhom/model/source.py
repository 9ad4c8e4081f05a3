"""Where words came from: snapshots of exact bytes, reports, and which report descends from which."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter

from bywhom.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The exact bytes of one input, known by their SHA-256."""

    sha256: str
    size: int
    media_type: str
    locator: str  # file path, archive path "a.zip!b.txt", address, or "-" for standard input
    taken_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets of the cleaned text to offsets of the decoded original.

    ``runs`` are ``(clean_start, original_start, length)``, ascending in clean_start; inside a run both sides
    advance together. A clean character outside every run (a mended blank) has no original of its own and maps
    to the end of the run before it. A run of length 0 marks where a mended range begins or ends in the original,
    so that a span that touches mended words covers all of what they were.
    """

    runs: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        """The map of a text that was not changed."""
        return cls(((0, 0, length),))

    def to_original(self, offset: int) -> int:
        """The original offset of a clean ``offset``."""
        i = bisect_right(self.runs, offset, key=itemgetter(0)) - 1
        if i < 0:
            return self.runs[0][1] if self.runs else offset
        clean, original, length = self.runs[i]
        return original + min(offset - clean, length)

    def span_to_original(self, span: Span) -> Span:
        """The original range that covers all of ``span``."""
        if len(span) == 0:
            at = self.to_original(span.start)
            return Span(at, at)
        start, last = self.to_original(span.start), span.end - 1
        i = bisect_right(self.runs, last, key=itemgetter(0)) - 1
        if 0 <= i < len(self.runs) - 1 and last - self.runs[i][0] >= self.runs[i][2]:
            return Span(start, max(start, self.runs[i + 1][1]))  # mended words end it
        return Span(start, max(start, self.to_original(last) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that cleaning did, recorded and reversible: kind, the original range, and why."""

    kind: str  # repeat | slogan | navigation | joined_line | mended | dateline | heading | byline
    original: Span
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text: cleaned, with a map back to its original and what is known of its making."""

    id: str
    snapshot: str  # sha256
    part: str = ""
    text: str
    original: str  # the decoded text before cleaning, that offsets map to
    offsets: OffsetMap
    title: str = ""
    published: date | None = None
    published_basis: str = "none"  # given | metadata | dateline | made | none
    publisher: str = ""
    author: str = ""
    language: str = "en"
    url: str = ""
    headings: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """One report descends from, or shares its words with, another."""

    report: str
    other: str
    kind: str  # near_copy | cites
    similarity: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An input that was not read: its name, and the message for the person who gave it."""

    locator: str
    error: str  # class name of the error
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What one input gave: its snapshot, the exact bytes, reports, and what was refused inside it."""

    snapshot: Snapshot
    data: bytes = field(repr=False)
    reports: Sequence[Report] = ()
    refused: Sequence[Refusal] = ()
