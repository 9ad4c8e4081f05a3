"""Windows of word pieces: nothing is lost, nothing is read twice, offsets hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from bywhom.nlp.learned_windows import (
    CAPITAL,
    DIGIT,
    LOWER,
    MIXED,
    OTHER,
    REGION_PIECES,
    UPPER,
    WINDOW_PIECES,
    case_of,
    cut,
    region,
)


def small_tokenizer() -> Tokenizer:
    """A word-piece tokenizer over single letters: every word of n letters has n pieces."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,"
    pieces = ["<s>", "</s>", "[UNK]", *letters, *(f"##{c}" for c in letters)]
    made = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def laid_out(parts: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The sentences joined by blanks, with their spans."""
    spans, at = [], 0
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part) + 1
    return " ".join(parts), spans


sentence = st.lists(st.text("abcXYZ01", min_size=1, max_size=9), min_size=1, max_size=60).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(sentence, max_size=12))
def test_every_piece_is_read_once_and_slices_back(parts: list[str]) -> None:
    """The pieces of all windows, joined, are the letters of the text in order."""
    text, spans = laid_out(parts)
    windows = cut(small_tokenizer(), text, spans)
    read = [(int(a), int(b)) for w in windows for a, b, s in zip(w.starts, w.ends, w.sentence, strict=True) if s >= 0]
    assert "".join(text[a:b] for a, b in read) == text.replace(" ", "")
    assert all(len(w) <= WINDOW_PIECES for w in windows)


@settings(max_examples=40, deadline=None)
@given(st.lists(sentence, min_size=1, max_size=12))
def test_pieces_stay_inside_their_sentence(parts: list[str]) -> None:
    """A piece lies within the span of the sentence that the window gives for it."""
    text, spans = laid_out(parts)
    for window in cut(small_tokenizer(), text, spans):
        for a, b, s in zip(window.starts, window.ends, window.sentence, strict=True):
            assert (a, b, s) == (-1, -1, -1) or spans[s][0] <= a < b <= spans[s][1]


def test_no_sentence_is_read_twice() -> None:
    """The second window opens with the sentence after the last one of the first."""
    text, spans = laid_out(["ab cd"] * 60)
    first, second = cut(small_tokenizer(), text, spans)[:2]
    assert second.sentence[1] == first.sentence[-2] + 1


def test_a_region_is_the_sentence_and_never_longer_than_allowed() -> None:
    """Asked for neighbours, a region grows around its sentence up to the limit."""
    text, spans = laid_out(["ab " * 30, "cd", "ef " * 30])
    window = cut(small_tokenizer(), text.replace("  ", " "), spans)[0]
    own, near = region(window, 1, 0), region(window, 1, 1)
    assert set(window.sentence[own]) == {1}
    assert set(own) <= set(near)
    assert len(near) <= REGION_PIECES
    assert np.all(np.diff(near) == 1)


@pytest.mark.parametrize(
    ("word", "case"),
    [("dam", LOWER), ("Dam", CAPITAL), ("UN", UPPER), ("A", CAPITAL), ("McBain", MIXED), ("12", DIGIT), ("--", OTHER)],
)
def test_letter_case_has_six_classes(word: str, case: int) -> None:
    """An uncased vocabulary is told the case of each word."""
    assert case_of(word) == case
