"""Union-find over strings, with path halving: the groups that pairwise decisions add up to."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Disjoint groups; what was never joined stands alone."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._parent: dict[T, T] = {x: x for x in items}

    def find(self, x: T) -> T:
        """The representative of the group of ``x``."""
        parent = self._parent
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    def join(self, a: T, b: T) -> bool:
        """Make one group of the two; False when they were one already. The first one's representative stays."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        self._parent[b] = a
        return True

    def together(self, a: T, b: T) -> bool:
        """True when both are in one group."""
        return self.find(a) == self.find(b)

    def groups(self) -> dict[T, list[T]]:
        """Representative → members, in the order in which they came."""
        out: dict[T, list[T]] = {}
        for x in self._parent:
            out.setdefault(self.find(x), []).append(x)
        return out
