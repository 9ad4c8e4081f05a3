"""Does a claim meet a query? The reference in plain Python for what ``asking`` puts in SQL; text search excepted."""

from collections.abc import Collection
from typing import Any

from bywhom.model.account import ClaimQuery, Told
from bywhom.model.claim import PLACE_ROLES
from bywhom.store import clock


def meets(query: ClaimQuery, told: Told) -> bool:
    """True when ``told`` meets every restriction of ``query`` (entities given as canonical ids), text left aside."""
    filling = {p.entity for parties in told.roles.values() for p in parties if p.entity}
    placed = {p.entity for role in PLACE_ROLES for p in told.fillers(role) if p.entity}
    speaking = {s.entity for s in told.speakers if s.entity}
    return (
        _in(told.id, query.ids)
        and _in(told.type, query.types)
        and _in(told.report.id, query.reports)
        and (not query.entities or bool(query.entities & filling))
        and (not query.places or bool(query.places & placed))
        and (not query.speakers or bool(query.speakers & speaking))
        and (not query.polarity or told.polarity == query.polarity)
        and (not query.modality or told.modality == query.modality)
        and told.confidence >= query.min_confidence
        and _dated(query, told)
    )


def _in(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in wanted


def _dated(query: ClaimQuery, told: Told) -> bool:
    if query.since is None and query.until is None:
        return True
    if told.when is None:
        published = told.report.published
        return query.undated and published is not None and (query.since is None or published >= query.since)
    first, last = told.when.earliest, told.when.latest
    starts = query.until is None or first is None or first <= query.until
    return starts and (query.since is None or last is None or last >= query.since)


def sort_key(query: ClaimQuery, told: Told, seq: int) -> tuple[Any, ...]:
    """Where ``told`` stands in the query's order."""
    if query.order == "when":
        first = None if told.when is None else told.when.earliest
        last = None if told.when is None else told.when.latest
        return (
            told.when is None,
            0 if first is None else first.toordinal(),
            0 if last is None else last.toordinal(),
            seq,
        )
    if query.order == "near" and query.near is not None:
        bounds = clock.bounds(told.edtf) or (0, 0)
        day = query.near.toordinal()
        return told.when is None, max(abs(b - day) for b in bounds), seq
    if query.order == "confidence":
        return -told.confidence, seq
    return (seq,)
