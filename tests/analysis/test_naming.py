"""Fillers as noun phrases: the article that the words give, no capital or pointing word within a sentence."""

import pytest
from tests.builders import party

from bywhom.analysis.naming import phrase, plural


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("army", "the army", "the army"),
        ("army", "they", "the army"),
        ("Hill movement", "Fighters", "the Hill movement"),
        ("armed insurgent", "armed insurgent", "an armed insurgent"),
        ("rebels", "they", "rebels"),
        ("rebels", "The rebels", "the rebels"),
        ("military source", "a military source", "a military source"),
        ("Red Front", "Red Front", "Red Front"),
        ("Red Front", "its", "the Red Front"),
        ("Islamic State", "it", "Islamic State"),
        ("UN", "UN", "the UN"),
        ("Farland's army", "they", "Farland's army"),
        ("last resistance in", "the last resistance in", "the last resistance"),
        ("its troops", "its troops", "troops"),
        ("At least 17 people", "At least 17 people", "at least 17 people"),
        ("Parts of the city", "Parts of the city", "parts of the city"),
        ("Harbour Town", "Harbour Town", "Harbour Town"),
    ],
)
def test_a_party_stands_in_a_sentence_with_its_article(name, text, words):
    assert phrase(party(name, text=text)) == words


def test_a_town_with_its_kind_takes_no_article_of_its_own():
    assert phrase(party("Tawil province", text="there", type_="LOCATION")) == "Tawil province"
    assert phrase(party("airport", text="it", type_="FACILITY")) == "the airport"


def test_a_phrase_of_several_takes_a_plural_verb_with_its_article():
    assert plural(["the rebels"])
    assert not plural(["the army"])
