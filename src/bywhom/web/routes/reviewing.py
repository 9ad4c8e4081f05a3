"""The review queue, the decisions that were made, and an entity's names: who is whom, graded and protected."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bywhom.casefile import shapes
from bywhom.model.judgement import JUDGEMENT_KINDS, Judgement
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.pages import render

router = APIRouter(tags=["review"])
PAGE = 30


@router.get("/review", include_in_schema=False)
def review_page(request: Request, desk: TheDesk, skip: int = 0) -> Response:
    """The claims to look at next."""
    due = desk.book.due(limit=PAGE, offset=skip)
    counts = desk.book.review_counts()
    return render(request, "review.html", due=due, counts=counts, skip=skip, size=PAGE)


@router.get("/api/review")
def review_json(desk: TheDesk, skip: int = 0, limit: int = PAGE) -> dict[str, Any]:
    """The claims to look at next, with how much each matters and why."""
    due = desk.book.due(limit=min(500, max(0, limit)), offset=skip)
    rows = [{"claim": shapes.claim(d.told), "weight": d.weight, "why": d.why} for d in due]
    return {"counts": desk.book.review_counts(), "due": rows}


def decisions(desk: Desk) -> list[Judgement]:
    """What people decided, the latest first; codings stay with their coders."""
    return [j for j in desk.book.judgements() if j.kind != "code"][::-1]


@router.get("/decisions", include_in_schema=False)
def decisions_page(request: Request, desk: TheDesk, page: int = 1) -> Response:
    """What people decided, the latest first, each with its undo."""
    found, page = decisions(desk), max(1, page)
    shown = found[(page - 1) * 100 : page * 100]
    about = {j.id: desk.book.in_words(j) for j in shown}
    return render(
        request, "decisions.html", decisions=shown, about=about, total=len(found), page=page, size=100,
        kinds=JUDGEMENT_KINDS,
    )  # fmt: skip


@router.get("/entity/{id_}/names", include_in_schema=False)
def names_page(request: Request, desk: TheDesk, id_: str) -> Response:
    """Who an entity is: its names and members; merge, split, keep apart, name, grade, protect."""
    card = desk.book.entity(id_)
    near = [c for c in desk.book.find(card.name, limit=12) if c.id != card.id]
    return render(
        request, "names.html", card=card, members=desk.book.members(card), near=near,
        decided=[(j, desk.book.in_words(j)) for j in desk.book.judgements_about(card)],
    )  # fmt: skip


@router.get("/api/entity/{id_}/names")
def names_json(desk: TheDesk, id_: str) -> dict[str, Any]:
    """An entity's card, its members with the reports that name them, and what was decided about it."""
    card = desk.book.entity(id_)
    return {
        "entity": shapes.entity(card), "members": desk.book.members(card),
        "judgements": [shapes.judgement(j) for j in desk.book.judgements_about(card)],
    }  # fmt: skip


@router.get("/api/find")
def find(desk: TheDesk, q: str, limit: int = 8) -> list[dict[str, Any]]:
    """Entities known under a name, exact names first, then nearest spellings."""
    return [
        {"id": c.id, "name": c.name, "type": c.type, "claims": c.claims, "aliases": list(c.aliases)[:5]}
        for c in desk.book.find(q, limit=min(50, max(1, limit)))
    ]
