"""Entities across reports: spellings of one name meet, namesakes stay apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.model.where import Place
from bywhom.model.who import Entity
from bywhom.resolve.cluster import clusters
from bywhom.resolve.entities import match_entities
from bywhom.resolve.names import is_generic, is_proper


def entity(id_, name, type_="PERSON", *aliases, described=False):
    return Entity(id=id_, name=name, type=type_, aliases=aliases, described=described)


def sure(new, *known):
    return [m.known for m in match_entities([new], known) if m.sure]


@pytest.mark.parametrize(
    ("a", "b", "type_"),
    [
        ("Omar Haddad", "Omar Haddad", "PERSON"),
        ("Mohammed al-Qasimi", "Muhammad Al Kasimi", "PERSON"),
        ("Omar Haddad", "Omar Salim Haddad", "PERSON"),
        ("Jaysh al-Tawhid", "Jaish al Tawheed", "ORGANISATION"),
        ("FLU", "Free Lands Union", "ORGANISATION"),
        ("Kharkiv", "Харьков", "LOCATION"),
    ],
)
def test_spellings_of_one_name_match(a, b, type_):
    assert sure(entity("n", a, type_), entity("k", b, type_)) == ["k"]


@pytest.mark.parametrize(
    ("a", "b", "type_"),
    [
        ("Omar Haddad", "Salim Haddad", "PERSON"),
        ("Haddad", "Omar Haddad", "PERSON"),
        ("Haddad", "Haddad", "PERSON"),
        ("Interior Ministry", "Interior Ministry", "ORGANISATION"),
        ("12th Brigade", "21st Brigade", "ORGANISATION"),
        ("Red Front", "Green Front", "ORGANISATION"),
    ],
)
def test_namesakes_and_generic_names_stay_apart(a, b, type_):
    assert sure(entity("n", a, type_), entity("k", b, type_)) == []


def test_a_person_is_no_place():
    assert sure(entity("n", "Tawil Nur", "PERSON"), entity("k", "Tawil Nur", "LOCATION")) == []


def test_one_acronym_of_two_bodies_is_left_to_a_person():
    known = [entity("k1", "Free Lands Union", "ORGANISATION"), entity("k2", "Farm Labour Unit", "ORGANISATION")]
    matches = list(match_entities([entity("n", "FLU", "ORGANISATION")], known))
    assert len(matches) == 1
    assert not matches[0].sure


def test_a_match_says_why():
    match = next(match_entities([entity("n", "Omar Haddad")], [entity("k", "Omar Haddad")]))
    assert "Omar Haddad" in match.reasons[0]


def test_descriptions_match_nothing():
    assert list(match_entities([entity("n", "two drivers", described=True)], [entity("k", "two drivers")])) == []


def test_an_alias_matches_as_a_name_does():
    assert sure(entity("n", "Abu Nasir", "PERSON", "Omar Haddad"), entity("k", "Omar Haddad")) == ["k"]


def test_proper_and_generic_names_are_told_apart():
    assert is_proper("Omar al-Haddad")
    assert not is_proper("the commander")
    assert is_generic("Interior Ministry")
    assert not is_generic("Tawil Brigade")


def test_a_judgement_of_difference_outlives_a_chain_of_likeness():
    found = clusters("abc", [("a", "b"), ("b", "c")], [("a", "c")])
    assert found["a"] == found["b"] != found["c"]


pairs = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12)


@given(pairs, pairs)
def test_clusters_never_join_what_is_judged_different(same, different):
    found = clusters("abcdef", same, different)
    assert all(found[a] != found[b] for a, b in different if a != b)
    assert all(found[found[x]] == found[x] for x in "abcdef")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Tal Asfar airbase", "the Tal Asfar Military Airport", True),
        ("Tal Asfar dam", "Tal Asfar Dam", True),
        ("Tal Asfar dam", "Tal Asfar airbase", False),
        ("National Hospital", "National Hospital", False),
        ("Russian military base", "Russian military base", False),
    ],
)
def test_sites_of_one_name_and_kind_match_though_the_word_for_their_kind_is_no_name(a, b, same):
    """A dam or an airbase that reports write in small letters is one site; whose it is, or "National", names none."""
    given_ = entity("n", a, "FACILITY", described=True)
    assert sure(given_, entity("k", b, "FACILITY", described=True)) == (["k"] if same else [])


def test_a_site_does_not_stand_between_a_town_and_its_name_in_another_report():
    """The port of a town, put on the town's own spot of the map, is no second candidate for the town."""
    spot = Place(id="7", name="Tawil", lat=1.0, lon=2.0, country="XX")
    port = replace(entity("k1", "port of Tawil", "FACILITY"), place=spot)
    town = replace(entity("k2", "Tawil", "LOCATION"), place=spot)
    again = replace(entity("n1", "Tawil", "LOCATION"), place=spot)
    (match,) = match_entities([again], [port, town])
    assert (match.known, match.sure) == ("k2", True)


