"""Pages name files, commands and words that exist."""

import re
import runpy
from pathlib import Path

import pytest
import typer

from bywhom.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = set(typer.main.get_command(app).commands)
LATER = {"docs/benchmarks.md"}  # written by make bench


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        path = (page.parent / target).resolve()
        assert path.exists() or str(path.relative_to(ROOT)) in LATER, f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_named_in_pages_exist(page):
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^\$ |`)bywhom ([a-z]+)", text, re.MULTILINE))
    assert named <= COMMANDS | {"serve"}, named - COMMANDS


def test_the_readme_names_every_command():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {c for c in COMMANDS if f"`{c}`" not in text} == set()


def test_the_readme_shows_an_answer_with_its_speaker_within_twelve_lines():
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:12])
    assert "$ bywhom ask" in first
    assert "“" in first
    assert "— residents" in first


def test_the_page_of_the_lexicon_is_up_to_date():
    made = runpy.run_path(str(ROOT / "scripts" / "make_docs.py"))["lexicon_page"]()
    assert made == (ROOT / "docs" / "reference" / "lexicon.md").read_text(encoding="utf-8"), "run: make docs"
