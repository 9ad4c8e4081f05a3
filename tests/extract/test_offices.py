"""Titles: heads lead, their deputies are members, and a title told again is no new claim."""

from dataclasses import replace
from datetime import date

import pytest

from bywhom.config import Settings
from bywhom.extract.candidate import Candidate
from bywhom.extract.offices import by_office, first_told, of_one
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def office(text, trigger, type_, person, *, polarity=""):
    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    role = {"leads": "leader", "member": "member"}[type_]
    return Candidate(
        type=type_, trigger=span(trigger), sentence=Span(0, len(text)), roles={role: (span(person),)}, polarity=polarity
    )


@pytest.mark.parametrize(
    ("text", "trigger", "read_as", "type_", "whole"),
    [
        ("Secretary-General Ana Roth left.", "Secretary-General", "member", "leads", "Secretary-General"),
        ("Vice President Ana Roth left.", "President", "leads", "member", "Vice President"),
        ("Deputy Prime Minister Ana Roth left.", "Deputy Prime Minister", "leads", "member", "Deputy Prime Minister"),
        ("Foreign Minister Ana Roth left.", "Foreign Minister", "member", "member", "Foreign Minister"),
        ("Engineer Ana Roth left.", "Engineer", "leads", "leads", "Engineer"),
    ],
)
def test_the_title_tells_a_leader_from_a_member(text, trigger, read_as, type_, whole):
    made = by_office(office(text, trigger, read_as, "Ana Roth"), load_parser().parse(text))
    assert (made.type, made.trigger.of(text)) == (type_, whole)
    assert [s.of(text) for s in made.roles[{"leads": "leader", "member": "member"}[type_]]] == ["Ana Roth"]


def test_a_title_before_a_name_is_told_once():
    text = "President Ana Roth left. Mayor Omar Haddad stayed. President Roth came back."
    parsed = load_parser().parse(text)
    claims = [
        office(text, "President", "leads", "Ana Roth"),
        office(text, "Mayor", "leads", "Omar Haddad"),
        Candidate(
            type="leads", trigger=Span(text.rindex("President"), text.rindex("President") + 9),
            sentence=parsed.sentences[-1], roles={"leader": (Span(text.rindex("Roth"), text.rindex("Roth") + 4),)},
        ),
    ]  # fmt: skip
    assert [c.trigger.of(text) for c in first_told(claims, parsed)] == ["President", "Mayor"]


def test_what_ends_or_denies_an_office_is_no_repetition():
    text = "President Ana Roth left. President Roth came back."
    parsed = load_parser().parse(text)
    claims = [
        office(text, "President", "leads", "Ana Roth"),
        office(text, "President", "leads", "Roth", polarity="denied"),
    ]
    assert len(list(first_told(claims, parsed))) == 2


def test_the_rules_read_a_deputy_as_a_member():
    from bywhom.pipeline.annotate import Annotator

    reading = Annotator.load(Settings(fast=True)).annotate(
        "The deputy governor of Kalan, Leo Brandt, left.", published=date(2020, 5, 6)
    )
    assert [c.type for c in reading.claims if c.type in {"leads", "member"}] == ["member"]


def test_an_office_is_held_by_those_who_stand_nearest_to_its_title():
    text = "Ana Roth, the union secretary, called Omar Haddad the head of the party."
    parsed = load_parser().parse(text)

    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    mixed = Candidate(
        type="leads", trigger=span("head"), sentence=Span(0, len(text)),
        roles={
            "leader": (span("Ana Roth"), span("Omar Haddad")), "organisation": (span("the union"), span("the party")),
        },
    )  # fmt: skip
    roles = of_one(mixed, parsed).roles
    assert {r: [s.of(text) for s in spans] for r, spans in roles.items()} == {
        "leader": ["Omar Haddad"], "organisation": ["the party"],
    }  # fmt: skip


def test_an_office_that_two_hold_together_keeps_both():
    text = "Ana Roth and Omar Haddad lead the party."
    parsed = load_parser().parse(text)
    both = office(text, "lead", "leads", "Ana Roth")
    both = replace(both, roles={"leader": (Span(0, 8), Span(13, 24))})
    assert of_one(both, parsed).roles["leader"] == (Span(0, 8), Span(13, 24))
