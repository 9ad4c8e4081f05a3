"""Who stands with whom over a place: the names of one actor, and camps of allies, who do not oust each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations, product

from bywhom.analysis.common import MANY, holds
from bywhom.analysis.context import bonds
from bywhom.analysis.doers import doers, side_by_side
from bywhom.analysis.moves import Move
from bywhom.analysis.names import has_name, is_bare, is_count, is_nation, is_state, kin, words
from bywhom.analysis.union import Groups
from bywhom.model.account import ClaimQuery, EntityCard, TieQuery, Told
from bywhom.ports import ReadView

_TIES = frozenset({"allied", "member", "affiliate", "leads"})
_FIGHTS = frozenset({"opposed", "clash", "attack", "shelling", "air_strike"})
_FIGHT_ROLES = {"opposed": ("party", "party"), "clash": ("side", "side")}
_MAX_ALIASES = 12
_MAX_ACTORS = 60  # actors over one place; the rest stand alone


@dataclass(slots=True)
class Sides:
    """Actors of one place in groups of one identity, and these in camps."""

    identity: Groups[str] = field(default_factory=Groups)
    camps: Groups[str] = field(default_factory=Groups)
    names: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    why: list[str] = field(default_factory=list)
    titles: dict[str, list[str]] = field(default_factory=dict)  # identity → its names: the same on every day asked

    def who(self, actor: str) -> str:
        """The identity that an actor belongs to."""
        return self.identity.find(actor)

    def camp(self, actor: str) -> str:
        """The camp that an actor belongs to."""
        return self.camps.find(self.identity.find(actor))

    def with_each_other(self, a: str, b: str) -> bool:
        """True when the two are of one camp."""
        return self.camp(a) == self.camp(b)


def sides_of(view: ReadView, moves: Sequence[Move], *, home: str = "", known: datetime | None = None) -> Sides:
    """Groups the actors of the moves: by name, then by the alliances that the account tells and no fight gainsays.

    ``home`` is the country that the place lies in: "the military" with no nation to it is that country's, where no
    other state's forces are told of.
    """
    sides, counts = Sides(), dict[str, int]()
    for m in moves:
        counts[m.actor] = counts.get(m.actor, 0) + 1
        sides.names.setdefault(m.actor, m.name)
    cards = view.cards(frozenset(a for a in counts if not a.startswith("words:")), known=known)
    for actor in counts:
        sides.identity.find(actor)
        card = cards.get(actor)
        if card is not None:
            sides.names[actor] = card.name
            sides.aliases[actor] = _names(card)
    held = Counter(m.actor for m in moves if m.sense in ("gain", "loss", "hold", "part"))
    if home and not _foreign(sides, {*held, *(m.actor for m in moves if m.sense == "threat")}, home):
        for actor in counts:
            if _is_nameless_state(sides.names[actor]):
                sides.aliases[actor] = (*sides.aliases.get(actor, ()), home)
    actors = sorted(counts, key=lambda a: (-counts[a], a))[:_MAX_ACTORS]
    ties, fights = _relations(view, actors, known)
    _join_names(sides, actors, fights, held)
    _join_allies(sides, actors, moves, ties, fights)
    return sides


def _foreign(sides: Sides, actors: Iterable[str], home: str) -> bool:
    """True when forces of another state are told to take, hold or want the place or parts of it."""
    for a in actors:
        name = sides.names[a]
        of_state = (
            has_name(name)
            and not is_count(name)
            and (is_state(name) or is_nation(name))
            and not _is_nameless_state(name)
        )
        if of_state and not any(kin(n, home) for n in _telling(sides, a)):
            return True
    return False


def _is_organ(name: str) -> bool:
    """True for a state's organ; "his army" is somebody's, and nobody says whose."""
    return is_state(name) and words(name)[0] not in ("his", "her", "their", "its", "our")


def _is_nameless_state(name: str) -> bool:
    """True for "the military", "government troops and allied militias": an organ of a state, of which nobody says."""
    return any(is_bare(part) and _is_organ(part) for part in name.split(" and "))


def _names(card: EntityCard) -> tuple[str, ...]:
    return tuple(dict.fromkeys((card.name, *card.aliases)))


def _telling(sides: Sides, actor: str) -> Sequence[str]:
    """The names that can tell whose an actor is: its own, and aliases with a name in them ("both parties" has none)."""
    own = sides.names[actor]
    return [own, *(n for n in sides.aliases.get(actor, ())[:_MAX_ALIASES] if n != own and has_name(n))]


def _join_names(
    sides: Sides, actors: Sequence[str], fights: Mapping[frozenset[str], int], held: Mapping[str, int]
) -> None:  # fmt: skip
    """One identity for names that are kin; a bare "army" joins the state of which most is told to hold or lose."""
    for a, b in combinations(actors, 2):
        if fights.get(frozenset((a, b)), 0) > 1:
            continue
        mine, theirs = (_telling(sides, x) for x in (a, b))
        why = next((w for x, y in product(mine, theirs) if (w := kin(x, y))), "")
        if why and sides.identity.join(a, b):
            sides.why.append(why)
    sides.bare = frozenset(a for a in actors if is_bare(sides.names[a]) and not _is_organ(sides.names[a]))
    states: dict[str, int] = {}
    for a in actors:
        if is_state(sides.names[a]) and not is_bare(sides.names[a]):
            states[sides.who(a)] = states.get(sides.who(a), 0) + held.get(a, 0)
    state = max(states, key=lambda s: states[s], default="")
    for a in actors:
        if is_bare(sides.names[a]) and is_state(sides.names[a]) and state:
            sides.identity.join(state, a)


def _join_allies(
    sides: Sides, actors: Sequence[str], moves: Iterable[Move], ties: Mapping[frozenset[str], int],
    fights: Mapping[frozenset[str], int],
) -> None:  # fmt: skip
    """Camps from told alliances and from captures made together, unless more claims tell that the two fight."""
    together = dict(ties)
    for told in {m.told.id: m.told for m in moves if m.sense in ("gain", "part") and m.told.type == "capture"}.values():
        for one, other in combinations([p for p in doers(told) if p.entity], 2):
            if one.entity != other.entity and side_by_side(one, other, told):
                pair = frozenset((one.entity, other.entity))
                together[pair] = together.get(pair, 0) + 1
    for a in actors:
        sides.camps.find(sides.who(a))
    friends, foes = (_by_identity(sides, counts, frozenset(actors)) for counts in (together, fights))
    apart: dict[str, set[str]] = {}  # camp → camps in which somebody fights somebody of it
    for pair, n in foes.items():
        if n > friends.get(pair, 0):
            a, b = pair
            apart.setdefault(a, set()).add(b)
            apart.setdefault(b, set()).add(a)
    for pair, n in sorted(friends.items(), key=lambda x: (-x[1], sorted(x[0]))):
        a, b = (sides.camps.find(x) for x in sorted(pair))
        if a == b or n <= foes.get(pair, 0) or b in apart.get(a, ()):
            continue
        sides.camps.join(a, b)
        for x in apart.pop(b, ()):
            apart[x] = (apart[x] - {b}) | {a}
            apart.setdefault(a, set()).add(x)


def _by_identity(
    sides: Sides, counts: Mapping[frozenset[str], int], actors: frozenset[str]
) -> dict[frozenset[str], int]:  # fmt: skip
    """Counts of pairs of ``actors`` as counts of pairs of identities; other actors stand alone."""
    out: dict[frozenset[str], int] = {}
    for pair, n in counts.items():
        if pair <= actors:
            identities = frozenset(sides.who(m) for m in pair)
            if len(identities) == 2:
                out[identities] = out.get(identities, 0) + n
    return out


def _relations(
    view: ReadView, actors: Sequence[str], known: datetime | None
) -> tuple[dict[frozenset[str], int], dict[frozenset[str], int]]:
    """How many claims tie, and how many set against each other, each pair of the actors."""
    wanted = frozenset(a for a in actors if not a.startswith("words:"))
    ties, fights = dict[frozenset[str], int](), dict[frozenset[str], int]()
    if len(wanted) < 2:
        return ties, fights
    if view.size() > MANY:
        for types, into in ((_TIES, ties), (_FIGHTS, fights)):
            asked = TieQuery(types=types, among=wanted, known=known, sure=True, lasting=types is _TIES, named=False)
            for row in view.ties(asked):
                into[frozenset((row.a, row.b))] = into.get(frozenset((row.a, row.b)), 0) + row.claims
        return ties, fights
    query = ClaimQuery(types=_TIES | _FIGHTS, entities=wanted, known=known, limit=4000)
    for told in view.claims(query):
        found = bonds(told) if told.type in _TIES else _fights(told)
        into = ties if told.type in _TIES else fights
        for a, b in found:
            if a in wanted and b in wanted and a != b:
                into[frozenset((a, b))] = into.get(frozenset((a, b)), 0) + 1
    return ties, fights


def _fights(told: Told) -> Iterable[tuple[str, str]]:
    if not holds(told):
        return ()
    left, right = _FIGHT_ROLES.get(told.type, ("attacker", "target"))
    if left == right:
        return combinations(dict.fromkeys(p.entity for p in told.fillers(left) if p.entity), 2)
    return ((a.entity, b.entity) for a in told.fillers(left) for b in told.fillers(right) if a.entity and b.entity)
