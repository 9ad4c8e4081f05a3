"""Control: what a change of hands tells of the time before and after it, and how long one word of a holding lasts."""

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.test_control import LATER, TOWN, capture, sentence, status, told_senses, town
from tests.builders import FakeView, party, speaker, told

from bywhom.analysis.control import control
from bywhom.model.account import EntityCard
from bywhom.model.where import Place


def taken_by(who, when):
    """A capture told to be done by a day: "by 2 April they had taken it"."""
    return capture(who, f"../{when}")


def test_a_capture_done_by_a_day_ends_the_holding_before_it():
    claims = [capture("Red Front", "2018-02-25"), taken_by("Blue Guard", "2018-04-02")]
    assert status(claims, "2018-03-10", "Red Front").status == "bracketed"
    assert status(claims, "2018-04-20", "Red Front").status == "lost"
    assert status(claims, "2018-04-20", "Blue Guard").status == "bracketed"


def test_a_capture_done_by_a_day_ends_no_holding_told_after_it():
    claims = [capture("Red Front", "2018-02-25"), taken_by("Blue Guard", "2018-02-01")]
    assert status(claims, "2018-03-10", "Red Front").status == "bracketed"


@pytest.mark.parametrize("again", ["recaptured", "retook"])
def test_who_retakes_a_place_held_it_before_the_first_who_took_it_however_long_ago(again):
    claims = [
        capture("Red Front", "2013-03"),
        capture("Green League", "2014-01-20"),
        sentence(f"The Blue Guard {again} Tal Asfar.", trigger=again, actor=party("Blue Guard"), place=town(),
                 when="2017-03-02"),
    ]  # fmt: skip
    assert status(claims, "2013-01-01", "Blue Guard").status == "bracketed"
    assert status(claims, "2013-10-01", "Blue Guard").status == "lost"


@pytest.mark.parametrize("type_", ["siege", "capture"])
def test_a_holding_without_word_for_a_season_is_possible_once_its_foes_reach_for_the_place(type_):
    threat = told(type_, report=LATER, actor="Blue Guard", place="Tal Asfar", when="2016-05-01",
                  modality="planned" if type_ == "capture" else "actual")  # fmt: skip
    claims = [capture("Red Front", "2015-05-20"), threat]
    assert status(claims, "2016-04-01", "Red Front").status == "bracketed"
    later = status(claims, "2016-12-01", "Red Front")
    assert (later.status, "fought over" in later.why) == ("possible", True)
    assert status(claims, "2016-12-01", "Blue Guard") is None


def test_a_foe_that_left_again_leaves_the_holding_as_it_was():
    claims = [
        capture("Red Front", "2015-05-20"),
        told("siege", report=LATER, actor="Blue Guard", place="Tal Asfar", when="2016-05-01"),
        told("withdrawal", report=LATER, actor="Blue Guard", place="Tal Asfar outskirts", when="2016-06-01"),
    ]
    related = {"e:tal-asfar-outskirts": "within"}
    assert status(claims, "2016-12-01", "Red Front", related).status == "bracketed"


@pytest.mark.parametrize(
    ("words", "trigger", "got"),
    [
        ("Red Front lost Tal Asfar to Blue Guard", "lost", ["Red Front loss", "Blue Guard gain"]),
        ("Red Front ceded Tal Asfar to Blue Guard", "ceded", ["Red Front loss", "Blue Guard gain"]),
    ],
)
def test_who_a_place_is_lost_to_has_it(words, trigger, got):
    claim = sentence(words, trigger=trigger, actor=[party("Red Front"), party("Blue Guard")], place="Tal Asfar")
    assert sorted(f"{n} {s}" for n, s in told_senses(replace(claim, roles=claim.roles))) in (sorted(got), got[:1])


def test_who_a_place_is_lost_to_has_it_though_nobody_is_said_to_take_it():
    claim = sentence("hours after the loss of Tal Asfar to Blue Guard", "withdrawal", "loss of",
                     actor=party("Blue Guard"), place=town())  # fmt: skip
    assert told_senses(claim) == [("Blue Guard", "gain")]


@pytest.mark.parametrize("words", ["managed to", "was able to", "attacked and went on to", "advanced, managing to"])
def test_what_somebody_managed_to_take_is_taken(words):
    claim = sentence(f"Red Front launched an assault and {words} retake Tal Asfar", trigger="retake", actor="Red Front",
                     place="Tal Asfar")  # fmt: skip
    assert told_senses(claim) == [("Red Front", "gain")]


