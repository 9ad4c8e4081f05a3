"""Claims and findings as flat rows: one column a question, the same in every table format."""

from collections.abc import Iterator
from typing import Any

from bywhom.export.common import Batch, acted_on, acting, citation, number, places, roles_text
from bywhom.lexicon.frames import event_codes
from bywhom.model.account import Told
from bywhom.model.claim import CASUALTY_ROLES
from bywhom.model.finding import CREDIBILITY, Finding

# column → the Parquet type: s text, i whole number, f number, d day
CLAIM_COLUMNS = {
    "id": "s", "type": "s", "plover": "s", "acled": "s", "ucdp": "s", "when": "s", "earliest": "d", "latest": "d",
    "when_words": "s", "phase": "s", "polarity": "s", "modality": "s", "who": "s", "who_id": "s", "whom": "s",
    "whom_id": "s", "roles": "s", "place": "s", "place_id": "s", "latitude": "f", "longitude": "f", "precision": "s",
    "radius_km": "f", "killed_low": "f", "killed_high": "f", "injured_low": "f", "injured_high": "f",
    "captured_low": "f", "captured_high": "f", "speaker": "s", "speaker_class": "s", "speaker_chain": "s",
    "confidence": "f", "review": "s", "report": "s", "report_title": "s", "publisher": "s", "published": "d",
    "origin_report": "s", "url": "s", "sentence_start": "i", "sentence_end": "i", "sentence": "s", "trigger": "s",
    "citation": "s",
}  # fmt: skip
FINDING_COLUMNS = {
    "id": "s", "type": "s", "when": "s", "earliest": "d", "latest": "d", "sentence": "s", "who": "s", "whom": "s",
    "roles": "s", "reports": "i", "origins": "i", "credibility": "i", "credibility_words": "s", "rule": "s",
    "speakers": "s", "because": "s", "against": "s", "citations": "s", "citations_against": "s",
}  # fmt: skip


def columns(batch: Batch) -> dict[str, str]:
    """The columns of the batch's rows, in order."""
    return CLAIM_COLUMNS if batch.what == "claims" else FINDING_COLUMNS


def rows(batch: Batch) -> Iterator[dict[str, Any]]:
    """The batch's rows, every one with all columns."""
    if batch.what == "claims":
        yield from (claim_row(t) for t in batch.claims)
    else:
        yield from (finding_row(f, batch) for f in batch.findings)


def _names(parties: Any) -> str:
    return "; ".join(p.name or p.text for p in parties)


def _ids(parties: Any) -> str:
    return "; ".join(p.entity for p in parties if p.entity)


def claim_row(told: Told) -> dict[str, Any]:
    """One claim; days are dates, figures numbers, "" or None where the report is silent."""
    at = next(iter(places(told)), None)
    spot = None if at is None else at[1].place
    row: dict[str, Any] = {
        "id": told.id, "type": told.type, **event_codes(told.type), "when": told.edtf,
        "earliest": told.when.earliest if told.when else None, "latest": told.when.latest if told.when else None,
        "when_words": told.when_text, "phase": told.phase, "polarity": told.polarity, "modality": told.modality,
        "who": _names(acting(told.roles)), "who_id": _ids(acting(told.roles)),
        "whom": _names(acted_on(told.roles)), "whom_id": _ids(acted_on(told.roles)),
        "roles": roles_text(told.roles, told.labels),
        "place": "" if at is None else at[1].name, "place_id": "" if at is None else at[1].entity,
        "latitude": None if spot is None else spot.lat, "longitude": None if spot is None else spot.lon,
        "precision": "" if spot is None else spot.precision, "radius_km": None if spot is None else spot.radius_km,
        "speaker": told.speakers[-1].name if told.speakers else "(reporter)",
        "speaker_class": told.speakers[-1].kind if told.speakers else "reporter",
        "speaker_chain": " ← ".join(s.name for s in told.speakers), "confidence": round(told.confidence, 4),
        "review": told.review, "report": told.report.id, "report_title": told.report.title,
        "publisher": told.report.publisher, "published": told.report.published, "origin_report": told.report.origin,
        "url": told.report.url, "sentence_start": told.sentence.start, "sentence_end": told.sentence.end,
        "sentence": told.sentence_text, "trigger": told.trigger.exact, "citation": citation(told),
    }  # fmt: skip
    for role in CASUALTY_ROLES:
        row[f"{role}_low"], row[f"{role}_high"] = number(told, role)
    return {c: row[c] for c in CLAIM_COLUMNS}


def finding_row(finding: Finding, batch: Batch) -> dict[str, Any]:
    """One finding with both its numbers, its rule, and the citations for and against it."""

    def cites(ids: tuple[str, ...]) -> str:
        return "\n".join(citation(batch.cited[i]) for i in ids if i in batch.cited)

    when = finding.when
    return {
        "id": finding.id, "type": finding.type, "when": finding.edtf,
        "earliest": when.earliest if when else None, "latest": when.latest if when else None,
        "sentence": finding.sentence, "who": _names(acting(finding.roles)), "whom": _names(acted_on(finding.roles)),
        "roles": roles_text(finding.roles, finding.labels), "reports": finding.reports,
        "origins": len(finding.origins), "credibility": finding.credibility,
        "credibility_words": CREDIBILITY[finding.credibility], "rule": finding.rule,
        "speakers": "; ".join(dict.fromkeys(o.speaker.name for o in finding.origins)),
        "because": " ".join(finding.because), "against": " ".join(finding.dissent),
        "citations": cites(finding.because), "citations_against": cites(finding.dissent),
    }  # fmt: skip
