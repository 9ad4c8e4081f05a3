"""Say a resolved time expression in EDTF, as the codebook codes the `when` of a claim."""

from datetime import date, timedelta

from bywhom.model.when import Interval, TimeExpression, month_end
from bywhom.resolve.times_context import Context
from bywhom.resolve.times_values import days_of, granularity, in_unit, moved

_FUZZY = frozenset({"APPROX", "LESS_THAN", "MORE_THAN"})
_OPEN = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF", "XXXX"})


def own_edtf(expression: TimeExpression, value: str, context: Context) -> str:
    """The EDTF of an expression without its preposition; "" when the words give no date."""
    if expression.form == "window":
        return _window(expression, context)
    if expression.form == "weekinmonth":
        return _week_in_month(expression, context)
    if value in _OPEN or value.startswith("P") or "XX" in value:
        return ""
    if value.startswith("BC"):
        return (
            f"-{int(value[2:6]) - 1:04d}{value[6:]}"
            if value[6:8] in ("", "-0", "-1")
            else f"-{int(value[2:6]) - 1:04d}"
        )
    days = days_of(value)
    if days is None:
        return ""
    grain = granularity(value)
    if expression.text.lower() == "overnight":
        return night_range(days[0])
    if expression.form == "relative" and expression.unit == "W" and expression.relation == "last" and context.published:
        return _last_week(context.published)
    if expression.mod in ("START", "MID", "END") and grain == "Y":
        return _part_of_year(expression, value)
    if expression.mod == "MID" and grain == "M":
        return f"{value}-15~"
    if (
        expression.form == "offset"
        and expression.mod == "LESS_THAN"
        and expression.unit == "Y"
        and expression.count == 1
    ):
        return _almost_a_year(expression, context) or f"{value}~"
    plain = _plain(value, days, grain)
    if expression.mod in _FUZZY or (
        expression.form == "offset" and expression.unit in ("W", "Y", "DE") and grain == "D"
    ):
        plain += "~"
    return plain


def _almost_a_year(expression: TimeExpression, context: Context) -> str:
    """ "almost a year ago" is about eleven months back."""
    if context.published is None or expression.relation != "ago" or context.narrative:
        return ""
    day = moved(context.published, -11, "M")
    return "" if day is None else f"{in_unit(day, 'M')}~"


def _plain(value: str, days: tuple[date, date], grain: str) -> str:
    if grain == "D":
        return days[0].isoformat()
    if grain in ("M", "Y"):
        return value
    if grain in ("DE", "CE"):
        return value + "X" * (4 - len(value))
    if grain in ("S", "Q", "H"):
        return f"{days[0].isoformat()[:7]}/{days[1].isoformat()[:7]}"
    return f"{days[0].isoformat()}/{days[1].isoformat()}"


def _part_of_year(expression: TimeExpression, value: str) -> str:
    """ "late 2017" is its last quarter; "the end of 2015" and "the beginning of 2015" are near one month."""
    words = set(expression.text.lower().replace("-", " ").split())
    if expression.mod == "END":
        return f"{value}-12~" if words & {"end", "close"} else f"{value}-10/{value}-12"
    if expression.mod == "START":
        return f"{value}-01~" if words & {"beginning", "start", "outset"} else f"{value}~"
    return f"{value}-06~"


def _last_week(published: date) -> str:
    """The seven days before the report: what writers mean on any day, Sunday weeks or Monday weeks alike."""
    return f"{(published - timedelta(days=7)).isoformat()}/{(published - timedelta(days=1)).isoformat()}"


def _week_in_month(expression: TimeExpression, context: Context) -> str:
    """ "the last week of August", "the second week of May 2014": seven days of that month."""
    year = expression.year or context.year or (context.published.year if context.published else None)
    if year is None or expression.month is None or expression.unit != "W":
        return ""
    if expression.relation == "last":
        last = month_end(year, expression.month)
        first = last - timedelta(days=6)
    else:
        first = date(year, expression.month, 1 + 7 * (min(4, max(1, int(expression.count or 1))) - 1))
        last = first + timedelta(days=6)
    return f"{first.isoformat()}/{last.isoformat()}"


def _window(expression: TimeExpression, context: Context) -> str:
    """ "the past four days" reach from four days before the report to the report."""
    now = context.published
    if now is None or expression.unit in ("TH", "TM", "TS") or context.narrative:
        return ""
    if expression.relation == "" or (expression.count is None and expression.unit not in ("W", "D")):
        return ""
    if expression.count is None:
        return ""
    ahead = expression.relation == "next"
    other = moved(now, expression.count if ahead else -expression.count, expression.unit)
    if other is None:
        return ""
    first, last = (now, other) if ahead else (other, now)
    unit = {"Y": "M", "M": "M", "DE": "Y"}.get(expression.unit, "D")
    return f"{in_unit(first, unit)}/{in_unit(last, unit)}"


def bounded(edtf: str, bound: str, context: Context) -> str:
    """The EDTF of a phrase from that of its date and its preposition.

    "since X" runs on, to the report's day when X is a day or month of the report's own time; "until X" runs up to X.
    "by X" and "after X" date the thing at X, as coders do: it was so by then.
    """
    if not edtf or bound in ("", "by", "between"):
        return edtf
    first, _, last = edtf.partition("/")
    if bound == "since":
        return f"{first}/{_until_now(first, context)}"
    if bound == "from":
        return f"{first}/.."
    if bound == "until":
        now = context.published
        if now is not None and not context.narrative and first[:4].isdigit() and first > now.isoformat():
            return f"{now.isoformat()}/{last or first}"
        return f"../{last or first}"
    if bound == "before":
        return f"../{first}"
    return edtf if last else f"{first}/.."


def _until_now(first: str, context: Context) -> str:
    now = context.published
    if now is None or context.narrative or len(first.rstrip("~")) < 7:
        return ".."
    return now.isoformat()[: max(7, len(first.rstrip("~")))]


def range_edtf(one: str, two: str) -> str:
    """The EDTF from the beginning of one date to the end of another; "" when they do not make a range."""
    if not one or not two:
        return ""
    first, last = one.split("/", maxsplit=1)[0], two.rsplit("/", maxsplit=1)[-1]
    try:
        Interval.from_edtf(f"{first}/{last}")
    except ValueError:
        return ""
    return f"{first}/{last}"


def interval_of(edtf: str) -> Interval | None:
    """The days behind an EDTF; None where it names none (BC years, open values)."""
    if not edtf or edtf.startswith("-"):
        return None
    try:
        return Interval.from_edtf(edtf)
    except ValueError:
        return None


def night_range(day: date) -> str:
    """A night runs into the next day."""
    return f"{day.isoformat()}/{(day + timedelta(days=1)).isoformat()}"
