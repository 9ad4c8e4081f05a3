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


@pytest.mark.parametrize(
    ("role", "cut", "phrase"),
    [
        ("killed", "700 people", "At least 700 people"),
        ("victim", "least 700 people", "At least 700 people"),
        ("victim", "700 people", "700 people"),
    ],
)
def test_a_bound_is_not_cut_in_two_and_belongs_to_its_figure(role, cut, phrase):
    text = "At least 700 people were killed in the battle."
    at = text.index(cut)
    assert make_filler(role, Span(at, at + len(cut)), Span(0, len(text)), PARSER.parse(text), Anything()).text == phrase


class Bodies(Anything):
    """Every phrase is a body."""

    def entity_for(self, span, type_hint=""):
        return Entity(id="e", name="", type="ORGANISATION")


def test_a_pronoun_in_the_role_of_a_place_means_no_body():
    text = "The rebels took it on Monday."
    made = make_filler("place", Span(16, 18), Span(0, len(text)), PARSER.parse(text), Bodies())
    assert (made.text, made.entity) == ("it", "")
