"""The signs by which a time expression dates a claim of its sentence: place in the parse, wording, rivals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bywhom.lexicon.load import words
from bywhom.model.claim import EVENTS
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span
from bywhom.model.when import TimeMention

UNDATED = "none"  # the sign for no expression at all
# "Three men were killed, police said on Monday": the day of the saying and not of what is said (173 of 198 on coded
# reports), where a day before the verb of saying, or one in figures as histories tell it, mostly is the day of both.
SAID = "day of the saying"
# "The rebels, who took the city on Monday, are moving on": the day of what is told by the way of one in the clause
ASIDE = "day of an aside"
NEVER = frozenset({SAID, ASIDE})
_TAIL = frozenset({"pobj", "prep", "npadvmod", "advmod", "compound", "nummod", "pcomp", "punct", "amod", "det", "tmod"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "parataxis", "csubj", "appos", "pcomp"})
_BOUNDS = frozenset({
    "in", "on", "since", "during", "after", "before", "by", "until", "till", "for", "from", "at", "between", "within",
    "over", "throughout", "to",
})  # fmt: skip
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DEICTIC = frozenset({"today", "now", "yesterday", "tonight", "tomorrow", "currently", "recently", "earlier", "later"})
_LEADING = 25  # characters: an expression that stands so early leads the sentence
_FAR = 9  # arcs: farther is as far as can be told
_GRAINS = (
    ("day", re.compile(r"-?\d{4}-\d\d-\d\d[~?%]?")), ("month", re.compile(r"-?\d{4}-\d\d[~?%]?")),
    ("year", re.compile(r"-?\d{4}[~?%]?")), ("open", re.compile(r".*/(?:\.\.)?|(?:\.\.)?/.*")),
    ("range", re.compile(r".*/.*")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One claim to be dated: its words, the expressions of its sentence, the triggers of the sentence's other claims.

    ``marked`` is what the learned reader took for its date; ``asked`` is False where no reader was asked.
    """

    type: str
    trigger: Span
    sentence: Span
    times: Sequence[TimeMention]
    rivals: Sequence[Span] = ()
    marked: Span | None = None
    asked: bool = False


