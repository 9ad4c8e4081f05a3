"""FollowTheMoney entities as JSON lines: people, bodies and places, the claims between them, the reports as proof.

Schemata and properties are FollowTheMoney's own (https://followthemoney.tech); what a report only says stays visible:
every link and event carries its speaker in ``summary``, its words in ``description`` and its report as ``proof``.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from bywhom.export.common import Batch, Note, acted_on, acting, citation, line, places, ties
from bywhom.model.account import Party, ReportCard, Told
from bywhom.model.claim import EVENTS

_SCHEMA = {
    "PERSON": "Person", "ORGANISATION": "Organization", "LOCATION": "Address", "FACILITY": "Address",
    "NATIONALITY": "LegalEntity", "VEHICLE": "Vehicle",
}  # fmt: skip
_LINKS = {  # claim type → schema, property of the first, property of the second
    "leads": ("Directorship", "director", "organization"),
    "member": ("Membership", "member", "organization"),
}
_NAMES = ("Person", "Organization", "LegalEntity")


def write_ftm(batch: Batch, out: BinaryIO, note: Note) -> int:  # noqa: ARG001  # entities are all that FtM files hold
    """One entity a line, each once; gives the number of lines."""
    seen: set[str] = set()
    for told in batch.claims:
        for made in entities_of(told):
            if made["id"] not in seen:
                seen.add(made["id"])
                out.write(line(made))
    return len(seen)


def entities_of(told: Told) -> Iterator[dict[str, Any]]:
    """The report, the parties, and the links or the event that one claim comes to."""
    yield _document(told.report)
    for parties in told.roles.values():
        yield from (_party(p) for p in parties if p.entity and p.type in _SCHEMA)
    if told.type in EVENTS or told.type in ("controls", "present", "rules", "strength"):
        yield _event(told)
    else:
        yield from _links(told)


def _entity(id_: str, schema: str, **properties: Any) -> dict[str, Any]:
    listed = {k: v if isinstance(v, list) else [v] for k, v in properties.items()}
    kept = {k: [str(x) for x in v if x not in (None, "")] for k, v in listed.items()}
    return {"id": id_, "schema": schema, "properties": {k: v for k, v in kept.items() if v}}


def _document(report: ReportCard) -> dict[str, Any]:
    return _entity(
        report.id, "Document", title=report.title, publisher=report.publisher, sourceUrl=report.url,
        publishedAt=None if report.published is None else report.published.isoformat(), fileName=report.id,
    )  # fmt: skip


def _party(p: Party) -> dict[str, Any]:
    schema = _SCHEMA[p.type]
    if schema == "Address":
        spot = p.place
        where = {} if spot is None else {"latitude": f"{spot.lat:.5f}", "longitude": f"{spot.lon:.5f}"}
        return _entity(
            p.entity, schema, full=p.name, name=p.name, country=None if spot is None else spot.country.lower(), **where
        )
    return _entity(p.entity, schema, name=p.name)


def _told(told: Told) -> dict[str, Any]:
    """What every interval carries: days, words, speaker, report."""
    first = told.when.earliest if told.when else None
    last = told.when.latest if told.when else None
    marks = [m for m in (told.polarity, told.modality, told.phase) if m not in ("affirmed", "actual", "")]
    speaker = told.speakers[-1].name if told.speakers else "(reporter)"
    return {
        "startDate": None if first is None else first.isoformat(),
        "endDate": None if last is None else last.isoformat(),
        "date": first.isoformat() if first is not None and first == last else None,
        "summary": f"said by {speaker}" + (f" ({', '.join(marks)})" if marks else ""),
        "description": citation(told), "proof": told.report.id, "recordId": told.id,
        "publisher": told.report.publisher,
    }  # fmt: skip


def _event(told: Told) -> dict[str, Any]:
    involved = [p.entity for ps in told.roles.values() for p in ps if p.entity and _SCHEMA.get(p.type) in _NAMES]
    where = [p for _, p in places(told)]
    who, whom = ("; ".join(p.name for p in f(told.roles)) for f in (acting, acted_on))
    name = f"{told.type.replace('_', ' ')}: {who}" + (f" → {whom}" if whom else "")
    return _entity(
        told.id, "Event", name=name, involved=list(dict.fromkeys(involved)), location=[p.name for p in where],
        addressEntity=[p.entity for p in where if p.entity and p.type in ("LOCATION", "FACILITY")],
        country=sorted({p.place.country.lower() for p in where if p.place is not None and p.place.country}),
        **_told(told),
    )  # fmt: skip


def _links(told: Told) -> Iterator[dict[str, Any]]:
    schema, first, second = _LINKS.get(told.type, ("UnknownLink", "subject", "object"))
    label = told.labels.get("kind") or told.labels.get("degree") or ""
    title = "; ".join(p.name or p.text for p in told.fillers("title"))
    role = title or told.type.replace("_", " ") + (f" ({label.replace('_', ' ')})" if label else "")
    for a, b, _ in ties(told):
        if _SCHEMA.get(a.type) in _NAMES and _SCHEMA.get(b.type) in _NAMES:
            digest = hashlib.sha256(f"{told.id}:{a.entity}:{b.entity}".encode()).hexdigest()[:20]
            yield _entity(f"lnk-{digest}", schema, **{first: a.entity, second: b.entity}, role=role, **_told(told))
