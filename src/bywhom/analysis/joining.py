"""Which claims tell one happening or one relation: scored pairs inside blocks, joined best first, never across a veto.

Every pair rule gives points and the words that explain it. People's judgements (joined, apart) stand above the score.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from bywhom.analysis.columns import Bools, Ints, distinct
from bywhom.analysis.common import is_relation
from bywhom.analysis.facts import IN_REPORT, SYMMETRIC, Fact, blocks, near
from bywhom.analysis.pairing import TAKEN, Features, Pairing, figures, gap, one_clause, reasons
from bywhom.analysis.telling import settled
from bywhom.analysis.union import Groups
from bywhom.model.judgement import Judgement

_EXACT = 20.0  # points of an exact repeat
ENOUGH = 6.0  # points from which two claims are one
RELATION_GAP_DAYS = 400  # relations of one pair told this near to each other are one relation
_LINKED = -0.5  # how far above the bar the pairs between two groups must lie in the mean for the groups to be one
_MOST = 2.0  # what one pair counts at most, above the bar or below it
_ASKED = 6  # claims of a group that are asked
_DAYS = 3  # a claim of so many days or fewer keeps those of its report on other days apart
_WINDOW = 60  # in a crowded block each fact is compared with this many neighbours in time
_CROWDED = 250
_ONWARD = 12  # of its report each event is compared with so many that are told next
_FIRST = 4  # and with so many that open the report


@dataclass(slots=True)
class Joined:
    """Groups of claims, and why each was joined. Claims that tell nothing in common stand alone."""

    groups: Groups[str]
    reasons: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Points:
    """The score of a pair with its reasons; ``veto`` says why the two cannot be one."""

    points: float
    reasons: Sequence[str] = ()
    veto: str = ""


def join_facts(facts: Iterable[Fact], judgements: Sequence[Judgement] = ()) -> Joined:
    """Groups the facts. The order in which they come changes nothing."""
    by_id = {f.claim: f for f in sorted(settled(facts), key=lambda f: f.claim)}
    joined = Joined(Groups(by_id))
    apart = {frozenset((j.subject, j.object)) for j in judgements if j.kind == "apart"}
    pools = {c: _Pool(f) for c, f in by_id.items()}
    for j in judgements:
        if j.kind == "joined" and j.subject in by_id and j.object in by_id:
            _merge(joined, pools, j.subject, j.object, (f"joined by {j.by}",))
    scored = list(_scored(by_id))
    over = {(a, b): max(-_MOST, min(_MOST, points.points - ENOUGH)) for points, a, b in scored}
    for points, a, b in scored:
        if points.points < ENOUGH or joined.groups.together(a, b):
            continue
        left, right = pools[joined.groups.find(a)], pools[joined.groups.find(b)]
        enough = points.points >= _EXACT or left.linked(right, over)
        if not enough or not left.fits(right) or (apart and left.kept_apart(right, apart)):
            continue
        _merge(joined, pools, a, b, points.reasons)
    return joined


def _merge(joined: Joined, pools: dict[str, "_Pool"], a: str, b: str, reasons: Sequence[str]) -> None:
    left, right = joined.groups.find(a), joined.groups.find(b)
    if left == right:
        return
    joined.groups.join(left, right)
    pools[left].take(pools.pop(right))
    known = joined.reasons.setdefault(left, [])
    known += [r for r in (*joined.reasons.pop(right, ()), *reasons) if r not in known]


class _Pool:
    """What a group as a whole says of day and place, so that chains of pairs cannot drift."""

    def __init__(self, fact: Fact) -> None:
        self.claims = [fact.claim]
        self.lasting = is_relation(fact.type)
        narrow = fact.first is not None and fact.last is not None and fact.last - fact.first <= 3
        self.days = (fact.first, fact.last) if narrow and not self.lasting else None
        self.told = _days_told(fact)
        self.facts = [fact] if fact.spots else []
        self.doers = {fact.type: fact.doers} if fact.type in TAKEN and fact.doers else {}

    def fits(self, other: "_Pool") -> bool:
        """True when no day and no place of the one rules out the other's; two lone claims are weighed already."""
        if len(self.claims) == len(other.claims) == 1:
            return all(near(x, y) is not False or _one_naming(x, y) for x in self.facts for y in other.facts)
        if self.days is not None and other.days is not None:
            (a, b), (c, d) = self.days, other.days
            assert a is not None and b is not None and c is not None and d is not None
            if a > d + 2 or c > b + 2:
                return False
        both = ((self.told[r], other.told[r]) for r in self.told.keys() & other.told.keys())
        if any(max(mine[0], theirs[0]) > min(mine[1], theirs[1]) for mine, theirs in both):
            return False  # one report keeps its own days apart
        if any(not (self.doers[t] & other.doers[t]) for t in self.doers.keys() & other.doers.keys()):
            return False  # all that tell one taking name one taker
        return all(near(x, y) is not False for x in self.facts[:4] for y in other.facts[:4])

    def linked(self, other: "_Pool", over: Mapping[tuple[str, str], float]) -> bool:
        """True when the claims of the one go with those of the other in the mean: a chain of pairs makes no event.

        ``over`` tells how far above the bar a pair lies; one that is far below it, or not compared, is not in it.
        """
        if self.lasting or len(self.claims) == len(other.claims) == 1:
            return True
        mine, theirs = sorted(self.claims)[:_ASKED], sorted(other.claims)[:_ASKED]
        total = sum(over.get((min(a, b), max(a, b)), -_MOST) for a in mine for b in theirs)
        return total >= _LINKED * len(mine) * len(theirs)

    def kept_apart(self, other: "_Pool", apart: set[frozenset[str]]) -> bool:
        """True when a person put a claim of the one apart from a claim of the other."""
        mine, theirs = set(self.claims), set(other.claims)
        return any((p & mine) and (p & theirs) for p in apart)

    def take(self, other: "_Pool") -> None:
        """Absorb another pool."""
        self.claims += other.claims
        self.facts = (self.facts + other.facts)[:6]
        for report, (first, last) in other.told.items():
            mine = self.told.get(report, (first, last))
            self.told[report] = max(first, mine[0]), min(last, mine[1])
        self.doers = {**self.doers, **{t: self.doers.get(t, d) & d for t, d in other.doers.items()}}
        if self.days is None:
            self.days = other.days
        elif other.days is not None:
            (a, b), (c, d) = self.days, other.days
            assert a is not None and b is not None and c is not None and d is not None
            self.days = (min(a, c), max(b, d))


