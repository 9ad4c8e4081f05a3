"""Blind double coding: each coder's own pass over a report, how far two agree, and settling what differs."""

from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bywhom.casefile import shapes
from bywhom.casefile.coding import Agreement
from bywhom.errors import Forbidden
from bywhom.model.judgement import Judgement
from bywhom.model.text import Span
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.pages import render
from bywhom.web.schemas_review import Coded, CodedClaim, Decided, Settling

router = APIRouter(tags=["coding"])


def _rows(desk: Desk) -> list[dict[str, Any]]:
    """Every report that is coded: its card, its coders, and the agreement of the first two who are done."""
    out = []
    for id_, coders in desk.book.coded_reports().items():
        card = next((r for r in desk.book.reports() if r.id == id_), None)
        done = [by for by, is_done in coders.items() if is_done]
        found = desk.book.agreement(id_, done[0], done[1]) if len(done) > 1 else None
        if card is not None:
            out.append({"report": card, "coders": coders, "agreement": found})
    return out


@router.get("/coding", include_in_schema=False)
def coding_page(request: Request, desk: TheDesk, coder: str = "", report: str = "") -> Response:
    """Which reports are coded, by whom, and how far coders agree; with a coder and a report, on to that pass."""
    if coder.strip() and report:
        return RedirectResponse(f"/coding/{quote(report, safe='')}?" + urlencode({"coder": coder.strip()}), 303)
    rows = _rows(desk)
    coded = {r["report"].id for r in rows}
    rest = [r for r in desk.book.reports() if r.id not in coded][:200]
    return render(request, "coding.html", rows=rows, rest=rest)


@router.get("/api/coding")
def coding_json(desk: TheDesk) -> list[dict[str, Any]]:
    """Which reports are coded, by whom, and how far coders agree."""
    return [
        {"report": shapes.report(r["report"]), "coders": r["coders"],
         "agreement": None if r["agreement"] is None else _figures(r["agreement"])}
        for r in _rows(desk)
    ]  # fmt: skip


def _figures(found: Agreement) -> dict[str, Any]:
    out: dict[str, Any] = shapes.plain(found)
    return out


@router.get("/coding/{report}", include_in_schema=False)
def coder_page(request: Request, desk: TheDesk, report: str, coder: str = "") -> Response:
    """One coder's pass: the text and the reading's claims, and nothing of what anybody else decided."""
    marked = desk.cached(("marked", report), lambda: desk.book.marked(report))
    own = desk.book.own_codings(report, coder) if coder else {}
    return render(
        request, "coder.html", report=marked, coder=coder, own=own, done=desk.book.coders(report).get(coder, False),
        added=[j for j in own.values() if j.value["verdict"] == "add"],
    )  # fmt: skip


@router.get("/api/coding/{report}")
def coder_json(desk: TheDesk, report: str, coder: str) -> dict[str, Any]:
    """What one coder decided so far; another's codings are not told."""
    own = desk.book.own_codings(report, coder)
    done = desk.book.coders(report).get(coder, False)
    return {"coder": coder, "done": done, "codings": [shapes.judgement(j) for j in own.values()]}


def _made(judgement: Judgement) -> dict[str, Any]:
    return {"judgements": [shapes.judgement(judgement)]}


@router.post("/api/coding/{report}/claims/{claim}")
def code(desk: TheDesk, report: str, claim: str, body: Coded) -> dict[str, Any]:
    """A coder's verdict on a claim of the reading."""
    if desk.book.claim(claim).report.id != report:
        raise Forbidden("the claim stands in another report", value=claim)
    return _made(desk.book.code(claim, body.verdict, body.changes, by=body.by))


@router.post("/api/coding/{report}/added")
def code_added(desk: TheDesk, report: str, body: CodedClaim) -> dict[str, Any]:
    """A claim that a coder found and the reading missed."""
    fields = body.model_dump(exclude={"by", "reason", "sentence"}, exclude_none=True)
    trigger = Span(*body.trigger)
    sentence = Span(*body.sentence) if body.sentence else desk.book.sentence_around(report, trigger)
    return _made(desk.book.code_added(report, {**fields, "sentence": sentence.as_list()}, by=body.by))


@router.post("/api/coding/{report}/done")
def coding_done(desk: TheDesk, report: str, body: Decided) -> dict[str, Any]:
    """The coder is done with the report; what was left unjudged is accepted as read."""
    return _made(desk.book.coding_done(report, by=body.by))


@router.get("/coding/{report}/agreement", include_in_schema=False)
def agreement_page(request: Request, desk: TheDesk, report: str, first: str, second: str) -> Response:
    """Two coders side by side, with figures, and what is to be settled."""
    found = desk.book.agreement(report, first, second)
    card = desk.book.marked(report)
    return render(request, "agreement.html", agreement=found, report=card)


@router.get("/api/coding/{report}/agreement")
def agreement_json(desk: TheDesk, report: str, first: str, second: str) -> dict[str, Any]:
    """F1, Krippendorff's alpha for each attribute, and every claim as both have it."""
    return _figures(desk.book.agreement(report, first, second))


@router.post("/api/coding/{report}/settle")
def settle(desk: TheDesk, report: str, body: Settling) -> dict[str, Any]:
    """Let one of two codings stand: it becomes a decision."""
    desk.book.report(report)  # an unknown report is said as such
    return _made(desk.book.settle((body.codings[0], body.codings[1]), body.as_coded, by=body.by, reason=body.reason))
