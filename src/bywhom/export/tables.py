"""Tables: CSV that is safe to open in a spreadsheet, and Parquet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO

from bywhom.errors import ModelMissing
from bywhom.export.common import Batch, Note
from bywhom.export.rows import columns, rows

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs cells that begin so; reports are hostile input
_GROUP = 20_000  # rows of one Parquet row group, so that large exports need little memory


def write_csv(batch: Batch, out: BinaryIO, note: Note) -> int:  # noqa: ARG001  # a CSV file has no place for a note
    """One row a line, UTF-8 with a mark so that spreadsheets read it right; gives the number of rows."""
    names = list(columns(batch))
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(names)
    count = 0
    for row in rows(batch):
        writer.writerow([_cell(row[n]) for n in names])
        count += 1
    text.detach()
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    text = str(value).replace("\x00", "")
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text


def write_parquet(batch: Batch, out: BinaryIO, note: Note) -> int:
    """Typed columns; the note stands in the file's metadata under ``bywhom``. Raises ModelMissing without pyarrow."""
    try:
        pa: Any = import_module("pyarrow")  # without stubs; an extra
        pq: Any = import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise ModelMissing("Parquet needs pyarrow", hint="install bywhom[parquet], or take CSV") from error
    types = {"s": pa.string(), "i": pa.int64(), "f": pa.float64(), "d": pa.date32()}
    schema = pa.schema(
        [(name, types[kind]) for name, kind in columns(batch).items()],
        metadata={"bywhom": json.dumps(note.as_dict(), ensure_ascii=False)},
    )
    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(rows(batch), _GROUP):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count


def _groups(items: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    stream = iter(items)
    while group := list(islice(stream, size)):
        yield group
