"""Reports: the list of them, the reader, the original as it came, and its exact bytes."""

from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bywhom.casefile import shapes
from bywhom.casefile.marking import Marked, Piece
from bywhom.model.account import ReportCard
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.pages import render

router = APIRouter(tags=["reports"])
PAGE = 100


def _reports(desk: Desk, words: str, page: int) -> tuple[list[ReportCard], int]:
    """Reports whose title or publisher holds ``words``, the latest published first; and how many there are."""
    found = desk.cached(("reports", words), lambda: _matching(desk, words.casefold()))
    return found[(page - 1) * PAGE : page * PAGE], len(found)


def _matching(desk: Desk, words: str) -> list[ReportCard]:
    kept = [r for r in desk.book.reports() if words in f"{r.title} {r.publisher} {r.url}".casefold()]
    return sorted(kept, key=lambda r: (r.published is None, str(r.published), r.title), reverse=True)


@router.get("/reports", include_in_schema=False)
def reports_page(request: Request, desk: TheDesk, q: str = "", page: int = 1) -> Response:
    """The list of reports."""
    page = max(1, page)
    found, total = _reports(desk, q, page)
    counts = desk.book.claims_of_reports([r.id for r in found])
    return render(request, "reports.html", reports=found, counts=counts, total=total, page=page, size=PAGE, words=q)


@router.get("/api/reports")
def reports_json(desk: TheDesk, q: str = "", page: int = 1) -> dict[str, Any]:
    """Reports, the latest published first, a hundred a page."""
    found, total = _reports(desk, q, max(1, page))
    counts = desk.book.claims_of_reports([r.id for r in found])
    return {"total": total, "reports": [{**shapes.report(r), "claims": counts.get(r.id, 0)} for r in found]}


@router.get("/report/{id_}", include_in_schema=False)
def reader_page(request: Request, desk: TheDesk, id_: str) -> Response:
    """The reader."""
    marked = desk.cached(("marked", id_), lambda: desk.book.marked(id_))
    numbers = {s: n for n, s in enumerate(_by_voice(marked))}
    return render(
        request, "reader.html", report=marked, runs=[_runs(p) for p in marked.paragraphs],
        speakers=[(n, s) for n, s in enumerate(marked.speakers) if s.characters], order=numbers,
    )  # fmt: skip


def _by_voice(marked: Marked) -> list[int]:
    """Speakers' numbers, the most heard first; the reporter is no voice of its own."""
    return sorted(range(1, len(marked.speakers)), key=lambda n: (-marked.speakers[n].characters, n))


def _runs(pieces: tuple[Piece, ...]) -> list[tuple[int, list[Piece]]]:
    """A paragraph's pieces in runs of one speaker."""
    return [(speaker, list(run)) for speaker, run in groupby(pieces, key=lambda p: p.speaker)]


@router.get("/api/report/{id_}")
def reader_json(desk: TheDesk, id_: str) -> dict[str, Any]:
    """A report with its marks: paragraphs of pieces, speakers, claims, and how its bytes came in."""
    marked = desk.cached(("marked", id_), lambda: desk.book.marked(id_))
    out: dict[str, Any] = shapes.plain(marked)
    return out


@router.get("/report/{id_}/original", include_in_schema=False)
def original_page(request: Request, desk: TheDesk, id_: str) -> Response:
    """The decoded original, with what cleaning did to it."""
    marked = desk.cached(("marked", id_), lambda: desk.book.marked(id_))
    return render(request, "original.html", report=marked, stretches=desk.book.original(id_))


@router.get("/api/report/{id_}/original")
def original_json(desk: TheDesk, id_: str) -> list[dict[str, str]]:
    """The decoded original in stretches: its words, what cleaning did there, and why."""
    return [{"text": t, "change": kind, "note": note} for t, kind, note in desk.book.original(id_)]


@router.get("/report/{id_}/bytes", include_in_schema=False)
@router.get("/api/report/{id_}/bytes")
def original_bytes(desk: TheDesk, id_: str) -> Response:
    """The exact bytes, to be kept; never shown in the page, for they are somebody else's."""
    data, came = desk.book.original_bytes(id_)
    name = came["sha256"][:16]
    headers = {"Content-Disposition": f'attachment; filename="{name}.bin"', "X-Content-SHA256": came["sha256"]}
    return Response(data, media_type="application/octet-stream", headers=headers)
