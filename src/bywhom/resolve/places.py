"""Names of places to coordinates: rank what each could mean, keep the runners-up, say how sure."""

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import numpy as np

from bywhom.model.where import Place, PlaceMatch, PlaceMention, PlaceRelation, Toponym, distance_km
from bywhom.ports import Gazetteer
from bywhom.resolve.candidates import CONTEXT, STATIC, Array, Field, build_field, context_features, softmax
from bywhom.resolve.places_relations import locate_relations

SAME_KM = 161.0  # the distance within which the field counts an answer as right (100 miles)
RUNNERS_UP = 4
_ENOUGH = 6  # names of a text that place it well enough to tell where it plays
_PART, _LAP = 150, 30  # names weighed against one another at once, and how many before them are seen again


@dataclass(frozen=True, slots=True)
class Weights:
    """The ranking's weights: by itself, with context, and the calibration of the score."""

    static: Array
    context: Array
    calibration: tuple[float, ...]


@cache
def weights() -> Weights:
    """The learned weights (scripts/train_places.py)."""
    raw = json.loads((resources.files("bywhom") / "data" / "places" / "ranking.json").read_text(encoding="utf-8"))
    return Weights(
        np.array([raw["static"].get(n, 0.0) for n in STATIC]),
        np.array([raw["context"].get(n, 0.0) for n in (*STATIC, *CONTEXT)]),
        tuple(raw["calibration"]),
    )


def rank(field: Field, w: Weights, *, rounds: int = 3) -> Array:
    """The probability of each candidate inside its group."""
    groups = len(field.groups)
    p = softmax(field.static @ w.static, field.group, groups)
    for _ in range(rounds):
        x = np.concatenate([field.static, context_features(field, p)], axis=1)
        p = softmax(x @ w.context, field.group, groups)
    return p


def calibration_features(field: Field, p: Array, g: int, finding: float) -> tuple[float, ...]:
    """What the certainty of one group's answer rests on: mass within 161 km of the best, how it was found, how many."""
    own = np.flatnonzero(field.group == g)
    best = own[int(np.argmax(p[own]))]
    km = 6371.0 * np.arccos(np.clip(field.unit[own] @ field.unit[best], -1.0, 1.0))
    mass = float(p[own][km <= SAME_KM].sum())
    match = field.matches[best]
    return (
        1.0, math.log((mass + 0.01) / (1.01 - mass)), math.log(len(own)), float(match.how in {"variant", "skeleton"}),
        float(match.place.feature in {"PCLI", "ADM1"}), finding, float(len(field.groups) < 3),
    )  # fmt: skip


def _score(values: Sequence[float], w: Sequence[float]) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sum(a * b for a, b in zip(values, w, strict=True))))))


def resolve_places(
    text: str,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    *,
    publisher: str | None = None,
    published: date | None = None,  # noqa: ARG001 - borders and names change with the date; part of the contract
    relations: Sequence[PlaceRelation] = (),
) -> tuple[PlaceMention, ...]:
    """A PlaceMention for every toponym, in order, then one for every relation that could be located.

    A name without candidates, or whose best is a coin's toss, keeps ``lat`` None ("not resolved") with its
    ``others``. ``publisher`` is a name or a domain; it only tips the balance towards its home.
    """
    found: list[PlaceMention] = []
    at = 0
    while at < len(toponyms):  # a book has thousands of names: weigh a stretch of them at a time
        begin = max(0, at - _LAP)
        part = toponyms[begin : at + _PART]
        found += _resolve_part(text, part, gazetteer, publisher)[at - begin :]
        at += _PART
    return (*found, *locate_relations(text, relations, found))


# "Aleppo" is the town, "Aleppo province" the area around it; where a state and a town of one name are both household
# words (New York) the ranking is left to choose.
_AREA_AFTER = re.compile(
    r"(?:’s|'s)?[ -](?:province|governorate|state|region|oblast|district|county|prefecture|department)\b", re.I
)
_AREA_BEFORE = re.compile(r"\b(?:province|governorate|state|region|oblast|district|department)s? of (?:the )?$", re.I)
_AREA_NAME = re.compile(r"\b(?:province|governorate|state|region|oblast|district|county|parish)$|shire$", re.I)
_STATES_BY_NAME = frozenset({"US", "CA", "AU"})
_SEAT_KM = 250.0


def town_or_area(text: str, t: Toponym, ranked: Sequence[Place]) -> list[Place]:
    """``ranked`` with the town or the area of its name put first, as the words around the name ask."""
    best = ranked[0]
    wants_area = bool(
        _AREA_AFTER.match(text, t.end)
        or _AREA_BEFORE.search(text[max(0, t.start - 24) : t.start])
        or _AREA_NAME.search(t.text)
    )
    if wants_area and best.is_settlement:
        fits = [x for x in ranked if x.feature in {"ADM1", "ADM2"} and _goes_with(x, best)]
    elif not wants_area and best.feature in {"ADM1", "ADM2"} and best.country not in _STATES_BY_NAME:
        fits = [x for x in ranked if x.is_settlement and x.standing > 3.7 and _goes_with(x, best)]
    else:
        return list(ranked)
    return [*fits[:1], *(x for x in ranked if x not in fits[:1])]


def _goes_with(a: Place, b: Place) -> bool:
    return a.country == b.country and distance_km((a.lat, a.lon), (b.lat, b.lon)) < _SEAT_KM


def _resolve_part(
    text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, publisher: str | None
) -> list[PlaceMention]:
    field = build_field(toponyms, gazetteer, publisher)
    out: list[PlaceMention] = [_unresolved(t) for t in toponyms]
    if field is None:
        return out
    w = weights()
    p = rank(field, w)
    told = _countries(field, p)
    for g, group in enumerate(field.groups):
        own = np.flatnonzero(field.group == g)
        ordered = [i for i in own[np.argsort(-p[own])] if not _only_sounds(field.matches[i], told)]
        if not ordered:
            continue
        ranked = [field.matches[i].place for i in ordered]
        for i in group.members:
            t = toponyms[i]
            score = _score(calibration_features(field, p, g, t.score), w.calibration)
            places = town_or_area(text, t, ranked)[: RUNNERS_UP + 1]
            out[i] = _resolved(t, places[0], score, tuple(places[1:]))
    return out


def _countries(field: Field, p: Array) -> Counter[str]:
    """How many names of the text, found under their own spelling, most likely lie in each country."""
    groups = (np.flatnonzero(field.group == g) for g in range(len(field.groups)))
    best = (own[int(np.argmax(p[own]))] for own in groups if len(own))
    return Counter(field.matches[i].place.country for i in best if field.matches[i].how in ("name", "alias"))


def _only_sounds(match: PlaceMatch, told: Counter[str]) -> bool:
    """True for a place that is only spelled somewhat like the name, in a country that the text never speaks of."""
    return match.how == "skeleton" and told.total() >= _ENOUGH and not told[match.place.country]


def _unresolved(t: Toponym) -> PlaceMention:
    return PlaceMention(start=t.start, end=t.end, name=t.text, hint=t.hint)


def _resolved(t: Toponym, place: Place, score: float, others: tuple[Place, ...]) -> PlaceMention:
    return PlaceMention(
        start=t.start,
        end=t.end,
        name=t.text,
        place=place,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        radius_km=place.radius_km,
        score=score,
        hint=t.hint,
        others=others,
    )
