"""Rows of coded event files (UCDP GED, ACLED) as values that findings can be compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bywhom.model.when import Interval

# field → the names of its column in the files, UCDP GED first, ACLED after it
_COLUMNS = {
    "id": ("id", "event_id_cnty", "data_id"), "start": ("date_start", "event_date"), "end": ("date_end", "event_date"),
    "side_a": ("side_a", "actor1"), "side_b": ("side_b", "actor2"), "place": ("where_coordinates", "location"),
    "area": ("adm_1", "admin1"), "lat": ("latitude",), "lon": ("longitude",), "best": ("best", "fatalities"),
    "low": ("low", "fatalities"), "high": ("high", "fatalities"), "precision": ("date_prec", "time_precision"),
    "kind": ("type_of_violence", "sub_event_type", "event_type"), "where_precision": ("where_prec", "geo_precision"),
}  # fmt: skip
DATE_COLUMNS = _COLUMNS["start"]
_DATES = ("%Y-%m-%d", "%d %B %Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%d-%b-%Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """One row: when, where, who against whom, how many dead. ``raw`` is the row as it stood."""

    id: str
    when: Interval
    sides: tuple[str, ...]
    place: str
    area: str
    lat: float | None
    lon: float | None
    low: float | None
    best: float | None
    high: float | None
    exact_place: bool
    kind: str
    raw: Mapping[str, str]


def read_row(row: Mapping[str, object]) -> CodedEvent | None:
    """The event of a row; None when it has no date (a header of tags, an empty line)."""
    raw = {str(k).strip().casefold(): "" if v is None else str(v).strip() for k, v in row.items()}

    def of(field: str) -> str:
        return next((raw[c] for c in _COLUMNS[field] if raw.get(c)), "")

    start, end = _day(of("start")), _day(of("end"))
    if start is None:
        return None
    last = end if end is not None and end >= start else start
    return CodedEvent(
        id=of("id"), when=Interval(earliest=start, latest=last, precise=start == last),
        sides=tuple(s for s in (of("side_a"), of("side_b")) if s), place=of("place"), area=of("area"),
        lat=_number(of("lat")), lon=_number(of("lon")), low=_number(of("low")), best=_number(of("best")),
        high=_number(of("high")), exact_place=of("where_precision") in ("", "1", "2"), kind=of("kind"),
        raw={str(k): "" if v is None else str(v) for k, v in row.items()},
    )  # fmt: skip


def _day(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
