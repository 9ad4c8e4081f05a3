"""How far two claims tell one happening: what they have in common, weighed, with the words that explain it.

The weights are those of a logistic regression over pairs labelled by hand (tests/bench/joining_pairs.json, "choose").
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bywhom.analysis.columns import Bits, Bools, Columns, Ints, Members, by_pairs, codes, firsts
from bywhom.analysis.facts import SYMMETRIC, Fact, family, near
from bywhom.analysis.likeness import CLASSES, NAMES, WEIGHTS, class_of, is_number

TAKEN = ("capture", "withdrawal")
_WEIGHTS = {
    "ground taken": 1.65, "meet in the telling": 1.58, "same type": 1.30, "words: weight": 1.27,
    "large figures": 1.14, "words: sentence, dated": 0.96, "words: beside, dated": 0.75, "same place": 0.60,
    "same two parties": 0.60, "three shared, dated": 0.60, "ground taken, dated": 0.53, "same other side": 0.50,
    "two shared, dated": 0.50, "one month": 0.49, "words: names": 0.46, "violence": 0.45,
    "words: names, undated": 0.40, "same day": 0.30, "same doer": 0.30, "near days": 0.19, "words: trigger": 0.14,
    "one report": 0.14, "words: sentence": 0.07, "another doer": -0.30, "another other side": -0.30,
    "figures": -0.34, "no telling": -0.40, "undated": -0.42, "sides crossed": -0.47, "words: another": -0.54,
    "words: other names": -0.55, "days apart": -0.70, "apart in the telling": -0.77, "place may be one": -0.90,
    "published apart": -0.95, "words: other numbers": -1.46, "other places": -1.50, "other people": -1.80,
}  # fmt: skip
_BIAS, _BAR = -2.64, 0.75  # the bar: a probability of 0.68 as log odds
_CLAUSE = 80  # characters between two triggers of one clause
_PERSONAL = frozenset({"killing", "injury", "abduction", "release", "abuse", "holds"})  # what happens to somebody
_PARTIES = tuple(sorted(SYMMETRIC))
_SLIP_DAYS, _RETOLD = 3, 0.6  # two dates of one event told in so much the same words may differ by so many days
_NEWS_DAYS = 7  # undated claims of reports published this near to each other may speak of the same days


Features = Mapping[str, NDArray[np.float64]]
_WEIGHT = np.array(WEIGHTS)


class Pairing(Columns):
    """Facts with all that tells whether two of them are one event."""

    def common(self, i: Ints, j: Ints) -> Features:
        """What pairs of events told in different sentences have in common and in conflict, each from 0 to 1."""
        out = {"same type": self.type[i] == self.type[j], **self._time(i, j), **self._place(i, j), **self._sides(i, j)}
        figure = self._figures(i, j)
        words = self._words(i, j)
        dated = (out["same day"] | out["near days"]).astype(float)
        shared = sum(out[x].astype(int) for x in ("same place", "same doer", "same other side")) + (figure >= 2)
        taken = out["same type"] & self.is_type(*TAKEN)[i] & out["same place"] & ~out["another doer"]
        made = {name: value.astype(float) for name, value in out.items()}
        return {
            **made, "large figures": (figure >= 2).astype(float), "figures": (figure < 0).astype(float), **words,
            "words: sentence, dated": words["words: sentence"] * dated,
            "words: beside, dated": words["words: beside"] * dated,
            "words: names, undated": words["words: names"] * made["undated"],
            "one report": (self.report[i] == self.report[j]).astype(float),
            "two shared, dated": dated * (shared >= 2), "three shared, dated": dated * (shared >= 3),
            "ground taken": (dated + made["one month"]) * taken, "ground taken, dated": dated * taken,
            "violence": self._violent[i].astype(float),
        }  # fmt: skip

    def weigh(self, found: Features) -> NDArray[np.float64]:
        """How far the sum of what the events of each pair share lies above the bar; below 0 they stay apart."""
        total = np.full(len(found["same type"]), _BIAS - _BAR)
        for name, weight in _WEIGHTS.items():
            total += weight * found[name]
        return np.round(total, 9)  # equal sums are equal, in whatever order their parts were added

    def refused(self, i: Ints, j: Ints) -> Bools:
        """Pairs of events that cannot be one, whatever else they share.

        Two changes of hands told in one sentence; who takes a place does not leave it; other days (one report keeps
        its own days apart, save where it tells of both in the same words and of no other).
        """
        taken = self.is_type(*TAKEN)
        both = taken[i] & taken[j]
        one = both & (self.report[i] == self.report[j]) & (self.sentence[i] == self.sentence[j])
        crossed = both & (self.type[i] != self.type[j])
        crossed[crossed] = self._doers.shared(i[crossed], self._doers, j[crossed]).sum(axis=1) > 0
        loose = (self.widest(i, j) > 1) | (self.report[i] == self.report[j])
        apart = self.dated[i] & self.dated[j] & (self.gap(i, j) > np.where(loose, 0, 1))
        late = apart & (self.gap(i, j) <= _SLIP_DAYS)
        if late.any():
            words = self._words(i[late], j[late])
            retold = words["words: sentence"] >= _RETOLD
            apart[late] = ~(retold & (words["words: another"] == 0) & (words["words: other numbers"] == 0))
        found: Bools = one | crossed | apart
        return found

    def _time(self, i: Ints, j: Ints) -> dict[str, Bools]:
        dated = self.dated[i] & self.dated[j]
        apart, widest = self.gap(i, j) > 0, self.widest(i, j)
        meet = dated & ~apart
        told = ~dated & self.told[i] & self.told[j]
        between = np.maximum(self.told_first[i], self.told_first[j]) - np.minimum(self.told_last[i], self.told_last[j])
        close = self.is_published[i] & self.is_published[j]
        close &= np.abs(self.published[i] - self.published[j]) <= _NEWS_DAYS
        return {
            "same day": meet & (widest == 0), "near days": meet & (widest > 0) & (widest <= 3),
            "one month": meet & (widest > 3) & (widest <= 31), "wide": meet & (widest > 31),
            "days apart": dated & apart, "undated": ~dated, "no telling": ~dated & ~told,
            "meet in the telling": told & (between <= 3), "apart in the telling": told & (between > 10),
            "published apart": ~dated & (self.report[i] != self.report[j]) & ~close,
        }  # fmt: skip

    def _place(self, i: Ints, j: Ints) -> dict[str, Bools]:
        one_of = firsts(self._spots)

        def reach(a: int, b: int) -> int:
            found = near(self.facts[a], self.facts[b])
            return -1 if found is None else int(found)

        where = by_pairs(self._spots[i], self._spots[j], reach, np.int8, one_of=one_of)
        exact = self._spot_bits.shared(i, self._spot_bits, j).sum(axis=1) > 0
        return {
            "same place": (where == 1) & exact, "place may be one": (where == 1) & ~exact, "other places": where == 0,
        }  # fmt: skip

    def _sides(self, i: Ints, j: Ints) -> dict[str, Bools]:
        doers, sufferers, anyone = self._doers, self._sufferers, self._anyone
        out = {}
        for name, bits, some in (("doer", doers, self._does), ("other side", sufferers, self._suffers)):
            met = bits.shared(i, bits, j).sum(axis=1) > 0
            out[f"same {name}"], out[f"another {name}"] = met, some[i] & some[j] & ~met
        common = anyone.shared(i, anyone, j).sum(axis=1)
        people = self._is_person[i] & self._is_person[j] & (self._people.shared(i, self._people, j).sum(axis=1) == 0)
        named = self._is_named[i] & self._is_named[j] & (self._named.shared(i, self._named, j).sum(axis=1) == 0)
        personal, equals = self.is_type(*_PERSONAL), self.is_type(*_PARTIES)
        out["other people"] = people | (personal[i] & personal[j] & named)
        out["sides crossed"] = (common > 0) & ~out["same doer"] & ~out["same other side"]
        out["same two parties"] = (common > 1) & (equals[i] | equals[j])
        return out

    def _figures(self, i: Ints, j: Ints) -> NDArray[np.float64]:
        one_of = firsts(self._counted)
        both = self._counts[i] & self._counts[j]
        out = np.zeros(len(i))
        out[both] = by_pairs(
            self._counted[i[both]], self._counted[j[both]],
            lambda a, b: figures(self.facts[a], self.facts[b])[0], float, one_of=one_of,
        )  # fmt: skip
        return out

    def _words(self, i: Ints, j: Ints) -> Features:
        whole, beside, trigger = self._whole, self._beside, self._trigger
        shared, near_by = whole.shared(i, whole, j), beside.shared(i, beside, j)
        weight = shared @ _WEIGHT
        own = self._names_beside[i] - beside.shared(i, whole, j)[:, NAMES]
        their = self._names_beside[j] - beside.shared(j, whole, i)[:, NAMES]
        counts, numbers = self._numbers_beside, [n for n, c in enumerate(CLASSES) if is_number(c)]
        return {
            "words: sentence": 2 * weight / np.maximum(self._heavy[i] + self._heavy[j], 1e-9),
            "words: beside": 2 * (near_by @ _WEIGHT) / np.maximum(self._heavy_beside[i] + self._heavy_beside[j], 1e-9),
            "words: weight": np.minimum(1.0, weight / 12),
            "words: trigger": (trigger.shared(i, trigger, j).sum(axis=1) > 0).astype(float),
            "words: names": np.minimum(shared[:, NAMES], 3) / 3,
            "words: other numbers": (counts[i] & counts[j] & (near_by[:, numbers].sum(axis=1) == 0)).astype(float),
            "words: other names": np.minimum(3, np.minimum(own, their)) / 3,
            "words: another": (self._another[i] | self._another[j]).astype(float),
        }  # fmt: skip

    # ---- laid out when first asked for ---------------------------------------------------------------------------

    @cached_property
    def _violent(self) -> Bools:
        return np.array([family(f.type) == "violence" for f in self.facts], dtype=bool)

    @cached_property
    def _spots(self) -> Ints:
        return codes(tuple((s, None if p is None else p.id) for s, p in f.spots) for f in self.facts)

    @cached_property
    def _spot_bits(self) -> Bits:
        sets = [{s for s, _ in f.spots} for f in self.facts]
        return Bits(sets, Members(sets))

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
        return Bits([f.doers | f.sufferers for f in self.facts], self._parties)

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
    def _numbers_beside(self) -> Bools:
        return np.array([f.words.numbers_beside for f in self.facts], dtype=bool)

    @cached_property
    def _another(self) -> Bools:
        return np.array([f.words.another for f in self.facts], dtype=bool)


def gap(a: Fact, b: Fact) -> int | None:
    """Days between the ranges (0: they share a day); None when either is open or undated."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return max(0, max(a.first, b.first) - min(a.last, b.last))


