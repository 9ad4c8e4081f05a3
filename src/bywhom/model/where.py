"""Places: what a gazetteer knows, what a text says of them, and how far off an answer may be."""

import math
from dataclasses import dataclass

EARTH_KM = 6371.0
_KM_A_DEGREE = 111.0  # of latitude, rather less than it is

# Feature codes are GeoNames' own where it has one; the rest are ours. The value is the radius in kilometres
# within which the thing meant usually lies when only the place is named.
FEATURE_RADIUS_KM = {
    "PPLC": 15.0, "PPLA": 10.0, "PPL": 4.0, "PPLX": 3.0, "AIRP": 3.0, "PRT": 3.0, "FAC": 2.0, "CAPE": 5.0, "MT": 8.0,
    "ADM2": 40.0, "ADM3": 20.0, "ADM1": 120.0, "PCLI": 400.0, "REGION": 200.0, "AREA": 60.0, "ISL": 40.0,
    "RIVER": 250.0, "LAKE": 40.0, "SEA": 400.0, "CONT": 2000.0,
}  # fmt: skip

_STANDING = {"PCLI": 8.0, "CONT": 8.0, "ADM1": 5.5, "REGION": 6.0, "SEA": 6.0, "PPLC": 6.5, "ADM2": 4.0, "ISL": 4.5}

PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "area")

_PRECISION_OF_FEATURE = {
    "ADM2": "admin2", "ADM3": "admin2", "ADM1": "admin1", "PCLI": "country", "REGION": "area", "AREA": "area",
    "RIVER": "area", "SEA": "area", "CONT": "area", "LAKE": "area", "ISL": "area",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the gazetteer. ``id`` is a GeoNames id in digits, or ``bywhom:…`` for what GeoNames lacks.

    ``country`` is ISO 3166-1 alpha-2, ``admin1`` and ``admin2`` are GeoNames codes inside it, "" when unknown.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    feature: str = "PPL"
    population: int = 0
    aliases: tuple[str, ...] = ()

    @property
    def precision(self) -> str:
        """The level on which the bare name of this place locates something (one of PRECISIONS)."""
        return _PRECISION_OF_FEATURE.get(self.feature, "exact")

    @property
    def radius_km(self) -> float:
        """How far from the coordinates the thing meant may lie, in kilometres."""
        return FEATURE_RADIUS_KM.get(self.feature, 5.0)

    @property
    def standing(self) -> float:
        """How much is behind the name: log10 of its people, with floors by kind (areas are named beyond theirs)."""
        return max(math.log10(self.population + 1), _STANDING.get(self.feature, 2.0))

    @property
    def is_settlement(self) -> bool:
        """True for towns, villages and their quarters."""
        return self.feature.startswith("PPL")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMatch:
    """A place that a name may mean, with how the name was found.

    ``how`` is ``name`` (its main name), ``alias``, ``variant`` (an affix dropped or spelled out), ``skeleton``
    (same consonants after romanisation) or ``demonym`` (an adjective or the people of it).
    """

    place: Place
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A stretch of text that names a place, as found; not yet a place.

    ``score`` is the probability that the words name a place here at all. ``hint`` is ``place``, ``demonym``,
    ``metonym`` ("Washington said": the coordinates hold, but an actor is meant) or ``nested`` (inside the name of
    something else, "Aleppo University"). ``within`` holds the words of a containing place that the text gives.
    """

    start: int
    end: int
    text: str
    label: str = ""
    score: float = 1.0
    hint: str = "place"
    within: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRelation:
    """A place told by another one: ``kind`` is offset, direction, near, part, stretch or between.

    ``start`` and ``end`` bound the whole phrase; ``anchors`` are the spans of the toponyms that it leans on;
    ``bearing`` counts degrees clockwise from north.
    """

    kind: str
    start: int
    end: int
    anchors: tuple[tuple[int, int], ...]
    distance_km: float | None = None
    bearing: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words that locate something, resolved as far as they can be.

    ``lat`` and ``lon`` are None when not resolved. ``precision`` is one of PRECISIONS ("" unresolved) and
    ``radius_km`` says how far off the point may be. ``score`` is the calibrated probability that the point lies
    within 161 km of the place meant. ``line`` holds the two ends of a stretch.
    """

    start: int
    end: int
    name: str
    place: Place | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = ""
    radius_km: float | None = None
    score: float | None = None
    hint: str = "place"
    relation: PlaceRelation | None = None
    line: tuple[tuple[float, float], tuple[float, float]] | None = None
    others: tuple[Place, ...] = ()  # runners-up, best first


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (lat, lon) points in degrees."""
    lat1, lon1, lat2, lon2 = (math.radians(x) for x in (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def lies_within(km: float, a: tuple[float, float], b: tuple[float, float]) -> bool:
    """True when two (lat, lon) points lie at most ``km`` apart; their latitudes alone part most that do not."""
    return abs(a[0] - b[0]) * _KM_A_DEGREE <= km and distance_km(a, b) <= km


def travel(start: tuple[float, float], bearing: float, km: float) -> tuple[float, float]:
    """The (lat, lon) reached from ``start`` after ``km`` kilometres on ``bearing`` degrees from north."""
    lat, lon, turn, arc = math.radians(start[0]), math.radians(start[1]), math.radians(bearing), km / EARTH_KM
    lat2 = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(turn))
    lon2 = lon + math.atan2(
        math.sin(turn) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * math.sin(lat2)
    )
    return math.degrees(lat2), (math.degrees(lon2) + 540) % 360 - 180


def off_line_km(point: tuple[float, float], line: tuple[tuple[float, float], tuple[float, float]]) -> float:
    """How far ``point`` lies from the stretch ``line``, in kilometres (reckoned flat: under 1 % off at 500 km)."""
    scale = math.cos(math.radians((line[0][0] + line[1][0]) / 2))
    ax, ay = line[0][1] * scale, line[0][0]
    bx, by = line[1][1] * scale, line[1][0]
    px, py = point[1] * scale, point[0]
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return distance_km(point, (ay + along * (by - ay), (ax + along * (bx - ax)) / scale))
