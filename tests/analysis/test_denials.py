"""What denies, and what only leaves open or tells of failing."""

from dataclasses import replace

import pytest
from tests.builders import report_card, told

from bywhom.analysis.denials import denies
from bywhom.analysis.findings import join
from bywhom.model.text import Quote, Span


def denied(type_, words, trigger):
    at = words.index(trigger)
    base = told(type_, place="Hill Town", polarity="denied", when="2016-05-01", report=report_card("r2"))
    quote = Quote(Span(at, at + len(trigger)), trigger)
    return replace(base, sentence=Span(0, len(words)), sentence_text=words, trigger=quote)


@pytest.mark.parametrize(
    ("type_", "words", "trigger", "does"),
    [
        ("killing", "The army did not kill anybody in Hill Town.", "kill", True),
        ("attack", "The Front denied that it had attacked Hill Town.", "attacked", True),
        ("capture", "The Front failed to capture Hill Town.", "capture", True),
        ("killing", "It is not clear who carried out the killings in Hill Town.", "killings", False),
        ("attack", "It has not been ruled out that they were involved in the attack.", "attack", False),
        ("attack", "The attack on Hill Town failed.", "attack", False),
        ("attack", "Two attacks on Hill Town were repelled.", "attacks", False),
        ("attack", "There was no evidence the attacks came from the north.", "attacks", False),
        ("attack", "There was no evidence of an attack.", "attack", True),
        ("shelling", "There is no evidence that the army had shelled Hill Town.", "shelled", True),
    ],
)
def test_words_that_leave_it_open_or_tell_of_failing_deny_nothing(type_, words, trigger, does):
    assert denies(denied(type_, words, trigger)) is does


def test_a_failed_attack_is_told_as_an_attack_and_loses_no_claim():
    failed = denied("attack", "The attack on Hill Town failed.", "attack")
    (found,) = join([failed])
    assert (found.labels.get("polarity"), found.because, found.dissent) == (None, (failed.id,), ())
    assert found.sentence.startswith("Hill Town") or "there was an attack" in found.sentence.casefold()
