"""dossier, ask and compare."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bywhom.cli.common import CasefileOption, JsonFlag, KnownOption, On, Reveal, opened
from bywhom.cli.output import plural, print_json, say, table
from bywhom.cli.query import Name
from bywhom.cli.quoting import quote
from bywhom.errors import BadQuery, UnknownFormat

if TYPE_CHECKING:
    from bywhom.casefile import Casefile

_SHOWN = 100  # matches of a table


def dossier(
    name: Name, on: On = "", known: KnownOption = "", casefile: CasefileOption = "", reveal: Reveal = None,
    html: Annotated[bool, typer.Option("--html", help="Print an HTML page.")] = False, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """One page about one entity; every sentence with its citation."""
    with opened(casefile, reveal=reveal) as book:
        if as_json:
            from bywhom.casefile import shapes

            print_json(shapes.plain(book.dossier(name, on=on or None, known=known or None)))
            return
        form = "html" if html else "text"
        say(book.dossier_page(name, form=form, on=on or None, known=known or None))


def ask(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION…", help="A question in plain English.")],
    known: KnownOption = "", casefile: CasefileOption = "", reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Answer a question in plain English, and say how it was understood."""
    with opened(casefile, reveal=reveal) as book:
        reply = book.ask(" ".join(question), known=known or None)
        if as_json:
            from bywhom.casefile import shapes

            print_json(shapes.plain(reply))
        else:
            _say_reply(reply, book)
    if not reply.understood:
        raise typer.Exit(BadQuery.exit_code)


def _say_reply(reply: Any, book: "Casefile") -> None:
    say(f"Understood: {reply.understood}" if reply.understood else "That question was not understood.")
    for cited in reply.sentences:
        note = f" ({cited.note})" if cited.note else ""
        say(f"• {cited.text}{note}")
        quote(book, cited.because, indent="  ")
    if reply.nearest:
        say("You can ask:")
        for question in reply.nearest:
            say(f"  {question}")
    for warning in reply.warnings:
        say(f"note: {warning}")


def compare(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file of UCDP GED or ACLED.")],
    known: KnownOption = "", casefile: CasefileOption = "", reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Our findings against a coded file of events: matched with differences, lacking, extra."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnknownFormat("the file cannot be read as CSV", value=file, hint=str(error)) from error
    with opened(casefile, reveal=reveal) as book:
        found = book.compare(rows, known=known or None)
    if as_json:
        from bywhom.casefile import shapes

        print_json(shapes.plain(found))
        return
    pairs = [(_id_of(p.row), p.sentence, "; ".join(p.differences) or "none", f"{p.score:.1f}")
             for p in found.matched[:_SHOWN]]  # fmt: skip
    table(("row", "finding", "differences", "score"), pairs, empty="No row matches a finding.")
    if len(found.matched) > _SHOWN:
        say(f"{_SHOWN} of {plural(len(found.matched), 'match', 'matches')}; --json gives all")
    say(f"{len(found.matched)} matched, {plural(len(found.lacking), 'row')} that no finding tells, "
        f"{plural(len(found.extra), 'finding')} that no row holds")  # fmt: skip
    for warning in found.warnings:
        say(f"note: {warning}")


def _id_of(row: Mapping[str, str]) -> str:
    """What a coded file calls the event of a row: UCDP's id, ACLED's."""
    return next((row[c] for c in ("id", "event_id_cnty", "data_id") if row.get(c)), "")


def register(app: typer.Typer) -> None:
    """Enter the commands."""
    for command in (dossier, ask, compare):
        app.command()(command)
