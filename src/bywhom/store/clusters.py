"""Judgements of sameness to clusters: a pure function, so that clusters can be dropped and rebuilt alike.

Edges of ``same`` are laid in a fixed order: a person's before the matcher's, the surer before the less sure, then by
id. An edge is left out when it would bring two entities into one cluster that a ``different`` judgement keeps apart.
The order of recording plays no part.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MATCHER = "matcher"  # the name under which the machine judges
BRIDGE = "matcher:bridge"  # the same, where it ties clusters that were there before its report


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A judgement of sameness (or, with ``apart``, of difference) between two entities."""

    a: int
    b: int
    id: str
    by: str = MATCHER
    score: float = 1.0
    apart: bool = False

    @property
    def rank(self) -> tuple[bool, float, str]:
        """Where the edge stands in the order of laying."""
        return self.by in (MATCHER, BRIDGE), -self.score, self.id


class _Union:
    """Union-find whose components know the entities that must stay outside them."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}
        self.size: dict[int, int] = {}
        self.enemies: dict[int, set[int]] = {}

    def root(self, x: int) -> int:
        parent = self.parent
        if x not in parent:
            parent[x], self.size[x] = x, 1
            return x
        top = x
        while parent[top] != top:
            top = parent[top]
        while parent[x] != top:
            parent[x], x = top, parent[x]
        return top

    def keep_apart(self, a: int, b: int) -> None:
        self.enemies.setdefault(self.root(a), set()).add(b)
        self.enemies.setdefault(self.root(b), set()).add(a)

    def join(self, a: int, b: int) -> bool:
        ra, rb = self.root(a), self.root(b)
        if ra == rb:
            return True
        if any(self.root(x) == rb for x in self.enemies.get(ra, ())):
            return False
        if self.size[ra] < self.size[rb]:
            ra, rb = rb, ra
        self.parent[rb] = ra
        self.size[ra] += self.size[rb]
        if rb in self.enemies:
            self.enemies.setdefault(ra, set()).update(self.enemies.pop(rb))
        return True


def clusters(edges: Iterable[Edge]) -> dict[int, int]:
    """Entity → first (smallest) entity of its cluster, for every entity that an edge names."""
    union, same = _Union(), []
    for edge in edges:
        if edge.apart:
            union.keep_apart(edge.a, edge.b)
        else:
            same.append(edge)
    for edge in sorted(same, key=lambda e: e.rank):
        union.join(edge.a, edge.b)
    first: dict[int, int] = {}
    for x in sorted(union.parent):
        first.setdefault(union.root(x), x)
    return {x: first[union.root(x)] for x in union.parent}
