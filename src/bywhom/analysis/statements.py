"""What an actor has been saying over time: its statements as news, and what is put forward under its name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bywhom.analysis.common import MANY, bounded, day_words, meets, sort_key
from bywhom.analysis.names import kin
from bywhom.analysis.wording import sentence
from bywhom.model.account import ClaimQuery, EntityCard, Told
from bywhom.model.answer import StatementRow
from bywhom.model.when import Interval
from bywhom.ports import ReadView


def statements(
    view: ReadView, speaker: EntityCard, *, since: date | None = None, until: date | None = None,
    known: datetime | None = None,
) -> tuple[StatementRow, ...]:  # fmt: skip
    """Statements of ``speaker`` in order of time, once each; what has no date stands where its report tells it.

    Spokesmen and organs count where the account names them as members of, or affiliated with, the speaker.
    """
    ids = frozenset({speaker.id}) | _voices(view, speaker, known)
    span = ClaimQuery(since=since, until=until, undated=True, order="when") if view.size() > MANY else ClaimQuery()
    own = view.claims(bounded(view, replace(span, types=frozenset({"statement"}), entities=ids, known=known)))
    said = view.claims(bounded(view, replace(span, speakers=ids, known=known)))
    rows: dict[str, tuple[Told, StatementRow]] = {}
    for told in own:
        if any(p.entity in ids for p in told.fillers("speaker")):
            rows[told.id] = told, _row(told, told.labels.get("act", "") or "statement")
    for told in said:
        rows.setdefault(told.id, (told, _row(told, told.labels.get("act", "") if told.type == "statement" else "says")))
    place = _order([told for told, _ in rows.values()])
    kept = [r for _, r in sorted(rows.values(), key=lambda pair: place[pair[0].id])]
    return tuple(r for r in kept if meets(r.when, since, until))


def _order(said: Sequence[Told]) -> dict[str, tuple[object, ...]]:
    """Claim → its place in time. An undated one goes before the next dated one of its report, else after the last.

    A report that tells what somebody has been saying tells it in order, save for what it dates: "it once called … last
    spring it began to call …".
    """
    by_report: dict[str, list[Told]] = {}
    for told in said:
        by_report.setdefault(told.report.id, []).append(told)
    place: dict[str, tuple[object, ...]] = {}
    for told_here in by_report.values():
        ordered = sorted(told_here, key=lambda t: (t.sentence.start, t.trigger.span.start))
        dates = [sort_key(t.when) if t.when is not None else None for t in ordered]
        for n, told in enumerate(ordered):
            later = next((d for d in dates[n:] if d is not None), None)
            earlier = next((d for d in reversed(dates[:n]) if d is not None), None)
            bound = sort_key(Interval(earliest=None, latest=told.report.published))
            rank = 0 if told.when is not None else -1 if later is not None else 1
            place[told.id] = (*(later or earlier or bound), rank, told.report.id, n)
    return place


def _voices(view: ReadView, speaker: EntityCard, known: datetime | None) -> frozenset[str]:
    """Entities that speak for the speaker: its spokesmen, organs and namesakes with a region added."""
    query = ClaimQuery(
        types=frozenset({"member", "leads", "affiliate"}),
        entities=frozenset({speaker.id}),
        known=known,
    )
    found = set()
    for told in view.claims(bounded(view, query)):
        title = " ".join(p.text or p.name for p in told.fillers("title")).casefold()
        for p in (*told.fillers("member"), *told.fillers("leader")):
            if "spokes" in title and p.entity:
                found.add(p.entity)
        for p in told.fillers("affiliate"):
            if p.entity and (kin(p.name, speaker.name) or _is_organ(p.name, p.text)):
                found.add(p.entity)
    return frozenset(found)


def _is_organ(name: str, text: str) -> bool:
    words = f"{name} {text}".casefold()
    return any(
        w in words for w in ("media", "magazine", "newspaper", "radio", "agency", "channel", "propaganda", "press")
    )


def _row(told: Told, act: str) -> StatementRow:
    when = told.when
    note = ""
    if when is None and told.report.published is not None:
        when = Interval(earliest=None, latest=told.report.published)
        note = f" (said by {day_words(told.report.published)})"
    return StatementRow(
        when=when, edtf=told.edtf or (when.edtf if when else ""), act=act or "says",
        sentence=sentence(told, cite=False).rstrip(".") + note + ".", quote=told.sentence_text, report=told.report.id,
        because=(told.id,),
    )  # fmt: skip
