"""How many of a kind a report tells of: where it tells one capture of a town, two of its claims that tell it are one.

What counts as of its kind goes by the report's claims of one type: by their days, by their places, by who took what.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bywhom.analysis.columns import Bits, Bools, Ints
from bywhom.analysis.evidence import words_of
from bywhom.analysis.facts import Fact
from bywhom.analysis.seldom import Seldom

_NARROW = 3  # days that a date may span and still tell one day from another
_SOME = 4  # so many days besides one are many
_TAKEN = frozenset({"capture", "withdrawal"})
Kind = tuple[str, str]  # a report and a type


class Kin(Seldom):
    """Facts with how many of their kind their report tells of."""

    def _of_kind(self, i: Ints, j: Ints) -> dict[str, NDArray[np.float64]]:
        """Signs of pairs of one report; none where all pairs are of two."""
        one = self.report[i] == self.report[j]
        if not one.any():
            return {}
        alike, dated = self.type[i] == self.type[j], self.dated[i] & self.dated[j]
        few = 2 / np.maximum(2, np.minimum(self._told_of_type[i], self._told_of_type[j]))
        days = np.maximum(1, np.maximum(self._days_there[i], self._days_there[j]))
        span = self.last - self.first
        wide = np.where(span[i] >= span[j], i, j)
        meet = dated & (self.gap(i, j) == 0) & (span[wide] > _NARROW)
        open_ = ~(dated & (span[wide] <= _NARROW))
        held = meet * np.minimum(1.0, np.maximum(0, self._days_within[wide] - 1) / _SOME)
        met, sole = (bits.shared(i, bits, j).sum(axis=1) > 0 for bits in (self._place_words, self._sole))
        taken = alike & self.is_type(*_TAKEN)[i] & met & ~self._doers_unlike(i, j)
        out = {
            "few": few, "only day": open_ & (days == 1), "days": open_ / days,
            "only day of a range": meet & (held == 0), "days of a range": held,
            "taken once": taken & sole, "taken often": taken & ~sole,
        }  # fmt: skip
        return {f"of its kind: {name}": found * one.astype(float) for name, found in out.items()}

    def _doers_unlike(self, i: Ints, j: Ints) -> Bools:
        met = self._doers.shared(i, self._doers, j).sum(axis=1) > 0
        alike = self._doer_words.shared(i, self._doer_words, j).sum(axis=1) > 0
        found: Bools = self._does[i] & self._does[j] & ~met & ~alike
        return found

    @cached_property
    def _told_of_type(self) -> Ints:
        return _sentences([((f.report, f.type), f.sentence) for f in self.facts])

    @cached_property
    def _days(self) -> dict[Kind, dict[str, set[int]]]:
        """The days of what a report tells of a type: by the words of its places, of all under ""."""
        days: dict[Kind, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for f in self.facts:
            if f.first is not None and f.last is not None and f.last - f.first <= _NARROW:
                for word in ("", *f.ground):
                    days[f.report, f.type][word].add(f.first)
        return days

    @cached_property
    def _days_there(self) -> Ints:
        """On how many days the report tells of its type at the fact's place; anywhere where it names none."""
        told = (self._days[f.report, f.type] for f in self.facts)
        return np.array([
            len(set[int]().union(*(days.get(w, ()) for w in f.ground or ("",))))
            for f, days in zip(self.facts, told, strict=True)
        ], dtype=np.int64)  # fmt: skip

    @cached_property
    def _days_within(self) -> Ints:
        """On how many days of the fact's range the report tells of its type."""
        ordered = {kind: np.array(sorted(days[""])) for kind, days in self._days.items()}
        none = np.zeros(0, dtype=np.int64)
        within = np.zeros(len(self.facts), dtype=np.int64)
        for n, f in enumerate(self.facts):
            if f.first is not None and f.last is not None and f.last - f.first > _NARROW:
                days = ordered.get((f.report, f.type), none)
                within[n] = np.searchsorted(days, f.last, "right") - np.searchsorted(days, f.first)
        return within

    @cached_property
    def _sole(self) -> Bits:
        """The words of the places that their report tells to be taken by none but the fact's own taker."""
        takers: dict[tuple[str, str, str, str], set[frozenset[str]]] = defaultdict(set)
        for f in self.facts:
            for kind in _taking(f):
                takers[kind].add(f.doers)
        rivals = {kind: [(d, words_of(d)) for d in doers if d] for kind, doers in takers.items()}

        def alone(f: Fact) -> Iterator[str]:
            own = words_of(f.doers)
            for kind in _taking(f):
                if not f.doers or all(d & f.doers or words & own for d, words in rivals[kind]):
                    yield kind[-1]

        return Bits([list(alone(f)) for f in self.facts], self._place_names)


def _taking(f: Fact) -> Iterator[tuple[str, str, str, str]]:
    if f.type in _TAKEN:
        yield from ((f.report, f.type, f.mode, word) for word in f.ground)


def _sentences(told: list[tuple[Kind, int]]) -> Ints:
    """For each in how many sentences its report tells of its kind."""
    held: dict[Kind, set[int]] = defaultdict(set)
    for kind, sentence in told:
        held[kind].add(sentence)
    return np.array([len(held[kind]) for kind, _ in told], dtype=np.int64)
