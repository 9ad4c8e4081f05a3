"""Which time expression of its sentence dates a claim (codebook, "when"): by clause and nearness in the parse."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bywhom.extract.candidate import Candidate
from bywhom.model.claim import PLACE_ROLES, RELATIONS, ClaimTime
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span
from bywhom.model.when import TimeMention

_FAR = 60  # tokens: beyond this an expression in the same sentence dates something else


def _path(token: Any) -> list[int]:
    """Indices from ``token`` up to the root of its sentence."""
    out = [token.i]
    while token.head.i != token.i:
        token = token.head
        out.append(token.i)
    return out


def _steps(a: Any, b: Any) -> int:
    """How many arcs lie between two tokens of one parse; large when they do not meet."""
    up_a, up_b = _path(a), _path(b)
    shared = set(up_a) & set(up_b)
    if not shared:
        return _FAR
    return min(up_a.index(i) for i in shared) + min(up_b.index(i) for i in shared)


def date_claim(
    type_: str, trigger: Span, sentence: Span, times: Sequence[TimeMention], parsed: ParsedText, *, marked: Span | None
) -> ClaimTime | None:
    """The expression that dates the claim at ``trigger``, or None.

    ``marked`` is what the learned reader took for it; it wins where it meets a time expression. Otherwise the nearest
    in the parse of the sentence's dates; a standing relation needs one in its own clause.
    """
    here = [t for t in times if t.edtf and sentence.start <= t.start and t.end <= sentence.end and t.type != "SET"]
    if marked is not None:
        hit = max(here, key=lambda t: Span(t.start, t.end).overlap(marked), default=None)
        if hit is not None and Span(hit.start, hit.end).overlap(marked):
            return ClaimTime(span=Span(hit.start, hit.end), edtf=hit.edtf)
        return None
    anchor = parsed.head_of(trigger)
    if not here or anchor is None:
        return None
    ranked = []
    for t in here:
        head = parsed.head_of(Span(t.start, t.end))
        if head is None:
            continue
        steps = _steps(anchor, head) if head.doc is anchor.doc else _FAR
        leading = t.start - sentence.start < 25  # "On 3 May, …" dates every clause that follows
        ranked.append((steps - (2 if leading else 0), abs(t.start - trigger.start), t))
    if not ranked:
        return None
    steps, _, best = min(ranked, key=lambda r: r[:2])
    if type_ in RELATIONS and steps > 3:
        return None
    return ClaimTime(span=Span(best.start, best.end), edtf=best.edtf) if steps <= 8 else None


def split_by_date(candidate: Candidate, times: Sequence[TimeMention]) -> list[Candidate]:
    """A candidate whose places carry their own dates ("left A in June and B in August") as one candidate a date.

    Each place takes the last date between the trigger and itself; unless every place finds one and they differ, the
    candidate stays whole.
    """
    dates = [
        t for t in times
        if t.edtf and t.type in {"DATE", "TIME"} and candidate.trigger.start < t.start < candidate.sentence.end
    ]  # fmt: skip
    if len(dates) < 2:
        return [candidate]
    for role in PLACE_ROLES:
        spots = candidate.roles.get(role, ())
        before = [max((t for t in dates if t.end <= s.start), key=lambda t: t.start, default=None) for s in spots]
        found = [t for t in before if t is not None]
        if len(found) == len(spots) and len({t.edtf for t in found}) > 1:
            return [
                replace(
                    candidate, when=Span(date.start, date.end),
                    roles={**candidate.roles, role: tuple(s for s, t in zip(spots, found, strict=True) if t is date)},
                )
                for date in dict.fromkeys(found)
            ]  # fmt: skip
    return [candidate]
