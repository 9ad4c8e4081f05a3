"""ClaimQuery → SQL over the derived table ``told``: every restriction by an index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal_column, or_, select

from bywhom.model.account import ClaimQuery
from bywhom.store import clock
from bywhom.store.derive import roots_of, seqs_of
from bywhom.store.dialect import holds_words
from bywhom.store.tables import PLACE, ROLE, SPEAKER, canon, claim, party, report, sentence, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An earlier state of the record: what was recorded by ``known``, and where it differs from today's tables."""

    known: int | None = None
    moved: dict[int, int]  # entity → cluster then, for entities whose cluster has changed since
    claims: frozenset[int] = frozenset()  # claims judged since: not to be read from ``told``


NOW = Past(moved={})


def _parties(connection: Connection, ids: Iterable[str], kinds: Sequence[int], query: ClaimQuery, past: Past) -> Any:
    """Claims in which one of the entities ``ids`` stands as one of ``kinds``."""
    roots = roots_then(connection, ids, past)
    moved = sorted(e for e, r in past.moved.items() if r in roots)
    plain = sorted(roots - set(past.moved.values()))
    clauses: list[ColumnElement[bool]] = []
    if plain:
        clauses.append(party.c.entity.in_(select(canon.c.entity).where(canon.c.root.in_(plain))))
    if moved:
        clauses.append(party.c.entity.in_([literal_column(str(e)) for e in moved]))
    if not clauses:
        return told.c.claim.in_([])
    found = select(party.c.claim).where(or_(*clauses), party.c.kind.in_(kinds))
    if query.types:
        found = found.where(party.c.type.in_(sorted(query.types)))
    return told.c.claim.in_(found)


def roots_then(connection: Connection, ids: Iterable[str], past: Past) -> set[int]:
    """The clusters in which the entities ``ids`` (canonical or any member) stood."""
    seqs = seqs_of(connection, ids)
    today = roots_of(connection, seqs.values())
    return {past.moved.get(s, today[s]) for s in seqs.values() if s in today}


def _meets(query: ClaimQuery, *, by_index: bool) -> ColumnElement[bool]:
    """The claim's range meets [since, until]. ``by_index`` spells it so that the index over ranges can be used."""
    since = None if query.since is None else query.since.toordinal()
    until = None if query.until is None else query.until.toordinal()
    earliest, latest, span = told.c.earliest, told.c.latest, told.c.span
    meets = and_(earliest.is_not(None))
    if until is not None:
        meets = and_(meets, earliest <= until)
    if since is not None:
        meets = and_(meets, latest >= since)
        if by_index:
            meets = and_(meets, or_(*(and_(span == k, earliest >= since - 2**k) for k in range(clock.SPAN_CLASSES))))
    if not query.undated:
        return meets
    late = told.c.published.is_not(None) if since is None else told.c.published >= since
    return or_(meets, and_(earliest.is_(None), late))


def conditions(connection: Connection, query: ClaimQuery, past: Past) -> list[ColumnElement[bool]]:
    """What a row of ``told`` must meet."""
    out: list[ColumnElement[bool]] = []
    if past.known is not None:
        out.append(told.c.recorded <= past.known)
        if past.claims:
            out.append(told.c.claim.not_in(sorted(past.claims)))
    if query.ids:
        out.append(told.c.id.in_(sorted(query.ids)))
    if query.reports:
        out.append(told.c.report.in_(select(report.c.seq).where(report.c.id.in_(sorted(query.reports)))))
    for ids, kinds in ((query.entities, (ROLE, PLACE)), (query.places, (PLACE,)), (query.speakers, (SPEAKER,))):
        if ids:
            out.append(_parties(connection, ids, kinds, query, past))
    narrow = (bool(out) and past.known is None) or bool(query.ids or query.entities or query.places or query.speakers)
    if query.types:
        out.append(told.c.type.in_(sorted(query.types)))
    if query.since is not None or query.until is not None:
        out.append(_meets(query, by_index=not narrow))
    for column, value in ((told.c.polarity, query.polarity), (told.c.modality, query.modality)):
        if value:
            out.append(column == value)
    if query.min_confidence > 0:
        out.append(told.c.confidence >= query.min_confidence)
    if query.text:
        out.append(holds_words(told.c.sentence, query.text, connection.dialect.name))
    return out


COLUMNS = (
    told.c.claim, told.c.review, claim.c.id, claim.c.report, claim.c.type, claim.c.trigger_start,
    claim.c.trigger_end, claim.c.trigger_text, claim.c.body, claim.c.when_text, claim.c.edtf, claim.c.phase,
    claim.c.polarity, claim.c.modality, claim.c.confidence, sentence.c.start.label("sentence_start"),
    sentence.c.end.label("sentence_end"), sentence.c.text.label("sentence_text"),
)  # fmt: skip


def ordering(query: ClaimQuery) -> tuple[Any, ...]:
    """The columns that put claims in the query's order."""
    if query.order == "when":
        return told.c.earliest.is_(None), told.c.earliest, told.c.latest, told.c.claim
    if query.order == "confidence":
        return told.c.confidence.desc(), told.c.claim
    if query.order == "near":
        if query.near is None:
            return (told.c.claim,)
        day = query.near.toordinal()
        far, late = func.abs(told.c.earliest - day), func.abs(told.c.latest - day)
        return told.c.earliest.is_(None), case((far > late, far), else_=late), told.c.claim
    return (told.c.claim,)


def numbers_query(where: Sequence[ColumnElement[bool]], query: ClaimQuery, *, cut: bool) -> Select[Any]:
    """Numbers of the claims that meet ``where``, in order; with ``cut`` the query's limit and offset are applied."""
    found = select(told.c.claim).where(*where).order_by(*ordering(query))
    return found.limit(query.limit).offset(query.offset or None) if cut else found


def rows_query(numbers: Sequence[int]) -> Select[Any]:
    """The wide rows of claims, in no order."""
    found = select(*COLUMNS).join(claim, claim.c.seq == told.c.claim)
    return found.join(sentence, sentence.c.seq == claim.c.sentence).where(told.c.claim.in_(numbers))


def count_query(where: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """How many claims meet ``where``."""
    return select(func.count()).select_from(told).where(*where)
