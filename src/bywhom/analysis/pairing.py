"""How far two claims tell one happening: what they have in common, weighed, with the words that explain it.

The weights are those of two logistic regressions over pairs labelled by hand (tests/bench; ``training/joining.py`` fits
them into data/joining.json): one for claims of two reports, one for claims of one report, which seldom tells an event
twice and often tells two that are much alike.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bywhom.analysis.columns import Bools, Ints, by_pairs, firsts
from bywhom.analysis.facts import SYMMETRIC, Fact, family, near
from bywhom.analysis.likeness import CLASSES, NAMES, WEIGHTS, is_number
from bywhom.analysis.retelling import Retelling

TAKEN = ("capture", "withdrawal")
_CLAUSE = 80  # characters between two triggers of one clause
_HARM = frozenset({"killing", "injury"})
_SORTS = {
    "said": ("statement",), "harm": ("killing", "injury", "abuse"),
    "talks": ("agreement", "meeting"), "moves": ("movement", "displacement"), "fighting": ("clash", "siege"),
    "attacks": ("attack",),
}  # fmt: skip
_PERSONAL = frozenset({"killing", "injury", "abduction", "release", "abuse", "holds"})  # what happens to somebody
_PARTIES = tuple(sorted(SYMMETRIC))
_SLIP_DAYS, _RETOLD = 3, 0.6  # two dates of one event told in so much the same words may differ by so many days
_NEWS_APART = 4  # days between what two reports of news tell of, from which on it is not the same
_SAME_NEWS = 2  # days between the publishing of two reports of the same news
LOOSE = 2.0  # log odds below the bar down to which a pair counts where two groups are asked whether they are one
_NEXT_DAYS = 2  # two reports may put one event so many days apart; what else they share must outweigh it
_NEWS_DAYS = 7  # undated claims of reports published this near to each other may speak of the same days

Features = Mapping[str, NDArray[np.float64]]
_WEIGHT = np.array(WEIGHTS)
_NUMBERS = [n for n, c in enumerate(CLASSES) if is_number(c)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What each kind of evidence weighs; ``least`` is what must be reached, as log odds above the bar's probability."""

    weights: Mapping[str, float]
    least: float

    def over(self, found: Features) -> NDArray[np.float64]:
        """How far the sum of what is ``found`` lies above the bar."""
        total = np.full(len(found["same type"]), -self.least)
        for name, values in found.items():
            if weight := self.weights.get(name):
                total += weight * values
        rounded: NDArray[np.float64] = np.round(total, 9)  # equal sums are equal, in whatever order they were added
        return rounded


@cache
def weighings() -> tuple[Weighing, Weighing]:
    """For claims of two reports, and for claims of one."""
    raw = json.loads((resources.files("bywhom") / "data" / "joining.json").read_text(encoding="utf-8"))
    across, within = (
        Weighing(weights=raw[part]["weights"], least=raw[part]["bar"] - raw[part]["bias"])
        for part in ("across", "within")
    )
    return across, within


