"""Speakers: the class of a voice and the chain of voices behind the words of a claim."""

import pytest

from bywhom.extract.attribution import find_attributions
from bywhom.extract.entities import build_entities
from bywhom.extract.mentions import find_mentions
from bywhom.extract.speakers import Speakers
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def chain(text, trigger):
    parsed = load_parser().parse(text)
    attributions = find_attributions(parsed)
    speakers = Speakers(parsed, attributions, build_entities(parsed, find_mentions(parsed), attributions))
    start = text.index(trigger)
    voices, _ = speakers.voices_for(Span(start, start + len(trigger)), parsed.sentence_at(start) or Span(0, len(text)))
    return [(v.name, v.kind) for v in voices]


def test_narration_is_the_reporters():
    assert chain("The army shelled the market on Friday.", "shelled") == [("(reporter)", "reporter")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two residents said the army shelled the market.", ("Two residents", "anonymous_witness")),
        ("Western officials said the army shelled the market.", ("Western officials", "anonymous_official")),
        ("The rebels said the army shelled the market.", ("rebels", "armed_group")),
        ("The Interior Ministry said the army shelled the market.", ("Interior Ministry", "organisation")),
        ("According to Reuters, the army shelled the market.", ("Reuters", "media")),
        ("Prime Minister Omar Haddad said the army shelled the market.", ("Omar Haddad", "named_official")),
        ("The army reportedly shelled the market.", ("(unnamed)", "anonymous_other")),
        ("A leaked report said the army shelled the market.", ("leaked report", "document")),
    ],
)
def test_the_voice_has_its_class(text, expected):
    assert chain(text, "shelled") == [expected]


def test_an_outlet_that_was_told_stands_nearer_to_the_reporter():
    assert [k for _, k in chain("A farmer told Reuters that the army shelled the market.", "shelled")] == [
        "media", "anonymous_witness",
    ]  # fmt: skip


def test_several_speakers_are_all_named():
    found = chain("Residents and militia leaders say the army shelled the market.", "shelled")
    assert [name for name, _ in found] == ["Residents", "militia leaders"]


def test_a_saying_inside_a_saying_makes_a_chain():
    found = chain("The mayor said that two farmers reported that the army shelled the market.", "shelled")
    assert [kind for _, kind in found] == ["anonymous_official", "anonymous_witness"]


def test_a_narrative_between_two_sayings_of_the_same_people_is_theirs():
    text = (
        "Two farmers said they were stopped at the bridge. The guards beat a boy. "
        "Later the guards burned the mill, the two farmers said."
    )
    assert [kind for _, kind in chain(text, "beat")] == ["anonymous_witness"]
