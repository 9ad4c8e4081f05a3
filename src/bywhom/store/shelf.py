"""What a run asks of the casefile while it reads: is this known, what is it a copy of, whom might it name."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bywhom.model.who import Entity
from bywhom.store.derive import chunks, roots_of
from bywhom.store.lookup import candidates
from bywhom.store.names import name_key
from bywhom.store.rows import place_value
from bywhom.store.tables import band, canon, entity, report, run, run_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An entity of an earlier reading, with the cluster that it stands in and how many stand there."""

    entity: Entity  # its id is the casefile's
    cluster: int
    members: int


def known_reports(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of ``ids`` that the casefile holds."""
    out: set[str] = set()
    for some in chunks(sorted(set(ids))):
        out |= set(connection.execute(select(report.c.id).where(report.c.id.in_(some))).scalars())
    return out


def texts_sharing(connection: Connection, bands: Sequence[str], limit: int = 50) -> list[tuple[str, str]]:
    """Reports (id, text) that share a band, those that share most first."""
    if not bands:
        return []
    shared = func.count().label("shared")
    found = select(band.c.report, shared).where(band.c.key.in_(sorted(set(bands)))).group_by(band.c.report)
    near = found.order_by(shared.desc(), band.c.report).limit(limit).subquery()
    query = select(report.c.id, report.c.text).join(near, near.c.report == report.c.seq)
    return [(r.id, r.text) for r in connection.execute(query.order_by(near.c.shared.desc(), report.c.seq))]


def known_entities(connection: Connection, names: Iterable[str], per_name: int = 40) -> dict[str, list[Known]]:
    """Name key → entities known under it, at most one of each cluster, the earliest recorded first."""
    found = candidates(connection, (k for k in map(name_key, names) if k))
    every = {e for entities in found.values() for e in entities}
    roots = roots_of(connection, every)
    picked: dict[str, list[int]] = {}
    for key, entities in found.items():
        first: dict[int, int] = {}
        for seq in sorted(entities):
            first.setdefault(roots[seq], seq)
        picked[key] = list(first.values())[:per_name]
    wanted = {e for entities in picked.values() for e in entities}
    sizes: dict[int, int] = {}
    values: dict[int, Entity] = {}
    for some in chunks(sorted({roots[e] for e in wanted})):
        query = select(canon.c.root, func.count()).where(canon.c.root.in_(some)).group_by(canon.c.root)
        sizes |= {r[0]: r[1] for r in connection.execute(query)}
    for some in chunks(sorted(wanted)):
        for row in connection.execute(select(entity).where(entity.c.seq.in_(some))):
            values[row.seq] = Entity(
                id=row.id, name=row.name, type=row.type, aliases=tuple(json.loads(row.aliases or "[]")),
                place=None if row.place is None else place_value(json.loads(row.place)), described=bool(row.described),
            )  # fmt: skip
    return {
        key: [Known(entity=values[e], cluster=roots[e], members=sizes[roots[e]]) for e in entities]
        for key, entities in picked.items()
    }


def unfinished_runs(connection: Connection) -> int:
    """How many runs were begun and never ended: they were killed, and what they had not read is still to read."""
    query = select(func.count()).select_from(run).where(run.c.seq.not_in(select(run_end.c.run)))
    return int(connection.execute(query).scalar_one())
