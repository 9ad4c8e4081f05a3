"""The local place index: answers ports.Gazetteer from the shipped file and the user's own, off the network."""

import sqlite3
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from rapidfuzz import fuzz

from bywhom.errors import ModelMissing, NotACasefile
from bywhom.model.romanize import fold, skeleton
from bywhom.model.where import Place, PlaceMatch, distance_km
from bywhom.store.gazetteer_import import FORMAT, OWN_IDS, in_memory, read_extra_places

MAX_CANDIDATES = 60  # the largest of a name; beyond that no context tells them apart
CACHE = 50_000
_HOW = ("name", "alias", "demonym")
_COLUMNS = "p.key, p.ident, p.name, p.lat, p.lon, p.country, p.admin1, p.admin2, p.feature, p.population"

# Words that come and go at the edges of a place's name in English.
_BEFORE = ("the ", "city of ", "town of ", "village of ", "province of ", "district of ", "state of ", "port of ")
_AFTER = (
    " city", " town", " village", " province", " governorate", " state", " region", " district", " municipality",
    " county", " oblast", " raion", " prefecture", " department", " camp", " refugee camp", " airport", " air base",
    " international airport", " military airport", " airbase", " island", " islands", " neighborhood", " area",
    " neighbourhood", " valley", " river", " peninsula", " township", " parish", " republic", " prison",
    " port", " dam",
)  # fmt: skip
_SPELL = (("st ", "saint "), ("saint ", "st "), ("ft ", "fort "), ("mt ", "mount "), ("mount ", "mt "))


def variants(key: str) -> list[str]:
    """Other folded forms of a folded name: edge words dropped, abbreviations spelled out, the article added or left."""
    out = [key.removeprefix(w) for w in _BEFORE if key.startswith(w)]
    out += [key.removesuffix(w) for w in _AFTER if key.endswith(w)]
    out += [long + key.removeprefix(short) for short, long in _SPELL if key.startswith(short)]
    out += [key.removeprefix(a) for a in ("al ", "el ", "an ", "ar ", "as ", "ash ", "at ") if key.startswith(a)]
    if len(key) > 4:
        out += ["al " + key, "el " + key]
    return [v for v in dict.fromkeys(out) if len(v) > 2]


class SqliteGazetteer:
    """One or more gazetteer files; earlier ones win where two give the same id."""

    def __init__(self, layers: Sequence[sqlite3.Connection]) -> None:
        self._layers = tuple(layers)
        self._cache: dict[tuple[str, bool], tuple[PlaceMatch, ...]] = {}
        self._known: dict[str, PlaceMatch | None] = {}
        self._areas: dict[tuple[str, str, str], Place | None] = {}

    def close(self) -> None:
        """Let go of the files."""
        for db in self._layers:
            db.close()

    def matches(self, name: str, *, loose: bool = True) -> Sequence[PlaceMatch]:
        """Places that ``name`` may mean with how each was found, best first (see ports.Gazetteer)."""
        key = fold(name)
        known = self._cache.get((key, loose))
        if known is None:
            known = tuple(self._match(key, loose=loose)) if key else ()
            if len(self._cache) > CACHE:
                self._cache.clear()
            self._cache[key, loose] = known
        return known

    def candidates(self, name: str) -> Sequence[Place]:
        """Places that ``name`` may mean, best match first, then the larger."""
        return [m.place for m in self.matches(name)]

    def _match(self, key: str, *, loose: bool) -> list[PlaceMatch]:
        found = self._by_name([key])
        if loose and not found:
            found = [
                PlaceMatch(place=m.place, how="variant") for m in self._by_name(variants(key)) if m.how != "demonym"
            ]
        if loose and len(found) < 3 and all(m.place.standing < 4.3 for m in found):
            have = {m.place.id for m in found}
            found += [m for m in self._by_skeleton(key) if m.place.id not in have]
        return found

    def _by_name(self, keys: Sequence[str]) -> list[PlaceMatch]:
        if not keys:
            return []
        marks = ",".join("?" * len(keys))
        sql = (
            f"SELECT {_COLUMNS}, n.how FROM name n JOIN place p ON p.key = n.place WHERE n.key IN ({marks}) "
            f"ORDER BY n.how = 1, p.population DESC LIMIT {MAX_CANDIDATES}"
        )
        out: dict[str, PlaceMatch] = {}
        for db in self._layers:
            for row in db.execute(sql, list(keys)):
                place = _place(row)
                out.setdefault(place.id, PlaceMatch(place=place, how=_HOW[row[10]]))
        return sorted(out.values(), key=lambda m: (m.how == "alias", -m.place.standing))

    def _by_skeleton(self, key: str) -> list[PlaceMatch]:
        bones = skeleton(key)
        if not bones:
            return []
        sql = (
            f"SELECT {_COLUMNS} FROM skeleton s JOIN place p ON p.key = s.place WHERE s.key = ? "
            f"ORDER BY p.population DESC LIMIT {MAX_CANDIDATES}"
        )
        places = {p.id: p for db in self._layers for p in map(_place, db.execute(sql, (bones,)))}
        plain = key.replace(" ", "")
        near = [
            p for p in places.values()
            if bones[0] != "=" or fuzz.ratio(plain, fold(p.name).replace(" ", "")) > 60
        ]  # fmt: skip
        near.sort(key=lambda p: -fuzz.ratio(plain, fold(p.name).replace(" ", "")))
        return [PlaceMatch(place=p, how="skeleton") for p in near[:12]]

    def known(self, name: str) -> PlaceMatch | None:
        """The most prominent place of exactly this name; None when no place has it."""
        key = fold(name)
        if key not in self._known:
            if len(self._known) > CACHE:
                self._known.clear()
            found = self.matches(name, loose=False)
            self._known[key] = max(found, key=lambda m: m.place.standing, default=None)
        return self._known[key]

    def get(self, id_: str) -> Place | None:
        """The place with that id, or None."""
        by_number = id_.isascii() and id_.isdigit() and int(id_) < OWN_IDS
        where, value = ("p.key = ?", int(id_)) if by_number else ("p.ident = ?", id_)
        for db in self._layers:
            row = db.execute(f"SELECT {_COLUMNS} FROM place p WHERE {where}", (value,)).fetchone()
            if row is not None:
                return _place(row)
        return None

    def area(self, country: str, admin1: str = "", admin2: str = "") -> Place | None:
        """The country, or the first- or second-order area inside it."""
        wanted = (country, admin1, admin2)
        if wanted not in self._areas:
            feature = "ADM2" if admin2 else "ADM1" if admin1 else "PCLI"
            sql = f"SELECT {_COLUMNS} FROM place p WHERE p.country = ? AND p.feature = ?"
            sql += " AND p.admin1 = ?" if admin1 else ""
            sql += " AND p.admin2 = ?" if admin2 else ""
            values = [v for v in (country, feature, admin1, admin2) if v]
            rows = (db.execute(sql, values).fetchone() for db in self._layers)
            row = next((r for r in rows if r is not None), None)
            self._areas[wanted] = None if row is None else _place(row)
        return self._areas[wanted]

    def contains(self, area: Place, place: Place) -> bool:
        """True when ``place`` lies in ``area``: by codes for countries and their areas, by distance for the rest."""
        if area.id == place.id:
            return True
        if area.feature in {"PCLI", "ADM1", "ADM2"} and area.country and place.country:
            same = area.country == place.country
            if area.feature == "PCLI":
                return same and place.feature != "CONT"
            if not area.admin1 or not place.admin1:
                return same and not place.admin1 and _within_reach(area, place)
            same = same and area.admin1 == place.admin1
            return same and (area.feature == "ADM1" or (bool(area.admin2) and area.admin2 == place.admin2))
        return area.radius_km > place.radius_km and _within_reach(area, place)


