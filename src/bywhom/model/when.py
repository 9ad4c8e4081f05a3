"""Say when: intervals with honest edges, time expressions as written, and what they came to mean.

Three nouns. A `TimeExpression` is what the words say ("three days later") before anyone knows the anchor.
A `TimeMention` is the same span resolved: its TIMEX3 value, its EDTF, its interval.
An `Interval` is the range of days that a value allows.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["published", "narrative", "none"]

# Meteorological seasons as months; winter runs into the next year. The codes are EDTF's (ISO 8601-2, 21 = spring).
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|(\d{3})X|(\d\d)XX")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A range of days, both ends inclusive; None is an open or unknown end.

    `precise` follows Security Force Monitor: True means that the thing held on every day of the range, False on at
    least one.
    `circa` marks a range whose edges are approximate (EDTF `~`).
    """

    earliest: date | None
    latest: date | None
    precise: bool = False
    circa: bool = False

    def __post_init__(self) -> None:
        """Refuse a range that ends before it begins."""
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise ValueError(
                f"an interval cannot end ({self.latest}) before it begins ({self.earliest}); swap the ends"
            )

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        """Read the subset of EDTF that Bywhom shows: `2015-10-06`, `2015-10`, `2015`, `201X`, `20XX`, `2014-23`,
        a `~`, `?` or `%` behind any of them, and two of them around `/` where either may be `..`.

        Raises ValueError for anything else.
        """
        left, slash, right = text.strip().partition("/")
        circa = any(mark in text for mark in "~%")
        if not slash:
            first, last = _point(left)
            return cls(earliest=first, latest=last, precise=first == last, circa=circa)
        earliest = None if left in ("..", "") else _point(left)[0]
        latest = None if right in ("..", "") else _point(right)[1]
        return cls(earliest=earliest, latest=latest, precise=True, circa=circa)

    @property
    def edtf(self) -> str:
        """The interval as EDTF, in the widest unit that says the same; "" when both ends are open."""
        if self.earliest is None and self.latest is None:
            return ""
        mark = "~" if self.circa else ""
        if self.earliest is None or self.latest is None:
            first = ".." if self.earliest is None else _edge(self.earliest, first=True) + mark
            last = ".." if self.latest is None else _edge(self.latest, first=False) + mark
            return f"{first}/{last}"
        return (_single(self.earliest, self.latest) or _double(self.earliest, self.latest)) + mark

    def before(self, other: "Interval") -> bool:
        """True when every day of this range certainly precedes every day of the other."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def after(self, other: "Interval") -> bool:
        """True when every day of this range certainly follows every day of the other."""
        return other.before(self)

    def overlaps(self, other: "Interval") -> bool:
        """True when the two ranges may share a day (open ends reach for ever)."""
        return not self.before(other) and not self.after(other)

    def within(self, other: "Interval") -> bool:
        """True when no day of this range can lie outside the other."""
        starts = other.earliest is None or (self.earliest is not None and self.earliest >= other.earliest)
        ends = other.latest is None or (self.latest is not None and self.latest <= other.latest)
        return starts and ends

    def covers(self, day: date) -> bool:
        """True when the day may lie in the range; with `precise` it then surely does."""
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression as written: offsets into the text (half-open) and what its words say, unanchored.

    `form` tells which of the other fields speak: calendar (year, month, day, weekday, season, quarter, decade …),
    relative ("last week": relation + unit, or a named month, weekday, season), deictic ("yesterday": days from the
    anchor), offset ("three days later": count + unit + relation), window ("the past two months"), duration, set,
    clock, part (a part of day alone), ref (PAST_REF, PRESENT_REF, FUTURE_REF), and the rest of resolve's FORMS.
    `phrase` widens the span by its preposition and, in a range, to both ends; `partner` is the index of the range's
    other end.
    """

    start: int
    end: int
    text: str
    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str = ""
    unit: str = ""
    count: float | None = None
    relation: str = ""
    part: str = ""
    clock: str = ""
    mod: str = ""
    bound: str = ""
    ref: str = ""
    era: str = ""
    partner: int | None = None
    phrase: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression with its meaning.

    `value` is TIMEX3's; `edtf` is the value of the whole phrase, bound included ("since May" is an open range), in the
    codebook's convention, and "" when the words give no date; `interval` is the range of days behind `edtf`; `anchor`
    says what the value was counted from; `modifier` is a bound (since, until, by, before, after, from, between) or,
    failing that, a TIMEX3 MOD (START, MID, END, APPROX …).
    """

    start: int
    end: int
    type: TimeType
    value: str
    edtf: str
    interval: Interval | None
    anchor: Anchor
    modifier: str = ""
    phrase: tuple[int, int] = (0, 0)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _point(text: str) -> tuple[date, date]:
    """First and last day of one EDTF date without a slash."""
    found = _POINT.fullmatch(text.strip().rstrip("~?%"))
    if found is None:
        raise ValueError(
            f"{text!r} is not a date that Bywhom reads; write it like 2015-10-06, 2015-10, 2015, 201X or 2014-23"
        )
    year, month, day, decade, century = found.groups()
    if decade is not None:
        return date(int(decade + "0"), 1, 1), date(int(decade + "9"), 12, 31)
    if century is not None:
        return date(max(1, int(century + "00")), 1, 1), date(int(century + "99"), 12, 31)
    y = int(year)
    if month is None:
        return date(y, 1, 1), date(y, 12, 31)
    m = int(month)
    if m in SEASONS and day is None:
        first, last = SEASONS[m]
        return date(y, first, 1), month_end(y + (last < first), last)
    if day is None:
        return date(y, m, 1), month_end(y, m)
    return date(y, m, int(day)), date(y, m, int(day))


def _edge(day: date, *, first: bool) -> str:
    """One end of a range in the widest unit whose first (or last) day it is."""
    if (first and (day.month, day.day) == (1, 1)) or (not first and (day.month, day.day) == (12, 31)):
        return f"{day.year:04d}"
    if day.day == 1 if first else day == month_end(day.year, day.month):
        return f"{day.year:04d}-{day.month:02d}"
    return day.isoformat()


def _single(first: date, last: date) -> str:
    """The range as one EDTF date when it is exactly a day, month, year, decade or century; else ""."""
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == month_end(first.year, first.month):
        return f"{first.year:04d}-{first.month:02d}"
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return ""
    if first.year == last.year:
        return f"{first.year:04d}"
    if first.year % 10 == 0 and last.year == first.year + 9:
        return f"{first.year // 10:03d}X"
    if first.year % 100 == 0 and last.year == first.year + 99:
        return f"{first.year // 100:02d}XX"
    return ""


def _double(first: date, last: date) -> str:
    """Two EDTF dates around a slash, both in the same unit, the widest that keeps both edges."""
    left, right = _edge(first, first=True), _edge(last, first=False)
    size = max(len(left), len(right))
    return f"{first.isoformat()[:size]}/{last.isoformat()[:size]}"
