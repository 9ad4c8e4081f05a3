"""Which claims without a date a report tells among what it dates to the time asked for."""

from collections.abc import Iterable
from datetime import date, datetime

from bywhom.analysis.common import meets, read_reports, width
from bywhom.model.account import Told
from bywhom.ports import ReadView

_NARROW = 40  # days: a wider date says too little of what stands behind it
_AFTER = 1200  # characters behind what is dated: a paragraph or two


def among(
    view: ReadView, claims: Iterable[Told], since: date | None, until: date | None, *, known: datetime | None
) -> frozenset[str]:  # fmt: skip
    """Ids of the undated claims whose report's last date before them lies within the time."""
    undated = [c for c in claims if c.when is None]
    if not undated:
        return frozenset()
    dated = [c for c in read_reports(view, (c.report.id for c in undated), known=known) if width(c.when) <= _NARROW]
    found = set[str]()
    for claim in undated:
        before = [
            c for c in dated
            if c.report.id == claim.report.id and 0 <= claim.sentence.start - c.sentence.start <= _AFTER
        ]  # fmt: skip
        last = max(before, key=lambda c: (c.sentence.start, c.trigger.span.start), default=None)
        if last is not None and meets(last.when, since, until):
            found.add(claim.id)
    return frozenset(found)
