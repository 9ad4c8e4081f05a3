"""Coordinates lie where their place says."""

from collections.abc import Mapping
from typing import Any

from bywhom.check.common import Bundle, Problem, Silent
from bywhom.model.where import FEATURE_RADIUS_KM, distance_km

_FURTHEST_KM = 1.0  # two rows of one gazetteer id are one point


class Geography(Silent):
    """Coordinates are on the globe, and one gazetteer id has one point and one country."""

    name = "geography"

    def __init__(self) -> None:
        """No place seen yet."""
        self._seen: dict[str, tuple[float, float, str]] = {}

    def feed(self, report: Bundle) -> list[Problem]:
        """The places of one report."""
        found = []
        for entity in report.entities:
            place = entity["place"]
            if place is not None:
                found += [(entity["id"], says) for says in self._wrong(place)]
        return [Problem(check=self.name, row=row, says=says) for row, says in found]

    def _wrong(self, place: Mapping[str, Any]) -> list[str]:
        lat, lon, country = place["lat"], place["lon"], place["country"]
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return [f"{place['name']} lies at {lat}, {lon}, which is nowhere"]
        first = self._seen.setdefault(place["id"], (lat, lon, country))
        if first[2] != country:
            return [f"{place['name']} ({place['id']}) lies in {country} here and in {first[2]} elsewhere"]
        allowed = max(_FURTHEST_KM, FEATURE_RADIUS_KM.get(place.get("feature", ""), 0.0))
        if distance_km(first[:2], (lat, lon)) > allowed:
            return [f"{place['name']} ({place['id']}) lies at {lat}, {lon} here and at {first[:2]} elsewhere"]
        return []
