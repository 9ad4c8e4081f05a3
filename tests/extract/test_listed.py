"""Places behind a class noun."""

import pytest

from bywhom.extract.listed import listed_places
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
