"""Open dates lie on the side of the report that the words around them tell."""

from datetime import date

import pytest

from bywhom.extract.times import find_times
from bywhom.extract.times_outlook import candidates, outlooks
from bywhom.lexicon.load import weights
from bywhom.nlp.load import load_parser
from bywhom.resolve.times import resolve_times

THURSDAY = date(2018, 3, 8)


def values(text: str, published: date | None) -> list[str]:
    parsed, found = load_parser().parse(text), find_times(text)
    return [t.value for t in resolve_times(text, found, published=published, ahead=outlooks(parsed, found, published))]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The envoys will meet in the capital on Monday.", "2018-03-12"),
        ("The envoys met in the capital on Monday.", "2018-03-05"),
        ("Talks are scheduled to open on Tuesday.", "2018-03-13"),
        ("Two soldiers were shot dead on Tuesday, the mayor said.", "2018-03-06"),
        ("The truce will be announced in June.", "2018-06"),
        ("The village was burned in June.", "2017-06"),
        ("She will take office on April 3.", "2018-04-03"),
        ("He was arrested on October 3.", "2017-10-03"),
    ],
)
def test_verbs_that_look_ahead_put_a_date_after_the_report(text: str, want: str) -> None:
    assert values(text, THURSDAY) == [want]


def test_an_undated_text_has_no_outlook() -> None:
    text = "The envoys will meet on Monday."
    assert outlooks(load_parser().parse(text), find_times(text), None) == {}


@pytest.mark.parametrize("text", ["on 3 May 2018", "last Monday", "on Thursday", "on February 29", "yesterday"])
def test_what_leaves_no_choice_is_not_weighed(text: str) -> None:
    (expression,) = find_times(text)
    assert candidates(expression, THURSDAY) is None


def test_both_sides_are_the_nearest() -> None:
    (monday,) = find_times("on Monday")
    (june,) = find_times("in June")
    assert candidates(monday, THURSDAY) == (date(2018, 3, 5), date(2018, 3, 12))
    assert candidates(june, THURSDAY) == (date(2017, 6, 1), date(2018, 6, 1))


def test_the_weights_know_the_verb_forms_that_tell_most() -> None:
    assert weights("outlook")["over VBD"] != 0
    assert weights("outlook")["has will"] > 0 > weights("outlook")["left 0 VBD"]
