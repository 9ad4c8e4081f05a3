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

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bywhom.errors import EmptyInput, InputRefused, TooLarge
from bywhom.ingest.document import Document, Found
from bywhom.ingest.fetch import fetch, is_address
from bywhom.ingest.readers.members import MAX_DEPTH, Allowance, folder_files, zip_members
from bywhom.ingest.registry import Format, detect
from bywhom.ingest.report import make_report
from bywhom.model.ids import snapshot_id
from bywhom.model.source import Ingested, Refusal, Report, Snapshot

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
    max_report_mb: int = 4
    max_unpacked_mb: int = 512
    clock: Callable[[], datetime] = _now


@dataclass(frozen=True, slots=True, kw_only=True)
class _Input:
    """Bytes on their way to a reader."""

    data: bytes
    locator: str
    media_type: str = ""
    url: str = ""
    depth: int = 0  # how many archives it stands in


def ingest(source: str | Path, *, options: IngestOptions | None = None) -> Iterator[Ingested]:
    """Read ``source``: a file, folder, zip, "-" for standard input, or an http(s) address. See the module."""
    options = options or IngestOptions()
    allowance = Allowance(options.max_unpacked_mb)
    locator = str(source)
    try:
        if is_address(locator):
            page = fetch(locator, network=options.network, max_mb=options.max_input_mb)
            item = _Input(data=page.data, locator=locator, media_type=page.media_type, url=page.address)
            yield from _read(item, options, allowance)
        elif locator == STANDARD_INPUT:
            data = sys.stdin.buffer.read(options.max_input_mb * 2**20 + 1)
            _check_size(len(data), locator, options)
            yield from _read(_Input(data=data, locator=locator), options, allowance)
        else:
            yield from _read_path(Path(source), options)
    except InputRefused as error:
        yield _refused(error, locator, options)


def _read_path(path: Path, options: IngestOptions) -> Iterator[Ingested]:
    if not path.is_dir():
        yield from _read_file(path, options)
        return
    empty = True
    for file in folder_files(path):
        empty = False
        try:
            yield from _read_file(file, options)
        except InputRefused as error:
            yield _refused(error, str(file), options)
    if empty:
        raise EmptyInput("the folder holds no files", value=path, hint="hidden files and links are left out")


def _read_file(path: Path, options: IngestOptions) -> Iterator[Ingested]:
    try:
        _check_size(path.stat().st_size, str(path), options)
        data = path.read_bytes()
    except OSError as error:
        hint = "check the name, and that you may read it"
        raise InputRefused(f"the file cannot be opened ({error.strerror})", value=path, hint=hint) from error
    yield from _read(_Input(data=data, locator=str(path)), options, Allowance(options.max_unpacked_mb))


def _check_size(size: int, locator: str, options: IngestOptions) -> None:
    if size > options.max_input_mb * 2**20:
        what = f"the input is larger than {options.max_input_mb} MB"
        raise TooLarge(what, value=locator, hint="split it, or raise max_input_mb (BYWHOM_MAX_INPUT_MB)")


def _check_length(text: str, where: str, options: IngestOptions) -> None:
    if len(text) > options.max_report_mb * 2**20:
        what = f"its text is longer than {options.max_report_mb} MB, longer than any one report"
        hint = "give its parts as files or rows of their own, or raise max_report_mb (BYWHOM_MAX_REPORT_MB)"
        raise TooLarge(what, value=where, hint=hint)


def _read(item: _Input, options: IngestOptions, allowance: Allowance) -> Iterator[Ingested]:
    """One input's bytes: a container's members one by one, or one Ingested."""
    if not item.data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        yield _refused(EmptyInput("the input is empty", value=item.locator), item.locator, options, item.data)
        return
    try:
        form = detect(item.data, item.url.partition("?")[0] or item.locator, item.media_type)
        if form.reader is None:
            yield from _read_archive(item, options, allowance)
            return
        found = form.reader(item.data, item.locator)
    except InputRefused as error:
        yield _refused(error, item.locator, options, item.data)
        return
    yield _ingested(item, form, found, options)


def _read_archive(item: _Input, options: IngestOptions, allowance: Allowance) -> Iterator[Ingested]:
    if item.depth >= MAX_DEPTH:
        raise TooLarge(f"archives stand in one another more than {MAX_DEPTH} deep", value=item.locator,
                       hint="unpack the inner one and read that")  # fmt: skip
    empty = True
    for member in zip_members(item.data, item.locator, allowance, most_mb=options.max_input_mb):
        empty = False
        locator = f"{item.locator}!{member.name}"
        if member.error is not None or member.data is None:
            yield _refused(member.error or InputRefused("not read", value=locator), locator, options)
            continue
        yield from _read(_Input(data=member.data, locator=locator, depth=item.depth + 1), options, allowance)
    if empty:
        raise EmptyInput("the archive holds no files", value=item.locator)


def _ingested(item: _Input, form: Format, found: Found, options: IngestOptions) -> Ingested:
    now = options.clock()
    sha256 = snapshot_id(item.data)
    given = Document(text="", title=options.title, published=options.published, publisher=options.publisher)
    reports: list[Report] = []
    refused = list(found.refused)
    for document in found.documents:
        where = f"{item.locator}!{document.part}" if document.part else item.locator
        try:
            _check_length(document.text, where, options)
            named = _named(document, item)
            reports.append(make_report(named, sha256=sha256, given=given, today=now.date(), name=where))
        except InputRefused as error:
            refused.append(Refusal(locator=where, error=type(error).__name__, message=error.message))
    return Ingested(
        snapshot=_snapshot(item.data, item.locator, form.media_type, now), data=item.data,
        reports=tuple(reports), refused=tuple(refused),
    )  # fmt: skip


def _named(document: Document, item: _Input) -> Document:
    """The document with the address it came from, and with the name of its file, which a row of a list has not."""
    return replace(document, url=document.url or item.url, file="" if document.part else _name_of(item.locator))


def _name_of(locator: str) -> str:
    """The file's own name as a title: "01-port-seized" reads "port seized"; "" for standard input."""
    words = Path(locator.rpartition("!")[2]).stem.replace("_", " ").replace("-", " ").strip()
    return words.lstrip("0123456789 ") or words


def _snapshot(data: bytes, locator: str, media_type: str, now: datetime) -> Snapshot:
    return Snapshot(sha256=snapshot_id(data), size=len(data), media_type=media_type, locator=locator, taken_at=now)


def _refused(error: InputRefused, locator: str, options: IngestOptions, data: bytes = b"") -> Ingested:
    refusal = Refusal(locator=locator, error=type(error).__name__, message=error.message)
    snapshot = _snapshot(data, locator, "application/octet-stream", options.clock())
    return Ingested(snapshot=snapshot, data=data, refused=(refusal,))