def _days_told(f: Fact) -> dict[str, tuple[int, int]]:
    """The days of an event by its report, where it tells them well enough."""
    if is_relation(f.type) or f.first is None or f.last is None or f.last - f.first > _DAYS:
        return {}
    return {f.report: (f.first, f.last)}


def _one_naming(a: Fact, b: Fact) -> bool:
    """True when the sentence of the one names all that the other's does: places read apart may still be one."""
    return a.words.names <= b.words.all or b.words.names <= a.words.all


def _scored(by_id: Mapping[str, Fact]) -> Iterator[tuple["Points", str, str]]:
    """Every pair worth joining or near it, best first; equal scores in the order of their ids."""
    facts = list(by_id.values())
    i, j = _pairs(facts)
    if not len(i):
        return iter(())
    table = Pairing(facts)
    kept = table.comparable(i, j)
    i, j = i[kept], j[kept]
    relation = np.array([is_relation(f.type) for f in facts], dtype=bool)
    both = relation[i] & relation[j]
    repeats = table.same_terms(i, j)
    out = [
        *_judged(table, i[both], j[both], repeats[both], _relation_points),
        *_events(table, i[~both], j[~both], repeats[~both]),
    ]
    out.sort(key=lambda x: (-x[0].points, x[1], x[2]))
    return ((points, facts[a].claim, facts[b].claim) for points, a, b in out)


def candidates(table: Pairing) -> tuple[Ints, Ints]:
    """The pairs of events that are weighed: those that share a block, a sort and alike types, and are not refused."""
    i, j = _pairs(table.facts)
    relation = np.array([is_relation(f.type) for f in table.facts], dtype=bool)
    kept = table.comparable(i, j) & ~(relation[i] & relation[j]) & ~table.refused(i, j)
    return i[kept], j[kept]


Scored = tuple["Points", int, int]


def _judged(table: Pairing, i: Ints, j: Ints, repeats: Bools, rule: Callable[[Fact, Fact], "Points"]) -> list[Scored]:
    """Pairs that ``rule`` lets join, one by one."""
    out = []
    for a, b, repeat in zip(i.tolist(), j.tolist(), repeats.tolist(), strict=True):
        points = rule(table.facts[a], table.facts[b])
        if repeat:
            out.append((Points(_EXACT, ("told in the same terms", *points.reasons)), a, b))
        elif not points.veto and points.points >= ENOUGH:
            out.append((points, a, b))
    return out


def _events(table: Pairing, i: Ints, j: Ints, repeats: Bools) -> list[Scored]:
    """Pairs of events that share enough: weighed all at once, save for those of one sentence."""
    kept = ~table.refused(i, j) | repeats
    i, j, repeats = i[kept], j[kept], repeats[kept]
    one = (table.report[i] == table.report[j]) & (table.sentence[i] == table.sentence[j])
    out = _judged(table, i[one], j[one], repeats[one], _one_sentence)
    i, j, repeats = i[~one], j[~one], repeats[~one]
    if not len(i):
        return out
    for at, found, over in table.judged(i, j, repeats):
        for n, (a, b, repeat) in enumerate(zip(i[at].tolist(), j[at].tolist(), repeats[at].tolist(), strict=True)):
            why = _Why(table, found, n, (a, b), repeat=repeat, enough=bool(over[n] >= 0))
            out.append((Points(_EXACT if repeat else ENOUGH + float(over[n]), why), a, b))
    return out


