"""The rows of a table as a file: CSV for a spreadsheet, with every field that the table's JSON twin has."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

from bywhom.casefile import shapes

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs cells that begin so; reports are hostile input


def as_csv(rows: Iterable[Any], name: str) -> Response:
    """All ``rows`` of one kind as a CSV file called ``name``: words with semicolons, what is nested as JSON."""
    out = io.StringIO()
    writer = csv.writer(out)
    for i, row in enumerate(rows):
        fields = shapes.anything(row)
        if i == 0:
            writer.writerow(fields)
        writer.writerow([_cell(v) for v in fields.values()])
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return "" if value is None else value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = "; ".join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "'" + text if text.startswith(_FORMULA) else text
