"""Numbers to spans: runs, bars, whole words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.nlp.windows import window

from bywhom.nlp.learned_decode import runs, sigmoid, softmax, triggers, trimmed


def scores(*values: float) -> np.ndarray:
    """Scores for the words, zero for the special pieces."""
    return np.array([0, *values, 0], np.float32)


def test_a_run_needs_one_piece_above_the_bar_and_takes_its_neighbours() -> None:
    """Two words above the low bar make one run when one of them passes the high one."""
    w = window(["they", "took", "over", "it"])
    [run] = runs(w, np.arange(6), scores(0, 0.9, 0.5, 0), "capture", bar=0.6)
    assert (run.start, run.end, run.score) == (5, 14, pytest.approx(0.9))
    assert not list(runs(w, np.arange(6), scores(0, 0.5, 0.5, 0), "capture", bar=0.6))


def test_a_run_is_widened_to_whole_words() -> None:
    """A piece in the middle of a word stands for the word."""
    w = window(["re", "##cap", "##tured", "it"])
    [run] = runs(w, np.arange(6), scores(0, 0.9, 0, 0), "capture", bar=0.5)
    assert (run.start, run.end) == (0, 10)


def test_weak_edges_are_cut_off() -> None:
    """A neighbour that is weak beside the best piece does not belong to the run."""
    w = window(["column", "seized"])
    [run] = runs(w, np.arange(4), scores(0.1, 0.9), "capture", bar=0.1)
    assert (run.start, run.end) == (7, 13)


def test_words_apart_are_two_runs() -> None:
    """Conjoined fillers are separate fillers."""
    w = window(["Aland", "and", "Borland"])
    found = list(runs(w, np.arange(5), scores(0.9, 0.1, 0.9), "party", bar=0.5))
    assert [(r.start, r.end) for r in found] == [(0, 5), (10, 17)]


def test_the_pieces_that_open_and_close_a_window_trigger_nothing() -> None:
    """A trigger is made of words, whatever the pieces around them score."""
    w = window(["war", "ended"])
    [run] = triggers(w, np.full((4, 1), 5.0, np.float32), ["clash"], {"": 0.5})
    assert (run.start, run.end) == (0, 9)
    assert not triggers(w, np.array([[5.0], [-5.0], [-5.0], [5.0]], np.float32), ["clash"], {"": 0.5})


def test_marks_at_the_edges_are_trimmed() -> None:
    """A filler neither begins nor ends with a mark, unless it is nothing else."""
    assert trimmed('"the pact,"', 0, 11) == (1, 9)
    assert trimmed("--", 0, 2) == (0, 2)


def test_a_possessive_ending_opens_no_span() -> None:
    text = "in Bergen's port"
    assert trimmed(text, 9, 16) == (12, 16)
    assert trimmed(text, 3, 11) == (3, 11)


@settings(deadline=None)
@given(st.lists(st.floats(-50, 50, width=32), min_size=1, max_size=9))
def test_odds_are_odds(values: list[float]) -> None:
    """Softmax sums to one; the logistic function stays within its limits, in order."""
    array = np.array(values, np.float32)
    assert softmax(array).sum() == pytest.approx(1, abs=1e-4)
    assert np.all((sigmoid(array) >= 0) & (sigmoid(array) <= 1))
    assert np.all(np.diff(sigmoid(np.sort(array))) >= 0)
