"""The tables: claims, findings, disputes, sources, actors, places, with filters, pages and JSON twins."""

from collections.abc import Sequence
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from bywhom.casefile import shapes
from bywhom.casefile.naming import ACTORS, PLACES
from bywhom.model.account import EntityCard
from bywhom.model.answer import SourceRow
from bywhom.model.finding import Dispute, Finding
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.filters import CHOICES, PER_PAGE, ClaimFilters, Page, Text, TheFilters
from bywhom.web.pages import DISPUTED, render
from bywhom.web.sheet import as_csv

router = APIRouter()
JOINED = 4000  # claims joined into findings for one table: more is said, and asks for a filter
T = TypeVar("T")


def paged(rows: Sequence[T], page: int) -> tuple[Sequence[T], int]:
    """One page of ``rows``, and how many pages there are."""
    return rows[(page - 1) * PER_PAGE : page * PER_PAGE], max(1, -(-len(rows) // PER_PAGE))


def _twin(rows: Sequence[Any], page: int) -> dict[str, Any]:
    shown, pages = paged(rows, page)
    return {"total": len(rows), "page": page, "pages": pages, "rows": [shapes.plain(r) for r in shown]}


# ---- claims ----------------------------------------------------------------------------------------------------


def _claims(desk: Desk, filters: ClaimFilters, page: int) -> tuple[list[Any], int]:
    given = filters.given(order=filters.fields["order"] or "when")
    return list(desk.book.claims(**given, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)), desk.book.count(**given)


@router.get("/claims", include_in_schema=False)
def claims_page(request: Request, desk: TheDesk, filters: TheFilters, page: Page = 1) -> Response:
    """The table of claims."""
    rows, total = _claims(desk, filters, page)
    pages = max(1, -(-total // PER_PAGE))
    return render(request, "claims.html", rows=rows, total=total, page=page, pages=pages, filters=filters,
                  choices=CHOICES, worded=desk.book.worded)  # fmt: skip


@router.get("/api/claims", tags=["claims"])
def claims(desk: TheDesk, filters: TheFilters, page: Page = 1) -> dict[str, Any]:
    """Claims that meet the filters, 50 a page."""
    rows, total = _claims(desk, filters, page)
    shown = [shapes.claim(t) for t in rows]
    return {"total": total, "page": page, "pages": max(1, -(-total // PER_PAGE)), "rows": shown}


@router.get("/api/claims/{id}", tags=["claims"])
def claim(desk: TheDesk, id: str) -> dict[str, Any]:
    """One claim, with its sentence and its speakers."""
    return shapes.claim(desk.book.claim(id))


# ---- findings --------------------------------------------------------------------------------------------------


def joined(desk: Desk) -> int:
    """How many claims are joined into findings for one table: fewer in a casefile in which each has many neighbours."""
    return JOINED // 4 if desk.is_large else JOINED


def findings_of(desk: Desk, filters: ClaimFilters) -> list[Finding]:
    """The findings of the first claims that meet the filters, kept until something is written. Raises Working."""
    given = filters.given(limit=joined(desk))
    return desk.worked(("findings", *sorted(given.items())), lambda: list(desk.book.findings(**given)))


@router.get("/findings", include_in_schema=False)
def findings_page(
    request: Request, desk: TheDesk, filters: TheFilters, page: Page = 1, credibility: int = 0, disputed: bool = False
) -> Response:
    """The table of findings."""
    found = _sifted(findings_of(desk, filters), credibility, disputed)
    rows, pages = paged(found, page)
    total_claims = desk.book.count(**filters.given())
    return render(request, "findings.html", rows=rows, total=len(found), page=page, pages=pages, filters=filters,
                  choices=CHOICES, joined=joined(desk), total_claims=total_claims, credibility=credibility,
                  disputed=disputed)  # fmt: skip


def _sifted(found: list[Finding], credibility: int, disputed: bool) -> list[Finding]:
    return [f for f in found if (not credibility or f.credibility == credibility) and (not disputed or f.dissent)]


@router.get("/api/findings", tags=["findings"])
def findings(
    desk: TheDesk, filters: TheFilters, page: Page = 1, credibility: int = 0, disputed: bool = False
) -> dict[str, Any]:
    """Findings of the first 4,000 claims that meet the filters, in order of time."""
    return _twin(_sifted(findings_of(desk, filters), credibility, disputed), page)


# ---- disputes, sources, actors, places -------------------------------------------------------------------------


def disputes_of(desk: Desk, about: str = "") -> list[Dispute]:
    """What is disputed (about one entity), kept until something is written. Raises Working."""
    return desk.worked(("disputes", about) if about else "disputes", lambda: desk.book.disputes(about))


@router.get("/disputes", include_in_schema=False)
def disputes_page(request: Request, desk: TheDesk, about: Text = "", kind: Text = "", page: Page = 1) -> Response:
    """The table of disputes."""
    found = [d for d in disputes_of(desk, about.strip()) if not kind or d.kind == kind]
    rows, pages = paged(found, page)
    return render(
        request, "disputes.html", rows=rows, total=len(found), page=page, pages=pages, about=about, kind=kind,
        kinds=DISPUTED,
    )  # fmt: skip


@router.get("/api/disputes.csv", tags=["disputes"])
def disputes_csv(desk: TheDesk, about: Text = "", kind: Text = "") -> Response:
    """What is disputed as a CSV file, a dispute a row."""
    return as_csv((d for d in disputes_of(desk, about.strip()) if not kind or d.kind == kind), "disputes")


@router.get("/api/disputes", tags=["disputes"])
def disputes(desk: TheDesk, about: Text = "", kind: Text = "", page: Page = 1) -> dict[str, Any]:
    """What is disputed, each side with its claims and speakers."""
    return _twin([d for d in disputes_of(desk, about.strip()) if not kind or d.kind == kind], page)


def sources_of(desk: Desk, name: str, kind: str) -> list[SourceRow]:
    """Who speaks, by name and class. Raises Working."""
    found = desk.worked("sources", desk.book.sources)
    wanted = name.strip().casefold()
    return [s for s in found if wanted in s.name.casefold() and (not kind or kind in s.kinds)]


@router.get("/sources", include_in_schema=False)
def sources_page(request: Request, desk: TheDesk, name: Text = "", kind: Text = "", page: Page = 1) -> Response:
    """The table of sources."""
    found = sources_of(desk, name, kind)
    rows, pages = paged(found, page)
    return render(request, "sources.html", rows=rows, total=len(found), page=page, pages=pages, name=name, kind=kind,
                  choices=CHOICES)  # fmt: skip


@router.get("/api/sources.csv", tags=["sources"])
def sources_csv(desk: TheDesk, name: Text = "", kind: Text = "") -> Response:
    """Who speaks as a CSV file, a source a row."""
    return as_csv(sources_of(desk, name, kind), "sources")


@router.get("/api/sources", tags=["sources"])
def sources(desk: TheDesk, name: Text = "", kind: Text = "", page: Page = 1) -> dict[str, Any]:
    """Who speaks in this casefile, how often, through whom, how often alone."""
    return _twin(sources_of(desk, name, kind), page)


def entities_of(desk: Desk, types: tuple[str, ...], name: str) -> Sequence[EntityCard]:
    """Entities of some types, the most told first; with ``name`` those known under it or nearly so."""
    if name.strip():
        return list(desk.book.find(name.strip(), types=types, limit=200))
    return desk.cached(("entities", types), lambda: [e for e in desk.book.entities(types=types) if e.claims])


def _entities_page(request: Request, desk: Desk, what: str, name: str, page: int) -> Response:
    found = entities_of(desk, ACTORS if what == "actor" else PLACES, name)
    rows, pages = paged(found, page)
    return render(request, "entities.html", rows=rows, total=len(found), page=page, pages=pages, what=what, name=name)


@router.get("/actors", include_in_schema=False)
def actors_page(request: Request, desk: TheDesk, name: Text = "", page: Page = 1) -> Response:
    """The table of actors."""
    return _entities_page(request, desk, "actor", name, page)


@router.get("/places", include_in_schema=False)
def places_page(request: Request, desk: TheDesk, name: Text = "", page: Page = 1) -> Response:
    """The table of places."""
    return _entities_page(request, desk, "place", name, page)


@router.get("/api/actors.csv", tags=["entities"])
def actors_csv(desk: TheDesk, name: Text = "") -> Response:
    """Persons, organisations and peoples as a CSV file."""
    return as_csv(entities_of(desk, ACTORS, name), "actors")


@router.get("/api/places.csv", tags=["entities"])
def places_csv(desk: TheDesk, name: Text = "") -> Response:
    """Places as a CSV file."""
    return as_csv(entities_of(desk, PLACES, name), "places")


@router.get("/api/actors", tags=["entities"])
def actors(desk: TheDesk, name: Text = "", page: Page = 1) -> dict[str, Any]:
    """Persons, organisations and peoples, the most told first."""
    return _twin(entities_of(desk, ACTORS, name), page)


@router.get("/api/places", tags=["entities"])
def places(desk: TheDesk, name: Text = "", page: Page = 1) -> dict[str, Any]:
    """Places, the most told first."""
    return _twin(entities_of(desk, PLACES, name), page)
