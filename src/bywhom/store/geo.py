"""Which places of the casefile are one place, contain each other, or lie on a stretch."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, or_, select

from bywhom.model.where import EARTH_KM, FEATURE_RADIUS_KM, distance_km, off_line_km
from bywhom.store.tables import card

STRETCH_KM = 15.0  # how far from the straight line between its ends a place may lie and still be on the stretch
_WIDE = ("REGION", "AREA", "ISL", "SEA", "RIVER", "LAKE")  # contain by distance, for they have no codes


def related(connection: Connection, place: Any) -> dict[str, str]:
    """Canonical ids of places related to the card row ``place`` → same | contains | within | stretch.

    ``contains``: the other contains this place; ``within``: it lies in this place; ``stretch``: one of the two is a
    stretch of coast or road that the other lies on.
    """
    out: dict[str, str] = {}
    for row in connection.execute(select(card).where(or_(*_near(place)))) if place.lat is not None else ():
        how = _how(place, row)
        if how and row.root != place.root:
            out[row.id] = how
    out |= _stretches(connection, place)
    return out


@dataclass(frozen=True, slots=True)
class Spots:
    """All places on the map, as columns: canonical ids, radians, and how far each may reach in kilometres."""

    ids: NDArray[np.object_]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    radius: NDArray[np.float64]

    def near(self, spots: Iterable[tuple[float, float, float]]) -> frozenset[str]:
        """Places that lie within so many kilometres of one of ``spots`` (lat, lon, km); an area by its own radius."""
        found = np.zeros(len(self.ids), dtype=bool)
        for north, east, km in spots:
            lat, lon, most = math.radians(north), math.radians(east), np.maximum(km, self.radius)
            some = np.flatnonzero(~found & (np.abs(self.lat - lat) * EARTH_KM <= most))
            h = np.sin((self.lat[some] - lat) / 2) ** 2
            h += math.cos(lat) * np.cos(self.lat[some]) * np.sin((self.lon[some] - lon) / 2) ** 2
            found[some] = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(h, 1.0))) <= most[some]
        return frozenset(self.ids[found].tolist())


def read_spots(connection: Connection) -> Spots:
    """The places of all cards that have coordinates."""
    columns = (card.c.id, card.c.lat, card.c.lon, card.c.feature)
    rows = connection.execute(select(*columns).where(card.c.lat.is_not(None))).all()
    return Spots(
        np.array([r.id for r in rows], dtype=object), np.radians([r.lat for r in rows]),
        np.radians([r.lon for r in rows]), np.array([FEATURE_RADIUS_KM.get(r.feature, 5.0) for r in rows]),
    )  # fmt: skip


def _near(place: Any) -> Iterable[Any]:
    """Conditions that every related place with coordinates meets at least one of (each has an index)."""
    yield card.c.gazetteer_id == place.gazetteer_id
    if place.country:
        yield card.c.country == place.country
    yield card.c.feature.in_(_WIDE)
    if place.feature in _WIDE:
        yield card.c.lat.between(place.lat - 10, place.lat + 10)


def _how(place: Any, other: Any) -> str:
    if other.gazetteer_id == place.gazetteer_id:
        return "same"
    if _holds(other, place):
        return "contains"
    return "within" if _holds(place, other) else ""


def _holds(area: Any, inner: Any) -> bool:
    """True when ``inner`` lies in ``area``: by codes for areas that have them, else by distance."""
    if area.feature == "PCLI":
        return bool(area.country == inner.country) and inner.feature != "PCLI"
    if area.feature == "ADM1":
        return _same_codes(area, inner, "country", "admin1") and inner.feature not in ("PCLI", "ADM1")
    if area.feature in ("ADM2", "ADM3"):
        return _same_codes(area, inner, "country", "admin1", "admin2") and not inner.feature.startswith(("PCL", "ADM"))
    if area.feature in _WIDE and inner.feature not in ("PCLI", "CONT") and inner.lat is not None:
        inner_radius = FEATURE_RADIUS_KM.get(inner.feature, 5.0)
        radius = FEATURE_RADIUS_KM.get(area.feature, 5.0)
        return inner_radius < radius and distance_km((area.lat, area.lon), (inner.lat, inner.lon)) <= radius
    return False


def _same_codes(a: Any, b: Any, *names: str) -> bool:
    return all(getattr(a, n) and getattr(a, n) == getattr(b, n) for n in names)


def _stretches(connection: Connection, place: Any) -> dict[str, str]:
    line = json.loads(place.body).get("line")
    out: dict[str, str] = {}
    if line is not None:
        near = and_(card.c.lat.is_not(None), card.c.feature.like("PPL%"), card.c.root != place.root)
        for row in connection.execute(select(card).where(near)):
            if _lies_on(row, line):
                out[row.id] = "stretch"
    elif place.lat is not None:
        for row in connection.execute(select(card).where(card.c.stretch == 1)):
            if row.root != place.root and _lies_on(place, json.loads(row.body)["line"]):
                out[row.id] = "stretch"
    return out


def _lies_on(place: Any, line: Any) -> bool:
    ends = ((line[0][0], line[0][1]), (line[1][0], line[1][1]))
    return place.feature.startswith("PPL") and off_line_km((place.lat, place.lon), ends) <= STRETCH_KM
