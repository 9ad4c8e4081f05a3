"""What lies around the claims of an answer: which reports cite which, and which actors are of one camp."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations

from bywhom.analysis.common import MANY, first_speakers, holds, label_of, parties
from bywhom.analysis.names import core
from bywhom.model.account import ClaimQuery, TieQuery, Told
from bywhom.ports import ReadView

# relation → (role of the part, role of the whole); both in one role for relations between equals
_BONDS = {
    "member": ("member", "organisation"), "leads": ("leader", "organisation"), "affiliate": ("affiliate", "parent"),
    "allied": ("party", "party"),
}  # fmt: skip
_PARTS, _EQUALS = frozenset({"member", "leads", "affiliate"}), frozenset({"allied"})
_FEWER_ACTORS = 50  # beyond it; ``ReadView.shared`` tells of no more than 62
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
    camps = _camps(pairs, sorted(set(entities)))
    return {m: names.get(root, root) for m, root in camps.items()}


def _camps(pairs: Iterable[tuple[str, str]], wanted: Sequence[str]) -> dict[str, str]:
    """Entity → the entity after which its camp is named, by pairs of a part and its whole."""
    bits, tied = _bits(wanted), dict[str, int]()
    for part, whole in pairs:
        tied[whole] = tied.get(whole, 0) | bits.get(part, 0)
        tied.setdefault(part, 0)
    return _united(tied.items(), wanted)


def _bits(wanted: Sequence[str]) -> dict[str, int]:
    return {x: 1 << i for i, x in enumerate(wanted)}


def _united(under: Iterable[tuple[str, int]], wanted: Sequence[str]) -> dict[str, str]:
    """Those of ``wanted`` that stand under one whole, in one camp, named after the last whole that joined it.

    ``under`` gives each whole with its parts as bits over ``wanted``. A whole that is itself wanted leaves its camp
    the name that it has.
    """
    bits, camps = _bits(wanted), list[tuple[int, str]]()
    for whole, parts in under:
        own = bits.get(whole, 0)
        members, name, apart = parts | own, whole, []
        together = members
        for camp in camps if members else ():
            if camp[0] & members:
                together, name = together | camp[0], camp[1] if camp[0] & own else name
            else:
                apart.append(camp)
        camps = [*apart, (together, name)] if members else camps
    return {x: name for members, name in camps if members.bit_count() > 1 for x in wanted if bits[x] & members}


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
    chosen = sorted(chosen[:_FEWER_ACTORS])
    wanted = frozenset(chosen)
    asked = TieQuery(types=_PARTS, acting=wanted, known=known, lasting=True, sure=True, named=False)
    equals = replace(asked, types=_EQUALS, acting=frozenset(), about=wanted)
    camps = _united(view.shared(asked, equals), chosen)
    cards = view.cards(frozenset(camps.values()), known=known)
    return {m: cards[root].name if root in cards else root for m, root in camps.items()}


def same_words(a: str, b: str) -> bool:
    """True when two names of outlets differ only in case, articles and generic words."""
    return bool(core(a)) and core(a) == core(b)