def test_a_short_name_that_only_sounds_like_a_town_of_the_map_is_not_it():
    """A hamlet that the map lacks is not the far capital with the same two consonants; other spellings of it are."""
    capital = replace(entity("k", "Sanaa", "LOCATION"), place=Place(id="71137", name="Sanaa", lat=15.4, lon=44.2))
    assert sure(entity("n", "Al-Sina'a", "LOCATION"), capital) == []
    assert sure(entity("n", "Sana'a", "LOCATION"), capital) == ["k"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Syrian government", "government of Syria"),
        ("Burundian army", "Burundian military"),
        ("Russian defence ministry", "Russian Ministry of Defense"),
        ("Hezbollah fighters", "Hezbollah"),
        ("Hezbollah fighters", "Hezbollah militants"),
    ],
)
def test_bodies_of_states_and_the_people_of_armed_groups_match_though_only_described(a, b):
    known = entity("k", b, "ORGANISATION", described=b != "Hezbollah")
    assert sure(entity("n", a, "ORGANISATION", described=True), known) == ["k"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Burundian army", "Syrian army"),
        ("Burundian army", "Burundian government"),
        ("Burundian army", "Burundian troops"),
        ("3rd Syrian brigade", "3rd Syrian brigade"),
        ("two Syrian soldiers", "Syrian soldiers"),
        ("Tawil fighters", "Tawil"),
        ("the army", "the army"),
    ],
)
def test_units_numbers_of_men_and_bodies_of_two_states_stay_apart(a, b):
    known = entity("k", b, "ORGANISATION", described=True)
    assert sure(entity("n", a, "ORGANISATION", described=True), known) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("United Nations", "United Nations"),
        ("UN", "United Nations"),
        ("United States", "the US"),
        ("RLF", "RLF movement"),
    ],
)
def test_names_made_of_common_words_or_with_one_behind_them_match_where_they_mean_one_body(a, b):
    assert sure(entity("n", a, "ORGANISATION"), entity("k", b, "ORGANISATION")) == ["k"]


def test_a_body_of_a_state_is_rather_the_one_told_of_in_the_same_words():
    """A report may keep "troops" and "soldiers" apart; the next one's "soldiers" are then its soldiers."""
    known = [entity("k1", "Burundian troops", "ORGANISATION", described=True),
             entity("k2", "Burundian soldiers", "ORGANISATION", described=True)]  # fmt: skip
    assert sure(entity("n", "Burundian soldiers", "ORGANISATION", described=True), *known) == ["k2"]
    assert sure(entity("n", "Burundian forces", "ORGANISATION", described=True), *known) == ["k1"]


def test_a_capital_makes_the_common_word_part_of_the_name():
    assert sure(entity("n", "Quds Force", "ORGANISATION"), entity("k", "Al-Quds", "ORGANISATION")) == []
