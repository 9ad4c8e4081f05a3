"""Tags to mentions: the likeliest path through the words."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from tests.nlp.windows import window

from bywhom.nlp.learned_mentions import mentions

TAGS = ["O", "B-Person", "I-Person", "B-Location", "I-Location"]


def logits(*rows: dict[str, float]) -> np.ndarray:
    """Logits of the words (tag → chance, the rest shared by the others), outside for the special pieces."""
    out = [[1.0, 0, 0, 0, 0]]
    for row in rows:
        rest = (1 - sum(row.values())) / (len(TAGS) - len(row))
        out.append([row.get(t, rest) for t in TAGS])
    return np.log(np.array([*out, out[0]], np.float32) + 1e-6)


def found(words: list[str], *rows: dict[str, float]) -> list[tuple[int, int, str]]:
    """Mentions as (start, end, type)."""
    return [(m.start, m.end, m.label) for m in mentions(window(words), logits(*rows), TAGS)]


def test_mentions_begin_where_the_begin_tag_stands() -> None:
    """B I B makes two mentions of one type, side by side."""
    rows = ({"B-Person": 0.9}, {"I-Person": 0.9}, {"B-Person": 0.9})
    assert found(["Ana", "Bo", "Cy"], *rows) == [(0, 6, "Person"), (7, 9, "Person")]


def test_an_inside_without_a_begin_takes_the_word_before_along() -> None:
    """Where the article's own best tag is outside, but its noun is surely inside, the mention begins with it."""
    rows = ({"O": 0.5, "B-Location": 0.45}, {"I-Location": 0.9})
    assert found(["the", "harbour"], *rows) == [(0, 11, "Location")]


def test_an_article_alone_is_no_mention() -> None:
    """A begin whose type does not go on is told again with the type of the words that follow."""
    rows = ({"B-Person": 0.45, "B-Location": 0.4}, {"I-Location": 0.9})
    assert found(["the", "harbour"], *rows) == [(0, 11, "Location")]


def test_the_later_pieces_of_a_word_tell_its_type_whether_they_say_begin_or_inside() -> None:
    """A rare name's second piece votes for its type."""
    rows = ({"B-Person": 0.4, "B-Location": 0.41}, {"B-Person": 0.5, "I-Person": 0.4})
    assert found(["zu", "##bara"], *rows) == [(0, 6, "Person")]


@settings(deadline=None)
@given(arrays.arrays(np.float32, (5, len(TAGS)), elements=st.floats(-20, 20, width=32)))
def test_mentions_do_not_overlap_and_are_chances(numbers: np.ndarray) -> None:
    """Whatever the numbers: spans in order, apart from each other, scored between 0 and 1."""
    got = mentions(window(["a", "b", "c"]), numbers, TAGS)
    assert all(x.end <= y.start for x, y in pairwise(got))
    assert all(0 <= m.score <= 1 and m.start < m.end for m in got)
