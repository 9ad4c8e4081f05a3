"""The derived tables that follow claims and sameness: kept up to date row by row, or rebuilt to the same content."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, or_, select, update

from bywhom.model.claim import PLACE_ROLES, Claim
from bywhom.model.judgement import Judgement
from bywhom.store import clock
from bywhom.store.clusters import Edge, clusters
from bywhom.store.dialect import bulk
from bywhom.store.judged import holding
from bywhom.store.names import name_key
from bywhom.store.rows import judgement_value
from bywhom.store.tables import PLACE, ROLE, SPEAKER, canon, card, entity, judgement, name, party, told

CHUNK = 900  # bound variables in one statement; SQLite's oldest limit is 999


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterable[list[Any]]:
    """``values`` in lists of at most ``size``."""
    held: list[Any] = []
    for value in values:
        held.append(value)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


def told_row(seq: int, claim: Claim, place: dict[str, Any], review: str) -> dict[str, Any]:
    """The row of ``told`` for a claim as judged; ``place`` gives report, sentence, published and recorded."""
    found = clock.bounds(claim.when.edtf) if claim.when is not None else None
    first, last = found or (None, None)
    return {
        "claim": seq, "id": claim.id, "type": claim.type, "polarity": claim.polarity, "modality": claim.modality,
        "confidence": claim.confidence, "review": review, "earliest": first, "latest": last,
        "span": None if found is None else clock.span_class(*found), **place,
    }  # fmt: skip


def party_rows(seq: int, claim: Claim) -> list[dict[str, Any]]:
    """The rows of ``party`` for a claim as judged; entities in it are rows' numbers as text."""
    found = {
        (int(f.entity), PLACE if role in PLACE_ROLES else ROLE)
        for role, fillers in claim.roles.items()
        for f in fillers
        if f.entity
    }
    found |= {(int(v.entity), SPEAKER) for v in claim.source if v.entity}
    return [{"entity": e, "kind": k, "type": claim.type, "claim": seq} for e, k in sorted(found)]


def told_as_read(row: Any, review: str) -> dict[str, Any]:
    """The row of ``told`` for a claim that stands as it was read: a joined row of ``claim`` with its report's day."""
    found = clock.bounds(row.edtf)
    first, last = found or (None, None)
    return {
        "claim": row.seq, "id": row.id, "type": row.type, "polarity": row.polarity, "modality": row.modality,
        "confidence": row.confidence, "review": review, "earliest": first, "latest": last,
        "span": None if found is None else clock.span_class(*found), "report": row.report, "sentence": row.sentence,
        "published": row.published, "recorded": row.recorded,
    }  # fmt: skip


