"""Tables for people, JSON for programs; no colour where none is wanted."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    _write(json.dumps(value, ensure_ascii=False, indent=1))


def print_json_rows(rows: Iterable[Any]) -> None:
    """A JSON array with one element a line, written as they come."""
    first = True
    for row in rows:
        sys.stdout.write(("[\n" if first else ",\n") + json.dumps(row, ensure_ascii=False))
        first = False
    _write("[]" if first else "\n]")


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")


def say(text: str = "") -> None:
    """A line for people on standard output; markup is not read in it."""
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(text, markup=False)


def warn(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "Nothing is told.") -> None:
    """A table for people; ``empty`` is said when there are no rows ("": the answer's own warnings say it)."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    count = 0
    for row in rows:
        made.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
        count += 1
    if count:
        Console(highlight=False).print(made)
    elif empty:
        say(empty)


def plural(count: int, one: str, many: str = "") -> str:
    """``3 claims``, ``1 claim``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def report_and_origins(reports: int, origins: int) -> str:
    """Always both numbers (rule 4)."""
    return f"{plural(reports, 'report')}, {plural(origins, 'independent origin')}"
