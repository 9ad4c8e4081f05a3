"""Loyalties at a date and where they do not fit: unbalanced triangles, and support that reaches an opponent."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations, pairwise

from bywhom.analysis.common import key_of, label_of, listed
from bywhom.analysis.context import Context, bonds, context_of
from bywhom.analysis.naming import plural
from bywhom.analysis.strongest import MAX_CLAIMS, best_ties, read_claims, recounted
from bywhom.analysis.ties import AGAINST_TYPES, WITH_TYPES, Link, in_force, links_of, strength, ties_of
from bywhom.analysis.wording import GIVES, SUPPORTS, finish
from bywhom.model.account import ClaimQuery, EntityCard, Party, TieQuery, Told
from bywhom.model.finding import Contradiction, Loyalties, Tie
from bywhom.ports import ReadView

_MAX_SHOWN = 200
_LIFTED = 0.5  # what a contradiction is worth that holds only when members stand for their organisation
_DEPTH = 3  # hops of support followed from an actor to its opponent
# singular and plural, because sides have names of both kinds
_VERBS = {
    "allied": ("is allied with", "are allied with"), "supports": ("supports", "support"),
    "affiliate": ("is affiliated with", "are affiliated with"), "member": ("belongs to", "belong to"),
    "leads": ("leads", "lead"), "opposed": ("is opposed to", "are opposed to"),
    "clash": ("clashes with", "clash with"), "siege": ("besieges", "besiege"),
    "capture": ("takes ground from", "take ground from"), "killing": ("kills people of", "kill people of"),
    "abduction": ("seizes people of", "seize people of"),
}  # fmt: skip
_ATTACK = ("attacks", "attack")
Links = Mapping[tuple[str, str, int], Link]


@dataclass(frozen=True, slots=True)
class _Graph:
    links: Links
    names: Mapping[str, str]
    wholes: Mapping[str, frozenset[str]]  # actor → organisations it belongs to, one step
    context: Context
    parts: Mapping[str, frozenset[str]]  # organisation → those who belong to it
    weighed: dict[tuple[int, ...], float] = field(default_factory=dict)  # links stand in many contradictions

    def worth(self, *links: Link) -> float:
        """How well links attest together what they tell."""
        key = tuple([id(k) for k in links])
        found = self.weighed.get(key)
        if found is None:
            found = self.weighed[key] = strength([c for k in links for c in k.claims], self.context)
        return found


def loyalties(
    view: ReadView, *, on: date | None = None, about: EntityCard | None = None, known: datetime | None = None,
    most: int = MAX_CLAIMS,
) -> Loyalties:  # fmt: skip
    """The signed graph on the day (None: of all that is told) and its contradictions, best attested first.

    Of more than ``most`` claims, the best attested ties are weighed: those of ``about`` and among its neighbours.
    """
    query = ClaimQuery(types=WITH_TYPES | AGAINST_TYPES, known=known)
    many = view.size() > most and view.count(query) > most
    rows = best_ties(view, TieQuery(types=query.types, on=on, known=known), about=about) if many else ()
    claims = read_claims(view, rows, known=known) if many else list(view.claims(query))
    graph = _graph(claims, on, context_of(view, claims, known=known))
    found: list[Draft] = [*support_reaches_opponent(graph), *unbalanced(graph)]
    ties = recounted(ties_of(graph.links.values(), graph.context), rows)
    if about is not None:
        ties = tuple(t for t in ties if about.id in (t.a_id, t.b_id))
        found = [c for c in found if about.name in c.actors]
    warnings = []
    if not ties:
        warnings.append("no relation between actors is told" + (f" on {on.isoformat()}" if on else ""))
    if len(found) > _MAX_SHOWN:
        warnings.append(f"{len(found) - _MAX_SHOWN} weaker contradictions are not shown")
    if many:
        warnings.append(f"the {len(rows)} best attested ties are weighed, each by some of its claims; name an actor")
    return Loyalties(
        on=on.isoformat() if on else "", ties=ties, contradictions=tuple(_worded(found, _MAX_SHOWN)),
        warnings=tuple(warnings),
    )  # fmt: skip


def _rank(c: Contradiction) -> tuple[float, bool, int, int, str]:
    """By how well the weakest side is attested, then support that reaches an opponent, then by the claims behind it."""
    return -c.strength, c.kind != "support_reaches_opponent", -len(c.because), len(c.actors), c.sentence


def _graph(claims: Sequence[Told], on: date | None, context: Context) -> _Graph:
    links = links_of(claims, on)
    names: dict[str, str] = {}
    for link in links.values():
        names.setdefault(key_of(link.a), label_of(link.a))
        names.setdefault(key_of(link.b), label_of(link.b))
    wholes: dict[str, set[str]] = {}
    for told in claims:
        if told.type in ("member", "leads", "affiliate") and in_force(told, on):
            for part, whole in bonds(told):
                wholes.setdefault(part, set()).add(whole)
    parts: dict[str, set[str]] = {}
    for part, held in wholes.items():
        for whole in held:
            parts.setdefault(whole, set()).add(part)
    return _Graph(
        links, names, {k: frozenset(v) for k, v in wholes.items()}, context,
        {k: frozenset(v) for k, v in parts.items()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A contradiction before it is put in words, for of thousands only the best attested are shown."""

    strength: float
    kind: str
    actors: tuple[str, ...]
    make: Callable[["Draft"], Contradiction]

    @property
    def rank(self) -> tuple[float, bool]:
        """Where it stands, as ``_rank`` begins; the rest of the order needs the claims and the words."""
        return -self.strength, self.kind != "support_reaches_opponent"


