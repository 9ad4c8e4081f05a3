"""The network: actors and their relations on a day, from columns, with contradictions and paths in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bywhom.analysis.ties import AGAINST_TYPES
from bywhom.casefile import dates
from bywhom.casefile.holdings import Holdings
from bywhom.casefile.naming import ACTORS, resolve
from bywhom.model.claim import CLAIM_TYPES, EVENTS, MODALITIES, PHASES
from bywhom.store.atlas import Atlas

RELATIONS: dict[str, tuple[str, ...]] = {  # what the network tells apart, by line and by colour
    "command": ("leads",),
    "membership": ("member",),
    "affiliation": ("affiliate",),
    "support": ("supports",),
    "alliance": ("allied",),
    "hostility": tuple(sorted(AGAINST_TYPES)),
}
RELATION_NAMES = tuple(RELATIONS)
_RELATION_OF = np.array(
    [next((i for i, r in enumerate(RELATION_NAMES) if t in RELATIONS[r]), -1) for t in CLAIM_TYPES], dtype=np.int8
)
_IS_EVENT = np.array([t in EVENTS for t in CLAIM_TYPES])
_EVENT_REACH = 366  # days for which an attack shows enmity (as in analysis.ties)
_TOLD_AS_SO = ("actual", "possible", "general")
_IDS = ((150, 40), (600, 6), (10**9, 1))  # up to so many edges, each names so many claims; the count is of all
_EDGES = 3  # edges drawn for each actor allowed, the most told first: more is a black ball, and says nothing
_FEWEST_EDGES = 400
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor in the network."""

    id: str
    name: str
    type: str
    degree: int
    claims: int
    hops: int = 0  # from the actor in focus; 0 for itself and where nobody is


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All claims of one kind of relation between two actors; ``a`` acts on ``b`` unless ``mutual``."""

    a: str
    b: str
    relation: str
    kinds: tuple[str, ...]  # kinds of support, or types of hostility
    claims: int
    because: tuple[str, ...]
    dated: bool  # False: no claim says when
    hedged: bool  # True: hedged claims only
    mutual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Actors and relations on a day; ``left_out`` counts actors beyond the limit, the least tied ones.

    ``edges_left_out`` counts relations between the actors shown that are too many to draw, the least told ones.
    """

    on: str
    about: str
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    left_out: int = 0
    edges_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkOptions:
    """``hops`` from ``about``; only ``relations``; edges of at least ``least`` claims; at most ``limit`` actors."""

    about: str = ""
    hops: int = 1
    relations: tuple[str, ...] = ()
    least: int = 1
    limit: int = 150


