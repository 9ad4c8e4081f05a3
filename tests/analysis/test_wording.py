"""A claim as a sentence: dates in the unit told, one name once, what denial and plans mean."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import number, party, told

from bywhom.analysis.amounts import spread
from bywhom.analysis.common import when_words
from bywhom.analysis.naming import plural
from bywhom.analysis.wording import sentence
from bywhom.model.text import Quote, Span
from bywhom.model.when import Interval
from bywhom.model.where import Place


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2013/..", "since 2013"),
        ("2009-10/..", "since October 2009"),
        ("../2013-03", "by the end of March 2013"),
        ("../2013-03-05", "by 5 March 2013"),
        ("2014/2018", "between 2014 and 2018"),
        ("2016-10/2016-12", "between October 2016 and December 2016"),
        ("2016-10-03/2016-12", "between 3 October 2016 and 31 December 2016"),
        ("1863-07-01/1863-07-03", "between 1 July 1863 and 3 July 1863"),
        ("2014/2015-03", "between January 2014 and March 2015"),
        ("2016-10", "in October 2016"),
        ("2016-10-03", "on 3 October 2016"),
    ],
)
def test_a_range_is_told_in_the_unit_in_which_it_is_known(edtf, words):
    assert when_words(Interval.from_edtf(edtf)) == words


def test_what_lasts_is_told_until_its_end_and_what_happens_by_it():
    when = Interval.from_edtf("../1999-06")
    assert sentence(replace(told("controls", actor="Red Front", place="Hill Town"), when=when)) == (
        "Red Front held Hill Town until June 1999."
    )
    assert sentence(replace(told("capture", actor="Red Front", place="Hill Town"), when=when)) == (
        "Red Front captured Hill Town by the end of June 1999."
    )


def test_a_day_of_no_round_unit_keeps_its_day():
    when = Interval(earliest=date(2013, 1, 2), latest=None)
    assert when_words(when) == "since 2 January 2013"


def test_a_target_that_is_also_the_place_is_named_once():
    base = party("Saki airbase", type_="FACILITY")
    claim = told("explosion", target=[base], place=[base, "Northtown"])
    assert sentence(claim) == "Saki airbase was hit by an explosion in Northtown."
    assert sentence(told("explosion", target=[base], place=[base])) == "Saki airbase was hit by an explosion."


@pytest.mark.parametrize(("method", "words"), [("beheaded", "(beheaded)"), ("hanging", "by hanging")])
def test_a_method_that_is_a_participle_stands_in_brackets(method, words):
    claim = told("killing", perpetrator="Red Front", victim="the mayor", method=party(method, type_="QUANTITY"))
    assert sentence(claim) == f"Red Front killed the mayor {words}."


@pytest.mark.parametrize(
    ("modality", "words"),
    [
        ("planned", "It was meant not to happen that"),
        ("possible", "It may be untrue that"),
        ("actual", "It is denied that"),
    ],
)
def test_a_denial_is_told_under_its_modality(modality, words):
    claim = told("capture", actor="Red Front", place="Northtown", polarity="denied", modality=modality)
    assert sentence(claim) == f"{words} Red Front captured Northtown."


@pytest.mark.parametrize(
    ("name", "several"),
    [("204 of its members", True), ("All of the factions", True), ("1 of them", False), ("Red Front", False)],
)
def test_a_number_of_several_takes_a_plural_verb(name, several):
    assert plural([name]) is several


def open_ended(low, high):
    return replace(number(1), low=low, high=high)


@pytest.mark.parametrize(
    ("quantities", "words"),
    [
        ([open_ended(12, None)], "at least 12"),
        ([open_ended(None, 36)], "up to 36"),
        ([number(12, 20), open_ended(14, None)], "at least 12"),
        ([number(12, 20)], "12 to 36"),
    ],
)
def test_an_end_that_a_figure_leaves_open_is_not_made_up(quantities, words):
    assert spread(12, 36, quantities) == words


def test_a_word_that_only_points_names_nobody():
    assert sentence(told("controls", actor="who", place="Hill Town"), cite=False) == "Somebody held Hill Town."


def test_a_fight_a_deal_and_a_meeting_without_parties_are_told_as_such():
    told_of = [sentence(told(t, place="Hill Town"), cite=False) for t in ("clash", "agreement", "meeting")]
    assert told_of == [
        "There was fighting in Hill Town.",
        "There was an agreement in Hill Town.",
        "There was a meeting in Hill Town.",
    ]


def test_who_issues_a_denial_does_not_deny_whom_he_speaks_to():
    spoken = told("statement", speaker="Red Front", addressee="Farland", labels={"act": "denial"})
    assert sentence(spoken, cite=False) == "Red Front issued a denial to Farland."


def test_a_denial_of_nobody_is_not_turned_into_its_contrary():
    spoken = told("statement", speaker="No group", labels={"act": "claim_of_responsibility"}, polarity="denied")
    assert sentence(spoken, cite=False) == "It is denied that any group claimed responsibility."


def test_a_town_is_no_side_of_the_fight_in_it():
    town = party("Hill Town", type_="LOCATION", place=Place(id="1", name="Hill Town", lat=1.0, lon=1.0))
    assert sentence(told("clash", side=[town]), cite=False) == "There was fighting in Hill Town."
    both = told("clash", side=[party("Red Front"), town], place=[town])
    assert sentence(both, cite=False) == "Red Front clashed with others in Hill Town."


def test_civilians_are_where_forces_operate():
    assert sentence(told("present", actor="559 civilians", place="Hill Town"), cite=False) == (
        "559 civilians were in Hill Town."
    )
    assert sentence(told("present", actor="Red Front", place="Hill Town"), cite=False) == (
        "Red Front operated in Hill Town."
    )


def test_a_place_is_no_weapon():
    town = party("Far Town", type_="LOCATION")
    shelled = told("shelling", attacker="Red Front", target="Hill Town", weapon=[party("mortars"), town])
    assert sentence(shelled, cite=False) == "Red Front shelled Hill Town with mortars."


def test_gunmen_are_several():
    assert plural(["Taliban gunmen"])


def test_the_dead_who_are_named_as_victims_are_counted_once():
    dead = told("killing", perpetrator="Red Front", victim="six soldiers", killed=party("six soldiers", low=6, high=6))
    assert sentence(dead, cite=False) == "Red Front killed six soldiers."


def test_nobody_flees_from_a_place_to_itself():
    fled = told("displacement", who="the last civilians", origin="Hill Town", destination="Hill Town")
    assert sentence(fled, cite=False) == "The last civilians fled from Hill Town."


def words_of(type_, **roles):
    return sentence(told(type_, **roles), cite=False)


def test_casualties_of_an_event_without_sides_are_its_subject():
    at_least = open_ended(700, None)
    assert words_of("clash", place="Hill Town", killed=replace(at_least, text="At least 700 people"),
                    injured=replace(number(2800), text="2,800")) == (
        "At least 700 people were killed and 2,800 wounded in fighting in Hill Town."
    )  # fmt: skip
    assert words_of("explosion", place="Hill Town", killed=number(1)) == (
        "One person was killed in an explosion in Hill Town."
    )
    assert words_of("killing", place="Hill Town", injured=number(56)) == "56 people were wounded in Hill Town."
    assert words_of("killing", place="Hill Town", killed=number(17)) == "17 people were killed in Hill Town."
    assert words_of("killing", perpetrator="Red Front", killed=number(17)) == "Red Front killed 17 people."


def test_the_number_in_the_victims_own_words_is_not_told_twice():
    dead = replace(number(2), text="two")
    assert words_of("killing", perpetrator="Red Front", victim="two insurgents", killed=dead) == (
        "Red Front killed two insurgents."
    )


@pytest.mark.parametrize(
    ("type_", "roles", "words"),
    [
        ("capture", {"place": "Hill Town"}, "Hill Town was captured."),
        ("capture", {"actor": "Red Front"}, "Red Front took ground."),
        ("withdrawal", {"actor": "Red Front"}, "Red Front withdrew."),
        ("looting", {"actor": "Red Front"}, "Red Front looted."),
        ("supports", {"supporter": "Farland"}, "Farland gave support."),
        ("supports", {"recipient": "Red Front"}, "Red Front received support."),
        ("holds", {"captive": "ten men"}, "Ten men were held prisoner."),
        ("allied", {"party": "Red Front"}, "Red Front had allies."),
    ],
)
def test_who_is_not_told_is_not_called_somebody(type_, roles, words):
    assert words_of(type_, **roles) == words


def test_what_is_planned_or_conditional_would_be():
    plan = told("capture", actor="Red Front", place="Hill Town", modality="planned")
    assert sentence(plan) == "It was planned that Red Front would capture Hill Town."
    assert sentence(replace(plan, modality="conditional")) == "On a condition, Red Front would capture Hill Town."


@pytest.mark.parametrize(
    ("type_", "roles", "phase", "words"),
    [
        ("allied", {"party": ["Red Front", "Blue Guard"]}, "starts", "Red Front became allied with Blue Guard."),
        ("allied", {"party": ["Red Front", "Blue Guard"]}, "ends", "Red Front ceased to be allied with Blue Guard."),
        ("controls", {"actor": "Red Front", "place": "Hill Town"}, "starts", "Red Front came to hold Hill Town."),
        (
            "supports",
            {"supporter": "Farland", "recipient": "Red Front"},
            "ends",
            "Farland ceased to support Red Front.",
        ),
    ],
)
def test_a_relation_that_begins_or_ends_says_so_in_its_verb(type_, roles, phase, words):
    assert sentence(told(type_, phase=phase, **roles), cite=False) == words


def test_a_site_is_where_things_are_at_and_a_preposition_is_not_doubled():
    airport = party("Hill Town's airport", type_="FACILITY")
    assert words_of("clash", side=["Red Front", "Blue Guard"], place=[airport]) == (
        "Red Front clashed with Blue Guard at Hill Town's airport."
    )
    assert words_of("movement", who="Red Front", destination="near Hill Town") == "Red Front moved near Hill Town."


def test_who_moves_towards_a_place_has_not_come_there():
    going = told("movement", who="Red Front", destination="Hill Town")
    assert sentence(replace(going, trigger=Quote(Span(0, 14), "moving towards"))) == (
        "Red Front moved towards Hill Town."
    )


def test_a_title_does_not_name_its_body_again():
    head = told("leads", leader="Idris Roth", title="Farlandish President",
                organisation=party("Farland", text="Farlandish"))  # fmt: skip
    assert sentence(head, cite=False) == "Idris Roth led Farland as President."


def test_who_stands_on_both_sides_is_told_once():
    assert words_of("killing", perpetrator="Red Front", victim="Red Front") == "Red Front killed people."


def test_a_place_is_lost_where_the_words_say_so():
    left = told("withdrawal", actor="Red Front", place="Hill Town")
    assert sentence(replace(left, trigger=Quote(Span(0, 4), "lost"))) == "Red Front lost Hill Town."
    assert sentence(replace(left, trigger=Quote(Span(0, 4), "left"))) == "Red Front left Hill Town."


def test_a_number_of_people_are_several():
    assert words_of("killing", victim="A number of miners") == "A number of miners were killed."
    dead = replace(number(2000), text="over 2,000 miners")
    assert words_of("killing", victim="miners", killed=dead) == "Over 2,000 miners were killed."


def test_what_a_cut_left_at_the_end_of_a_phrase_is_not_printed():
    assert words_of("capture", actor="Red Front", place="Hill Town", from_="Blue Guard to the") == (
        "Red Front captured Hill Town from Blue Guard."
    )


def test_an_event_of_which_nobody_is_told_is_named():
    assert words_of("siege") == "There was a siege."
    assert words_of("capture", from_="Blue Guard") == "Ground was taken from Blue Guard."
    assert words_of("withdrawal") == "There was a withdrawal."


def test_prisoners_who_escape_are_not_let_go():
    freed = told("release", captive="prisoners", place="Hill Town")
    assert sentence(replace(freed, trigger=Quote(Span(0, 7), "escaped")), cite=False) == (
        "Prisoners escaped from Hill Town."
    )


def test_aid_is_told_by_what_is_given():
    assert words_of("aid", provider="Farland", recipient="Hill Town", goods="food") == "Farland gave food to Hill Town."
    assert words_of("aid", recipient="Hill Town") == "Hill Town received aid."
