"""Score the reader on reports that a person coded by the codebook: bring your own gold."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bywhom.casefile import dates
from bywhom.config import Settings, load_settings
from bywhom.errors import BadDate, DamagedInput, EmptyInput
from bywhom.model.reading import to_interchange
from bywhom.model.source import OffsetMap, Report
from bywhom.pipeline.coded import CodedReport, from_gold, from_interchange
from bywhom.pipeline.evaluate import score
from bywhom.pipeline.reading import Annotates, Load, annotate, load_annotator


def evaluate(
    gold: str | Path, *, settings: Settings | None = None, load: Load = load_annotator,
    progress: Callable[[str], None] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Read every report of ``gold`` (a file or a folder of ``*.json``) and score its claims.

    A gold report holds id, text, published, entities and claims; a broken one raises DamagedInput with its name, a
    folder without any EmptyInput. ``progress`` hears the id of each report before it is read.
    """
    documents = load_gold(Path(gold))
    annotator = load(settings or load_settings())
    return dict(score(_each(documents, annotator, progress)))


def load_gold(path: Path) -> list[dict[str, Any]]:
    """The gold reports at ``path``, in the order of their names."""
    if not path.exists():
        raise EmptyInput("there is no gold file or folder", value=path)
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise EmptyInput("the folder holds no gold (*.json)", value=path)
    return [_document(f) for f in files]


def _document(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        from_gold(data)
        if not isinstance(data["text"], str):
            raise TypeError("text is no string")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"{type(error).__name__}: {error}"
        raise DamagedInput(
            f"{file} is no gold report ({what})",
            hint="it wants id, text, published, entities {name: {type, aliases}} and claims as the codebook has them",
        ) from error
    return dict(data)


def _each(
    documents: list[dict[str, Any]], annotator: Annotates, progress: Callable[[str], None] | None
) -> Iterator[tuple[CodedReport, CodedReport]]:
    for data in documents:
        if progress:
            progress(str(data["id"]))
        reading = annotate(annotator, _report(data))
        yield from_gold(data), from_interchange(to_interchange(reading, data["id"]))


def _report(data: dict[str, Any]) -> Report:
    text = str(data["text"])
    return Report(
        id=str(data["id"]), snapshot="", text=text, original=text, offsets=OffsetMap.identity(len(text)),
        published=_day(data), publisher=str(data.get("source") or ""), title=str(data.get("title") or ""),
    )  # fmt: skip


def _day(data: dict[str, Any]) -> date | None:
    try:
        return dates.published(data.get("published"))
    except BadDate as error:
        raise BadDate(f"the gold report {data['id']} has no good published date", value=error.value) from error