def _worded(found: Sequence[Draft], most: int) -> list[Contradiction]:
    """The first ``most`` by ``_rank``."""
    ranked = sorted(found, key=lambda d: d.rank)
    last = ranked[most - 1].rank if len(ranked) >= most else None
    made = [d.make(d) for d in ranked if last is None or d.rank <= last]
    return sorted(made, key=_rank)[:most]


def support_reaches_opponent(graph: _Graph) -> list[Draft]:
    """A supports B (who supports …) C, and C acts against A; at either end a member may stand for its organisation."""
    given: dict[str, list[str]] = {}
    for (a, b, sign), link in graph.links.items():
        if sign > 0 and "supports" in link.types:
            given.setdefault(a, []).append(b)
    hostile: dict[str, set[str]] = {}
    for c, a, sign in graph.links:
        if sign < 0:
            hostile.setdefault(c, set()).add(a)
    out: dict[tuple[str, ...], Draft] = {}
    for a in sorted(given):
        for path in _paths(given, a):
            for attacker, victim, lifted in _meets(graph, hostile, path):
                found = _reaching(graph, path, attacker, victim, lifted)
                kept = out.get(found.actors)
                if kept is None or found.strength > kept.strength:
                    out[found.actors] = found
    return list(out.values())


def _paths(given: Mapping[str, Sequence[str]], start: str) -> Iterable[tuple[str, ...]]:
    stack: list[tuple[str, ...]] = [(start,)]
    while stack:
        path = stack.pop()
        if len(path) > 1:
            yield path
        if len(path) <= _DEPTH:
            stack += [(*path, b) for b in given.get(path[-1], ()) if b not in path]