def test_who_claims_the_capture_of_a_town_as_its_own_took_it():
    claim = sentence("Red Front claimed the capture of Tal Asfar", trigger="the capture of", actor="Red Front",
                     place="Tal Asfar")  # fmt: skip
    assert told_senses(claim) == [("Red Front", "gain")]


def test_a_town_named_after_but_not_is_not_taken():
    claim = sentence("Red Front captured ten towns but not Far Village or Tal Asfar", trigger="captured",
                     actor="Red Front", place="Tal Asfar", when="2015-05-20")  # fmt: skip
    assert status([claim], "2015-06-01", "Red Front") is None


def test_a_town_named_before_the_country_around_it_is_the_town_itself():
    claim = sentence("Red Front seized Tal Asfar and most of the Green Valley", trigger="seized",
                     actor="Red Front", place="Tal Asfar", when="2015-05-20")  # fmt: skip
    assert status([claim], "2015-06-01", "Red Front").status == "bracketed"


def test_the_town_of_another_name_is_not_the_one_asked_about():
    claim = sentence("Red Front captured the town of Far Village", trigger="captured", actor="Red Front",
                     place=[replace(town(), text="the town")], when="2015-05-20")  # fmt: skip
    assert status([claim], "2015-06-01", "Red Front") is None


LAND = Place(id="1", name="Ruritania", lat=1.0, lon=1.0, country="RU", feature="PCLI")


@pytest.mark.parametrize(
    ("words", "filler", "told_of"),
    [
        ("Red Front controls Ruritania", "Ruritania", False),
        ("Red Front controls the whole of Ruritania", "the whole of Ruritania", True),
    ],
)
def test_a_country_is_held_only_where_the_words_say_all_of_it(words, filler, told_of):
    land = party("Ruritania", type_="LOCATION", text=filler, place=LAND)
    claim = sentence(words, "controls", "controls", actor="Red Front", place=[land], when="2015-05/2015-07")
    view = FakeView(told=[claim], related={TOWN.id: {land.entity: "contains"}})
    found = control(view, EntityCard(id=TOWN.id, name=TOWN.name, type="LOCATION"), date(2015, 6, 1)).actors
    assert [h.status for h in found] == (["possible"] if told_of else [])


@pytest.mark.parametrize("name", ["the withdrawal of foreign troops", "Second Battle of Tal Asfar", "8,000 students"])
def test_events_and_those_who_bear_no_arms_hold_no_ground(name):
    claim = sentence(f"{name} took Tal Asfar", trigger="took", actor=party(name), place=town())
    assert told_senses(claim) == []


PROVINCE = replace(LAND, id="2", name="Green Province", feature="ADM1")


@pytest.mark.parametrize(("type_", "got"), [("present", []), ("controls", ["possible"])])
def test_who_is_somewhere_in_a_province_holds_no_town_of_it(type_, got):
    land = party("Green Province", type_="LOCATION", place=PROVINCE)
    claim = told(type_, report=LATER, actor="Red Front", place=[land], when="2015-05/2015-07")
    view = FakeView(told=[claim], related={TOWN.id: {land.entity: "contains"}})
    assert [h.status for h in control(view, TOWN, date(2015, 6, 1)).actors] == got


def test_a_hold_told_only_as_a_goal_of_others_soon_says_nothing():
    goal = told("capture", report=LATER, actor="Blue Guard", place="Tal Asfar", from_="Red Front", when="2015-05-20",
                modality="planned")  # fmt: skip
    assert status([goal], "2015-06-20", "Red Front").status == "bracketed"
    assert status([goal], "2015-08-20", "Red Front").status == "unknown"


def test_a_town_told_as_a_last_stronghold_in_a_province_is_held():
    words = "Tal Asfar had become the last stronghold of Red Front in Green Province"
    land = party("Green Province", type_="LOCATION", place=PROVINCE)
    claim = sentence(words, "controls", "the last stronghold of", actor="Red Front", place=[town(), land],
                     when="2015-05-20")  # fmt: skip
    assert status([claim], "2015-05-30", "Red Front").status == "bracketed"


