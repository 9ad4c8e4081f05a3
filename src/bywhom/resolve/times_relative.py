"""Give relative expressions ("last week", "three days later", "Friday") their TIMEX3 value."""

from dataclasses import replace
from datetime import date, timedelta

from bywhom.model.when import Anchor, TimeExpression
from bywhom.resolve.times_calendar import STEP, Reading, base_day, season_month, with_time
from bywhom.resolve.times_context import Context
from bywhom.resolve.times_values import add_months, days_of, duration, in_unit, moved

_SATURDAY = 6


def read_relative(expression: TimeExpression, context: Context) -> Reading:
    """ "last week", "the following year", "that Friday", "this morning", "last May"."""
    if expression.unit == "D" and expression.relation == "next":
        base, anchor = _story_base(context)
    else:
        base, anchor = base_day(expression, context)
    step = STEP.get(expression.relation, 0)
    if expression.month is not None:
        return _named_period(expression, base, anchor)
    if expression.season:
        return _named_season(expression, base, anchor, step)
    if expression.weekday is not None:
        return _named_weekday(expression, base, anchor)
    if expression.part:
        return _named_part(expression, base, anchor, step)
    if base is None:
        return "DATE", _open_value(expression), "none"
    moved_to = moved(base, step, expression.unit)
    return "DATE", in_unit(moved_to, expression.unit) if moved_to else "XXXX", anchor


def _open_value(expression: TimeExpression) -> str:
    """A relative expression without an anchor: where it looks, or its unit with the number left open."""
    past = {
        "last": "PAST_REF",
        "previous": "PAST_REF",
        "next": "FUTURE_REF",
        "following": "FUTURE_REF",
        "this": "PRESENT_REF",
    }
    unit = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX"}.get(
        expression.unit, "XXXX"
    )
    return past.get(expression.relation, unit)


def _story_base(context: Context) -> tuple[date | None, Anchor]:
    """The story's present, or the report's day when no date was told yet."""
    days = days_of(context.day_reference or context.reference)
    if days is not None:
        return days[0], "narrative"
    if context.narrative:
        return None, "none"
    return context.published, "published" if context.published else "none"


def _named_period(expression: TimeExpression, base: date | None, anchor: Anchor) -> Reading:
    """ "last May", "next October", "that June"."""
    month = expression.month or 1
    if base is None:
        return "DATE", f"XXXX-{month:02d}", "none"
    year = base.year
    if expression.relation == "previous" or (expression.relation == "last" and month >= base.month):
        year -= 1
    elif expression.relation in ("next", "following") and month <= base.month:
        year += 1
    return "DATE", f"{year:04d}-{month:02d}", anchor


def _named_season(expression: TimeExpression, base: date | None, anchor: Anchor, step: int) -> Reading:
    """ "last fall" in November is the year before; "last spring" in November is this year's… and usage agrees."""
    if base is None:
        return "DATE", f"XXXX-{expression.season}", "none"
    month = season_month(expression.season)
    year = base.year
    if step < 0 and month >= base.month - 2:
        year -= 1
    elif step > 0 and month <= base.month:
        year += 1
    elif step == 0 and expression.season == "WI" and base.month <= 3:
        year -= 1
    return "DATE", f"{year:04d}-{expression.season}", anchor


def _named_weekday(expression: TimeExpression, base: date | None, anchor: Anchor) -> Reading:
    """ "last Friday" is before the anchor, "next Friday" after it, "that Friday" the story's next."""
    if base is None or expression.weekday is None:
        return "DATE", f"XXXX-WXX-{expression.weekday}", "none"
    back = (base.isoweekday() - expression.weekday) % 7
    if expression.relation in ("last", "previous"):
        day = base - timedelta(days=back or 7)
    elif expression.relation in ("next", "following", "that"):
        day = base + timedelta(days=(7 - back) % 7 or (7 if expression.relation != "that" else 0))
    else:
        day = base - timedelta(days=base.isoweekday() - expression.weekday)
    return with_time(expression, day.isoformat(), anchor)


def _named_part(expression: TimeExpression, base: date | None, anchor: Anchor, step: int) -> Reading:
    """ "last night" is yesterday's night; "that afternoon", "this morning" the day's own."""
    if base is None:
        return "TIME", f"XXXX-XX-XXT{expression.part}", "none"
    return with_time(expression, (base + timedelta(days=step)).isoformat(), anchor)


def read_weekday(expression: TimeExpression, context: Context) -> Reading:
    """A bare weekday: in news the latest (today included), under a future verb the coming one; in a story the next."""
    if expression.weekday is None:
        return "DATE", "XXXX", "none"
    if context.narrative and context.reference:
        base, anchor = _story_base(context)
        forward = True
    else:
        base, anchor = context.published, "published"
        forward = context.tense == "future" or (expression.bound in ("until", "by") and context.tense != "past")
        forward = forward if context.ahead is None else context.ahead
    if base is None:
        return "DATE", f"XXXX-WXX-{expression.weekday}", "none"
    ahead = (expression.weekday - base.isoweekday()) % 7
    day = base + timedelta(days=ahead if forward else -((7 - ahead) % 7))
    return with_time(expression, day.isoformat(), anchor)


