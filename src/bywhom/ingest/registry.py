"""Which reader takes which bytes: by their first bytes, then by the name's ending, then by a look at the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bywhom.errors import UnknownFormat
from bywhom.ingest.document import Found
from bywhom.ingest.readers.docx import read_docx
from bywhom.ingest.readers.eml import read_eml
from bywhom.ingest.readers.html import read_html
from bywhom.ingest.readers.pdf import read_pdf
from bywhom.ingest.readers.table import read_csv, read_jsonl
from bywhom.ingest.readers.text import read_text

Reader = Callable[[bytes, str], Found]


def _read_eml(data: bytes, name: str) -> Found:
    return read_eml(data, name, reader_of=read_attachment)


def read_attachment(data: bytes, name: str) -> Found:
    """Read bytes that stand inside an e-mail: any single document, but no archive and no further e-mail."""
    found = detect(data, name)
    if found.reader is None or found.name == "e-mail":
        raise UnknownFormat(
            "this attachment is not read", value=name, hint="save it as a file of its own and read that"
        )
    return found.reader(data, name)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, media type, endings, and its reader (None: a container that ``read`` opens itself)."""

    name: str
    media_type: str
    endings: tuple[str, ...]
    reader: Reader | None


TEXT = Format("text", "text/plain", (".txt", ".text", ".md", ".rst", ".log", ".asc"), read_text)
HTML = Format("HTML", "text/html", (".html", ".htm", ".xhtml", ".shtml"), read_html)
PDF = Format("PDF", "application/pdf", (".pdf",), read_pdf)
DOCX = Format(
    "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx", ".docm"), read_docx
)
EML = Format("e-mail", "message/rfc822", (".eml",), _read_eml)
JSONL = Format("JSON lines", "application/jsonl", (".jsonl", ".ndjson", ".json"), read_jsonl)
CSV = Format("CSV", "text/csv", (".csv", ".tsv"), read_csv)
ZIP = Format("zip", "application/zip", (".zip",), None)

FORMATS = (TEXT, HTML, PDF, DOCX, EML, JSONL, CSV, ZIP)

# Beginnings of formats that are told apart only to say what to do with them.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls, .msg)", "save it as .docx, .csv or .eml"),
    (b"{\\rtf", "a rich text file (.rtf)", "save it as .docx or .txt"),
    (b"\x89PNG", "a picture", "recognise its text first, e.g. with ocrmypdf"),
    (b"\xff\xd8\xff", "a picture", "recognise its text first, e.g. with ocrmypdf"),
    (b"GIF8", "a picture", "recognise its text first, e.g. with ocrmypdf"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a rar archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"SQLite format 3", "a database", "if it is a casefile, name it with --casefile or --into"),
    (b"PAR1", "a parquet table", "export it as CSV or JSON lines"),
    (b"\x7fELF", "a program", "give a text, HTML, PDF, DOCX or e-mail"),
    (b"MZ\x90", "a program", "give a text, HTML, PDF, DOCX or e-mail"),
)
_PACKED = (
    (b"xl/workbook.xml", "an Excel"),
    (b"ppt/presentation.xml", "a PowerPoint"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument"),
    (b"mimetypeapplication/epub", "an EPUB"),
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_EML = re.compile(rb"^(?:[A-Z][\w-]+: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3,}")
_EML_NEEDS = re.compile(rb"^(?:From|Received|Return-Path|MIME-Version): ", re.M | re.I)


def detect(data: bytes, name: str, media_type: str = "") -> Format:
    """The format of ``data``. Raises UnknownFormat with what to do for formats that no reader takes."""
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    for start, what, hint in _REFUSED:
        if data.startswith(start):
            raise UnknownFormat(f"this is {what}, which is not read", value=name, hint=hint)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK"):
        return _packed(data, name)
    by_ending = next((f for f in FORMATS if ending in f.endings), None)
    by_type = next((f for f in FORMATS if media_type.split(";", maxsplit=1)[0].strip() == f.media_type), None)
    chosen = by_ending or by_type
    if chosen is not None and chosen is not TEXT:
        return chosen
    return _by_look(data, certain=chosen is TEXT)


def _packed(data: bytes, name: str) -> Format:
    """Office files are zip archives; the names of their members stand in the bytes unpacked."""
    if b"word/document.xml" in data:
        return DOCX
    for mark, what in _PACKED:
        if mark in data:
            raise UnknownFormat(
                f"this is {what} file, which is not read", value=name, hint="save it as .docx, .csv or .txt"
            )
    return ZIP


def _by_look(data: bytes, *, certain: bool) -> Format:
    """Standard input and files without a telling name; a ``.txt`` may only turn out to be HTML."""
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return HTML
    if certain:
        return TEXT
    if _EML.match(data[:8192]) and _EML_NEEDS.search(data[:8192]):
        return EML
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first == b"{" or (first == b"[" and b"{" in data[:200]):
        return JSONL
    return TEXT
