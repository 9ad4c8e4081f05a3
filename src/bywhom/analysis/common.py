"""What every answer needs of a claim: whether it holds, when it can be true, who says it, and readable dates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from bywhom.model.account import ClaimQuery, Party, Speaker, Told
from bywhom.model.claim import EVENTS, PLACE_ROLES, RELATIONS
from bywhom.model.when import Interval
from bywhom.ports import ReadView

DAY = timedelta(days=1)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SQL_BATCH = 400  # ids in one query: far below SQLite's limit of bound values


def holds(told: Told) -> bool:
    """True when the claim states a fact: affirmed and actual."""
    return told.polarity == "affirmed" and told.modality == "actual"


def hedged(told: Told) -> bool:
    """True when the claim is affirmed with a hedge."""
    return told.polarity == "affirmed" and told.modality == "possible"


def is_relation(type_: str) -> bool:
    """True for standing relations, which are true over an interval; False for events."""
    return type_ in RELATIONS


def is_event(type_: str) -> bool:
    """True for events, which happen at a time."""
    return type_ in EVENTS


def first_speaker(told: Told) -> Speaker:
    """The root of the chain: who says it first (the chain runs from the reporter outwards)."""
    return told.speakers[-1] if told.speakers else Speaker()


def first_speakers(told: Told) -> tuple[Speaker, ...]:
    """Who says it first: several where they say it side by side ("according to the miners and their employer")."""
    return told.speakers[-told.joint :] or (Speaker(),)


def speaker_name(speaker: Speaker, told: Told | None = None) -> str:
    """A speaker as an answer names it; the reporter's own voice goes under the publisher's name where known."""
    if speaker.kind == "reporter":
        return told.report.publisher or told.report.title or "the report" if told is not None else "the report"
    return speaker.called


def speaker_names(claims: Iterable[Told]) -> tuple[str, ...]:
    """The first speakers of the claims, each once, in order."""
    return tuple(dict.fromkeys(speaker_name(s, c) for c in claims for s in first_speakers(c)))


def parties(told: Told, *roles: str) -> Iterator[Party]:
    """The parties in any of the roles, in order."""
    for role in roles:
        yield from told.fillers(role)


def places(told: Told) -> Iterator[Party]:
    """The parties in the place roles."""
    return parties(told, *PLACE_ROLES)


def key_of(party: Party) -> str:
    """What identifies a party: its entity, or its words when it is none."""
    return party.entity or "words:" + (party.name or party.text).casefold()


def label_of(party: Party) -> str:
    """A party's name for a sentence."""
    return party.name or party.text or "somebody"


def day_words(day: date) -> str:
    """A day in words: 20 May 2015."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def when_words(when: Interval | None, *, bare: bool = False, lasting: bool = False) -> str:
    """An interval in words with its preposition ("in May 2015", "on 3 June 2015"); "" when undated.

    An event without a beginning was "by" its end; what is ``lasting`` (a standing relation) held "until" it.
    """
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    first, last = when.earliest, when.latest
    around = "about " if when.circa else ""
    if first is None:
        assert last is not None
        end = _edge_words(last, first=False)
        if lasting:
            return f"until {around}{end}"
        return f"by {around}{end}" if end == day_words(last) else f"by the end of {around}{end}"
    if last is None:
        return f"since {around}{_edge_words(first, first=True)}"
    if first == last:
        return f"{around}{day_words(first)}" if bare else f"on {around}{day_words(first)}"
    unit = _unit_words(first, last)
    if unit:
        return f"{around}{unit}" if bare else f"in {around}{unit}"
    begin, end = _both_edges(first, last)
    return f"between {around}{begin} and {end}"


def _both_edges(first: date, last: date) -> tuple[str, str]:
    """Both ends of a range in the widest unit that fits the two: years, months or days."""
    begin, end = _edge_words(first, first=True), _edge_words(last, first=False)
    if begin.isdigit() != end.isdigit():
        begin, end = _edge_words(first, first=True, year=False), _edge_words(last, first=False, year=False)
    if (begin == day_words(first)) != (end == day_words(last)):
        return day_words(first), day_words(last)
    return begin, end


def _edge_words(day: date, *, first: bool, year: bool = True) -> str:
    """One end of a range in the widest unit whose first (or last) day it is: "2014" (``year``), "March 2014"."""
    if (day if first else day + DAY).day != 1:
        return day_words(day)
    whole = year and day.month == (1 if first else 12)
    return str(day.year) if whole else f"{_MONTHS[day.month - 1]} {day.year}"


def _unit_words(first: date, last: date) -> str:
    """The month or year that a range spans exactly, else ""."""
    if first.day == 1 and (last + DAY).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month - 1]} {first.year}"
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return str(first.year)
    return ""


def listed(names: Sequence[str], *, conjunction: str = "and", limit: int = 6) -> str:
    """Names as a list in words: "A, B and C"; past ``limit`` the rest is counted."""
    names = [n for n in names if n]
    if len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit} more"]
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + f" {conjunction} " + names[-1]


def width(when: Interval | None) -> int:
    """Days in the range; open or undated ranges count as very wide."""
    if when is None or when.earliest is None or when.latest is None:
        return 100_000
    return (when.latest - when.earliest).days + 1


def sort_key(when: Interval | None) -> tuple[date, date]:
    """Order by first day, then by last: precise dates before the ranges that start with them; undated last."""
    if when is None or (when.earliest is None and when.latest is None):
        return date.max, date.max
    first = when.earliest or when.latest or date.max
    return first, when.latest or date.max


def meets(when: Interval | None, since: date | None, until: date | None) -> bool:
    """True when the range may share a day with [since, until]; an undated claim meets only the open question."""
    if since is None and until is None:
        return True
    return when is not None and when.overlaps(Interval(earliest=since, latest=until))


def read_reports(view: ReadView, reports: Iterable[str], *, known: datetime | None) -> Iterator[Told]:
    """All claims of the reports, in batches that the store can bind."""
    ids = iter(dict.fromkeys(reports))
    while batch := frozenset(islice(ids, _SQL_BATCH)):
        yield from view.claims(ClaimQuery(reports=batch, known=known))


MANY = 20_000  # claims of a casefile up to which an answer weighs all that it asks for, one by one
READ = 450  # claims that an answer reads of a larger one
JOINED = 250  # of these, claims that it joins before it tells of any: for disputes and the page about an entity
GROUND = 250  # of these, claims over a place, or over the posts of an organisation
BESIDE, A_ROW = 2000, 5  # claims told near the rows of a coded file that it is compared with: in all, and for each row
OTHERS = 100  # other claims of its days


def bounded(view: ReadView, query: ClaimQuery, most: int = READ, *, near: date | None = None) -> ClaimQuery:
    """``query`` as it is in a casefile of up to MANY claims; in a larger one at most ``most`` claims of it.

    With ``near`` those whose dates keep closest to the day come first.
    """
    if view.size() <= MANY:
        return query
    fewer = replace(query, limit=min(most, query.limit or most))
    return fewer if near is None else replace(fewer, order="near", near=near)


def ids_of(claims: Iterable[Told]) -> tuple[str, ...]:
    """The ids of the claims, each once, in order."""
    return tuple(dict.fromkeys(c.id for c in claims))


def report_count(claims: Iterable[Told]) -> int:
    """How many reports the claims stand in."""
    return len({c.report.id for c in claims})
