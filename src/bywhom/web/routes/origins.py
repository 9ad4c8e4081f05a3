"""The independent origins behind what is told in a range of days: the page behind the overview's number."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bywhom.casefile import shapes
from bywhom.model.account import OriginCard
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.filters import PER_PAGE, Page, Text
from bywhom.web.pages import render

router = APIRouter()


def _origins(desk: Desk, since: str, until: str, groups: str, page: int) -> tuple[list[OriginCard], int]:
    """One page of the origins, and how many there are."""
    keep = desk.book.chosen(since, until, groups=tuple(groups.split(",")) if groups else ())
    rows = desk.book.origins(keep, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    return rows, desk.book.totals(keep)["origins"]


@router.get("/origins", include_in_schema=False)
def origins_page(
    request: Request, desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "", page: Page = 1
) -> Response:
    """The origins as a table, those that tell the most first."""
    rows, total = _origins(desk, since, until, groups, page)
    return render(request, "origins.html", rows=rows, total=total, page=page, pages=max(1, -(-total // PER_PAGE)),
                  since=since, until=until, groups=groups)  # fmt: skip


@router.get("/api/origins", tags=["overview"])
def origins(
    desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "", page: Page = 1
) -> dict[str, Any]:  # fmt: skip
    """The independent origins of a range: named speakers, and classes of speakers in reports, copies counted once.

    By the rule of findings, but reports that cite one another are told apart here, and of speakers who say a claim
    side by side the first is counted.
    """
    rows, total = _origins(desk, since, until, groups, page)
    shown = [shapes.plain(r) for r in rows]
    return {"total": total, "page": page, "pages": max(1, -(-total // PER_PAGE)), "rows": shown}
