"""Tables of reports: JSON lines, JSON arrays and CSV, one report a row, columns known by their usual names."""

import csv
import io
import json
from collections.abc import Iterator, Mapping

from bywhom.errors import BywhomError, DamagedInput, EmptyInput, InputRefused, NoText
from bywhom.ingest.document import Document, Found, metadata_date
from bywhom.ingest.readers.text import decode
from bywhom.model.source import Refusal

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "report_id", "doc_id", "document_id", "docid", "guid", "uid", "key"),
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text", "maintext", "story",
             "notes"),
    "published": ("published", "date", "published_at", "publishedat", "publish_date", "publication_date", "pubdate",
                  "published_date", "date_published", "datepublished", "created", "timestamp"),
    "publisher": ("publisher", "source", "outlet", "site", "sitename", "site_name", "newspaper", "media", "domain"),
    "title": ("title", "headline", "head", "subject"),
    "url": ("url", "link", "address", "source_url", "href", "web_url", "permalink"),
    "author": ("author", "byline", "authors", "creator", "writer", "by"),
}  # fmt: skip
_HINT = f"a row wants a column of text under one of these names: {', '.join(COLUMNS['text'])}"


def read_jsonl(data: bytes, name: str) -> Found:
    """One document a line; a line that is no JSON object, or holds no text, is refused by its number."""
    text, warnings = decode(data, name)
    if text.lstrip()[:1] == "[" or ("\n" in text.strip() and text.lstrip().startswith("{\n")):
        return _rows(_whole(text, name), name, warnings)
    return _rows(_json_lines(text, name), name, warnings)


def read_csv(data: bytes, name: str) -> Found:
    """One document a row; the delimiter (comma, semicolon, tab, bar) is found from the head line."""
    text, warnings = decode(data, name)
    head = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    names = {str(f or "").strip().casefold().replace(" ", "_") for f in reader.fieldnames or ()}
    if not names & set(COLUMNS["text"]):
        raise DamagedInput(
            "the table has no column of report texts", value=name, choices=sorted(names)[:12], hint=_HINT
        )
    return _rows(_csv_rows(reader, name), name, warnings)


def _csv_rows(reader: "csv.DictReader[str]", name: str) -> Iterator[tuple[int, Mapping[str, object] | BywhomError]]:
    number = 1
    try:
        for row in reader:
            number += 1
            yield number, {k: v for k, v in row.items() if k is not None}
    except csv.Error as error:
        yield (
            number + 1,
            DamagedInput(f"the rows from here on cannot be read ({error})", value=f"{name} row {number + 1}"),
        )


def _json_lines(text: str, name: str) -> Iterator[tuple[int, Mapping[str, object] | BywhomError]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(line, f"{name} line {number}")


def _object(line: str, where: str) -> Mapping[str, object] | BywhomError:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return DamagedInput("this line is not JSON", value=where, hint=f"{error}"[:100])
    return value if isinstance(value, dict) else DamagedInput("this line is not a JSON object", value=where, hint=_HINT)


def _whole(text: str, name: str) -> Iterator[tuple[int, Mapping[str, object] | BywhomError]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedInput("the file is not JSON", value=name, hint=f"{error}"[:100]) from error
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        good = isinstance(row, dict)
        yield (
            number,
            row if good else DamagedInput("this item is not a JSON object", value=f"{name} item {number}", hint=_HINT),
        )


def _rows(
    rows: Iterator[tuple[int, Mapping[str, object] | BywhomError]], name: str, warnings: tuple[str, ...]
) -> Found:
    documents: list[Document] = []
    refused: list[Refusal] = []
    seen: set[str] = set()
    for number, row in rows:
        try:
            if isinstance(row, BywhomError):
                raise row
            document = _document(row, number, name, warnings)
            if document.part in seen:
                where, hint = f"{name} row {number}: {document.part}", "give each row an id of its own"
                raise DamagedInput("this row's id stands in an earlier row too", value=where, hint=hint)
            seen.add(document.part)
            documents.append(document)
        except BywhomError as error:
            refused.append(Refusal(locator=f"{name}!{number}", error=type(error).__name__, message=error.message))
    if not documents and not refused:
        raise EmptyInput("the table holds no rows", value=name, hint=_HINT)
    return Found(documents=documents, refused=refused)


def _document(row: Mapping[str, object], number: int, name: str, warnings: tuple[str, ...]) -> Document:
    flat = {str(k).strip().casefold().replace(" ", "_"): v for k, v in row.items()}
    cell = {
        field: next((flat[n] for n in names if flat.get(n) not in (None, "")), "") for field, names in COLUMNS.items()
    }
    text = cell["text"]
    where = f"{name} row {number}"
    if not isinstance(text, str) or not text.strip():
        raise (NoText if set(flat) & set(COLUMNS["text"]) else InputRefused)(
            "the row holds no text", value=where, hint=_HINT
        )
    published, bad_date = metadata_date(cell["published"])
    return Document(
        text=text, part=str(cell["id"] or f"row-{number}"), title=_words(cell["title"]), published=published,
        publisher=_words(cell["publisher"]), author=_words(cell["author"]), url=_words(cell["url"]),
        warnings=(*warnings, *bad_date),
    )  # fmt: skip


def _words(value: object) -> str:
    """A cell as words: lists are joined, objects give their name."""
    if isinstance(value, list):
        return ", ".join(_words(v) for v in value)
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("title") or "")
    return str(value or "").strip()
