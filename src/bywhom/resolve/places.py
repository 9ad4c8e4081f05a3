"""Names of places to coordinates: rank what each could mean, keep the runners-up, say how sure."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import numpy as np

from bywhom.model.where import Place, PlaceMention, PlaceRelation, Toponym
from bywhom.ports import Gazetteer
from bywhom.resolve.candidates import CONTEXT, STATIC, Array, Field, build_field, context_features, softmax
from bywhom.resolve.places_relations import locate_relations

SAME_KM = 161.0  # the distance within which the field counts an answer as right (100 miles)
RUNNERS_UP = 4
CHUNK = 60  # groups weighed against one another at once; longer texts are taken in overlapping parts
_PART, _LAP = 150, 30


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
        found += _resolve_part(part, gazetteer, publisher)[at - begin :]
        at += _PART
    return (*found, *locate_relations(text, relations, found))


def _resolve_part(toponyms: Sequence[Toponym], gazetteer: Gazetteer, publisher: str | None) -> list[PlaceMention]:
    field = build_field(toponyms, gazetteer, publisher)
    out: list[PlaceMention] = [_unresolved(t) for t in toponyms]
    if field is None:
        return out
    w = weights()
    p = rank(field, w)
    for g, group in enumerate(field.groups):
        own = np.flatnonzero(field.group == g)
        if not len(own):
            continue
        ordered = own[np.argsort(-p[own])]
        places = [field.matches[i].place for i in ordered[: RUNNERS_UP + 1]]
        for i in group.members:
            t = toponyms[i]
            score = _score(calibration_features(field, p, g, t.score), w.calibration)
            out[i] = _resolved(t, places[0], score, tuple(places[1:]))
    return out


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
