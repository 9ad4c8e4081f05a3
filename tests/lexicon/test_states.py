"""Bodies of states by their descriptions, and names of states in full."""

import pytest

from bywhom.lexicon.states import full_name, state_body


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Congolese government", "government of Congo"),
        ("the Congolese government", "the government of the Democratic Republic of the Congo"),
        ("Burundian forces", "Burundi's troops"),
        ("U.S. military", "American armed forces"),
        ("Russian Ministry of Defense", "the Russian defence ministry"),
        ("Armed Forces of Ukraine", "Ukrainian army"),
        ("North Korean army", "the army of North Korea"),
    ],
)
def test_a_body_of_a_state_is_one_under_its_adjective_and_its_name(one, other):
    a, b = state_body(one), state_body(other)
    assert a is not None
    assert b is not None
    assert (a.state, a.kind) == (b.state, b.kind)


@pytest.mark.parametrize(
    "phrase",
    ["the army", "two Russian soldiers", "the 3rd Syrian brigade", "Kurdish forces", "Syrian Democratic Forces"],
)
def test_a_unit_a_number_of_men_and_a_people_are_no_body_of_a_state(phrase):
    assert state_body(phrase) is None


def test_the_army_is_not_the_military_where_it_is_one_service_of_it():
    army, military = state_body("U.S. Army"), state_body("U.S. military")
    assert army is not None
    assert military is not None
    assert army.kind != military.kind


def test_short_forms_have_their_names_in_full_and_adjectives_none():
    assert full_name("the UN") == full_name("United Nations") == "United Nations"
    assert full_name("U.S.") == "United States"
    assert full_name("Syrian") == ""