def test_a_town_in_a_list_behind_along_with_is_taken_whole():
    words = "Red Front captured ten villages along with the strategic Green Mount, the town of Tal Asfar"
    claim = sentence(words, actor="Red Front", place=[party("ten villages", type_="LOCATION"), town()],
                     when="2015-05-20")  # fmt: skip
    assert status([claim], "2015-06-01", "Red Front").status == "bracketed"


def test_a_town_called_the_port_of_its_name_is_the_town_and_its_port_is_not():
    town_ = sentence("Red Front occupied the port of Tal Asfar", trigger="occupied", actor="Red Front",
                     place=[replace(town(), text="the port of Tal Asfar")], when="2015-05-20")  # fmt: skip
    assert status([town_], "2015-06-01", "Red Front").status == "bracketed"
    site = sentence("Red Front occupied Tal Asfar port", trigger="occupied", actor="Red Front", place=[town()],
                    when="2015-05-20")  # fmt: skip
    assert (status([site], "2015-06-01", "Red Front") or site).status != "bracketed"


@pytest.mark.parametrize(("verb", "left"), [("liberated", "lost"), ("entered", "bracketed")])
def test_who_frees_a_town_unnamed_ends_the_holding_of_who_had_it(verb, left):
    freed = sentence(f"local militants {verb} Tal Asfar", trigger=verb, actor=party("local militants"), place=town(),
                     when="2018-08-25")  # fmt: skip
    claims = [capture("Red Front", "2018-01-14"), freed]
    assert status(claims, "2018-10-01", "Red Front").status == left
    assert status(claims, "2018-10-01", "local militants") is None or left == "lost"


@pytest.mark.parametrize("feature", ["RIVER", "SEA", "REGION"])
def test_a_river_or_a_vast_region_holds_no_town_for_its_taker(feature):
    land = party("Green Water", type_="LOCATION", place=replace(LAND, id="3", feature=feature))
    claim = told("capture", report=LATER, actor="Red Front", place=[land], when="2015-05-20")
    view = FakeView(told=[claim], related={TOWN.id: {land.entity: "contains"}})
    assert control(view, TOWN, date(2015, 6, 1)).actors == ()


def test_those_who_leave_in_one_sentence_are_no_allies_by_that():
    both = [party("Red Front"), party("Blue Guard")]
    left = told("withdrawal", report=LATER, actor=both, place="Tal Asfar outskirts", when="2015-03-03")
    claims = [capture("Red Front", "2015-03-05"), capture("Blue Guard", "2015-05-01"), left]
    related = {"e:tal-asfar-outskirts": "within"}
    assert status(claims, "2015-06-01", "Red Front", related).status == "lost"


def test_a_hold_told_as_a_goal_does_not_contest_a_holding_told_outright():
    goal = told("capture", report=LATER, actor="Red Front", place="Tal Asfar", from_="Blue Guard", when="2015-05",
                modality="planned")  # fmt: skip
    claims = [capture("Red Front", "2015-05-13"), goal]
    red = status(claims, "2015-06-05", "Red Front")
    assert (red.status, red.contested) == ("bracketed", False)
    assert status(claims, "2015-06-05", "Blue Guard").status in ("possible", "lost")


@pytest.mark.parametrize(("verb", "taken"), [("claimed", True), ("denied", False)])
def test_a_side_that_claims_a_capture_told_of_nobody_is_its_taker(verb, taken):
    words = f"the Red Army {verb} the capture of Tal Asfar"
    claim = sentence(words, trigger="the capture of", place="Tal Asfar")
    claim = replace(claim, speakers=(speaker("Red Army", "organisation"),))
    assert told_senses(claim) == ([("Red Army", "gain")] if taken else [])


def test_who_repels_an_attack_and_retakes_the_town_has_it():
    words = "Red Front managed to repel the attack and recaptured Tal Asfar"
    claim = replace(sentence(words, trigger="to repel", actor=party("Red Front"), place=town()), polarity="denied")
    assert told_senses(claim) == [("Red Front", "gain")]
    words = "Red Front managed to repel an attempt by Blue Guard to recapture Tal Asfar"
    claim = replace(sentence(words, trigger="to repel", actor=party("Blue Guard"), place=town()), polarity="denied")
    assert told_senses(claim) == [("Blue Guard", "denied")]
