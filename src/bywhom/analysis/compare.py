"""Our findings beside a coded file of events (UCDP GED, ACLED): matched with differences, lacking, and extra."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bywhom.analysis.amounts import spread
from bywhom.analysis.coded_rows import DATE_COLUMNS, CodedEvent, read_row
from bywhom.analysis.common import A_ROW, BESIDE, MANY, OTHERS, is_event, label_of, listed
from bywhom.analysis.facts import AGENT_ROLES, PATIENT_ROLES, bounds
from bywhom.analysis.findings import finding_of, grouped, in_order
from bywhom.analysis.names import core, kin
from bywhom.analysis.wording import counted
from bywhom.errors import UnknownFormat
from bywhom.model.account import ClaimQuery, Party, Told
from bywhom.model.answer import Comparison, Pairing
from bywhom.model.finding import Finding
from bywhom.model.where import distance_km, lies_within
from bywhom.ports import ReadView

_VIOLENCE = frozenset({"clash", "air_strike", "explosion", "shelling", "attack", "killing", "injury"})
_ENOUGH = 4.0
_NAMED = 12  # columns named when none of them is known
_DAYS = 3  # how far apart the dates of a pair may lie
_NEAR_KM, _LOOSE_KM = 30.0, 100.0  # of a row whose place is exact, and of one whose place is not


def compare(view: ReadView, rows: Iterable[Mapping[str, object]], *, known: datetime | None = None) -> Comparison:
    """Pairs every row with at most one finding of violence and every finding with at most one row, best pairs first.

    ``rows`` are the dicts of a CSV file with UCDP GED's or ACLED's columns. Rows outside the days told of are left out
    of ``lacking`` and counted in a warning. Raises ``UnknownFormat`` where no row has a date that can be read.
    """
    rows = list(rows)
    events = [e for e in map(read_row, rows) if e is not None]
    if not events:
        raise _no_events(rows)
    decided = view.judgements(kinds=("joined", "apart"), known=known)
    told = grouped(_claims(view, events, known), decided)
    found = [f for f in in_order(finding_of(claims, None, why) for claims, why in told) if _comparable(f)]
    pairs = _best_pairs(events, found)
    matched = tuple(_pairing(events[e], found[f], score) for e, f, score in sorted(pairs, key=lambda p: -p[2]))
    paired_rows, paired_found = {e for e, _, _ in pairs}, {f for _, f, _ in pairs}
    span = _span(found)
    inside = [i for i, e in enumerate(events) if i not in paired_rows and _within(e, span)]
    left_out = len(events) - len(paired_rows) - len(inside)
    extra = [f for i, f in enumerate(found) if i not in paired_found]
    warnings = [f"{left_out} rows lie outside the days that the findings tell of"] if left_out else []
    return Comparison(
        matched=matched, lacking=tuple(events[i].raw for i in inside), extra=tuple(f.id for f in extra),
        extra_sentences=tuple(f.sentence for f in extra), warnings=tuple(warnings),
    )  # fmt: skip


def _no_events(rows: Sequence[Mapping[str, object]]) -> UnknownFormat:
    """What is wrong with a file of which no row can be compared: no rows, no date column, or dates of another form."""
    if not rows:
        return UnknownFormat("the file holds no rows", hint="give a CSV file of UCDP GED or ACLED with its header")
    named = [str(k) for k in rows[0] if k is not None]
    held = [name for name in named if name.strip().casefold() in DATE_COLUMNS]
    if not held:
        return UnknownFormat(
            "the file has no column of dates, so nothing was compared", value=listed(named[:_NAMED]),
            choices=DATE_COLUMNS, hint="the columns are those of UCDP GED or ACLED, separated by commas",
        )  # fmt: skip
    return UnknownFormat(
        f"no date of the column {held[0]} can be read, so nothing was compared", value=rows[0][held[0]],
        hint="write days as 2016-05-23, 23 May 2016 or 23/05/2016",
    )  # fmt: skip


def _claims(view: ReadView, events: Sequence[CodedEvent], known: datetime | None) -> list[Told]:
    """Every claim of violence; of a large casefile those of the file's days, first those told near one of its rows."""
    query = ClaimQuery(types=_VIOLENCE, known=known)
    if not events or view.size() <= MANY:
        return list(view.claims(query))
    first = min((d for e in events if (d := e.when.earliest) is not None), default=None)
    last = max((d for e in events if (d := e.when.latest) is not None), default=None)
    query = replace(query, since=_shifted(first, -_DAYS), until=_shifted(last, _DAYS))
    spots = {(e.lat, e.lon, _reach(e)) for e in events if e.lat is not None and e.lon is not None}
    near = view.places_near(sorted(spots))
    most = min(BESIDE, A_ROW * len(events))
    told = {c.id: c for c in view.claims(replace(query, places=near, limit=most))} if near else {}
    told |= {c.id: c for c in view.claims(replace(query, limit=OTHERS))}
    return list(told.values())


def _reach(e: CodedEvent) -> float:
    return _NEAR_KM if e.exact_place else _LOOSE_KM


def _shifted(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)


def _comparable(f: Finding) -> bool:
    affirmed = f.labels.get("polarity", "affirmed") == "affirmed" and f.labels.get("modality", "actual") == "actual"
    dated = f.when is not None and f.when.earliest is not None and f.when.latest is not None
    return affirmed and dated and is_event(f.type)


def _span(found: Sequence[Finding]) -> tuple[date, date] | None:
    firsts = [f.when.earliest for f in found if f.when and f.when.earliest]
    lasts = [f.when.latest for f in found if f.when and f.when.latest]
    return (min(firsts), max(lasts)) if firsts and lasts else None


