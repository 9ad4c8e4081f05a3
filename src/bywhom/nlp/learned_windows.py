"""Cut a text into windows of word pieces that keep their sentence and their character offsets.

A window holds whole sentences up to a limit of pieces. A sentence longer than the limit is cut; its parts are windows
of their own. No sentence is read twice: with the last one of the window before as context, as the shipped weights were
trained, reading cost an eighth more and found no more claims.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

#: word pieces a window may hold, the two special ones included
WINDOW_PIECES = 192
#: the longest region that one trigger pass reads
REGION_PIECES = 160

LOWER, CAPITAL, UPPER, MIXED, DIGIT, OTHER = range(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Word pieces of consecutive sentences. All arrays have one entry a piece, the special pieces included.

    ``starts``/``ends`` are character offsets of the text (-1 for special pieces), ``sentence`` the index of the
    sentence (-1 for special pieces), ``word`` a number that the pieces of one word share (-1 for special pieces),
    ``case`` the letter case of that word.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    sentence: Ints
    word: Ints
    case: Ints

    def __len__(self) -> int:
        return len(self.ids)


class _Piece(NamedTuple):
    """One word piece, in the order of a window's columns."""

    id: int
    start: int
    end: int
    sentence: int
    word: int
    case: int


def case_of(word: str) -> int:
    """The letter case of a word, as one of six classes (an uncased vocabulary loses it otherwise)."""
    if word.isdigit():
        return DIGIT
    if not any(c.isalpha() for c in word):
        return OTHER
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else CAPITAL
    if word[0].isupper() and word[1:].islower():
        return CAPITAL
    return MIXED


def region(window: Window, sentence: int, around: int) -> Ints:
    """The places of a sentence's pieces, with ``around`` sentences on each side, at most ``REGION_PIECES``."""
    near = np.flatnonzero((window.sentence >= max(0, sentence - around)) & (window.sentence <= sentence + around))
    if len(near) <= REGION_PIECES:
        return near
    own = np.flatnonzero(window.sentence == sentence)
    if len(own) >= REGION_PIECES:
        return own[:REGION_PIECES]
    spare = (REGION_PIECES - len(own)) // 2
    kept: Ints = near[(near >= own[0] - spare) & (near <= own[-1] + spare)]
    return kept


def cut(tokenizer: Tokenizer, text: str, sentences: Sequence[tuple[int, int]]) -> list[Window]:
    """Windows over ``text``; every sentence is in one window (a very long one in several)."""
    rows = [_pieces(tokenizer, text, index, span) for index, span in enumerate(sentences)]
    return list(_pack(tokenizer, rows))


def _pieces(tokenizer: Tokenizer, text: str, index: int, span: tuple[int, int]) -> list[_Piece]:
    start, end = span
    coded = tokenizer.encode(text[start:end], add_special_tokens=False)
    cases: dict[int, int] = {}
    found = []
    for piece, (a, b), word in zip(coded.ids, coded.offsets, coded.word_ids, strict=True):
        if word is not None and word not in cases:
            whole = coded.word_to_chars(word)
            cases[word] = case_of(text[start + whole[0] : start + whole[1]]) if whole else OTHER
        kept = -1 if word is None else word
        case = cases.get(kept, OTHER)
        found.append(_Piece(piece, start + a, start + b, index, kept, case))
    return found


def _pack(tokenizer: Tokenizer, rows: Sequence[list[_Piece]]) -> Iterator[Window]:
    room = WINDOW_PIECES - 2
    held: list[list[_Piece]] = []
    for row in rows:
        for part in (row[i : i + room] for i in range(0, len(row), room)):
            if held and sum(map(len, held)) + len(part) > room:
                yield _window(tokenizer, held)
                held = []
            held.append(part)
    if held:
        yield _window(tokenizer, held)


def _window(tokenizer: Tokenizer, held: Sequence[list[_Piece]]) -> Window:
    first, last = (_Piece(id_, -1, -1, -1, -1, OTHER) for id_ in special(tokenizer))
    rows = np.array([first, *(p for part in held for p in part), last], dtype=np.int64)
    ids, starts, ends, sentence, word, case = np.ascontiguousarray(rows.T)
    return Window(ids=ids, starts=starts, ends=ends, sentence=sentence, word=word, case=case)


def special(tokenizer: Tokenizer) -> tuple[int, int]:
    """The ids of the pieces that open and close a window, whatever the encoder family calls them."""
    for first, last in (("<s>", "</s>"), ("[CLS]", "[SEP]")):
        a, b = tokenizer.token_to_id(first), tokenizer.token_to_id(last)
        if a is not None and b is not None:
            return a, b
    raise ValueError("the vocabulary has neither <s> nor [CLS]")
