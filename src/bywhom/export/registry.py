"""The table of formats: what can be given back, and how it is called."""

from bywhom.errors import UnknownValue
from bywhom.export.common import Format
from bywhom.export.ftm import write_ftm
from bywhom.export.geojson import write_geojson
from bywhom.export.graph import write_gexf, write_graphml
from bywhom.export.jsonl import write_jsonl
from bywhom.export.tables import write_csv, write_parquet

_BOTH, _CLAIMS = ("claims", "findings"), ("claims",)


FORMATS: tuple[Format, ...] = (
    Format(
        name="csv",
        extension=".csv",
        media_type="text/csv; charset=utf-8",
        title="CSV table",
        takes=_BOTH,
        write=write_csv,
    ),
    Format(
        name="jsonl",
        extension=".jsonl",
        media_type="application/x-ndjson",
        title="JSON lines",
        takes=_BOTH,
        write=write_jsonl,
    ),
    Format(
        name="parquet",
        extension=".parquet",
        media_type="application/vnd.apache.parquet",
        title="Parquet table",
        takes=_BOTH,
        write=write_parquet,
    ),
    Format(
        name="geojson",
        extension=".geojson",
        media_type="application/geo+json",
        title="GeoJSON map layer",
        takes=_CLAIMS,
        write=write_geojson,
    ),
    Format(
        name="graphml",
        extension=".graphml",
        media_type="application/graphml+xml",
        title="GraphML network",
        takes=_CLAIMS,
        write=write_graphml,
    ),
    Format(
        name="gexf",
        extension=".gexf",
        media_type="application/gexf+xml",
        title="GEXF network with time (Gephi)",
        takes=_CLAIMS,
        write=write_gexf,
    ),
    Format(
        name="ftm",
        extension=".ftm.json",
        media_type="application/json+ftm",
        title="FollowTheMoney entities",
        takes=_CLAIMS,
        write=write_ftm,
    ),
)


def format_named(name: str, *, what: str = "claims") -> Format:
    """The format of that name that can hold ``what``. Raises UnknownValue with those that can."""
    fit = [f for f in FORMATS if what in f.takes]
    for found in fit:
        if found.name == name:
            return found
    raise UnknownValue(f"{what} cannot be exported in that format", value=name, choices=[f.name for f in fit])


def format_of_file(file: str, *, what: str = "claims") -> Format:
    """The format that a file's name asks for by its ending. Raises UnknownValue."""
    fit = sorted((f for f in FORMATS if what in f.takes), key=lambda f: -len(f.extension))
    for found in fit:
        if file.lower().endswith(found.extension):
            return found
    raise UnknownValue("the file's ending names no format", value=file, choices=[f.extension for f in fit])
