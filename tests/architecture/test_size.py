"""A file has one job and fits in 400 lines; a function fits on a screen and takes few parameters."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "bywhom").rglob("*.py"))
MAX_FILE, MAX_FUNCTION = 400, 60


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT / "src" / "bywhom").as_posix())
def test_file_and_functions_are_small(path):
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    assert lines <= MAX_FILE, f"{path.name} has {lines} lines: split this file by job"
    long = [
        f"{node.name} ({(node.end_lineno or 0) - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION
    ]
    assert not long, f"split by step: {', '.join(long)}"


def test_no_two_modules_share_a_docstring_opening():
    openings: dict[str, str] = {}
    for path in SOURCES:
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert doc, f"{path.relative_to(ROOT)} has no docstring that says what it is for"
        first = doc.splitlines()[0]
        assert first not in openings, f"{path.name} and {openings[first]} open with the same words"
        openings[first] = path.name
