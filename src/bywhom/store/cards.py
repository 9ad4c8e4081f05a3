"""Cards: what a cluster of entities is called and how often it is told of; a pure function of its rows."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, distinct, func, insert, select

from bywhom.model.account import EntityCard
from bywhom.model.judgement import Judgement
from bywhom.model.where import Place
from bywhom.store.derive import chunks
from bywhom.store.judged import holding
from bywhom.store.rows import dumps, judgement_value, place_value
from bywhom.store.tables import canon, card, entity, judgement, party, told

ALIASES = 200  # how many a card keeps, the most frequent first
DECISIONS = ("name", "alias", "grade", "protect", "withdraw")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A card before it is stored or shown."""

    root: int
    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    place: Mapping[str, Any] | None = None
    line: Sequence[Sequence[float]] | None = None
    grade: str = ""
    protected: str = ""
    claims: int = 0
    reports: int = 0


@dataclass(slots=True)
class _Tally:
    ids: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    described: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)

    def take(self, row: Any) -> None:
        self.ids.append(row.id)
        (self.described if row.described else self.names)[row.name] += 1
        self.types[row.type] += 1
        if row.aliases != "[]":
            self.aliases.update(json.loads(row.aliases))
        if row.place is not None:
            self.places[row.place] += 1
        if row.line is not None:
            self.lines[row.line] += 1


def _top(counted: Counter[str]) -> str | None:
    """The most frequent; among equals the longest, then the first by letters: no order of reading plays a part."""
    return min(counted, key=lambda n: (-counted[n], -len(n), n)) if counted else None


def _decided(judged: Sequence[Judgement]) -> dict[str, Any]:
    out: dict[str, Any] = {"aliases": []}
    for j in judged:
        if j.kind == "alias":
            out["aliases"].append(str(j.value.get("alias", "")))
        elif j.kind == "protect":
            out["protect"] = str(j.value.get("why", "source"))
        else:
            out[j.kind] = str(j.value.get(j.kind, ""))
    return out


def _make(root: int, tally: _Tally, judged: Sequence[Judgement], counts: tuple[int, int]) -> Made:
    decided = _decided(judged)
    name = decided.get("name") or _top(tally.names) or _top(tally.described) or ""
    others: Counter[str] = Counter(tally.aliases)
    others.update(tally.names)
    if not tally.names:
        others.update(tally.described)
    ranked = [*decided["aliases"], *sorted(others, key=lambda n: (-others[n], n))]
    aliases = tuple(dict.fromkeys(a for a in ranked if a and a != name))[:ALIASES]
    place, line = _top(tally.places), _top(tally.lines)
    return Made(
        root=root, id=min(tally.ids), name=name, type=_top(tally.types) or "", aliases=aliases,
        place=None if place is None else json.loads(place), line=None if line is None else json.loads(line),
        grade=decided.get("grade", ""), protected=decided.get("protect", ""), claims=counts[0], reports=counts[1],
    )  # fmt: skip


def decisions(connection: Connection, known: int | None = None) -> dict[str, list[Judgement]]:
    """What people decided about entities by ``known``: entity id → judgements of name, alias, grade, protection."""
    where: ColumnElement[bool] = judgement.c.kind.in_(DECISIONS)
    if known is not None:
        where = and_(where, judgement.c.recorded <= known)
    rows = connection.execute(select(judgement).where(where).order_by(judgement.c.seq))
    out: dict[str, list[Judgement]] = {}
    for j in holding(judgement_value(r) for r in rows):
        out.setdefault(j.subject, []).append(j)
    return out


