"""How far two claims tell one happening: what they have in common, weighed, with the words that explain it.

The weights are those of a logistic regression over pairs labelled by hand (tests/bench/joining_pairs.json, "choose").
"""

from collections.abc import Iterator, Mapping

from bywhom.analysis.facts import SYMMETRIC, Fact, family, near
from bywhom.analysis.likeness import features as word_features

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
_NEWS_DAYS = 7  # undated claims of reports published this near to each other may speak of the same days


def common(a: Fact, b: Fact) -> Mapping[str, float]:
    """What two events told in different sentences have in common and in conflict, each from 0 to 1."""
    inside = a.report == b.report
    out = {"same type": float(a.type == b.type), **_time(a, b), **_place(a, b), **_sides(a, b)}
    figure = figures(a, b)[0]
    out |= {"large figures": float(figure >= 2), "small figures": float(figure == 1), "figures": float(figure < 0)}
    words = word_features(a.words, b.words)
    out |= {f"words: {name}": value for name, value in words.items()}
    dated = out["same day"] + out["near days"]
    out["words: sentence, dated"] = words["sentence"] * dated
    out["words: beside, dated"] = words["beside"] * dated
    out["words: sentence, across"] = words["sentence"] * (not inside)
    out["words: names, undated"] = words["names"] * out["undated"]
    out["one report"], out["one more"] = float(inside), words["another"] * inside
    shared = out["same place"] + out["same doer"] + out["same other side"] + out["large figures"]
    close = dated + out["one month"]
    out["two shared, dated"], out["three shared, dated"] = dated * (shared >= 2), dated * (shared >= 3)
    taken = a.type == b.type and a.type in TAKEN and out["same place"] > 0 and not out["another doer"]
    out["ground taken"], out["ground taken, some time"] = close * taken, (1 - close) * taken
    out["ground taken, dated"] = dated * taken
    out["words and shared"] = words["sentence"] * min(shared, 2) / 2
    out["words, same type"] = words["beside"] * out["same type"]
    out["retold"] = max(0.0, words["sentence"] - 0.5) * 2 * (1 - words["other numbers"]) * (dated + out["undated"])
    out["violence"] = float(family(a.type) == "violence")
    return out


def _time(a: Fact, b: Fact) -> Mapping[str, float]:
    between = gap(a, b)
    out = dict.fromkeys(("same day", "near days", "one month", "wide", "days apart", "undated", "meet in the telling",
                         "apart in the telling", "no telling", "published apart"), 0.0)  # fmt: skip
    if between is not None:
        assert a.first is not None and a.last is not None and b.first is not None and b.last is not None
        widest = max(a.last - a.first, b.last - b.first)
        name = "days apart" if between else "same day" if widest == 0 else "near days" if widest <= 3 else (
            "one month" if widest <= 31 else "wide"
        )  # fmt: skip
        return out | {name: 1.0}
    out["undated"] = 1.0
    left, right = _days(a), _days(b)
    if left is None or right is None:
        out["no telling"] = 1.0
    else:
        apart = max(left[0], right[0]) - min(left[1], right[1])
        out["meet in the telling"], out["apart in the telling"] = float(apart <= 3), float(apart > 10)
    close = a.published is not None and b.published is not None and abs(a.published - b.published) <= _NEWS_DAYS
    out["published apart"] = float(a.report != b.report and not close)
    return out


def _days(fact: Fact) -> tuple[int, int] | None:
    if fact.first is not None and fact.last is not None:
        return fact.first, fact.last
    return fact.soft


def gap(a: Fact, b: Fact) -> int | None:
    """Days between the ranges (0: they share a day); None when either is open or undated."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return max(0, max(a.first, b.first) - min(a.last, b.last))


def _place(a: Fact, b: Fact) -> Mapping[str, float]:
    where = near(a, b)
    exact = bool({s for s, _ in a.spots} & {s for s, _ in b.spots})
    return {
        "same place": float(bool(where) and exact), "place may be one": float(bool(where) and not exact),
        "other places": float(where is False),
    }  # fmt: skip


def _sides(a: Fact, b: Fact) -> Mapping[str, float]:
    out = {}
    for name, x, y in (("doer", a.doers, b.doers), ("other side", a.sufferers, b.sufferers)):
        out[f"same {name}"] = float(bool(x & y))
        out[f"another {name}"] = float(bool(x) and bool(y) and not x & y)
    out["other people"] = float(_others(a.people, b.people) or (
        a.type in _PERSONAL and b.type in _PERSONAL and _others(_named(a.sufferers), _named(b.sufferers))
    ))  # fmt: skip
    crossed = bool((a.doers | a.sufferers) & (b.doers | b.sufferers))
    out["sides crossed"] = float(crossed and not out["same doer"] and not out["same other side"])
    both = len((a.doers | a.sufferers) & (b.doers | b.sufferers)) > 1
    out["same two parties"] = float(both and (a.type in SYMMETRIC or b.type in SYMMETRIC))
    return out


def _others(x: frozenset[str], y: frozenset[str]) -> bool:
    return bool(x) and bool(y) and not x & y


def _named(sides: frozenset[str]) -> frozenset[str]:
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


def refused(a: Fact, b: Fact) -> str:
    """Why two events cannot be one, whatever else they share; "" when nothing forbids it."""
    if (a.report, a.sentence) == (b.report, b.sentence) and {a.type, b.type} <= set(TAKEN):
        return "two changes of hands told in one sentence"
    if {a.type, b.type} == set(TAKEN) and a.doers & b.doers:
        return "who takes a place does not leave it"
    apart = gap(a, b)
    if apart is not None:
        assert a.first is not None and a.last is not None and b.first is not None and b.last is not None
        loose = max(a.last - a.first, b.last - b.first) > 1 or a.report == b.report
        if apart > (0 if loose else 1):
            return "other days"  # one report keeps its own days apart
    return ""


def weigh(a: Fact, b: Fact) -> float:
    """How far the sum of what two events share lies above the bar; below 0 they stay apart."""
    return sum(_WEIGHTS.get(name, 0.0) * value for name, value in common(a, b).items() if value) + _BIAS - _BAR


def one_clause(a: Fact, b: Fact) -> bool:
    """True when one sentence tells two events as one: "hit the town, carrying out air strikes on it"."""
    side = a.doers & b.doers or not (a.doers and b.doers)
    other = a.sufferers & b.sufferers or (not (a.sufferers and b.sufferers) and bool(near(a, b)))
    return (
        family(a.type) == family(b.type) and abs(a.at - b.at) <= _CLAUSE and not (a.words.another or b.words.another)
        and a.type not in TAKEN and bool(side) and bool(other) and bool(a.actors & b.actors) and near(a, b) is not False
    )  # fmt: skip


def reasons(a: Fact, b: Fact) -> Iterator[str]:
    """What two events share, in words for people, the weightiest kinds only."""
    found = common(a, b)
    yield f"both tell “{a.type}”" if a.type == b.type else f"{a.type} and {b.type} go together"
    for name, words in _SAID.items():
        if found.get(name, 0.0) >= _SAY:
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
