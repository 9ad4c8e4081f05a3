"""Scoring claims: each rule of the scorer, and the same figures as the scorer beside the checkout."""

import importlib.util
import json
import os
import random
from pathlib import Path

import pytest

from bywhom.pipeline.coded import from_gold, from_interchange
from bywhom.pipeline.evaluate import same_when, score

SHARED = Path(os.environ.get("BYWHOM_SHARED", Path(__file__).parents[3] / "shared"))


def claim(type_="capture", sentence=(0, 30), **more):
    roles = {"actor": [{"span": [0, 9], "entity": "Red Guard"}], "place": [{"span": [16, 22], "entity": "Arlon"}]}
    source = [{"entity": "(reporter)", "kind": "reporter", "span": None}]
    base = {"roles": roles, "when": None, "polarity": "affirmed", "modality": "actual", "source": source}
    return {"type": type_, "sentence": list(sentence)} | base | more


def gold(*claims, entities=("Red Guard", "Arlon")):
    names = {n: {"type": "ORGANISATION", "aliases": []} for n in entities}
    return {"id": "r", "text": "x", "published": "2020-01-01", "entities": names, "claims": list(claims)}


def figures(coded, made):
    return score([(from_gold(coded), from_interchange({"id": "r", "entities": [], "claims": made}))])


def test_the_same_claims_score_one():
    got = figures(gold(claim()), [claim()])
    assert got["claim"]["f1"] == got["roles"]["f1"] == got["detection"]["f1"] == 1.0


def test_a_claim_with_a_required_role_wrong_is_detected_and_not_right():
    wrong = claim(roles={"actor": [{"span": [0, 9], "entity": "Red Guard"}], "place": [{"span": [25, 29]}]})
    got = figures(gold(claim()), [wrong])
    assert (got["detection"]["f1"], got["claim"]["f1"]) == (1.0, 0.0)


def test_an_optional_claim_is_neither_missed_nor_extra():
    missed = figures(gold(claim(), claim("attack", optional=True)), [claim()])
    made = figures(gold(claim(), claim("attack", optional=True)), [claim(), claim("attack")])
    assert missed["claim"]["f1"] == made["claim"]["f1"] == 1.0


def test_an_entity_is_the_same_under_any_of_its_names():
    coded = gold(claim())
    coded["entities"]["Red Guard"]["aliases"] = ["RG"]
    made = claim(roles={"actor": [{"span": None, "entity": "e1"}], "place": [{"span": [16, 22]}]})
    doc = {"id": "r", "entities": [{"id": "e1", "name": "the RG", "aliases": []}], "claims": [made]}
    assert score([(from_gold(coded), from_interchange(doc))])["claim"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("made", "coded", "right"),
    [
        ("2015-10-06", "2015-10-06", True),
        ("2015-10-06", "2015-10", True),
        ("2015-10", "2015-10-06", False),
        ("2015~", "2015", True),
        ("2015-10/2015-11", "2015-10", False),
        ("", "2015", False),
    ],
)  # fmt: skip
def test_a_date_is_right_to_the_precision_that_the_coder_gave(made, coded, right):
    assert same_when(made, coded) is right


def test_nothing_made_scores_nothing_and_divides_by_nothing():
    got = figures(gold(claim()), [])
    assert got["claim"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert got["of_matched"]["polarity"] is None


def noisy(coded, dice):
    """A made-up reading of a coded report: claims lost, doubled, moved and reworded."""
    made = []
    for c in json.loads(json.dumps(coded["claims"])):
        if dice.random() < 0.25:
            continue
        c.pop("optional", None)
        if dice.random() < 0.2:
            c["type"] = dice.choice(["attack", "leads", "capture", "killing"])
        if dice.random() < 0.3 and c["roles"]:
            c["roles"].pop(dice.choice(sorted(c["roles"])))
        if dice.random() < 0.2:
            c["source"] = []
        if dice.random() < 0.2:
            c["when"] = {"edtf": dice.choice(["2015", "2015-10~", "2014/2015"])}
        made += [c] * (2 if dice.random() < 0.1 else 1)
    entities = [{"id": k, "name": k, "aliases": v.get("aliases", [])[:1]} for k, v in coded["entities"].items()]
    return {"id": coded["id"], "entities": entities, "claims": made}


@pytest.mark.skipif(not (SHARED / "bench" / "score_claims.py").is_file(), reason=f"no scorer in {SHARED}/bench")
def test_the_figures_equal_those_of_the_scorer_beside_the_checkout():
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "bench" / "score_claims.py")
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    coded = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((SHARED / "gold").glob("*.json"))]
    for seed in range(3):
        made = {d["id"]: noisy(d, random.Random(seed)) for d in coded}
        ours = score([(from_gold(d), from_interchange(made[d["id"]])) for d in coded])
        assert ours == theirs.score(coded, made, 0)
