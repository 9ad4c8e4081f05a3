"""The import contract of pyproject.toml holds, and every exception to strictness gives its reason."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "bywhom").rglob("*.py"))


def test_imports_point_down_the_page():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_silenced_check_says_why():
    silenced = re.compile(r"#\s*(type: ignore|noqa)(?P<code>\[[^\]]+\]|:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?(?P<why>.*)")
    bare = [
        f"{path.relative_to(ROOT)}:{n}"
        for path in SOURCES
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (m := silenced.search(line)) and (not m["code"] or len(m["why"].strip(" #-:")) < 8)
    ]
    assert not bare, "give the code and the reason: " + ", ".join(bare)


def test_only_fetch_touches_the_network():
    clients = re.compile(r"^\s*(import|from)\s+(httpx|requests|urllib\.request|http\.client|aiohttp)\b", re.M)
    users = {p.relative_to(ROOT).as_posix() for p in SOURCES if clients.search(p.read_text(encoding="utf-8"))}
    assert users <= {"src/bywhom/ingest/fetch.py"}
