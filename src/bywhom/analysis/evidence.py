"""What facts hold for telling one event: their days aside, sides, places, people, figures and words, as columns.

Each is laid out when it is first asked for.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bywhom.analysis.columns import Bits, Bools, Columns, Ints, Members, codes
from bywhom.analysis.facts import PART, Fact, family
from bywhom.analysis.likeness import CLASSES, class_of, plain


class Evidence(Columns):
    """Facts with what is compared of them, pair by pair."""

    @cached_property
    def _violent(self) -> Bools:
        return np.array([family(f.type) == "violence" for f in self.facts], dtype=bool)

    @cached_property
    def _spots(self) -> Ints:
        return codes(tuple((s, None if p is None else p.id) for s, p in f.spots) for f in self.facts)

    @cached_property
    def _spot_bits(self) -> Bits:
        return Bits([{s for s, _ in f.spots} for f in self.facts], self._spot_members)

    @cached_property
    def _part_bits(self) -> Bits:
        """The places of which a fact tells of a part."""
        return Bits([_wholes(f) for f in self.facts], self._spot_members)

    @cached_property
    def _spot_members(self) -> Members:
        return Members([*({s for s, _ in f.spots} for f in self.facts), *map(_wholes, self.facts)])

    @cached_property
    def _parties(self) -> Members:
        return Members([f.doers | f.sufferers for f in self.facts])

    @cached_property
    def _doers(self) -> Bits:
        return Bits([f.doers for f in self.facts], self._parties)

    @cached_property
    def _sufferers(self) -> Bits:
        return Bits([f.sufferers for f in self.facts], self._parties)

    @cached_property
    def _anyone(self) -> Bits:
        return self._doers.united(self._sufferers)

    @cached_property
    def _does(self) -> Bools:
        return np.array([bool(f.doers) for f in self.facts], dtype=bool)

    @cached_property
    def _suffers(self) -> Bools:
        return np.array([bool(f.sufferers) for f in self.facts], dtype=bool)

    @cached_property
    def _people(self) -> Bits:
        sets = [f.people for f in self.facts]
        return Bits(sets, Members(sets))

    @cached_property
    def _is_person(self) -> Bools:
        return np.array([bool(f.people) for f in self.facts], dtype=bool)

    @cached_property
    def _is_one_person(self) -> Bools:
        return np.array([len(f.people) == 1 for f in self.facts], dtype=bool)

    @cached_property
    def _named(self) -> Bits:
        return Bits([named(f.sufferers) for f in self.facts], self._parties)

    @cached_property
    def _is_named(self) -> Bools:
        return np.array([bool(named(f.sufferers)) for f in self.facts], dtype=bool)

    @cached_property
    def _counted(self) -> Ints:
        return codes(f.figures for f in self.facts)

    @cached_property
    def _counts(self) -> Bools:
        return np.array([bool(f.figures) for f in self.facts], dtype=bool)

    @cached_property
    def _vocabulary(self) -> Members:
        return Members([f.words.all for f in self.facts], class_of, len(CLASSES))

    @cached_property
    def _whole(self) -> Bits:
        return Bits([f.words.all for f in self.facts], self._vocabulary)

    @cached_property
    def _beside(self) -> Bits:
        return Bits([f.words.beside for f in self.facts], self._vocabulary)

    @cached_property
    def _trigger(self) -> Bits:
        return Bits([f.words.trigger for f in self.facts], self._vocabulary)

    @cached_property
    def _heavy(self) -> NDArray[np.float64]:
        return np.array([f.words.weight for f in self.facts])

    @cached_property
    def _heavy_beside(self) -> NDArray[np.float64]:
        return np.array([f.words.weight_beside for f in self.facts])

    @cached_property
    def _names_beside(self) -> Ints:
        return np.array([f.words.names_beside for f in self.facts], dtype=np.int64)

    @cached_property
    def _denied(self) -> Bools:
        return np.array([f.denied for f in self.facts], dtype=bool)

    @cached_property
    def _numbers_beside(self) -> Bools:
        return np.array([f.words.numbers_beside for f in self.facts], dtype=bool)

    @cached_property
    def _another(self) -> Bools:
        return np.array([f.words.another for f in self.facts], dtype=bool)

    @cached_property
    def _place_words(self) -> Bits:
        return Bits([f.ground for f in self.facts], self._place_names)

    @cached_property
    def _told_words(self) -> Bits:
        asked = self._place_names.bit  # few of all words are of a place's name: the others are not looked at twice
        cut = {w: c for w in {w for f in self.facts for w in f.words.all} if (c := plain(w)) in asked}
        return Bits([[cut[w] for w in f.words.all if w in cut] for f in self.facts], self._place_names)

    @cached_property
    def _place_names(self) -> Members:
        grounds = [f.ground for f in self.facts]
        return Members(grounds + grounds)  # a place that one claim gives may stand in the sentence of another

    @cached_property
    def _is_placed(self) -> Bools:
        return np.array([bool(f.spots) for f in self.facts], dtype=bool)

    @cached_property
    def _is_mapped(self) -> Bools:
        return np.array([any(p is not None for _, p in f.spots) for f in self.facts], dtype=bool)

    @cached_property
    def _has_ground(self) -> Bools:
        return np.array([bool(f.ground) for f in self.facts], dtype=bool)

    @cached_property
    def _worded(self) -> tuple[list[frozenset[str]], list[frozenset[str]], Members]:
        doers, sufferers = [words_of(f.doers) for f in self.facts], [words_of(f.sufferers) for f in self.facts]
        return doers, sufferers, Members([a | b for a, b in zip(doers, sufferers, strict=True)])

    @cached_property
    def _doer_words(self) -> Bits:
        return Bits(self._worded[0], self._worded[2])

    @cached_property
    def _sufferer_words(self) -> Bits:
        return Bits(self._worded[1], self._worded[2])

    @cached_property
    def _has_trigger(self) -> Bools:
        return np.array([bool(f.words.trigger) for f in self.facts], dtype=bool)


def _wholes(f: Fact) -> set[str]:
    return {s.removeprefix(PART) for s, _ in f.spots if s.startswith(PART)}


def named(sides: frozenset[str]) -> frozenset[str]:
    """Those of the sides that are told by words of their own, not as "the group"."""
    return frozenset([s for s in sides if s[:1] == "~"])


def words_of(sides: frozenset[str]) -> frozenset[str]:
    """The words of the sides' names, one by one."""
    return frozenset([w for s in sides if s[:1] == "~" for w in s[1:].split()])
