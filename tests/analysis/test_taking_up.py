"""Words that take up a happening told before, and words that tell a new one."""

from dataclasses import replace

import pytest
from tests.builders import told

from bywhom.analysis.likeness import wording
from bywhom.analysis.taking_up import goes_on, in_passing, takes_up, tells_many, tells_new
from bywhom.model.text import Quote, Span


def claim(words: str, trigger: str):
    at = words.index(trigger)
    return replace(told("attack"), sentence_text=words, sentence=Span(0, len(words)),
                   trigger=Quote(Span(at, at + len(trigger)), trigger))  # fmt: skip


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("The attack failed by noon.", "attack"),
        ("Nobody claimed the bombing.", "the bombing"),
        ("Three died in the same raid.", "raid"),
        ("They denied the town's capture.", "capture"),
        ("After its seizure the town burned.", "seizure"),
    ],
)
def test_a_determined_noun_takes_up_what_was_told(words, trigger):
    assert takes_up(claim(words, trigger))
    assert not tells_new(claim(words, trigger))


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("They launched an attack at noon.", "attack"),
        ("Two strikes hit the depot.", "strikes"),
        ("There was another raid on Sunday.", "raid"),
    ],
)
def test_a_noun_that_is_one_of_many_tells_something_new(words, trigger):
    assert tells_new(claim(words, trigger))
    assert not takes_up(claim(words, trigger))


def test_a_verb_takes_nothing_up():
    assert not takes_up(claim("The guard attacked the depot.", "attacked"))


def test_the_first_and_the_second_of_their_kind_are_told_apart():
    first, second, plain = (
        wording(words, words.index("blast"), words.index("blast") + 5)
        for words in ("The first blast killed two.", "The second blast killed two.", "The blast killed two.")
    )
    assert (first.order, second.order, plain.order) == (1, 2, 0)


def test_an_answer_is_told_by_its_words():
    words = "The guard's counter-attack failed."
    assert wording(words, words.index("counter"), words.index(" failed")).counter
    assert not wording("The attack failed.", 4, 10).counter


@pytest.mark.parametrize(
    "words",
    [
        "Meanwhile rebels raided the depot.",
        "Three days later rebels raided the depot.",
        "The next day, rebels raided the depot.",
        "On 4 May rebels raided the depot.",
    ],
)
def test_a_sentence_may_go_on_to_something_else(words):
    assert goes_on(claim(words, "raided"))


def test_a_sentence_that_opens_with_its_doer_goes_on_to_nothing_else():
    assert not goes_on(claim("Rebels raided the depot and left the next day.", "raided"))


@pytest.mark.parametrize("words", ["A few days later, rebels raided the depot.", "On the same day rebels raided it."])
def test_days_later_and_the_same_day_go_on_to_something_else(words):
    assert goes_on(claim(words, "raided"))


def test_what_a_sentence_about_something_else_takes_as_known_is_told_in_passing():
    assert in_passing(claim("After the rebels raided the depot, its guards fled.", "raided"))
    assert in_passing(claim("The guards fled following the raid.", "raid"))
    assert not in_passing(claim("The rebels raided the depot after dark.", "raided"))


def test_several_of_a_kind_are_told_by_their_noun():
    assert tells_many(claim("The attacks went on.", "The attacks"))
    assert not tells_many(claim("The attack went on.", "The attack"))
