"""The words run: every command and every Python block of the README and the tutorials works as written.

In a console block a line ``$ bywhom …`` is run, in a folder where ``reports`` holds the sample reports. The lines under
it must occur in what it prints, in any place; runs of spaces and line ends count as one space, "…" is anything.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bywhom.casefile.demo import sample_paths

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "tutorial").glob("*.md"))]
FENCE = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STOPS = 3  # codes of refusals and questions that cannot be asked: the message is the point


def blocks(page):
    return FENCE.findall(page.read_text(encoding="utf-8"))


def steps(block):
    """(command, lines that must occur) of a console block."""
    made = []
    for line in block.splitlines():
        if line.startswith("$ "):
            made.append((line[2:], []))
        elif line.strip():
            made[-1][1].append(line.strip())
    return made


class Shell:
    """Runs commands one after the other; remembers what was exported."""

    def __init__(self, folder):
        self.folder = folder
        self.env = os.environ | {"COLUMNS": "300", "BYWHOM_NO_BROWSER": "1"}

    def run(self, command):
        words = shlex.split(command)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            self.env[name] = value
            return ""
        assert words[0] == "bywhom", f"only bywhom and export are run here, not {words[0]}"
        words[:1] = [sys.executable, "-m", "bywhom"]
        done = subprocess.run(
            words, check=False, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=400
        )
        assert done.returncode < STOPS, f"{command}\n{done.stderr}"
        return done.stdout + done.stderr


def flat(text):
    return " ".join(re.sub(r"[│┃]", " ", text).split())


def occurs(line, printed):
    pattern = ".*".join(re.escape(part.strip()) for part in flat(line).split("…"))
    return re.search(pattern, printed) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_page_runs_as_written(page, tmp_path, monkeypatch):
    (tmp_path / "reports").mkdir()
    for sample in sample_paths():
        shutil.copy(sample, tmp_path / "reports")
    shell = Shell(tmp_path)
    if page.name == "README.md":  # its first screen asks a casefile that is already there
        shell.run("bywhom read reports --into demo.casefile")
        shell.env["BYWHOM_CASEFILE"] = "demo.casefile"
    monkeypatch.chdir(tmp_path)
    for kind, block in blocks(page):
        if kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(compile(block, str(page), "exec"), {})
            assert printed.getvalue().strip()
            continue
        for command, expected in steps(block):
            printed = flat(shell.run(command))
            for line in expected:
                assert occurs(line, printed), f"{command}\nshould print: {line}\nprinted: {printed[:3000]}"


def test_every_page_has_something_to_run():
    assert all(blocks(page) for page in PAGES)
