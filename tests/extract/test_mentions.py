"""Mentions by rule: names and descriptions with their determiners, titles and types."""

import pytest

from bywhom.extract.mentions import find_mentions
from bywhom.model.layers import TaggedSpan, Tags
from bywhom.nlp.load import load_parser


def found(text, tags=None):
    return {(m.span.of(text), m.type) for m in find_mentions(load_parser().parse(text), tags)}


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The militia held the northern bridge.", ("The militia", "Organisation")),
        ("The militia held the northern bridge.", ("the northern bridge", "Location")),
        ("Western officials blamed his deputy.", ("Western officials", "Organisation")),
        ("Western officials blamed his deputy.", ("his deputy", "Person")),
        ("Troops fired three mortars at the village.", ("three mortars", "Weapon")),
        ("Residents fled in trucks.", ("trucks", "Vehicle")),
        ("Defense Minister Pavel Orlov arrived.", ("Defense Minister Pavel Orlov", "Person")),
        ("They met the Ministry of Defence.", ("the Ministry of Defence", "Organisation")),
        ("He fled on Tuesday.", ("He", "Person")),
    ],
)
def test_a_phrase_is_a_mention_of_its_type(text, mention):
    assert mention in found(text)


def test_a_possessive_ending_stays_outside():
    assert ("the group", "Organisation") in found("Nobody knew the group's aims.")


def test_the_tagger_decides_where_it_speaks():
    text = "The convoy left."
    tags = Tags(mentions=(TaggedSpan(start=0, end=10, label="Organisation"),))
    assert found(text, tags) == {("The convoy", "Organisation")}


def test_a_description_is_marked_as_nominal():
    mentions = find_mentions(load_parser().parse("The commander met Boris Orlov in Kyiv."))
    assert {m.nominal for m in mentions if m.type == "Person"} == {True, False}


def test_a_tagged_span_that_stops_before_its_noun_runs_on_to_it():
    text = "The militia held the northern bridge."
    tags = Tags(mentions=(TaggedSpan(start=17, end=29, label="Location"),))
    assert found(text, tags) == {("the northern bridge", "Location")}


def test_a_tagged_span_does_not_run_on_to_the_noun_beside_it():
    text = "The minister and foreign partners agreed."
    spans = (TaggedSpan(start=0, end=12, label="Person"),)
    assert ("The minister", "Person") in found(text, Tags(mentions=spans))


def test_a_tagged_span_does_not_run_on_into_another():
    text = "The militia held the northern bridge."
    spans = (TaggedSpan(start=17, end=29, label="Location"), TaggedSpan(start=30, end=36, label="Location"))
    assert found(text, Tags(mentions=spans)) == {("the northern", "Location"), ("bridge", "Location")}


def test_a_tagged_span_over_a_description_and_a_name_is_two_mentions():
    text = "The police freed the miners and Salim."
    tags = Tags(mentions=(TaggedSpan(start=17, end=37, label="Person"),))
    assert {words for words, _ in found(text, tags)} == {"the miners", "Salim"}
    text = "The Ministry of Health and Education paid."
    tags = Tags(mentions=(TaggedSpan(start=4, end=36, label="Organisation"),))
    assert {words for words, _ in found(text, tags)} == {"Ministry of Health and Education"}


@pytest.mark.parametrize(
    ("text", "cut", "mention"),
    [
        ("The U.S. reaffirms its aid.", "The U.S", "The U.S."),
        ("He left on 13 Dec. with her.", "13 Dec", "13 Dec."),
        ("He left the town. She stayed.", "the town", "the town"),
    ],
)
def test_the_point_of_an_abbreviation_belongs_to_the_mention(text, cut, mention):
    at = text.index(cut)
    tags = Tags(mentions=(TaggedSpan(start=at, end=at + len(cut), label="Organisation", score=0.9),))
    assert (mention, "Organisation") in found(text, tags)
