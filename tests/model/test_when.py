"""Intervals keep what EDTF says, and compare only as far as their edges prove."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.model.when import Interval

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2015-10-06", date(2015, 10, 6), date(2015, 10, 6)),
        ("2015-10", date(2015, 10, 1), date(2015, 10, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2015~", date(2015, 1, 1), date(2015, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2014-23", date(2014, 9, 1), date(2014, 11, 30)),
        ("2014-24", date(2014, 12, 1), date(2015, 2, 28)),
        ("2014-09/2014-11", date(2014, 9, 1), date(2014, 11, 30)),
        ("../2015", None, date(2015, 12, 31)),
        ("2015/..", date(2015, 1, 1), None),
    ],
)
def test_edtf_reads_as_the_days_it_allows(text: str, earliest: date | None, latest: date | None) -> None:
    interval = Interval.from_edtf(text)
    assert (interval.earliest, interval.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["2015-10-06", "2015-10", "2015", "201X", "19XX", "2014-09/2014-11", "../2015", "2015-05-02/.."]
)
def test_edtf_is_shown_as_it_was_read(text: str) -> None:
    assert Interval.from_edtf(text).edtf == text


def test_approximate_dates_keep_their_mark() -> None:
    assert Interval.from_edtf("2014-12~").edtf == "2014-12~"


@pytest.mark.parametrize("text", ["", "last week", "2015-13", "2015-02-30", "15-10-06", "2016/2015"])
def test_what_is_no_edtf_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        Interval.from_edtf(text)


def test_a_range_that_ends_before_it_begins_is_refused_with_both_ends_named() -> None:
    with pytest.raises(ValueError, match="2015-01-01"):
        Interval(earliest=date(2016, 1, 1), latest=date(2015, 1, 1))


@given(DAYS, st.integers(0, 4000), DAYS, st.integers(0, 4000))
def test_two_ranges_are_apart_or_they_may_overlap(a: date, more: int, b: date, most: int) -> None:
    one = Interval(earliest=a, latest=a + timedelta(days=more))
    two = Interval(earliest=b, latest=b + timedelta(days=most))
    assert one.overlaps(two) != (one.before(two) or one.after(two))
    assert one.overlaps(two) == two.overlaps(one)
    if one.within(two):
        assert one.overlaps(two)


@given(DAYS, st.integers(0, 4000))
def test_what_is_shown_can_be_read_back_unchanged(first: date, more: int) -> None:
    interval = Interval(earliest=first, latest=first + timedelta(days=more))
    again = Interval.from_edtf(interval.edtf)
    assert (again.earliest, again.latest) == (interval.earliest, interval.latest)


def test_an_open_end_is_never_proved_to_be_before() -> None:
    since = Interval.from_edtf("2015/..")
    assert not since.before(Interval.from_edtf("2030"))
    assert since.covers(date(2030, 1, 1))
    assert not since.covers(date(2014, 12, 31))