def _one_sentence(a: Fact, b: Fact) -> "Points":
    """Two events of one sentence are one when one clause tells both."""
    if not one_clause(a, b):
        return Points(0, veto="two events of one sentence")
    alone = Pairing((a, b))
    found = alone.common(np.array([0]), np.array([1]))
    told = reasons(a, b, {name: float(values[0]) for name, values in found.items()})
    return Points(ENOUGH, ("one clause of one sentence", *told))


class _Why(Sequence[str]):
    """Why two events are one, put in words when asked for: of the many pairs that share enough, few join two groups."""

    def __init__(self, table: Pairing, found: Features, at: int, pair: tuple[int, int], *, repeat: bool, enough: bool):
        self._table, self._found, self._at, self._pair = table, found, at, pair
        self._repeat, self._enough = repeat, enough

    @cached_property
    def _words(self) -> tuple[str, ...]:
        a, b = (self._table.facts[n] for n in self._pair)
        here = {name: float(values[self._at]) for name, values in self._found.items()}
        told = tuple(reasons(a, b, here)) if self._enough else ()
        return ("told in the same terms", *told) if self._repeat else told

    def __getitem__(self, at: Any) -> Any:
        return self._words[at]

    def __len__(self) -> int:
        return len(self._words)


def _pairs(facts: Sequence[Fact]) -> tuple[Ints, Ints]:
    """All pairs of each block, each once, the first fact first.

    In a crowded block, neighbours in time alone; in the block of a report, those told near each other and its first.
    """
    block_of: dict[tuple[str, str, str], list[int]] = {}
    for n, fact in enumerate(facts):
        for key in dict.fromkeys(blocks(fact)):
            block_of.setdefault(key, []).append(n)
    by_size: dict[int, list[list[int]]] = {}
    found: list[Ints] = []
    size = max(1, len(facts))
    for (_, mark, _), members in block_of.items():
        if mark == IN_REPORT and len(members) > _FIRST + _ONWARD:
            at = np.array(sorted(members, key=lambda n: (facts[n].at, facts[n].claim)))
            found += [_coded(at[:-step], at[step:], size) for step in range(1, _ONWARD + 1)]
            found += [_coded(at[:1].repeat(len(at) - 1), at[1:], size) for at in (at[k:] for k in range(_FIRST))]
        elif 1 < len(members) <= _CROWDED:
            by_size.setdefault(len(members), []).append(members)
        elif members[1:]:
            at = np.array(sorted(members, key=lambda n: _in_time(facts[n])))
            found += [_coded(at[:-step], at[step:], size) for step in range(1, _WINDOW + 1)]
    for many, held in by_size.items():
        left, right = np.triu_indices(many, 1)
        rows = np.array(list({tuple(members) for members in held}))
        found.append((rows[:, left] * size + rows[:, right]).ravel())
    pairs = distinct(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    return pairs // size, pairs % size


def _coded(left: Ints, right: Ints, size: int) -> Ints:
    """Pairs of facts as one number each, the first fact first."""
    found: Ints = np.minimum(left, right) * size + np.maximum(left, right)
    return found


def _in_time(f: Fact) -> tuple[Any, ...]:
    return f.first or 0, f.last or 0, f.spots[0][0] if f.spots else "", f.claim


def _relation_points(a: Fact, b: Fact) -> Points:
    if a.type != b.type or a.kind != b.kind:
        return Points(0, veto="different relations")
    reasons = [f"both tell “{a.type}”"]
    if a.type in SYMMETRIC:
        if len(a.agents & b.agents) < 2:
            return Points(0, veto="other parties")
        reasons.append("the same two parties")
    else:
        if not _one_list(a.agents, b.agents) or ((a.patients or b.patients) and not _one_list(a.patients, b.patients)):
            return Points(0, veto="other parties")
        reasons.append("the same parties")
    where = near(a, b)
    if where is False:
        return Points(0, veto="other places")
    if where:
        reasons.append("the same place")
    apart = gap(a, b)
    if apart is not None and apart > RELATION_GAP_DAYS:
        return Points(0, veto="ranges far apart")
    if a.type == "strength" and a.report == b.report and a.sentence == b.sentence:
        return Points(0, veto="two forces counted in one sentence")
    if figures(a, b)[0] < 0 and a.type == "strength":
        if a.report == b.report:
            return Points(0, veto="two figures of one report")
        reasons.append("figures that differ")
    reasons.append("ranges that touch" if apart is not None else "at least one without a date")
    return Points(ENOUGH + (2 if apart == 0 else 1), tuple(reasons))


def _one_list(a: frozenset[str], b: frozenset[str]) -> bool:
    """True when the fillers of the one are among those of the other: of two lists that only overlap each is its own."""
    return bool(a & b) and (a <= b or b <= a)
