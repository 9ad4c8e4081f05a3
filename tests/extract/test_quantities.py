"""Quantities in words and figures are read as ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.extract.quantities import parse_amount


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("as many as 2,000 fighters", None, 2000), ("three dozen of them", 36, 36), ("at least 34 soldiers", 34, None),
        ("between 2,000 and 3,000", 2000, 3000), ("tens of thousands", 20000, 99000), ("hundreds", 200, 999),
        ("a few hundred", 200, 500), ("no casualties", 0, 0), ("a woman", 1, 1), ("twenty-five", 25, 25),
        ("two hundred and fifty", 250, 250), ("1.5 million people", 1_500_000, 1_500_000), ("up to 40 men", None, 40),
        ("several hundred thousand dollars", 300_000, 900_000),
    ],
)  # fmt: skip
def test_words_give_a_range(words, low, high):
    amount = parse_amount(words)
    assert amount is not None
    assert (amount.low, amount.high) == (low, high)


def test_money_and_lengths_carry_their_unit():
    assert parse_amount("$300,000").unit == "USD"
    miles = parse_amount("more than 150 miles")
    assert miles.unit == "km"
    assert round(miles.low) == 241


def test_words_without_a_number_give_none():
    assert parse_amount("the city") is None


@given(st.integers(min_value=0, max_value=10**9))
def test_a_plain_figure_is_read_exactly(n):
    for words in (f"{n}", f"{n:,} people"):
        amount = parse_amount(words)
        assert (amount.low, amount.high) == (n, n)
