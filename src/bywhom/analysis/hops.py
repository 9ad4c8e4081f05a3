"""Support claims as hops from one actor to the next, with how sure each is and when it can have been."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bywhom.analysis.common import holds, is_relation, key_of, label_of, meets
from bywhom.analysis.context import Context, bonds
from bywhom.analysis.names import kin
from bywhom.analysis.origins import count_origins
from bywhom.model.account import Party, Told
from bywhom.model.finding import Hop
from bywhom.model.when import Interval

# How far a hop's certainty falls with the wording; planned and conditional support is no hop at all.
_MODALITY = {"actual": 1.0, "general": 0.8, "possible": 0.5}
_INFERRED = 0.5
# A dated transfer shows a tie for some time around it: money given in spring can buy what is passed on in autumn.
SLACK = timedelta(days=180)


@dataclass(slots=True)
class Edge:
    """All claims of one actor supporting another."""

    supporter: Party
    recipient: Party
    claims: list[Told] = field(default_factory=list)
    denied: list[Told] = field(default_factory=list)
    inferred: bool = False
    how: str = "support"

    @property
    def pair(self) -> tuple[str, str]:
        """The two actors' keys."""
        return key_of(self.supporter), key_of(self.recipient)


def support_edges(claims: Iterable[Told], *, kinds: Sequence[str] = ()) -> dict[tuple[str, str], Edge]:
    """Edges of support from ``supports`` claims; an intermediary (``via``) makes two edges of one claim."""
    out: dict[tuple[str, str], Edge] = {}
    for told in claims:
        if told.type != "supports" or told.modality not in _MODALITY:
            continue
        if kinds and told.labels.get("kind", "") not in kinds:
            continue
        for a, b in _steps(told):
            if key_of(a) == key_of(b):
                continue
            edge = out.setdefault((key_of(a), key_of(b)), Edge(a, b))
            (edge.claims if told.polarity == "affirmed" else edge.denied).append(told)
    return {pair: e for pair, e in out.items() if e.claims}


def _steps(told: Told) -> Iterator[tuple[Party, Party]]:
    givers, takers, via = told.fillers("supporter"), told.fillers("recipient"), told.fillers("via")
    for a in givers:
        for b in via or takers:
            yield a, b
    for a in via:
        for b in takers:
            yield a, b


def inferred_edges(claims: Iterable[Told]) -> dict[tuple[str, str], Edge]:
    """Edges by membership, leadership and affiliation, both ways: what reaches a member may reach its organisation."""
    out: dict[tuple[str, str], Edge] = {}
    for told in claims:
        if told.type not in ("member", "leads", "affiliate"):
            continue
        named = {p.entity: p for ps in told.roles.values() for p in ps if p.entity}
        for a, b in bonds(told):
            for x, y in ((a, b), (b, a)):
                out.setdefault((x, y), Edge(named[x], named[y], inferred=True, how="membership")).claims.append(told)
    return out


_GROUND = r"(?:territor(?:y|ies)|areas?|strongholds?|lands?|ground|turf|zones?|regions?|towns?|enclaves?)"
_HELD = r"(?:held|controlled|run|ruled|occupied)"
_HOLDERS = (
    re.compile(rf"(?:the )?(?P<of>.+?)['’]s? (?:[a-z]+ )?{_GROUND}\b.*", re.I),  # "the front's territory"
    re.compile(rf"(?:the )?(?P<of>.+?)[- ]{_HELD} (?:[a-z]+ )?{_GROUND}\b.*", re.I),  # "front-held towns"
    re.compile(rf"(?:.+ )?{_GROUND}.* (?:{_HELD} by|under the (?:control|rule) of) (?:the )?(?P<of>.+)", re.I),
    re.compile(r"(?:the )?(?P<of>.*[A-Z]\w+) (?:territory|territories|turf)"),  # "Front territory"
)


def holder_named(place: str) -> str:
    """Whose ground the words call a place, "" where they name nobody: "the front's territory" is the front's."""
    found = next((m for r in _HOLDERS if (m := r.fullmatch(place))), None)
    return found["of"] if found else ""


