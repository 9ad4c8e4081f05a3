"""Rows → Told: a claim with its entities, places and speakers as the account knows them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bywhom.model.account import Party, ReportCard, Speaker, Told
from bywhom.model.claim import Claim
from bywhom.model.text import Quote, Span
from bywhom.model.where import Place
from bywhom.store import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """What a filler needs to know of its entity."""

    id: str
    name: str
    type: str
    place: Place | None = None


People = Mapping[int, Who]
_NOBODY = Who(id="", name="", type="")


@lru_cache(maxsize=512)
def _label(value: str) -> str:
    return value


def entities_in(body: Mapping[str, Any]) -> list[int]:
    """The entities' numbers that stand in a claim's body, in any role or as a speaker."""
    return [f[3] for fs in body["r"].values() for f in fs if f[3]] + [s[0] for s in body["s"] if s[0]]


def body_of(claim: Claim) -> dict[str, Any]:
    """The body of a claim whose entities are rows' numbers as text (the form of ``claim_value``)."""
    from bywhom.store.rows import claim_row

    numbers = {f.entity: int(f.entity) for fs in claim.roles.values() for f in fs if f.entity}
    numbers |= {v.entity: int(v.entity) for v in claim.source if v.entity}
    body: dict[str, Any] = json.loads(claim_row(claim, numbers, "")["body"])
    return body


def _party(f: Sequence[Any], people: People) -> Party:
    who = people.get(f[3], _NOBODY)
    return Party(
        entity=who.id, name=who.name or f[2], type=who.type, span=None if f[0] is None else Span(f[0], f[1]),
        text=f[2], place=who.place, low=f[4] if len(f) > 4 else None, high=f[5] if len(f) > 4 else None,
    )  # fmt: skip


def _speaker(s: Sequence[Any], people: People) -> Speaker:
    who = people.get(s[0], _NOBODY)
    return Speaker(
        entity=who.id, name=who.name or s[1], kind=_label(s[2]), span=None if s[3] is None else Span(s[3], s[4])
    )


def joint(voices: Sequence[Sequence[Any]]) -> int:
    """How many voices at the end of a chain share one act of saying; an outlet that was told is apart."""
    same = [v for v in voices if len(v) > 6 and v[5] is not None and v[5:7] == voices[-1][5:7]]
    outlet = len(same) > 1 and same[0][2] == "media" and same[-1][2] != "media"
    return max(1, len(same) - outlet)


_REPORTER = (Speaker(),)


def told(row: Any, body: Mapping[str, Any], people: People, report: ReportCard) -> Told:
    """The claim of ``row`` (columns of ``asking.COLUMNS``) as an answer sees it."""
    speakers = body["s"]
    plain = len(speakers) == 1 and speakers[0][1:4] == ["(reporter)", "reporter", None] and not speakers[0][0]
    return Told(
        id=row.id, type=_label(row.type), report=report, sentence=Span(row.sentence_start, row.sentence_end),
        sentence_text=row.sentence_text, trigger=Quote(Span(row.trigger_start, row.trigger_end), row.trigger_text),
        roles={r: tuple([_party(f, people) for f in fs]) for r, fs in body["r"].items()}, labels=body["l"],
        when=clock.interval(row.edtf), edtf=row.edtf, when_text=row.when_text, phase=row.phase,
        polarity=_label(row.polarity), modality=_label(row.modality),
        speakers=_REPORTER if plain or not speakers else tuple([_speaker(s, people) for s in speakers]),
        joint=joint(speakers), confidence=row.confidence, review=_label(row.review),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """A row with fields replaced: a claim as a person corrected it."""

    row: Any
    fields: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        fields = object.__getattribute__(self, "fields")
        return fields[name] if name in fields else getattr(object.__getattribute__(self, "row"), name)


def changed(row: Any, claim: Claim, text_of: Callable[[Span], str], review: str) -> Changed:
    """``row`` with the fields of the corrected ``claim``."""
    when = claim.when
    words = row.when_text if when is None or when.span is None else text_of(when.span)
    return Changed(
        row,
        {
            "type": claim.type, "trigger_start": claim.trigger.span.start, "trigger_end": claim.trigger.span.end,
            "trigger_text": claim.trigger.exact, "edtf": "" if when is None else when.edtf, "when_text": words,
            "phase": claim.phase, "polarity": claim.polarity, "modality": claim.modality, "review": review,
        },
    )  # fmt: skip
