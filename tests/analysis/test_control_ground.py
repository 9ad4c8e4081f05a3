"""Control: which ground the words beside a name tell of: the place, its kind, a part of it; and who leaves it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.test_control import LATER, TOWN, capture, sentence, status, told_senses, town
from tests.analysis.test_control_implied import fights
from tests.builders import FakeView, party, slug, told

from bywhom.analysis.control import control
from bywhom.analysis.named_beside import tells_in_words
from bywhom.analysis.names import is_bare, kin
from bywhom.analysis.nominal import is_unlike
from bywhom.analysis.senses import is_unnamed
from bywhom.analysis.whereabouts import country_around
from bywhom.model.account import EntityCard
from bywhom.model.text import Span
from bywhom.model.where import Place


@pytest.mark.parametrize(
    "words",
    ["the village of Tal Asfar", "the northern town of Tal Asfar", "the village of Tal Asfar, 40 km east of the city",
     "the hill village of Tal Asfar near Oldport", "Ruritania's eastern town of Tal Asfar", "the village Tal Asfar"],
)  # fmt: skip
def test_the_kind_of_a_place_and_where_it_lies_are_no_part_of_it(words):
    taken = capture("Red Front", "2015-05-20", place=party("Tal Asfar", type_="LOCATION", text=words))
    assert status([taken], "2015-06-01", "Red Front").status == "bracketed"


@pytest.mark.parametrize("words", ["a village in Tal Asfar", "the last village of Tal Asfar", "the Tal Asfar villages"])
def test_one_village_of_several_is_a_part(words):
    part = capture("Red Front", "2015-05-20", place=party("Tal Asfar", type_="LOCATION", text=words))
    found = status([part], "2015-06-01", "Red Front")
    assert found is None or found.status == "possible"


@pytest.mark.parametrize(
    ("text", "standing"),
    [("Red Front captured the villages of Tal Asfar and Northtown.", "bracketed"),
     ("Red Front captured the village of Tal Asfar.", "bracketed"),
     ("Red Front captured the villages of Tal Asfar.", "possible")],
)  # fmt: skip
def test_a_list_of_villages_names_each_of_them(text, standing):
    claim = sentence(text, actor=party("Red Front"), place=town(), when="2015-05-20")
    assert status([claim], "2015-06-01", "Red Front").status == standing


def test_a_town_named_last_in_a_list_is_taken_whole_though_a_part_of_another_stands_first():
    text = "Red Front captured the mine and plant on the city's outskirts, and the hill town of Tal Asfar."
    plant = party("plant", type_="FACILITY", text="the mine and plant")
    claim = sentence(text, actor=party("Red Front"), place=[plant, town("the hill town of Tal Asfar")],
                     when="2015-05-20")  # fmt: skip
    assert status([claim], "2015-06-01", "Red Front").status == "bracketed"


def test_the_village_is_not_a_place_that_is_told_of_as_a_city():
    city = EntityCard(id="e:x", name="X", type="LOCATION", aliases=("the ancient city of X", "the town",
                                                                   "the village of Y, west of X"))  # fmt: skip
    village = EntityCard(id="e:y", name="Y", type="LOCATION", aliases=("the strategic village of Y",))
    said = {w: party("?", type_="LOCATION", text=w) for w in ("the village", "the city", "the town")}
    assert [is_unlike(said[w], city) for w in said] == [True, False, False]
    assert [is_unlike(said[w], village) for w in said] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [("Red Front temporarily withdrew from Tal Asfar.", "temporarily withdrew"),
     ("Red Front withdrew from Tal Asfar under fire before returning.", "withdrew")],
)  # fmt: skip
def test_who_leaves_for_a_while_has_not_lost_the_place(text, trigger):
    claim = sentence(text, "withdrawal", trigger, actor=party("Red Front"), place=town())
    assert told_senses(claim) == [("Red Front", "part")]


def test_who_drives_another_out_has_not_left():
    text = "The outraged Blue Guard forced Red Front from Tal Asfar."
    wrong = sentence(text, "withdrawal", "forced", actor=party("Blue Guard"), place=town())
    assert told_senses(wrong) == []
    right = sentence(text, "withdrawal", "forced", actor=party("Red Front"), place=town())
    assert told_senses(right) == [("Red Front", "loss")]
    text = "Red Front was forced from Tal Asfar."
    passive = sentence(text, "withdrawal", "forced", actor=party("Red Front"), place=town())
    assert told_senses(passive) == [("Red Front", "loss")]


def test_a_government_that_moves_its_seat_has_not_lost_the_city():
    text = "The Ruritanian government was forced to shift from Tal Asfar."
    claim = sentence(text, "withdrawal", "to shift", actor=party("Ruritanian government"), place=town())
    assert told_senses(claim) == []


def test_lines_and_walls_hold_no_ground():
    claim = told("capture", report=LATER, actor="Green Line", place="Tal Asfar")
    assert told_senses(claim) == []


def test_a_nameless_military_is_of_the_country_in_which_the_places_of_its_report_lie():
    def lies(name, feature="PPL"):
        return Place(id=slug(name), name=name, lat=1.0, lon=1.0, country="RR", feature=feature)

    far = [replace(party(n, type_="LOCATION"), place=lies(n)) for n in ("Oldport", "Newport", "Hilltown")]
    land = replace(party("Ruritania", type_="LOCATION"), place=lies("Ruritania", "PCLI"))
    around = [told("attack", report=LATER, attacker="Red Front", target="X", place=[p], at=100 + i)
              for i, p in enumerate([*far, land])]  # fmt: skip
    assert (country_around(around), country_around(around[:2])) == ("Ruritania", "")
    view = FakeView(told=[capture("the military", "2016-05-20"), *around])
    (held,) = (h for h in control(view, TOWN, date(2016, 6, 1)).actors if h.status == "bracketed")
    assert "Ruritania" in held.aliases


def test_a_word_cut_out_of_the_places_name_takes_nothing():
    cut = sentence("Tal Asfar finally fell.", trigger="finally fell", actor=party("Tal"), place=town())
    assert (told_senses(cut), is_unnamed(cut)) == ([], True)


def test_whom_another_verb_strikes_takes_nothing():
    text = "The winter offensive overwhelmed the Green Band and the Red Front captured Tal Asfar."
    actors = [party("Green Band", text="the Green Band"), party("Red Front", text="the Red Front")]
    assert told_senses(sentence(text, actor=actors, place=town())) == [("Red Front", "gain")]


def test_where_guns_were_taken_is_not_taken_by_it():
    text = "The guns that the Red Front had captured at Tal Asfar were brought up."
    assert told_senses(sentence(text, trigger="had captured", actor=party("Red Front"), place=town())) == []


@pytest.mark.parametrize("modality", ["planned", "actual"])
def test_whose_town_it_is_that_somebody_fails_to_take_is_told_by_the_way(modality):
    text = "An attempt to take the Red-held Tal Asfar was thwarted."
    claim = sentence(text, "controls", "Red-held", actor=party("Red"), place=town("the Red-held Tal Asfar"))
    claim = replace(claim, modality=modality, polarity="denied")
    assert told_senses(claim) == [("Red", "hold")]


def test_an_army_that_is_only_called_his_is_nobodys():
    claim = told("withdrawal", report=LATER, actor="his army", place="Tal Asfar", when="2016-05-20")
    found = status([claim], "2016-05-01", "his army")
    assert (found.status, "nobody is named" in found.why) == ("possible", True)


def test_the_allies_with_a_capital_are_a_side():
    assert (is_bare("allied forces"), is_bare("Allied forces"), bool(kin("the Allies", "Allied"))) == (
        True,
        False,
        True,
    )


def test_who_leaves_again_what_he_retook_leaves_it_to_his_foe_anew():
    claims = [
        capture("Red Front", "2016-05-01"), capture("Blue Guard", "2016-05-20"),
        told("withdrawal", report=LATER, actor="Blue Guard", place="Tal Asfar", when="2016-05-21"),
        *fights("Blue Guard", "Red Front"),
    ]  # fmt: skip
    assert status(claims, "2016-05-25", "Red Front").status == "bracketed"


def test_an_attack_told_in_the_sentence_of_a_fall_leaves_those_before_it_aside():
    words = "Red Front attacked Green Band. The blue offensive succeeded and Tal Asfar was captured."
    fall = sentence(words, trigger="was captured", place=town(), when="2016-05-20")
    fall = replace(fall, sentence=Span(31, len(words)), sentence_text=words[31:])
    before = told("attack", report=LATER, attacker="Red Front", target="Green Band", when="2016-05")
    assert status([before, fall], "2016-06-01", "Red Front").status == "bracketed"
    own = told("attack", report=LATER, attacker="troops", target="Green Band", at=31)
    assert status([before, own, fall], "2016-06-01", "Red Front") is None


def listed(text, words, trigger="captured", who="Red Front"):
    """A taking told of the words alone, which may stand for another place."""
    other = party("Other", type_="LOCATION", text=words)
    return sentence(text, trigger=trigger, actor=party(who), place=other, when="2016-05-20")


@pytest.mark.parametrize(
    ("text", "words", "trigger"),
    [
        ("Red Front captured the Oldport, Tal Asfar, and Hilltown areas.", "the Oldport, Tal Asfar, and Hilltown areas",
         "captured"),
        ("Red Front besieged Tal Asfar and Hilltown, which it claimed to have captured.", "Hilltown", "captured"),
        ("Red Front broke off towards Tal Asfar, capturing the city by night.", "the city", "capturing"),
    ],
)  # fmt: skip
def test_a_place_is_named_in_a_list_or_before_its_kind(text, words, trigger):
    assert status([listed(text, words, trigger)], "2016-06-01", "Red Front").status == "bracketed"


@pytest.mark.parametrize(
    "text",
    [
        "Red Front advanced from Tal Asfar, capturing the city by night.",
        "Red Front reached Tal Asfar and Hilltown, capturing the city by night.",
        "Red Front left Tal Asfar after capturing the city by night.",
    ],
)
def test_the_city_is_not_where_an_advance_began_nor_one_named_before_another(text):
    assert status([listed(text, "the city", "capturing")], "2016-06-01", "Red Front") is None


def test_a_part_of_a_body_of_forces_names_nobody():
    assert is_bare("Part of the body of forces")


def test_a_list_may_spell_the_place_otherwise():
    claim = listed("Red Front captured ten villages, the town of Asfarah and its mill.", "ten villages")
    assert tells_in_words(claim, EntityCard(id="e:asfara", name="Al-Asfara", type="LOCATION"))


def test_who_besieges_one_town_and_takes_another_loses_neither():
    text = "Red Front besieged Hilltown and captured Tal Asfar."
    assert told_senses(sentence(text, actor=party("Red Front"), place=town())) == [("Red Front", "gain")]
    text = "The last Red Front controlled town was captured."
    claim = sentence(text, trigger="was captured", actor=party("Red Front"), place=town("town"))
    assert told_senses(claim) == [("Red Front", "loss")]


def test_an_actor_cut_to_its_first_word_is_named_in_full():
    red = party("Red", text="the Red army")
    claim = told("capture", report=LATER, actor=red, place="Tal Asfar", when="2016-05-20")
    assert status([claim], "2016-06-01", "Red army").status == "bracketed"


def test_a_day_of_a_story_within_which_somebody_is_told_to_defend_a_town_is_his():
    claims = [
        told("attack", report=LATER, attacker="Blue Guard", target="Oldport", when="2016-05-01"),
        told("controls", report=LATER, actor="Red Front", place="Tal Asfar", at=100),
        told("attack", report=LATER, attacker="Blue Guard", target="Oldport", when="2016-06-15", at=200),
    ]
    assert status(claims, "2016-05-20", "Red Front").status == "bracketed"


def test_a_taking_with_a_date_that_nobody_worked_out_shows_no_holding_before_it():
    taken = told("capture", report=LATER, actor="Red Front", place="Tal Asfar", at=300)
    taken = replace(taken, sentence_text="Three weeks after the siege began Red Front captured Tal Asfar.")
    claims = [
        told("attack", report=LATER, attacker="Blue Guard", target="Oldport", when="2015-05-01", at=200), taken,
        told("attack", report=LATER, attacker="Blue Guard", target="Oldport", when="2015-05-04", at=400),
        sentence("Blue Guard recaptured Tal Asfar.", trigger="recaptured", actor=party("Blue Guard"), place=town(),
                 when="2016-05-20"),
    ]  # fmt: skip
    assert status(claims, "2015-04-01", "Blue Guard").status == "unknown"


def test_what_is_the_remaining_of_somebodys_places_is_his_however_it_was_read():
    text = "Tal Asfar and Hilltown were the remaining Red-held forts."
    claim = sentence(text, "present", "were the remaining", actor=party("Red"), place=town())
    assert told_senses(claim) == [("Red", "hold")]


def test_a_town_that_is_somebodys_by_the_way_is_so_for_half_a_year():
    text = "An attempt to take the Red-held Tal Asfar was thwarted."
    claim = sentence(text, "controls", "Red-held", actor=party("Red"), place=town("the Red-held Tal Asfar"),
                     when="2016-05-01")  # fmt: skip
    claim = replace(claim, modality="planned", polarity="denied")
    assert status([claim], "2016-08-01", "Red").status == "bracketed"


def test_its_allies_take_a_town_with_whose_allies_they_are():
    roles = [party("Red Front"), party("Blue Guard", text="its allies")]
    claim = sentence("Red Front and its allies captured Tal Asfar.", actor=roles, place=town())
    assert told_senses(claim) == [("Red Front", "gain")]
    alone = sentence("Its allies captured Tal Asfar.", actor=party("Blue Guard", text="Its allies"), place=town())
    assert told_senses(alone) == [("Blue Guard", "gain")]
