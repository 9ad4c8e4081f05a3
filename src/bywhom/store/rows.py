"""Value ↔ row for what a report and its reading hold: one function each way per noun."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bywhom.model.attribution import Attribution
from bywhom.model.claim import Amount, Claim, ClaimTime, Filler, Voice
from bywhom.model.ids import content_id
from bywhom.model.judgement import Judgement
from bywhom.model.reading import Reading
from bywhom.model.source import Change, OffsetMap, Report, Snapshot
from bywhom.model.text import Quote, Span
from bywhom.model.when import TimeMention
from bywhom.model.where import Place, PlaceMention
from bywhom.model.who import Entity, Mention
from bywhom.store import clock

Row = dict[str, Any]


def dumps(value: object) -> str:
    """Compact JSON with its keys in order, so that equal values are equal texts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)


def _pair(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def entity_ids(reading: Reading) -> dict[str, str]:
    """Id inside the reading → id in the casefile, which no other report's entity can have."""
    return {
        e.id: e.id if e.id.startswith("ent-") else content_id("ent", reading.report, e.name, e.type, e.id)
        for e in reading.entities
    }


def snapshot_row(value: Snapshot, data: bytes) -> Row:
    """The exact bytes with where they came from."""
    return {
        "sha256": value.sha256, "size": value.size, "media_type": value.media_type, "locator": value.locator,
        "taken_at": clock.micros(value.taken_at), "data": data,
    }  # fmt: skip


def report_row(value: Report) -> Row:
    """A report; the original and the map are left out where they say nothing new."""
    return {
        "id": value.id, "part": value.part, "text": value.text,
        "original": None if value.original == value.text else value.original,
        "offsets": None if value.offsets == OffsetMap.identity(len(value.text)) else dumps(value.offsets.runs),
        "title": value.title, "published": clock.day(value.published), "published_basis": value.published_basis,
        "publisher": value.publisher, "author": value.author, "language": value.language, "url": value.url,
        "headings": dumps([s.as_list() for s in value.headings]), "warnings": dumps(list(value.warnings)),
    }  # fmt: skip


def report_value(row: Any, sha256: str, changes: Sequence[Change] = ()) -> Report:
    """The report of a row of the table ``report``."""
    runs = None if row.offsets is None else tuple(tuple(run) for run in json.loads(row.offsets))
    return Report(
        id=row.id, snapshot=sha256, part=row.part, text=row.text,
        original=row.text if row.original is None else row.original,
        offsets=OffsetMap.identity(len(row.text)) if runs is None else OffsetMap(runs),
        title=row.title, published=clock.undo_day(row.published), published_basis=row.published_basis,
        publisher=row.publisher, author=row.author, language=row.language, url=row.url,
        headings=tuple(Span(*s) for s in json.loads(row.headings or "[]")),
        changes=tuple(changes), warnings=tuple(json.loads(row.warnings or "[]")),
    )  # fmt: skip


def change_row(value: Change) -> Row:
    """One thing that cleaning did."""
    return {"kind": value.kind, "start": value.original.start, "end": value.original.end, "note": value.note}


def mention_row(value: Mention, seqs: Mapping[str, int]) -> Row:
    """A mention; ``seqs`` maps the reading's entity ids to rows."""
    head = _pair(value.head)
    return {
        "id": value.id, "start": value.span.start, "end": value.span.end, "type": value.type,
        "entity": seqs.get(value.entity), "head_start": head[0], "head_end": head[1], "nominal": int(value.nominal),
    }  # fmt: skip


def place_json(value: Place) -> Row:
    """A gazetteer's place as plain data."""
    return {
        "id": value.id, "name": value.name, "lat": value.lat, "lon": value.lon, "country": value.country,
        "admin1": value.admin1, "admin2": value.admin2, "feature": value.feature, "population": value.population,
        "aliases": list(value.aliases[:40]),
    }  # fmt: skip


def place_value(data: Mapping[str, Any]) -> Place:
    """The place of ``place_json``."""
    return Place(**{**data, "aliases": tuple(data.get("aliases", ()))})


def entity_row(value: Entity, id_: str, line: object = None) -> Row:
    """An entity as one reading knows it; ``line`` is the stretch that its words mean, if any."""
    return {
        "id": id_, "local": value.id, "name": value.name, "type": value.type, "aliases": dumps(list(value.aliases)),
        "place": None if value.place is None else dumps(place_json(value.place)),
        "line": None if line is None else dumps(line), "described": int(value.described),
    }  # fmt: skip


def time_row(value: TimeMention) -> Row:
    """A time expression with its meaning."""
    return {
        "start": value.start, "end": value.end, "type": value.type, "value": value.value, "edtf": value.edtf,
        "anchor": value.anchor,
    }  # fmt: skip


def place_row(value: PlaceMention) -> Row:
    """Words that locate something."""
    body = {"hint": value.hint, "line": value.line, "others": [p.id for p in value.others]}
    if value.relation is not None:
        body["relation"] = value.relation.kind
    return {
        "start": value.start, "end": value.end, "name": value.name,
        "gazetteer_id": "" if value.place is None else value.place.id, "lat": value.lat, "lon": value.lon,
        "precision": value.precision, "radius_km": value.radius_km, "score": value.score, "body": dumps(body),
    }  # fmt: skip


def attribution_row(value: Attribution, seqs: Mapping[str, int]) -> Row:
    """One act of saying."""
    body = {
        "source": None if value.source is None else value.source.as_list(),
        "cue": None if value.cue is None else value.cue.as_list(),
        "content": [s.as_list() for s in value.content], "narrative": value.narrative,
    }  # fmt: skip
    return {
        "id": value.id, "kind": value.kind, "entity": seqs.get(value.entity), "parent": value.parent,
        "body": dumps(body),
    }  # fmt: skip


def _filler_json(value: Filler, seqs: Mapping[str, int]) -> list[Any]:
    amount = value.amount
    out = [*_pair(value.span), value.text, seqs.get(value.entity, 0)]
    return out if amount is None else [*out, amount.low, amount.high, amount.unit, int(amount.approximate)]


def claim_row(value: Claim, seqs: Mapping[str, int], when_text: str) -> Row:
    """A claim; entities are rows by ``seqs``."""
    body = {
        "r": {r: [_filler_json(f, seqs) for f in fs] for r, fs in value.roles.items() if fs},
        "l": {r: v for r, v in value.labels.items() if v},
        "s": [[seqs.get(v.entity, 0), v.name, v.kind, *_pair(v.span), *_pair(v.cue)] for v in value.source],
    }
    when = _pair(None if value.when is None else value.when.span)
    return {
        "id": value.id, "type": value.type, "trigger_start": value.trigger.span.start,
        "trigger_end": value.trigger.span.end, "trigger_text": value.trigger.exact,
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        "when_start": when[0], "when_end": when[1], "when_text": when_text,
        "edtf": "" if value.when is None else value.when.edtf, "phase": value.phase, "polarity": value.polarity,
        "modality": value.modality, "attribution": value.attribution, "confidence": float(value.confidence),
        "maker": value.maker,
    }  # fmt: skip


def _filler_value(data: Sequence[Any]) -> Filler:
    amount = Amount(low=data[4], high=data[5], unit=data[6], approximate=bool(data[7])) if len(data) > 4 else None
    return Filler(span=_span(data[0], data[1]), text=data[2], entity=str(data[3]) if data[3] else "", amount=amount)


def claim_value(row: Any, report: str, sentence: Span) -> Claim:
    """The claim of a row of the table ``claim``. Its entities are rows' numbers as text, "" where there is none."""
    body = json.loads(row.body)
    span = _span(row.when_start, row.when_end)
    return Claim(
        id=row.id, report=report, type=row.type, sentence=sentence,
        trigger=Quote(Span(row.trigger_start, row.trigger_end), row.trigger_text),
        roles={r: tuple(_filler_value(f) for f in fs) for r, fs in body["r"].items()}, labels=body["l"],
        when=ClaimTime(span=span, edtf=row.edtf) if span is not None or row.edtf else None,
        phase=row.phase, polarity=row.polarity, modality=row.modality,
        source=tuple(
            Voice(
                entity=str(s[0]) if s[0] else "", name=s[1], kind=s[2], span=_span(s[3], s[4]), cue=_span(s[5], s[6])
            )
            for s in body["s"]
        ),
        attribution=row.attribution, confidence=row.confidence, maker=row.maker,
    )  # fmt: skip


def judgement_row(value: Judgement) -> Row:
    """A decision."""
    return {
        "id": value.id, "kind": value.kind, "subject": value.subject, "object": value.object,
        "value": dumps(dict(value.value)), "by": value.by, "at": clock.micros(value.at), "reason": value.reason,
        "score": value.score,
    }  # fmt: skip


def judgement_value(row: Any) -> Judgement:
    """The decision of a row of the table ``judgement``."""
    return Judgement(
        id=row.id, kind=row.kind, subject=row.subject, object=row.object, value=json.loads(row.value or "{}"),
        by=row.by, at=clock.moment(row.at), reason=row.reason, score=row.score,
    )  # fmt: skip
