"""Who takes and who leaves ground, and which ground, is told by the clause of the trigger's own verb."""

import pytest
from tests.extract.built import over_ground

from bywhom.extract.complete import complete
from bywhom.nlp.load import load_parser


def completed(text, type_, trigger, **roles):
    made, kind_of = over_ground(text, type_, trigger, **roles)
    out = complete(made, load_parser().parse(text), kind_of)
    return out.trigger.of(text), {role: [s.of(text) for s in spans] for role, spans in out.roles.items()}


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("The premier congratulated General Idris on regaining Orvik.", "regaining", "General Idris"),
        ("The army kept the rebels from capturing Orvik.", "capturing", "the rebels"),
        ("The mayor thanked the brigade for liberating Orvik.", "liberating", "the brigade"),
        ("The rebels were accused of seizing Orvik.", "seizing", "The rebels"),
    ],
)
def test_who_is_praised_blamed_or_kept_from_a_deed_is_its_doer(text, trigger, doer):
    who = text.split(" congratulated ")[0] if "congratulated" in text else text.split()[0] + " " + text.split()[1]
    assert completed(text, "capture", trigger, actor=[who], place=["Orvik"])[1]["actor"] == [doer]


def test_two_takings_in_one_sentence_have_a_taker_each():
    text = "The rebels seized Orvik in May, with the army retaking it in June."
    both = ["The rebels", "the army"]
    assert completed(text, "capture", "seized", actor=both, place=["Orvik"])[1]["actor"] == ["The rebels"]
    assert completed(text, "capture", "retaking", actor=both, place=["Orvik"])[1]["actor"] == ["the army"]


def test_who_is_driven_out_leaves_and_who_drives_him_out_takes():
    text = "The army drove the rebels out of Orvik."
    both = ["The army", "the rebels"]
    assert completed(text, "withdrawal", "out of", actor=both, place=["Orvik"])[1]["actor"] == ["the rebels"]
    taken = completed(text, "capture", "drove", actor=both, place=["Orvik"])[1]
    assert (taken["actor"], taken["from"]) == (["The army"], ["the rebels"])


def test_a_town_cleared_of_somebody_is_taken_from_him():
    text = "Orvik was being cleared of the rebels."
    got = completed(text, "capture", "cleared", actor=["the rebels"], place=["Orvik"])[1]
    assert (got.get("actor"), got["from"]) == (None, ["the rebels"])
    text = "Orvik was liberated from the Front in May."
    got = completed(text, "capture", "was liberated", place=["Orvik", "the Front"])[1]
    assert (got["place"], got["from"]) == (["Orvik"], ["the Front"])
    text = "The brigade seized the mill away from the army."
    got = completed(text, "capture", "seized", actor=["The brigade"], place=["the mill away from the army"])[1]
    assert (got["place"], got["from"]) == (["the mill"], ["the army"])


def test_who_takes_by_a_passive_is_not_whom_it_is_taken_from_and_who_repels_takes_from_nobody():
    text = "They reached Orvik, previously taken by rebels."
    got = completed(text, "capture", "taken", place=["Orvik"], **{"from": ["rebels"]})[1]
    assert (got["actor"], got.get("from")) == (["rebels"], None)
    text = "The army repelled the rebels at Orvik."
    got = completed(text, "capture", "repelled", actor=["The army"], place=["Orvik"], target=["the rebels"])[1]
    assert "from" not in got


def test_who_stands_behind_by_of_another_noun_takes_nothing():
    text = "The capture of Orvik came after a withdrawal by the rebels."
    assert "actor" not in completed(text, "capture", "The capture of", actor=["the rebels"], place=["Orvik"])[1]


def test_the_ground_of_another_clause_is_not_taken():
    text = "The army seized Orvik, allowing it to threaten Kalan."
    assert completed(text, "capture", "seized", actor=["The army"], place=["Orvik", "Kalan"])[1]["place"] == ["Orvik"]
    text = "The army seized most of the county, including the towns of Orvik and Kalan."
    places = ["most of the county", "Orvik", "Kalan"]
    assert completed(text, "capture", "seized", actor=["The army"], place=places)[1]["place"] == places


def test_ground_that_is_called_somebodys_is_held_by_him_alone():
    text = "The soldiers fled to the suburbs of the then-rebel-held Orvik."
    trigger, roles = completed(text, "controls", "held", actor=["The soldiers", "rebel"], place=["Orvik"])
    assert (trigger, roles["actor"]) == ("then-rebel-held", ["rebel"])