def make(
    connection: Connection, roots: Iterable[int], *, known: int | None = None, moved: Mapping[int, int] | None = None
) -> dict[int, Made]:
    """Cards of the clusters ``roots``. ``moved`` overrides the cluster of some entities (an earlier state of them)."""
    moved = moved or {}
    wanted, people = set(roots), decisions(connection, known)
    tallies: dict[int, _Tally] = {}
    owners: dict[str, int] = {}
    counts: dict[int, tuple[int, int]] = {}
    special = {r for e, r in moved.items() if r in wanted}
    for some in chunks(sorted(wanted - special)):
        for row in connection.execute(_members(canon.c.root.in_(some), known)):
            if row.seq not in moved:
                tallies.setdefault(row.root, _Tally()).take(row)
                owners[row.id] = row.root
        counts |= _counts(connection, some, known)
    for some in chunks(sorted(e for e, r in moved.items() if r in special)):
        for row in connection.execute(_members(entity.c.seq.in_(some), known)):
            tallies.setdefault(moved[row.seq], _Tally()).take(row)
            owners[row.id] = moved[row.seq]
    judged: dict[int, list[Judgement]] = {}
    for id_, given in people.items():
        if id_ in owners:
            judged.setdefault(owners[id_], []).extend(given)
    return {r: _make(r, t, judged.get(r, ()), counts.get(r, (0, 0))) for r, t in tallies.items()}


def _members(where: Any, known: int | None) -> Any:
    query = (
        select(
            canon.c.root, entity.c.seq, entity.c.id, entity.c.name, entity.c.type, entity.c.aliases, entity.c.place,
            entity.c.line, entity.c.described,
        )
        .join(entity, entity.c.seq == canon.c.entity)
        .where(where)
    )  # fmt: skip
    return query if known is None else query.where(entity.c.recorded <= known)


def _counts(connection: Connection, roots: list[int], known: int | None) -> dict[int, tuple[int, int]]:
    query = (
        select(canon.c.root, func.count(distinct(told.c.claim)), func.count(distinct(told.c.report)))
        .join(party, party.c.entity == canon.c.entity)
        .join(told, told.c.claim == party.c.claim)
        .where(canon.c.root.in_(roots))
        .group_by(canon.c.root)
    )
    if known is not None:
        query = query.where(told.c.recorded <= known)
    return {r[0]: (r[1], r[2]) for r in connection.execute(query)}


def row_of(made: Made) -> dict[str, Any]:
    """The row of the table ``card``."""
    place = made.place or {}
    body = {
        "aliases": made.aliases, "place": made.place, "line": made.line, "grade": made.grade,
        "protected": made.protected, "claims": made.claims, "reports": made.reports,
    }  # fmt: skip
    return {
        "root": made.root, "id": made.id, "name": made.name, "type": made.type, "body": dumps(body),
        "gazetteer_id": place.get("id"), "country": place.get("country"), "admin1": place.get("admin1"),
        "admin2": place.get("admin2"), "lat": place.get("lat"), "lon": place.get("lon"),
        "feature": place.get("feature") or "", "stretch": None if made.line is None else 1,
    }  # fmt: skip


def of_row(row: Any) -> Made:
    """The card of a row."""
    body = json.loads(row.body)
    aliases = tuple(body.pop("aliases"))
    return Made(root=row.root, id=row.id, name=row.name, type=row.type, aliases=aliases, **body)


def place_of(made: Made) -> Place | None:
    """Where the entity lies, when it is a place."""
    return None if made.place is None else place_value(made.place)


def shown(made: Made, members: Sequence[str] = ()) -> EntityCard:
    """The card as answers see it."""
    return EntityCard(
        id=made.id, name=made.name, type=made.type, aliases=made.aliases, members=tuple(members),
        place=place_of(made), claims=made.claims, reports=made.reports, grade=made.grade, protected=made.protected,
    )  # fmt: skip


def settle(connection: Connection) -> int:
    """Make the cards that are missing; gives how many."""
    have = select(card.c.root)
    missing = connection.execute(select(canon.c.root).distinct().where(canon.c.root.not_in(have))).scalars().all()
    for some in chunks(sorted(missing)):
        made = make(connection, some)
        connection.execute(delete(card).where(card.c.root.in_(some)))
        connection.execute(insert(card), [row_of(m) for _, m in sorted(made.items())])
    return len(missing)
