"""Paths of support between actors: every chain of hops that can overlap in time, as strong as its weakest hop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bywhom.analysis.common import listed, when_words
from bywhom.analysis.context import Context, context_of
from bywhom.analysis.hops import Edge, both, ground_edges, hop_of, in_time, inferred_edges, support_edges, windows
from bywhom.analysis.names import kin
from bywhom.analysis.naming import plural
from bywhom.analysis.strongest import MAX_CLAIMS, best_paths, read_claims
from bywhom.analysis.wording import GIVES, SUPPORTS, counted, finish
from bywhom.model.account import ClaimQuery, EntityCard, Party, TieQuery, Told
from bywhom.model.finding import Hop, Path, Trace
from bywhom.model.when import Interval
from bywhom.ports import ReadView

SUPPORT, BONDS = frozenset({"supports"}), frozenset({"member", "leads", "affiliate"})
_ANY_TIME = [Interval(earliest=None, latest=None)]
_MAX_STEPS = 20_000  # steps of the search before it stops and says so
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceOptions:
    """When it must have been possible (``on``, or from ``since`` to ``until``), ``kinds`` of support followed (empty:
    all), and whether membership and affiliation are followed too (``inferred``).
    """

    on: date | None = None
    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    inferred: bool = False
    limit: int = 50
    depth: int = 6


@dataclass(slots=True)
class _Net:
    edges: dict[Pair, Edge]
    out: dict[str, list[Pair]]
    into: dict[str, list[Pair]]
    hops: dict[Pair, Hop]


def trace(
    view: ReadView, source: EntityCard | None, target: EntityCard | None, *, options: TraceOptions | None = None,
    known: datetime | None = None, most: int = MAX_CLAIMS,
) -> Trace:  # fmt: skip
    """Every path of support from ``source`` to ``target``, strongest first; None stands for anyone.

    Of more than ``most`` claims, the paths best attested are followed.
    """
    options = options or TraceOptions()
    since, until = (options.on, options.on) if options.on is not None else (options.since, options.until)
    types = SUPPORT | BONDS if options.inferred else SUPPORT
    many = view.size() > most and view.count(ClaimQuery(types=types, known=known)) > most
    if many:
        asked = TieQuery(types=SUPPORT, kinds=options.kinds, since=since, until=until, known=known)
        rows = best_paths(view, asked, (source, target), depth=options.depth, inferred=options.inferred)
        read: Iterable[Told] = read_claims(view, rows, known=known)
    else:
        read = view.claims(ClaimQuery(types=types, known=known))
    told = sorted((c for c in read if in_time(c, since, until)), key=lambda c: (c.edtf or "~", c.id))
    claims = [c for c in told if c.type in SUPPORT]
    edges = support_edges(claims, kinds=options.kinds)
    ends_ = [Party(entity=c.id, name=c.name, type=c.type) for c in (source, target) if c is not None]
    edges |= {pair: e for pair, e in ground_edges(edges.values(), ends_).items() if pair not in edges}
    net = _net(edges, [c for c in told if c.type in BONDS], context_of(view, claims, known=known))
    starts, ends = _ends(net, source, target), _ends(net, target, source)
    found, stopped = _search(net, starts, ends, options)
    paths = _best(net, found, options.limit)
    return Trace(
        source=source.name if source else "", target=target.name if target else "", paths=paths,
        warnings=_warnings(len(found), options, stopped, many=many),
    )  # fmt: skip


def _net(edges: dict[Pair, Edge], bonds: Sequence[Told], context: Context) -> _Net:
    if bonds:
        for pair, edge in inferred_edges(bonds).items():
            edges.setdefault(pair, edge)
    out: dict[str, list[Pair]] = {}
    into: dict[str, list[Pair]] = {}
    for pair in sorted(edges):
        out.setdefault(pair[0], []).append(pair)
        into.setdefault(pair[1], []).append(pair)
    return _Net(edges, out, into, {pair: hop_of(e, context) for pair, e in edges.items()})


def _ends(net: _Net, card: EntityCard | None, other: EntityCard | None) -> frozenset[str] | None:
    """The actors that one end of the question stands for: the entity and, between two named ends, those that carry
    its name with a region added ("X in Y" for X).
    """
    if card is None:
        return None
    ids = {card.id}
    if other is None:
        return frozenset(ids)
    for edge in net.edges.values():
        for p in (edge.supporter, edge.recipient):
            apart = p.entity != other.id and not kin(p.name, other.name)
            if p.entity and p.entity not in ids and apart and kin(p.name, card.name):
                ids.add(p.entity)
    return frozenset(ids)


def _search(
    net: _Net, starts: frozenset[str] | None, ends: frozenset[str] | None, options: TraceOptions
) -> tuple[list[tuple[Pair, ...]], bool]:
    """Simple paths from the starts to the ends, depth first; without an end, every path that begins (or ends) there."""
    if starts is None and ends is None:
        return [(pair,) for pair in net.edges if not net.edges[pair].inferred], False
    backwards = starts is None
    origin, goal = (ends, None) if backwards else (starts, ends)
    assert origin is not None
    found: list[tuple[Pair, ...]] = []
    budget = [_MAX_STEPS]

    def walk(node: str, path: tuple[Pair, ...], seen: frozenset[str], time: list[Interval]) -> None:
        for pair in (net.into if backwards else net.out).get(node, ()):
            other = pair[0] if backwards else pair[1]
            if other in seen or budget[0] <= 0:
                continue
            budget[0] -= 1
            shared = both(time, windows(net.edges[pair]))
            if not shared:
                continue
            longer = (pair, *path) if backwards else (*path, pair)
            if goal is None or other in goal:
                if not all(net.edges[p].inferred for p in longer):
                    found.append(longer)
                if goal is not None:
                    continue
            if len(longer) < options.depth:
                walk(other, longer, seen | {other}, shared[:8])

    for start in sorted(origin):
        walk(start, (), frozenset({start}), _ANY_TIME)
    return found, budget[0] <= 0


def _best(net: _Net, found: Sequence[tuple[Pair, ...]], limit: int) -> tuple[Path, ...]:
    """The strongest paths, then the shortest, then by their words; only those that may be shown are put in words."""

    def rank(pairs: tuple[Pair, ...]) -> tuple[float, int]:
        return -min(net.hops[p].strength for p in pairs), len(pairs)

    ranked = sorted(found, key=rank)
    last = rank(ranked[limit - 1]) if 0 < limit <= len(ranked) else (1.0, 0)
    paths = [_path(net, p) for p in ranked if rank(p) <= last]
    return tuple(sorted(paths, key=lambda p: (-p.strength, len(p.hops), p.sentence))[:limit])


def _path(net: _Net, pairs: Sequence[Pair]) -> Path:
    hops = tuple(net.hops[p] for p in pairs)
    return Path(hops=hops, strength=min(h.strength for h in hops), sentence=path_words(hops))


def path_words(hops: Sequence[Hop]) -> str:
    """A path in one sentence, with its weakest hop named when there are several."""
    parts = []
    for i, h in enumerate(hops):
        doer = h.supporter if i == 0 else "which"
        beside = ", ".join(x for x in (h.goods, _when(h)) if x and not h.inferred)
        parts.append(f"{doer} {_verb(h)} {h.recipient}" + (f" ({beside})" if beside else ""))
    text = ", ".join(parts)
    if any(h.how == "ground" for h in hops):
        text += "; indirect: what reaches ground need not reach its holder"
    if len(hops) > 1:
        weak = min(hops, key=lambda h: h.strength)
        told = "inferred" if weak.inferred else f"told by {counted(weak.origins, 'origin')}"
        text += f"; the weakest hop is {weak.supporter} to {weak.recipient}, {told}"
    return finish(text)


def _when(hop: Hop) -> str:
    """The days of a hop in words; support that is told to end is told for an unknown time before."""
    words = when_words(hop.when)
    return words.replace("by ", "until ", 1) if words.startswith("by ") else words


def _verb(hop: Hop) -> str:
    """What the hop says, in words: "is told to" keeps the claim a claim and agrees with singular and plural."""
    be = "are" if plural([hop.supporter]) else "is"
    if hop.how == "ground":
        return f"{be} ground of"
    if hop.inferred:
        return f"{be} tied by membership or affiliation to"
    verbs = [GIVES.get(k, SUPPORTS)[1] for k in hop.kind.split(", ")]
    return f"{be} told {'perhaps ' if hop.modality == 'possible' else ''}to {listed(list(dict.fromkeys(verbs)))}"


def _warnings(paths: int, options: TraceOptions, stopped: bool, *, many: bool) -> tuple[str, ...]:
    out = ["the best attested paths are told, each hop by some of its claims"] if many and paths else []
    if not paths:
        out.append("no path of support is told")
        if not options.inferred:
            out.append("membership and affiliation were not followed; ask for inferred hops to follow them")
    if paths > options.limit:
        out.append(f"{paths - options.limit} weaker paths are not shown")
    if stopped:
        out.append("the search stopped early; ask for fewer kinds, a date, or a smaller depth")
    return tuple(out)
