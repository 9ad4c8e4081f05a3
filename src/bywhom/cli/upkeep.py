"""check: is the casefile sound?"""

from typing import Annotated

import typer

from bywhom.cli.common import CasefileOption, JsonFlag, opened
from bywhom.cli.output import print_json_rows, say, table


def check(
    casefile: CasefileOption = "", as_json: JsonFlag = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="First make the derived tables anew.")] = False,
) -> None:  # fmt: skip
    """Is the casefile sound? Quotations, references, clocks, geography, totals."""
    with opened(casefile) as book:
        if rebuild:
            book.rebuild()
        found, counts = book.check(), book.counts()
    if as_json:
        print_json_rows(found.to_json())
    else:
        table(("check", "row", "what is wrong"), [(p.check, p.row, p.says) for p in found], empty="Sound.")
        say(", ".join(f"{n:,} {noun}" for noun, n in counts.items()))
    if found:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Enter the command."""
    app.command()(check)
