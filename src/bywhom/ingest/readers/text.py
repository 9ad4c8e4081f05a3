"""Plain text: find the encoding, also where two encodings are mixed in one file."""

import codecs
import re

from bywhom.errors import UnknownFormat
from bywhom.ingest.document import Document, Found

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65536
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text(data: bytes, name: str) -> Found:
    """One document: the whole text, decoded."""
    text, warnings = decode(data, name)
    return Found(documents=(Document(text=text, warnings=warnings),))


def decode(data: bytes, name: str, *, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and warnings about its encoding; UnknownFormat when the bytes are no text.

    Order: byte order mark, UTF-16 without one, strict UTF-8, the ``declared`` encoding, UTF-8 with islands of
    Windows-1252, and last the best guess of charset-normalizer.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
            damaged = "\ufffd" in text
            return text, (f"some bytes were not {encoding} and are shown as \ufffd",) if damaged else ()
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), (f"no byte order mark; read as {wide}",)
    if looks_binary(data):
        raise UnknownFormat(
            "this is not text and no reader knows its format", value=name, hint="give a text, HTML, PDF, DOCX or e-mail"
        )
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _legacy(data, declared)


def looks_binary(data: bytes) -> bool:
    """True when more than one byte in fifty of the beginning is a control byte."""
    sample = data[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > 0.02 * len(sample) + 4


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: Latin text has a NUL in nearly every second byte."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 16 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else ""


def _legacy(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    if declared:
        try:
            return data.decode(declared), ()
        except (LookupError, UnicodeDecodeError):
            pass
    if _MULTIBYTE.search(data) and _mostly_utf8(data):
        text = data.decode("utf-8", errors="bywhom_windows")
        return text, ("the bytes mix UTF-8 and Windows-1252; both were read",)
    high = len(_HIGH.findall(data[:_SAMPLE]))
    if high < 0.02 * len(data[:_SAMPLE]):  # a few accents and quotation marks in English text
        return data.decode("utf-8", errors="bywhom_windows"), ("the encoding is not stated; read as Windows-1252",)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best is not None else "cp1252"
    return data.decode(encoding, errors="replace"), (f"the encoding is not stated; read as {encoding}",)


def _mostly_utf8(data: bytes) -> bool:
    in_sequences = sum(len(m) for m in _MULTIBYTE.findall(data))
    return in_sequences >= 0.5 * len(_HIGH.findall(data))


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Decode what is no UTF-8 as Windows-1252, byte by byte; its five holes as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw = error.object[error.start : error.end]
    text = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in raw)
    return text, error.end


codecs.register_error("bywhom_windows", _windows)
