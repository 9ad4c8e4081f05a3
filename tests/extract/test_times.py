"""Time expressions are found with TimeML's spans, and what only looks like time is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.extract.times import find_times


def found(text: str) -> list[str]:
    return [e.text for e in find_times(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("It fell on the 3rd of May 2014.", ["the 3rd of May 2014"]),
        ("It fell on Friday, 3 May 2014.", ["Friday, 3 May 2014"]),
        ("Sept. 5 was calm.", ["Sept. 5"]),
        ("He left in Oct.", ["Oct."]),
        ("He left in June.", ["June"]),
        ("They met on 2014-05-03 and on 5/6/2014.", ["2014-05-03", "5/6/2014"]),
        ("At the end of the month they left.", ["the end of the month"]),
        ("It was the evening of 11 June.", ["the evening of 11 June"]),
        ("Earlier this year it rained.", ["Earlier this year"]),
        ("One Friday last month he came.", ["One Friday last month"]),
        ("It lasted two and a half years.", ["two and a half years"]),
        ("In nineteen ninety-six they left.", ["nineteen ninety-six"]),
        ("In 480 BC the city burned.", ["480 BC"]),
        ("It rained for three consecutive days.", ["three consecutive days"]),
        ("They stayed an additional year.", ["an additional year"]),
        ("Sales fell in the latest fiscal year.", ["the latest fiscal year"]),
        ("He was freed on Thanksgiving Day.", ["Thanksgiving Day"]),
        ("They left in the winter of nineteen ninety-four.", ["the winter of nineteen ninety-four"]),
        ("Profit fell for the full year.", ["the full year"]),
        ("The loss is above that of fiscal 1989 sales.", ["fiscal 1989"]),
        ("Sales rose in the latest period.", ["the latest period"]),
        ("they fled on 5 january, then in may.", ["5 january", "may"]),
        ("held since friday, 8 march 1987", ["friday, 8 march 1987"]),
        ("It was hit on 10 January at 1030.", ["10 January at 1030"]),
    ],
)
def test_the_span_holds_the_expression_without_its_preposition(text: str, want: list[str]) -> None:
    assert found(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "They may go and march on.",
        "A 34-year-old man, aged 20, was held.",
        "About 1500 men and 2000 officers came.",
        "After the fall of the town they hid.",
        "May they rest.",
        "Three quarters of the houses burned.",
        "At the same time, others stayed.",
        "It costs $500 million a year and makes four flights a week.",
        "The daily Vestnik told it.",
        "They may march past an august body; he sat at 1800 feet.",
        "Fighters of the March 23 Movement and the 26th of July Movement came.",
    ],
)
def test_what_only_looks_like_time_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_phrase_takes_in_the_preposition_and_the_bound_is_read() -> None:
    text = "They have held the hill since early May."
    (time,) = find_times(text)
    assert (text[slice(*time.phrase)], time.bound, time.mod) == ("since early May", "since", "START")


def test_both_ends_of_a_range_know_each_other() -> None:
    one, two = find_times("It lasted from 3 to 5 May.")
    assert (one.partner, two.partner) == (1, 0)
    assert (one.month, one.day, two.day) == (5, 3, 5)


WORDS = [
    "on", "3", "May", "June", "2014", "the", "last", "two", "weeks", "ago", ",", "-", "to", "Friday", "of", "in",
    "10:30", "a.m.", "every",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_spans_slice_back_in_order_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    times = find_times(text)
    assert all(text[t.start : t.end] == t.text and t.start < t.end for t in times)
    assert all(a.end <= b.start for a, b in pairwise(times))


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[t.start : t.end] == t.text for t in find_times(text))


@pytest.mark.parametrize(("text", "clock"), [("at 5.30 p.m.", "17:30"), ("at 5:30 p.m.", "17:30"), ("at 99.99 pm", "")])
def test_a_time_of_day_is_written_with_a_colon_or_a_point_and_nonsense_is_none(text: str, clock: str) -> None:
    (found,) = find_times(f"It was hit {text} by shells")
    assert found.clock == clock
