"""One row a report that holds its claims as packed columns, so that views over a million claims read in one sweep.

A sheet follows from ``told``, ``party`` and the claims' bodies, as judged now, and is made anew whenever a claim of
its report is judged otherwise. Entities in it are those of the readings, so that no merging ever touches it; ``mark``
is a checksum of the rest, so that a reader fetches only what changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select

from bywhom.model.attribution import SOURCE_KINDS
from bywhom.model.claim import CLAIM_TYPES, MODALITIES, PHASES, PLACE_ROLES, SUPPORT_KINDS, TIE_ROLES
from bywhom.store import clock
from bywhom.store.dialect import bulk
from bywhom.store.rows import dumps
from bywhom.store.tables import claim, report, sheet, told
from bywhom.store.telling import joint

UNDATED = 5_000_000  # an ordinal beyond every date: compares as later than all
CLAIM = np.dtype([
    ("seq", "<u4"), ("type", "u1"), ("denied", "u1"), ("mode", "u1"), ("phase", "u1"), ("precise", "u1"),
    ("voice", "u1"), ("figures", "u1"), ("first", "<i4"), ("last", "<i4"), ("speaker", "<i4"), ("recorded", "<i8"),
])  # fmt: skip
TIE = np.dtype([("claim", "<u2"), ("a", "<i4"), ("b", "<i4"), ("kind", "u1")])  # claim: its row in the sheet
SPOT = np.dtype([("claim", "<u2"), ("entity", "<i4")])
KINDS = ("", *SUPPORT_KINDS)
_MOST = 65_535  # claims of one report that a sheet can number; those beyond are left out of counting views
_TYPE = {t: i for i, t in enumerate(CLAIM_TYPES)}
_MODE = {m: i for i, m in enumerate(MODALITIES)}
_PHASE = {p: i for i, p in enumerate(PHASES)}
_VOICE = {k: i for i, k in enumerate(SOURCE_KINDS)}
_KIND = {k: i for i, k in enumerate(KINDS)}
_FIGURES = ("killed", "injured", "captured", "number")
Body = Mapping[str, Any]


def rows_of(connection: Connection, reports: Sequence[int]) -> list[Any]:
    """The narrow rows of the claims that stand in ``reports``, in the order of report and claim."""
    query = (
        select(
            told.c.report, told.c.claim, told.c.type, told.c.polarity, told.c.modality, claim.c.phase, claim.c.edtf,
            told.c.recorded, claim.c.body, told.c.review, report.c.publisher, report.c.title,
        )
        .join(claim, claim.c.seq == told.c.claim)
        .join(report, report.c.seq == told.c.report)
        .where(told.c.report.in_(reports))
        .order_by(told.c.report, told.c.claim)
    )  # fmt: skip
    return list(connection.execute(query))


def put(connection: Connection, reports: Sequence[int], rows: Iterable[Any]) -> None:
    """Enter the sheets of ``reports`` anew from their claims' ``rows`` (see ``rows_of``; ``body`` may be parsed)."""
    held: dict[int, list[Any]] = {r: [] for r in reports}
    for row in rows:
        held[row.report].append(row)
    connection.execute(delete(sheet).where(sheet.c.report.in_(list(held))))
    made = [{"report": report, **pack(given[:_MOST])} for report, given in held.items()]
    bulk(connection, sheet, made)


def pack(rows: Sequence[Any]) -> dict[str, Any]:
    """The columns of one report's claims as bytes, and who speaks in it as JSON."""
    claims: list[tuple[Any, ...]] = []
    ties: list[tuple[int, int, int, int]] = []
    spots: list[tuple[int, int]] = []
    voices: dict[str, list[Any]] = {}
    for at, row in enumerate(rows):
        body = row.body if isinstance(row.body, Mapping) else json.loads(row.body)
        when = clock.interval(row.edtf)
        first, last = clock.bounds(row.edtf) or (UNDATED, UNDATED)
        speaker = body["s"][-1] if body["s"] else _REPORTER
        claims.append((
            row.claim, _TYPE.get(row.type, 0), row.polarity == "denied", _MODE.get(row.modality, 0),
            _PHASE.get(row.phase, 0), when is not None and when.precise, _VOICE.get(speaker[2], 0),
            any(r in body["r"] for r in _FIGURES), first, last, speaker[0], row.recorded,
        ))  # fmt: skip
        kind = _KIND.get(body["l"].get("kind", ""), len(KINDS) - 1) if row.type == "supports" else 0
        ties += [(at, a, b, kind) for a, b in _pairs(row.type, body["r"])]
        spots += [(at, e) for e in dict.fromkeys(f[3] for r in PLACE_ROLES for f in body["r"].get(r, ()) if f[3])]
        _count(voices, at, row.type, body)
    made: dict[str, Any] = {
        "claims": np.array(claims, dtype=CLAIM).tobytes(), "ties": np.array(ties, dtype=TIE).tobytes(),
        "spots": np.array(spots, dtype=SPOT).tobytes(), "voices": dumps({**_outlet(rows), "v": list(voices.values())}),
    }  # fmt: skip
    return {**made, "mark": crc32(b"\0".join([*list(made.values())[:3], made["voices"].encode()]))}


def _outlet(rows: Sequence[Any]) -> dict[str, str]:
    return {"p": rows[0].publisher, "t": rows[0].title} if rows else {"p": "", "t": ""}


_REPORTER: list[Any] = [0, "(reporter)", "reporter", None, None]


def _count(voices: dict[str, list[Any]], at: int, type_: str, body: Body) -> None:
    """Enter a claim under its speakers: those who say it first, those who relay it, and the rows of such claims.

    Each speaker is entity, name and class; the speaker of a statement that the report itself tells of has no class.
    """
    chain = [list(v[:3]) for v in body["s"] or [_REPORTER]]
    last = joint(body["s"])
    first, relays = chain[-last:], chain[:-last]
    if type_ == "statement" and first[0][2] == "reporter":
        first = [[f[3], f[2], ""] for f in body["r"].get("speaker", ()) if f[3]] or first
    voices.setdefault(dumps([first, relays]), [first, relays, []])[2].append(at)


def _pairs(type_: str, filled: Mapping[str, Sequence[Sequence[Any]]]) -> Iterator[tuple[int, int]]:
    """Who acts on whom, as numbers of entities; support goes through its intermediary."""

    def of(role: str) -> list[int]:
        return [f[3] for f in filled.get(role, ()) if f[3]]

    if type_ == "supports":
        givers, via, takers = of("supporter"), of("via"), of("recipient")
        yield from ((a, b) for a in givers for b in via or takers)
        yield from ((a, b) for a in via for b in takers)
    elif type_ in TIE_ROLES:
        left, right = TIE_ROLES[type_]
        yield from combinations(of(left), 2) if left == right else ((a, b) for a in of(left) for b in of(right))


Packed = NDArray[np.void]


def unpack(parts: Sequence[bytes], dtype: np.dtype[np.void]) -> Packed:
    """The rows of many sheets' bytes behind each other."""
    return np.frombuffer(b"".join(parts), dtype=dtype)
