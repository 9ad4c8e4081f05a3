"""The account: claims as an answer sees them, with entities, places and dates resolved across reports."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bywhom.model.text import Quote, Span
from bywhom.model.when import Interval
from bywhom.model.where import Place

_CUE = re.compile(r"[a-z]+(?:ed|ly)|said|told|known|which|who|\W+")  # what is read for a speaker where nobody is named


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """A report as an answer cites it. ``origin`` is the root of its lineage: near copies share one."""

    id: str
    title: str = ""
    publisher: str = ""
    published: date | None = None
    recorded: datetime
    origin: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityCard:
    """An entity of the account: the names under which all judged-same entities of all readings are known."""

    id: str  # canonical
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()  # ids of the readings' entities that it joins
    place: Place | None = None
    claims: int = 0
    reports: int = 0
    grade: str = ""  # A to F, "" ungraded
    protected: str = ""  # why, "" when not


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A filler of a role as the account knows it."""

    entity: str = ""  # canonical id, "" when it is no entity
    name: str = ""  # canonical name, or the words themselves
    type: str = ""
    span: Span | None = None
    text: str = ""  # the exact words, "" when only understood
    place: Place | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One link of the chain of speakers; the reporter's own voice has kind ``reporter`` and no entity."""

    entity: str = ""
    name: str = "(reporter)"
    kind: str = "reporter"
    span: Span | None = None

    @property
    def called(self) -> str:
        """The name as an answer gives it; the class where nobody is named: "(reports)", "reportedly", "said"."""
        unnamed = self.kind.startswith("anonymous") and _CUE.fullmatch(self.name)
        return self.name if self.name and self.name[0] != "(" and not unnamed else self.kind.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim in the account, after judgements: what ``Claim`` says with everything resolved."""

    id: str
    type: str
    report: ReportCard
    sentence: Span
    sentence_text: str
    trigger: Quote
    roles: Mapping[str, tuple[Party, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    when: Interval | None = None  # None: undated
    edtf: str = ""
    when_text: str = ""
    phase: str = ""
    polarity: str = "affirmed"
    modality: str = "actual"
    speakers: tuple[Speaker, ...] = (Speaker(),)
    joint: int = 1  # how many speakers at the end of the chain say it side by side ("according to A and B")
    confidence: float = 0.5
    review: str = "machine"  # machine | accepted | corrected | added (rejected claims are not told)

    def fillers(self, role: str) -> tuple[Party, ...]:
        """The parties in ``role``; empty when the claim does not fill it."""
        return self.roles.get(role, ())

    @property
    def trigger_at(self) -> tuple[int, int]:
        """Where the trigger starts and ends in ``sentence_text``, in characters; outside it if it is elsewhere."""
        return self.trigger.span.start - self.sentence.start, self.trigger.span.end - self.sentence.start


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which claims to read; empty fields do not restrict. All restrictions hold together."""

    ids: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()  # canonical ids that fill any role
    places: frozenset[str] = frozenset()  # canonical ids of places that fill a place role
    speakers: frozenset[str] = frozenset()  # canonical ids in the chain of speakers
    reports: frozenset[str] = frozenset()
    since: date | None = None  # the claim's interval meets [since, until]; undated claims are left out when set
    until: date | None = None
    undated: bool = False  # with since/until: keep undated claims whose report was published in or after the range
    known: datetime | None = None  # only what was recorded by then, judged by the judgements made by then
    text: str = ""  # full-text search over the sentence
    polarity: str = ""
    modality: str = ""
    min_confidence: float = 0.0
    order: str = "report"  # report | when | confidence | near
    near: date | None = None  # with order near: those whose range keeps closest to the day first, the undated last
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TieQuery:
    """Which ties between two actors to gather, from affirmed claims that are no mere plans. Empty fields are open.

    ``on``: in force on that day, by the rule for loyalties; ``since`` and ``until``: able to speak of those days, by
    the rule for paths of support.
    """

    types: frozenset[str]
    about: frozenset[str] = frozenset()  # canonical ids: either end is one of them
    among: frozenset[str] = frozenset()  # both ends are
    acting: frozenset[str] = frozenset()  # the end that acts is
    pairs: frozenset[tuple[str, str]] = frozenset()  # these alone
    kinds: tuple[str, ...] = ()  # of support
    on: date | None = None
    since: date | None = None
    until: date | None = None
    lasting: bool = False  # told ends of relations left aside
    sure: bool = False  # plain claims alone: no hedges, no habits
    known: datetime | None = None
    named: bool = True  # with ids of claims
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """All claims in which ``a`` acts on ``b``, counted; ``because`` names some of them, one of each origin first."""

    a: str
    b: str
    claims: int
    origins: int
    sure: float  # of its surest claim: 1 actual, 0.8 a habit, 0.5 hedged
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCard:
    """An independent origin: a named speaker (``entity``), or a class of speakers in a report and its copies."""

    entity: str = ""
    name: str  # of the speaker, else of the report
    report: str = ""
    kind: str = ""  # model.attribution.SOURCE_KINDS, where no speaker is named
    claims: int = 0
    because: tuple[str, ...] = ()  # its claims, the first of them where they are many


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """A first speaker of the account, counted. ``because`` names some of its claims."""

    entity: str = ""
    name: str
    claims: int
    reports: int
    alone: int  # claims of which it is the only first speaker
    kinds: Mapping[str, int]
    through: Mapping[str, int]  # who relays it → in how many claims
    because: tuple[str, ...] = ()
