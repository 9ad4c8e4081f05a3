"""Read each form of time expression: the table FORMS names the function that gives its TIMEX3 value."""

from collections.abc import Callable

from bywhom.model.when import Anchor, TimeExpression
from bywhom.resolve.times_calendar import Reading, read_calendar, read_holiday, read_quarter
from bywhom.resolve.times_context import Context
from bywhom.resolve.times_relative import (
    read_deictic,
    read_edge,
    read_moment,
    read_offset,
    read_relative,
    read_week_in_month,
    read_weekday,
    read_weekday_of,
)
from bywhom.resolve.times_values import duration, granularity


def read_form(expression: TimeExpression, context: Context) -> Reading:
    """Type, value and anchor of one expression in its context."""
    return FORMS[expression.form](expression, context)


def _window(expression: TimeExpression, _context: Context) -> Reading:
    """ "the past two months" lasts; "recent months" and "coming weeks" only look back and ahead."""
    if expression.relation == "" and expression.unit in ("Y", "DE"):
        return "DATE", "PAST_REF", "none"
    said = expression.text.lower().split()
    if expression.count is None and len(said) == len(["coming", "weeks"]) and said[0] in _OPEN_WINDOWS:
        return "DATE", _OPEN_WINDOWS[said[0]], "none"
    return "DURATION", duration(expression.count, expression.unit), "published"


_OPEN_WINDOWS = {"coming": "FUTURE_REF", "upcoming": "FUTURE_REF", "past": "PAST_REF", "these": "PRESENT_REF"}


def _duration(expression: TimeExpression, _context: Context) -> Reading:
    return "DURATION", duration(expression.count, expression.unit), "none"


def _set(expression: TimeExpression, _context: Context) -> Reading:
    if expression.ref:
        return "SET", expression.ref, "none"
    if expression.weekday is not None:
        return "SET", f"XXXX-WXX-{expression.weekday}", "none"
    if expression.part:
        return "SET", f"XXXX-XX-XXT{expression.part}", "none"
    if expression.month is not None:
        return "SET", f"XXXX-{expression.month:02d}", "none"
    return "SET", duration(expression.count, expression.unit), "none"


def _clock(expression: TimeExpression, context: Context) -> Reading:
    """A time of day alone belongs to the day that the story is in."""
    day, anchor = _told_day(context)
    return "TIME", f"{day}T{expression.clock}", anchor


def _part(expression: TimeExpression, context: Context) -> Reading:
    """ "in the evening", "dawn": of the day that the story is in."""
    day, anchor = _told_day(context)
    part = expression.part
    return "TIME", f"{day}T{part}", anchor


def _told_day(context: Context) -> tuple[str, Anchor]:
    if granularity(context.reference) == "D" and (context.narrative or context.same_sentence):
        return context.reference[:10], "narrative"
    if not context.narrative and context.published:
        return (context.day_reference[:10] or context.published.isoformat()), "published"
    return "XXXX-XX-XX", "none"


def _ref(expression: TimeExpression, _context: Context) -> Reading:
    words = {"recent": "PAST_REF", "current": "PRESENT_REF", "past": "PAST_REF", "present": "PRESENT_REF"}
    return "DATE", expression.ref or words.get(expression.text.lower().split()[-1], "PRESENT_REF"), "none"


FORMS: dict[str, Callable[[TimeExpression, Context], Reading]] = {
    "calendar": read_calendar,
    "quarter": read_quarter,
    "holiday": read_holiday,
    "relative": read_relative,
    "weekday": read_weekday,
    "weekofunit": read_weekday_of,
    "edge": read_edge,
    "deictic": read_deictic,
    "offset": read_offset,
    "window": _window,
    "duration": _duration,
    "set": _set,
    "moment": read_moment,
    "weekinmonth": read_week_in_month,
    "clock": _clock,
    "part": _part,
    "ref": _ref,
}
