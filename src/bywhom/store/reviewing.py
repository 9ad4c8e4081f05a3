"""What review asks of the rows: how much is judged, and which readings' entities stand behind a name."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from bywhom.store.derive import chunks
from bywhom.store.tables import entity, report, told


def reviewed(connection: Connection) -> dict[str, int]:
    """``claims`` that stand, and of them those ``judged`` by a person."""
    rows = {
        r.review: int(r.n)
        for r in connection.execute(select(told.c.review, func.count().label("n")).group_by(told.c.review))
    }
    total = sum(rows.values())
    return {"claims": total, "judged": total - rows.get("machine", 0)}


def members_of(connection: Connection, ids: Sequence[str]) -> list[dict[str, str]]:
    """id, name, type, report and its title for each of the readings' entities ``ids``, in order of recording."""
    out: list[dict[str, str]] = []
    for some in chunks(sorted(ids)):
        query = (
            select(entity.c.id, entity.c.name, entity.c.type, report.c.id.label("report"), report.c.title)
            .join(report, report.c.seq == entity.c.report)
            .where(entity.c.id.in_(some))
            .order_by(entity.c.seq)
        )
        out += [dict(r._mapping) for r in connection.execute(query)]
    return out