class Networks(Holdings):
    """Who is tied to whom."""

    def network(self, *, on: str = "", options: NetworkOptions | None = None) -> Network:
        """The network on the day ``on`` ("" for all that is told). Raises BadDate, UnknownName, AmbiguousName."""
        options = options or NetworkOptions()
        atlas = self.atlas()
        focus = resolve(self.view, options.about, types=ACTORS).id if options.about else ""
        keep = _in_force(atlas, dates.day(on) if on else None)
        relation = _RELATION_OF[atlas.type[atlas.tie_claim]]
        wanted = [RELATION_NAMES.index(r) for r in options.relations if r in RELATIONS]
        keep &= np.isin(relation, wanted) if wanted else relation >= 0
        groups = _grouped(atlas, keep, relation, options.least)
        return self._drawn(atlas, groups, focus, on=on, options=options)

    def tie(self, a: str, b: str, *, relation: str = "", on: str = "") -> list[str]:
        """Ids of all claims that tie two actors (ids), of one relation and day where given, either way round."""
        atlas = self.atlas()
        index = {m.id: i for i, m in enumerate(atlas.actors)}
        one, other = index.get(a, -1), index.get(b, -1)
        keep = _in_force(atlas, dates.day(on) if on else None)
        keep &= ((atlas.tie_a == one) & (atlas.tie_b == other)) | ((atlas.tie_a == other) & (atlas.tie_b == one))
        if relation in RELATIONS:
            keep &= _RELATION_OF[atlas.type[atlas.tie_claim]] == RELATION_NAMES.index(relation)
        return list(self.view.ids(atlas.seq[np.unique(atlas.tie_claim[keep])].tolist()).values())

    def _drawn(
        self, atlas: Atlas, groups: "_Groups", focus: str, *, on: str, options: NetworkOptions
    ) -> Network:  # fmt: skip
        a, b = groups.a, groups.b
        size = len(atlas.actors)
        hops = np.zeros(size, dtype=np.int64)
        degree = np.bincount(a, minlength=size) + np.bincount(b, minlength=size)
        chosen = degree > 0
        if focus:
            start = next((i for i, m in enumerate(atlas.actors) if m.id == focus), -1)
            hops = _distances(a, b, start, size, options.hops)
            chosen = (hops >= 0) & (chosen | (np.arange(size) == start))
        order = np.lexsort((-degree, hops))
        picked = order[chosen[order]].tolist()
        kept = np.zeros(size, dtype=bool)
        kept[picked[: options.limit]] = True
        inside = np.flatnonzero(kept[a] & kept[b])
        strongest = inside[np.argsort(-groups.counts[inside], kind="stable")]
        shown = np.sort(strongest[: max(_FEWEST_EDGES, _EDGES * options.limit)]).tolist()
        most = next(n for edges, n in _IDS if len(shown) <= edges)
        wanted = {s for i in shown for s in atlas.seq[groups.claims(atlas, i)[:most]].tolist()}
        ids = self.view.ids(wanted)
        edges = [groups.edge(atlas, i, ids, most) for i in shown]
        weight = np.bincount(a, weights=groups.counts, minlength=size) + np.bincount(
            b, weights=groups.counts, minlength=size
        )
        nodes = [
            Node(
                id=atlas.actors[i].id, name=atlas.actors[i].name, type=atlas.actors[i].type, degree=int(degree[i]),
                claims=int(weight[i]), hops=int(max(0, hops[i])),
            )
            for i in picked[: options.limit]
        ]  # fmt: skip
        hidden = self.shield.entities
        nodes = [n if n.id not in hidden else Node(id=n.id, name="[protected]", type=n.type, degree=n.degree,
                                                   claims=n.claims, hops=n.hops) for n in nodes]  # fmt: skip
        return Network(
            on=on, about=focus, nodes=tuple(self.shield(nodes)), edges=tuple(edges),
            left_out=len(picked) - len(nodes), edges_left_out=len(inside) - len(shown),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Groups:
    """Ties grouped by actor, actor and relation: ``members`` are rows of ties in runs of ``starts`` and ``counts``."""

    a: Ints
    b: Ints
    relation: Ints
    counts: Ints
    starts: Ints
    members: Ints

    def claims(self, atlas: Atlas, i: int) -> Ints:
        """The rows of the claims of the group ``i``, in the order of recording."""
        rows = self.members[self.starts[i] : self.starts[i] + self.counts[i]]
        return np.unique(atlas.tie_claim[rows]).astype(np.int64)

    def edge(self, atlas: Atlas, i: int, ids: Mapping[int, str], most: int) -> Edge:
        """The group ``i`` as an edge that names at most ``most`` of its claims."""
        rows = self.members[self.starts[i] : self.starts[i] + self.counts[i]]
        claims = self.claims(atlas, i)
        name = RELATION_NAMES[self.relation[i]]
        if name == "support":
            kinds = tuple(sorted({atlas.kinds[k] for k in atlas.tie_kind[rows]} - {""}))
        else:
            kinds = tuple(CLAIM_TYPES[t] for t in np.unique(atlas.type[claims])) if name == "hostility" else ()
        modes = {MODALITIES[m] for m in atlas.modality[claims]}
        named = tuple(ids[s] for s in atlas.seq[claims[:most]].tolist() if s in ids)
        return Edge(
            a=atlas.actors[self.a[i]].id, b=atlas.actors[self.b[i]].id, relation=name, kinds=kinds, claims=len(claims),
            because=named, dated=bool(atlas.dated[claims].any()),
            hedged=modes == {"possible"}, mutual=name == "alliance" or kinds in (("opposed",), ("clash",)),
        )  # fmt: skip


def _in_force(atlas: Atlas, on: date | None) -> Bools:
    """Which ties can speak of the day; the rule of ``analysis.ties.in_force`` over columns."""
    at = atlas.tie_claim
    modes = [MODALITIES.index(m) for m in _TOLD_AS_SO]
    keep: Bools = ~atlas.denied[at] & np.isin(atlas.modality[at], modes) & (atlas.tie_phase != PHASES.index("ends"))
    if on is None:
        return keep
    day = on.toordinal()
    first, last = atlas.first[at], atlas.last[at]
    undated = ~atlas.dated[at]
    event = (first <= day) & (last >= day - _EVENT_REACH)
    ended = atlas.tie_precise & (last < day) & (first != last) & (atlas.tie_phase == 0)
    relation = (first <= day) & ~ended
    return keep & (undated | np.where(_IS_EVENT[atlas.type[at]], event, relation))


def _grouped(atlas: Atlas, keep: Bools, relation: NDArray[np.int8], least: int) -> _Groups:
    rows = np.flatnonzero(keep)
    a, b = atlas.tie_a[rows].astype(np.int64), atlas.tie_b[rows].astype(np.int64)
    kind = relation[rows].astype(np.int64)
    equal = np.isin(kind, [RELATION_NAMES.index("alliance"), RELATION_NAMES.index("hostility")])
    a, b = np.where(equal & (a > b), b, a), np.where(equal & (a > b), a, b)
    size = max(1, len(atlas.actors))
    key = (a * size + b) * len(RELATION_NAMES) + kind
    order = np.argsort(key, kind="stable")
    keys, starts, counts = np.unique(key[order], return_index=True, return_counts=True)
    enough = counts >= least
    keys, starts, counts = keys[enough], starts[enough], counts[enough]
    pair = keys // len(RELATION_NAMES)
    return _Groups(pair // size, pair % size, keys % len(RELATION_NAMES), counts, starts, rows[order])


def _distances(a: Ints, b: Ints, start: int, size: int, most: int) -> Ints:
    """Hops from ``start`` along edges in either direction, -1 beyond ``most``."""
    out = np.full(size, -1, dtype=np.int64)
    if start < 0:
        return out
    out[start] = 0
    for hop in range(1, most + 1):
        near = out == hop - 1
        reached = np.union1d(b[near[a]], a[near[b]])
        fresh = reached[out[reached] < 0]
        out[fresh] = hop
    return out
