"""Places behind a class noun."""

import pytest

from bywhom.extract.listed import listed_places, names_listed, shared_kind
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def places(text, phrase):
    parsed = load_parser().parse(text)
    start = text.index(phrase)
    return [s.of(text) for s in listed_places(parsed, Span(start, start + len(phrase)))]


@pytest.mark.parametrize(
    ("text", "phrase", "listed"),
    [
        ("Its men took the cities of Alba in Ruritania and Port Arn in Syldavia.", "the cities", ["Alba", "Port Arn"]),
        ("Troops left the towns of Alba, Gorna and Port Arn.", "the towns", ["Alba", "Gorna", "Port Arn"]),
        ("Troops left the town of Alba.", "the town", ["the town"]),
        ("Troops left the ports on Monday.", "the ports", ["the ports"]),
    ],
)
def test_a_plural_noun_gives_the_places_that_it_lists(text, phrase, listed):
    assert places(text, phrase) == listed


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Alba, Gorna", ["Alba", "Gorna"]),
        ("Alba and Port Arn", ["Alba", "Port Arn"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
        ("the hills and Alba", ["the hills and Alba"]),
        ("Alba, Gorna and Port Arn provinces", ["Alba", "Gorna", "Port Arn provinces"]),
        ("the Alba, Gorna, and Tarn areas west of the city of Orvik", ["Alba", "Gorna", "Tarn"]),
        ("the Alba area", ["the Alba area"]),
        ("Port Arn", ["Port Arn"]),
    ],
)
def test_names_that_a_tagger_ran_together_are_told_apart(phrase, names):
    text = f"The rebels captured {phrase} in May."
    start = text.index(phrase)
    found = names_listed(load_parser().parse(text), Span(start, start + len(phrase)))
    assert [s.of(text) for s in found] == names


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("Alba", "Alba province"),
        ("Port Arn provinces", "Port Arn province"),
        ("Troops", ""),
        ("Gorna", "Gorna province"),
    ],
)
def test_names_that_share_a_word_for_their_kind_have_it_each(words, whole):
    text = "Troops left Alba, Gorna and Port Arn provinces and Sirna."
    assert shared_kind(text, Span(text.index(words), text.index(words) + len(words))) == whole
