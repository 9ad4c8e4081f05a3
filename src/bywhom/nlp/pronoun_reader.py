"""Whom "he" and "she" mean, by a small encoder that reads the sentences around: a score a candidate.

``pronouns.onnx`` reads a window once: for each word piece what it asks for as a pronoun, and what it offers as a
candidate. ``pronoun_pairs.onnx`` scores pairs of the two. The scores add to those of the rules' signs
(extract/pronouns.py), with which they were trained (training/README.md). Weights are half a byte each
in the file and a byte in memory.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from tokenizers import Tokenizer

from bywhom.model.layers import PersonName
from bywhom.nlp.graphs import session
from bywhom.nlp.learned_decode import Floats, Ints
from bywhom.nlp.learned_windows import WINDOW_PIECES
from bywhom.nlp.pronoun_windows import Told, retold, window

GRAPH, PAIRS, VOCABULARY = "pronouns.onnx", "pronoun_pairs.onnx", "pronoun_tokenizer.json"
NEAREST = 6  # mentions of one candidate that are looked at

Names = Callable[[], Iterable[PersonName]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    begin: int
    end: int
    told: Told
    starts: Ints
    ends: Ints
    asks: Floats
    offers: Floats

    def mean(self, table: Floats, start: int, end: int) -> Floats | None:
        """The mean row of the pieces of one word of the report; None where the window does not hold it."""
        place = self.told.place(start, end)
        if place is None:
            return None
        at = np.flatnonzero((self.starts < place[1]) & (self.ends > place[0]))[:4]
        return table[at].mean(0) if len(at) else None


class PronounReader:
    """The graphs of one model folder."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._graph, self._pairs = (session(folder / name, threads=threads) for name in (GRAPH, PAIRS))
        self._none = float(self._pairs.get_modelmeta().custom_metadata_map["none"])
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / VOCABULARY))

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> Self | None:
        """The reader of ``folder``; None where one of its files is absent: the signs decide alone then."""
        present = all((folder / name).is_file() for name in (GRAPH, PAIRS, VOCABULARY))
        return cls(folder, threads=threads) if present else None

    def open(
        self, text: str, sentences: Sequence[tuple[int, int]], pronouns: Sequence[int], names: Names
    ) -> "PronounText":
        """A text to be asked about ``pronouns`` (where each begins, in order); ``names`` tells the names so far.

        Nothing is read before the first question.
        """
        return PronounText(self, text, sentences, pronouns=pronouns, names=names)

    def read(self, told: Told, begin: int, end: int) -> _Window:
        """The window between two characters of a report, read."""
        coded = self._tokenizer.encode(told.text)
        ids = np.array(coded.ids, dtype=np.int64)
        starts, ends = (np.array(column, dtype=np.int64) for column in zip(*coded.offsets, strict=True))
        if len(ids) > WINDOW_PIECES:  # the end matters most: a pronoun looks back
            kept = np.r_[0, np.arange(len(ids) - WINDOW_PIECES + 1, len(ids))]
            ids, starts, ends = ids[kept], starts[kept], ends[kept]
        asks, offers = self._graph.run(["asks", "offers"], {"ids": ids[None]})
        return _Window(begin=begin, end=end, told=told, starts=starts, ends=ends, asks=asks[0], offers=offers[0])

    def pairs(self, ask: Floats, offers: Sequence[Floats]) -> Floats:
        """The score of each offer."""
        table = np.stack(offers)
        scores: Floats = self._pairs.run(["scores"], {"asks": np.repeat(ask[None], len(table), 0), "offers": table})[0]
        return scores

    @property
    def none(self) -> float:
        """The score of a candidate of whom the window tells nothing."""
        return self._none


class PronounText:
    """One text while its pronouns are read, in text order."""

    def __init__(
        self, reader: PronounReader, text: str, sentences: Sequence[tuple[int, int]], *, pronouns: Sequence[int],
        names: Names,
    ) -> None:  # fmt: skip
        self._reader, self._text, self._sentences = reader, text, sentences
        self._pronouns, self._names = pronouns, names
        self._window: _Window | None = None

    def scores(
        self, pronoun: tuple[int, int], candidates: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[float, ...] | None:
        """One score a candidate, given as the head words of its mentions, nearest first; None for a pronoun not seen.

        All spans are characters of the text. Scores compare candidates of one pronoun only.
        """
        held = self._held(pronoun[0])
        ask = held.mean(held.asks, *pronoun)
        if ask is None:
            return None
        offers: list[Floats] = []
        whose: list[int] = []
        for number, heads in enumerate(candidates):
            rows = (held.mean(held.offers, *head) for head in heads)
            found = [row for row in rows if row is not None][:NEAREST]
            offers += found
            whose += [number] * len(found)
        if not offers:
            return None
        scores, owner = self._reader.pairs(ask, offers), np.array(whose)
        return tuple(
            float(np.logaddexp.reduce(scores[owner == n])) if (owner == n).any() else self._reader.none
            for n in range(len(candidates))
        )

    def _held(self, at: int) -> _Window:
        if self._window is None or not self._window.begin <= at < self._window.end:
            begin, end = window(self._sentences, [p for p in self._pronouns if p >= at] or [at])
            self._window = self._reader.read(retold(self._text, self._names(), begin, end), begin, end)
        return self._window