def ground_edges(edges: Iterable[Edge], others: Iterable[Party] = ()) -> dict[tuple[str, str], Edge]:
    """Edges from ground to whose ground it is called, inferred: pay that reaches X's territory may reach X.

    Only the words decide: a town that X holds on some day is not followed. ``others`` are parties known beside those
    of the edges.
    """
    given = list(edges)
    known = [p for p in (*others, *(p for e in given for p in (e.supporter, e.recipient))) if p.entity]
    out: dict[tuple[str, str], Edge] = {}
    for edge in given:
        place = edge.recipient
        name = holder_named(place.name or place.text)
        holder = next((p for p in known if name and p.entity != place.entity and _same(p.name, name)), None)
        if holder is not None:
            reached = out.setdefault((key_of(place), key_of(holder)), Edge(place, holder, inferred=True, how="ground"))
            reached.claims += edge.claims
    return out


def _same(a: str, b: str) -> bool:
    return a.casefold() == b.casefold() or bool(kin(a, b))


def in_time(told: Told, since: date | None, until: date | None) -> bool:
    """True when the claim can speak of the days asked for; undated claims can."""
    return told.when is None or meets(spoken_range(told), since, until)


def spoken_range(told: Told) -> Interval | None:
    """The days over which the claim's relation may stand: open behind a start, open before an end."""
    when = told.when
    if when is None or not is_relation(told.type):
        return when
    if told.phase == "starts":
        return Interval(earliest=when.earliest, latest=None)
    if told.phase == "ends":
        return Interval(earliest=None, latest=when.latest)
    return when


def windows(edge: Edge) -> list[Interval]:
    """The ranges in which the edge may carry something, each with some slack; an undated claim allows any day."""
    out = []
    for told in edge.claims:
        r = spoken_range(told)
        if r is None or edge.how == "membership":
            return [Interval(earliest=None, latest=None)]
        out.append(Interval(earliest=_shift(r.earliest, -SLACK), latest=_shift(r.latest, SLACK)))
    return out


def _shift(day: date | None, by: timedelta) -> date | None:
    if day is None:
        return None
    try:
        return day + by
    except OverflowError:
        return day


def both(left: Sequence[Interval], right: Sequence[Interval]) -> list[Interval]:
    """The ranges that the two share; empty when they cannot overlap."""
    out = []
    for a in left:
        for b in right:
            if a.overlaps(b):
                firsts = [x for x in (a.earliest, b.earliest) if x is not None]
                lasts = [x for x in (a.latest, b.latest) if x is not None]
                out.append(Interval(earliest=max(firsts, default=None), latest=min(lasts, default=None)))
    return out


def hop_of(edge: Edge, context: Context) -> Hop:
    """The edge as an answer shows it; strength halves the doubt with every independent origin."""
    origins = count_origins(edge.claims, context)
    sure = max(_MODALITY.get(c.modality, 1.0) for c in edge.claims)
    strength = (1 - 0.5**origins) * sure * (_INFERRED if edge.inferred else 1.0)
    if edge.denied:
        strength *= origins / (origins + count_origins(edge.denied, context))
    given = [c for c in edge.claims if c.type == "supports"]
    own = [c for c in given if not c.fillers("via")]  # of what goes through somebody, only the whole way's kind is told
    kinds = dict.fromkeys(c.labels.get("kind", "") for c in own or given)
    goods = dict.fromkeys(p.text or p.name for c in own or given for p in c.fillers("goods"))
    told = next((c for c in edge.claims if c.when is not None), None)
    when = spoken_range(told) if told is not None else None  # of support that is told to end: up to its end
    best = next((c for c in edge.claims if holds(c)), edge.claims[0])
    return Hop(
        supporter=label_of(edge.supporter), recipient=label_of(edge.recipient), supporter_id=edge.supporter.entity,
        recipient_id=edge.recipient.entity, kind=", ".join(k for k in kinds if k), goods="; ".join(goods),
        when=when, edtf=told.edtf if told is not None and when == told.when else when.edtf if when else "",
        inferred=edge.inferred,
        how=edge.how, modality=best.modality, because=tuple(dict.fromkeys(c.id for c in edge.claims)), origins=origins,
        strength=round(strength, 4),
    )  # fmt: skip