class Pairing(Retelling):
    """Facts with all that tells whether two of them are one event."""

    def judged(self, i: Ints, j: Ints, kept: Bools) -> Iterator[tuple[Ints, Features, NDArray[np.float64]]]:
        """Pairs of events told in different sentences that come near the bar, and those ``kept`` anyhow.

        They are given by their index, those of two reports and those of one, with what they have in common and how far
        the sum of it lies above the bar (below 0 they stay apart).
        """
        one = self.report[i] == self.report[j]
        for weighing, told in zip(weighings(), (~one, one), strict=True):
            at = np.flatnonzero(told)
            if len(at):
                found = self.common(i[at], j[at])
                over = weighing.over(found)
                enough = np.flatnonzero((over >= -LOOSE) | kept[at])
                yield at[enough], {name: values[enough] for name, values in found.items()}, over[enough]

    def common(self, i: Ints, j: Ints) -> Features:
        """What pairs of events told in different sentences have in common and in conflict, each from 0 to 1."""
        words = self._words(i, j)
        crossed = self._trigger.shared(i, self._beside, j).sum(axis=1) > 0
        crossed &= self._trigger.shared(j, self._beside, i).sum(axis=1) > 0
        made = {
            "same type": self.type[i] == self.type[j], **self._time(i, j), **self._place(i, j), **self._sides(i, j),
            "words: trigger beside": crossed, "violence": self._violent[i], **self._telling(i, j), **self._sorts(i, j),
            **self._told_again(i, j),
        }  # fmt: skip
        made["retold"] = words["words: sentence"] >= 0.8
        out = {**{name: value.astype(float) for name, value in made.items()}, **words, **self._figures(i, j)}
        out |= self._rare(i, j) | self._of_kind(i, j)
        dated = out["same day"] + out["near days"]
        shared = sum(out[x] for x in ("same place", "same doer", "same other side", "large figures"))
        taken = out["same type"] * self.is_type(*TAKEN)[i] * out["same place"] * (1 - out["another doer"])
        at, by, told = out["place words"], out["doer words"], out["words: trigger"]
        ground = self.is_type(*TAKEN)[i] * out["same type"] * out["doer unlike"]
        return {
            **out, "taken by another": ground, "words: sentence, dated": words["words: sentence"] * dated,
            "words: beside, dated": words["words: beside"] * dated,
            "words: names, undated": words["words: names"] * out["undated"],
            "two shared, dated": dated * (shared >= 2), "three shared, dated": dated * (shared >= 3),
            "ground taken": (dated + out["one month"]) * taken, "ground taken, dated": dated * taken,
            "place and doer": at * by, "place and trigger": at * told, "doer and trigger": by * told,
            "place, doer and trigger": at * by * told, "all three, dated": out["same day"] * at * by * told,
            "all three, one month": out["one month"] * at * by * told, "place, one month": out["one month"] * at,
        }  # fmt: skip

    def refused(self, i: Ints, j: Ints) -> Bools:
        """Pairs of events that cannot be one, whatever else they share.

        Two changes of hands told in one sentence, or of a town and of a part of it; who takes a place does not leave
        it; what happened to two persons; "another three" and the four before; other days (one report keeps its own days
        apart, save where it tells of both in the same words and of no other).
        """
        taken = self.is_type(*TAKEN)
        both = taken[i] & taken[j]
        one = both & (self.report[i] == self.report[j]) & (self.sentence[i] == self.sentence[j])
        one &= ~self.again[np.where(self.at[i] > self.at[j], i, j)]
        crossed = both & (self.type[i] != self.type[j])
        crossed[crossed] = self._doers.shared(i[crossed], self._doers, j[crossed]).sum(axis=1) > 0
        one_report = self.report[i] == self.report[j]
        slack = np.where(one_report, 0, np.where(self.widest(i, j) > 1, 1, _NEXT_DAYS))
        apart = self.dated[i] & self.dated[j] & (self.gap(i, j) > slack)
        late = apart & (self.gap(i, j) <= _SLIP_DAYS)
        if late.any():
            words = self._words(i[late], j[late])
            retold = words["words: sentence"] >= _RETOLD
            unlike = self._does[i[late]] & self._does[j[late]]
            unlike &= self._doers.shared(i[late], self._doers, j[late]).sum(axis=1) == 0
            apart[late] = ~(retold & ~unlike & (words["words: another"] == 0) & (words["words: other numbers"] == 0))
        news = self.told[i] & self.told[j] & (self.report[i] != self.report[j])
        far = np.maximum(self.told_first[i], self.told_first[j]) - np.minimum(self.told_last[i], self.told_last[j])
        both, either = self.news[i] & self.news[j], (self.news[i] & self.dated[j]) | (self.news[j] & self.dated[i])
        news &= (both & (far > _NEWS_APART)) | (either & (far > _NEWS_DAYS))
        part = taken[i] & taken[j]
        part[part] = self._part_of(i[part], j[part]) | self._part_of(j[part], i[part])
        found: Bools = one | crossed | apart | news | part | self._told_apart(i, j)
        return found

    def _part_of(self, i: Ints, j: Ints) -> Bools:
        """Pairs of which the first tells of a part of what is the other's place, and that share no place."""
        found: Bools = self._part_bits.shared(i, self._spot_bits, j).sum(axis=1) > 0
        found &= self._spot_bits.shared(i, self._spot_bits, j).sum(axis=1) == 0
        return found

    def _told_apart(self, i: Ints, j: Ints) -> Bools:
        """Pairs that name two persons to whom it happened, or of which a report counts the later as one more."""
        personal = self.is_type(*_PERSONAL) & self._is_one_person
        found = personal[i] & personal[j] & (self.type[i] == self.type[j])
        found[found] = self._people.shared(i[found], self._people, j[found]).sum(axis=1) == 0
        more = (self.report[i] == self.report[j]) & self._numbers_beside[i] & self._numbers_beside[j]
        more &= self.more[np.where(self.at[i] > self.at[j], i, j)]
        more[more] = self._beside.shared(i[more], self._beside, j[more])[:, _NUMBERS].sum(axis=1) == 0
        apart: Bools = found | more
        return apart

    def _telling(self, i: Ints, j: Ints) -> dict[str, Bools]:
        """How the later of two claims of one report stands to the earlier: it takes it up, or tells one more."""
        one, behind = self.report[i] == self.report[j], self.at[i] > self.at[j]
        i, j = np.where(behind, j, i), np.where(behind, i, j)
        taken = one & (self.takes[j] == i)
        return {
            "taken up": taken, "taken up, same type": taken & (self.type[i] == self.type[j]),
            "told by a noun": one & self.again[j], "both told by a noun": self.again[i] & self.again[j],
            "told as new": one & self.fresh[j], "told as more": one & self.more[j],
            "another in order": self.has_order[i] & self.has_order[j] & (self.order[i] != self.order[j]),
            "one in order": self.has_order[i] ^ self.has_order[j], "one denied": self._denied[i] ^ self._denied[j],
            "one an answer": self.counter[i] ^ self.counter[j],
        }  # fmt: skip

    def _sorts(self, i: Ints, j: Ints) -> dict[str, Bools]:
        """Both of one sort of happening: one sort is told again sooner than another."""
        out = {}
        for name, types in _SORTS.items():
            sort = self.is_type(*types)
            out[f"both {name}"] = sort[i] & sort[j]
        return out

    def _time(self, i: Ints, j: Ints) -> dict[str, Bools]:
        dated = self.dated[i] & self.dated[j]
        apart, widest = self.gap(i, j) > 0, self.widest(i, j)
        meet = dated & ~apart
        told = ~dated & self.told[i] & self.told[j]
        between = np.maximum(self.told_first[i], self.told_first[j]) - np.minimum(self.told_last[i], self.told_last[j])
        known, other = self.is_published[i] & self.is_published[j], self.report[i] != self.report[j]
        news = np.abs(self.published[i] - self.published[j])
        return {
            "same day": meet & (widest == 0), "near days": meet & (widest > 0) & (widest <= 3),
            "one month": meet & (widest > 3) & (widest <= 31), "wide": meet & (widest > 31),
            "days apart": dated & apart, "undated": ~dated, "no telling": ~dated & ~told,
            "meet in the telling": told & (between <= 3), "apart in the telling": told & (between > 10),
            "published apart": ~dated & other & known & (news > _NEWS_DAYS),
            "published on other days": ~dated & other & known & (news > _SAME_NEWS),
        }  # fmt: skip

    def _place(self, i: Ints, j: Ints) -> dict[str, Bools]:
        one_of = firsts(self._spots)

        def reach(a: int, b: int) -> int:
            found = near(self.facts[a], self.facts[b])
            return -1 if found is None else int(found)

        where = by_pairs(self._spots[i], self._spots[j], reach, np.int8, one_of=one_of)
        exact = self._spot_bits.shared(i, self._spot_bits, j).sum(axis=1) > 0
        words = self._place_words.shared(i, self._place_words, j).sum(axis=1) > 0
        there = self._place_words.shared(i, self._told_words, j).sum(axis=1) > 0
        here = self._place_words.shared(j, self._told_words, i).sum(axis=1) > 0
        both, mapped = self._has_ground[i] & self._has_ground[j], self._is_mapped[i] & self._is_mapped[j]
        placed = self._is_placed
        return {
            "same place": (where == 1) & exact, "place may be one": (where == 1) & ~exact, "other places": where == 0,
            "far places": (where == 0) & mapped & ~words, "places unlike": (where == 0) & ~mapped & ~words,
            "place words": words, "place in the other's words": (there | here) & ~words,
            "places in both's words": there & here, "places in neither's words": both & ~there & ~here,
            "both placed": placed[i] & placed[j], "one placed": placed[i] ^ placed[j],
        }  # fmt: skip

    def _sides(self, i: Ints, j: Ints) -> dict[str, Bools]:
        doers, sufferers, anyone = self._doers, self._sufferers, self._anyone
        out = {}
        for name, bits, words, some in (("doer", doers, self._doer_words, self._does),
                                        ("other side", sufferers, self._sufferer_words, self._suffers)):  # fmt: skip
            met = bits.shared(i, bits, j).sum(axis=1) > 0
            alike = words.shared(i, words, j).sum(axis=1) > 0
            out[f"same {name}"], out[f"another {name}"] = met, some[i] & some[j] & ~met
            out[f"{name} words"], out[f"{name} unlike"] = alike, some[i] & some[j] & ~met & ~alike
        common = anyone.shared(i, anyone, j).sum(axis=1)
        people = self._is_person[i] & self._is_person[j] & (self._people.shared(i, self._people, j).sum(axis=1) == 0)
        named = self._is_named[i] & self._is_named[j] & (self._named.shared(i, self._named, j).sum(axis=1) == 0)
        personal, equals = self.is_type(*_PERSONAL), self.is_type(*_PARTIES)
        out["same person"] = self._people.shared(i, self._people, j).sum(axis=1) > 0
        killed = self.is_type("killing")
        out["same person killed"] = out["same person"] & killed[i] & killed[j]
        out["other people"] = people | (personal[i] & personal[j] & named & ~out["other side words"])
        out["sides crossed"] = (common > 0) & ~out["same doer"] & ~out["same other side"]
        out["same two parties"] = (common > 1) & (equals[i] | equals[j])
        return out

    def _figures(self, i: Ints, j: Ints) -> Features:
        one_of = firsts(self._counted)
        both = self._counts[i] & self._counts[j]
        figure = np.zeros(len(i))
        figure[both] = by_pairs(
            self._counted[i[both]], self._counted[j[both]],
            lambda a, b: figures(self.facts[a], self.facts[b])[0], float, one_of=one_of,
        )  # fmt: skip
        return {
            "large figures": (figure >= 2).astype(float), "small figures": (figure == 1).astype(float),
            "figures": (figure < 0).astype(float),
        }  # fmt: skip

    def _words(self, i: Ints, j: Ints) -> Features:
        whole, beside, trigger = self._whole, self._beside, self._trigger
        shared, near_by = whole.shared(i, whole, j), beside.shared(i, beside, j)
        weight = shared @ _WEIGHT
        own = self._names_beside[i] - beside.shared(i, whole, j)[:, NAMES]
        their = self._names_beside[j] - beside.shared(j, whole, i)[:, NAMES]
        counts = self._numbers_beside
        one = trigger.shared(i, trigger, j).sum(axis=1) > 0
        large = shared[:, CLASSES.index("number")] > 0
        return {
            "words: sentence": 2 * weight / np.maximum(self._heavy[i] + self._heavy[j], 1e-9),
            "words: beside": 2 * (near_by @ _WEIGHT) / np.maximum(self._heavy_beside[i] + self._heavy_beside[j], 1e-9),
            "words: weight": np.minimum(1.0, weight / 12),
            "words: trigger": one.astype(float),
            "words: other trigger": (self._has_trigger[i] & self._has_trigger[j] & ~one).astype(float),
            "words: large number": large.astype(float),
            "words: names": np.minimum(shared[:, NAMES], 3) / 3,
            "words: other numbers": (counts[i] & counts[j] & (near_by[:, _NUMBERS].sum(axis=1) == 0)).astype(float),
            "words: other names": np.minimum(3, np.minimum(own, their)) / 3,
            "words: another": (self._another[i] | self._another[j]).astype(float),
        }  # fmt: skip


