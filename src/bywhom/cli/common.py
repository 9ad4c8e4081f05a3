"""What the commands share: their options, the open casefile, the order of importing late."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bywhom.config import Settings, load_settings
from bywhom.errors import BadQuery

if TYPE_CHECKING:
    from bywhom.casefile import Casefile

CasefileOption = Annotated[
    str, typer.Option("--casefile", metavar="FILE", help="The casefile; default: $BYWHOM_CASEFILE.", show_default=False)
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON (docs/reference/json.md) instead of a table.")]
On = Annotated[
    str, typer.Option("--on", metavar="DATE", help="A day in the world, like 2015-10-06.", show_default=False)
]
From = Annotated[
    str, typer.Option("--from", metavar="DATE", help="From this day, month or year on.", show_default=False)
]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="Until this day, month or year.", show_default=False)]
KnownOption = Annotated[
    str, typer.Option("--known", metavar="DATE", help="As the record stood on this day.", show_default=False)
]
Reveal = Annotated[
    list[str] | None,
    typer.Option("--reveal", metavar="NAME", help="Show this protected entity; may be repeated.", show_default=False),
]


def settings(*, fast: bool = False, network: bool = False) -> Settings:
    """The settings with what the command line adds."""
    found = load_settings()
    return replace(found, fast=found.fast or fast, network=found.network or network)


@contextmanager
def opened(
    file: str, *, create: bool = False, reveal: list[str] | None = None, using: Settings | None = None
) -> Iterator["Casefile"]:
    """The casefile that the command names, or the one of the settings. Raises BadQuery when there is neither."""
    from bywhom.casefile import Casefile

    found = using or settings()
    address = file or found.casefile
    if not address:
        raise BadQuery("no casefile was named", hint="give --casefile FILE or set BYWHOM_CASEFILE")
    with Casefile.open(address, create=create, settings=found, reveal=reveal or ()) as casefile:
        yield casefile


def given(**values: object) -> dict[str, object]:
    """The options that were given: those that are not empty."""
    return {k: v for k, v in values.items() if v not in ("", None, [])}
