"""Evidence: the claims behind a number, an edge, a colour or a sentence, and what speaks against them."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bywhom.casefile import shapes
from bywhom.model.account import Told
from bywhom.model.finding import Dispute, Finding
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.filters import ClaimFilters, Page, TheFilters
from bywhom.web.pages import render

router = APIRouter()
Ids = Annotated[str, Query(max_length=60_000, description="Ids of claims, with commas between them.")]
_SHOWN = 25


def disputes_of(desk: Desk, ids: set[str]) -> list[Dispute] | None:
    """The disputes in which a claim of ``ids`` stands; None as long as nobody has worked out what is disputed."""
    found = desk.kept("disputes") if desk.is_large else desk.soon("disputes", desk.book.disputes)
    return None if found is None else [d for d in found if any(ids & set(s.because) for s in d.sides)]


class Shown:
    """What the evidence page shows: one page of claims, those against, their findings and disputes."""

    def __init__(self, desk: Desk, ids: list[str], against: list[str], filters: ClaimFilters, page: int) -> None:
        """Ask for the claims ``ids``, or where there are none for those that meet ``filters``."""
        start = (page - 1) * _SHOWN
        self.page = page
        asked = {"id": ",".join(ids)} if ids else filters.given()
        self.export = "/export?" + urlencode(asked, safe=",")
        if ids:
            self.total = len(ids)
            chosen = ids[start : start + _SHOWN]
        else:
            given = filters.given(order=filters.fields["order"] or "when") if filters.narrows else {}
            self.total = desk.book.count(**given) if given else 0
            chosen = [t.id for t in desk.book.claims(**given, limit=_SHOWN, offset=start)] if given else []
        found = desk.cached(("evidence", *chosen, "|", *against), lambda: desk.book.evidence(chosen, against))
        self.claims: tuple[Told, ...] = found.claims
        self.against: tuple[Told, ...] = found.against
        self.findings: tuple[Finding, ...] = found.findings
        disputed = disputes_of(desk, set(chosen))
        self.disputes, self.knows_disputes = disputed or [], disputed is not None
        self.pages = max(1, -(-self.total // _SHOWN))
        self.by_claim = {c: f for f in self.findings for c in (*f.because, *f.dissent)}
        self.reports = len({c.report.id for c in self.claims})


def _split(ids: str) -> list[str]:
    return [i for i in ids.split(",") if i]


@router.get("/evidence", include_in_schema=False)
def evidence_page(
    request: Request, desk: TheDesk, filters: TheFilters, id: Ids = "", against: Ids = "", page: Page = 1
) -> Response:
    """The evidence as a page, or (with ``part`` in its address) as what the drawer shows."""
    shown = Shown(desk, _split(id), _split(against), filters, page)
    template = "_evidence.html" if "part" in request.query_params else "evidence.html"
    return render(request, template, shown=shown, worded=desk.book.worded)


@router.get("/api/evidence", tags=["evidence"])
def evidence(
    desk: TheDesk, filters: TheFilters, id: Ids = "", against: Ids = "", page: Page = 1
) -> dict[str, Any]:  # fmt: skip
    """The claims ``id`` (or those that meet the filters), what speaks against them, their findings and disputes."""
    shown = Shown(desk, _split(id), _split(against), filters, page)
    return {
        "total": shown.total, "page": shown.page, "pages": shown.pages,
        "claims": [shapes.claim(t) for t in shown.claims], "against": [shapes.claim(t) for t in shown.against],
        "findings": [shapes.plain(f) for f in shown.findings], "disputes": [shapes.plain(d) for d in shown.disputes],
        "knows_disputes": shown.knows_disputes,
    }  # fmt: skip
