"""The overview: a map, a timeline and lists that move together, and the columns behind them."""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from bywhom.casefile import shapes
from bywhom.casefile.holdings import Held
from bywhom.casefile.overview import GROUPS, Spot
from bywhom.model.finding import STATUSES, Holder
from bywhom.web.desk import Desk, TheDesk
from bywhom.web.filters import ClaimFilters, Text
from bywhom.web.pages import render

router = APIRouter()
_NOBODY: dict[str, Any] = {"places": [], "pending": 0, "others": 0, "left_out": []}
_PATIENCE = 0.15  # seconds that an answer waits for places whose ground was not read before; the rest is pending
_RECENT = 15  # claims listed beside the map
_HUES = 8  # actors told apart by colour too; all others are grey
_AT_ONCE = 5_000  # claims up to which disputes are worked out when the desk opens, for their number
_SHOWN = 40  # places listed with their holders
_FIRM = ("attested", "bracketed")
_OF_HOLDER = tuple(f.name for f in fields(Holder))
_TYPE_GROUPS = {t: g for g, types in GROUPS.items() for t in types}
STATUS_SAYS = {  # what each standing means, for the legend
    "attested": "a claim covers the day", "bracketed": "taken before, no loss since",
    "possible": "hedged claims only", "lost": "held before, lost by the day",
}  # fmt: skip


def _groups(text: str) -> tuple[str, ...]:
    """The groups that an address names; a name that is none of them stands for nothing, so that "none" is no group."""
    return tuple(text.split(",")) if text else ()


def _known(groups: str) -> str:
    """The groups of an address that there are."""
    return ",".join(g for g in _groups(groups) if g in GROUPS)


@router.get("/", include_in_schema=False)
def overview_page(
    request: Request, desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "", part: bool = False
) -> Response:
    """The overview, its lists and what its map shows; its state (range, groups, place) stands in its address.

    ``part`` asks for the lists and the map's data alone: a change of day is one answer.
    """
    if not desk.counts["reports"]:
        return render(request, "overview.html", counts=desk.counts)
    span = desk.cached("span", desk.book.span)
    told = desk.cached(("day", since, until, groups), lambda: _day(desk, since, until, groups))
    on = until or span[1]
    held = _holdings(desk, on, 0.0 if part else _PATIENCE) if on else _NOBODY
    places = _once([_place(desk, p) for p in held["places"] if p["holders"]])
    places.sort(key=lambda p: (not p["contested"], STATUSES.index(p["holders"][0]["status"])))
    many = desk.counts["claims"] > _AT_ONCE
    disputed = desk.kept("disputes") if many else desk.soon("disputes", desk.book.disputes, 0.0)
    drawn: dict[str, Any] = {
        "span": span, "since": since or span[0], "until": on, "spots": told["spots"], "pending": held["pending"],
        "held": [_pin(p) for p in places if p["lat"] is not None],
    }  # fmt: skip
    if not part:
        drawn["bars"] = desk.cached(("bars", "", "", ""), lambda: _bars(desk, "", "", ""))
    return render(
        request, "_day.html" if part else "overview.html", counts=desk.counts, since=since, until=until, on=on,
        groups=_known(groups),
        span=span, told=told, held=held, places=places, type_groups=_TYPE_GROUPS, shown=_SHOWN, says=STATUS_SAYS,
        drawn=inlined(drawn), disputed=disputed,
    )  # fmt: skip


def inlined(value: object) -> Markup:
    """JSON as a block of data in a page: nothing in it can end the block."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704  # every sign that could end the block is escaped


def _day(desk: Desk, since: str, until: str, groups: str) -> dict[str, Any]:
    """What is told in a range: counts, types, the first claims, places."""
    book = desk.book
    keep = book.chosen(since, until, groups=_groups(groups))
    known = _known(groups)
    first = ClaimFilters(since=since, until=book.until_first(keep, _RECENT) or until, groups=known, order="when")
    recent = list(book.claims(**first.given(limit=_RECENT))) if known or not groups else []
    spots = book.spots(keep)
    return {
        "totals": book.totals(keep), "types": book.by_type(keep), "recent": recent, "spots": [_row(s) for s in spots],
        "countries": [s for s in spots if s.precision == "country"][:6],
    }  # fmt: skip


def _row(s: Spot) -> list[Any]:
    """A place for the map, without the names of fields: there are a thousand of them a day."""
    at = (round(s.lon, 4), round(s.lat, 4))
    return [s.entity, s.name, *at, s.precision, s.radius_km, s.claims, s.reports, s.denied, *s.groups]


def _place(desk: Desk, place: dict[str, Any]) -> dict[str, Any]:
    """A place with its holders as the list shows them: who stands firm, and folded under them all others."""
    hues: dict[str, int] = desk.cached("hues", dict)  # in the order of showing, so that an actor keeps its colour
    holders = place["holders"]
    firm = [h for h in holders if h["status"] in _FIRM] or holders[:2]
    firm = [h | {"hue": hues.setdefault(h["entity"] or h["actor"], len(hues))} for h in firm]
    rest = [h | {"hue": hues.get(h["entity"] or h["actor"], _HUES)} for h in holders if h["status"] not in _FIRM]
    rest = [h for h in rest if all(h["actor"] != f["actor"] for f in firm)]
    told = [f"{n} {word}" for word in ("possible", "lost") if (n := sum(h["status"] == word for h in rest))]
    return {
        **place, "holders": firm + rest, "firm": firm, "rest": rest, "folded": " and ".join(told),
        "contested": any(h["contested"] for h in holders),
    }  # fmt: skip


def _once(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each place once: two that reports name alike, on the same ground and with the same holders, are shown as one.

    Names with a common noun ("X air base") are joined across reports by a person alone, but their ground is one.
    """
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for p in places:
        held = tuple((h["actor"], h["status"], tuple(h["because"])) for h in p["holders"])
        seen.setdefault((p["place"].casefold(), p["lat"], p["lon"], held), p)
    return list(seen.values())


