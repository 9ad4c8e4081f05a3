"""Pronouns: the product's own table finds whom a pronoun means, and says so among the mentions."""

import re

import pytest

from bywhom.extract.attribution import find_attributions
from bywhom.extract.entities import build_entities
from bywhom.extract.mentions import find_mentions
from bywhom.extract.pronouns import weights
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def build(text):
    parsed = load_parser().parse(text)
    return build_entities(parsed, find_mentions(parsed), find_attributions(parsed))


def named(text, pronoun):
    found = list(re.finditer(rf"\b{pronoun}\b", text))[-1]
    entity = build(text).resolve(Span(*found.span()))
    return None if entity is None else entity.name


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Omar Haddad met reporters in Aleppo on Friday. He had fled the town.", "He", "Omar Haddad"),
        ("Fatima Salim wrote to Omar Haddad. She asked for water.", "She", "Fatima Salim"),
        ("Omar Haddad lost his brother in the raid.", "his", "Omar Haddad"),
        ("Because he was ill, Omar Haddad stayed in the village.", "he", "Omar Haddad"),
        ("The Northern Front took the bridge on Monday. It lost ten men.", "It", "Northern Front"),
    ],
)
def test_a_pronoun_means_the_one_that_it_fits_best(text, pronoun, name):
    assert named(text, pronoun) == name


def test_the_owner_of_a_thing_is_not_the_thing():
    assert named("Omar Haddad came with his son Salim Haddad.", "his") == "Omar Haddad"


def test_a_person_that_the_parser_took_for_a_body_may_be_he():
    text = "Talib Orlov joined the council in May. He left it in June."
    assert named(text, "He") == "Talib Orlov"


def test_he_is_told_among_the_mentions_with_the_one_he_means():
    text = "Omar Haddad resigned on Friday. His brother died."
    entities = build(text)
    person = entities.resolve(Span(0, len("Omar Haddad")))
    told = [m.span.of(text) for m in entities.mentions if m.entity == person.id]
    assert told == ["Omar Haddad", "His"]


def test_mentions_stay_in_text_order_with_ids_of_their_own():
    mentions = build("Omar Haddad came. He saw Salim Orlov. He ran.").mentions
    assert [m.span.start for m in mentions] == sorted(m.span.start for m in mentions)
    assert len({m.id for m in mentions}) == len(mentions)


def test_every_weight_is_a_number_of_a_named_sign():
    assert all(sign and abs(weight) < 20 for sign, weight in weights().items())
