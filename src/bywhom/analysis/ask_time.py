"""The time in a question: "on 1 July 2015", "in June 2015", "between May and July 2015", "in March", "since 2014"."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from bywhom.model.when import SEASONS, Interval, month_end

_MONTHS = {name.casefold(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_M = "|".join(sorted(_MONTHS, key=len, reverse=True))
_POINT = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{4}}-\d\d|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_M})\b\.?(?:,? \d{{4}})?|"
    rf"(?:{_M})\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? \d{{4}})?|"
    rf"(?:early |mid-|late )?(?:{_M})\.?(?: of)?(?: \d{{4}})?|"
    rf"(?:the )?(?:spring|summer|autumn|fall|winter)(?: of)? \d{{4}}|\d{{4}})"
)
_RANGE = re.compile(rf"\b(?:between|from) ({_POINT}) (?:and|to|until|till) ({_POINT})", re.IGNORECASE)
_BOUND = re.compile(rf"\b(since|after|before|until|by(?: the)? end of|by) ({_POINT})", re.IGNORECASE)
_PLAIN = re.compile(rf"\b(?:on|in|during|at|as of|of|for) ({_POINT})(?![\w-])", re.IGNORECASE)
_BY_THE_END = re.compile(r"\bby (?:the )?end of\s*$", re.IGNORECASE)
_YEAR_OF = re.compile(r"\b(?:in|of|during) the (\d{4}) (?=\w)")
_LAST = re.compile(rf",? ((?:the )?(?=[^?]*\d{{4}}){_POINT})\s*\??$", re.IGNORECASE)  # "Palmyra 2015"


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The range asked for, the words that told it, and the question without them."""

    rest: str
    since: date | None = None
    until: date | None = None
    words: str = ""
    note: str = ""

    @property
    def day(self) -> date | None:
        """The one day asked for; None for a range or no time at all."""
        return self.since if self.since is not None and self.since == self.until else None


def find_time(question: str, latest: date | None) -> AskedTime:
    """Takes the time out of a question. A month without a year is the last such month up to ``latest``."""
    if m := _RANGE.search(question):
        end = point(m[2], latest)
        start = point(m[1] if re.search(r"\d{4}", m[1]) else f"{m[1]} {_year(m[2])}", latest)
        if start and end and start.earliest and end.latest and start.earliest <= end.latest:
            return AskedTime(_without(question, m), start.earliest, end.latest, m[0])
    if m := _YEAR_OF.search(question):  # "in the 2017 offensive"
        year = point(m[1], latest)
        if year is not None:
            rest = question[: m.start(1)] + question[m.end() :]
            return AskedTime(" ".join(rest.split()), year.earliest, year.latest, f"in {m[1]}")
    if (m := _PLAIN.search(question)) and not _BY_THE_END.search(question[: m.start(1)]):
        found = point(m[1], latest)
        if found is not None:
            note = "" if re.search(r"\d{4}", m[1]) else f"no year was given: taken as {found.edtf}"
            return AskedTime(_without(question, m), found.earliest, found.latest, m[0], note)
    if m := _BOUND.search(question):
        found = point(m[2], latest)
        if found is not None:
            after = m[1].casefold() in ("since", "after")
            edge = found.latest if m[1].casefold() == "after" else found.earliest
            if after:
                return AskedTime(_without(question, m), edge, None, m[0])
            until = (
                found.earliest - timedelta(days=1) if m[1].casefold() == "before" and found.earliest else found.latest
            )
            return AskedTime(_without(question, m), None, until, m[0])
    if (m := _LAST.search(question)) and (found := point(m[1], latest)):
        return AskedTime(_without(question, m), found.earliest, found.latest, m[1])
    return AskedTime(question)


def _without(text: str, m: re.Match[str]) -> str:
    return " ".join((text[: m.start()] + " " + text[m.end() :]).split())


def _year(text: str) -> str:
    found = re.search(r"\d{4}", text)
    return found[0] if found else ""


def point(text: str, latest: date | None) -> Interval | None:
    """One date in words as a range; None when it does not exist."""
    words = text.casefold().replace(",", " ").replace(".", " ").split()
    try:
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", text.strip()):
            return Interval.from_edtf(text.strip())
        year = int(_year(text)) if _year(text) else None
        season = next((_SEASONS[w] for w in words if w in _SEASONS), None)
        if season is not None and year is not None:
            first, last = SEASONS[season]
            return Interval(earliest=date(year, first, 1), latest=month_end(year + (last < first), last))
        month = next((_MONTHS[w] for w in words if w in _MONTHS), None)
        if month is None:
            return None
        if year is None:
            if latest is None:
                return None
            year = latest.year if month <= latest.month else latest.year - 1
        days = [int(d[1]) for w in words if (d := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", w))]
        if days:
            day = date(year, month, days[0])
            return Interval(earliest=day, latest=day, precise=True)
        return _part_of_month(year, month, words)
    except ValueError:
        return None


def _part_of_month(year: int, month: int, words: list[str]) -> Interval:
    first, last = date(year, month, 1), month_end(year, month)
    if "early" in words:
        last = date(year, month, 10)
    if "late" in words:
        first = date(year, month, 20)
    return Interval(earliest=first, latest=last)
