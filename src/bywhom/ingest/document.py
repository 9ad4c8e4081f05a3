"""What a reader gives: documents as found, before cleaning, and what it had to refuse."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from bywhom.ingest import phrases
from bywhom.model.source import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with its format's own metadata; ``part`` tells it from others in the same bytes."""

    text: str
    part: str = ""
    title: str = ""
    file: str = ""  # the file's name: stands in where neither the format nor the text gives a title
    published: date | None = None
    made: date | None = None  # when the file was made: stands in where neither the format nor the text gives a date
    publisher: str = ""
    author: str = ""
    url: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The documents of one input, and the parts of it that were refused."""

    documents: Sequence[Document] = ()
    refused: Sequence[Refusal] = ()


def metadata_date(raw: object, *, today: date | None = None) -> tuple[date | None, tuple[str, ...]]:
    """A date as metadata writes it, or a warning when it does not exist or lies in the future."""
    if isinstance(raw, datetime):
        return raw.date(), ()
    if isinstance(raw, date):
        return raw, ()
    words = str(raw or "").strip()
    if not words or words.casefold() in {"none", "null", "nan", "n/a", "unknown"}:
        return None, ()
    if re.fullmatch(r"\d{4}(?:-\d{2})?", words):
        return None, (f"the published date names no day ({words}); --published sets it",)
    found = _parse(words)
    if found is None:
        return None, (f"the published date cannot be read or does not exist and was ignored: {words[:60]}",)
    if found > (today or datetime.now(UTC).date()):
        return None, (f"the published date lies in the future and was ignored: {words[:60]}",)
    return found, ()


def _parse(words: str) -> date | None:
    iso = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?=\D|$)", words) or re.match(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", words)
    try:
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if re.fullmatch(r"\d{13}|\d{9,10}", words):  # seconds or milliseconds since 1970
            return datetime.fromtimestamp(int(words) / (1000 if len(words) == 13 else 1), UTC).date()
        written = re.search(phrases.DATE.replace(r"\ ", " "), words)
        if written is not None:
            from bywhom.ingest.furniture import date_of

            return date_of(written)
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, OverflowError, OSError):
        return None
