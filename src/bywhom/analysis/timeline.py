"""What is told about an actor or a place, or in the whole account, in order of time, one line a finding."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bywhom.analysis.common import bounded, is_event, meets, sort_key
from bywhom.analysis.findings import findings
from bywhom.model.account import ClaimQuery, EntityCard
from bywhom.model.answer import Entry
from bywhom.model.finding import Finding
from bywhom.ports import ReadView

_MAX_CLAIMS = 20_000  # of one question; a narrower range reads the rest


def timeline(
    view: ReadView, about: EntityCard | None = None, *, since: date | None = None, until: date | None = None,
    known: datetime | None = None,
) -> tuple[Entry, ...]:  # fmt: skip
    """Findings about ``about`` (None: all) inside [since, until]: dated ones in order, then, in an open range, the
    undated. Relations stand at their start.
    """
    ids = frozenset({about.id}) if about else frozenset[str]()
    query = ClaimQuery(entities=ids, since=since, until=until, known=known, limit=_MAX_CLAIMS)
    query = replace(bounded(view, query), order="when")
    return entries(f for f in findings(view, query) if meets(f.when, since, until))


def entries(found: Iterable[Finding]) -> tuple[Entry, ...]:
    """Findings as lines, in order: by first day, precise before wide, events before relations, the undated last."""
    ordered = sorted(found, key=lambda f: (*sort_key(f.when), not is_event(f.type), f.id))
    return tuple(entry_of(f) for f in ordered)


def entry_of(f: Finding) -> Entry:
    """One finding as a line of a timeline."""
    return Entry(
        when=f.when, edtf=f.edtf, sentence=f.sentence, type=f.type, polarity=f.labels.get("polarity", "affirmed"),
        modality=f.labels.get("modality", "actual"), because=f.because, dissent=f.dissent,
        speakers=tuple(dict.fromkeys(o.speaker.name for o in f.origins)), reports=f.reports, origins=len(f.origins),
        credibility=f.credibility,
    )  # fmt: skip
