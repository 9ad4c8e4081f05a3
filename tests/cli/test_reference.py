"""The reference follows the program."""

import re
from pathlib import Path

from scripts.make_docs import commands_page

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def test_the_page_of_commands_is_as_the_program_makes_it():
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    assert page == commands_page(), "run: make docs"


def test_every_command_with_json_has_its_shape_described():
    with_json = re.findall(r"## bywhom (\w+)\n(?:(?!## bywhom)[\s\S])*?`--json`", commands_page())
    described = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^## .*$", (REFERENCE / "json.md").read_text(), re.M))))
    assert set(with_json) <= described
