"""The reading of one text: everything that extraction yields about it, and the interchange form of it."""

from dataclasses import dataclass
from typing import Any

from bywhom.model.attribution import Attribution
from bywhom.model.claim import Claim, Filler
from bywhom.model.text import Span
from bywhom.model.when import TimeMention
from bywhom.model.where import PlaceMention
from bywhom.model.who import Entity, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one maker read in one text. Ids are unique inside the reading; claim ids everywhere."""

    report: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else span.as_list()


def _entity(e: Entity) -> dict[str, Any]:
    out: dict[str, Any] = {"id": e.id, "name": e.name, "type": e.type, "aliases": list(e.aliases)}
    if e.place is not None:
        p = e.place
        out["place"] = {"lat": p.lat, "lon": p.lon, "geonameid": p.id, "country": p.country, "precision": p.feature}
    return out


def _filler(f: Filler) -> dict[str, Any]:
    out: dict[str, Any] = {"span": _span(f.span), "entity": f.entity or None}
    if f.amount is not None:
        out["low"], out["high"] = f.amount.low, f.amount.high
    return out


def claim_to_interchange(c: Claim) -> dict[str, Any]:
    """One claim in the stable form of design.md, "The interchange"."""
    roles: dict[str, Any] = {r: [_filler(f) for f in fs] for r, fs in c.roles.items()}
    roles |= {r: v for r, v in c.labels.items() if v}
    return {
        "id": c.id, "type": c.type, "sentence": c.sentence.as_list(), "trigger": c.trigger.span.as_list(),
        "roles": roles, "when": None if c.when is None else {"span": _span(c.when.span), "edtf": c.when.edtf},
        "phase": c.phase, "polarity": c.polarity, "modality": c.modality,
        "source": [{"entity": v.entity or v.name, "kind": v.kind, "span": _span(v.span)} for v in c.source],
        "confidence": round(c.confidence, 4),
    }  # fmt: skip


def to_interchange(reading: Reading, id_: object) -> dict[str, Any]:
    """The whole reading in the stable form; ``id_`` is the id that the caller sent."""
    entity_of_place = {(m.span.start, m.span.end): m.entity for m in reading.mentions}
    return {
        "id": id_,
        "mentions": [
            {"id": m.id, "start": m.span.start, "end": m.span.end, "type": m.type, "entity": m.entity or None}
            for m in reading.mentions
        ],
        "entities": [_entity(e) for e in reading.entities],
        "times": [
            {"start": t.start, "end": t.end, "type": t.type, "value": t.value, "edtf": t.edtf} for t in reading.times
        ],
        "places": [
            {
                "start": p.start, "end": p.end, "entity": entity_of_place.get((p.start, p.end)) or None,
                "lat": p.lat, "lon": p.lon, "geonameid": p.place.id if p.place else None,
                "country": p.place.country if p.place else None, "precision": p.precision,
                "score": None if p.score is None else round(p.score, 4),
            }
            for p in reading.places
        ],
        "attributions": [
            {
                "id": a.id, "source": _span(a.source), "cue": _span(a.cue), "content": [s.as_list() for s in a.content],
                "entity": a.entity or None, "kind": a.kind, "parent": a.parent or None,
            }
            for a in reading.attributions
        ],
        "claims": [claim_to_interchange(c) for c in reading.claims],
    }  # fmt: skip
