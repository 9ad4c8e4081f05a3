"""The demo: what a person who has just cloned the project sees first."""

import os
import subprocess
import sys

import pytest

from bywhom.casefile import Casefile
from bywhom.casefile.demo import forget_demo, sample_paths


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What the demo prints without a terminal, and the folder in which it ran."""
    folder = tmp_path_factory.mktemp("demo")
    env = os.environ | {"BYWHOM_NO_BROWSER": "1"}
    command = [sys.executable, "-m", "bywhom", "demo"]
    done = subprocess.run(command, check=False, cwd=folder, env=env, capture_output=True, text=True, timeout=500)
    return done, folder


def test_the_demo_ends_by_itself_without_a_terminal(shown):
    done, _ = shown
    assert done.returncode == 0, done.stderr


def test_the_demo_answers_who_held_the_city_with_a_quotation_and_its_speaker(shown):
    out = shown[0].stdout
    assert "Who held Sirte?" in out
    answer = out[out.index("2015-07-01  ") :]
    assert "Islamic State: " in answer
    assert "independent origin" in answer
    assert "— residents (anonymous witness)" in answer


@pytest.mark.parametrize(
    "part", ["Whose money and weapons reach", "What is disputed?", "Who speaks?", "near copy", "“"]
)
def test_the_demo_shows_support_disputes_and_voices(shown, part):
    assert part in shown[0].stdout


def test_the_demo_keeps_its_casefile_where_it_was_run(shown):
    with Casefile.open(shown[1] / "demo.casefile") as book:
        assert len(book.reports()) >= len(sample_paths())


def test_a_casefile_with_decisions_of_people_is_not_taken_away(shown, tmp_path):
    file = tmp_path / "demo.casefile"
    file.write_bytes((shown[1] / "demo.casefile").read_bytes())
    with Casefile.open(file) as book:
        book.reject(next(iter(book.claims(limit=1))).id, by="a tester", reason="to see it kept")
    assert forget_demo(file) is False
    assert file.is_file()


def test_an_untouched_demo_casefile_is_made_anew(shown, tmp_path):
    file = tmp_path / "demo.casefile"
    file.write_bytes((shown[1] / "demo.casefile").read_bytes())
    assert forget_demo(file) is True
    assert not file.exists()


def test_a_file_that_is_no_casefile_stays(tmp_path):
    file = tmp_path / "demo.casefile"
    file.write_text("my own notes")
    assert forget_demo(file) is False
    assert file.read_text() == "my own notes"
