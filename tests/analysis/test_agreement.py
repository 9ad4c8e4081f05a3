"""Agreement of coders against worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bywhom.analysis.agreement import f1, krippendorff, pair_up


def test_alpha_of_two_coders_as_in_krippendorffs_own_example():
    """Ten binary units, two coders, four disagreements: 0.095 (Computing Krippendorff's Alpha-Reliability, 2011, A)."""
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_alpha_of_four_coders_with_gaps_as_in_krippendorffs_own_example():
    """Nominal data of four observers, twelve units, missing values: 0.743 (the same paper, C)."""
    n = None
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
        [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
    ]  # fmt: skip
    assert krippendorff(list(zip(*rows, strict=True))) == pytest.approx(0.743, abs=0.001)


@given(st.lists(st.sampled_from("abc"), min_size=1))
def test_full_agreement_is_one(values):
    assert krippendorff([(v, v) for v in values]) == 1.0


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=1))
def test_alpha_does_not_depend_on_who_is_first(units):
    other = krippendorff([(b, a) for a, b in units])
    assert krippendorff(units) == pytest.approx(other)


def test_nothing_to_compare_has_no_figure():
    assert krippendorff([("a", None)]) is None
    assert f1(0, 0, 0) is None


def test_f1_counts_shared_twice():
    assert f1(4, 6, 3) == 0.6


def test_added_claims_pair_by_type_and_overlap_each_once():
    first = [(0, 5, "attack"), (10, 20, "siege")]
    second = [(12, 18, "siege"), (2, 4, "attack"), (0, 5, "attack"), (10, 20, "protest")]
    assert pair_up(first, second) == [(0, 2), (1, 0)]
