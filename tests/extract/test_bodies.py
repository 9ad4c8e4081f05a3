"""The body of an office: before its title, by its owner, or understood from the report."""

import pytest

from bywhom.extract.bodies import Bodies, with_body
from bywhom.extract.candidate import Candidate
from bywhom.extract.entities import build_entities
from bywhom.extract.mentions import find_mentions
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def office(text, trigger, person, *, body="", type_="member", maker=""):
    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    parsed = load_parser().parse(text)
    roles = {{"leads": "leader", "member": "member"}[type_]: (span(person),)}
    if body:
        roles["organisation"] = (span(body),)
    sentence = next(s for s in parsed.sentences if s.contains(span(trigger)))
    return Candidate(type=type_, trigger=span(trigger), sentence=sentence, roles=roles, maker=maker), parsed


@pytest.mark.parametrize(
    ("text", "trigger", "wrong", "right"),
    [
        ("French Defense Minister Thomas Weber left.", "Minister", "Defense", "French"),
        ("U.S. Secretary of State Thomas Weber left.", "Secretary of State", "State", "U.S."),
        ("Lake County Police chief Thomas Weber left.", "chief", "", "Lake County Police"),
        ("Its governor, Thomas Weber, left.", "governor", "", "Its"),
        ("Thomas Weber, the chief of the general staff, left.", "chief", "the general staff", "the general staff"),
    ],
)
def test_words_of_a_title_are_no_body_and_the_name_before_it_is(text, trigger, wrong, right):
    made = with_body(*office(text, trigger, "Thomas Weber", body=wrong))
    assert [s.of(text) for s in made.roles["organisation"]] == [right]


def test_a_body_far_from_a_title_before_a_name_is_dropped():
    text = "Councilman Thomas Weber said on Tuesday that he would vote against the Harbor Commission."
    made = with_body(*office(text, "Councilman", "Thomas Weber", body="the Harbor Commission", maker="learned+titled"))
    assert "organisation" not in made.roles


def understood(text, trigger, person, *, type_="leads", others=(), home=""):
    candidate, parsed = office(text, trigger, person, type_=type_)
    entities = build_entities(parsed, find_mentions(parsed))
    at = Span(text.index(home), text.index(home) + len(home)) if home else None
    found = Bodies(parsed, entities, [*others, candidate], at).understood(candidate)
    return [next(e for e in entities.entities if e.id == f.entity).name for f in found]


def test_a_president_is_of_the_country_that_is_told_by_far_most():
    text = "France voted. France counted. French papers waited. A guest came from Spain. President Thomas Weber slept."
    assert understood(text, "President", "Thomas Weber") == ["France"]


def test_a_president_stays_without_a_country_between_two():
    assert understood("France voted. Spain voted. President Thomas Weber slept.", "President", "Thomas Weber") == []


def test_between_two_countries_a_president_is_of_the_one_that_the_report_was_written_in():
    text = "France voted. Spain voted. President Thomas Weber slept."
    assert understood(text, "President", "Thomas Weber", home="Spain") == ["Spain"]


def test_a_country_that_has_its_president_is_not_anothers():
    text = "France voted. French President Ana Roth won. France counted. Spain waited. President Thomas Weber slept."
    other, _ = office(text, "President", "Ana Roth", body="French", type_="leads")
    assert understood(text, "President Thomas", "Thomas Weber", others=[other]) == ["Spain"]


def test_a_judge_is_of_the_court_that_the_report_names():
    text = "The Alba District Court sat late. Judge Thomas Weber presided."
    assert understood(text, "Judge", "Thomas Weber", type_="member") == ["Alba District Court"]
