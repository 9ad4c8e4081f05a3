"""What a person's judgement changes in the derived tables: clusters, cards, and how claims stand."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from bywhom.model.claim import Claim
from bywhom.model.judgement import Judgement
from bywhom.model.text import Span
from bywhom.store import derive, sheets, telling
from bywhom.store.judged import REVIEWS, Standing, corrected, holding, named_entities, standing
from bywhom.store.rows import claim_value, judgement_value
from bywhom.store.tables import card, claim, judgement, party, report, sentence, sheet, told

ADDED_BY = "person"  # maker of claims that a person added
_CLAIMS = 5000  # told anew at a time
_SHEETS = 400  # made anew at a time


def follow(connection: Connection, judgements: Sequence[Judgement]) -> None:
    """Bring the derived tables up to date after ``judgements`` were appended."""
    touched = list(judgements)
    while any(j.kind == "withdraw" for j in touched):
        touched = [j for j in touched if j.kind != "withdraw"] + _by_ids(
            connection, {j.subject for j in touched if j.kind == "withdraw"}
        )
    tied = [j for j in touched if j.kind in ("same", "different")]
    ids = {i for j in tied for i in (j.subject, j.object)}
    if ids:
        derive.rejoin(connection, derive.roots_of(connection, derive.seqs_of(connection, ids).values()).values())
    cards = {j.subject for j in touched if j.kind in ("name", "alias", "grade", "protect")}
    if cards:
        seqs = derive.seqs_of(connection, cards).values()
        derive.rename(connection, seqs)
        derive.forget_cards(connection, derive.roots_of(connection, seqs).values())
    rejudge(connection, {j.subject for j in touched if j.kind in REVIEWS} | added_ids(touched))


def added_ids(judgements: Iterable[Judgement]) -> set[str]:
    """Ids of the claims that judgements of kind ``add`` brought in."""
    return {str(j.value["id"]) for j in judgements if j.kind == "add" and "id" in j.value}


def _by_ids(connection: Connection, ids: set[str]) -> list[Judgement]:
    found = connection.execute(select(judgement).where(judgement.c.id.in_(sorted(ids)))) if ids else ()
    return [judgement_value(r) for r in found]


def claim_judgements(
    connection: Connection, ids: Iterable[str], known: int | None = None
) -> dict[str, list[Judgement]]:
    """Holding judgements about each of the claims ``ids`` (and additions of them), by ``known``."""
    rows: dict[int, Any] = {}
    wanted = set(ids)
    for some in derive.chunks(sorted(wanted)):
        about = judgement.c.subject.in_(some)
        rows |= {r.seq: r for r in connection.execute(select(judgement).where(about))}
    others = or_(judgement.c.kind == "withdraw", judgement.c.kind == "add")
    rows |= {r.seq: r for r in connection.execute(select(judgement).where(others))}
    kept = (r for _, r in sorted(rows.items()) if known is None or r.recorded <= known)
    out: dict[str, list[Judgement]] = {i: [] for i in wanted}
    for j in holding(judgement_value(r) for r in kept):
        for id_ in added_ids([j]) if j.kind == "add" else {j.subject}:
            if id_ in out and j.kind in (*REVIEWS, "add"):
                out[id_].append(j)
    return out


def standing_of(row: Any, judged: Sequence[Judgement]) -> Standing:
    """How the claim of ``row`` stands; one that a person added falls with the judgement that added it."""
    added = row.maker == ADDED_BY
    if added and not any(j.kind == "add" for j in judged):
        return Standing(review="rejected")
    return standing(judged, added=added)


def judged_claim(connection: Connection, row: Any, changes: Any) -> Claim:
    """The claim of a joined row (claim, report id, sentence span) with a person's ``changes``."""
    value = claim_value(row, row.report_id, Span(row.sentence_start, row.sentence_end))
    if not changes:
        return value
    text = connection.execute(select(report.c.text).where(report.c.seq == row.report)).scalar_one()
    return corrected(value, changes, text, derive.seqs_of(connection, named_entities(changes)))


def claim_rows(connection: Connection, where: Any) -> list[Any]:
    """Rows of ``claim`` with what they need of their report and sentence."""
    query = (
        select(
            claim, report.c.id.label("report_id"), report.c.published, report.c.publisher, report.c.title,
            sentence.c.start.label("sentence_start"),
            sentence.c.end.label("sentence_end"),
        )
        .join(report, report.c.seq == claim.c.report)
        .join(sentence, sentence.c.seq == claim.c.sentence)
        .where(where)
        .order_by(claim.c.seq)
    )  # fmt: skip
    return list(connection.execute(query))


