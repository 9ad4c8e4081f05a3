"""From a name that a person gives to the one entity that is meant."""

import pytest
from tests.builders import FakeView, party, slug, told

from bywhom.casefile.naming import PLACES, resolve, taken_for
from bywhom.errors import AmbiguousName, BadQuery, UnknownName
from bywhom.model.account import EntityCard


def test_a_site_is_found_under_another_word_for_its_kind():
    """ "X military airport" finds what the reports call "X airbase"; another kind of site is not it."""
    base = party("Tal Asfar airbase", type_="FACILITY")
    view = FakeView(told=[told("capture", actor="Red Front", place=base, when="2015-05-20")])
    assert resolve(view, "Tal Asfar military airport").name == "Tal Asfar airbase"
    with pytest.raises(UnknownName):
        resolve(view, "Tal Asfar dam")


@pytest.mark.parametrize("asked", ["Asfar", "Al-Asfar"])
def test_a_town_is_found_under_another_spelling(asked):
    """An article left out or another one finds the town; a person of that name is no place to ask about."""
    view = FakeView(
        told=[told("capture", actor="Al-Asfara", place=party("Ar-Asfar", type_="LOCATION"), when="2015-05-20")]
    )
    assert resolve(view, asked, types=PLACES).name == "Ar-Asfar"


def test_the_district_that_is_told_most_answers_for_a_name_that_nothing_else_bears():
    view = FakeView(
        told=[
            told("capture", actor="Red Front", place=party(name, type_="LOCATION"), when="2015-05-20", at=at)
            for at, name in enumerate(("Greenfield district", "Greenfield district", "Greenfield road"))
        ]
    )
    assert resolve(view, "Greenfield", types=PLACES).name == "Greenfield district"
    with pytest.raises(UnknownName):
        resolve(view, "Greenfield")


def test_a_name_that_is_not_the_entitys_own_is_said_to_be_taken_for_it():
    view = FakeView(told=[told("capture", actor="Red Front", place=party("Ar-Asfar", type_="LOCATION"))])
    card = resolve(view, "Asfar", types=PLACES)
    assert taken_for(card, "Asfar") == ("“Asfar” was taken for Ar-Asfar",)
    assert taken_for(card, "Ar-Asfar") == ()


def test_only_names_spelled_alike_are_offered_for_one_that_nobody_bears():
    spots = ("Arlon", "site", "Arlington", "This")

    class AllNear(FakeView):
        def find_entities(self, name, **asked):
            return list(self._cards(None).values())

    view = AllNear(told=[told("capture", actor="Red Front", place=p, at=at) for at, p in enumerate(spots)])
    with pytest.raises(UnknownName) as caught:
        resolve(view, "Arlom", types=PLACES)
    assert (caught.value.choices[0], "site" in caught.value.choices) == ("Arlon", False)
    with pytest.raises(UnknownName) as caught:
        resolve(view, "Zzyzx", types=PLACES)
    assert (caught.value.choices, "bywhom claims" in caught.value.hint) == ((), True)


def test_a_description_or_an_organisation_taken_for_a_place_is_said_to_be_one():
    view = FakeView(told=[told("capture", actor="Red Front", place="Arlon")], aliases={slug("Arlon"): ("city",)})
    assert taken_for(resolve(view, "city", types=PLACES), "city") == ("“city” was taken for Arlon",)
    card = resolve(view, "Red Front", types=PLACES)
    assert taken_for(card, "Red Front") == ("Red Front is told of as an organisation, not as a place",)


def test_no_name_at_all_is_a_bad_question():
    with pytest.raises(BadQuery):
        resolve(FakeView(), " ")


def test_a_village_off_the_map_that_two_reports_name_is_asked_about_as_one():
    """Control reads all places of one name that nothing tells apart; two persons of one name stay two."""

    def twice(type_):
        class Two(FakeView):
            def find_entities(self, name, **asked):
                return [EntityCard(id=f"e:{n}", name=name, type=type_, claims=3) for n in (1, 2)]

        return Two(told=[told("capture", actor="Red Front", place="Orvik")])

    assert resolve(twice("LOCATION"), "Orvik", types=PLACES).id == "e:1"
    with pytest.raises(AmbiguousName):
        resolve(twice("PERSON"), "Orvik")
