"""A claim over ground has every place of its list, and nobody stands in two of its roles."""

import pytest
from tests.extract.built import over_ground

from bywhom.extract.ground_roles import ground_roles
from bywhom.nlp.load import load_parser


def roles_of(text, trigger, type_="capture", **roles):
    made, kind_of = over_ground(text, type_, trigger, **roles)
    out = ground_roles(made.roles, made, load_parser().parse(text), kind_of)
    return {role: [s.of(text) for s in spans] for role, spans in out.items()}


@pytest.mark.parametrize(
    ("rest", "first", "more"),
    [
        ("the town of Orvik, the towns of Kalan and Tarn, and the air base near Tarn.", "the town of Orvik",
         ["the towns of Kalan", "Tarn", "the air base"]),
        ("two villages in the north of Kalan as well as the old mill.", "two villages", ["the old mill"]),
        ("Orvik, Kalan and Tarn on Monday.", "Orvik", ["Kalan", "Tarn"]),
        ("two villages, including Kalan and Tarn, in May.", "two villages", ["Kalan", "Tarn"]),
        ("two towns: Kalan and Tarn.", "two towns", ["Kalan", "Tarn"]),
        ('"several villages," including Kalan and Tarn.', "several villages", ["Kalan", "Tarn"]),
        ('Orvik", the general said.', "Orvik", []),
        ("Orvik, the largest town of the county, and Tarn.", "Orvik", ["Tarn"]),
        ("Orvik and the rebels fled to Kalan.", "Orvik", []),
        ("Orvik, twelve tanks and a gun.", "Orvik", []),
    ],
)  # fmt: skip
def test_a_taking_has_all_the_places_of_its_list(rest, first, more):
    got = roles_of(f"The army captured {rest}", "captured", actor=["The army"], place=[first])
    assert got["place"] == [first, *more]
    assert got["actor"] == ["The army"]


def test_a_town_is_no_actor_of_its_own_fall():
    text = "Orvik fell to the rebels in May."
    got = roles_of(text, "fell", actor=["Orvik", "the rebels"], place=["Orvik"])
    assert got == {"actor": ["the rebels"], "place": ["Orvik"]}


def test_a_body_that_is_also_read_as_the_ground_is_none_of_it():
    text = "Orvik fell into the hands of the Northern Front."
    got = roles_of(text, "fell", actor=["the Northern Front"], place=["Orvik", "the Northern Front"])
    assert got == {"actor": ["the Northern Front"], "place": ["Orvik"]}


def test_who_is_driven_out_does_not_take():
    got = roles_of(
        "The army expelled the rebels from Orvik.", "expelled",
        actor=["The army", "the rebels"], place=["Orvik"], **{"from": ["the rebels"]},
    )  # fmt: skip
    assert got["actor"] == ["The army"]


@pytest.mark.parametrize("nobody", ["The Second Battle", "70 percent"])
def test_a_battle_or_a_share_takes_nothing(nobody):
    text = f"{nobody} began and took Orvik."
    assert "actor" not in roles_of(text, "took", actor=[nobody], place=["Orvik"])


def test_who_acts_in_another_clause_did_not_take_what_a_noun_says_fell():
    text = 'Kalan welcomed "the liberation of Orvik", and the rebels fled.'
    assert "actor" not in roles_of(text, "liberation", actor=["the rebels"], place=["Orvik"])
    text = "After the capture of Orvik, the rebels marched on Kalan."
    assert roles_of(text, "capture", actor=["the rebels"], place=["Orvik"])["actor"] == ["the rebels"]


def test_who_retreats_did_not_take_what_was_captured():
    text = "Allowing the divisions to retreat, they saw that Orvik was captured."
    assert "actor" not in roles_of(text, "captured", actor=["the divisions"], place=["Orvik"])
    text = "Orvik was captured by the rebels, who retreated."
    assert roles_of(text, "captured", actor=["the rebels"], place=["Orvik"])["actor"] == ["the rebels"]


def test_who_is_driven_off_by_a_capture_did_not_take():
    text = "Orvik was captured in May, forcing the government of the province into exile."
    assert "actor" not in roles_of(text, "captured", actor=["the government of the province"], place=["Orvik"])
    text = "Orvik was captured in May, giving the rebels the road."
    assert roles_of(text, "captured", actor=["the rebels"], place=["Orvik"])["actor"] == ["the rebels"]


def test_the_subject_of_a_fall_is_the_ground():
    assert roles_of("The town fell on Monday.", "fell", actor=["The town"]) == {"place": ["The town"]}


def test_a_town_that_surrenders_to_a_side_is_taken_by_that_side():
    text = "Orvik surrendered to the North in May."
    got = roles_of(text, "surrendered", actor=["Orvik"], place=["the North"])
    assert got == {"place": ["Orvik"], "actor": ["the North"]}
    got = roles_of(text, "surrendered", type_="withdrawal", actor=["Orvik"], place=["the North"])
    assert got == {"place": ["Orvik"]}
    text = "The garrison surrendered to the North in May."
    got = roles_of(text, "surrendered", type_="withdrawal", actor=["The garrison"])
    assert got == {"actor": ["The garrison"]}


@pytest.mark.parametrize("beating", ["defeated", "overran", "expelled"])
def test_whom_the_taker_beats_in_the_same_breath_lost_what_he_took(beating):
    text = f"The army {beating} the Front and took Orvik."
    assert roles_of(text, "took", actor=["The army"], place=["Orvik"])["from"] == ["the Front"]
    text = "The army praised the Front and took Orvik."
    assert "from" not in roles_of(text, "took", actor=["The army"], place=["Orvik"])
