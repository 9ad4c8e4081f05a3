"""What stands in a report beside its claims: acts of saying and time expressions, as they were read."""

import json
from typing import Any

from sqlalchemy import Connection, func, select

from bywhom.store import tables


def sayings(connection: Connection, report_id: str) -> list[dict[str, Any]]:
    """Acts of saying of a report: id, kind, entity (the reading's, by its casefile id, or ""), parent, source and cue
    ([start, end] or None), content (a list of them), narrative.
    """
    said, entity = tables.attribution, tables.entity
    query = (
        select(said.c.id, said.c.kind, said.c.parent, said.c.body, entity.c.id.label("entity"))
        .join(tables.reading, tables.reading.c.seq == said.c.reading)
        .join(tables.report, tables.report.c.seq == tables.reading.c.report)
        .outerjoin(entity, entity.c.seq == said.c.entity)
        .where(tables.report.c.id == report_id)
        .order_by(said.c.seq)
    )
    return [
        {"id": r.id, "kind": r.kind, "parent": r.parent, "entity": r.entity or "", **json.loads(r.body)}
        for r in connection.execute(query)
    ]


def times(connection: Connection, report_id: str) -> list[dict[str, Any]]:
    """Time expressions of a report in order: start, end, type, value, edtf."""
    time = tables.time
    query = (
        select(time.c.start, time.c.end, time.c.type, time.c.value, time.c.edtf)
        .join(tables.reading, tables.reading.c.seq == time.c.reading)
        .join(tables.report, tables.report.c.seq == tables.reading.c.report)
        .where(tables.report.c.id == report_id)
        .order_by(time.c.start, time.c.end)
    )
    return [dict(r._mapping) for r in connection.execute(query)]


def sentences(connection: Connection, report_id: str) -> list[tuple[int, int]]:
    """Where the sentences of a report begin and end, in order."""
    sentence = tables.sentence
    query = (
        select(sentence.c.start, sentence.c.end)
        .join(tables.report, tables.report.c.seq == sentence.c.report)
        .where(tables.report.c.id == report_id)
        .order_by(sentence.c.start, sentence.c.end)
    )
    return [(r.start, r.end) for r in connection.execute(query)]


def claims_of_reports(connection: Connection, ids: list[str]) -> dict[str, int]:
    """How many claims each of the reports tells."""
    query = (
        select(tables.report.c.id, func.count())
        .join(tables.told, tables.told.c.report == tables.report.c.seq)
        .where(tables.report.c.id.in_(ids))
        .group_by(tables.report.c.id)
    )
    return {id_: int(n) for id_, n in connection.execute(query)}


def bytes_of(connection: Connection, report_id: str) -> dict[str, Any]:
    """How the bytes of a report came in: sha256, size, media_type, locator, part, taken_at (microseconds, UTC)."""
    snapshot = tables.snapshot
    query = (
        select(
            snapshot.c.sha256, snapshot.c.size, snapshot.c.media_type, snapshot.c.locator, snapshot.c.taken_at,
            tables.report.c.part,
        )
        .join(tables.report, tables.report.c.snapshot == snapshot.c.seq)
        .where(tables.report.c.id == report_id)
    )  # fmt: skip
    row = connection.execute(query).first()
    return {} if row is None else dict(row._mapping)
