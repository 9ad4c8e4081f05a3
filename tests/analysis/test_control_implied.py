"""Control: what follows for a holder whom nobody names: besieged, left to, fallen to, fled from, named by a list."""

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.test_control import LATER, TOWN, capture, sentence, status, told_senses, town
from tests.builders import FakeView, party, report_card, told

from bywhom.analysis.control import control
from bywhom.analysis.history import control_history
from bywhom.analysis.names import kin
from bywhom.analysis.senses import is_ahead
from bywhom.model.account import EntityCard
from bywhom.model.text import Quote, Span
from bywhom.model.when import Interval
from bywhom.model.where import Place


def fights(one, other, n=3):
    """So many clashes of two sides, behind all else that is told."""
    return [told("clash", report=LATER, side=[one, other], place="Elsewhere", at=900 + 100 * i) for i in range(n)]


def act(type_, who, when, **more):
    return told(type_, report=LATER, actor=who, place="Tal Asfar", when=when, **more)


@pytest.mark.parametrize(("type_", "modality"), [("siege", "actual"), ("capture", "planned")])
def test_who_is_attacked_holds_the_place_for_some_weeks(type_, modality):
    claims = [act(type_, "Blue Guard", "2016-05-01", modality=modality), *fights("Blue Guard", "Red Front")]
    held = status(claims, "2016-05-10", "Red Front")
    assert (held.status, "nowhere told" in held.why) == ("bracketed", True)
    assert status(claims, "2016-07-01", "Red Front").status == "unknown"


def test_a_history_says_of_a_holding_that_it_follows_and_of_nobody_named_that_it_is_possible():
    claims = [act("siege", "Blue Guard", "2016-05-01"), *fights("Blue Guard", "Red Front")]
    claims += [capture("militants", "2018-05-01")]
    held = {h.actor: h for h in control_history(FakeView(told=claims), TOWN).holdings}
    assert (held["Red Front"].status, "nowhere told" in held["Red Front"].sentence) == ("bracketed", True)
    assert (held["militants"].status, "nowhere told" in held["militants"].sentence) == ("possible", False)


def test_an_attacker_with_two_foes_shows_nobody_to_hold_the_place():
    claims = [act("siege", "Blue Guard", "2016-05-01")]
    claims += [*fights("Blue Guard", "Red Front"), *fights("Blue Guard", "Green Band")]
    assert status(claims, "2016-05-10", "Red Front") is None


def test_a_denied_attempt_shows_nobody_to_hold_the_place():
    claims = [act("capture", "Blue Guard", "2016-05-01", polarity="denied"), *fights("Blue Guard", "Red Front")]
    assert status(claims, "2016-05-10", "Red Front") is None


def test_what_somebody_takes_was_its_one_foes_before_and_what_it_leaves_is_its_foes_after():
    claims = [capture("Blue Guard", "2016-05-01"), *fights("Blue Guard", "Red Front")]
    assert status(claims, "2016-04-01", "Red Front").status == "bracketed"
    left = [act("withdrawal", "Blue Guard", "2016-05-01"), *fights("Blue Guard", "Red Front")]
    assert status(left, "2016-06-01", "Red Front").status == "bracketed"
    assert status(left, "2017-06-01", "Red Front").status == "unknown"


def test_a_holding_told_outright_is_surer_than_one_that_follows():
    claims = [capture("Green Band", "2016-04-01"), act("siege", "Blue Guard", "2016-05-01")]
    claims += fights("Blue Guard", "Red Front")
    assert status(claims, "2016-05-10", "Green Band").status == "bracketed"
    assert status(claims, "2016-05-10", "Red Front") is None


def test_who_had_taken_the_place_is_not_driven_out_by_his_own_next_attack():
    claims = [capture("Blue Guard", "2016-04-01"), act("siege", "Blue Guard", "2016-05-01")]
    claims += fights("Blue Guard", "Red Front")
    assert status(claims, "2016-05-10", "Red Front").status == "lost"


def test_nobody_besieges_a_place_that_he_holds():
    claims = [act("siege", "Red Front", "2016-02-06"), act("withdrawal", "Red Front", "2016-02-27")]
    held = status(claims, "2016-02-20", "Red Front")
    assert held.status == "bracketed"
    assert "lost the place by 27 February 2016, so it held it before, but not before 6 February 2016" in held.why
    assert status(claims, "2016-01-10", "Red Front").status == "unknown"
    (told_so,) = control_history(FakeView(told=claims), TOWN).holdings
    assert told_so.sentence == "Red Front held Tal Asfar from some time after 6 February 2016 until 27 February 2016."


