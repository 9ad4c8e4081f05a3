"""Which time expression of its sentence dates a claim (codebook, "when"): a learned weighing of grammar and wording."""

import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from bywhom.extract.candidate import Candidate
from bywhom.extract.dating_signs import NEVER, UNDATED, Case, DatingSigns
from bywhom.lexicon.load import weights
from bywhom.model.claim import EVENTS, PLACE_ROLES, Claim, ClaimTime
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span
from bywhom.model.when import TimeMention

NAMING = frozenset({"nsubj", "nsubjpass", "appos", "compound", "poss"})  # a noun here names, and claims nothing more
_BARE = re.compile(r"(?:the|an?|one) (?:night|day|evening|morning|afternoon|week|month)", re.I)
_OF = re.compile(r"\s+of\s")
_BORN = re.compile(r"\bborn(?: (?:in|at|near) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,?)?(?: (?:in|on|about|around))?\s+$")
_NARROW = re.compile(r"\d{4}-\d\d(?:-\d\d)?")  # a day or a month


def dates(times: Sequence[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """The expressions that may be a date: no bare night or day of which more is told ("a night of shelling").

    Nor the day on which somebody was born, which dates no deed: "a man born in 1985 was killed".
    """
    return tuple(
        t for t in times
        if not (_OF.match(text, t.end) and _BARE.fullmatch(text, t.start, t.end))
        and not _BORN.search(text, max(0, t.start - 60), t.start)
    )  # fmt: skip


def expressions(times: Sequence[TimeMention], sentence: Span) -> list[TimeMention]:
    """The expressions of a sentence that may date its claims: those that give a date, no sets ("every May")."""
    return [t for t in times if t.edtf and t.type != "SET" and sentence.start <= t.start and t.end <= sentence.end]


def dated_by(signs: Sequence[Sequence[str]], table: Mapping[str, float]) -> int | None:
    """The index of the expression that its signs make the likeliest date; None where none is likelier than any."""
    scores = [-math.inf if NEVER.intersection(one) else sum(table.get(sign, 0.0) for sign in one) for one in signs]
    best = max(range(len(scores)), key=lambda n: scores[n], default=None)
    return best if best is not None and scores[best] > table.get(UNDATED, 0.0) else None


def date_claim(case: Case, signs: DatingSigns) -> ClaimTime | None:
    """The expression of its sentence that dates a claim, or None."""
    if not case.times:
        return None
    best = dated_by(signs.of(case), weights("dating"))
    return None if best is None else told_as(case.times[best])


def told_as(time: TimeMention) -> ClaimTime:
    """The expression as the date of a claim."""
    return ClaimTime(span=Span(time.start, time.end), edtf=time.edtf)


def narrated(sentence: Span, trigger: Span, entities: Set[str], earlier: Sequence[Claim], parsed: ParsedText,
             times: Sequence[TimeMention]) -> ClaimTime | None:  # fmt: skip
    """The date of the event told right before, when a narrative goes on from it.

    "In August they killed X. When his men rose up, they killed thirty of them": an event in the simple past, with no
    date in its sentence, of an actor of the dated event in the sentence before it, in one paragraph and not quoted.
    """
    index = parsed.sentence_index(sentence.start) or 0
    if index == 0 or parsed.quote_at(trigger.start) is not None or not _simple_past(parsed.head_of(trigger)):
        return None
    if any(sentence.start <= t.start < sentence.end and t.type in ("DATE", "TIME", "SET") for t in times):
        return None
    before = parsed.sentences[index - 1]
    if not any(p.start <= before.start and sentence.end <= p.end for p in parsed.paragraphs):
        return None
    for claim in reversed(earlier):
        if claim.sentence.start < before.start:
            return None
        told = {f.entity for role, fs in claim.roles.items() if role not in PLACE_ROLES for f in fs if f.entity}
        fits = claim.sentence == before and claim.type in EVENTS and claim.modality == "actual" and told & entities
        if fits and claim.when is not None and _NARROW.fullmatch(claim.when.edtf):
            return claim.when
    return None


def _simple_past(token: Any) -> bool:
    """True when the finite verb over ``token`` stands in the simple past."""
    while token is not None:
        verbs = [token, *(c for c in token.children if c.dep_ in ("aux", "auxpass"))]
        if any(c.dep_ == "aux" and c.lower_ not in ("was", "were", "did") for c in verbs[1:]):
            return False
        if any(v.tag_ == "VBD" for v in verbs):
            return True
        token = token.head if token.head.i != token.i else None
    return False


def split_by_date(candidate: Candidate, times: Sequence[TimeMention]) -> list[tuple[Candidate, TimeMention | None]]:
    """A candidate whose places carry their own dates ("left A in June and B in August"): one a date, with that date.

    Each place takes the last date between the trigger and itself; unless every place finds one and they differ, the
    candidate stays whole, and its date to be found.
    """
    dates = [
        t for t in times
        if t.edtf and t.type in {"DATE", "TIME"} and candidate.trigger.start < t.start < candidate.sentence.end
    ]  # fmt: skip
    if len(dates) < 2:
        return [(candidate, None)]
    for role in PLACE_ROLES:
        spots = candidate.roles.get(role, ())
        before = [max((t for t in dates if t.end <= s.start), key=lambda t: t.start, default=None) for s in spots]
        found = [t for t in before if t is not None]
        if len(found) == len(spots) and len({t.edtf for t in found}) > 1:
            at = {date: tuple(s for s, t in zip(spots, found, strict=True) if t is date) for date in found}
            return [(replace(candidate, roles={**candidate.roles, role: there}), date) for date, there in at.items()]
    return [(candidate, None)]
