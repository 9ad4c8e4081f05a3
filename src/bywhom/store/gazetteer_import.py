"""Write gazetteer files: the shipped one, a user's table of extra places, a full GeoNames dump."""

import csv
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from bywhom.errors import BadQuery, DamagedInput, UnknownFormat
from bywhom.model.romanize import fold, skeleton
from bywhom.model.where import FEATURE_RADIUS_KM, Place

FORMAT = 1
OWN_IDS = 2_000_000_000  # row keys of places that GeoNames does not number begin here
NAME, ALIAS, DEMONYM = 0, 1, 2

# Where names reach English through another script, and spellings differ most: skeleton keys are kept for these.
_ROMANISED = (
    "AE AF AM AZ BD BG BH BY CN CY DJ DZ EG EH ER ET GE IL IQ IR JO KG KM KP KR KW KZ LB LK LY MA MD MK MM MN MR MV NE "
    "NP OM PK PS QA RS RU SA SD SN SO SS SY TD TJ TM TN TR UA UZ XK YE ML NG IN ME BA"
)
ROMANISED = frozenset(_ROMANISED.split())

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (key INTEGER PRIMARY KEY, ident TEXT, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  country TEXT, admin1 TEXT, admin2 TEXT, feature TEXT NOT NULL, population INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE skeleton (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX area ON place (country, admin1, admin2) WHERE feature IN ('PCLI', 'ADM1', 'ADM2');
CREATE INDEX own ON place (ident) WHERE ident IS NOT NULL;
"""


class GazetteerWriter:
    """Writes one gazetteer file (or an SQLite connection in memory); use it as a context manager.

    Aliases that begin with ``~`` are adjectives or peoples of the place.
    """

    def __init__(self, path: Path | None) -> None:
        self.db = sqlite3.connect(path if path is not None else ":memory:", check_same_thread=False)
        self.db.executescript(_SCHEMA)
        self.count = 0
        self._own = OWN_IDS

    def __enter__(self) -> "GazetteerWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if kind is None:
            self.finish()
            self.db.close()
        else:
            self.db.close()

    def add(self, place: Place, aliases: Iterable[str] = ()) -> None:
        """Add one place under its name and aliases."""
        numbered = place.id.isascii() and place.id.isdigit()
        key = int(place.id) if numbered else self._own
        self._own += not numbered
        self.db.execute(
            "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                key, None if numbered else place.id, place.name, round(place.lat * 1e4), round(place.lon * 1e4),
                place.country or None, place.admin1 or None, place.admin2 or None, place.feature, place.population,
            ),
        )  # fmt: skip
        names: dict[str, int] = {}
        for alias in (*aliases, *place.aliases):
            names.setdefault(fold(alias.lstrip("~")), DEMONYM if alias.startswith("~") else ALIAS)
        names[fold(place.name)] = NAME
        names.pop("", None)
        self.db.executemany("INSERT OR REPLACE INTO name VALUES (?,?,?)", [(n, key, how) for n, how in names.items()])
        if place.country in ROMANISED:
            plain = [n for n, how in names.items() if how != DEMONYM]
            keys = {skeleton(n) for n in plain} - {""}
            self.db.executemany("INSERT OR IGNORE INTO skeleton VALUES (?,?)", [(k, key) for k in keys])
        self.count += 1

    def finish(self) -> sqlite3.Connection:
        """Build the indexes and settle the file."""
        self.db.executescript(_INDEXES)
        self.db.execute("INSERT INTO meta VALUES ('format', ?)", (str(FORMAT),))
        self.db.execute(
            "INSERT INTO meta VALUES ('licence', ?)",
            ("GeoNames (CC BY 4.0), UCDP GED (CC BY 4.0), Natural Earth (public domain)",),
        )
        self.db.commit()
        self.db.execute("VACUUM")
        self.db.execute("ANALYZE")
        self.db.commit()
        return self.db


def _number(raw: object, what: str, row: int, bound: float) -> float:
    try:
        value = float(str(raw).strip())
    except ValueError:
        value = float("nan")
    if not -bound <= value <= bound:
        raise DamagedInput(
            f"row {row} of the table of places has no usable {what}",
            value=raw,
            hint=f"give degrees from -{bound:g} to {bound:g}",
        )
    return value


def _extra(row: dict[str, object], number: int) -> tuple[Place, list[str]]:
    name = str(row.get("name") or "").strip()
    if not fold(name):
        raise DamagedInput(f"row {number} of the table of places has no name", value=row)
    feature = str(row.get("feature") or "PPL").strip().upper()
    if feature not in FEATURE_RADIUS_KM and not feature.startswith("PPL"):
        raise DamagedInput(
            f"row {number} of the table of places has an unknown feature",
            value=feature,
            choices=sorted(FEATURE_RADIUS_KM),
        )
    raw = row.get("aliases") or ""
    aliases = raw if isinstance(raw, list) else re.split(r"[|;]", str(raw))
    country = str(row.get("country") or "").strip().upper()
    slug = re.sub(r"\W+", "-", f"user {fold(name)} {country}").strip("-").lower()
    place = Place(
        id=str(row.get("id") or f"bywhom:{slug}"),
        name=name,
        lat=_number(row.get("lat"), "latitude", number, 90),
        lon=_number(row.get("lon"), "longitude", number, 180),
        country=country,
        admin1=str(row.get("admin1") or ""),
        admin2=str(row.get("admin2") or ""),
        feature=feature,
        population=int(float(str(row.get("population") or 0))),
    )
    return place, [str(a).strip() for a in aliases if str(a).strip()]


def read_extra_places(path: Path) -> Iterator[tuple[Place, list[str]]]:
    """A user's table: CSV, TSV or JSON (a list of objects) with name, lat, lon; if known country, feature, aliases.

    Aliases are parted by ``|`` or ``;``. Raises DamagedInput with the row that cannot be used.
    """
    kind = path.suffix.lower()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedInput("the table of places cannot be read as UTF-8 text", value=path, hint=str(error)) from error
    if kind == ".json":
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise DamagedInput("the table of places is broken JSON", value=path, hint=str(error)) from error
        if not isinstance(data, list) or not all(isinstance(r, dict) for r in data):
            raise DamagedInput("the table of places must be a list of objects", value=path)
        found: Iterable[dict[str, object]] = data
    elif kind in {".csv", ".tsv", ".txt"}:
        found = list(csv.DictReader(text.splitlines(), delimiter="\t" if "\t" in text.partition("\n")[0] else ","))
    else:
        raise UnknownFormat("a table of places is CSV, TSV or JSON", value=path)
    for number, row in enumerate(found, 1):
        yield _extra({str(k).strip().lower(): v for k, v in row.items()}, number)


# Feature codes of GeoNames' main table (geonames.org/export/codes.html) that reports name, and what we call them.
_DUMP_FEATURES = {
    "PCLI": "PCLI", "PCLS": "PCLI", "PCLD": "PCLI", "ADM1": "ADM1", "ADM2": "ADM2", "ADM3": "ADM3", "RGN": "REGION",
    "AREA": "AREA", "AIRP": "AIRP", "AIRB": "AIRP", "AIRF": "AIRP", "MILB": "FAC", "INSM": "FAC", "PRT": "PRT",
    "OILF": "AREA", "OILT": "FAC", "DAM": "FAC", "BDG": "FAC", "CMP": "PPL", "CMPRF": "PPL", "PRN": "FAC", "ISL": "ISL",
    "ISLS": "ISL", "STM": "RIVER", "LK": "LAKE", "BAY": "SEA", "GULF": "SEA", "SEA": "SEA", "STRT": "SEA", "MT": "MT",
    "MTS": "REGION", "VAL": "AREA", "PASS": "AREA", "CAPE": "CAPE", "PEN": "REGION", "WAD": "RIVER", "OAS": "PPL",
}  # fmt: skip


def read_geonames_dump(path: Path) -> Iterator[tuple[Place, list[str]]]:
    """Rows of a GeoNames country file (``XX.txt``, 19 columns); features that reports do not name are left out.

    Raises DamagedInput when the file is no such table.
    """
    with path.open(encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            c = line.rstrip("\n").split("\t")
            if len(c) < 19 or not c[0].isdigit():
                raise DamagedInput(
                    f"line {number} is no row of a GeoNames dump", value=line[:60], hint="unzip XX.zip and give XX.txt"
                )
            feature = c[7] if c[7].startswith("PPL") and c[7] not in {"PPLH", "PPLQ"} else _DUMP_FEATURES.get(c[7])
            if feature is None:
                continue
            yield (
                Place(
                    id=c[0], name=c[1], lat=float(c[4]), lon=float(c[5]), country=c[8], admin1=c[10], admin2=c[11],
                    feature=feature, population=int(c[14] or 0),
                ),
                [c[2], *(a for a in c[3].split(",") if a)],
            )  # fmt: skip


def import_geonames_dump(dumps: Iterable[Path], out: Path) -> int:
    """Make a gazetteer file at ``out`` from GeoNames country files; gives the number of places.

    Raises BadQuery when ``out`` is there already: nothing is overwritten.
    """
    if out.exists():
        raise BadQuery("a file stands where the gazetteer should be written", value=out, hint="name another file")
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    with GazetteerWriter(part) as writer:
        for dump in dumps:
            for place, aliases in read_geonames_dump(dump):
                writer.add(place, aliases)
        count = writer.count
    part.replace(out)
    return count


def in_memory(places: Iterable[tuple[Place, Iterable[str]]]) -> sqlite3.Connection:
    """A gazetteer in memory, for a user's table and for tests."""
    writer = GazetteerWriter(None)
    for place, aliases in places:
        writer.add(place, aliases)
    return writer.finish()
