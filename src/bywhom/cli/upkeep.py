"""check and demo."""

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bywhom.cli.common import CasefileOption, JsonFlag, opened
from bywhom.cli.output import plural, print_json_rows, say, table, warn


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


_QUESTIONS = (
    "Who held Sirte in June 2016?",
    "Who controls the Ghardabiya air base on 1 June 2015?",
    "Who supports the Islamic State?",
    "How many were killed in Sirte?",
)


def demo(
    into: Annotated[str, typer.Option("--into", metavar="FILE", help="Keep the casefile here.")] = "",
) -> None:
    """Read a dozen sample reports and answer questions about them."""
    from bywhom.casefile import Casefile
    from bywhom.casefile.demo import make_demo
    from bywhom.cli.pages import _say_reply

    file = Path(into) if into else Path(tempfile.mkdtemp(prefix="bywhom-")) / "demo.casefile"
    say("Reading the sample reports …")
    done = make_demo(file)
    for refusal in done.refused:
        warn(f"bywhom: refused {refusal.locator}: {refusal.message}")
    say(f"{plural(len(done.read) + len(done.known), 'report')}, {plural(done.claims, 'claim')}, "
        f"{plural(done.near_copies, 'near copy', 'near copies')}: {file}")  # fmt: skip
    with Casefile.open(file) as book:
        for question in _QUESTIONS:
            say()
            say(f"? {question}")
            _say_reply(book.ask(question))
    say()
    say(f'Go on with: bywhom ask "…" --casefile {os.fspath(file)}')


def register(app: typer.Typer) -> None:
    """Enter the commands."""
    for command in (check, demo):
        app.command()(command)
