"""Who speaks in the account: each speaker with its class, how often, through whom, and how often alone.

A speaker is whoever says a claim, and whoever makes a statement that a report tells of in its own voice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bywhom.analysis.common import MANY, first_speakers, speaker_name
from bywhom.analysis.context import Context
from bywhom.analysis.findings import join
from bywhom.model.account import ClaimQuery, Speaker, Told
from bywhom.model.answer import SourceRow
from bywhom.model.judgement import PUBLISHER
from bywhom.ports import ReadView

_KINDS = {"PERSON": "named_other", "ORGANISATION": "organisation"}  # of a statement's speaker, by type
_MAX_JOINED = 20_000  # claims among which "alone" is counted by findings; beyond it every claim counts for itself


@dataclass(slots=True)
class _Row:
    speaker: Speaker
    name: str
    claims: list[str] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)
    through: dict[str, int] = field(default_factory=dict)
    alone: int = 0


def sources(view: ReadView, *, known: datetime | None = None) -> tuple[SourceRow, ...]:
    """Every first speaker, the most quoted first; the anonymous kept apart by report and description."""
    if view.size() > MANY:
        return _counted(view, known)
    return sources_of(view, list(view.claims(ClaimQuery(known=known))), known=known)


def sources_of(view: ReadView, claims: Sequence[Told], *, known: datetime | None = None) -> tuple[SourceRow, ...]:
    """Every first speaker of ``claims``, the most quoted first."""
    rows = speaker_rows(claims)
    cards = view.cards(frozenset(r.speaker.entity for r in rows.values() if r.speaker.entity), known=known)
    grades = {id_: card.grade for id_, card in cards.items()}
    grades |= _of_publishers(view, known)
    ordered = sorted(rows.values(), key=lambda r: (-len(r.claims), r.name.casefold(), r.speaker.entity))
    return tuple(_shown(r, grades.get(_graded(r.speaker.entity, r.speaker.kind, r.name), "")) for r in ordered)


def _graded(entity: str, kind: str, name: str) -> str:
    """What a speaker's grade is given to: its entity, or the publisher in whose voice a reporter speaks."""
    return PUBLISHER + name if kind == "reporter" else entity


def _of_publishers(view: ReadView, known: datetime | None) -> dict[str, str]:
    """The grades that people gave to publishers, the latest of each."""
    given = view.judgements(kinds=("grade",), known=known)
    return {j.subject: str(j.value.get("grade", "")) for j in given if j.subject.startswith(PUBLISHER)}


def _counted(view: ReadView, known: datetime | None) -> tuple[SourceRow, ...]:
    """The speakers of a casefile too large to read, as the store counts them; every claim counts for itself."""
    rows = view.voices(known=known)
    cards = view.cards(frozenset(r.entity for r in rows if r.entity), known=known)
    grades = {id_: card.grade for id_, card in cards.items()} | _of_publishers(view, known)
    return tuple(
        SourceRow(
            name=r.name, entity=r.entity, kind=_most(r.kinds)[0], claims=r.claims, reports=r.reports, alone=r.alone,
            through=_most(r.through), kinds=_most(r.kinds), because=r.because,
            grade=grades.get(_graded(r.entity, _most(r.kinds)[0], r.name), ""),
        )
        for r in rows
    )  # fmt: skip


def _most(counted: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda k: (-counted[k], k)))


def speakers_of(told: Told) -> tuple[Speaker, ...]:
    """Who speaks in a claim: its first speakers, or whoever makes the statement that the report itself tells of."""
    found = first_speakers(told)
    if told.type != "statement" or found[0].kind != "reporter":
        return found
    own = tuple(Speaker(entity=p.entity, name=p.name, kind=_KINDS[p.type], span=p.span)
                for p in told.fillers("speaker") if p.entity and p.name[:1].isupper() and p.type in _KINDS)  # fmt: skip
    return own or found


def speaker_key(told: Told, speaker: Speaker) -> str:
    """What tells one speaker from another; the unnamed are kept apart by report."""
    if speaker.entity:
        return speaker.entity
    if speaker.kind == "reporter":
        return f"reporter:{told.report.publisher or told.report.id}"
    return f"{told.report.id}:{speaker.kind}:{speaker.name.casefold()}"


def speaker_rows(claims: Iterable[Told]) -> dict[str, _Row]:
    """Claims gathered by first speaker."""
    told = list(claims)
    rows: dict[str, _Row] = {}
    for c in told:
        for speaker in speakers_of(c):
            row = rows.setdefault(speaker_key(c, speaker), _Row(speaker, speaker_name(speaker, c)))
            row.claims.append(c.id)
            row.reports.add(c.report.id)
            row.kinds[speaker.kind] = row.kinds.get(speaker.kind, 0) + (speaker in c.speakers)  # no vote for a guess
            for link in c.speakers[: -c.joint]:
                if speaker_key(c, link) != speaker_key(
                    c, speaker
                ):  # "X, speaking in Y, said that X had": X's own words
                    _through(row, speaker_name(link, c))
            if speaker.kind != "reporter":
                _through(row, c.report.publisher or c.report.title)
    keys_of = {c.id: {speaker_key(c, s) for s in speakers_of(c)} for c in told}
    groups = (
        (f.because + f.dissent for f in join(told, Context())) if len(told) <= _MAX_JOINED else ((c.id,) for c in told)
    )
    for ids in groups:
        keys = set().union(*(keys_of[i] for i in ids))
        if len(keys) == 1:
            rows[keys.pop()].alone += 1
    return rows


def _through(row: _Row, name: str) -> None:
    if name:
        row.through[name] = row.through.get(name, 0) + 1


def _shown(row: _Row, grade: str) -> SourceRow:
    kinds = sorted(row.kinds, key=lambda k: (-row.kinds[k], k))
    return SourceRow(
        name=row.name, entity=row.speaker.entity, kind=kinds[0], claims=len(row.claims), reports=len(row.reports),
        alone=row.alone, through=tuple(sorted(row.through, key=lambda t: (-row.through[t], t))), kinds=tuple(kinds),
        grade=grade, because=tuple(row.claims),
    )  # fmt: skip