def _within(e: CodedEvent, span: tuple[date, date] | None) -> bool:
    assert e.when.earliest is not None and e.when.latest is not None
    return span is not None and e.when.latest >= span[0] and e.when.earliest <= span[1]


def _best_pairs(events: Sequence[CodedEvent], found: Sequence[Finding]) -> list[tuple[int, int, float]]:
    """One-to-one pairs by falling score; candidates share a day (with slack) by index."""
    by_day: dict[int, list[int]] = {}
    for i, f in enumerate(found):
        assert f.when is not None and f.when.earliest is not None and f.when.latest is not None
        if (f.when.latest - f.when.earliest).days > 31:
            continue
        for day in range(f.when.earliest.toordinal() - _DAYS, f.when.latest.toordinal() + _DAYS + 1):
            by_day.setdefault(day, []).append(i)
    scored: list[tuple[float, int, int]] = []
    for e, event in enumerate(events):
        assert event.when.earliest is not None and event.when.latest is not None
        days = range(
            event.when.earliest.toordinal(),
            min(event.when.latest.toordinal(), event.when.earliest.toordinal() + 31) + 1,
        )
        for i in sorted({i for d in days for i in by_day.get(d, ())}):
            score = _score(event, found[i])
            if score >= _ENOUGH:
                scored.append((score, e, i))
    scored.sort(key=lambda s: (-s[0], s[1], s[2]))
    rows_used, found_used, out = set[int](), set[int](), list[tuple[int, int, float]]()
    for score, e, i in scored:
        if e not in rows_used and i not in found_used:
            rows_used.add(e)
            found_used.add(i)
            out.append((e, i, score))
    return out


def _score(e: CodedEvent, f: Finding) -> float:
    """Date up to 2, place up to 3, sides 1 each, deaths 1; places far apart rule a pair out."""
    where = _where(e, f)
    if where is None:
        return 0.0
    assert f.when is not None
    date_score = 2.0 if f.when.overlaps(e.when) else 1.0
    return date_score + where + _sides(e, f) + _deaths(e, f)


def _spots(f: Finding) -> list[Party]:
    return [p for r in ("place", "destination", "target") for p in f.roles.get(r, ())]


def _where(e: CodedEvent, f: Finding) -> float | None:
    """Points for the place; None when the two lie too far apart."""
    best, apart = 0.0, False
    for p in _spots(f):
        if p.place is not None and e.lat is not None and e.lon is not None:
            reach = max(_reach(e), p.place.radius_km)
            here, there = (p.place.lat, p.place.lon), (e.lat, e.lon)
            if lies_within(reach, here, there):
                km = distance_km(here, there)
                best = max(best, 3.0 if km <= 10 else 2.0 if km <= _NEAR_KM else 1.0)
            else:
                apart = True
        if core(label_of(p)) and set(core(label_of(p))) <= {*core(e.place), *core(e.area)}:
            best = max(best, 2.5)
    return None if apart and best == 0 else best


def _sides(e: CodedEvent, f: Finding) -> float:
    names = [label_of(p) for r in (*AGENT_ROLES, *PATIENT_ROLES) for p in f.roles.get(r, ())]
    return sum(1.0 for side in e.sides if any(same_side(side, n) for n in names))


def same_side(coded: str, told: str) -> bool:
    """True when a coded side ("Government of X", "IS") and a told name stand for one side."""
    if kin(coded, told):
        return True
    a, b = set(core(coded)), set(core(told))
    return bool(a and b) and (a <= b or b <= a)


def _deaths(e: CodedEvent, f: Finding) -> float:
    ranges = [r for p in f.roles.get("killed", ()) if (r := bounds(p)) is not None]
    if not ranges or e.best is None:
        return 0.0
    low, high = e.low if e.low is not None else e.best, e.high if e.high is not None else e.best
    return 1.0 if any(a <= high and low <= b for a, b in ranges) else -0.5


def _pairing(e: CodedEvent, f: Finding, score: float) -> Pairing:
    return Pairing(
        row=e.raw, finding=f.id, sentence=f.sentence, because=f.because, differences=tuple(_differences(e, f)),
        score=round(score, 2),
    )  # fmt: skip


def _differences(e: CodedEvent, f: Finding) -> list[str]:
    """What the two tell differently: days, kilometres, deaths, sides that only the row names."""
    out = []
    assert f.when is not None and f.when.earliest is not None and e.when.earliest is not None
    if not f.when.overlaps(e.when):
        days = (f.when.earliest - e.when.earliest) // timedelta(days=1)
        out.append(f"date: the finding lies {counted(abs(days), 'day')} "
                   f"{'after' if days > 0 else 'before'} the row")  # fmt: skip
    elif f.when.edtf != e.when.edtf:
        out.append(f"date: {f.when.edtf} here, {e.when.edtf} in the row")
    for p in _spots(f)[:1]:
        if p.place is not None and e.lat is not None and e.lon is not None:
            km = distance_km((p.place.lat, p.place.lon), (e.lat, e.lon))
            if km > 5:
                out.append(f"place: {label_of(p)} here, {e.place} in the row, {km:.0f} km apart")
    ranges = [r for p in f.roles.get("killed", ()) if (r := bounds(p)) is not None]
    if ranges and e.best is not None and _deaths(e, f) < 0:
        told = spread(min(r[0] for r in ranges), max(r[1] for r in ranges), f.roles["killed"])
        out.append(f"deaths: {told} here, {e.best:g} in the row")
    elif not ranges and e.best:
        out.append(f"deaths: none told here, {e.best:g} in the row")
    names = [label_of(p) for r in (*AGENT_ROLES, *PATIENT_ROLES) for p in f.roles.get(r, ())]
    missing = [s for s in e.sides if not any(same_side(s, n) for n in names)]
    if missing:
        out.append(f"sides: only the row names {', '.join(missing)}")
    return out
