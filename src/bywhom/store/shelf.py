"""What a run asks of the casefile while it reads: is this known, what is it a copy of, whom might it name."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, select

from bywhom.model.who import Entity
from bywhom.store.derive import chunks
from bywhom.store.judged import holding
from bywhom.store.names import name_key
from bywhom.store.rows import judgement_value, place_value
from bywhom.store.tables import band, block, canon, entity, judgement, report


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


def entities_sharing(connection: Connection, keys: Iterable[str]) -> list[Entity]:
    """Entities of earlier readings that share one of the matcher's ``keys``: one for each cluster, with all the names
    under which it shares them. The id is the casefile's, of the cluster's earliest such entity.
    """
    first: dict[int, set[int]] = {}
    for some in chunks(sorted(set(keys))):
        query = select(canon.c.root, func.min(block.c.entity)).join(canon, canon.c.entity == block.c.entity)
        for root, seq in connection.execute(query.where(block.c.key.in_(some)).group_by(block.c.key, canon.c.root)):
            first.setdefault(root, set()).add(seq)
    values: dict[int, Entity] = {}
    for some in chunks(sorted(e for entities in first.values() for e in entities)):
        for row in connection.execute(select(entity).where(entity.c.seq.in_(some))):
            values[row.seq] = Entity(
                id=row.id, name=row.name, type=row.type, aliases=tuple(json.loads(row.aliases or "[]")),
                place=None if row.place is None else place_value(json.loads(row.place)), described=bool(row.described),
            )  # fmt: skip
    return [_one([values[e] for e in sorted(entities)]) for _, entities in sorted(first.items())]


def _one(found: list[Entity]) -> Entity:
    names = dict.fromkeys(n for e in found for n in (e.name, *e.aliases))
    names.pop(found[0].name)
    place = next((e.place for e in found if e.place is not None), None)
    return replace(found[0], aliases=tuple(names), place=place)


def names_by_people(connection: Connection) -> dict[str, str]:
    """Name key → id of the entity that a person called so."""
    query = select(judgement).where(judgement.c.kind.in_(("name", "alias", "withdraw"))).order_by(judgement.c.seq)
    held = holding(judgement_value(r) for r in connection.execute(query))
    return {name_key(str(j.value.get(j.kind, ""))): j.subject for j in held}
