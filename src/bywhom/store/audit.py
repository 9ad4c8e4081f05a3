"""Rows for the checks: every report with what was read in it, and facts about the whole."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, not_, select

from bywhom.model.judgement import PUBLISHER
from bywhom.store import clock
from bywhom.store.follow import ADDED_BY
from bywhom.store.tables import (
    canon,
    claim,
    entity,
    judgement,
    mention,
    party,
    reading,
    report,
    run,
    run_end,
    sentence,
    snapshot,
    told,
)


def each_report(connection: Connection) -> Iterator[dict[str, Any]]:
    """The fields of ``check.common.Bundle`` for every report, in the order of reading."""
    query = select(report, snapshot.c.sha256, snapshot.c.data, snapshot.c.taken_at).join(
        snapshot, snapshot.c.seq == report.c.snapshot
    )
    seqs = connection.execute(select(report.c.seq).order_by(report.c.seq)).scalars().all()
    for seq in seqs:
        row = connection.execute(query.where(report.c.seq == seq)).one()
        spans = select(mention.c.start, mention.c.end).join(reading, reading.c.seq == mention.c.reading)
        sentences = connection.execute(select(sentence).where(sentence.c.report == seq).order_by(sentence.c.seq)).all()
        yield {
            "id": row.id, "text": row.text, "sha256": row.sha256, "data": bytes(row.data),
            "original": row.text if row.original is None else row.original,
            "published": clock.undo_day(row.published), "recorded": row.recorded, "taken_at": row.taken_at,
            "sentences": [(s.start, s.end, s.text) for s in sentences],
            "mentions": [(m.start, m.end) for m in connection.execute(spans.where(reading.c.report == seq))],
            "entities": [_entity(e) for e in connection.execute(select(entity).where(entity.c.report == seq))],
            "claims": [
                _claim(c) for c in connection.execute(select(claim).where(claim.c.report == seq).order_by(claim.c.seq))
            ],
        }  # fmt: skip


def _entity(row: Any) -> dict[str, Any]:
    place = None if row.place is None else json.loads(row.place)
    return {"id": row.id, "name": row.name, "type": row.type, "place": place}


def _claim(row: Any) -> dict[str, Any]:
    body = json.loads(row.body)
    fillers = [(role, None if f[0] is None else (f[0], f[1]), f[2]) for role, fs in body["r"].items() for f in fs]
    return {
        "id": row.id, "type": row.type, "trigger": (row.trigger_start, row.trigger_end),
        "trigger_text": row.trigger_text, "fillers": fillers, "edtf": row.edtf, "confidence": row.confidence,
    }  # fmt: skip


def facts(connection: Connection) -> dict[str, Any]:
    """What can only be told of the whole: counts that must be equal, references that point at nothing."""

    def count(table: Table, *where: Any) -> int:
        return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())

    judged = select(judgement.c.subject).where(judgement.c.kind.in_(("reject", "accept", "correct")))
    plain = (claim.c.maker != ADDED_BY, claim.c.id.not_in(judged))
    stands = (told.c.review == "machine", told.c.id.not_in(judged))
    equal = {
        "claims that nobody judged, and those told": (count(claim, *plain), count(told, *stands)),
        "entities, and their clusters' members": (count(entity), count(canon)),
        "reports, and readings of them": (
            count(report), connection.execute(select(func.count(func.distinct(reading.c.report)))).scalar_one()
        ),
    }  # fmt: skip
    return {"equal": equal, "dangling": list(_dangling(connection)), "unfinished": count(run) - count(run_end)}


def _dangling(connection: Connection) -> Iterator[tuple[str, str]]:
    lost = select(party.c.claim).where(party.c.entity.not_in(select(entity.c.seq))).limit(20)
    for seq in connection.execute(lost).scalars():
        yield f"claim {seq}", "names an entity that is not there"
    rootless = select(canon.c.entity).where(canon.c.root.not_in(select(entity.c.seq))).limit(20)
    for seq in connection.execute(rootless).scalars():
        yield f"entity {seq}", "stands in a cluster that is not there"
    about = ("same", "different", "name", "alias", "grade", "protect")
    for kinds, table, what in ((about, entity, "entity"), (("accept", "reject", "correct"), claim, "claim")):
        named = judgement.c.subject.like(f"{PUBLISHER}%")  # a publisher is graded by its name
        query = select(judgement.c.id).where(judgement.c.kind.in_(kinds), not_(named))
        for id_ in connection.execute(query.where(judgement.c.subject.not_in(select(table.c.id))).limit(20)).scalars():
            yield id_, f"judges a {what} that is not there"
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA quick_check(5)"):
            if row[0] != "ok":
                yield "the file", str(row[0])
