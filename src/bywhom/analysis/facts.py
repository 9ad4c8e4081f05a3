"""Claims made small for joining: who, whom, where, when and how many, and which claims are worth comparing at all."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bywhom.analysis.common import is_relation, key_of
from bywhom.analysis.ground import tells_part
from bywhom.analysis.likeness import Wording, name_words, wording
from bywhom.analysis.names import core
from bywhom.analysis.senses import LOSING, OUSTED, does, is_almost, is_noun
from bywhom.analysis.taking_up import goes_on, hangs_on, in_passing, takes_up, tells_many, tells_new
from bywhom.lexicon.frames import countries
from bywhom.lexicon.sites import bare_kind, site_of
from bywhom.model.account import Party, Told
from bywhom.model.where import Place, lies_within

AGENT_ROLES = (
    "leader", "member", "affiliate", "supporter", "actor", "captor", "attacker", "perpetrator", "recruiter", "speaker",
    "provider", "who", "sender", "party", "side",
)  # fmt: skip
PATIENT_ROLES = (
    "organisation", "parent", "recipient", "captive", "target", "victim", "institution", "against", "addressee",
    "recruit", "from", "counterpart", "via",
)  # fmt: skip
_AGENTS, _PATIENTS = frozenset(AGENT_ROLES), frozenset(PATIENT_ROLES)
SYMMETRIC = frozenset({"allied", "opposed", "clash", "agreement", "meeting"})
_VIOLENCE = frozenset({"clash", "air_strike", "explosion", "shelling", "attack", "killing", "injury"})
# Types that tell one happening in different words. "attack" is the general word; a killing is what any of them does.
_ALIKE = {
    frozenset(p) for p in (
        ("attack", "explosion"), ("attack", "clash"), ("attack", "shelling"), ("attack", "air_strike"),
        ("attack", "killing"), ("explosion", "killing"), ("air_strike", "killing"), ("shelling", "killing"),
        ("clash", "killing"), ("attack", "injury"), ("explosion", "injury"), ("killing", "injury"),
        ("shelling", "injury"), ("air_strike", "injury"), ("shelling", "air_strike"), ("attack", "abduction"),
        ("capture", "withdrawal"), ("abduction", "holds"), ("siege", "clash"),
    )
}  # fmt: skip
_REAL = {"actual": "real", "possible": "real", "planned": "planned", "conditional": "rule", "general": "rule"}
_UNDATED_MONTH = "undated"
IN_REPORT = "report"  # marks the block of one report, in which claims are compared in the order of their telling
PART = "part:"  # before the place of which a part is told
_BARE = "site:"  # before the kind of a site that is not named


@dataclass(frozen=True, slots=True)
class Site:
    """A named site. ``kind`` is the spot of one of its kind without a name; ``words`` tell its name from others."""

    kind: str
    spot: str
    place: Place | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """What joining needs of one claim. Days are ordinals; ``None`` where the claim does not say."""

    claim: str
    type: str
    mode: str
    agents: frozenset[str]
    patients: frozenset[str]
    spots: tuple[tuple[str, Place | None], ...]
    first: int | None
    last: int | None
    figures: tuple[tuple[str, float, float], ...]  # role, low, high
    report: str
    published: int | None
    kind: str  # the label that tells relations of one type apart
    phase: str
    doers: frozenset[str] = frozenset()  # the agents by the words that tell whose they are, beside their ids
    sufferers: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()  # the sufferers who are named persons, by their last names
    ground: frozenset[str] = frozenset()  # the words of its places' names, cut
    sentence: int = -1  # where its sentence starts
    at: int = -1  # where its trigger starts
    words: Wording = field(default_factory=Wording)
    soft: tuple[int, int] | None = None  # days between its report's dated neighbours, for what dates nothing itself
    news: bool = False  # dated by nothing but the publishing of its report, which tells the day's news
    again: bool = False  # told with a noun that takes up what was told: "the attack", "its capture"
    fresh: bool = False  # told as something new: "an attack", "another"
    sites: tuple[Site, ...] = ()  # the named sites it speaks of
    takes: str = ""  # the claim of its report that it takes up
    onward: bool = False  # told in a sentence that goes on to something else: "meanwhile", "the next day"
    many: bool = False  # told with a noun for several of a kind: "attacks"
    relayed: bool = False  # told by somebody whom the report names or describes
    passing: bool = False  # told in a sentence that is about something else: "after they seized the town"
    denied: bool = False
    hangs: frozenset[str] = frozenset()  # on what its sentence told before: as its "means", as its "toll"

    @property
    def actors(self) -> frozenset[str]:
        """Everybody in it, whatever the role."""
        return self.agents | self.patients


def fact_of(told: Told) -> Fact:
    """The fact that a claim tells."""
    when = told.when
    doing, bearing = _parties(told, _AGENTS), _parties(told, _PATIENTS)
    agents, patients, people = _keys(doing), _keys(bearing), _people(bearing)
    if told.type == "capture" and is_noun(told) and not any(does(p, told) for p in told.fillers("actor")):
        agents = frozenset()  # "the fall of the town" does not say to whom
    return Fact(
        claim=told.id, type=told.type, mode=_mode(told), agents=agents, patients=patients,
        doers=agents | _people(doing) | _sides(doing) if agents else agents,
        sufferers=patients | people | _sides(bearing),
        sentence=told.sentence.start, people=people,
        spots=tuple(_spot(p, told) for p in _named(told)),
        at=told.trigger.span.start, words=_wording(told), ground=_ground(told),
        again=takes_up(told), fresh=tells_new(told), sites=tuple(_sites(told)),
        first=when.earliest.toordinal() if when and when.earliest else None,
        last=when.latest.toordinal() if when and when.latest else None,
        passing=in_passing(told), denied=told.polarity == "denied", onward=goes_on(told), many=tells_many(told),
        relayed=any(s.kind != "reporter" for s in told.speakers[-1:]),
        figures=tuple(_figures(told)), report=told.report.id,
        published=told.report.published.toordinal() if told.report.published else None,
        kind=_kind(told), phase=told.phase, hangs=hangs_on(told) if told.type in _VIOLENCE else frozenset(),
    )  # fmt: skip


def _wording(told: Told) -> Wording:
    """The words of an event, or of what may tell one; relations are joined by their parties alone."""
    if is_relation(told.type) and not any(told.type in pair for pair in _ALIKE):
        return Wording()
    return wording(told.sentence_text, *told.trigger_at, told.when_text)


def _grounds(told: Told) -> Iterator[Party]:
    """The places of a claim; a town or a site that is struck is where it is struck."""
    for role in ("place", "destination", "origin"):
        yield from told.fillers(role)
    if told.type in _VIOLENCE and not told.fillers("place"):
        yield from (p for p in told.fillers("target") if p.type in ("LOCATION", "FACILITY"))


def _named(told: Told) -> Iterator[Party]:
    """Those of its places that two claims can share: "four more villages" are none."""
    yield from (p for p in _grounds(told) if not _SOME.match(p.text or p.name))


def _sites(told: Told) -> Iterator[Site]:
    for p in (p for filled in told.roles.values() for p in filled if p.type in ("FACILITY", "LOCATION")):
        if (site := site_of(p.name or p.text)) is not None:
            spot, place = _spot(p, told)
            yield Site(_BARE + site.kind, spot, place, name_words(p.name) | name_words(p.text))


def _ground(told: Told) -> frozenset[str]:
    return frozenset().union(*(name_words(n) for p in _named(told) for n in {p.name, p.text}))


_FOILED = re.compile(r"repel|repuls|thwart|foil|fail|progress", re.IGNORECASE)


def _mode(told: Told) -> str:
    """What sort of fact: an attempt that failed or nearly came off is another than what came to pass."""
    if told.type in ("capture", "withdrawal") and is_almost(told):
        return "almost"
    if told.type == "capture" and (OUSTED.search(told.trigger.exact) or LOSING.search(told.trigger.exact)):
        return "lost"
    if (told.polarity == "denied" or told.type == "capture") and _FOILED.search(told.trigger.exact):
        return "foiled"
    return _REAL[told.modality]


def _kind(told: Told) -> str:
    """What tells claims of one type apart: the kind of support, the act of speech, the measure imposed."""
    measures = sorted((p.name or p.text).casefold() for p in told.fillers("measure"))
    return told.labels.get("kind", "") or told.labels.get("act", "") or "; ".join(measures)


def _parties(told: Told, roles: frozenset[str]) -> list[Party]:
    return [p for role, filled in told.roles.items() if role in roles for p in filled]


def _keys(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset([key_of(p) for p in parties if p.entity or p.name or p.text])


def _sides(parties: Iterable[Party]) -> frozenset[str]:
    """Whose the fillers are, in words: an army, a government and the troops of one state are one side of an event."""
    return frozenset([side for p in parties for name in {p.name, p.text} if (side := _side(name))])


@lru_cache(maxsize=20_000)
def _side(name: str) -> str:
    own = core(name)
    return "~" + " ".join(map(_plain, own)) if own else ""


def _people(parties: Iterable[Party]) -> frozenset[str]:
    """The persons among the fillers by their last names, under which a report speaks of them again."""
    people = [p for p in parties if p.type == "PERSON" and p.name[:1].isupper()]
    return frozenset(["~" + own[-1] for p in people if (own := core(p.name))])


def _plain(word: str) -> str:
    """A country for its adjective, one for many: "syrian" and "syria", "rebels" and "rebel"."""
    country = countries().get(word, "").casefold()
    return country or (word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word)


_SOME = re.compile(
    r"(?:at least |about |some |another |all )?(?:\d[\d,]*|several|many|some|two|three|four|five|six|seven|eight|nine|"
    r"ten|a dozen|dozens|multiple|various|more|other|both)\b",
    re.IGNORECASE,
)


def _spot(p: Party, told: Told) -> tuple[str, Place | None]:
    """A place as what can be compared: a part of a town is not the town, a site off the map goes by its full name."""
    key = key_of(p)
    if p.place is None and (kind := bare_kind(p.text or p.name)):
        return _BARE + kind, None  # "the airport": which one, its report tells
    if p.place is None and len(p.name.split()) > 1:
        key = "words:" + p.name.casefold()
    return (PART + key if tells_part(p, told) else key), p.place


def _figures(told: Told) -> Iterator[tuple[str, float, float]]:
    for role in ("killed", "injured", "captured", "number"):
        for p in told.fillers(role):
            span = bounds(p)
            if span is not None:
                yield (role, *span)


def bounds(p: Party) -> tuple[float, float] | None:
    """A quantity as a closed range; an open end reaches to three times (or a third of) what is told."""
    if p.low is None and p.high is None:
        return None
    low = p.low if p.low is not None else (p.high or 0) / 3
    high = p.high if p.high is not None else max(low * 3, low + 3)
    return low, high


def alike(a: str, b: str) -> bool:
    """True when the two types may tell one happening."""
    return a == b or frozenset((a, b)) in _ALIKE


def family(type_: str) -> str:
    """The block of types in which alike types stand together."""
    if type_ in _VIOLENCE:
        return "violence"
    return {"withdrawal": "ground", "capture": "ground", "siege": "ground", "holds": "detention",
            "abduction": "detention"}.get(type_, type_)  # fmt: skip


def blocks(fact: Fact) -> Iterator[tuple[str, str, str]]:
    """The blocks a fact stands in: family, entity, month. Facts that share none are never compared."""
    if is_relation(fact.type):
        whom = fact.agents if fact.type in SYMMETRIC else fact.patients or frozenset(s for s, _ in fact.spots)
        for a in sorted(fact.agents)[:6]:
            for b in sorted(whom)[:6]:
                if a != b:
                    yield (fact.type, min(a, b), max(a, b)) if fact.type in SYMMETRIC else (fact.type, a, b)
        return
    names = [*dict.fromkeys(s for s, _ in fact.spots)][:3] + sorted(fact.actors)[:5]
    names += sorted(fact.words.names, key=lambda w: (-len(w), w))[:4]
    names += sorted(fact.ground)[:2] + sorted(w for w in fact.words.all if w[0].isdigit() and len(w) > 1)[:2]
    kind = family(fact.type)
    yield kind, "told", fact.takes or fact.claim
    if fact.takes:
        yield kind, "told", fact.claim
    if fact.first is not None and fact.first == fact.last:
        yield fact.type, "day", str(fact.first)  # who did it and where may go by other names
    yield kind, IN_REPORT, fact.report  # what a report tells again need name nothing again
    for month in _months(fact):
        for name in names:
            yield kind, name, month


def _months(fact: Fact) -> Iterable[str]:
    """The months a fact may lie in (three at most, a day of slack); undated facts meet inside their report."""
    first, last = fact.first or fact.last, fact.last or fact.first
    inside = f"{_UNDATED_MONTH}:{fact.report}"
    if first is None or last is None or last - first > 92:
        around = (fact.published, *(fact.soft or ()))
        return dict.fromkeys([inside, *(_month(d) for d in around if d is not None)])
    days = (max(1, first - 1), last + 1, (first + last) // 2)
    return dict.fromkeys([*map(_month, days), inside])


@lru_cache(maxsize=20_000)
def _month(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.year}-{day.month:02d}"


def near(a: Fact, b: Fact) -> bool | None:
    """True when the two can have happened at one place, False when they cannot, None when either does not say."""
    if not a.spots or not b.spots:
        return None
    for x, px in a.spots:
        for y, py in b.spots:
            if x == y or (px is not None and py is not None and _reach(px, py)):
                return True
    return False


def _reach(a: Place, b: Place) -> bool:
    """True when one place may hold the other, within the precision of the wider one."""
    if a.id == b.id:
        return True
    wide, narrow = (a, b) if a.radius_km >= b.radius_km else (b, a)
    if wide.precision == "country":
        return wide.country == narrow.country
    if wide.precision == "admin1":
        return wide.country == narrow.country and wide.admin1 == narrow.admin1
    if wide.precision == "admin2":
        return (wide.country, wide.admin1, wide.admin2) == (narrow.country, narrow.admin1, narrow.admin2)
    return lies_within(wide.radius_km + narrow.radius_km, (a.lat, a.lon), (b.lat, b.lon))
