"""Finding the words that name places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.extract.places import find_place_spans
from bywhom.store.gazetteer import open_gazetteer


@pytest.fixture(scope="module")
def known():
    gazetteer = open_gazetteer()
    yield gazetteer.known
    gazetteer.close()


def names(text, known, mentions=()):
    return [t.text for t in find_place_spans(text, mentions=mentions, known=known)]


def test_names_that_the_tagger_missed_are_found_by_the_gazetteer(known):
    assert names("Rebels in Syria shelled Aleppo and Idlib.", known) == ["Syria", "Aleppo", "Idlib"]


def test_the_longest_known_name_is_taken(known):
    assert "Deir ez-Zor" in names("The road to Deir ez-Zor in Syria was cut.", known)


def test_a_persons_name_that_is_also_a_town_is_left_aside(known):
    text = "A spokesman, Col. Steve Warren, spoke in Baghdad."
    start = text.index("Steve")
    assert names(text, known, [(start, start + 12, "PERSON"), (text.index("Baghdad"), len(text) - 1, "GPE")]) == [
        "Baghdad"
    ]


def test_a_direction_alone_is_no_province(known):
    assert "Western" not in names("Western officials met in Tunis.", known)


def test_a_capital_that_speaks_is_a_metonym_and_one_that_is_visited_is_a_place(known):
    said = find_place_spans("Moscow said on Tuesday that the talks had failed.", mentions=[(0, 6, "GPE")], known=known)
    went = find_place_spans("The envoys flew to Moscow on Tuesday.", mentions=[(19, 25, "GPE")], known=known)
    assert [t.hint for t in said] == ["metonym"] and [t.hint for t in went] == ["place"]


def test_a_container_behind_a_comma_is_kept(known):
    text = "He was born in Paris, Texas, in 1970."
    found = find_place_spans(text, mentions=[(15, 20, "GPE"), (22, 27, "GPE")], known=known)
    assert [(t.text, t.within) for t in found] == [("Paris", "Texas"), ("Texas", "")]


def test_adjectives_of_countries_are_marked(known):
    found = find_place_spans("Yemeni forces withdrew.", mentions=[(0, 6, "NORP")], known=known)
    assert [(t.text, t.hint) for t in found] == [("Yemeni", "demonym")]


@given(st.text(max_size=200))
def test_every_toponym_slices_back_and_none_overlap(text):
    found = find_place_spans(text, mentions=[], known=lambda name: None)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
