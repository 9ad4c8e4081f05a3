"""The places that the names of one text could mean, with the features that tell them apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bywhom.model.romanize import fold
from bywhom.model.where import Place, PlaceMatch, Toponym
from bywhom.ports import Gazetteer

Array = NDArray[np.float64]

MAX_CANDIDATES = 40
STATIC: Final = (
    "people", "people-share", "top", "only", "PCLI", "ADM1", "ADM2", "PPLC", "PPLX", "nature", "REGION", "alias",
    "variant", "skeleton", "demonym", "within", "not-within", "in-domain", "domain-country", "anchored-tail", "own",
)  # fmt: skip
CONTEXT: Final = (
    "country-share", "area-share", "near", "middling", "lonely-country", "parent-named", "child-named", "home-near",
    "publisher-near", "doc-country-top", "prior",
)  # fmt: skip

# Words of newspapers' names and domains that are no place.
_PAPER = re.compile(
    r"(?:the|daily|weekly|evening|morning|sunday|news|times|post|herald|journal|tribune|gazette|register|star|press|sun|"
    r"chronicle|telegram|telegraph|dispatch|observer|leader|sentinel|record|reporter|courier|mail|express|standard|"
    r"review|advocate|independent|examiner|bulletin|banner|beacon|mercury|echo|citizen|item|free|local|online|"
    r"media|today|com|net|org|www|paper|newspaper|newspapers|web|live|city|state|county|republic|argus|globe|world)+"
)
_TLD_COUNTRY = {"uk": "GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All mentions of one name (with one container) in a text, and what it could mean."""

    name: str
    within: str
    members: tuple[int, ...]  # indexes of toponyms
    matches: tuple[PlaceMatch, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Every candidate of every group of one text, as arrays in one order; ``group`` says whose each is."""

    groups: tuple[Group, ...]
    matches: tuple[PlaceMatch, ...]
    group: NDArray[np.int64]
    static: Array
    unit: Array  # unit vectors of the coordinates
    country: NDArray[np.int64]
    area: NDArray[np.int64]
    is_area: NDArray[np.bool_]
    is_state: NDArray[np.bool_]
    near: Array
    middling: Array
    home: Array  # closeness to the candidates that the publisher's name suggests


def group_toponyms(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> tuple[Group, ...]:
    """One sense a text: the same words mean the same place, unless the text puts them in two containers."""
    containers: dict[str, list[str]] = {}
    for t in toponyms:
        containers.setdefault(fold(t.text), []).append(fold(t.within))
    members: dict[tuple[str, str], list[int]] = {}
    for i, t in enumerate(toponyms):
        key = fold(t.text)
        own = fold(t.within) or next((w for w in containers[key] if w), "")
        members.setdefault((key, own), []).append(i)
    out = []
    for (key, own), indexes in members.items():
        first = toponyms[indexes[0]]
        within = next((toponyms[i].within for i in indexes if toponyms[i].within), "")
        matches = tuple(gazetteer.matches(first.text))[:MAX_CANDIDATES] if key else ()
        weight = min(3.0, sum(toponyms[i].score for i in indexes) ** 0.5)
        out.append(
            Group(name=key, within=within if own else "", members=tuple(indexes), matches=matches, weight=weight)
        )
    return tuple(out)


def publisher_names(publisher: str | None) -> tuple[str, str]:
    """(the part of a publisher's name or domain that may hold a place, folded without spaces; its country or "")."""
    if not publisher:
        return "", ""
    host = publisher.strip().lower().removeprefix("www.")
    labels = host.split(".")
    country = ""
    if len(labels) > 1 and " " not in host:
        tail = labels[-1]
        country = _TLD_COUNTRY.get(
            tail, tail.upper() if len(tail) == 2 and tail not in {"tv", "co", "io", "me"} else ""
        )
        labels = [x for x in labels[:-1] if x not in {"co", "com", "org", "net", "ac", "gov"}]
    return re.sub(r"[^a-z]", "", "".join(labels)), country


def publisher_places(publisher: str | None, gazetteer: Gazetteer) -> tuple[tuple[PlaceMatch, ...], str, str]:
    """Places that a publisher's name begins or ends with, the whole name without spaces, and its country."""
    glued, country = publisher_names(publisher)
    found: dict[str, PlaceMatch] = {}
    if len(glued) >= 4:
        bare = re.sub(f"^{_PAPER.pattern}", "", glued)
        bare = re.sub(f"{_PAPER.pattern}$", "", bare) or bare
        tries = {bare, *(glued[:n] for n in range(5, min(len(glued), 14)) if _PAPER.fullmatch(glued[n:]))}
        for name in sorted(tries, key=len, reverse=True):
            if len(name) >= 4:
                for m in gazetteer.matches(name, loose=False)[:12]:
                    if m.how != "demonym":
                        found.setdefault(m.place.id, m)
    return tuple(found.values()), glued, country


def build_field(toponyms: Sequence[Toponym], gazetteer: Gazetteer, publisher: str | None) -> Field | None:
    """Candidates and features of one text; None when no name has a candidate."""
    groups = group_toponyms(toponyms, gazetteer)
    flat = [(g, m) for g, grp in enumerate(groups) for m in grp.matches]
    if not flat:
        return None
    homes, glued, home_country = publisher_places(publisher, gazetteer)
    matches = tuple(m for _, m in flat)
    lat = np.radians([m.place.lat for m in matches])
    lon = np.radians([m.place.lon for m in matches])
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    km = 6371.0 * np.arccos(np.clip(unit @ unit.T, -1.0, 1.0))
    group = np.array([g for g, _ in flat])
    return Field(
        groups=groups,
        matches=matches,
        group=group,
        static=_static(groups, flat, gazetteer, (glued, home_country)),
        unit=unit,
        country=_codes([m.place.country for m in matches]),
        area=_codes([f"{m.place.country}.{m.place.admin1}" if m.place.admin1 else "" for m in matches]),
        is_area=np.array([m.place.feature in {"PCLI", "ADM1", "CONT", "REGION", "SEA", "RIVER"} for m in matches]),
        is_state=np.array([m.place.feature == "ADM1" for m in matches]),
        near=np.exp(-km / 60.0),
        middling=np.exp(-km / 300.0),
        home=_home(unit, homes),
    )


def _codes(names: Sequence[str]) -> NDArray[np.int64]:
    seen: dict[str, int] = {"": -1}
    return np.array([seen.setdefault(n, len(seen)) for n in names])


def _home(unit: Array, homes: Sequence[PlaceMatch]) -> Array:
    if not homes:
        return np.zeros((len(unit), 0))
    lat = np.radians([m.place.lat for m in homes])
    lon = np.radians([m.place.lon for m in homes])
    there = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    close: Array = np.exp(-6371.0 * np.arccos(np.clip(unit @ there.T, -1.0, 1.0)) / 100.0)
    return close


_NATURE = frozenset({"RIVER", "LAKE", "SEA", "ISL", "MT", "CAPE"})


def _static(
    groups: Sequence[Group],
    flat: Sequence[tuple[int, PlaceMatch]],
    gazetteer: Gazetteer,
    publisher: tuple[str, str],
) -> Array:
    out = np.zeros((len(flat), len(STATIC)))
    tops = [max((m.place.standing for m in g.matches), default=0.0) for g in groups]
    containers = [_containers(g, gazetteer) for g in groups]
    for i, (g, m) in enumerate(flat):
        place, group = m.place, groups[g]
        inside = any(gazetteer.contains(a, place) and a.id != place.id for a in containers[g])
        fired = {
            "people": place.standing / 8.0,
            "people-share": place.standing - tops[g],
            "top": float(place.standing >= tops[g]),
            "only": float(len(group.matches) == 1),
            "nature": float(place.feature in _NATURE),
            "within": float(inside),
            "not-within": float(bool(containers[g]) and not inside),
            "in-domain": float(len(group.name) >= 4 and group.name.replace(" ", "") in publisher[0])
            * place.standing
            / 8.0,
            "domain-country": float(bool(publisher[1]) and place.country == publisher[1]),
            "own": float(place.id.startswith("bywhom:")),
            place.feature: 1.0,
            m.how: 1.0,
        }
        for name, value in fired.items():
            if name in _COLUMN:
                out[i, _COLUMN[name]] = value
    return out


_COLUMN: Final = {n: i for i, n in enumerate(STATIC)}


_AREAS: Final = frozenset({"PCLI", "ADM1", "ADM2", "REGION"})


def _containers(group: Group, gazetteer: Gazetteer) -> list[Place]:
    if not group.within:
        return []
    return [m.place for m in gazetteer.matches(group.within, loose=False)[:8] if m.place.feature in _AREAS]


def context_features(field: Field, p: Array) -> Array:
    """Features that lean on what the other names of the text probably mean (``p`` per candidate)."""
    n = len(field.matches)
    weights = np.array([g.weight for g in field.groups])[field.group]
    mass = p * weights
    other = field.group[:, None] != field.group[None, :]
    total = np.maximum((other * mass[None, :]).sum(1), 1e-6)
    out = np.zeros((n, len(CONTEXT)))
    same_country = (field.country[:, None] == field.country[None, :]) & (field.country >= 0)[:, None] & other
    same_area = (field.area[:, None] == field.area[None, :]) & (field.area >= 0)[:, None] & other
    point = (~field.is_area)[None, :] & other
    out[:, 0] = (same_country * mass[None, :]).sum(1) / (total + 0.5)
    out[:, 1] = (same_area * mass[None, :]).sum(1) / (total + 0.5)
    out[:, 2] = np.log1p((field.near * point * mass[None, :]).sum(1))
    out[:, 3] = np.log1p((field.middling * point * mass[None, :]).sum(1))
    out[:, 4] = ((same_country * mass[None, :]).sum(1) < 0.05) & (total > 0.5)
    parents = same_area & field.is_state[None, :]
    out[:, 5] = np.minimum(1.0, (parents * mass[None, :]).sum(1))
    is_country = np.array([m.place.feature == "PCLI" for m in field.matches])
    below = np.where(is_country, (same_country * mass).sum(1), (same_area * mass).sum(1))
    out[:, 6] = (is_country | field.is_state) * np.minimum(1.0, below)
    if field.home.shape[1]:
        pull = field.home.T @ (mass * ~field.is_area) + 0.2
        belief = pull / pull.sum()
        out[:, 7] = (field.home * belief[None, :]).sum(1)
        out[:, 8] = field.home.max(1)
    best = {int(c): float(mass[field.country == c].sum()) for c in set(field.country.tolist()) if c >= 0}
    top = max(best, key=lambda c: best[c], default=-1)
    out[:, 9] = field.country == top
    out[:, 10] = np.log(np.maximum(p, 1e-4)) / 5.0
    return out


def softmax(scores: Array, group: NDArray[np.int64], groups: int) -> Array:
    """Probabilities inside each group."""
    high = np.full(groups, -np.inf)
    np.maximum.at(high, group, scores)
    e = np.exp(scores - high[group])
    total = np.zeros(groups)
    np.add.at(total, group, e)
    out: Array = e / total[group]
    return out