@pytest.mark.parametrize("trigger", ["fell", "was captured"])
def test_a_place_that_falls_to_nobody_named_falls_to_whoever_besieged_it(trigger):
    fall = sentence(f"Tal Asfar {trigger}.", trigger=trigger, place=town(), when="2016-05-20")
    siege = act("siege", "Blue Guard", "2016-05-01")
    assert status([siege, fall], "2016-06-01", "Blue Guard").status == "bracketed"
    assert status([siege, fall], "2016-05-10", "Blue Guard").status == "unknown"
    assert status([fall], "2016-06-01", "Blue Guard") is None


def test_a_place_that_falls_to_nobody_named_falls_to_whoever_attacks_right_before():
    fall = sentence("Tal Asfar fell.", trigger="fell", place=town(), when="2016-05-20")
    fall = replace(fall, sentence=Span(300, 300 + len(fall.sentence_text)),
                   trigger=replace(fall.trigger, span=Span(310, 314)))  # fmt: skip
    attack = told("attack", report=LATER, attacker="Blue Guard", target="the road", at=100)
    assert status([attack, fall], "2016-06-01", "Blue Guard").status == "bracketed"


def test_a_place_that_falls_to_nobody_named_falls_to_whoever_attacks_in_its_sentence():
    words = "The Blue Guard offensives had succeeded and Tal Asfar was captured."
    fall = sentence(words, trigger="was captured", place=town(), when="2016-05-20")
    attack = sentence(words, "attack", "offensives", attacker=party("Blue Guard"), target=party("the coast"))
    assert status([attack, fall], "2016-06-01", "Blue Guard").status == "bracketed"


def test_the_undated_taker_of_a_report_took_the_place_on_the_day_of_its_fall():
    fall = sentence("The fall of Tal Asfar shook the capital.", trigger="of", place=town(), when="2016-05-20")
    ahead = sentence("Supplies would be reduced by Blue Guard's capture of Tal Asfar.", trigger="capture",
                     actor=party("Blue Guard"), place=town())  # fmt: skip
    assert is_ahead(ahead)
    assert status([ahead, fall], "2016-06-01", "Blue Guard").status == "bracketed"


def test_who_flees_as_a_place_is_taken_had_held_it():
    words = "Blue Guard retook Tal Asfar and Red Front fled to the coast."
    taken = sentence(words, trigger="retook", actor=party("Blue Guard"), place=town(), when="2016-12-17")
    fled = sentence(words, "withdrawal", "fled", actor=party("Red Front"), when="2016-12-17")
    assert status([taken, fled], "2016-11-01", "Red Front").status == "bracketed"
    assert status([taken, fled], "2017-01-01", "Red Front").status == "lost"


def test_some_who_flee_leave_the_others_in_the_place():
    words = "Blue Guard entered and captured Tal Asfar quarter and some Red Front fighters fled."
    taken = sentence(words, actor=party("Blue Guard"), place=town(), when="2016-12-17")
    fled = sentence(words, "withdrawal", "fled", actor=party("Red Front", text="some Red Front fighters"),
                    when="2016-12-17")  # fmt: skip
    assert status([taken, fled], "2016-11-01", "Red Front") is None


def test_who_retreats_takes_nothing_by_a_passive():
    words = "At the price of letting Red Front retreat, Tal Asfar was captured."
    taken = sentence(words, trigger="was captured", actor=party("Red Front"), place=town(), when="2016-06-04")
    gone = sentence(words, "withdrawal", "retreat", actor=party("Red Front"), when="2016-06-04")
    claims = [taken, gone, *fights("Red Front", "Green Band")]
    assert status(claims, "2016-07-01", "Red Front").status == "lost"
    assert status(claims, "2016-07-01", "Green Band") is None  # the captor is told of, and not by name


def test_a_town_that_is_told_to_be_defended_by_somebody_is_held_until_its_foe_takes_parts_of_it():
    words = "Tal Asfar was defended by Red Front."
    claim = sentence(words, "present", "was defended by", actor=party("Red Front"), place=town(), when="2016-04-28")
    quarter = told("capture", report=LATER, actor="Blue Guard", place="Tal Asfar quarter", when="2016-04-30")
    assert told_senses(claim) == [("Red Front", "hold")]
    assert status([claim], "2016-05-05", "Red Front").status == "bracketed"
    assert status([claim, quarter], "2016-05-05", "Red Front",
                  {"e:tal-asfar-quarter": "within"}).status == "possible"  # fmt: skip


