"""What lies around the claims of an answer: which reports cite which, and which actors are of one camp."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations

from bywhom.analysis.common import MANY, first_speakers, holds, label_of, parties
from bywhom.analysis.names import core
from bywhom.analysis.union import Groups
from bywhom.model.account import ClaimQuery, TieQuery, Told
from bywhom.ports import ReadView

# relation → (role of the part, role of the whole); both in one role for relations between equals
_BONDS = {
    "member": ("member", "organisation"), "leads": ("leader", "organisation"), "affiliate": ("affiliate", "parent"),
    "allied": ("party", "party"),
}  # fmt: skip
_PARTS, _EQUALS = frozenset({"member", "leads", "affiliate"}), frozenset({"allied"})
_FEWER_ACTORS = 50  # beyond it
_MAX_ACTORS = 300  # more actors than this in one answer: camps are read for the most frequent of them


@dataclass(frozen=True, slots=True)
class Context:
    """Citations and camps, read once for an answer. ``camps`` maps an entity to the name of its camp."""

    cites: Mapping[str, frozenset[str]] = field(default_factory=dict)
    camps: Mapping[str, str] = field(default_factory=dict)

    def camp(self, entity: str) -> str:
        """The camp of an entity; "" when no relation puts it in one."""
        return self.camps.get(entity, "") if entity else ""


def bonds(told: Told) -> Iterable[tuple[str, str]]:
    """Pairs of entities that an affirmed relation ties into one camp."""
    roles = _BONDS.get(told.type)
    if roles is None or not holds(told) or told.phase == "ends":
        return
    if roles[0] == roles[1]:
        found = [p.entity for p in told.fillers(roles[0]) if p.entity]
        yield from combinations(dict.fromkeys(found), 2)
        return
    for a in told.fillers(roles[0]):
        for b in told.fillers(roles[1]):
            if a.entity and b.entity and a.entity != b.entity:
                yield a.entity, b.entity


def camps_of(claims: Iterable[Told], entities: Iterable[str]) -> dict[str, str]:
    """Camps among ``entities``: those tied to one organisation, directly or through it.

    Only one step is followed (two speakers of one organisation, a speaker and its organisation): longer chains would
    put half a war into one camp.
    """
    names, pairs = dict[str, str](), list[tuple[str, str]]()
    for told in claims:
        for a, b in bonds(told):
            pairs += [(a, b), (b, a)] if told.type == "allied" else [(a, b)]
        for p in parties(told, *(r for roles in (_BONDS.get(told.type, ()),) for r in roles)):
            if p.entity:
                names.setdefault(p.entity, label_of(p))
    camps = _camps(pairs, set(entities))
    return {m: names.get(root, root) for m, root in camps.items()}


def _camps(pairs: Iterable[tuple[str, str]], wanted: set[str]) -> dict[str, str]:
    """Entity → the entity after which its camp is named, by pairs of a part and its whole."""
    tied: dict[str, set[str]] = {}
    for part, whole in pairs:
        tied.setdefault(whole, set()).add(part)
        tied.setdefault(part, set())
    groups: Groups[str] = Groups()
    for whole, parts in tied.items():
        inside = [x for x in (whole, *sorted(parts)) if x in wanted]
        for other in inside[1:]:
            groups.join(inside[0], other)
        if inside:
            groups.join(whole, inside[0])
    out: dict[str, str] = {}
    for root, members in groups.groups().items():
        held = [m for m in members if m in wanted]
        if len(held) > 1:
            out |= dict.fromkeys(held, root)
    return out


def context_of(view: ReadView, claims: Iterable[Told], *, known: datetime | None = None) -> Context:
    """The context of the speakers of ``claims``: one query for their relations, one for citations."""
    speakers: dict[str, int] = {}
    for told in claims:
        for speaker in first_speakers(told):
            if speaker.entity:
                speakers[speaker.entity] = speakers.get(speaker.entity, 0) + 1
    return Context(cites=view.citations(), camps=read_camps(view, speakers, known=known))


def read_camps(view: ReadView, counts: Mapping[str, int], *, known: datetime | None = None) -> dict[str, str]:
    """Camps among the entities counted, from the relations that the account tells of them."""
    chosen = sorted(counts, key=lambda e: (-counts[e], e))[:_MAX_ACTORS]
    if len(chosen) < 2:
        return {}
    if view.size() <= MANY:
        query = ClaimQuery(types=frozenset(_BONDS), entities=frozenset(chosen), known=known)
        return camps_of(view.claims(query), chosen)
    chosen = chosen[:_FEWER_ACTORS]
    wanted, asked = set(chosen), TieQuery(types=_PARTS, known=known, lasting=True, sure=True, named=False)
    pairs = [(r.a, r.b) for r in view.ties(asked) if r.a in wanted]
    equals = [(r.a, r.b) for r in view.ties(replace(asked, types=_EQUALS)) if r.a in wanted or r.b in wanted]
    pairs += [p for a, b in equals for p in ((a, b), (b, a)) if p[0] in wanted]
    inside = Counter(whole for part, whole in set(pairs) if part in wanted)
    shared = {whole for whole, n in inside.items() if n + (whole in wanted) > 1}
    camps = _camps([p for p in pairs if p[1] in shared], wanted)
    cards = {root: view.entity(root, known=known) for root in set(camps.values())}
    return {m: card.name if (card := cards[root]) is not None else root for m, root in camps.items()}


def same_words(a: str, b: str) -> bool:
    """True when two names of outlets differ only in case, articles and generic words."""
    return bool(core(a)) and core(a) == core(b)
