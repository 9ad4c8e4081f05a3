"""check: is the casefile sound? gazetteer: places of a whole country."""

from pathlib import Path
from typing import Annotated

import typer

from bywhom.cli.common import CasefileOption, JsonFlag, opened
from bywhom.cli.output import plural, print_json_rows, say, table


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


def gazetteer(
    dumps: Annotated[list[Path], typer.Argument(metavar="XX.txt…", help="GeoNames country files, unzipped.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The gazetteer file to make.")],
) -> None:
    """Make a gazetteer of GeoNames country files; BYWHOM_GAZETTEER=FILE then lays it over the shipped places."""
    from bywhom.casefile import import_geonames_dump

    count = import_geonames_dump(dumps, out)
    say(f"{plural(count, 'place')} in {out}. Use it with BYWHOM_GAZETTEER={out}")


def register(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command()(check)
    app.command()(gazetteer)
