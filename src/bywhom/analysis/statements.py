"""What an actor has been saying over time: its statements as news, and what is put forward under its name."""

from datetime import date, datetime

from bywhom.analysis.common import day_words, meets, sort_key
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
    """Statements of ``speaker`` in order of time: what it said (by date, or by the report's publication), once each.

    Spokesmen and organs count where the account names them as members of, or affiliated with, the speaker.
    """
    ids = frozenset((speaker.id, *speaker.members)) | _voices(view, speaker, known)
    own = view.claims(ClaimQuery(types=frozenset({"statement"}), entities=ids, known=known))
    said = view.claims(ClaimQuery(speakers=ids, known=known))
    rows: dict[str, StatementRow] = {}
    for told in own:
        if any(p.entity in ids for p in told.fillers("speaker")):
            rows[told.id] = _row(told, told.labels.get("act", "") or "statement")
    for told in said:
        rows.setdefault(told.id, _row(told, told.labels.get("act", "") if told.type == "statement" else "says"))
    kept = [r for r in rows.values() if meets(r.when, since, until)]
    return tuple(sorted(kept, key=lambda r: (*sort_key(r.when), r.because)))


def _voices(view: ReadView, speaker: EntityCard, known: datetime | None) -> frozenset[str]:
    """Entities that speak for the speaker: its spokesmen, organs and namesakes with a region added."""
    query = ClaimQuery(
        types=frozenset({"member", "leads", "affiliate"}),
        entities=frozenset((speaker.id, *speaker.members)),
        known=known,
    )
    found = set()
    for told in view.claims(query):
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
