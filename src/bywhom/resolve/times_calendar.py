"""Give calendar dates their TIMEX3 value: find the year that the words leave out, hang times of day on days."""

import re
from datetime import date, timedelta

from bywhom.model.when import Anchor, TimeExpression, TimeType
from bywhom.resolve.times_context import Context
from bywhom.resolve.times_values import days_of, granularity, month_of

Reading = tuple[TimeType, str, Anchor]
STEP = {"last": -1, "previous": -1, "next": 1, "following": 1, "this": 0, "that": 0, "same": 0, "": 0}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/")
_YEAR_TURNS = 9  # months that a story must fall back for a new year to be the likelier reading
_MONTH_DAYS = 32
# What a day of distance costs behind and ahead of the report, by the tense of the nearest verb.
_COSTS = {"past": (1.0, 5.0), "future": (3.0, 1.0), "": (1.0, 2.5)}
_BARE_MONTH = 2.0  # a month alone is likelier behind: what is near and ahead gets a day
_OTHER_SIDE = 10_000.0  # days: a date known to lie ahead is not behind
_STORY = frozenset({"previous", "following", "that", "same"})


def with_time(expression: TimeExpression, value: str, anchor: Anchor) -> Reading:
    """Hang the clock time or part of the day on a day."""
    clock = expression.clock
    part = expression.part
    if not clock and part[:1].isdigit():
        clock = part
    if granularity(value) != "D":
        return "DATE", value, anchor
    if clock:
        return "TIME", f"{value}T{clock}", anchor
    if part:
        return "TIME", f"{value}T{part}", anchor
    return "DATE", value, anchor


def base_day(expression: TimeExpression, context: Context) -> tuple[date | None, Anchor]:
    """The day that a relative expression counts from."""
    story = context.narrative or expression.relation in _STORY
    if story and context.reference:
        days = days_of(context.reference)
        if days is not None:
            return days[0], "narrative"
    if context.published is not None and not (context.narrative and expression.relation in _STORY):
        return context.published, "published"
    return None, "none"


def read_calendar(expression: TimeExpression, context: Context) -> Reading:
    """Dates by the calendar: "Oct. 6", "3 May 2014", "spring of 480 BC", "the 1990s", "2015-10-06", "on the 5th"."""
    if _ISO.match(expression.text):
        return _iso(expression)
    if _SLASHED.match(expression.text):
        return _slashed(expression)
    if expression.unit == "DE":
        return _decade(expression, context)
    year, anchor = _year(expression, context)
    text = year_text(year)
    if expression.season:
        return "DATE", f"{text}-{expression.season}", anchor
    if expression.month is None and expression.day is None:
        return "DATE", text, anchor
    month = expression.month or month_of(context.reference)
    month_text = "XX" if month is None else f"{month:02d}"
    if expression.day is None:
        return "DATE", f"{text}-{month_text}", anchor
    return with_time(expression, f"{text}-{month_text}-{expression.day:02d}", anchor)


def year_text(year: int | None) -> str:
    """A year as TIMEX3 writes it: four digits, "BC0480", or "XXXX" when unknown."""
    if year is None:
        return "XXXX"
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def _iso(expression: TimeExpression) -> Reading:
    kind: TimeType = "TIME" if "T" in expression.text else "DATE"
    return kind, expression.text, "none"


def _slashed(expression: TimeExpression) -> Reading:
    """Month first, as American wires write it, unless the first number can only be a day."""
    one, two, year = (int(x) for x in expression.text.split("/"))
    if year < 100:
        year += 1900 if year >= 50 else 2000
    month, day = (two, one) if one > 12 else (one, two)
    return "DATE", f"{year:04d}-{month:02d}-{day:02d}", "none"


def _decade(expression: TimeExpression, context: Context) -> Reading:
    """ "the 1990s" → 199; "the '90s" in the story's century, or the latest that the report can look back on."""
    year = expression.year or 0
    if year >= 1000:
        return "DATE", f"{year // 10}", "none"
    if context.narrative and context.year is not None:
        return "DATE", f"{context.year // 100}{year // 10}", "narrative"
    if context.published is None:
        return "DATE", f"XX{year // 10}", "none"
    century = context.published.year // 100
    return "DATE", f"{century - (year >= context.published.year % 100 + 5)}{year // 10}", "published"


def _year(expression: TimeExpression, context: Context) -> tuple[int | None, Anchor]:
    """The year of a calendar date: written, counted ("last year"), or the one that the context makes likeliest."""
    if expression.year is not None:
        return (-expression.year if expression.era == "BC" else expression.year), "none"
    if expression.unit == "Y" and expression.relation:
        base, anchor = base_day(expression, context)
        return (None if base is None else base.year + STEP.get(expression.relation, 0)), anchor
    if context.chosen is not None:
        return context.chosen, "narrative"
    if context.narrative and context.year is not None:
        return _story_year(expression, context, context.year), "narrative"
    if context.opening is not None:
        year, first = context.opening
        turned = first is not None and expression.month is not None and expression.month - first >= _YEAR_TURNS
        return year - turned, "narrative"
    if context.published is None:
        return None, "none"
    return _news_year(expression, context, context.published), "published"


