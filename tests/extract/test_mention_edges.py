"""A mention ends where the name ends, however badly a tagger cut it."""

import pytest

from bywhom.extract.mentions import _held
from bywhom.model.text import Span


@pytest.mark.parametrize(
    ("cut", "held"),
    [
        ("Bergen and", "Bergen"), ("the villages of Ao and Bo and", "the villages of Ao and Bo"),
        ("fighters who", "fighters"), ("of Bergen", "Bergen"), ("| Bergen |", "Bergen"), ("🇳🇴 Norway", "Norway"),
        ("Bergen", "Bergen"), ("60%", "60%"), ("Bank of Norway", "Bank of Norway"), ("an", "an"),
        ("the River And", "the River And"),
    ],
)  # fmt: skip
def test_words_that_only_lead_on_are_no_part_of_a_mention(cut, held):
    text = f"x {cut} y"
    assert _held(text, Span(2, 2 + len(cut))).of(text) == held
