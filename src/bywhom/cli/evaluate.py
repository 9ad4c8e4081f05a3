"""evaluate: score the reader on your own coded reports."""

from typing import Annotated

import typer

from bywhom.cli.common import JsonFlag, settings
from bywhom.cli.output import print_json, say, table, warn
from bywhom.cli.reading import Fast

Gold = Annotated[str, typer.Argument(metavar="GOLD", help="A coded report (JSON), or a folder of them.")]


def evaluate(gold: Gold, fast: Fast = False, as_json: JsonFlag = False) -> None:
    """Score the claims that are read against claims that a person coded (docs/concepts/measuring.md)."""
    import sys

    from bywhom.casefile.evaluate import evaluate as run

    tell = (lambda name: warn(f"reading {name} …")) if sys.stderr.isatty() and not as_json else None
    figures = run(gold, settings=settings(fast=fast), progress=tell)
    if as_json:
        print_json(figures)
        return
    say(f"{figures['reports']} reports, {figures['gold_claims']} coded claims, {figures['predicted_claims']} read")
    rows = [(k, *(f"{figures[k][x]:.3f}" for x in ("p", "r", "f1"))) for k in ("detection", "claim", "roles")]
    table(("", "precision", "recall", "F1"), rows)
    say()
    shares = figures["of_matched"].items()
    table(("of the matched claims", "right"), [(k, "–" if v is None else f"{v:.3f}") for k, v in shares])
    say()
    types = [(t, v["gold"], f"{v['p']:.2f}", f"{v['r']:.2f}", f"{v['f1']:.2f}") for t, v in figures["by_type"].items()]
    table(("type", "coded", "precision", "recall", "F1"), types)


def register(app: typer.Typer) -> None:
    """Enter the command."""
    app.command()(evaluate)
