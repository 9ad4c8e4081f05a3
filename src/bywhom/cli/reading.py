"""read and annotate: texts in."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bywhom.cli.common import CasefileOption, JsonFlag, opened, settings
from bywhom.cli.output import plural, print_json, say, table, warn

if TYPE_CHECKING:
    from bywhom.casefile import RunReport

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="Files, folders, zip archives, addresses, or - for standard input.")
]
Into = Annotated[str, typer.Option("--into", metavar="FILE", help="The casefile to add to; made when it is absent.")]
Published = Annotated[str, typer.Option("--published", metavar="DATE", help="When the reports were published.")]
PublisherOption = Annotated[str, typer.Option("--publisher", metavar="NAME", help="Who published them.")]
Network = Annotated[bool, typer.Option("--network", help="Addresses may be fetched; otherwise nothing leaves.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="How many processes read at once.")]
Fast = Annotated[bool, typer.Option("--fast", help="Rules only, without the learned parts: quicker, less found.")]


def read(
    paths: Paths, into: Into = "", casefile: CasefileOption = "", published: Published = "",
    publisher: PublisherOption = "", network: Network = False, jobs: Jobs = 1, fast: Fast = False,
    as_json: JsonFlag = False,
) -> None:  # one parameter an option is how typer reads a command line  # fmt: skip
    """Read reports into a casefile. What was read before is not read again; what cannot be read is named."""
    using = settings(fast=fast, network=network)
    with opened(into or casefile, create=True, using=using) as book, _bar(hidden=as_json) as progress:
        done = book.read(paths, published=published or None, publisher=publisher, jobs=jobs, progress=progress)
    if as_json:
        print_json(done.to_json())
    else:
        _say_run(done)
        if done.known and (published or publisher):
            warn(f"bywhom: {_kept(len(done.known))} what was given now; read into a new casefile to set it")
    for refusal in done.refused:
        warn(f"bywhom: refused {refusal.locator}: {refusal.message}")
    if done.refused:
        raise typer.Exit(1)


def _kept(known: int) -> str:
    """Who says that a known report is not read again, so that --published is not taken for done."""
    keeps = "keeps its" if known == 1 else "keep their"
    return f"{plural(known, 'report')} known already {keeps} date and publisher, not"


class _bar:  # noqa: N801  # reads as a verb where it is used
    """A progress line on standard error, where that is a terminal."""

    def __init__(self, *, hidden: bool) -> None:
        self._shown = not hidden and sys.stderr.isatty()
        self._progress: Any = None

    def __enter__(self) -> Any:
        if not self._shown:
            return None
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._progress.start()
        task = self._progress.add_task("reading …", total=None)

        def tell(step: Any) -> None:
            said = f"{plural(step.done, 'report')}, {plural(step.claims, 'claim')} · {step.locator[-60:]}"
            self._progress.update(task, description=said)

        return tell

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()


def _say_run(done: "RunReport") -> None:
    if done.read:
        rows = [
            (
                r.locator,
                r.published or "undated",
                r.publisher,
                r.claims,
                "a near copy" if r.copies else "",
            )
            for r in done.read[:40]
        ]
        table(("report", "published", "publisher", "claims", ""), rows)
        if len(done.read) > len(rows):
            say(f"… and {plural(len(done.read) - len(rows), 'more report')}")
    parts = [f"{plural(len(done.read), 'report')} read", plural(done.claims, "claim")]
    parts += [f"{done.near_copies} near copies"] if done.near_copies else []
    parts += [f"{len(done.known)} known already"] if done.known else []
    parts += [f"{len(done.refused)} refused"] if done.refused else []
    say(", ".join(parts) + f" in {done.seconds:.1f} s")
    for report in done.read:
        for warning in report.warnings:
            warn(f"bywhom: {report.locator}: {warning}")


def annotate(jobs: Jobs = 1, fast: Fast = False) -> None:
    """Read JSON lines with id and text from standard input; write one JSON line for each, in the same order."""
    from bywhom.casefile.annotating import BadLine, annotate_lines

    bad = 0
    for made in annotate_lines(sys.stdin.buffer, settings=settings(fast=fast), jobs=jobs):
        if isinstance(made, BadLine):
            bad += 1
            sys.stdout.flush()
            warn(f"bywhom: line {made.line} refused: {made.message}")
        else:
            sys.stdout.write(json.dumps(made, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    if bad:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command()(read)
    app.command()(annotate)