def test_two_towns_not_under_somebodys_control_are_not_his():
    words = "Tal Asfar and Far Village were the last towns not under Red Front control."
    claim = sentence(words, "controls", "were", actor=party("Red Front"), place=town(), when="2016-05")
    assert told_senses(claim) == [("Red Front", "denied")]


@pytest.mark.parametrize(
    "words",
    [
        "Blue Guard captured the last two strongholds of Far Village and Tal Asfar.",
        "Blue Guard captured the capital, Tal Asfar, in spring.",
        "Blue Guard captured Far Village, the second city of Ruritania, the nearby town of Tal Asfar and some hills.",
    ],
)
def test_a_name_behind_its_kind_or_further_on_in_a_list_is_taken_too(words):
    text = next(w for w in ("the last two strongholds", "the capital", "Far Village") if w in words)
    place = party(text, type_="LOCATION", text=text)
    claim = sentence(words, actor=party("Blue Guard"), place=place, when="2016-05-20")
    assert status([claim], "2016-06-01", "Blue Guard").status == "bracketed"


@pytest.mark.parametrize(
    "words",
    [
        "Blue Guard captured Far Village, which lies behind the nearby town of Tal Asfar.",
        "Blue Guard captured Far Village, then attacked the nearby town of Tal Asfar.",
    ],
)
def test_a_town_of_another_clause_is_not_of_the_list(words):
    claim = sentence(words, actor=party("Blue Guard"), place=party("Far Village", type_="LOCATION"), when="2016-05-20")
    assert status([claim], "2016-06-01", "Blue Guard") is None


def test_the_district_called_as_the_place_is_the_place_and_who_leaves_its_area_leaves_it():
    quarter = told(
        "controls", report=LATER, actor="Red Front", place=[town("the Tal Asfar district")], when="2016-05-20"
    )
    assert status([quarter], "2016-05-20", "Red Front").status == "attested"
    part = told("controls", report=LATER, actor="Red Front", place=[town("the Tal Asfar suburb")], when="2016-05-20")
    assert status([part], "2016-05-20", "Red Front").status == "possible"
    left = act("withdrawal", "Red Front", "2016-09-02")
    left = replace(left, roles={**left.roles, "place": (town("the Tal Asfar area"),)})
    assert status([left], "2016-08-01", "Red Front").status == "bracketed"


def test_a_province_told_to_be_retaken_leaves_the_old_holder_of_a_town_in_it_possible():
    spot = Place(id="2", name="Green Province", lat=1.0, lon=1.0, country="RU", feature="ADM1")
    land = party("Green Province", type_="LOCATION", place=spot)
    for trigger, got in (("retook", "possible"), ("took", "bracketed")):
        later = sentence(f"Blue Guard {trigger} Green Province.", trigger=trigger, actor=party("Blue Guard"),
                         place=land, when="2016-04")  # fmt: skip
        claims = [capture("Red Front", "2016-03-05"), later]
        assert status(claims, "2016-05-01", "Red Front", {land.entity: "contains"}).status == got


@pytest.mark.parametrize(
    ("others", "named"), [((), True), (("Syldavian Army",), False), (("30 police SWAT members",), True)]
)
def test_a_nameless_military_is_the_countrys_own_where_no_other_state_is_told_of(others, named):
    land = Place(id="1", name="Ruritania", lat=1.0, lon=1.0, country="RU", feature="PCLI")
    claims = [
        capture("military", "2016-05-20"),
        *(capture(o, "2014-05-20") for o in others),
        told("attack", report=LATER, attacker="rebels", place=[party("Ruritania", type_="LOCATION", place=land)]),
    ]
    view = FakeView(told=claims, related={TOWN.id: {"e:ruritania": "contains"}}, places={"e:ruritania": land})
    found = control(view, EntityCard(id=TOWN.id, name=TOWN.name, type="LOCATION"), date(2016, 6, 1)).actors
    own = next(h for h in found if "military" in (h.actor, *h.aliases))
    assert ("Ruritania" in own.aliases) == named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Republic of Ruritania Army", "Ruritania People's Army"),
        ("Libya", "its Libyan branch"),
        ("Band", "Band's hill"),
    ],
)
def test_a_peoples_army_a_branch_and_a_possession_are_not_the_country_itself(one, other):
    assert kin(one, other) == ""


