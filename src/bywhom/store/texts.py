"""Reports as they were stored: whole, with their bytes and mentions."""

from typing import Any

from sqlalchemy import Connection, select

from bywhom.model.source import Change, Report
from bywhom.model.text import Span
from bywhom.store import tables
from bywhom.store.rows import report_value


def report(connection: Connection, id_: str) -> Report | None:
    """The report with that id."""
    query = select(tables.report, tables.snapshot.c.sha256).join(
        tables.snapshot, tables.snapshot.c.seq == tables.report.c.snapshot
    )
    row = connection.execute(query.where(tables.report.c.id == id_)).first()
    if row is None:
        return None
    found = connection.execute(
        select(tables.change).where(tables.change.c.report == row.seq).order_by(tables.change.c.seq)
    )
    changes = [Change(kind=r.kind, original=Span(r.start, r.end), note=r.note) for r in found]
    return report_value(row, row.sha256, changes)


def snapshot(connection: Connection, sha256: str) -> bytes | None:
    """The exact bytes."""
    found = connection.execute(select(tables.snapshot.c.data).where(tables.snapshot.c.sha256 == sha256))
    data = found.scalar_one_or_none()
    return None if data is None else bytes(data)


def mentions(connection: Connection, report_id: str) -> list[dict[str, Any]]:
    """Mentions of a report in order of the text; ``entity`` is the id of the reading's entity or ""."""
    mention, entity = tables.mention, tables.entity
    query = (
        select(mention.c.start, mention.c.end, mention.c.type, mention.c.nominal, entity.c.id.label("entity"))
        .join(tables.reading, tables.reading.c.seq == mention.c.reading)
        .join(tables.report, tables.report.c.seq == tables.reading.c.report)
        .outerjoin(entity, entity.c.seq == mention.c.entity)
        .where(tables.report.c.id == report_id)
        .order_by(mention.c.start, mention.c.end)
    )
    return [
        {"start": r.start, "end": r.end, "type": r.type, "nominal": bool(r.nominal), "entity": r.entity or ""}
        for r in connection.execute(query)
    ]
