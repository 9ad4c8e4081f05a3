"""Dates as people give them: a day, or anything EDTF that Bywhom shows."""

from datetime import UTC, date, datetime, time
from typing import TypedDict

from bywhom.errors import BadDate
from bywhom.model.when import Interval

_HINT = "write it like 2015-10-06, 2015-10 or 2015"


def interval(value: str | date) -> Interval:
    """The days that ``value`` allows. Raises BadDate for what is no date."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return Interval(earliest=value, latest=value, precise=True)
    try:
        return Interval.from_edtf(value)
    except ValueError as error:
        raise BadDate("there is no such date", value=value, hint=_HINT) from error


def day(value: str | date) -> date:
    """One day. Raises BadDate for a month or a year, and for what is no date."""
    found = interval(value)
    if found.earliest is None or found.earliest != found.latest:
        raise BadDate("one day is needed", value=value, hint="write it like 2015-10-06")
    return found.earliest


def first_day(value: str | date | None) -> date | None:
    """The first day that ``value`` allows; None for None."""
    return None if value is None else interval(value).earliest


def last_day(value: str | date | None) -> date | None:
    """The last day that ``value`` allows; None for None."""
    return None if value is None else interval(value).latest


class Period(TypedDict):
    """The first and the last day asked for; None: no bound."""

    since: date | None
    until: date | None


def period(since: str | date | None, until: str | date | None) -> Period:
    """``since`` and ``until`` as the first and the last day asked for. Raises BadDate for a period that ends first."""
    first, last = first_day(since), last_day(until)
    if first is not None and last is not None and last < first:
        raise BadDate(
            "the period ends before it begins", value=f"{since} to {until}", hint="give the earlier day first"
        )
    return Period(since=first, until=last)


def published(value: object) -> date | None:
    """The day by which a text was out: of a month or a year, known no closer, the last; None for nothing.

    A time after the day ("2015-10-06T09:00Z") is set aside. Raises BadDate.
    """
    if value in (None, ""):
        return None
    return last_day(str(value)[:10])


def moment(value: str | date | datetime | None) -> datetime | None:
    """A moment of the recording clock; a day means the end of it, in UTC. Raises BadDate."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, str) and "T" in value:
        try:
            found = datetime.fromisoformat(value)
        except ValueError as error:
            raise BadDate("there is no such time", value=value, hint="write it like 2015-10-06T12:00") from error
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    last = interval(value).latest
    if last is None:
        raise BadDate("one day is needed", value=value, hint="write it like 2015-10-06")
    return datetime.combine(last, time.max, tzinfo=UTC)
