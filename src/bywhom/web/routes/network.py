"""The network: relations on a day, contradictory loyalties in words, and paths of support."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from bywhom.casefile import shapes
from bywhom.casefile.network import RELATIONS, NetworkOptions
from bywhom.errors import BadQuery
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.filters import Text
from bywhom.web.pages import evidence, render

router = APIRouter()
Hops = Annotated[int, Query(ge=1, le=4)]
Limit = Annotated[int, Query(ge=5, le=1500)]
_MAX_FOR_LOYALTIES = 40_000  # claims beyond which contradictions are looked for around one actor alone


@router.get("/network", include_in_schema=False)
def network_page(request: Request, desk: TheDesk) -> Response:
    """The network; its state stands in its address."""
    return render(request, "network.html", relations=tuple(RELATIONS), span=desk.book.span(), counts=desk.counts)


@router.get("/api/network", tags=["network"])
def network(
    desk: TheDesk, on: Text = "", about: Text = "", hops: Hops = 1, relations: Text = "", limit: Limit = 150
) -> dict[str, Any]:
    """Actors and relations on a day (or of all time), around one actor or the most tied ones."""
    named = tuple(r for r in relations.split(",") if r in RELATIONS)
    options = NetworkOptions(about=about.strip(), hops=hops, relations=named, limit=limit)

    def make() -> dict[str, Any]:
        return shapes.anything(desk.book.network(on=on.strip(), options=options))

    return desk.cached(("network", on, options), make)


@router.get("/api/tie", tags=["network"])
def tie(desk: TheDesk, a: Text, b: Text, relation: Text = "", on: Text = "") -> dict[str, Any]:
    """Ids of all claims that tie two actors."""
    return {"because": desk.book.tie(a, b, relation=relation, on=on.strip())}


@router.get("/tie", include_in_schema=False)
def tie_page(desk: TheDesk, a: Text, b: Text, relation: Text = "", on: Text = "") -> Response:
    """The evidence of a tie."""
    return RedirectResponse(evidence(desk.book.tie(a, b, relation=relation, on=on.strip())[:800]), 303)


def _too_many(desk: Desk, about: str) -> bool:
    return not about and desk.counts["claims"] > _MAX_FOR_LOYALTIES


@router.get("/api/loyalties", tags=["network"])
def loyalties(desk: TheDesk, on: Text = "", about: Text = "") -> dict[str, Any]:
    """Who stands with and against whom, and where that does not fit together."""
    about = about.strip()
    if _too_many(desk, about):
        hint = "choose an actor: in a casefile of this size contradictions are looked for around one at a time"
        return {"on": on, "ties": [], "contradictions": [], "warnings": [hint]}

    def make() -> dict[str, Any]:
        return shapes.anything(desk.book.loyalties(on=on.strip() or None, about=about))

    return desk.cached(("loyalties", on, about), make)


@router.get("/api/trace", tags=["network"])
def trace(desk: TheDesk, source: Text = "", target: Text = "", on: Text = "", inferred: bool = False) -> dict[str, Any]:
    """Every path of support from one actor to another; one of the two may be left open."""
    if not source.strip() and not target.strip():
        raise BadQuery("a path needs a supporter or a recipient", hint="give source, target or both")

    def make() -> dict[str, Any]:
        found = desk.book.trace(source.strip(), target.strip(), on=on.strip() or None, inferred=inferred)
        return shapes.anything(found)

    return desk.cached(("trace", source, target, on, inferred), make)


@router.get("/api/structure/{organisation}", tags=["network"])
def structure(desk: TheDesk, organisation: str, on: Text = "") -> dict[str, Any]:
    """The chain of command of an organisation on a date."""
    return shapes.anything(desk.book.structure(organisation, on=on.strip() or None))
