"""Who held a place over a period: each holding from when to when, with the doubts that the answer for a day has too.

A holding that one day's answer calls possible is not told as sure in the history: what makes it doubtful, and from
which day on, stands in its sentence.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from bywhom.analysis.common import day_words, ids_of, is_event, when_words
from bywhom.analysis.control import (
    FOLLOWS,
    edtf,
    fought_over,
    gone_around,
    is_goal,
    moves_by,
    names_of_holder,
)
from bywhom.analysis.grounds import Ground, read_ground
from bywhom.analysis.moves import Move
from bywhom.analysis.spells import HOLD_REACH_DAYS, REACH_BACK_DAYS, SEASON_DAYS, Spell, silences
from bywhom.model.account import EntityCard
from bywhom.model.answer import ControlHistory, Holding
from bywhom.model.when import Interval
from bywhom.ports import ReadView

_ASKED_DAYS = 40  # days at most on which a holding is asked for doubts
_DAY = timedelta(days=1)
Doubted = Callable[[Ground, str, Spell, date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why a holding is no more than possible, since when (None: all of it). A ``remark`` leaves it as it stands."""

    why: str
    since: date | None = None
    remark: bool = False


def control_history(
    view: ReadView, place: EntityCard, *, since: date | None = None, until: date | None = None,
    known: datetime | None = None,
) -> ControlHistory:  # fmt: skip
    """Who held the place from when to when inside [since, until], and where the record is silent or contested."""
    middle = since + (until - since) / 2 if since is not None and until is not None else since or until
    ground = read_ground(view, place, near=middle, known=known)
    kept = [s for s in ground.spells if _touches(s, since, until)]
    moves = moves_by(ground)
    told = [_holding(ground, s, moves.get(s.who, ()), until) for s in kept]
    none = () if kept else (f"no claim says who held {place.name} in that time",)
    return ControlHistory(
        place=place.name, since=since.isoformat() if since else "", until=until.isoformat() if until else "",
        holdings=tuple(told), silent=silences(kept, since, until),
        warnings=(*none, *_contests(ground, kept, told, until)),
    )  # fmt: skip


def _touches(s: Spell, since: date | None, until: date | None) -> bool:
    ends_before = since is not None and s.end_last is not None and s.end_last < since
    start = s.start_first
    if start is None and s.end_first is not None:
        start = s.end_first - timedelta(days=REACH_BACK_DAYS)  # a loss alone shows no more of the time before it
    starts_after = until is not None and start is not None and start > until
    return not ends_before and not starts_after


def _holding(ground: Ground, s: Spell, mine: Sequence[Move], until: date | None) -> Holding:
    name = names_of_holder(ground, mine)[0]
    since, ends = edtf(s.start_first, s.start_last), edtf(s.end_first, s.end_last)
    begun = f"{name} held {ground.place.name}"
    if since:  # what its loss alone shows begins at an unknown day
        told = _days(s.start_first, s.start_last)
        begun += f" from some time after {told}" if s.opened_by == "loss" else f" from {told}"
    sentence = f"{begun} until {_days(s.end_first, s.end_last)}" if ends else f"{begun}; no end is told"
    if (last := _only_until(s)) is not None:
        since, ends = "", edtf(last, last)
        sentence = f"{name} held {ground.place.name} until {day_words(last)} at least; since when is not told"
    sure = any((m.precise and is_event(m.told.type)) or m.sense == "hold" for m in s.moves if not m.implied)
    doubts = list(_doubts(ground, s, until))
    whole = any(d.since is None and not d.remark for d in doubts)
    return Holding(
        actor=name, entity="" if s.who.startswith("words:") else s.who, since=since, until=ends,
        status="possible" if whole else "attested" if sure else "bracketed", opened_by=s.opened_by,
        closed_by=s.closed_by, because=ids_of(m.told for m in [*s.moves, *s.closing]),
        sentence="; ".join([sentence, *([FOLLOWS] if s.is_implied else []), *map(_words, doubts)]) + ".",
        doubts=tuple(map(_words, doubts)),
    )  # fmt: skip


def _only_until(s: Spell) -> date | None:
    """The last day of a holding of which only an end is told ("held it until June 1999"): it does not begin there."""
    own = [m for m in s.moves if not m.implied]
    if s.end_first is not None or s.opened_by != "controls" or not own or any(m.first is not None for m in own):
        return None
    return max((m.last for m in own if m.last is not None), default=None)


