"""Keys of names and numbers of days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.store import clock
from bywhom.store.names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Blue Guard", "blue guard"),
        ("Al-Bāb", "al bab"),
        ("Sana’a", "Sanaa"),
        ("U.S.", "u s"),
        ("Guard's", "guard"),
        ("ÉTAT", "etat"),
    ],
)
def test_spelling_that_says_nothing_is_left_out(one, other):
    assert name_key(one) == name_key(other)


def test_a_name_without_letters_has_no_key():
    assert name_key("—") == ""


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))
def test_a_moment_comes_back(at):
    assert clock.moment(clock.micros(at)) == at.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2015-03", (date(2015, 3, 1).toordinal(), date(2015, 3, 31).toordinal())),
        ("../2015-03-02", (clock.EARLIEST_DAY, date(2015, 3, 2).toordinal())),
        ("2015-03-02/..", (date(2015, 3, 2).toordinal(), clock.LATEST_DAY)),
        ("", None),
        ("last week", None),
    ],
)
def test_an_open_end_reaches_for_ever(edtf, expected):
    assert clock.bounds(edtf) == expected


@given(st.integers(0, 800_000), st.integers(0, 800_000))
def test_a_range_is_shorter_than_its_class_allows(first, length):
    assert length < 2 ** clock.span_class(first, first + length)
