"""Pronouns: the product's own table finds whom a pronoun means, and says so among the mentions."""

import re

import pytest

from bywhom.extract.attribution import find_attributions
from bywhom.extract.entities import build_entities
from bywhom.extract.mentions import find_mentions
from bywhom.extract.pronouns import unsure
from bywhom.lexicon.load import weights
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def build(text, reader=None):
    parsed = load_parser().parse(text)
    return build_entities(parsed, find_mentions(parsed), find_attributions(parsed), reader)


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


def test_who_denies_what_it_does_speaks_of_itself():
    text = "The Northern Front took the bridge. The Front lost it again. Sudland denies that it supports the Front."
    assert named(text, "it") == "Sudland"


def test_what_is_called_a_town_is_a_place():
    text = "Fighters marched into Aleppo on Sunday. Looting broke out. It is the second capital to fall to the group."
    assert named(text, "It") == "Aleppo"


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
    assert all(sign and abs(weight) < 20 for sign, weight in weights("pronouns").items())


class Prefers:
    """A reader to whom one name says all; notes what it was asked about."""

    def __init__(self, name, weight=100.0):
        self.name, self.weight, self.asked = name, weight, []

    def open(self, text, sentences, pronouns, names):
        self.text, self.names = text, names
        return self

    def scores(self, pronoun, candidates):
        self.asked.append((self.text[slice(*pronoun)], sorted({self.text[n.start : n.end] for n in self.names()})))
        return [self.weight * any(self.name in self.text[slice(*h)] for h in heads) for heads in candidates]


TWO = "Omar Haddad called his brother Talib Salim on Friday. He left the town."


@pytest.mark.parametrize("name", ["Haddad", "Salim"])
def test_what_the_reader_says_of_a_candidate_counts(name):
    entities = build(TWO, Prefers(name))
    assert entities.resolve(Span(TWO.index("He"), TWO.index("He") + 2)).name.endswith(name)


def test_a_reader_that_says_nothing_leaves_the_choice_to_the_signs():
    at = Span(TWO.index("He"), TWO.index("He") + 2)
    assert build(TWO, Prefers("Nobody")).resolve(at).name == build(TWO).resolve(at).name


def test_the_reader_is_told_the_names_of_persons():
    reader = Prefers("Orlov")
    build(TWO, reader)
    assert reader.asked == [("He", ["Omar Haddad", "Talib Salim"])]


def test_the_reader_is_not_asked_where_one_alone_can_be_meant():
    reader = Prefers("Orlov")
    build("Omar Haddad resigned on Friday. He left it in June. It fell.", reader)
    assert reader.asked == []


@pytest.mark.parametrize(
    ("scores", "asked"), [([], False), ([3.0], False), ([3.0, 1.0], True), ([9.0, 1.0, -2.0], False)]
)
def test_a_clear_lead_of_the_signs_needs_no_reader(scores, asked):
    assert unsure(scores) is asked


@pytest.mark.parametrize(
    ("text", "preferred", "meant"),
    [
        ("Omar Haddad praised Orlov Group on Friday. He left early.", "Group", "Orlov Group"),
        ("Omar Haddad walked with his brother through Damascus on Friday. He left early.", "Damascus", "Omar Haddad"),
    ],
)
def test_beside_a_person_the_reader_weighs_bodies_but_no_places(text, preferred, meant):
    """What is taken for a body often is a person of an odd name; a place hardly ever is."""
    assert build(text, Prefers(preferred)).resolve(Span(text.index("He "), text.index("He ") + 2)).name == meant
