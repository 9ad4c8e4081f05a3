"""Control: what a taking, a driving out or an owner's word shows and what it does not."""

from dataclasses import replace

import pytest
from tests.analysis.test_control import capture, sentence, status, told_senses, town
from tests.analysis.test_control_implied import act, fights
from tests.builders import party

from bywhom.analysis.names import is_state
from bywhom.analysis.senses import is_ahead


def test_who_is_besieged_on_the_day_on_which_parts_are_taken_held_the_place_before():
    claims = [
        act("siege", "Blue Guard", "2016-06-15"),
        sentence("Red Front held out in the last pocket of Tal Asfar.", "present", "held out in",
                 actor=party("Red Front"), place=town("last pocket of Tal Asfar"), when="2016-06-15"),
        act("withdrawal", "Red Front", "2016-06"), capture("Blue Guard", "2016-06-16"),
        *fights("Blue Guard", "Red Front"),
    ]  # fmt: skip
    assert status(claims, "2016-05-15", "Red Front").status == "bracketed"


def test_who_secures_what_a_foe_takes_later_had_it_all_along():
    words = "Blue Guard fully secured Tal Asfar."
    sure = sentence(words, trigger="secured", actor=party("Blue Guard"), place=town(), when="2016-05-16")
    held = act("controls", "Blue Guard", "2016-04-30")
    claims = [held, sure, capture("Red Front", "2016-05-20")]
    assert status(claims, "2016-04-15", "Blue Guard").status == "bracketed"


def test_what_was_taken_by_a_month_may_have_been_held_long_before():
    claim = sentence("Blue Guard seized Tal Asfar by June 2016.", trigger="seized", actor=party("Blue Guard"),
                     place=town(), when="2016-06")  # fmt: skip
    enemies = fights("Blue Guard", "Red Front")
    assert status([replace(claim, when_text="June 2016"), *enemies], "2016-05-01", "Red Front") is None
    assert status([claim, *enemies], "2016-05-01", "Red Front").status == "bracketed"


def test_the_owner_of_what_is_taken_is_not_taken():
    text = "Blue Guard took Tal Asfar's northern and eastern outskirts."
    claim = sentence(text, trigger="took", actor=party("Blue Guard"), place=town("Tal Asfar's"), when="2016-05-20")
    assert status([claim], "2016-06-01", "Blue Guard").status == "possible"
    text = "Tal Asfar's eventual capture by Blue Guard was near."
    claim = sentence(text, trigger="capture", actor=party("Blue Guard"), place=town("Tal Asfar's"), when="2016-05-20")
    assert status([claim], "2016-06-01", "Blue Guard").status == "bracketed"


def test_who_is_to_be_driven_out_has_not_left():
    text = "Blue Guard began an offensive to drive Red Front out of Tal Asfar."
    claim = sentence(text, "withdrawal", "out of", actor=party("Red Front"), place=town(), when="2016-05-20")
    assert told_senses(claim) == []
    text = "Blue Guard managed to drive Red Front out of Tal Asfar."
    claim = sentence(text, "withdrawal", "out of", actor=party("Red Front"), place=town(), when="2016-05-20")
    assert told_senses(claim) == [("Red Front", "loss")]


@pytest.mark.parametrize(
    ("name", "state"), [("Ruritanian government", True), ("Hill Regional Government forces", False)]
)
def test_a_government_inside_a_state_is_not_the_states_own(name, state):
    assert is_state(name) == state


def test_who_drives_another_out_of_a_place_takes_it_by_a_passive_too():
    text = "Red Front had been driven out of Tal Asfar by Blue Guard."
    roles = {"from_": party("Red Front"), "actor": party("Blue Guard")}
    claim = sentence(text, trigger="had been driven out of", place=town(), when="2016-05-20", **roles)
    assert sorted(told_senses(claim)) == [("Blue Guard", "gain"), ("Red Front", "loss")]
    alone = sentence(text, trigger="had been driven out of", place=town(), actor=party("Red Front"))
    assert told_senses(alone) == [("Red Front", "loss")]


def test_who_retakes_a_besieged_place_had_held_it_and_not_the_besiegers_other_foe():
    siege = act("siege", "Blue Guard", "2016-05-01")
    text = "The hill rebels recaptured Tal Asfar."
    back = sentence(text, trigger="recaptured", actor=party("hill rebels"), place=town(), when="2016-05-20")
    claims = [siege, *fights("Blue Guard", "Red Front")]
    assert status(claims, "2016-05-10", "Red Front").status == "bracketed"
    assert status([*claims, back], "2016-05-10", "Red Front") is None


def test_what_somebody_is_praised_for_is_not_of_the_time_at_which_a_story_tells_it():
    text = "The premier congratulated Blue Guard on regaining Tal Asfar."
    assert is_ahead(sentence(text, trigger="regaining", actor=party("Blue Guard"), place=town()))
    text = "Blue Guard moved on, regaining Tal Asfar."
    assert not is_ahead(sentence(text, trigger="regaining", actor=party("Blue Guard"), place=town()))
