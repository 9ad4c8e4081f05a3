"""Sites: which names speak of one airbase, dam or plant, and what is told of each under any of them."""

from datetime import date

import pytest
from tests.builders import FakeView, party, report_card, told

from bywhom.analysis.control import control
from bywhom.lexicon.sites import bare_kind, one_site, other_names, site_of, without_kind
from bywhom.model.account import EntityCard


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Tal Asfar Airbase", "the Tal Asfar military airport"),
        ("Al-Asfar air base", "Asfar airbase"),
        ("Division 17 base", "the 17th Division base"),
        ("Bir Hafir NPP", "former Bir Hafir Nuclear Power Plant"),
        ("Tal Asfar's airport", "the airport of Tal Asfar"),
    ],
)
def test_one_site_goes_by_several_words_for_its_kind(a, b):
    """Words for one kind stand for one another, articles and ordinals do not tell sites apart."""
    assert one_site(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Tal Asfar Airbase", "Tal Asfar Dam"),
        ("Tal Asfar Airbase", "Bir Hafir Airbase"),
        ("Tal Asfar Airbase", "Tal Asfar"),
        ("Tal Asfar airport", "Tal Asfar airbase"),
        ("military airport", "the airport"),
    ],
)
def test_another_kind_or_name_is_another_site(a, b):
    """A name without words of its own speaks of no site in particular."""
    assert not one_site(a, b)


def test_a_description_names_no_site():
    """Words of its own bear a capital: "the besieged airbase" has none."""
    assert site_of("the besieged airbase") is None
    assert other_names("the besieged airbase") == ()
    assert without_kind("the airbase", "somewhere") == "the airbase"


def test_what_is_told_of_a_site_under_another_name_counts():
    """Control of an airbase reads what a report tells of the military airport of the same name."""
    card = EntityCard(id="e1", name="Tal Asfar Airbase", type="FACILITY")
    base = party("Tal Asfar military airport", type_="FACILITY", text="the Tal Asfar military airport")
    claim = told("capture", report=report_card("r9", published=date(2020, 1, 1)), actor="Red Front", place=base,
                 when="2015-05-20")  # fmt: skip
    answer = control(FakeView(told=[claim]), card, date(2015, 6, 1))
    assert [(h.actor, h.status) for h in answer.actors] == [("Red Front", "bracketed")]


def test_a_kind_without_a_name_is_told_by_its_words_alone():
    assert bare_kind("the airport") == "airport"
    assert bare_kind("The captured airbase") == "airfield"
    assert bare_kind("Orlan airport") == ""
    assert bare_kind("the town") == ""