def test_a_foe_of_another_front_of_a_long_report_holds_nothing_here():
    far = [told("clash", report=LATER, side=["Blue Guard", "Red Front"], at=9000 + 100 * i) for i in range(3)]
    assert status([act("siege", "Blue Guard", "2016-05-01"), *far], "2016-05-10", "Red Front") is None


def test_who_takes_a_place_and_then_withdraws_took_it():
    words = "Red Front captured Tal Asfar and then withdrew."
    taken = sentence(words, actor=party("Red Front"), place=town(), when="2016-06-04")
    gone = sentence(words, "withdrawal", "withdrew", actor=party("Red Front"), when="2016-06-04")
    assert status([taken, gone], "2016-06-04", "Red Front").status == "attested"


def test_who_enters_a_place_that_he_besieged_has_it_for_some_weeks():
    entry = sentence("Blue Guard entered Tal Asfar.", "movement", "entered", who=party("Blue Guard"),
                     destination=town(), when="2016-05-10")  # fmt: skip
    claims = [act("siege", "Blue Guard", "2016-05-01"), entry]
    assert status(claims, "2016-06-01", "Blue Guard").status == "bracketed"
    assert status(claims, "2016-09-01", "Blue Guard").status == "unknown"
    assert status([entry], "2016-05-20", "Blue Guard").status == "possible"  # he is told to be there, no more


@pytest.mark.parametrize("how", ["unopposed", "without meeting resistance", "on foot and without a fight"])
def test_who_enters_a_place_unopposed_has_it_for_some_weeks(how):
    entry = sentence(f"Blue Guard marched into Tal Asfar {how}.", "movement", "marched into", who=party("Blue Guard"),
                     destination=town(), when="2016-05-10")  # fmt: skip
    assert status([act("siege", "Red Front", "2015-01-01"), entry], "2016-06-01", "Blue Guard").status == "bracketed"


def test_who_enters_a_place_that_its_enemy_had_left_by_then_holds_it():
    words = "Blue Guard marched into Tal Asfar after Red Front withdrew from the town."
    entry = sentence(words, "movement", "marched into", who=party("Blue Guard"), destination=town(), when="2016-05-10")
    left = sentence(words, "withdrawal", "withdrew", actor=party("Red Front"), place=town("the town"),
                    when="2016-05-10")  # fmt: skip
    claims = [left, entry, *fights("Blue Guard", "Red Front")]
    assert status(claims, "2016-06-01", "Blue Guard").status == "bracketed"
    assert status(claims, "2016-06-01", "Red Front").status == "lost"


def test_who_secures_a_place_may_have_held_it_all_along():
    words = "Blue Guard fully secured Tal Asfar."
    claim = sentence(words, trigger="secured", actor=party("Blue Guard"), place=town(), when="2016-05-01")
    assert status([claim, *fights("Blue Guard", "Red Front")], "2016-04-20", "Red Front") is None


def test_the_fights_of_other_reports_tell_the_foe_where_the_reports_of_the_place_tell_of_too_few():
    other = report_card("r3", published=date(2019, 1, 1))
    elsewhere = [told("clash", report=other, side=["Blue Guard", "Red Front"], at=100 * i) for i in range(3)]
    met = told("attack", report=LATER, attacker="Red Front", place="Far Village", at=300)
    left = act("withdrawal", "Blue Guard", "2016-05-01")
    assert status([left, met, *elsewhere], "2016-06-01", "Red Front").status == "bracketed"
    assert status([left, *elsewhere], "2016-06-01", "Red Front") is None
    units = [told("clash", report=LATER, side=["Blue Guard", f"{n}th Brigade"], at=300 + n) for n in (11, 12, 13)]
    assert status([left, met, *units, *elsewhere], "2016-06-01", "Red Front").status == "bracketed"


def test_words_cut_loose_from_their_phrase_are_no_foe():
    loose = [told("clash", report=LATER, side=["Blue Guard", "of Far Village"], at=900 + n) for n in (1, 2)]
    claims = [act("siege", "Blue Guard", "2016-05-01"), *fights("Blue Guard", "Red Front"), *loose]
    assert status(claims, "2016-05-10", "Red Front").status == "bracketed"