def gap(a: Fact, b: Fact) -> int | None:
    """Days between the ranges (0: they share a day); None when either is open or undated."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return max(0, max(a.first, b.first) - min(a.last, b.last))


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
    """True when one sentence tells two events as one: "bombarded it with artillery", "attacked it, but the attack".

    The same words read as two types ("bombarded": shelling, air strike) tell one event; of two types told in words of
    their own each is an event ("air strikes and shelling"). Who takes a place takes it once a sentence, save where a
    noun takes it up ("seized the city, though others denied its capture").
    """
    if a.at == b.at and a.type != b.type and a.type not in TAKEN:
        return family(a.type) == family(b.type)
    first, later = sorted((a, b), key=lambda f: f.at)
    side = a.doers & b.doers or not (a.doers and b.doers)
    if a.type != b.type:
        return _of_one(first, later)
    if a.words.another or b.words.another:
        return False
    other = a.sufferers & b.sufferers or (not (a.sufferers and b.sufferers) and bool(near(a, b)))
    if later.again:
        return bool(side) and near(a, b) is not False
    if a.type == "siege":
        return bool(near(a, b))
    if a.type == "statement":
        return bool(a.doers & b.doers) and bool(a.words.trigger & b.words.trigger)
    return (
        family(a.type) == "violence" and abs(a.at - b.at) <= _CLAUSE and bool(side) and bool(other)
        and bool(a.actors & b.actors) and near(a, b) is not False
    )  # fmt: skip


def _of_one(first: Fact, later: Fact) -> bool:
    """True when one sentence tells a happening and what it was made with or did: of two types, with one doer or toll.

    "Hit them, carrying out air strikes"; "the convoy was ambushed and 19 soldiers were killed".
    """
    if family(first.type) != "violence" or family(later.type) != "violence":
        return False
    if {first.type, later.type} & _HARM:
        apart = first.doers and later.doers and not first.doers & later.doers
        return "toll" in later.hangs and bool(set(first.figures) & set(later.figures)) and not apart
    if "means" not in later.hangs or "attack" not in (first.type, later.type) or later.words.another:
        return False
    one = bool(first.doers & later.doers) and first.first == later.first
    return one and (bool(first.sufferers & later.sufferers) or bool(near(first, later)))


def reasons(a: Fact, b: Fact, found: Mapping[str, float]) -> Iterator[str]:
    """What two events share, in words for people, the weightiest kinds only; ``found`` is ``Pairing.common``'s."""
    yield f"both tell “{a.type}”" if a.type == b.type else f"{a.type} and {b.type} go together"
    yield from dict.fromkeys(words for name, words in _SAID.items() if found.get(name, 0.0) >= _SAY)
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
    "words: names": "the same names in the sentence", "seldom: words": "words that their report seldom has",
    "one report: beside": "told close together", "one report: close": "told close together",
    "one report: by a noun, close": "taken up by a noun soon after",
    "one report: nothing of its own, close": "told again without place, day or doer",
    "one report: lead": "the earlier opens the report", "one report: opening": "the earlier opens the report",
    "one report: both early": "both told early in the report",
    "one report: other place understood": "another place understood",
    "one report: onward": "told as what came next", "one report: one of many": "one of several told",
    "one report: both relayed": "both told by somebody quoted",
    "one report: earlier dated": "only the earlier is dated", "same person": "the same person",
    "one report: later in passing": "the later told in passing",
    "of its kind: few": "few of the kind told by the report", "of its kind: only day": "of one day alone in the report",
    "of its kind: only day of a range": "one day alone told of the range",
    "of its kind: taken once": "taken by nobody else in the report",
}  # fmt: skip