def read_weekday_of(expression: TimeExpression, context: Context) -> Reading:
    """ "Friday last week" is a day; "one Friday last month" stays a Friday of that month."""
    base, anchor = base_day(expression, context)
    shifted = moved(base, STEP.get(expression.relation, 0), expression.unit) if base else None
    if shifted is None or expression.weekday is None:
        return "DATE", f"XXXX-WXX-{expression.weekday}", "none"
    if expression.unit == "W":
        day = shifted - timedelta(days=shifted.isoweekday() - expression.weekday)
        return with_time(expression, day.isoformat(), anchor)
    return "DATE", in_unit(shifted, expression.unit), anchor


def read_edge(expression: TimeExpression, context: Context) -> Reading:
    """ "the end of the month", "year-end", "the quarter", "the summer": the period that the story or report is in."""
    base, anchor = base_day(expression, context)
    if base is None:
        return "DATE", f"XXXX-{expression.season}" if expression.season else _open_value(expression), "none"
    if expression.season:
        return "DATE", f"{base.year:04d}-{expression.season}", anchor
    if (
        expression.unit == "Y"
        and expression.mod == ""
        and "year" in expression.text.lower().split()[:2]  # "the fiscal year" and "the full year" are dates
        and expression.phrase[0] < expression.start
        and not expression.ref
    ):
        return "DURATION", duration(1, "Y"), anchor
    if expression.unit == "Q" and anchor == "published":
        return "DATE", context.quarter or in_unit(add_months(base, -3), "Q"), anchor
    if expression.unit == "WE" and context.tense != "future" and not context.narrative:
        base -= timedelta(days=7 if base.isoweekday() < _SATURDAY else 0)
    return "DATE", in_unit(base, expression.unit or "D"), anchor


def read_deictic(expression: TimeExpression, context: Context) -> Reading:
    """ "yesterday", "today", "tonight", "overnight"."""
    base: date | None
    anchor: Anchor
    if context.narrative and (expression.count != 0 or expression.part):
        base, anchor = _story_base(context)
        if expression.unit == "D" and expression.text.lower() == "overnight":
            return with_time(replace(expression, part="NI"), base.isoformat() if base else "XXXX-XX-XX", anchor)
    elif context.narrative:
        return "DATE", "PRESENT_REF", "none"
    else:
        base, anchor = context.published, "published"
    if base is None:
        ref = {-1.0: "PAST_REF", 0.0: "PRESENT_REF"}.get(expression.count or 0.0, "FUTURE_REF")
        return "DATE", ref, "none"
    return with_time(expression, (base + timedelta(days=int(expression.count or 0))).isoformat(), anchor)


def read_offset(expression: TimeExpression, context: Context) -> Reading:
    """ "three days later", "two years ago", "a year earlier", "the year-earlier quarter"."""
    sign = -1 if expression.relation in ("ago", "earlier") else 1
    quarter = context.quarter
    if quarter and expression.unit in ("Y", "Q") and sign < 0 and expression.count == 1 and not context.narrative:
        return "DATE", f"{int(quarter[:4]) - 1:04d}{quarter[4:]}", "narrative"
    base, anchor = _offset_base(expression, context)
    if base is None:
        return "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "none"
    if expression.count is None:
        return "DATE", _vague(base, expression.unit, sign), anchor
    day = moved(base, sign * expression.count, expression.unit)
    if day is None:
        return "DATE", "XXXX", "none"
    unit = {"DE": "Y", "CE": "Y", "TH": "D", "TM": "D", "TS": "D", "NI": "D"}.get(expression.unit, expression.unit)
    return "DATE", in_unit(day, unit), anchor


def _offset_base(expression: TimeExpression, context: Context) -> tuple[date | None, Anchor]:
    """ "ago" counts from the report; "later" from the story, by its latest day when days are counted."""
    if expression.relation == "ago" and not context.narrative:
        return context.published, "published" if context.published else "none"
    days = days_of(context.reference)
    if days is not None:
        return days[0], "narrative"
    return _story_base(context)


def _vague(base: date, unit: str, sign: int) -> str:
    """ "a few weeks later": the year (or month) stays known, the number does not."""
    match unit:
        case "TH" | "TM" | "TS":
            return base.isoformat()
        case "D" | "NI":
            return f"{base.year:04d}-{base.month:02d}-XX"
        case "W":
            return f"{base.year:04d}-WXX"
        case "M":
            return f"{base.year:04d}-XX"
        case _:
            return "PAST_REF" if sign < 0 else "FUTURE_REF"


def read_moment(expression: TimeExpression, context: Context) -> Reading:
    """ "at that time", "the same time": the date told last; "the latest period", "the 1988 quarter": the quarter."""
    if expression.year is not None:
        return "DATE", f"{expression.year:04d}{context.quarter[4:]}", "narrative" if context.quarter else "none"
    if expression.relation == "last" and context.quarter:
        return "DATE", context.quarter, "narrative"
    if context.reference:
        return "DATE", context.reference[:10], "narrative"
    return "DATE", "PRESENT_REF", "none"


def read_week_in_month(expression: TimeExpression, context: Context) -> Reading:
    """ "the last week of August 1918" lasts a week (TIMEX3); its days are in the EDTF."""
    _ = context
    return "DURATION" if expression.relation == "last" else "DATE", duration(1, expression.unit), "none"
