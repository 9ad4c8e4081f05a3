"""Which claims tell one happening or one relation: scored pairs inside blocks, joined best first, never across a veto.

Every pair rule gives points and the words that explain it. People's judgements (joined, apart) stand above the score.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bywhom.analysis.common import is_relation
from bywhom.analysis.facts import SYMMETRIC, Fact, alike, blocks, near, settled
from bywhom.analysis.pairing import TAKEN, figures, gap, one_clause, reasons, refused, weigh
from bywhom.analysis.union import Groups
from bywhom.model.judgement import Judgement

_EXACT = 20.0  # points of an exact repeat
ENOUGH = 6.0  # points from which two claims are one
RELATION_GAP_DAYS = 400  # relations of one pair told this near to each other are one relation
_WINDOW = 60  # in a crowded block each fact is compared with this many neighbours in time
_CROWDED = 250


@dataclass(slots=True)
class Joined:
    """Groups of claims, and why each was joined. Claims that tell nothing in common stand alone."""

    groups: Groups[str]
    reasons: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Points:
    """The score of a pair with its reasons; ``veto`` says why the two cannot be one."""

    points: float
    reasons: tuple[str, ...] = ()
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
    for points, a, b in _scored(by_id):
        if joined.groups.together(a, b):
            continue
        left, right = pools[joined.groups.find(a)], pools[joined.groups.find(b)]
        if not left.fits(right) or (apart and left.kept_apart(right, apart)):
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
        narrow = fact.first is not None and fact.last is not None and fact.last - fact.first <= 3
        self.days = (fact.first, fact.last) if narrow and not is_relation(fact.type) else None
        self.facts = [fact] if fact.spots else []
        self.doers = {fact.type: fact.doers} if fact.type in TAKEN and fact.doers else {}

    def fits(self, other: "_Pool") -> bool:
        """True when no precise day and no place of the one rules out the other's."""
        if self.days is not None and other.days is not None:
            (a, b), (c, d) = self.days, other.days
            assert a is not None and b is not None and c is not None and d is not None
            if a > d + 2 or c > b + 2:
                return False
        if any(not (self.doers[t] & other.doers[t]) for t in self.doers.keys() & other.doers.keys()):
            return False  # all that tell one taking name one taker
        return all(near(x, y) is not False for x in self.facts[:4] for y in other.facts[:4])

    def kept_apart(self, other: "_Pool", apart: set[frozenset[str]]) -> bool:
        """True when a person put a claim of the one apart from a claim of the other."""
        mine, theirs = set(self.claims), set(other.claims)
        return any((p & mine) and (p & theirs) for p in apart)

    def take(self, other: "_Pool") -> None:
        """Absorb another pool."""
        self.claims += other.claims
        self.facts = (self.facts + other.facts)[:6]
        self.doers = {**self.doers, **{t: self.doers.get(t, d) & d for t, d in other.doers.items()}}
        if self.days is None:
            self.days = other.days
        elif other.days is not None:
            (a, b), (c, d) = self.days, other.days
            assert a is not None and b is not None and c is not None and d is not None
            self.days = (min(a, c), max(b, d))


def _scored(by_id: Mapping[str, Fact]) -> list[tuple[Points, str, str]]:
    """Every pair worth joining, best first; equal scores in the order of their ids."""
    block_of: dict[tuple[str, str, str], list[str]] = {}
    for claim, fact in by_id.items():
        for key in dict.fromkeys(blocks(fact)):
            block_of.setdefault(key, []).append(claim)
    seen: set[tuple[str, str]] = set()
    out: list[tuple[Points, str, str]] = []
    for members in block_of.values():
        for a, b in _pairs(members, by_id):
            pair = (a, b) if a < b else (b, a)
            if pair in seen:
                continue
            seen.add(pair)
            points = pair_points(by_id[a], by_id[b])
            if not points.veto and points.points >= ENOUGH:
                out.append((points, *pair))
    out.sort(key=lambda x: (-x[0].points, x[1], x[2]))
    return out


def _pairs(members: Sequence[str], by_id: Mapping[str, Fact]) -> Iterable[tuple[str, str]]:
    """All pairs of a block, or of neighbours in time where the block is crowded."""
    if len(members) <= _CROWDED:
        yield from combinations(members, 2)
        return
    ordered = sorted(members, key=lambda c: (by_id[c].first or 0, by_id[c].last or 0, by_id[c].spots[:1] and
                                             by_id[c].spots[0][0], c))  # fmt: skip
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 : i + 1 + _WINDOW]:
            yield a, b


def pair_points(a: Fact, b: Fact) -> Points:
    """How far two claims tell the same thing.

    Events: what they share is weighed (see pairing); ENOUGH and what lies above the bar. Relations: the same ends, and
    ranges that touch.
    """
    if a.mode != b.mode or not alike(a.type, b.type):
        return Points(0, veto="types that cannot tell one thing")
    found = _relation_points(a, b) if is_relation(a.type) and is_relation(b.type) else _event_points(a, b)
    if same_terms(a, b):
        return Points(_EXACT, ("told in the same terms", *found.reasons))
    return found


def same_terms(a: Fact, b: Fact) -> bool:
    """True for an exact repeat: all that two claims of different reports say is the same, and they say when."""
    dated = a.first is not None and a.last is not None
    return (
        dated and a.report != b.report and bool(a.actors or a.spots)
        and (a.type, a.first, a.last, a.agents, a.patients, a.kind, a.phase)
        == (b.type, b.first, b.last, b.agents, b.patients, b.kind, b.phase)
        and {s for s, _ in a.spots} == {s for s, _ in b.spots} and set(a.figures) == set(b.figures)
    )  # fmt: skip


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


def _event_points(a: Fact, b: Fact) -> Points:
    why = refused(a, b)
    if why:
        return Points(0, veto=why)
    if (a.report, a.sentence) == (b.report, b.sentence):
        if not one_clause(a, b):
            return Points(0, veto="two events of one sentence")
        return Points(ENOUGH, ("one clause of one sentence", *reasons(a, b)))
    over = weigh(a, b)
    return Points(ENOUGH + over, tuple(reasons(a, b))) if over >= 0 else Points(0, veto="too little in common")
