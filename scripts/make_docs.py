"""Write the pages of docs/reference that follow from the program itself: ``make docs``."""

from pathlib import Path
from typing import Any

import typer
import yaml

from bywhom import lexicon
from bywhom.cli.app import app

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
_HEAD = """# Commands

Made from the program by `make docs`; a test keeps it equal. The casefile is named by `--casefile FILE` or by the
environment variable `BYWHOM_CASEFILE`. What `--json` prints is in [json.md](json.md).

Exit codes: 0 all went well; 1 something was refused or found wrong, the rest was done; 2 a question that cannot be asked
as put; 3 the casefile; 4 a model is missing.
"""


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.metavar or parameter.name.upper()
    else:
        name = ", ".join(parameter.opts)
        if not parameter.is_flag:
            name += f" {parameter.metavar or 'VALUE'}"
    return f"| `{name}` | {getattr(parameter, 'help', '') or ''} |"


def commands_page() -> str:
    """The page of commands, in the order of ``bywhom --help``."""
    group: Any = typer.main.get_command(app)
    parts = [_HEAD]
    for name, command in group.commands.items():
        parts.append(f"## bywhom {name}\n\n{(command.help or '').strip()}\n\n| | |\n|---|---|")
        rows = [_parameter(p) for p in command.params if p.name != "help"]
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts).replace("|---|---|\n\n|", "|---|---|\n|").rstrip() + "\n"


_LEXICON_HEAD = """# Lexicon

What words mean, as data: the YAML files in `src/bywhom/lexicon/data`, read once and checked against a schema. Made from their own
heads by `make docs`; a test keeps it equal. To teach the rules a word, add it to its list, run `make test`, and look at
`make bench`: a word enters because the language uses it, never because one report does.
"""


def _opening(file: Path) -> str:
    """The comment at the top of a lexicon file, as a paragraph."""
    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").strip())
    return " ".join(lines)


def lexicon_page() -> str:
    """The page of the lexicon files with their keys and how many entries each has."""
    parts = [_LEXICON_HEAD]
    for file in sorted((Path(lexicon.__file__).parent / "data").glob("*.yaml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        keys = ", ".join(f"`{k}` {len(v)}" if hasattr(v, "__len__") else f"`{k}`" for k, v in data.items())
        parts.append(f"## {file.name}\n\n{_opening(file)}\n\nEntries: {keys}.\n")
    return "\n".join(parts)


if __name__ == "__main__":
    REFERENCE.mkdir(parents=True, exist_ok=True)
    (REFERENCE / "lexicon.md").write_text(lexicon_page(), encoding="utf-8")
    (REFERENCE / "commands.md").write_text(commands_page(), encoding="utf-8")
