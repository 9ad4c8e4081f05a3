"""demo: a dozen sample reports, read into a casefile and asked a handful of questions."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bywhom.cli.common import settings
from bywhom.cli.output import plural, report_and_origins, say, warn
from bywhom.cli.quoting import quote

if TYPE_CHECKING:
    from bywhom.casefile import Casefile

_FILE = "demo.casefile"
_DAYS = ("2011-11-15", "2015-07-01", "2016-12-20")
_PLACE, _RECIPIENT = "Sirte", "Islamic State"
_HOLDS = ("attested", "bracketed")


def demo(
    into: Annotated[str, typer.Option("--into", metavar="FILE", help="Keep the casefile here.")] = _FILE,
) -> None:
    """Read a dozen sample reports, answer a handful of questions about them, and open the desk."""
    from bywhom.casefile import Casefile
    from bywhom.casefile.demo import forget_demo

    file = Path(into)
    if into == _FILE:
        forget_demo(file)
    _read(file)
    with Casefile.open(file) as book:
        _count(book, into)
        _control(book, into)
        _trace(book, into)
        _disputes(book, into)
        _sources(book, into)
    say(f"\nAsk on:  bywhom ask 'Who held Sirte in July 2015?' --casefile {into}")
    say(f"See it:  bywhom serve --casefile {into}")
    _open_desk(into)


def _read(file: Path) -> None:
    from bywhom.casefile.demo import make_demo

    say("Bywhom reads reports on an armed conflict and keeps the account of who did what to whom, and who says so.")
    say("Here it reads a dozen short reports about the Libyan city of Sirte, 2011–2016, written for this demo …")
    done = make_demo(file)
    for refusal in done.refused:
        warn(f"bywhom: refused {refusal.locator}: {refusal.message}")


def _count(book: "Casefile", file: str) -> None:
    reports = book.reports()
    copies = len(reports) - len({r.origin or r.id for r in reports})
    told = f"{plural(len(reports), 'report')} ({plural(copies, 'near copy', 'near copies')} of another)"
    say(f"{told}, {plural(book.count(), 'claim')}, kept in {file}. Every answer quotes the words it rests on.")


def _headed(question: str, command: str, file: str) -> None:
    say(f"\n{question}\n  $ bywhom {command} --casefile {file}")


def _control(book: "Casefile", file: str) -> None:
    _headed(f"Who held {_PLACE}?", f"control {_PLACE} --on {_DAYS[1]}", file)
    for day in _DAYS:
        answer = book.control(_PLACE, on=day)
        holders = [h for h in answer.actors if h.status in _HOLDS]
        for holder in holders[:2]:
            told = report_and_origins(holder.reports, holder.origins)
            contested = ", contested" if holder.contested else ""
            say(f"  {day}  {holder.actor}: {holder.status}{contested} ({told})")
            quote(book, holder.because, indent=" " * 14)
        if not holders:
            say(f"  {day}  {answer.warnings[0] if answer.warnings else 'nobody is told to hold it'}")


def _trace(book: "Casefile", file: str) -> None:
    _headed(f"Whose money and weapons reach the {_RECIPIENT}?", f"trace - '{_RECIPIENT}'", file)
    answer = book.trace("", _RECIPIENT)
    for path in answer.paths[:2]:
        steps = [f"{h.recipient} ({', '.join(x for x in (h.kind, h.edtf) if x) or 'support'})" for h in path.hops]
        say("  " + " → ".join([path.hops[0].supporter, *steps]))
        for hop in path.hops:
            quote(book, hop.because)
    if not answer.paths:
        say("  no path of support is told")


def _disputes(book: "Casefile", file: str) -> None:
    _headed("What is disputed?", "disputes", file)
    found = book.disputes()
    for dispute in sorted(found, key=lambda d: len({s.speakers for s in d.sides}), reverse=True)[:2]:
        say(f"  {dispute.about} ({dispute.kind}{', ' + dispute.edtf if dispute.edtf else ''})")
        for side in dispute.sides[:3]:
            say(f"    {side.says} – {', '.join(side.speakers) or 'the report itself'}")
    say(f"  {plural(len(found), 'dispute')} in all; each side stands with its speakers, none is merged away.")


def _sources(book: "Casefile", file: str) -> None:
    _headed("Who speaks?", "sources", file)
    rows = [s for s in book.sources() if s.kind != "reporter"]
    for row in rows[:5]:
        say(f"  {row.name} ({row.kind.replace('_', ' ')}): {plural(row.claims, 'claim')}, alone with {row.alone}")
    if len(rows) > 5:
        say(f"  … and {len(rows) - 5} more")


def _open_desk(file: str) -> None:
    """Open the desk where there is a person at a terminal who has not asked for peace."""
    if settings().no_browser or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    from typer.main import get_command

    from bywhom.cli.app import app

    serve = getattr(get_command(app), "commands", {}).get("serve")
    if serve is not None:
        say("\nOpening the desk; stop it with Ctrl+C.")
        serve.main(args=["--casefile", file], prog_name="bywhom serve", standalone_mode=False)


def register(app: typer.Typer) -> None:
    """Enter the command."""
    app.command()(demo)
