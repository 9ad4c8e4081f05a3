"""Facts as columns, so that very many pairs are compared at once: numbers in arrays, sets as bits.

Only what at least two facts hold can be common to two, so that only such members of a set get a bit.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bywhom.analysis.facts import Fact, alike

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_ROWS = 1024  # facts whose bits are laid out at a time


class Bits:
    """One set of every fact, as bits: ``members`` in groups, each group in words of its own."""

    def __init__(self, sets: Sequence[Iterable[str]], members: "Members") -> None:
        """The members of ``sets`` that have a bit."""
        self._groups = members.groups
        width = len(members.groups) * 64
        packed = []
        for start in range(0, len(sets), _ROWS):
            some = sets[start : start + _ROWS]
            laid = np.zeros((len(some), width), dtype=bool)
            at = [(i, bit) for i, held in enumerate(some) for m in held if (bit := members.bit.get(m)) is not None]
            if at:
                rows, columns = zip(*at, strict=True)
                laid[list(rows), list(columns)] = True
            packed.append(np.packbits(laid, axis=1).view(np.uint64))
        words = np.concatenate(packed) if packed else np.zeros((0, len(members.groups)), dtype=np.uint64)
        self._words = np.ascontiguousarray(words.T)  # word by word: adding up many pairs goes along memory

    def united(self, other: "Bits") -> "Bits":
        """Of every fact the members of its set here and in ``other``, which has the same members."""
        out = copy(self)
        out._words = self._words | other._words
        return out

    def shared(self, i: Ints, other: "Bits", j: Ints) -> Ints:
        """How many members the facts ``i`` here and the facts ``j`` of ``other`` share: a column for every group."""
        out = np.zeros((int(self._groups.max(initial=-1)) + 1, len(i)), dtype=np.int64)
        for kind, mine, theirs in zip(self._groups.tolist(), self._words, other._words, strict=True):
            out[kind] += np.bitwise_count(mine.take(i) & theirs.take(j))
        return out.T


class Members:
    """What at least two of some sets hold, each with its bit; ``group_of`` puts members into groups 0, 1, …"""

    def __init__(self, sets: Iterable[Iterable[str]], group_of: Callable[[str], int] = lambda _: 0, kinds: int = 1):
        """Give every member a bit; groups begin at words of 64 bits."""
        counted = Counter(chain.from_iterable(sets))
        grouped: list[list[str]] = [[] for _ in range(kinds)]
        for member in sorted(m for m, n in counted.items() if n > 1):
            grouped[group_of(member)].append(member)
        self.bit: dict[str, int] = {}
        groups: list[int] = []
        for kind, held in enumerate(grouped):
            self.bit |= {m: len(groups) * 64 + n for n, m in enumerate(held)}
            groups += [kind] * max(1, -(-len(held) // 64))
        self.groups = np.array(groups)


def distinct(values: Ints) -> Ints:
    """Each value once, in order. ``np.unique`` of NumPy 2.3 and later hashes first: many times as slow on numbers."""
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def codes(values: Iterable[Hashable]) -> Ints:
    """Equal values as equal numbers."""
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(v, len(seen)) for v in values], dtype=np.int64)


def by_pairs(
    left: Ints, right: Ints, answer: Callable[[int, int], Any], dtype: type, *, one_of: Ints | None = None
) -> NDArray[Any]:  # fmt: skip
    """``answer`` for each pair of codes, asked once for equal pairs; of facts that have them where ``one_of`` says."""
    if not len(left):
        return np.zeros(0, dtype=dtype)
    size = int(max(left.max(), right.max())) + 1
    pairs, where = np.unique(left * size + right, return_inverse=True)
    first = np.arange(size) if one_of is None else one_of
    found = [answer(int(first[p // size]), int(first[p % size])) for p in pairs.tolist()]
    return np.array(found, dtype=dtype)[where]


def firsts(coded: Ints) -> Ints:
    """For each code the first fact that has it."""
    return np.unique(coded, return_index=True)[1]


def _flags(values: Iterable[bool]) -> Bools:
    return np.array(list(values), dtype=bool)


class Columns:
    """What joining compares of many facts at once. Days are ordinals; 0 where a flag says that there is none."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        """Lay out ``facts``."""
        self.facts = facts
        self.type, self.mode = codes(f.type for f in facts), codes(f.mode for f in facts)
        kinds = [facts[i].type for i in firsts(self.type)] if facts else []
        self.types = kinds
        pairs = _flags(alike(a, b) for a in kinds for b in kinds)
        self._alike = pairs.reshape(len(kinds), len(kinds))
        self.report, self.sentence = codes(f.report for f in facts), np.array([f.sentence for f in facts])
        self.dated = _flags(f.first is not None and f.last is not None for f in facts)
        self.first, self.last = _days([(f.first, f.last) for f in facts])
        told = [(f.first, f.last) if f.first is not None and f.last is not None else f.soft for f in facts]
        self.told = _flags(d is not None for d in told)
        self.told_first, self.told_last = _days([d or (None, None) for d in told])
        self.is_published = _flags(f.published is not None for f in facts)
        self.published = _days([(f.published, None) for f in facts])[0]
        ids = {f.claim: n for n, f in enumerate(facts)}
        self.at, self.takes = np.array([f.at for f in facts]), np.array([ids.get(f.takes, -1) for f in facts])
        self.again, self.fresh = _flags(f.again for f in facts), _flags(f.fresh for f in facts)
        self.more, self.counter = _flags(f.words.another for f in facts), _flags(f.words.counter for f in facts)
        self.order, self.has_order = codes(f.words.order for f in facts), _flags(bool(f.words.order) for f in facts)
        self.news = _flags(f.news for f in facts)
        self.terms = codes(map(_terms, facts))
        self.is_some = _flags(bool(f.actors or f.spots) for f in facts)

    def is_type(self, *wanted: str) -> Bools:
        """Which facts are of one of the types."""
        found = _flags(t in wanted for t in self.types)
        return found[self.type] if self.types else found

    def comparable(self, i: Ints, j: Ints) -> Bools:
        """Pairs whose sort and types may tell one thing."""
        found: Bools = (self.mode[i] == self.mode[j]) & self._alike[self.type[i], self.type[j]]
        return found

    def same_terms(self, i: Ints, j: Ints) -> Bools:
        """Exact repeats: all that two claims of different reports say is the same, and they say when."""
        found: Bools = (self.terms[i] == self.terms[j]) & (self.report[i] != self.report[j])
        found &= self.dated[i] & self.is_some[i]
        return found

    def gap(self, i: Ints, j: Ints) -> Ints:
        """Days between the ranges (0: they share a day); of dated pairs alone."""
        between = np.maximum(self.first[i], self.first[j]) - np.minimum(self.last[i], self.last[j])
        found: Ints = np.maximum(0, between)
        return found

    def widest(self, i: Ints, j: Ints) -> Ints:
        """Days from the first to the last of the wider range; of dated pairs alone."""
        found: Ints = np.maximum(self.last[i] - self.first[i], self.last[j] - self.first[j])
        return found


def _days(pairs: Sequence[tuple[int | None, int | None]]) -> tuple[Ints, Ints]:
    found = np.array([(a or 0, b or 0) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _terms(f: Fact) -> Hashable:
    """All that a claim says, but for who reports it."""
    return (
        f.type, f.first, f.last, f.agents, f.patients, f.kind, f.phase, frozenset(s for s, _ in f.spots),
        frozenset(f.figures),
    )  # fmt: skip
