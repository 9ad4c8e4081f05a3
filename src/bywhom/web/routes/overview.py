"""The overview: a map, a timeline and lists that move together, and the columns behind them."""

import json
import time
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bywhom.casefile import shapes
from bywhom.casefile.overview import GROUPS, Held
from bywhom.model.finding import STATUSES
from bywhom.web.desk import TheDesk
from bywhom.web.filters import Text
from bywhom.web.pages import render

router = APIRouter()
_PATIENCE = 0.25  # seconds in which places not asked about before are read for one answer; the rest is pending
_MOST_HELD = 60
_TYPE_GROUPS = json.dumps({t: g for g, types in GROUPS.items() for t in types})


def _groups(text: str) -> tuple[str, ...]:
    return tuple(g for g in text.split(",") if g in GROUPS)


@router.get("/", include_in_schema=False)
def overview_page(request: Request, desk: TheDesk) -> Response:
    """The overview; its state (range, groups, place) stands in its address."""
    return render(request, "overview.html", counts=desk.counts, type_groups=_TYPE_GROUPS)


@router.get("/api/overview", tags=["overview"])
def overview(desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "") -> dict[str, Any]:
    """Counts in a range: claims, reports, denied, hedged; claims by type; the span of the whole casefile."""
    book = desk.book

    def make() -> dict[str, Any]:
        keep = book.chosen(since, until, groups=_groups(groups))
        return {"span": list(book.span()), "totals": book.totals(keep), "types": book.by_type(keep)}

    return desk.cached(("overview", since, until, groups), make)


@router.get("/api/map", tags=["overview"])
def spots(desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "") -> dict[str, Any]:
    """Places told of in a range as GeoJSON points, with claims by group, precision and radius of what is meant."""
    book = desk.book

    def make() -> dict[str, Any]:
        found = book.spots(book.chosen(since, until, groups=_groups(groups)))
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [round(s.lon, 4), round(s.lat, 4)]},
                "properties": {
                    "id": s.entity, "name": s.name, "precision": s.precision, "radius": s.radius_km,
                    "claims": s.claims, "reports": s.reports, "denied": s.denied, "hedged": s.hedged,
                    **dict(zip(GROUPS, s.groups, strict=True)),
                },
            }
            for s in found
        ]  # fmt: skip
        return {"type": "FeatureCollection", "features": features}

    return desk.cached(("map", since, until, groups), make)


@router.get("/api/bars", tags=["overview"])
def bars(desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "") -> dict[str, Any]:
    """The timeline: claims by group in days, weeks, months or years over a range (default: all)."""
    book = desk.book

    def make() -> dict[str, Any]:
        low, high = book.span()
        first, last = since or low, until or high
        found = book.bars(book.chosen(groups=_groups(groups)), first, last) if first and last else []
        return {"groups": list(GROUPS), "bars": [[b.first, b.last, *b.groups] for b in found]}

    return desk.cached(("bars", since, until, groups), make)


@router.get("/api/holdings", tags=["overview"])
def holdings(desk: TheDesk, on: Text) -> dict[str, Any]:
    """Who stands over which place on a day. ``pending`` counts places not read yet: ask again for them."""
    book = desk.book
    wanted = desk.cached("ground", lambda: book.contested_ground(_MOST_HELD))
    until = time.monotonic() + _PATIENCE
    rows: list[dict[str, Any]] = []
    pending = 0
    for place in wanted:
        if not book.is_ground_read(place) and time.monotonic() > until:
            pending += 1
            continue
        rows.append(_held(book.held(place, on)))
    return {"on": on, "places": rows, "pending": pending, "of": len(wanted)}


def _held(held: Held) -> dict[str, Any]:
    body = shapes.anything(held)
    told = [h for h in body["holders"] if h["status"] != "unknown"]
    body["holders"] = sorted(told, key=lambda h: (STATUSES.index(h["status"]), not h["contested"], h["actor"]))
    return body


@router.get("/api/control/{place}", tags=["overview"])
def control(desk: TheDesk, place: str, on: Text) -> dict[str, Any]:
    """Who claims a place on a day, for and against, with reports and origins."""
    return shapes.control(desk.book.control(place, on=on))
