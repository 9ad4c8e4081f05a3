"""Arithmetic on TIMEX3 date values: what days "1998-W32" spans, what "1998-08" shifted by two months is."""

import re
from datetime import date, timedelta

from bywhom.model.when import month_end

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PARTS = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEARS = re.compile(r"\d{2,4}")

_HALF = 0.5
_HALVES = {"Y": "P{}Y6M", "TH": "PT{}H30M", "TM": "PT{}M30S"}

Days = tuple[date, date]


def days_of(value: str) -> Days | None:
    """First and last day that a TIMEX3 date value spans; None for durations, BC years and open values."""
    try:
        return _days(value)
    except ValueError:
        return None


def _days(value: str) -> Days | None:
    if found := _DAY.fullmatch(value):
        day = date(*(int(x) for x in found.groups()))
        return day, day
    if found := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + timedelta(days=5 if found[3] else 0)), monday + timedelta(days=6)
    if found := _PARTS.fullmatch(value):
        return _part_of_year(int(found[1]), found[2])
    if found := _MONTH.fullmatch(value):
        return date(int(found[1]), int(found[2]), 1), month_end(int(found[1]), int(found[2]))
    if _YEARS.fullmatch(value):
        pad = 4 - len(value)
        return date(max(1, int(value + "0" * pad)), 1, 1), date(int(value + "9" * pad), 12, 31)
    return None


def _part_of_year(year: int, part: str) -> Days:
    """A season (meteorological), quarter or half of a year."""
    if part in _SEASON_MONTHS:
        first, last = _SEASON_MONTHS[part]
        return date(year, first, 1), month_end(year + (last < first), last)
    size = 3 if part[0] == "Q" else 6
    last = int(part[1]) * size
    return date(year, last - size + 1, 1), month_end(year, last)


def year_of(value: str) -> int | None:
    """The year in which a value begins, if it names one."""
    found = re.match(r"\d{4}", value)
    return int(found.group()) if found else None


def month_of(value: str) -> int | None:
    """The month of a value that is a month or a day."""
    found = re.match(r"\d{4}-(\d\d)", value)
    return int(found[1]) if found else None


def granularity(value: str) -> str:
    """The unit of a date value: D, W, M, Q, S (season), Y, DE, CE, or ""."""
    if _DAY.fullmatch(value):
        return "D"
    if _WEEK.fullmatch(value):
        return "W"
    if found := _PARTS.fullmatch(value):
        return "Q" if found[2][0] == "Q" else "H" if found[2][0] == "H" else "S"
    if _MONTH.fullmatch(value):
        return "M"
    return {4: "Y", 3: "DE", 2: "CE"}.get(len(value), "") if value.isdigit() else ""


def week_value(day: date) -> str:
    """The ISO week of a day as TIMEX3."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def add_months(day: date, months: int) -> date:
    """The day some months away, cut to the length of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def moved(day: date, count: float, unit: str) -> date | None:
    """The day `count` units away; None where the calendar ends or the unit is unknown."""
    whole = int(count)
    try:
        match unit:
            case "D" | "NI":
                return day + timedelta(days=whole)
            case "W" | "FN" | "WE":
                return day + timedelta(days=round(count * (14 if unit == "FN" else 7)))
            case "M":
                return add_months(day, whole)
            case "Q" | "H":
                return add_months(day, whole * (3 if unit == "Q" else 6))
            case "Y" | "DE" | "CE":
                years = count * {"Y": 1, "DE": 10, "CE": 100}[unit]
                return add_months(day, round(years * 12))
            case "TH" | "TM" | "TS":
                return day + timedelta(days=int(count / {"TH": 24, "TM": 1440, "TS": 86400}[unit]))
            case _:
                return None
    except (ValueError, OverflowError):
        return None


def in_unit(day: date, unit: str) -> str:
    """The unit that holds a day, as a TIMEX3 value."""
    match unit:
        case "W" | "FN":
            return week_value(day)
        case "WE":
            return week_value(day) + "-WE"
        case "M":
            return f"{day.year:04d}-{day.month:02d}"
        case "Q":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "H":
            return f"{day.year:04d}-H{1 if day.month <= 6 else 2}"
        case "Y":
            return f"{day.year:04d}"
        case "DE":
            return f"{day.year // 10:03d}"
        case "CE":
            return f"{day.year // 100:02d}"
        case _:
            return day.isoformat()


def duration(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3D, PT10H, PXY (unknown number), P2Y6M, P1.5W."""
    if unit == "DE" and count is not None:
        count, unit = count * 10, "Y"
    if count is not None and count % 1 == _HALF and (unit in _HALVES):
        return _HALVES[unit].format(int(count)).replace("P0Y", "P").replace("T0H", "T").replace("T0M", "T")
    number = "X" if count is None else f"{count:g}"
    if unit in ("TH", "TM", "TS"):
        return f"PT{number}{unit[1]}"
    if unit == "WE" and count is not None:
        return f"P{count * 2:g}D" if count == 1 else f"P{number}WE"
    if unit == "FN":
        return f"P{'X' if count is None else f'{count * 2:g}'}W"
    return f"P{number}{ {'NI': 'D', 'H': 'H'}.get(unit, unit) }".replace(" ", "")
