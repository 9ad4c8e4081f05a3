"""Which claims to read when there are too many to weigh them all: those of the ties and paths attested best.

The counting is the store's (``ReadView.ties``); what follows from the claims is told by the same rules as ever.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count, pairwise

from bywhom.analysis.names import kin
from bywhom.analysis.ties import AGAINST_TYPES, WITH_TYPES
from bywhom.model.account import ClaimQuery, EntityCard, TieQuery, TieRow, Told
from bywhom.model.finding import Tie
from bywhom.ports import ReadView

MAX_CLAIMS = 4000  # read and weighed one by one in one answer
_OWN, _AMONG, _ALL = 60, 80, 160  # ties of either sign: of one actor, among its neighbours, in the whole account
_NEIGHBOURS = 30
_PATHS = 50  # paths whose claims are read
_STEPS = 4000  # of the search for them
_INFERRED = 0.5
_BATCH = 4000  # ids in one query
Pair = tuple[str, str]


def best_ties(view: ReadView, query: TieQuery, *, about: EntityCard | None) -> tuple[TieRow, ...]:
    """The ties attested best, with and against: those of ``about`` and among its neighbours, or of all actors."""
    out: dict[tuple[str, str, bool], TieRow] = {}

    def take(asked: TieQuery) -> None:
        for sign, types in ((True, WITH_TYPES), (False, AGAINST_TYPES)):
            for row in view.ties(replace(asked, types=types)):
                out.setdefault((row.a, row.b, sign), row)

    if about is None:
        take(replace(query, limit=_ALL))
    else:
        take(replace(query, about=frozenset({about.id}), limit=_OWN))
        ranked = sorted(out.values(), key=lambda r: (-strength_of(r), r.a, r.b))
        near = list(dict.fromkeys(x for r in ranked for x in (r.a, r.b)))[:_NEIGHBOURS]
        take(replace(query, among=frozenset(near), limit=_AMONG))
    return tuple(out.values())


def strength_of(row: TieRow) -> float:
    """How well a tie is attested, 0 to 1: doubt halves with every origin (the rule of ``ties.strength``)."""
    return float((1 - 0.5**row.origins) * row.sure)


def read_claims(view: ReadView, rows: Iterable[TieRow], *, known: datetime | None) -> list[Told]:
    """The claims that the rows name."""
    ids, out = sorted({i for r in rows for i in r.because}), list[Told]()
    for start in range(0, len(ids), _BATCH):
        out += view.claims(ClaimQuery(ids=frozenset(ids[start : start + _BATCH]), known=known))
    return out


def recounted(ties: Iterable[Tie], rows: Iterable[TieRow]) -> tuple[Tie, ...]:
    """``ties`` with the origins of all their claims where only some were read."""
    counts: dict[tuple[frozenset[str], int], int] = {}
    for r in rows:
        if r.claims > len(r.because):
            for sign in (1, -1):
                key = (frozenset((r.a, r.b)), sign)
                counts[key] = max(counts.get(key, 0), r.origins)
    if not counts:
        return tuple(ties)
    out = [replace(t, origins=max(t.origins, counts.get((frozenset((t.a_id, t.b_id)), t.sign), 0))) for t in ties]
    return tuple(sorted(out, key=lambda t: (-t.origins, -len(t.because), t.a, t.b, t.sign)))


def best_paths(
    view: ReadView, query: TieQuery, ends: tuple[EntityCard | None, EntityCard | None], *, depth: int, inferred: bool
) -> Sequence[TieRow]:
    """The ties on the paths of support between the ends that are attested best, with ids of claims."""
    strengths = {(r.a, r.b): strength_of(r) for r in view.ties(replace(query, named=False))}
    bonds: dict[Pair, float] = {}
    if inferred:
        types = frozenset({"member", "leads", "affiliate"})
        for r in view.ties(replace(query, types=types, kinds=(), named=False)):
            for pair in ((r.a, r.b), (r.b, r.a)):
                bonds.setdefault(pair, strength_of(r) * _INFERRED)
    source, target = (_named(view, query, c, other) for c, other in (ends, ends[::-1]))
    used = _widest({**bonds, **strengths}, source, target, depth)
    told = frozenset(p for p in used if p in strengths)
    found = list(view.ties(replace(query, pairs=told))) if told else []
    pairs = {p for a, b in used - told for p in ((a, b), (b, a))}
    if pairs:
        found += view.ties(replace(query, types=types, kinds=(), pairs=frozenset(pairs)))
    return found


def _named(view: ReadView, query: TieQuery, card: EntityCard | None, other: EntityCard | None) -> frozenset[str] | None:
    """The actors that an end stands for, by the rule of ``trace``: between two ends also its name with a region."""
    if card is None or other is None:
        return None if card is None else frozenset({card.id})
    near = view.find_entities(card.name, types=("ORGANISATION", "PERSON"), limit=20, known=query.known)
    return frozenset({card.id, *(c.id for c in near if c.id != other.id and kin(c.name, card.name))})


def _widest(
    edges: dict[Pair, float], source: frozenset[str] | None, target: frozenset[str] | None, depth: int
) -> set[Pair]:
    """The edges of the simple paths with the strongest weakest edge, best first, up to the bounds."""
    backwards = source is None
    starts, goal = (target, None) if backwards else (source, target)
    if starts is None:
        return set(sorted(edges, key=lambda p: (-edges[p], p))[: _PATHS * 2])
    after: dict[str, list[tuple[float, str]]] = {}
    for (a, b), s in edges.items():
        after.setdefault(b if backwards else a, []).append((s, a if backwards else b))
    reach = _within(edges, goal, depth) if goal is not None else None
    order = count()
    heap: list[tuple[float, int, int, tuple[str, ...]]] = [(-1.0, 0, next(order), (s,)) for s in sorted(starts)]
    used, paths, steps = set[Pair](), 0, 0
    while heap and paths < _PATHS and steps < _STEPS:
        weakest, length, _, path = heapq.heappop(heap)
        steps += 1
        ended = length > 0 and (goal is None or path[-1] in goal)
        if ended:
            paths += 1
            used |= {(b, a) if backwards else (a, b) for a, b in pairwise(path)}
        if length >= depth or (ended and goal is not None):
            continue
        for s, other in after.get(path[-1], ()):
            near = reach is None or reach.get(other, depth + 1) <= depth - length - 1
            if other not in path and near:
                heapq.heappush(heap, (max(weakest, -s), length + 1, next(order), (*path, other)))
    return used


def _within(edges: Iterable[Pair], goal: frozenset[str], depth: int) -> dict[str, int]:
    """How many hops each actor lies before the goal, up to ``depth``."""
    before: dict[str, list[str]] = {}
    for a, b in edges:
        before.setdefault(b, []).append(a)
    out, front = dict.fromkeys(goal, 0), list(goal)
    for hop in range(1, depth):
        front = [a for a in dict.fromkeys(x for b in front for x in before.get(b, ())) if a not in out]
        out |= dict.fromkeys(front, hop)
    return out