def _meets(
    graph: _Graph, hostile: Mapping[str, set[str]], path: Sequence[str]
) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Who of the far end acts against whom of the near end; lifted names the memberships that had to be taken."""
    start, end = path[0], path[-1]
    if start in hostile.get(end, ()):
        yield end, start, ()
        return
    starts, ends = _side(graph, start), _side(graph, end)
    if starts & ends:
        return  # one side: support inside it reaches nobody else
    for c in sorted(ends):
        for a in sorted(hostile.get(c, set()) & starts):
            if a in path[1:] or c in path[:-1]:
                continue
            notes = [f"{graph.names.get(x, x)} taken as part of {graph.names.get(y, y)}"
                     for x, y in ((start, a), (end, c)) if x != y]  # fmt: skip
            yield c, a, tuple(notes)


def _side(graph: _Graph, actor: str) -> set[str]:
    """The actor, what it belongs to, and what belongs to it, one step."""
    return {actor, *graph.wholes.get(actor, ()), *graph.parts.get(actor, ())}


def _reaching(graph: _Graph, path: Sequence[str], attacker: str, victim: str, lifted: Sequence[str]) -> Draft:
    hops = [graph.links[(a, b, 1)] for a, b in pairwise(path)]
    blow = graph.links[(attacker, victim, -1)]

    def make(draft: Draft) -> Contradiction:
        parts = [_gives(graph.names[a], graph.names[b], h) for (a, b), h in zip(pairwise(path), hops, strict=True)]
        text = f"{', '.join(parts)}, and {graph.names[attacker]} {verb(blow)} {graph.names[victim]}"
        if lifted:
            text += f" ({'; '.join(lifted)})"
        return Contradiction(
            kind=draft.kind, sentence=finish(text), strength=draft.strength, actors=draft.actors,
            because=_because([*hops, blow]),
        )  # fmt: skip

    weight = min([graph.worth(k) for k in (*hops, blow)])
    actors = tuple(dict.fromkeys(graph.names[x] for x in (*path, attacker, victim)))
    return Draft(weight * (_LIFTED if lifted else 1.0), "support_reaches_opponent", actors, make)


def unbalanced(graph: _Graph) -> list[Draft]:
    """Triangles of two ties with and one against, and pairs that are told to be both."""
    near: dict[str, dict[str, dict[int, list[Link]]]] = {}
    for (a, b, sign), link in graph.links.items():
        for x, y in ((a, b), (b, a)):
            near.setdefault(x, {}).setdefault(y, {}).setdefault(sign, []).append(link)
    out: list[Draft] = []
    for middle in sorted(near):
        friends = sorted(f for f, signs in near[middle].items() if 1 in signs)
        for x, y in combinations(friends, 2):
            if -1 in near.get(x, {}).get(y, {}) and not _same_body(graph, x, y):
                out.append(_triangle(graph, middle, x, y, near))
    for x in sorted(near):
        for y, signs in near[x].items():
            if x < y and 1 in signs and -1 in signs:
                out.append(_both_ways(graph, x, y, signs))
    return out


def _same_body(graph: _Graph, x: str, y: str) -> bool:
    """True when the one belongs to the other: quarrels inside a body are no triangle."""
    return y in graph.wholes.get(x, ()) or x in graph.wholes.get(y, ())


def _triangle(
    graph: _Graph, middle: str, x: str, y: str, near: Mapping[str, Mapping[str, Mapping[int, list[Link]]]]
) -> Draft:
    ours, theirs, against = near[middle][x][1], near[middle][y][1], near[x][y][-1]

    def make(draft: Draft) -> Contradiction:
        return Contradiction(
            kind=draft.kind, actors=draft.actors, because=_because([*ours, *theirs, *against]),
            sentence=finish(f"{phrase(ours[0])}, {phrase(theirs[0])}, yet {phrase(against[0])}"),
            strength=draft.strength,
        )  # fmt: skip

    weight = min(graph.worth(*part) for part in (ours, theirs, against))
    return Draft(round(weight * 0.9, 4), "unbalanced", tuple(graph.names[k] for k in (middle, x, y)), make)


def _both_ways(graph: _Graph, x: str, y: str, signs: Mapping[int, list[Link]]) -> Draft:
    friendly, hostile = signs[1], signs[-1]

    def make(draft: Draft) -> Contradiction:
        return Contradiction(
            kind=draft.kind, actors=draft.actors, because=_because([*friendly, *hostile]),
            sentence=finish(f"{phrase(friendly[0])}, yet {phrase(hostile[0])}"), strength=draft.strength,
        )  # fmt: skip

    weight = min(graph.worth(*part) for part in (friendly, hostile))
    return Draft(round(weight * 0.8, 4), "unbalanced", (graph.names[x], graph.names[y]), make)


def phrase(link: Link) -> str:
    """A link in words."""
    return f"{label_of(link.a)} {verb(link)} {label_of(link.b)}"


def verb(link: Link) -> str:
    """What the one does to the other, in the present tense."""
    return _verbs(link.types, label_of(link.a))


_COUNTED = re.compile(
    r"(?:around |about |some |at least |more than |up to )?(?:\d|dozens|hundreds|thousands)", re.IGNORECASE
)


def _verbs(types: Sequence[str], doer: str, other: str = "") -> str:
    """What the types say of the doer; who leads belongs to it, and people who are counted are killed themselves."""
    form = int(plural([doer]))
    told = [t for t in types if t != "member" or "leads" not in types]
    words = dict.fromkeys(_VERBS.get(t, _ATTACK)[form] for t in told)
    return listed([w.removesuffix(" people of") if _COUNTED.match(other) else w for w in words])


def _gives(giver: str, taker: str, hop: Link) -> str:
    """What the one gives the other, by the kinds of support told; what only goes through somebody is plain support."""
    own = [c for c in hop.claims if c.type == "supports" and not c.fillers("via")]
    given = own or [c for c in hop.claims if c.type == "supports" and _among(hop.a, c.fillers("supporter"))]
    form = int(plural([giver]))
    kinds = dict.fromkeys(GIVES.get(c.labels.get("kind", ""), SUPPORTS)[form] for c in given)
    told = [k for k in kinds if k != SUPPORTS[form]] or [SUPPORTS[form]]
    return f"{giver} {listed(told)} {taker}"


def _among(party: Party, parties: Sequence[Party]) -> bool:
    return any(key_of(p) == key_of(party) for p in parties)


def _because(links: Iterable[Link]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.id for link in links for c in link.claims))


def phrase_tie(tie: Tie) -> str:
    """A tie as a sentence, each way as it is told: who acts on whom is never turned round."""
    forth = tie.forth or tie.types
    if not (tie.a_id or tie.b_id):
        return finish(f"{tie.a} and {tie.b}: {_verbs(forth, tie.a)}")
    told = f"{tie.a} {_verbs(forth, tie.a, tie.b)} {tie.b}"
    if tie.back and set(tie.back) == set(forth):
        return finish(f"{told}, and the other way round")
    return finish(f"{told}; {tie.b} {_verbs(tie.back, tie.b, tie.a)} {tie.a}" if tie.back else told)
