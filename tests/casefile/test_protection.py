"""Protected people: no answer carries a name, an alias or a quotation that gives them away."""

import dataclasses
import json
from collections.abc import Mapping

import pytest

from bywhom.casefile import Casefile, shapes

NAMES = ("Red Guard", "The Reds")


def texts(value):
    """Every string inside an answer."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from texts(inner)


ANSWERS = {
    "claims": lambda b: b.claims(),
    "control": lambda b: b.control("Arlon", on="2015-04-01"),
    "control_history": lambda b: b.control_history("Arlon"),
    "trace": lambda b: b.trace("White Guard"),
    "loyalties": lambda b: b.loyalties(),
    "disputes": lambda b: b.disputes(),
    "timeline": lambda b: b.timeline(),
    "dossier": lambda b: b.dossier("Blue Guard"),
    "dossier_page": lambda b: b.dossier_page("Blue Guard"),
    "sources": lambda b: b.sources(),
    "statements": lambda b: b.statements("Blue Guard"),
    "findings": lambda b: b.findings(),
    "find": lambda b: b.find("Red Guard"),
    "entities": lambda b: b.entities(),
    "ask": lambda b: b.ask("Who held Arlon on 1 April 2015?"),
    "queue": lambda b: b.queue(),
    "report_text": lambda b: [b.report_text(r.id) for r in b.reports()],
    "mentions": lambda b: [b.mentions(r.id) for r in b.reports()],
}


@pytest.fixture
def shielded(book):
    book.alias("Red Guard", "The Reds")
    book.protect("Red Guard", "source")
    return book


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_answer_gives_a_protected_name_away(shielded, answer):
    value = ANSWERS[answer](shielded)
    shown = [*texts(value), json.dumps(shapes.plain(value))]
    assert shown
    assert not [t for t in shown if any(n.casefold() in t.casefold() for n in NAMES)]


def test_the_sentence_of_a_protected_speaker_is_not_quoted(shielded):
    told = shielded.claims(type="capture")[0]
    assert told.sentence_text == told.speakers[0].name == "[protected]"
    assert told.fillers("place")[0].name == "Arlon"


def test_revealing_by_name_shows_that_one(shielded, tmp_path):
    with Casefile.open(tmp_path / "war.casefile", reveal=["The Reds"]) as revealed:
        assert revealed.claims(type="capture")[0].speakers[0].name == "Red Guard"


def test_withdrawing_the_protection_shows_again(shielded):
    made = shielded.judgements(kinds=("protect",))[0]
    shielded.withdraw(made.id)
    assert shielded.claims(type="capture")[0].speakers[0].name == "Red Guard"
