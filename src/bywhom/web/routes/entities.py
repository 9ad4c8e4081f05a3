"""Pages of one thing: an actor or a place (its dossier), a source, a finding, a dispute; and the search over all."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bywhom.casefile import shapes
from bywhom.casefile.naming import PLACES
from bywhom.errors import BadQuery, UnknownName
from bywhom.model.account import EntityCard
from bywhom.model.finding import Dispute
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.filters import Text
from bywhom.web.pages import render
from bywhom.web.routes.tables import disputes_of, sources_of

router = APIRouter()


def _card(desk: Desk, id_: str) -> EntityCard:
    return desk.book.entity(id_)


@router.get("/entity/{id}", include_in_schema=False)
def entity_page(request: Request, desk: TheDesk, id: str, on: Text = "") -> Response:
    """The dossier of an actor or a place, with what can be asked of it."""
    card = _card(desk, id)
    day = on.strip() or None
    dossier = desk.worked(("dossier", card.id, day), lambda: desk.book.dossier(card.id, on=day))
    is_place = card.type in PLACES
    context: dict[str, Any] = {"card": card, "dossier": dossier, "on": on, "is_place": is_place}
    context["history"] = (
        desk.worked(("history", card.id), lambda: desk.book.control_history(card.id)) if is_place else None
    )
    context["statements"] = [] if is_place else desk.worked(("said", card.id), lambda: desk.book.statements(card.id))
    context["speaks"] = [s for s in desk.soon("sources", desk.book.sources) or () if s.entity == card.id]
    return render(request, "entity.html", **context)


@router.get("/api/entities/{id}", tags=["entities"])
def entity(desk: TheDesk, id: str) -> dict[str, Any]:
    """The card of one entity, by id or name."""
    return shapes.entity(_card(desk, id))


@router.get("/api/dossier/{id}", tags=["entities"])
def dossier(desk: TheDesk, id: str, on: Text = "") -> dict[str, Any]:
    """One page about one entity; every sentence with its citation."""
    return shapes.anything(desk.book.dossier(id, on=on.strip() or None))


@router.get("/api/timeline/{id}", tags=["entities"])
def timeline(desk: TheDesk, id: str, since: Text = "", until: Text = "") -> list[dict[str, Any]]:
    """What is told about an actor or a place, in order."""
    return desk.book.timeline(id, since=since or None, until=until or None).to_json()


@router.get("/api/statements/{id}", tags=["entities"])
def statements(desk: TheDesk, id: str, since: Text = "", until: Text = "") -> list[dict[str, Any]]:
    """What an actor has been saying over time."""
    return desk.book.statements(id, since=since or None, until=until or None).to_json()


@router.get("/source/{id}", include_in_schema=False)
def source_page(request: Request, desk: TheDesk, id: str) -> Response:
    """A speaker: how often, through whom, how often alone, and its claims."""
    rows = [s for s in sources_of(desk, "", "") if s.entity == id]
    if not rows:
        raise UnknownName("nobody of that id speaks in the casefile", value=id, hint="see the table of sources")
    claims = desk.book.claims(source=id, order="when", limit=100)
    return render(request, "source.html", card=_card(desk, id), rows=rows, claims=claims)


@router.get("/finding/{claim}", include_in_schema=False)
def finding_page(request: Request, desk: TheDesk, claim: str) -> Response:
    """The finding in which a claim stands: that address outlives claims that join it."""
    found = desk.book.finding_of(claim)
    given = desk.book.evidence(found.because, found.dissent)
    return render(request, "finding.html", finding=found, claims=given.claims, against=given.against)


@router.get("/api/finding/{claim}", tags=["findings"])
def finding(desk: TheDesk, claim: str) -> dict[str, Any]:
    """The finding in which a claim stands."""
    return shapes.anything(desk.book.finding_of(claim))


def _dispute(desk: Desk, id_: str) -> Dispute:
    found = next((d for d in disputes_of(desk) if d.id == id_), None)
    if found is None:
        raise UnknownName("no dispute has that id now", value=id_, hint="it may be settled: see the table of disputes")
    return found


@router.get("/dispute/{id}", include_in_schema=False)
def dispute_page(request: Request, desk: TheDesk, id: str) -> Response:
    """The sides of a dispute beside each other."""
    found = _dispute(desk, id)
    sides = [(s, desk.book.claims_by_id(s.because)) for s in found.sides]
    cards = [card for e in found.entities if (card := desk.book.view.entity(e)) is not None]
    return render(request, "dispute.html", dispute=found, sides=sides, cards=desk.book.shield(cards))


@router.get("/api/disputes/{id}", tags=["disputes"])
def dispute(desk: TheDesk, id: str) -> dict[str, Any]:
    """One dispute with its sides."""
    return shapes.anything(_dispute(desk, id))


@router.get("/search", include_in_schema=False)
def search_page(request: Request, desk: TheDesk, q: Text = "") -> Response:
    """Everything that bears the words: entities, an answer when it is a question, sentences."""
    return render(request, "search.html", q=q, **_search(desk, q.strip()))


@router.get("/api/search", tags=["search"])
def search(desk: TheDesk, q: Text = "") -> dict[str, Any]:
    """Entities and sentences that bear the words, and the answer where they are a question."""
    return {k: shapes.plain(v) for k, v in _search(desk, q.strip()).items()}


def _search(desk: Desk, words: str) -> dict[str, Any]:
    found: dict[str, Any] = {"cards": [], "claims": [], "total": 0, "reply": None}
    if not words:
        return found
    found["cards"] = [c for c in desk.book.find(words, limit=30) if c.claims][:12]
    try:
        found["total"] = desk.book.count(text=words)
        found["claims"] = list(desk.book.claims(text=words, limit=40))
        if len(words.split()) > 2:
            reply = desk.book.ask(words)
            found["reply"] = reply if reply.understood or words.endswith("?") else None
            if reply.understood and reply.arguments:  # of a question those that it names, not all that is spelled alike
                names = [n for k, n in reply.arguments.items() if k.startswith(("name", "where"))]
                found["cards"] = [c for n in dict.fromkeys(names) for c in desk.book.find(n, limit=1) if c.claims]
    except BadQuery:
        pass  # words that are no query of their own still find names
    return found


@router.get("/ask", include_in_schema=False)
def ask_page(q: Text = "") -> Response:
    """A question is a search."""
    from urllib.parse import urlencode

    return RedirectResponse("/search?" + urlencode({"q": q}), 303)


@router.get("/api/ask", tags=["search"])
def ask(desk: TheDesk, q: Text) -> dict[str, Any]:
    """A question in plain English, answered with the sentences that answer it."""
    return shapes.anything(desk.book.ask(q))
