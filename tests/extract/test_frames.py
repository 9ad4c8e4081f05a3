"""The frame matcher makes the claims that the case table lists, word for word."""

from pathlib import Path

import pytest
import yaml

from bywhom.extract.frames import FrameMatcher
from bywhom.lexicon.frames import event_codes, frame_index
from bywhom.model.claim import CLAIM_TYPES, LABEL_ROLES
from bywhom.nlp.load import load_parser

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "frames.yaml").read_text(encoding="utf-8"))


def made(text):
    parsed = load_parser().parse(text)
    matcher = FrameMatcher(lambda start, end: "")
    return [c for offset, doc in parsed.docs for c in matcher.candidates(doc, offset, parsed)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_a_sentence_makes_the_claims_of_its_case(case):
    candidates = made(case["text"])
    for wanted in case["claims"]:
        found = next((c for c in candidates if c.type == wanted["type"]), None)
        assert found is not None, f"no {wanted['type']} among {[c.type for c in candidates]}"
        for name, value in wanted.items():
            if name in {"polarity", "modality", "phase"}:
                assert getattr(found, name) == value
            elif name in LABEL_ROLES:
                assert found.labels[name] == value
            elif name != "type":
                assert value in [s.of(case["text"]) for s in found.roles.get(name, ())], found.roles
    if not case["claims"]:
        assert candidates == []


def test_deaths_in_the_clause_of_a_strike_are_its_figures_and_no_claim_of_their_own():
    types = [c.type for c in made("An airstrike by the coalition killed 11 fighters near the dam.")]
    assert types == ["air_strike"]


def test_every_claim_type_has_frames_and_codes():
    assert {f.type for frames in frame_index().values() for f in frames} == set(CLAIM_TYPES)
    assert all(set(event_codes(t)) == {"plover", "acled", "ucdp"} for t in CLAIM_TYPES)


def test_every_candidate_stands_inside_its_sentence():
    text = "The army attacked the village. Rebels, who hold the hill, captured two officers on Monday."
    for c in made(text):
        assert c.sentence.contains(c.trigger)
        assert all(c.sentence.contains(s) for spans in c.roles.values() for s in spans)


def test_whose_rebels_they_are_is_told_once_in_a_report():
    kinds = [c.type for c in made("The Chad-backed rebels took the dam. Later the Chad-backed rebels took the mill.")]
    assert kinds.count("supports") == 1


def test_whoever_was_hit_is_led_by_nobody_for_that():
    assert "leads" not in {c.type for c in made("The shell killed the commander of the northern brigade.")}
