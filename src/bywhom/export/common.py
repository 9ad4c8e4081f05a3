"""What every export shares: formats, the note that it carries about itself, citations, and who does what to whom."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from bywhom.model.account import Party, Told
from bywhom.model.claim import LABEL_ROLES, PLACE_ROLES
from bywhom.model.finding import Finding

CREATOR = "Bywhom"
SUBJECTS = (
    "supporter", "attacker", "perpetrator", "leader", "member", "affiliate", "actor", "captor", "sender", "recruiter",
    "provider", "speaker", "who", "side", "party",
)  # roles that act, the most telling first  # fmt: skip
OBJECTS = (
    "recipient", "target", "victim", "organisation", "parent", "captive", "recruit", "institution", "counterpart",
    "against", "addressee", "from", "side", "party", "place", "destination",
)  # roles that are acted upon, the most telling first  # fmt: skip
MUTUAL = ("side", "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What an export says of itself: where from, when, with which filters, and how many people are protected."""

    title: str = "casefile"
    made_at: datetime
    producer: str = CREATOR
    filters: Mapping[str, str] = field(default_factory=dict)
    protected: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The note as plain data."""
        return {
            "casefile": self.title, "made_at": self.made_at.isoformat(timespec="seconds"), "producer": self.producer,
            "filters": dict(self.filters), "protected_entities": self.protected,
            "reading": "Each row is what a report says, under its speaker's name; Bywhom does not decide who is right.",
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The rows of one export. Claims may be a stream; findings come with the claims that they rest on."""

    what: str  # claims | findings
    claims: Iterable[Told] = ()
    findings: Iterable[Finding] = ()
    cited: Mapping[str, Told] = field(default_factory=dict)  # claims of the findings, by id
    shape: Callable[[Any], dict[str, Any]] = lambda value: {"id": value.id}  # the documented JSON shape of a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: how it is called, what it takes, and the function that writes it and gives the number of rows."""

    name: str
    extension: str
    media_type: str
    title: str
    takes: tuple[str, ...]
    write: Callable[[Batch, BinaryIO, Note], int]


def citation(told: Told) -> str:
    """Words, chain of speakers and report of a claim, in one line."""
    said = " ← ".join(s.name for s in told.speakers) or "(reporter)"
    published = "" if told.report.published is None else told.report.published.isoformat()
    title = f"“{told.report.title}”" if told.report.title else ""
    at = f"{told.report.id}[{told.sentence.start}:{told.sentence.end}]"
    where = ", ".join(x for x in (told.report.publisher, title, published, at) if x)
    return f"“{' '.join(told.sentence_text.split())}” – {said}, in {where}"


def roles_text(roles: Mapping[str, tuple[Party, ...]], labels: Mapping[str, str] | None = None) -> str:
    """Roles as ``role: name, name; role: name``."""
    parts = [f"{r}: {', '.join(p.name or p.text for p in ps)}" for r, ps in roles.items()]
    parts += [f"{r}: {v}" for r, v in (labels or {}).items() if v and r in LABEL_ROLES]
    return "; ".join(parts)


def acting(roles: Mapping[str, tuple[Party, ...]]) -> tuple[Party, ...]:
    """Who acts; of two parties to something mutual the first."""
    for role in SUBJECTS:
        if roles.get(role):
            return roles[role][:1] if role in MUTUAL else roles[role]
    return ()


def acted_on(roles: Mapping[str, tuple[Party, ...]]) -> tuple[Party, ...]:
    """Who or what is acted upon; of several parties to something mutual all but the first."""
    for role in OBJECTS:
        found = roles.get(role, ())[1 if role in MUTUAL else 0 :]
        if found:
            return found
    return ()


def places(told: Told) -> Iterator[tuple[str, Party]]:
    """(role, party) of the places that a claim names, located or not."""
    for role in PLACE_ROLES:
        for p in told.fillers(role):
            yield role, p


def ties(told: Told) -> Iterator[tuple[Party, Party, bool]]:
    """Pairs of entities that the claim ties, and whether the tie has a direction."""
    mutual = next((told.fillers(r) for r in MUTUAL if told.fillers(r)), ())
    if mutual:
        named = [p for p in mutual if p.entity]
        yield from ((a, b, False) for i, a in enumerate(named) for b in named[i + 1 :])
        return
    for a in acting(told.roles):
        for b in acted_on(told.roles):
            if a.entity and b.entity and a.entity != b.entity:
                yield a, b, True


def number(told: Told, role: str) -> tuple[float | None, float | None]:
    """The figure that fills ``role`` as (low, high)."""
    for p in told.fillers(role):
        if p.low is not None or p.high is not None:
            return p.low, p.high
    return None, None


def line(value: Any) -> bytes:
    """One line of JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def plain_xml(text: object) -> str:
    """``text`` for XML 1.0, escaped, without the characters that it forbids."""
    from html import escape

    kept = "".join(c for c in str(text) if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    return escape("".join(c for c in kept if not "\ud800" <= c <= "\udfff"))
