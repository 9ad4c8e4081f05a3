"""Control: which ground the words beside a name tell of: the place, its kind, a part of it; and who leaves it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.test_control import LATER, TOWN, capture, sentence, status, told_senses, town
from tests.builders import FakeView, party, slug, told

from bywhom.analysis.control import control
from bywhom.analysis.nominal import is_unlike
from bywhom.analysis.whereabouts import country_around
from bywhom.model.account import EntityCard
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