def _story_year(expression: TimeExpression, context: Context, known: int) -> int:
    """The story's year; it turns when the story's month is late and the new one early."""
    month, told = expression.month, context.month
    if month is not None and told is None and context.opening is not None:
        year, first = context.opening
        if year == known and first is not None and month - first >= _YEAR_TURNS:
            return known - 1  # December, told before the January that the story dates first
    if month is not None and told is not None and told - month >= _YEAR_TURNS:
        return known + 1
    return known


def _news_year(expression: TimeExpression, context: Context, published: date) -> int:
    """The year that puts the date nearest to the report, the past weighed against the future by the verb's tense."""
    best, cost = published.year, float("inf")
    for year in (published.year, published.year - 1, published.year + 1):
        month = expression.month or season_month(expression.season)
        day = _date(year, month, expression.day or 1)
        if day is None:
            continue
        if expression.weekday is not None and expression.day is not None and day.isoweekday() == expression.weekday:
            return year
        ahead = (day - published).days
        if expression.day is None and 0 > ahead > -_MONTH_DAYS and month == published.month:
            ahead = 0
        past, future = _COSTS[_outlook(expression, context)]
        if expression.day is None and context.tense == "":
            future *= _BARE_MONTH
        here = ahead * future if ahead > 0 else -ahead * past
        if context.ahead is not None and context.ahead != (ahead > 0):
            here += _OTHER_SIDE
        if here < cost:
            best, cost = year, here
    return best


def _outlook(expression: TimeExpression, context: Context) -> str:
    """The tense near a date; "by May" and "until May" without a verb that tells look ahead."""
    if context.tense == "" and expression.bound in ("until", "by"):
        return "future"
    return context.tense


def season_month(season: str) -> int:
    """The month in which a season begins; January for none."""
    return {"SP": 3, "SU": 6, "FA": 9, "WI": 12}.get(season, 1)


def _date(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 1, day)
    except ValueError:
        return None


def read_quarter(expression: TimeExpression, context: Context) -> Reading:
    """ "the third quarter of 1989", "the 19th century", "the second half"."""
    count = int(expression.count or 0)
    if expression.unit == "CE":
        return "DATE", f"{count - 1:02d}", "none"
    if "half" in expression.text.lower():
        year, anchor = _year(expression, context)
        return "DATE", f"{year_text(year)}-H{1 if count == 1 else 2}", anchor
    if expression.unit == "Q" and 1 <= count <= 4:
        return _quarter_of_year(expression, context, count)
    if expression.unit in ("D", "W", "M", "Y"):
        return "DATE", _ordinal_unit(expression), "narrative"
    return "DATE", "XXXX", "none"


def _ordinal_unit(expression: TimeExpression) -> str:
    """ "the third day": counted from nothing known; left open in its unit."""
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(expression.unit, "XXXX")


def _quarter_of_year(expression: TimeExpression, context: Context, count: int) -> Reading:
    if expression.year is not None:
        return "DATE", f"{expression.year:04d}-Q{count}", "none"
    base, anchor = base_day(expression, context)
    if base is None:
        return "DATE", f"XXXX-Q{count}", "none"
    if expression.relation == "earlier":
        return "DATE", f"{base.year - 1:04d}-Q{count}", anchor
    year = base.year + STEP.get(expression.relation, 0)
    if not expression.relation and date(year, count * 3 - 2, 1) > base and context.tense != "future":
        year -= 1
    return "DATE", f"{year:04d}-Q{count}", anchor


def read_holiday(expression: TimeExpression, context: Context) -> Reading:
    """A feast or its eve, in the year that the context gives; in news the nearest, by the verb's tense."""
    near = expression.year is None and not context.narrative and context.chosen is None
    if near and context.published is not None:
        now = context.published
        past, future = _COSTS[_outlook(expression, context)]
        past, future = {"last": (past, _OTHER_SIDE), "next": (_OTHER_SIDE, future)}.get(
            expression.relation, (past, future)
        )
        days = [feast(expression.ref, now.year + step) for step in (0, -1, 1)]
        day = min(days, key=lambda d: (d - now).days * future if d > now else (now - d).days * past)
        anchor: Anchor = "published"
    else:
        year, anchor = _year(expression, context)
        if year is None or year < 1:
            return "DATE", "XXXX", anchor
        day = feast(expression.ref, year)
    if "eve" in expression.text.lower().split():
        day -= timedelta(days=1)
    return "DATE", day.isoformat(), anchor


def feast(rule: str, year: int) -> date:
    """The day of a feast: "12-25"; "11-4-4" for the fourth Thursday of November; "easter" (the Western one)."""
    if rule == "easter":
        return _easter(year)
    month, day, *which = (int(x) for x in rule.split("-"))
    if not which:
        return date(year, month, day)
    first = date(year, month, 1)
    return first + timedelta(days=(day - first.isoweekday()) % 7 + 7 * (which[0] - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * shift + 114, 31)
    return date(year, month, day + 1)
