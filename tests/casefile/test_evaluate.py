"""Scoring one's own gold: what is read, what is refused."""

import json
from datetime import date

import pytest
from tests.fakes import FakeAnnotator

from bywhom.casefile import dates
from bywhom.casefile.annotating import annotate_lines
from bywhom.casefile.evaluate import evaluate
from bywhom.errors import BadDate, DamagedInput, EmptyInput

TEXT = "Blue Guard holds Bastogne."


def write(folder, **more):
    roles = {"actor": [{"span": [0, 10], "entity": "Blue Guard"}], "place": [{"span": [17, 25], "entity": "Bastogne"}]}
    coded = {
        "type": "controls", "sentence": [0, 26], "roles": roles, "when": None, "polarity": "affirmed",
        "modality": "actual", "source": [{"entity": "(reporter)", "kind": "reporter", "span": None}],
    }  # fmt: skip
    data = {"id": "one", "text": TEXT, "published": "2015-06-01", "claims": [coded]}
    data["entities"] = {"Blue Guard": {"type": "ORGANISATION"}, "Bastogne": {"type": "LOCATION"}}
    (folder / "one.json").write_text(json.dumps(data | more))
    return folder


def run(folder):
    return evaluate(folder, load=lambda settings: FakeAnnotator())


def test_a_folder_of_gold_is_read_and_scored(tmp_path):
    got = run(write(tmp_path))
    assert (got["reports"], got["gold_claims"], got["claim"]["f1"]) == (1, 1, 1.0)


def test_a_single_file_is_taken_too(tmp_path):
    assert run(write(tmp_path) / "one.json")["reports"] == 1


def test_a_broken_gold_file_is_named(tmp_path):
    with pytest.raises(DamagedInput, match=r"one\.json is no gold report"):
        run(write(tmp_path, claims=[{"type": "capture"}]))


def test_an_empty_folder_says_so(tmp_path):
    with pytest.raises(EmptyInput, match="no gold"):
        run(tmp_path)
    with pytest.raises(EmptyInput, match="there is no gold"):
        run(tmp_path / "absent")


def test_a_published_month_is_taken_for_its_last_day(tmp_path):
    assert run(write(tmp_path, published="2016-02"))["reports"] == 1
    assert dates.published("2016-02") == date(2016, 2, 29)
    with pytest.raises(BadDate, match="the gold report one"):
        run(write(tmp_path, published="soon"))


def test_a_line_whose_date_is_only_a_month_is_annotated():
    line = json.dumps({"id": 1, "text": TEXT, "published": "2016-02"})
    (made,) = annotate_lines([line], load=lambda settings: FakeAnnotator())
    assert isinstance(made, dict)
    assert len(made["claims"]) == 1
