"""The bias test measures what it says."""

import yaml
from scripts import bias


def test_slots_are_found_where_they_were_filled():
    text, slots = bias.filled("{actor} attacked {other} at {actor}.", {"actor": "the army", "other": "Muslims"})
    assert text.startswith("The army attacked Muslims")
    start, end = slots["other"]
    assert text[start:end] == "Muslims"


def test_every_slot_has_as_many_fillers_and_every_sentence_a_slot():
    data = yaml.safe_load(bias.SET.read_text(encoding="utf-8"))
    assert len({len(words) for words in data["fillers"].values()}) == 1
    assert all("{actor}" in s for s in data["sentences"])
    assert len(data["sentences"]) >= 30
