"""Titles before names: the claim at the first telling, its type, and what is left out."""

import pytest

from bywhom.extract.candidate import Candidate
from bywhom.extract.titled import titled, with_titled
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def told(text):
    parsed = load_parser().parse(text)
    return [(c.type, c.trigger.of(text), *(s.of(text) for v in c.roles.values() for s in v)) for c in titled(parsed)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Mayor Thomas Weber opened the bridge.", ("leads", "Mayor", "Thomas Weber")),
        ("Foreign Minister Thomas Weber left.", ("member", "Foreign Minister", "Thomas Weber")),
        ("Prime Minister Thomas Weber left.", ("leads", "Prime Minister", "Thomas Weber")),
        ("Vice President Thomas Weber left.", ("member", "Vice President", "Thomas Weber")),
        ("The case was heard by Judge Thomas Weber.", ("member", "Judge", "Thomas Weber")),
    ],
)
def test_a_title_before_a_name_is_an_office(text, claim):
    assert told(text) == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "President Weber's men left.",
        "General Thomas Weber left.",
        "Mr. Thomas Weber left.",
        "Thomas Weber, a mayor, left.",
    ],
)
def test_owners_bare_ranks_and_plain_names_are_none(text):
    assert told(text) == []


def test_a_name_told_again_makes_no_second_claim():
    text = "Mayor Thomas Weber opened the bridge. It was late. Mayor Weber went home."
    assert told(text) == [("leads", "Mayor", "Thomas Weber")]


def test_a_frame_of_the_same_title_keeps_its_body_and_takes_the_name():
    text = "Syldavian President Thomas Weber left."
    parsed = load_parser().parse(text)
    at = text.index("President")
    frame = Candidate(
        type="leads", trigger=Span(at, at + 9), sentence=parsed.sentences[0], maker="frame:leads.0",
        roles={"leader": (Span(0, len(text) - 6),), "organisation": (Span(0, 9),)},
    )  # fmt: skip
    (made,) = with_titled([frame], parsed)
    assert {role: spans[0].of(text) for role, spans in made.roles.items()} == {
        "leader": "Thomas Weber", "organisation": "Syldavian",
    }  # fmt: skip
    assert made.maker == "frame:leads.0"
