"""What follows from claims: findings and answers, each with ``because``, the claims that made it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bywhom.model.account import Party, Speaker
from bywhom.model.when import Interval

STATUSES = ("attested", "bracketed", "possible", "lost", "unknown")  # design.md, "What the answers mean"

CREDIBILITY = {
    1: "confirmed", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged",
}  # NATO Admiralty scale, by the rule of design.md  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent root of knowledge: a report's own voice, or one speaker's words however often relayed."""

    id: str
    speaker: Speaker
    reports: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    camp: str = ""  # origins of one camp share this mark; flagged, not merged
    why: str = ""  # why these claims are one origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Claims from any number of reports that say the same thing."""

    id: str
    type: str
    roles: Mapping[str, tuple[Party, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    when: Interval | None = None
    edtf: str = ""
    because: tuple[str, ...] = ()
    dissent: tuple[str, ...] = ()
    reports: int = 0
    origins: tuple[Origin, ...] = ()
    credibility: int = 6
    rule: str = ""  # the rule that gave the credibility, in words
    matched: tuple[str, ...] = ()  # what made the claims join, in words
    sentence: str = ""  # the finding in one plain sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One actor's standing over a place on a day."""

    actor: str  # name
    entity: str
    aliases: tuple[str, ...] = ()
    status: str = "unknown"
    contested: bool = False
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    reports: int = 0
    origins: int = 0
    speakers: tuple[str, ...] = ()
    why: str = ""  # the reasoning in one sentence
    since: str = ""  # EDTF of the holding that covers or brackets the day
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who claims a place on a day; never who is right."""

    place: str
    on: str
    actors: tuple[Holder, ...] = ()
    warnings: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()  # claims on both sides of a silent day, or undated ones where none is dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of support from one actor to the next."""

    supporter: str
    recipient: str
    supporter_id: str
    recipient_id: str
    kind: str = ""
    goods: str = ""
    when: Interval | None = None
    edtf: str = ""
    inferred: bool = False  # not told itself: by membership or affiliation (asked for), or through ground
    how: str = "support"  # what it rests on: support | membership | ground
    modality: str = "actual"
    because: tuple[str, ...] = ()
    origins: int = 0
    strength: float = 0.0  # 0 to 1; a path is as strong as its weakest hop


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A chain of hops from one actor to another."""

    hops: tuple[Hop, ...]
    strength: float
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Every path of support between two actors, or from (to) one."""

    source: str
    target: str
    paths: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Loyalties that do not fit together: an unbalanced triangle, or support that reaches an opponent."""

    kind: str  # unbalanced | support_reaches_opponent
    actors: tuple[str, ...]
    sentence: str
    because: tuple[str, ...] = ()
    strength: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A signed relation between two actors at a date."""

    a: str
    b: str
    a_id: str
    b_id: str
    sign: int  # 1 with, -1 against
    types: tuple[str, ...] = ()
    edtf: str = ""
    because: tuple[str, ...] = ()
    origins: int = 0
    forth: tuple[str, ...] = ()  # of the types, those told of ``a`` acting on ``b``, and of the two as equals
    back: tuple[str, ...] = ()  # those told of ``b`` acting on ``a``


@dataclass(frozen=True, slots=True, kw_only=True)
class Loyalties:
    """The signed graph at a date with its contradictions, best attested first."""

    on: str = ""
    ties: tuple[Tie, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a dispute."""

    says: str
    because: tuple[str, ...]
    speakers: tuple[str, ...] = ()
    origins: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims that cannot all hold: polarity | holders | figures | roles | place."""

    id: str
    kind: str
    about: str
    sides: tuple[Side, ...]
    entities: tuple[str, ...] = ()
    edtf: str = ""