class DatingSigns:
    """The signs of one report's time expressions."""

    def __init__(self, parsed: ParsedText) -> None:
        self._parsed = parsed
        self._paths: dict[tuple[int, int], list[Any]] = {}

    def of(self, case: Case) -> list[list[str]]:
        """For each expression of ``case.times`` its signs."""
        anchor = self._parsed.head_of(case.trigger)
        heads = [self._parsed.head_of(Span(t.start, t.end)) for t in case.times]
        away = [self._steps(anchor, head) for head in heads]
        rivals = [self._parsed.head_of(r) for r in case.rivals if r != case.trigger]
        out = []
        for t, head, steps in zip(case.times, heads, away, strict=True):
            nearest = min((self._steps(r, head) for r in rivals), default=_FAR + 1)
            signs = [*self._words(case, t), *_marks(case, t)]
            if anchor is not None and head is not None:
                signs += self._grammar(case, anchor, head, steps)
            kind = _kind(case)
            rival = "nearer" if nearest < steps else "as near" if nearest == steps else "farther"
            signs.append(f"{kind} rival {rival}")
            if any(other < steps for other in away):
                signs.append(f"{kind} another nearer")
            elif len(away) > 1:
                signs.append(f"{kind} nearest of several")
            out.append(signs)
        return out

    def _words(self, case: Case, t: TimeMention) -> Iterator[str]:
        kind, text = _kind(case), self._parsed.text
        yield kind
        yield f"type {case.type}"
        grain = next((name for name, form in _GRAINS if form.fullmatch(t.edtf)), "other")
        yield f"{kind} {grain}"
        first = text[t.phrase[0] : t.start].split()
        bound = next((w.lower() for w in first if w.lower() in _BOUNDS), "")
        yield f"{kind} bound {bound or 'none'}"
        if t.start - case.sentence.start < _LEADING:
            yield f"{kind} leading"
        after = t.start >= case.trigger.end
        gap = t.start - case.trigger.end if after else case.trigger.start - t.end
        yield f"{'after' if after else 'before'} {min(max(gap, 0) // 8, 12).bit_length()}"
        low, high = sorted((t.start, case.trigger.start))
        if any(low < r.start < high and not r.overlap(case.trigger) for r in case.rivals):
            yield f"{kind} rival between"
        if (self._parsed.quote_at(t.start) is None) != (self._parsed.quote_at(case.trigger.start) is None):
            yield f"quoted apart {'after' if after else 'before'}"

    def _grammar(self, case: Case, anchor: Any, head: Any, steps: int) -> Iterator[str]:
        kind = _kind(case)
        what = "noun" if anchor.pos_ in ("NOUN", "PROPN") else "verb" if anchor.pos_ in ("VERB", "AUX") else "other"
        yield f"{kind} {what} steps {steps}"
        if what == "noun":
            yield f"{kind} as {anchor.dep_}"
        if (finite := next((x for x in self._path(anchor) if x.tag_ in _FINITE), None)) is not None:
            yield f"{kind} {finite.tag_} {head.lower_ if head.lower_ in _DEICTIC else 'date'}"
        host = head
        while host.dep_ in _TAIL and host.head.i != host.i:
            host = host.head
        if host.i == anchor.i:
            yield f"{kind} hangs on it"
        elif anchor.head.i == host.i:
            yield f"{kind} hangs on the head of its {anchor.dep_}"
        if head.doc is not anchor.doc or not (
            shared := {x.i for x in self._path(anchor)} & {x.i for x in self._path(head)}
        ):
            yield "apart"
            return
        up, down = (path[: _first(path, shared)] for path in (self._path(anchor), self._path(head)))
        left, entered = ({x.dep_ for x in path if x.dep_ in _CLAUSES} for path in (up, down))
        yield from (f"{kind} out of {dep}" for dep in left)
        yield from (f"{kind} into {dep}" for dep in entered)
        if what == "verb" and "relcl" in entered and not up:
            yield ASIDE
        where = "under" if not up else "over" if host.i in shared else "beside"
        yield f"{kind} {what} {where}{'' if left or entered else ', same clause'}"
        speech = host.pos_ == "VERB" and host.lemma_.lower() in words("speech", "verbs")
        if speech and up and up[-1].head.i == host.i and up[-1].dep_ in {"ccomp", "xcomp", "parataxis"}:
            figures = any(c.isdigit() for c in head.doc[head.left_edge.i : head.right_edge.i + 1].text)
            order = "before" if head.i < host.i else "after"
            yield SAID if order == "after" and not figures else f"day of the saying {order} it"

    def _path(self, token: Any) -> list[Any]:
        """The tokens from ``token`` up to the root of its sentence."""
        key = (id(token.doc), token.i)
        if key not in self._paths:
            out = [token]
            while token.head.i != token.i:
                token = token.head
                out.append(token)
            self._paths[key] = out
        return self._paths[key]

    def _steps(self, a: Any, b: Any) -> int:
        """How many arcs lie between two tokens of one parse, at most ``_FAR``."""
        if a is None or b is None or a.doc is not b.doc:
            return _FAR
        up, down = self._path(a), self._path(b)
        shared = {x.i for x in up} & {x.i for x in down}
        return min(_FAR, _first(up, shared) + _first(down, shared)) if shared else _FAR


def _kind(case: Case) -> str:
    return "event" if case.type in EVENTS else "relation"


def _first(path: Sequence[Any], shared: set[int]) -> int:
    return next((n for n, x in enumerate(path) if x.i in shared), len(path))


def _marks(case: Case, t: TimeMention) -> Iterator[str]:
    """What the learned reader marked for the date, where it was asked."""
    if not case.asked:
        return
    kind = _kind(case)
    if case.marked is None:
        yield f"{kind} unmarked"
    elif Span(t.start, t.end).overlap(case.marked):
        yield f"{kind} marked"
    else:
        yield f"{kind} marked elsewhere"