def _pin(place: dict[str, Any]) -> dict[str, Any]:
    """A place with its first holder for the map."""
    top, *others = place["holders"]
    rivals = [o["actor"] for o in others if o["contested"]] if top["contested"] else []
    return {
        "id": place["entity"], "place": place["place"], "at": [place["lon"], place["lat"]], "rivals": rivals,
        **{name: top[name] for name in ("actor", "status", "contested", "because", "against", "hue")},
    }  # fmt: skip


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
        return {"type": "FeatureCollection", "features": list(_features(found))}

    return desk.packed(("map", since, until, groups), make)


def _features(found: Iterable[Spot]) -> Iterable[dict[str, Any]]:
    for s in found:
        properties = {
            "id": s.entity, "name": s.name, "precision": s.precision, "radius": s.radius_km, "claims": s.claims,
            "reports": s.reports, "denied": s.denied, "hedged": s.hedged, **dict(zip(GROUPS, s.groups, strict=True)),
        }  # fmt: skip
        point = {"type": "Point", "coordinates": [round(s.lon, 4), round(s.lat, 4)]}
        yield {"type": "Feature", "geometry": point, "properties": properties}


@router.get("/api/bars", tags=["overview"])
def bars(desk: TheDesk, since: Text = "", until: Text = "", groups: Text = "") -> dict[str, Any]:
    """The timeline: claims by group in days, weeks, months or years over a range (default: all)."""
    found = desk.cached(("bars", since, until, groups), lambda: _bars(desk, since, until, groups))
    return {"groups": list(GROUPS), "bars": found}


def _bars(desk: Desk, since: str, until: str, groups: str) -> list[list[Any]]:
    book = desk.book
    low, high = book.span()
    first, last = since or low, until or high
    found = book.bars(book.chosen(groups=_groups(groups)), first, last) if first and last else []
    return [[b.first, b.last, *b.groups] for b in found]


@router.get("/api/holdings", tags=["overview"])
def holdings(desk: TheDesk, on: Text) -> dict[str, Any]:
    """Who stands over which place on a day. ``pending`` counts places not read yet: ask again for them.

    ``left_out`` names the places of whose ground too much is told to ask here: they are asked on their own pages.
    """
    return _holdings(desk, on, _PATIENCE)


def _holdings(desk: Desk, on: str, patience: float) -> dict[str, Any]:
    """Who holds what, as far as it is read within ``patience`` seconds: reading goes on meanwhile."""
    book = desk.book
    chosen = desk.cached("ground", book.ground_places)
    told: dict[str, dict[str, Any]] = desk.cached(("holdings", on), dict)
    if any(not book.is_ground_read(p) for p in chosen.asked):
        desk.soon("ground read", lambda: [book.held(p, on) for p in chosen.asked], patience=patience)
    for place in chosen.asked:
        if place not in told and book.is_ground_read(place):
            told[place] = _held(book.held(place, on))
    rows = [told[p] for p in chosen.asked if p in told]
    return {
        "on": on, "places": rows, "pending": len(chosen.asked) - len(rows), "of": len(chosen.asked),
        "left_out": [{"entity": e, "place": name, "claims": n} for e, name, n in chosen.left_out[:20]],
        "others": chosen.others,
    }  # fmt: skip


def _held(held: Held) -> dict[str, Any]:
    told = [{name: getattr(h, name) for name in _OF_HOLDER} for h in held.holders if h.status != "unknown"]
    told.sort(key=lambda h: (STATUSES.index(h["status"]), not h["contested"], h["actor"]))
    return {"entity": held.entity, "place": held.place, "lat": held.lat, "lon": held.lon, "holders": told}


@router.get("/api/control/{place}", tags=["overview"])
def control(desk: TheDesk, place: str, on: Text) -> dict[str, Any]:
    """Who claims a place on a day, for and against, with reports and origins."""
    return shapes.control(desk.book.control(place, on=on))
