"""Places told by others: offsets, directions, parts and stretches become areas with an honest radius."""

from collections.abc import Sequence
from dataclasses import replace

from bywhom.model.where import Place, PlaceMention, PlaceRelation, distance_km, travel

# A compass word in prose means its eighth of the circle, so an offset is off by half of that sideways (tan 22.5°),
# and a rounded distance by a tenth lengthwise.
SIDEWAYS, LENGTHWISE = 0.41, 0.1
NEAR_TOWN_KM = 20.0
DIRECTION_TOWN_KM = 25.0
STRETCH_SLACK_KM = 15.0
PART_OF_TOWN_KM = 4.0

Point = tuple[float, float]


def locate_relations(
    text: str, relations: Sequence[PlaceRelation], resolved: Sequence[PlaceMention]
) -> tuple[PlaceMention, ...]:
    """One mention for each relation whose anchors are resolved; it spans the whole phrase.

    Its ``place`` is the anchor's (of a stretch, None), its point and radius those of the area meant.
    """
    by_span = {(m.start, m.end): m for m in resolved}
    out = []
    for relation in relations:
        anchors = [by_span.get(a) for a in relation.anchors]
        if any(a is None or a.lat is None for a in anchors):
            continue
        known = [a for a in anchors if a is not None]
        located = _line(relation, known) if len(known) == 2 else _point(relation, known[0])
        if located is not None:
            out.append(replace(located, name=text[relation.start : relation.end]))
    return tuple(out)


def _of(m: PlaceMention) -> Point:
    return (m.lat or 0.0, m.lon or 0.0)


def _line(relation: PlaceRelation, ends: Sequence[PlaceMention]) -> PlaceMention | None:
    a, b = _of(ends[0]), _of(ends[1])
    long = distance_km(a, b)
    if long == 0:
        return None
    east = (b[1] - a[1] + 540) % 360 - 180
    return PlaceMention(
        start=relation.start, end=relation.end, name="", lat=(a[0] + b[0]) / 2, lon=(a[1] + east / 2 + 540) % 360 - 180,
        precision="area", radius_km=long / 2 + STRETCH_SLACK_KM, score=min(m.score or 0.0 for m in ends),
        relation=relation, line=(a, b),
    )  # fmt: skip


def _point(relation: PlaceRelation, anchor: PlaceMention) -> PlaceMention | None:
    place = anchor.place
    if place is None:
        return None
    town = place.precision == "exact"
    shift, radius = _shift(relation, place, town=town)
    here = _of(anchor) if relation.bearing is None else travel(_of(anchor), relation.bearing, shift)
    return PlaceMention(
        start=relation.start, end=relation.end, name="", place=place, lat=here[0], lon=here[1],
        precision="near" if town else "area", radius_km=round(radius, 1), score=anchor.score, relation=relation,
    )  # fmt: skip


def _shift(relation: PlaceRelation, place: Place, *, town: bool) -> tuple[float, float]:
    """How far from the anchor's point the area's middle lies, and its radius, in kilometres."""
    far = relation.distance_km
    if far is not None and relation.bearing is not None:
        return far, far * SIDEWAYS + place.radius_km
    if far is not None:
        return 0.0, far * (1 + LENGTHWISE) + place.radius_km
    if relation.kind == "direction":
        reach = DIRECTION_TOWN_KM if town else place.radius_km
        return reach, reach + place.radius_km
    if relation.kind == "near":
        return 0.0, NEAR_TOWN_KM if town else place.radius_km * 1.2
    size = max(PART_OF_TOWN_KM, place.radius_km) if town else place.radius_km
    return size / 2, size * 0.75
