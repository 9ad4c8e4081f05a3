"""The command group; errors become one message and an exit code."""

import json
import os
import sys
from typing import NoReturn

import typer

from bywhom.cli import answers, demo, evaluate, export, pages, query, reading, review, serve, upkeep
from bywhom.errors import BadQuery, BywhomError

app = typer.Typer(
    name="bywhom", no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help="Reads reports on an armed conflict and keeps the account: who did what to whom, by whom it was said.",
)  # fmt: skip

for module in (reading, query, answers, pages, review, export, evaluate, upkeep, serve, demo):
    module.register(app)


def fail(error: BywhomError) -> NoReturn:
    """Say what was wrong, on standard error; with --json also as JSON on standard output; leave with its code."""
    sys.stderr.write(f"bywhom: {error.message}\n")
    if "--json" in sys.argv and isinstance(error, BadQuery):
        said = {
            "error": type(error).__name__, "message": error.message,
            "value": None if error.value is None else str(error.value), "choices": list(error.choices),
        }  # fmt: skip
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    sys.exit(error.exit_code)


def main() -> None:
    """Run the command line."""
    try:
        app()
    except BywhomError as error:
        fail(error)
    except BrokenPipeError:  # the reader of our output has gone, as ``head`` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("bywhom: stopped; what was read is kept, the same command goes on from there\n")
        sys.exit(130)
