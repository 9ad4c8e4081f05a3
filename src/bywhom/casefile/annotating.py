"""The interchange: JSON lines in, JSON lines out, same order, no casefile, no network."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bywhom.casefile import dates
from bywhom.config import Settings, load_settings
from bywhom.errors import BadDate
from bywhom.model.reading import Reading, to_interchange
from bywhom.model.source import OffsetMap, Report
from bywhom.pipeline.reading import Annotating, Load, load_annotator, refusal_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that was refused: its number (the first is 1) and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    line: int
    id: Any = None
    problem: str = ""


def annotate_lines(
    lines: Iterable[str | bytes], *, settings: Settings | None = None, jobs: int = 1, load: Load = load_annotator
) -> Iterator[dict[str, Any] | BadLine]:
    """For every line the reading of its text in the interchange's form, or the reason why there is none. Streams.

    A line is an object with ``id``, ``text`` and, where known, ``published`` (an ISO date), ``publisher``, ``title``.
    Blank lines are passed over.
    """
    annotating = Annotating(load, settings or load_settings(), jobs)
    for given, _, outcome in annotating.each(_documents(lines)):
        if given.problem:
            yield BadLine(line=given.line, message=given.problem)
        elif isinstance(outcome, Reading):
            yield to_interchange(outcome, given.id)
        elif outcome is not None:
            yield BadLine(line=given.line, message=refusal_of(outcome)[1])


def _documents(lines: Iterable[str | bytes]) -> Iterator[tuple[_Given, Report | None]]:
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8") if isinstance(line, bytes) else line
            if text.strip():
                data = json.loads(text)
                yield _Given(line=number, id=data.get("id") if isinstance(data, dict) else None), _document(data)
        except UnicodeDecodeError as error:
            yield _Given(line=number, problem=f"not UTF-8 at byte {error.start}"), None
        except json.JSONDecodeError as error:
            yield _Given(line=number, problem=f"not JSON: {error.msg} at column {error.colno}"), None
        except ValueError as error:
            yield _Given(line=number, problem=str(error)), None


def _document(data: Any) -> Report:
    if not isinstance(data, dict):
        raise ValueError(f"a line must be an object with id and text, not {type(data).__name__}")
    if "id" not in data:
        raise ValueError("the id is missing")
    if not isinstance(data.get("text"), str):
        raise ValueError("the text is missing or is no string")
    text = data["text"]
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("the text holds half a character (a lone surrogate)")
    return Report(
        id=str(data["id"]), snapshot="", text=text, original=text, offsets=OffsetMap.identity(len(text)),
        published=_published(data.get("published")), publisher=_words(data, "publisher"), title=_words(data, "title"),
    )  # fmt: skip


def _words(data: dict[str, Any], field: str) -> str:
    value = data.get(field)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"the {field} is no string: {value!r}")
    return value or ""


def _published(value: object) -> date | None:
    try:
        return dates.published(value)
    except BadDate as error:
        raise ValueError(f"published is no date: {value!r}; write it like 2015-10-06") from error