def test_who_enters_between_two_dated_events_of_a_story_enters_in_between():
    story = report_card("r9", published=date(2020, 1, 1))
    entry = sentence("Blue Guard entered Tal Asfar.", "movement", "entered", who=party("Blue Guard"),
                     destination=town())  # fmt: skip
    entry = replace(entry, report=story, sentence=Span(200, 200 + len(entry.sentence_text)),
                    trigger=replace(entry.trigger, span=Span(211, 218)))  # fmt: skip
    dated = [told("capture", report=story, actor="Blue Guard", place="Far Village", when=w, at=at)
             for w, at in (("2016-05-03", 150), ("2016-05-06", 400))]  # fmt: skip
    claims = [act("siege", "Blue Guard", "2016-05-01"), entry, *dated]
    assert status(claims, "2016-05-20", "Blue Guard").status == "bracketed"


@pytest.mark.parametrize(
    "name", ["the Ruritanian Far East Fleet", "Ruritanian 3rd Guards Tank Army", "Ruritanian forces"]
)
def test_a_fleet_or_a_numbered_army_of_a_country_is_the_countrys(name):
    assert kin("Ruritanians", name)
    assert not kin("Ruritanians", "Ruritanian Democratic Front")


def test_a_place_that_is_taken_back_after_a_siege_was_the_besiegers_in_between_and_the_retakers_before():
    text = "Red Front recaptured Tal Asfar."
    back = sentence(text, trigger="recaptured", actor=party("Red Front"), place=town(), when="2016-05-20")
    claims = [act("siege", "Blue Guard", "2016-05-01"), back]
    assert status(claims, "2016-04-01", "Red Front").status == "bracketed"
    assert status(claims, "2016-05-10", "Blue Guard").status == "possible"
    assert status(claims, "2016-06-01", "Red Front").status == "bracketed"
    plain = replace(back, sentence_text="Red Front captured Tal Asfar.", trigger=Quote(Span(10, 18), "captured"))
    assert status([claims[0], plain], "2016-05-10", "Blue Guard") is None


def test_a_fall_told_without_a_day_is_whose_offensive_was_to_take_the_place():
    aim = act("capture", "Blue Guard", "2016-05-01", modality="planned")
    fall = sentence("Following the capture of Tal Asfar the mayor stepped down.", trigger="the capture of",
                    actor=party("the mayor", type_="PERSON"), place=town())  # fmt: skip
    fall = replace(fall, sentence=Span(300, 359))
    later = told("attack", report=LATER, attacker="Red Front", target="Oldport", when="2016-06-01", at=100)
    claims = [aim, later, replace(later, sentence=Span(400, 440), when=Interval.from_edtf("2016-06-10")), fall]
    assert status(claims, "2016-07-01", "Blue Guard").status == "bracketed"


def test_an_attacker_of_whom_few_fights_are_told_has_the_foe_of_who_attacked_the_place_before():
    claims = [act("siege", "Blue Guard", "2016-05-01"), *fights("Blue Guard", "Red Front"),
              act("siege", "Green Band", "2016-09-01")]  # fmt: skip
    assert status(claims, "2016-09-10", "Red Front").status == "bracketed"
    assert status([claims[-1]], "2016-09-10", "Red Front") is None


def test_who_took_a_town_and_left_the_province_around_it_left_the_town_to_its_foe():
    spot = Place(id="2", name="Green Province", lat=1.0, lon=1.0, country="RU", feature="ADM1")
    land = party("Green Province", type_="LOCATION", place=spot)
    text = "Blue Guard withdrew from Green Province."
    left = sentence(text, "withdrawal", "withdrew", actor=party("Blue Guard"), place=land, when="2016-06-01")
    around = {land.entity: "contains"}
    claims = [capture("Blue Guard", "2016-05-01"), left, *fights("Blue Guard", "Red Front")]
    assert status(claims, "2016-07-01", "Blue Guard", around).status == "lost"
    assert status(claims, "2016-07-01", "Red Front", around).status == "bracketed"
    assert status(claims[1:], "2016-07-01", "Red Front", around) is None


@pytest.mark.parametrize(("text", "holds"), [("the South", True), ("south", False)])
def test_the_south_may_be_a_side(text, holds):
    south = party("South", text=text)
    assert told_senses(told("controls", report=LATER, actor=south, place="Tal Asfar")) == ([("South", "hold")] * holds)