def _tell(
    connection: Connection, rows: Iterable[Any], judged: Mapping[str, Sequence[Judgement]]
) -> list[dict[str, Any]]:
    """Derive told claims and their parties from kept rows, rejected ones left out; the parties are returned."""
    told_rows, parties = [], []
    for row in rows:
        state = standing_of(row, judged[row.id]) if row.id in judged else Standing()
        if state.review == "rejected":
            continue
        if state.changes:
            value = judged_claim(connection, row, state.changes)
            place = {
                "report": row.report, "sentence": row.sentence, "published": row.published, "recorded": row.recorded,
            }  # fmt: skip
            told_rows.append(derive.told_row(row.seq, value, place, state.review))
            parties += derive.party_rows(row.seq, value)
        else:
            told_rows.append(derive.told_as_read(row, state.review))
            parties += derive.parties_in(row.seq, row.type, json.loads(row.body))
    derive.put_claims(connection, told_rows, parties)
    return parties


def rejudge(connection: Connection, ids: set[str]) -> None:
    """Work out anew how the claims ``ids`` stand, and enter them so."""
    if not ids:
        return
    judged = claim_judgements(connection, ids)
    reports: set[int] = set()
    for some in derive.chunks(sorted(ids)):
        rows = claim_rows(connection, claim.c.id.in_(some))
        seqs = [r.seq for r in rows]
        old = connection.execute(select(party.c.entity).where(party.c.claim.in_(seqs))).scalars().all()
        connection.execute(delete(told).where(told.c.claim.in_(seqs)))
        connection.execute(delete(party).where(party.c.claim.in_(seqs)))
        parties = _tell(connection, rows, judged)
        changed = {*old, *(p["entity"] for p in parties)}
        derive.forget_cards(connection, derive.roots_of(connection, changed).values())
        reports |= {r.report for r in rows}
    make_sheets(connection, sorted(reports))


def make_sheets(connection: Connection, reports: Sequence[int]) -> None:
    """Make the sheets of ``reports`` anew."""
    for some in derive.chunks(reports, _SHEETS):
        rows = sheets.rows_of(connection, some)
        mended = [i for i, r in enumerate(rows) if r.review == "corrected"]
        for i in mended:
            rows[i] = _mended(connection, rows[i])
        sheets.put(connection, some, rows)


def _mended(connection: Connection, row: Any) -> Any:
    """A narrow row of a claim as a person corrected it."""
    full = claim_rows(connection, claim.c.seq == row.claim)[0]
    state = standing_of(full, claim_judgements(connection, [full.id])[full.id])
    return _narrow(connection, full, state)


def _narrow(connection: Connection, full: Any, state: Standing) -> Any:
    """A joined row of a claim as a narrow one of ``sheets.rows_of``, judged as ``state`` says."""
    value = judged_claim(connection, full, state.changes)
    edtf = "" if value.when is None else value.when.edtf
    fields = {
        "claim": full.seq, "type": value.type, "polarity": value.polarity, "modality": value.modality,
        "phase": value.phase, "edtf": edtf, "body": telling.body_of(value), "review": state.review,
    }  # fmt: skip
    return telling.Changed(full, fields)


def sheets_then(connection: Connection, claims: Iterable[int], known: int) -> dict[int, dict[str, Any]]:
    """Report → its sheet at ``known``, for the reports of ``claims``, which were judged since."""
    full = [r for some in derive.chunks(sorted(claims)) for r in claim_rows(connection, claim.c.seq.in_(some))]
    judged = claim_judgements(connection, [r.id for r in full], known)
    late = {r.seq for r in full}
    held: dict[int, list[Any]] = {r.report: [] for r in full}
    for some in derive.chunks(sorted(held), _SHEETS):
        for row in sheets.rows_of(connection, some):
            if row.claim not in late:
                held[row.report].append(_mended(connection, row) if row.review == "corrected" else row)
    for row in full:
        state = standing_of(row, judged[row.id])
        if state.review != "rejected" and row.recorded <= known:
            held[row.report].append(_narrow(connection, row, state))
    return {r: sheets.pack(sorted(rows, key=lambda x: x.claim)) for r, rows in held.items()}


def rebuild_sheets(connection: Connection) -> None:
    """Drop all sheets and make them again."""
    connection.execute(delete(sheet))
    make_sheets(connection, connection.execute(select(report.c.seq).order_by(report.c.seq)).scalars().all())


def rebuild(connection: Connection) -> None:
    """Drop every derived table's rows and make them again from the kept ones."""
    derive.rebuild_clusters(connection)
    for table in (told, party, card):
        connection.execute(delete(table))
    indexes = [i for t in (told, party) for i in t.indexes]
    for index in indexes:  # sorted once in the end: several times as fast as entry by entry
        index.drop(connection)
    last = connection.execute(select(claim.c.seq).order_by(claim.c.seq.desc()).limit(1)).scalar() or 0
    about = connection.execute(select(judgement.c.subject).where(judgement.c.kind.in_(REVIEWS))).scalars()
    special = set(about)
    for first in range(1, last + 1, _CLAIMS):
        rows = claim_rows(connection, claim.c.seq.between(first, first + _CLAIMS - 1))
        names = {r.id for r in rows if r.id in special or r.maker == ADDED_BY}
        judged = claim_judgements(connection, names) if names else {}
        _tell(connection, rows, judged)
    for index in indexes:
        index.create(connection)
    rebuild_sheets(connection)
