"""The phrase of a filler: an article takes its noun, and what a reader cut along with the phrase is left off."""

import pytest

from bywhom.extract.fillers import make_filler
from bywhom.model.text import Span
from bywhom.model.who import Entity
from bywhom.nlp.load import load_parser

PARSER = load_parser()


class Anything:
    """Every phrase is an entity of its own."""

    def resolve(self, span):
        return None

    def entity_for(self, span, type_hint=""):
        return Entity(id="e", name="", type=type_hint)


@pytest.mark.parametrize(
    ("text", "cut", "phrase"),
    [
        ("A suicide bomber killed six soldiers.", "A", "A suicide bomber"),
        ("The rebels stormed the besieged town.", "the", "the besieged town"),
        ("It showed that 34 people are involved in the attack.", "34 people are", "34 people"),
        ("It was the largest attack inside of Arabia.", "of Arabia", "Arabia"),
        ("The rebels stormed the town.", "The rebels", "The rebels"),
    ],
)
def test_the_phrase_of_a_filler_is_whole_and_no_more(text, cut, phrase):
    at = text.index(cut)
    filler = make_filler("target", Span(at, at + len(cut)), Span(0, len(text)), PARSER.parse(text), Anything())
    assert filler.text == phrase
