"""Which time expression of its sentence dates a claim (codebook, "when"): by clause and nearness in the parse."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Any

from bywhom.extract.candidate import Candidate
from bywhom.lexicon.load import words
from bywhom.model.claim import EVENTS, PLACE_ROLES, RELATIONS, Claim, ClaimTime
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span
from bywhom.model.when import TimeMention

NAMING = frozenset({"nsubj", "nsubjpass", "appos", "compound", "poss"})  # a noun here names, and claims nothing more
_TAIL = frozenset({"pobj", "prep", "npadvmod", "advmod", "compound", "nummod", "pcomp", "punct", "amod", "det", "tmod"})
_NARROW = re.compile(r"\d{4}-\d\d(?:-\d\d)?")  # a day or a month
_LEADING = 25  # characters: an expression that stands so early leads the sentence
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
    anchor = parsed.head_of(trigger)
    here = [
        t for t in times
        if t.edtf and sentence.start <= t.start and t.end <= sentence.end and t.type != "SET"
        and not _of_the_saying(anchor, t, parsed)
    ]  # fmt: skip
    if marked is not None:
        hit = max(here, key=lambda t: Span(t.start, t.end).overlap(marked), default=None)
        if hit is not None and Span(hit.start, hit.end).overlap(marked) and not _elsewhere(anchor, hit, type_, parsed):
            return ClaimTime(span=Span(hit.start, hit.end), edtf=hit.edtf)
        return None
    if not here or anchor is None:
        return None
    ranked = []
    for t in here:
        head = parsed.head_of(Span(t.start, t.end))
        if head is None:
            continue
        steps = _steps(anchor, head) if head.doc is anchor.doc else _FAR
        leading = t.start - sentence.start < _LEADING  # "On 3 May, …" dates every clause that follows
        ranked.append((steps - (2 if leading else 0), abs(t.start - trigger.start), t))
    if not ranked:
        return None
    steps, _, best = min(ranked, key=lambda r: r[:2])
    if type_ in RELATIONS and steps > 3:
        return None
    return ClaimTime(span=Span(best.start, best.end), edtf=best.edtf) if steps <= 8 else None


def _of_the_saying(anchor: Any, hit: TimeMention, parsed: ParsedText) -> bool:
    """True for the day of the saying, not of what is said: "three men were killed, police said on Monday".

    A date before the verb of saying, or one with its month, as histories tell ("on 5 May the army said that …"), is
    taken for the day of both.
    """
    if any(c.isdigit() for c in parsed.text[hit.start : hit.end]):
        return False
    head = parsed.head_of(Span(hit.start, hit.end))
    if anchor is None or head is None or head.doc is not anchor.doc:
        return False
    host = head
    while host.dep_ in _TAIL and host.head.i != host.i:
        host = host.head
    if host.lemma_.lower() not in words("speech", "verbs") or host.pos_ != "VERB" or host.i > head.i:
        return False
    said = next((up for up in (anchor, *anchor.ancestors) if up.head.i == host.i), None)
    return said is not None and said.dep_ in {"ccomp", "xcomp", "parataxis"}


def _elsewhere(anchor: Any, hit: TimeMention, type_: str, parsed: ParsedText) -> bool:
    """True for the date of a clause in which a relation is only named: "the group's leader was killed this month"."""
    head = parsed.head_of(Span(hit.start, hit.end))
    if type_ not in RELATIONS or anchor is None or head is None or anchor.pos_ != "NOUN":
        return False
    return anchor.dep_ in NAMING and (head.doc is not anchor.doc or _steps(anchor, head) > 2)


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
