"""The overview: a map, a timeline and lists that move together, and the columns behind them."""

import json
import threading
import time
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bywhom.casefile import shapes
from bywhom.casefile.holdings import Held
from bywhom.casefile.overview import GROUPS
from bywhom.model.finding import STATUSES
from bywhom.web.desk import TheDesk
from bywhom.web.filters import Text
from bywhom.web.pages import render

router = APIRouter()
_PATIENCE = 0.15  # seconds in which places not asked about before are read for one answer; the rest is pending
_READING = threading.Lock()
_TYPE_GROUPS = json.dumps({t: g for g, types in GROUPS.items() for t in types})


def _groups(text: str) -> tuple[str, ...]:
    return tuple(g for g in text.split(",") if g in GROUPS)


@router.get("/", include_in_schema=False)
def overview_page(request: Request, desk: TheDesk) -> Response:
    """The overview; its state (range, groups, place) stands in its address."""
    return render(request, "overview.html", counts=desk.counts, type_groups=_TYPE_GROUPS)


@router.get("/api/overview", tags=["overview"])
def overview(desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "") -> Response:
    """Counts in a range: claims, reports, denied, hedged; claims by type; the span of the whole casefile.

    Without a range everything counts, claims without a date too.
    """
    book = desk.book

    def make() -> dict[str, Any]:
        keep = book.chosen(since, until, groups=_groups(groups))
        return {"span": list(book.span()), "totals": book.totals(keep), "types": book.by_type(keep)}

    return desk.packed(("overview", since, until, groups), make)


@router.get("/api/map", tags=["overview"])
def spots(desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "") -> Response:
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

    return desk.packed(("map", since, until, groups), make)


@router.get("/api/bars", tags=["overview"])
def bars(desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "") -> Response:
    """The timeline: claims by group in days, weeks, months or years over a range (default: all)."""
    book = desk.book

    def make() -> dict[str, Any]:
        low, high = book.span()
        first, last = since or low, until or high
        found = book.bars(book.chosen(groups=_groups(groups)), first, last) if first and last else []
        return {"groups": list(GROUPS), "bars": [[b.first, b.last, *b.groups] for b in found]}

    return desk.packed(("bars", since, until, groups), make)


@router.get("/api/holdings", tags=["overview"])
def holdings(desk: TheDesk, on: Text) -> dict[str, Any]:
    """Who stands over which place on a day. ``pending`` counts places not read yet: ask again for them.

    ``left_out`` names the places of whose ground too much is told to ask here: they are asked on their own pages.
    """
    book = desk.book
    chosen = desk.cached("ground", book.ground_places)
    told: dict[str, dict[str, Any]] = desk.cached(("holdings", on), dict)
    for place in chosen.asked:
        if place not in told and book.is_ground_read(place):
            told[place] = _held(book.held(place, on))
    with _READING:  # two who ask at once do not read the same place twice
        until = time.monotonic() + _PATIENCE
        for place in (p for p in chosen.asked if p not in told):
            told[place] = _held(book.held(place, on))
            if time.monotonic() > until:
                break
    rows = [told[p] for p in chosen.asked if p in told]
    return {
        "on": on, "places": rows, "pending": len(chosen.asked) - len(rows), "of": len(chosen.asked),
        "left_out": [{"entity": e, "place": name, "claims": n} for e, name, n in chosen.left_out[:20]],
        "others": chosen.others,
    }  # fmt: skip


def _held(held: Held) -> dict[str, Any]:
    body = shapes.anything(held)
    told = [h for h in body["holders"] if h["status"] != "unknown"]
    body["holders"] = sorted(told, key=lambda h: (STATUSES.index(h["status"]), not h["contested"], h["actor"]))
    return body


@router.get("/api/control/{place}", tags=["overview"])
def control(desk: TheDesk, place: str, on: Text) -> dict[str, Any]:
    """Who claims a place on a day, for and against, with reports and origins."""
    return shapes.control(desk.book.control(place, on=on))