def _within_reach(area: Place, place: Place) -> bool:
    return distance_km((area.lat, area.lon), (place.lat, place.lon)) <= area.radius_km


def _place(row: Sequence[object]) -> Place:
    key, ident, name, lat, lon, country, admin1, admin2, feature, population = row[:10]
    return Place(
        id=str(ident or key), name=str(name), lat=int(lat) / 1e4, lon=int(lon) / 1e4, country=str(country or ""),  # type: ignore[call-overload]  # the schema gives integers
        admin1=str(admin1 or ""), admin2=str(admin2 or ""), feature=str(feature), population=int(population),  # type: ignore[call-overload]  # the schema gives integers
    )  # fmt: skip


def _open(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        row = db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        raise NotACasefile(
            "this file is no gazetteer", value=path, hint="give a table of places or an imported dump"
        ) from error
    if row is None or int(row[0]) != FORMAT:
        raise NotACasefile("this gazetteer has another format", value=path, hint="import the dump again")
    db.execute("PRAGMA mmap_size = 67108864")
    return db


def shipped_path() -> Path:
    """Where the gazetteer of the package lies."""
    return Path(str(resources.files("bywhom") / "data" / "gazetteer.sqlite"))


def open_gazetteer(user: str | Path | None = None, *, alone: bool = False) -> SqliteGazetteer:
    """The shipped gazetteer, with the user's file laid over it; ``alone`` leaves the shipped one out.

    ``user`` is a table of extra places (CSV, TSV, JSON) or a gazetteer file made from a GeoNames dump.
    Raises ModelMissing when a file is not there, DamagedInput or NotACasefile when it cannot be used.
    """
    layers: list[sqlite3.Connection] = []
    for path in _given(user):
        if not path.is_file():
            raise ModelMissing("there is no gazetteer file of that name", value=path)
        tabular = path.suffix.lower() in {".csv", ".tsv", ".json", ".txt"}
        layers.append(in_memory(read_extra_places(path)) if tabular else _open(path))
    if not (alone and layers):
        if not shipped_path().is_file():
            raise ModelMissing(
                "the gazetteer of the package is missing", value=shipped_path(), hint="install Bywhom again"
            )
        layers.append(_open(shipped_path()))
    return SqliteGazetteer(layers)


def _given(user: str | Path | None) -> Iterable[Path]:
    return [] if user is None or not str(user) else [Path(user).expanduser()]