def named(sides: frozenset[str]) -> frozenset[str]:
    """Those of the sides that are told by words of their own, not as "the group"."""
    return frozenset(s for s in sides if s.startswith("~"))


def figures(a: Fact, b: Fact) -> tuple[float, str]:
    """Points and words for the figures: equal ones weigh the more, the larger they are."""
    best, words = 0.0, ""
    for role, low, high in a.figures:
        for other, low2, high2 in b.figures:
            if role != other:
                continue
            if low <= high2 and low2 <= high:
                gain = 2.0 if max(low, low2) >= 5 else 1.0
                if gain > best:
                    best, words = gain, f"figures that meet ({role})"
            elif best == 0:
                far = max(low, low2) > 4 * max(1.0, min(high, high2))
                best, words = (-2.0 if far else -0.5), f"figures that differ ({role})"
    return best, words


def one_clause(a: Fact, b: Fact) -> bool:
    """True when one sentence tells two events as one: "hit the town, carrying out air strikes on it"."""
    side = a.doers & b.doers or not (a.doers and b.doers)
    other = a.sufferers & b.sufferers or (not (a.sufferers and b.sufferers) and bool(near(a, b)))
    return (
        family(a.type) == family(b.type) and abs(a.at - b.at) <= _CLAUSE and not (a.words.another or b.words.another)
        and a.type not in TAKEN and bool(side) and bool(other) and bool(a.actors & b.actors) and near(a, b) is not False
    )  # fmt: skip


def reasons(a: Fact, b: Fact, found: Mapping[str, float]) -> Iterator[str]:
    """What two events share, in words for people, the weightiest kinds only; ``found`` is ``Pairing.common``'s."""
    yield f"both tell “{a.type}”" if a.type == b.type else f"{a.type} and {b.type} go together"
    for name, words in _SAID.items():
        if found[name] >= _SAY:
            yield words
    words = figures(a, b)[1]
    if words:
        yield words


_SAY = 0.5
_SAID = {
    "same day": "the same day", "near days": "days that meet", "one month": "ranges that meet",
    "wide": "wide ranges that meet", "days apart": "days close to each other", "undated": "at least one without a date",
    "meet in the telling": "told between the same dates", "same place": "the same place",
    "place may be one": "places that may be one", "same doer": "the same doer",
    "same other side": "the same other side",
    "another doer": "another doer named", "words: sentence": "told in much the same words",
    "words: names": "the same names in the sentence",
}  # fmt: skip