def parties_in(seq: int, type_: str, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of ``party`` for a claim whose body is as it was read."""
    found = {(f[3], PLACE if r in PLACE_ROLES else ROLE) for r, fs in body["r"].items() for f in fs if f[3]}
    found |= {(s[0], SPEAKER) for s in body["s"] if s[0]}
    return [{"entity": e, "kind": k, "type": type_, "claim": seq} for e, k in sorted(found)]


def add_entities(connection: Connection, rows: Sequence[tuple[int, str, Sequence[str]]]) -> None:
    """Enter new entities ``(seq, name, aliases)``: each its own cluster, known under each of its names."""
    bulk(connection, canon, [{"entity": seq, "root": seq} for seq, _, _ in rows])
    keys = {(name_key(n), seq) for seq, main, aliases in rows for n in (main, *aliases)}
    bulk(connection, name, [{"key": k, "entity": seq} for k, seq in sorted(keys) if k])


def rename(connection: Connection, entities: Iterable[int]) -> None:
    """Enter anew under which names ``entities`` are known, those that people gave them included."""
    wanted = set(entities)
    found = [r for some in chunks(wanted) for r in connection.execute(select(entity).where(entity.c.seq.in_(some)))]
    given: dict[str, list[str]] = {}
    named = judgement.c.kind.in_(("name", "alias", "withdraw"))
    rows = connection.execute(select(judgement).where(named).order_by(judgement.c.seq))
    for j in holding(judgement_value(r) for r in rows):
        given.setdefault(j.subject, []).append(str(j.value.get(j.kind, "")))
    for some in chunks(wanted):
        connection.execute(delete(name).where(name.c.entity.in_(some)))
    names = [(r.seq, n) for r in found for n in (r.name, *json.loads(r.aliases or "[]"), *given.get(r.id, ()))]
    bulk(connection, name, [{"key": k, "entity": seq} for k, seq in sorted({(name_key(n), s) for s, n in names}) if k])


def forget_cards(connection: Connection, roots: Iterable[int]) -> None:
    """Drop the cards of clusters that changed; they are made again when asked for or at the end of the run."""
    for some in chunks(sorted(set(roots))):
        connection.execute(delete(card).where(card.c.root.in_(some)))


def roots_of(connection: Connection, entities: Iterable[int]) -> dict[int, int]:
    """Entity → first entity of its cluster."""
    out: dict[int, int] = {}
    for some in chunks(set(entities)):
        rows = connection.execute(select(canon.c.entity, canon.c.root).where(canon.c.entity.in_(some)))
        out.update((r.entity, r.root) for r in rows)
    return out


def seqs_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Entity id → row's number, for the ids that are known."""
    out: dict[str, int] = {}
    for some in chunks(set(ids)):
        out.update(
            (r.id, r.seq) for r in connection.execute(select(entity.c.id, entity.c.seq).where(entity.c.id.in_(some)))
        )
    return out


def _edges(connection: Connection, judgements: Sequence[Judgement]) -> list[Edge]:
    seqs = seqs_of(connection, (i for j in judgements for i in (j.subject, j.object)))
    return [
        Edge(
            a=seqs[j.subject], b=seqs[j.object], id=j.id, by=j.by, apart=j.kind == "different",
            score=1.0 if j.score is None else j.score,
        )
        for j in judgements
        if j.subject in seqs and j.object in seqs
    ]  # fmt: skip


def sameness(
    connection: Connection, *, about: Iterable[str] | None = None, known: int | None = None
) -> list[Judgement]:
    """Holding judgements of sameness and difference recorded by ``known``, all or those that name one of ``about``."""
    kinds = judgement.c.kind.in_(("same", "different"))
    until = judgement.c.recorded <= known if known is not None else judgement.c.recorded.is_not(None)
    rows: dict[int, Any] = {}
    if about is None:
        rows = {r.seq: r for r in connection.execute(select(judgement).where(and_(kinds, until)))}
    else:
        for some in chunks(about, CHUNK // 2):
            names = or_(judgement.c.subject.in_(some), judgement.c.object.in_(some))
            rows |= {r.seq: r for r in connection.execute(select(judgement).where(and_(kinds, until, names)))}
    withdrawn = connection.execute(select(judgement).where(and_(judgement.c.kind == "withdraw", until)))
    rows |= {r.seq: r for r in withdrawn}
    return holding(judgement_value(rows[seq]) for seq in sorted(rows))


def local_clusters(connection: Connection, roots: Iterable[int], known: int | None = None) -> dict[int, int]:
    """Clusters as judged by ``known`` of all entities that now stand in ``roots`` or are tied to them."""
    todo, members, judged = set(roots), dict[int, str](), dict[str, Judgement]()
    seen: set[int] = set()
    while todo:
        seen |= todo
        fresh: dict[int, str] = {}
        for some in chunks(sorted(todo)):
            query = select(entity.c.seq, entity.c.id).join(canon, canon.c.entity == entity.c.seq)
            fresh |= {r.seq: r.id for r in connection.execute(query.where(canon.c.root.in_(some)))}
        members |= fresh
        found = sameness(connection, about=fresh.values(), known=known)
        judged |= {j.id: j for j in found}
        ids = set(members.values())
        outside = {i for j in found if j.kind == "same" for i in (j.subject, j.object) if i not in ids}
        todo = set(roots_of(connection, seqs_of(connection, outside).values()).values()) - seen
    joined = clusters(_edges(connection, list(judged.values())))
    return {seq: joined.get(seq, seq) for seq in members}


def rejoin(connection: Connection, roots: Iterable[int]) -> None:
    """Work out anew the clusters around ``roots`` and write what changed."""
    new = local_clusters(connection, roots)
    old = roots_of(connection, new)
    moved = [{"e": e, "r": r} for e, r in sorted(new.items()) if old.get(e) != r]
    if moved:
        connection.execute(update(canon).where(canon.c.entity == bindparam("e")).values(root=bindparam("r")), moved)
    forget_cards(connection, {*old.values(), *new.values()})


def _united(edges: Iterable[Edge], roots: dict[int, int]) -> tuple[dict[int, int], list[tuple[Edge, int, int]]]:
    """Cluster → cluster after ``edges`` are laid in the order given, and those edges that united two, with the two."""
    parent = {r: r for r in roots.values()}

    def top(x: int) -> int:
        while parent[x] != x:
            x = parent[x]
        return x

    uniting = []
    for edge in edges:
        a, b = top(roots[edge.a]), top(roots[edge.b])
        if a != b:
            uniting.append((edge, a, b))
            parent[max(a, b)] = min(a, b)
    return {r: top(r) for r in parent}, uniting


def bridges(connection: Connection, judgements: Sequence[Judgement], recorded: int) -> set[str]:
    """Ids of judgements that tie two clusters which both stood before the moment ``recorded``."""
    edges = _edges(connection, judgements)
    roots = roots_of(connection, (x for e in edges for x in (e.a, e.b)))
    new: set[int] = set()
    for some in chunks(sorted(set(roots.values()))):
        rows = connection.execute(select(entity.c.seq).where(entity.c.seq.in_(some), entity.c.recorded >= recorded))
        new |= set(rows.scalars())
    _, uniting = _united(edges, roots)
    return {edge.id for edge, a, b in uniting if a not in new and b not in new}


def join_new(connection: Connection, judgements: Sequence[Judgement]) -> None:
    """Follow the matcher's new judgements: unite clusters; where something is kept apart, work it out anew."""
    edges = _edges(connection, judgements)
    if not edges:
        return
    apart = _edges(connection, [j for j in sameness_apart(connection) if j.kind == "different"])
    kept = set(roots_of(connection, (x for e in apart for x in (e.a, e.b))).values())
    roots = roots_of(connection, (x for e in edges for x in (e.a, e.b)))
    touched = set(roots.values())
    if touched & kept or any(e.apart for e in edges):
        rejoin(connection, touched)
        return
    merged, _ = _united(edges, roots)
    moved = [{"old": old, "new": new} for old, new in merged.items() if old != new]
    if moved:
        connection.execute(update(canon).where(canon.c.root == bindparam("old")).values(root=bindparam("new")), moved)
    forget_cards(connection, touched)


def sameness_apart(connection: Connection) -> list[Judgement]:
    """Holding judgements of difference; few, for only people make them."""
    kinds = judgement.c.kind.in_(("different", "withdraw"))
    rows = connection.execute(select(judgement).where(kinds).order_by(judgement.c.seq))
    return holding(judgement_value(r) for r in rows)


def rebuild_clusters(connection: Connection) -> None:
    """Drop and rebuild ``canon`` and ``name`` from entities and judgements."""
    for table in (canon, name, card):
        connection.execute(delete(table))
    rows = connection.execute(select(entity.c.seq, entity.c.name, entity.c.aliases)).all()
    for some in chunks(rows, 20_000):
        add_entities(connection, [(r.seq, r.name, json.loads(r.aliases or "[]")) for r in some])
    people = connection.execute(select(judgement.c.subject).where(judgement.c.kind.in_(("name", "alias"))))
    rename(connection, seqs_of(connection, people.scalars().all()).values())
    joined = clusters(_edges(connection, sameness(connection)))
    moved = [{"e": e, "r": r} for e, r in joined.items() if e != r]
    for some in chunks(moved, 20_000):
        connection.execute(update(canon).where(canon.c.entity == bindparam("e")).values(root=bindparam("r")), some)


def put_claims(connection: Connection, rows: list[dict[str, Any]], parties: list[dict[str, Any]]) -> None:
    """Enter claims into ``told`` and ``party``."""
    bulk(connection, told, rows)
    bulk(connection, party, parties)
