"""Signed relations between actors at a date: who stands with whom, who against whom, and by which claims."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from bywhom.analysis.common import is_event, key_of, label_of
from bywhom.analysis.context import Context
from bywhom.analysis.origins import count_origins
from bywhom.model.account import Party, Told
from bywhom.model.claim import TIE_ROLES
from bywhom.model.finding import Tie
from bywhom.model.when import Interval

WITH_TYPES = frozenset({"allied", "supports", "affiliate", "member", "leads"})
AGAINST_TYPES = frozenset({
    "opposed", "clash", "attack", "shelling", "air_strike", "explosion", "siege", "capture", "killing", "abduction",
})  # fmt: skip
_ACTORS = ("ORGANISATION", "PERSON", "NATIONALITY")
_MODES = ("actual", "possible", "general")
# An attack shows enmity for about a year; a relation stands from its start until an end is told.
_EVENT_REACH = timedelta(days=366)
_FIRM = {"actual": 1.0, "general": 0.8}  # how much of a claim stands by its modality; a hedged one by half


@dataclass(slots=True)
class Link:
    """All claims that put ``a`` with or against ``b``; ``directed`` when ``a`` acts on ``b``."""

    a: Party
    b: Party
    sign: int
    claims: list[Told] = field(default_factory=list)

    @property
    def types(self) -> tuple[str, ...]:
        """The types of its claims, each once."""
        return tuple(dict.fromkeys(c.type for c in self.claims))


def links_of(claims: Iterable[Told], on: date | None = None) -> dict[tuple[str, str, int], Link]:
    """Directed links (a acts on b; relations between equals stand both ways), by keys and sign, in force on the day."""
    out: dict[tuple[str, str, int], Link] = {}
    for told in sorted(claims, key=lambda c: (c.edtf or "~", c.id)):  # the order of reading changes no answer
        if told.polarity != "affirmed" or told.modality not in _MODES or told.phase == "ends" or not in_force(told, on):
            continue
        sign = 1 if told.type in WITH_TYPES else -1
        for a, b in _pairs(told):
            if key_of(a) == key_of(b) or a.type not in _ACTORS or b.type not in _ACTORS:
                continue
            out.setdefault((key_of(a), key_of(b), sign), Link(a, b, sign)).claims.append(told)
    return out


def in_force(told: Told, on: date | None) -> bool:
    """True when the claim can speak of the day: events for a year after them, relations from their start on."""
    if on is None or told.when is None:
        return True
    if is_event(told.type):
        return told.when.overlaps(Interval(earliest=on - _EVENT_REACH, latest=on))
    begun = told.when.earliest is None or told.when.earliest <= on
    last = told.when.latest  # one day told is a glimpse of the relation; only a range told to end ends it
    ended = told.when.precise and last is not None and last < on and last != told.when.earliest and told.phase == ""
    return begun and not ended


def _pairs(told: Told) -> Iterator[tuple[Party, Party]]:
    if told.type == "supports":
        givers, via, takers = told.fillers("supporter"), told.fillers("via"), told.fillers("recipient")
        yield from ((a, b) for a in givers for b in via or takers)
        yield from ((a, b) for a in via for b in takers)
        return
    left, right = TIE_ROLES[told.type]
    if left == right:
        for a, b in combinations(told.fillers(left), 2):
            yield a, b
            yield b, a
        return
    yield from ((a, b) for a in told.fillers(left) for b in told.fillers(right))


def ties_of(links: Iterable[Link], context: Context) -> tuple[Tie, ...]:
    """Links as ties, those both ways between two actors as one, the best attested first.

    A tie runs the way in which most is told; ``back`` holds what claims tell the other way round.
    """
    pairs: dict[tuple[str, str, int], list[Link]] = {}
    for link in links:
        x, y = sorted((key_of(link.a), key_of(link.b)))
        pairs.setdefault((x, y, link.sign), []).append(link)
    out = [tie_of(*sorted(met, key=lambda k: (-len(k.claims), key_of(k.a))), context=context) for met in pairs.values()]
    return tuple(sorted(out, key=lambda t: (-t.origins, -len(t.because), t.a, t.b, t.sign)))


def tie_of(link: Link, *others: Link, context: Context) -> Tie:
    """One link as an answer shows it, with what the ``others`` tell the other way round."""
    ids = {c.id for c in link.claims}
    back = [c for k in others for c in k.claims if c.id not in ids]
    claims = sorted((*link.claims, *back), key=lambda c: (c.edtf or "~", c.id))
    dated = [c.edtf for c in claims if c.edtf]
    return Tie(
        a=label_of(link.a), b=label_of(link.b), a_id=link.a.entity, b_id=link.b.entity, sign=link.sign,
        types=tuple(dict.fromkeys((*link.types, *(c.type for c in back)))), edtf=dated[0] if dated else "",
        because=tuple(dict.fromkeys(c.id for c in claims)), origins=count_origins(claims, context),
        forth=link.types, back=tuple(dict.fromkeys(c.type for c in back)),
    )  # fmt: skip


def strength(claims: Sequence[Told], context: Context) -> float:
    """How well claims attest something, 0 to 1: origins halve the doubt, hedges and unsure readings add to it."""
    sure = max((_FIRM.get(c.modality, 0.5) * c.confidence for c in claims), default=0.0)
    return round((1 - 0.5 ** count_origins(claims, context)) * sure, 4)
