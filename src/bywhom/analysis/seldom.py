"""What a report seldom speaks of: two of its claims that share it tell one event sooner than two that share its matter.

A report of one battle names its town in every line, so that the town tells none of its events from another; a village
named twice does. What is seldom goes by the sentences of the report that make claims, each counted once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bywhom.analysis.columns import Bits, Ints
from bywhom.analysis.evidence import Evidence
from bywhom.analysis.likeness import WEIGHTS

_TWICE, _SHARE = 2, 0.04  # a word is seldom in so many sentences, or in this share of them
_WEIGHT = np.array(WEIGHTS)


class Seldom(Evidence):
    """Facts with what their report seldom speaks of."""

    def _rare(self, i: Ints, j: Ints) -> dict[str, NDArray[np.float64]]:
        """Signs of pairs of one report from what it seldom speaks of; none where all pairs are of two."""
        one = self.report[i] == self.report[j]
        if not one.any():
            return {}
        shared, heavy = self._seldom.shared(i, self._seldom, j) @ _WEIGHT, self._heavy_seldom
        near_by = self._seldom_beside.shared(i, self._seldom_beside, j) @ _WEIGHT
        out = {
            "words": np.minimum(1.0, shared / 5), "beside": np.minimum(1.0, near_by / 4),
            "sentence": 2 * shared / np.maximum(heavy[i] + heavy[j], 1e-9),
        }  # fmt: skip
        return {f"seldom: {name}": found * one for name, found in out.items()}

    @cached_property
    def _sparse(self) -> list[frozenset[str]]:
        """Of every fact the words of its sentence that its report seldom has."""
        held: dict[int, dict[int, frozenset[str]]] = defaultdict(dict)
        for n, f in enumerate(self.facts):
            told = held[int(self.report[n])]
            told[f.sentence] = told.get(f.sentence, frozenset()) | f.words.all
        seldom = {report: _seldom_of(told.values()) for report, told in held.items()}
        return [f.words.all & seldom[int(self.report[n])] for n, f in enumerate(self.facts)]

    @cached_property
    def _seldom(self) -> Bits:
        return Bits(self._sparse, self._vocabulary)

    @cached_property
    def _heavy_seldom(self) -> NDArray[np.float64]:
        every = np.arange(len(self.facts))
        heavy: NDArray[np.float64] = self._seldom.shared(every, self._seldom, every) @ _WEIGHT
        return heavy

    @cached_property
    def _seldom_beside(self) -> Bits:
        return Bits([s & f.words.beside for s, f in zip(self._sparse, self.facts, strict=True)], self._vocabulary)


def _seldom_of(sentences: Iterable[frozenset[str]]) -> frozenset[str]:
    told = list(sentences)
    counted = Counter(w for words in told for w in words)
    return frozenset(w for w, n in counted.items() if n <= max(_TWICE, _SHARE * len(told)))
