"""export: the account as files for other programs."""

from typing import Annotated, Any

import typer

from bywhom.cli.common import CasefileOption, From, JsonFlag, KnownOption, On, Reveal, To, given, opened
from bywhom.cli.output import plural, print_json, say


def _opt(flag: str, metavar: str, says: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=says, show_default=False)


def export(
    to: Annotated[str, typer.Argument(metavar="FILE", help="Where to; its ending names the format, or give --format.")],
    form: Annotated[
        str, _opt("--format", "FORMAT", "csv, jsonl, parquet, geojson, graphml, gexf or ftm.")
    ] = "",
    what: Annotated[str, typer.Option("--rows", metavar="ROWS", help="claims or findings.")] = "claims",
    dossier: Annotated[str, _opt("--dossier", "NAME", "The dossier of NAME instead, as an HTML page.")] = "",
    type_: Annotated[str, _opt("--type", "TYPE", "Only this claim type (codebook).")] = "",
    actor: Annotated[str, _opt("--actor", "NAME", "Only claims in which this entity stands.")] = "",
    place: Annotated[str, _opt("--place", "NAME", "Only claims about this place and what lies in it.")] = "",
    source: Annotated[str, _opt("--source", "NAME", "Only said by this speaker, publisher or class of source.")] = "",
    text: Annotated[str, _opt("--text", "WORDS", "Only sentences with these words; quote phrases.")] = "",
    on: On = "", since: From = "", until: To = "", known: KnownOption = "", casefile: CasefileOption = "",
    reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Write claims or findings to FILE, each row with its citation; protected people are left out (see --reveal)."""
    filters = given(type=type_, actor=actor, place=place, source=source, text=text, on=on, since=since, until=until,
                    known=known)  # fmt: skip
    with opened(casefile, reveal=reveal) as book:
        if dossier:
            done = book.export_dossier(to, dossier, on=on or None, known=known or None)
        else:
            done = book.export(to, form=form, what=what, **filters)  # type: ignore[arg-type]  # names are those of Filters, checked by it
    if as_json:
        from bywhom.casefile import shapes

        print_json(shapes.plain(done))
        return
    kept = f"; {plural(done.protected, 'protected entity', 'protected entities')} left out" if done.protected else ""
    say(f"{plural(done.rows, 'row')} written to {done.file} ({done.form}){kept}")


def register(app: typer.Typer) -> None:
    """Enter the command."""
    app.command()(export)
