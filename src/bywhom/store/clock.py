"""The recording clock: times as whole microseconds since 1970 in UTC, days as ordinals, so that both compare alike."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from bywhom.model.when import Interval

EARLIEST_DAY = 0  # stands for an open beginning
LATEST_DAY = 4_000_000  # stands for an open end; date.max is 3,652,059
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> int:
    """This moment."""
    return micros(datetime.now(UTC))


def micros(at: datetime) -> int:
    """Microseconds since 1970; a time without a zone is taken as UTC."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return (aware - _EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    """The time that ``micros`` gave ``value`` for."""
    return _EPOCH + timedelta(microseconds=value)


def day(value: date | None) -> int | None:
    """The ordinal of a day."""
    return None if value is None else value.toordinal()


def undo_day(value: int | None) -> date | None:
    """The day of an ordinal."""
    return None if value is None else date.fromordinal(value)


@lru_cache(maxsize=8192)
def interval(edtf: str) -> Interval | None:
    """The interval of an EDTF value; None for "" and for what is no date."""
    try:
        found = Interval.from_edtf(edtf) if edtf else None
    except ValueError:
        return None
    return None if found is None or (found.earliest is None and found.latest is None) else found


def bounds(edtf: str) -> tuple[int, int] | None:
    """First and last ordinal that ``edtf`` allows, open ends as EARLIEST_DAY and LATEST_DAY; None undated."""
    found = interval(edtf)
    if found is None:
        return None
    first = EARLIEST_DAY if found.earliest is None else found.earliest.toordinal()
    last = LATEST_DAY if found.latest is None else found.latest.toordinal()
    return first, last


def span_class(first: int, last: int) -> int:
    """How many binary digits the length of a range has: ranges of class k are shorter than 2**k days.

    A search for ranges that meet a day then looks back at most 2**k days in each class, by index.
    """
    return (last - first).bit_length()


SPAN_CLASSES = (LATEST_DAY - EARLIEST_DAY).bit_length() + 1
