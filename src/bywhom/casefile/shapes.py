"""The documented JSON shapes (docs/reference/json.md): every answer as plain data."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from bywhom.lexicon.frames import event_codes
from bywhom.model.account import EntityCard, Party, ReportCard, Speaker, Told
from bywhom.model.finding import Control, Holder
from bywhom.model.judgement import Judgement
from bywhom.model.text import Quote, Span
from bywhom.model.when import Interval


def plain(value: Any) -> Any:
    """Any noun as plain data: spans as [start, end], intervals as EDTF, dates as ISO, floats to four places."""
    if isinstance(value, Told):
        return claim(value)
    if isinstance(value, Span):
        return value.as_list()
    if isinstance(value, Quote):
        return {"span": value.span.as_list(), "text": value.exact}
    if isinstance(value, Interval):
        return value.edtf
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return value


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else span.as_list()


def _party(p: Party) -> dict[str, Any]:
    out: dict[str, Any] = {
        "span": _span(p.span), "entity": p.name or None, "entity_id": p.entity or None, "text": p.text,
    }  # fmt: skip
    if p.low is not None or p.high is not None:
        out["low"], out["high"] = p.low, p.high
    return out


def _speaker(s: Speaker) -> dict[str, Any]:
    return {"entity": s.name, "entity_id": s.entity or None, "kind": s.kind, "span": _span(s.span)}


def claim(told: Told) -> dict[str, Any]:
    """A claim as in the interchange, with names for entities, plus its report, its sentence and its speaker."""
    roles: dict[str, Any] = {r: [_party(p) for p in ps] for r, ps in told.roles.items()}
    roles |= {r: v for r, v in told.labels.items() if v}
    when = {"span": None, "edtf": told.edtf, "text": told.when_text} if told.edtf or told.when_text else None
    return {
        "id": told.id, "type": told.type, "sentence": told.sentence.as_list(), "trigger": told.trigger.span.as_list(),
        "roles": roles, "when": when, "phase": told.phase, "polarity": told.polarity, "modality": told.modality,
        "source": [_speaker(s) for s in told.speakers], "confidence": round(told.confidence, 4),
        "report": told.report.id, "report_title": told.report.title, "publisher": told.report.publisher,
        "published": None if told.report.published is None else told.report.published.isoformat(),
        "sentence_text": told.sentence_text, "trigger_text": told.trigger.exact,
        "speaker": told.speakers[-1].name if told.speakers else "(reporter)", "review": told.review,
        "codes": {scheme: code for scheme, code in event_codes(told.type).items() if code},
    }  # fmt: skip


def holder(h: Holder) -> dict[str, Any]:
    """One actor's standing."""
    return {**plain(h), "because": list(h.because)}


def control(answer: Control) -> dict[str, Any]:
    """``place``, ``on``, ``actors``, ``warnings``, ``nearest``."""
    return {
        "place": answer.place, "on": answer.on, "actors": [holder(h) for h in answer.actors],
        "warnings": list(answer.warnings), "nearest": list(answer.nearest),
    }  # fmt: skip


def entity(card: EntityCard) -> dict[str, Any]:
    """An entity's card."""
    out: dict[str, Any] = plain(card)
    return out


def report(card: ReportCard) -> dict[str, Any]:
    """A report's card."""
    out: dict[str, Any] = plain(card)
    return out


def judgement(value: Judgement) -> dict[str, Any]:
    """A judgement."""
    out: dict[str, Any] = plain(value)
    return out


def anything(value: Any) -> dict[str, Any]:
    """Any other answer, by its fields."""
    out: dict[str, Any] = plain(value)
    return out