def _days(first: date | None, last: date | None) -> str:
    """A day in words; a range as the days between which it lies: "a day between 10 and 13 January 2023"."""
    when = Interval(earliest=first, latest=last)
    if first is None or last is None or first == last or "/" not in when.edtf:
        return when_words(when).removeprefix("on ").removeprefix("in ")
    month = (first.year, first.month) == (last.year, last.month)
    return f"a day between {first.day if month else day_words(first)} and {day_words(last)}"


def _words(doubt: Doubt) -> str:
    if doubt.remark:
        return doubt.why
    return (
        f"from {day_words(doubt.since)} on only possible: {doubt.why}" if doubt.since else f"only possible: {doubt.why}"
    )


def _doubts(ground: Ground, s: Spell, until: date | None) -> Iterator[Doubt]:
    """What the answer for a day inside the holding would doubt, in the same order."""
    if s.who in ground.sides.bare:
        yield Doubt(why="nobody is named")
    beside = [t for t in ground.spells if t.who != s.who and t.who not in ground.sides.bare and not t.soft]
    surer = [t for t in beside if not is_goal(t) and t.opened_by != "loss"] if is_goal(s) else beside
    if (s.soft or is_goal(s)) and (met := [d for t in surer for d in _shared(s, t, until)]):
        told = "told as a goal of others" if is_goal(s) and not s.soft else "told without a date of its own"
        first = None if min(met) <= _begin(s) else min(met)
        yield Doubt(why=f"it is {told}, beside another's that claims date", since=first)
    found = [
        Doubt(why=why, since=first)
        for why, first in (
            ("ground around it is told to have changed hands since", _first_day(ground, s, until, gone_around)),
            ("others are told to have fought over it since", _first_day(ground, s, until, fought_over)),
        ) if first is not None
    ]  # fmt: skip
    yield from found[:1] if len(found) < 2 else [min(found, key=lambda d: d.since or date.min)]
    last = s.last_word
    if last is None:
        return
    late = last + timedelta(days=HOLD_REACH_DAYS + 1)
    if s.is_thin(late) and s.covers(late) and (until is None or until >= late):
        yield Doubt(why=f"one claim alone tells it, and nothing is told after {day_words(last)}", remark=True)


def _begin(s: Spell) -> date:
    return s.start_last or s.start_first or (s.end_first - _DAY if s.end_first else date.min)


def _shared(s: Spell, t: Spell, until: date | None) -> Iterator[date]:
    """The first day on which two holdings both stand, if any."""
    day = max(_begin(s), _begin(t))
    if (until is None or day <= until) and s.covers(day) and t.covers(day):
        yield day


def _first_day(ground: Ground, s: Spell, until: date | None, doubted: Doubted) -> date | None:
    """The first day inside the holding on which ``doubted`` is true; that changes only where something is told."""
    said = s.last_word
    if said is None:
        return None
    days = {m.first for m in ground.moves if m.first is not None and said < m.first}
    days.add(said + timedelta(days=SEASON_DAYS + 1))
    asked = [d for d in sorted(days) if until is None or d <= until][:_ASKED_DAYS]
    return next(
        (d for d in asked if s.covers(d) == "held" and not s.attested(d) and doubted(ground, s.who, s, d)), None
    )


def _contests(ground: Ground, kept: Sequence[Spell], told: Sequence[Holding], until: date | None) -> Iterator[str]:
    """The times in which two camps stand as holders, a person who governs not counted against an organisation."""
    persons = {ground.sides.who(m.actor) for m in ground.moves if m.type == "PERSON"}
    stand = [(s, h) for s, h in zip(kept, told, strict=True) if h.status != "possible"]
    stand = [x for x in stand if x[0].who not in persons] or stand
    for (s, mine), (t, theirs) in combinations(stand, 2):
        if ground.sides.camp(s.who) == ground.sides.camp(t.who):
            continue
        for first in _shared(s, t, until):
            ends = [d for d in (s.stands_until, t.stands_until, until) if d is not None]
            to = f" to {day_words(min(ends))}" if ends else " on"
            yield f"contested from {day_words(first)}{to}: {mine.actor} and {theirs.actor} each stand as holders"
