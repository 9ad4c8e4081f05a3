"""Whether a date without its year, or a bare weekday, lies ahead of the report: a learned weighing of the words around.

"Talks open on Monday" looks ahead, "they met on Monday" back; so do "effective Feb. 1" and "has been held since
March". The signs are the verbs that govern the date, their helpers and the words beside it; training/outlook.py weighs
them into data/outlook.json.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from bywhom.lexicon.load import weights
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span
from bywhom.model.when import TimeExpression

BIAS = "always"
_CUES = frozenset(
    {"will", "would", "shall", "plan", "plans", "planned", "schedule", "scheduled", "expected", "due", "effective",
     "payable", "next", "slated", "until", "by", "through", "said", "since"}
)  # fmt: skip
_PREPOSITIONS = frozenset(
    {"on", "by", "in", "until", "through", "of", "the", "at", "to", "from", "for", "since", "after", "before"}
)
_AUXILIARIES = frozenset({"aux", "auxpass"})
_CLIMB = 15  # arcs from a date up to the verbs that govern it
_CLOSE, _MONTH = 8, 30  # days


def outlooks(parsed: ParsedText, expressions: Sequence[TimeExpression], published: date | None) -> dict[int, bool]:
    """For each open date of the text, by its index, whether it lies ahead of ``published``; {} for an undated text."""
    if published is None:
        return {}
    table = weights("outlook")
    out = {}
    for at, expression in enumerate(expressions):
        sides = candidates(expression, published)
        if sides is not None and (seen := signs(parsed, expression, sides, published)):
            out[at] = sum(table.get(sign, 0.0) for sign in seen) > 0
    return out


def candidates(expression: TimeExpression, published: date) -> tuple[date, date] | None:
    """The nearest days behind and ahead of the report that an expression without year or "last" could mean.

    A month stands for its first day, the month of the report is behind. None for what leaves no choice.
    """
    if expression.relation:
        return None
    if expression.form == "weekday" and expression.weekday is not None:
        back = (published.isoweekday() - expression.weekday) % 7
        return (published - timedelta(days=back), published + timedelta(days=7 - back)) if back else None
    if expression.form != "calendar" or expression.month is None or expression.year is not None or expression.unit:
        return None
    days = []
    for year in range(published.year - 1, published.year + 2):
        try:
            days.append(date(year, expression.month, expression.day or 1))
        except ValueError:
            return None  # 29 February
    behind = [d for d in days if d <= published]
    return behind[-1], days[len(behind)]


def signs(parsed: ParsedText, expression: TimeExpression, sides: tuple[date, date], published: date) -> list[str]:
    """The signs of one expression; [] where the text has no parse."""
    head = parsed.head_of(Span(expression.start, expression.end))
    tokens = list(parsed.tokens(Span(expression.start, expression.end)))
    if head is None or not tokens:
        return []
    kind = expression.form if expression.form == "weekday" else "day" if expression.day else "month"
    words = [BIAS, *_beside(tokens), *_governing(head), *_around(tokens, parsed.sentence_at(expression.start))]
    words += [f"phrase {expression.bound}"] if expression.bound else []
    return [*words, kind, *_distance(kind, sides, published), *(f"{kind} {w}" for w in words if w.startswith("verb"))]


def _distance(kind: str, sides: tuple[date, date], published: date) -> Iterator[str]:
    """How far off the two readings lie."""
    behind, ahead = (published - sides[0]).days, (sides[1] - published).days
    if kind == "weekday":
        yield f"days back {behind}"
        return
    yield f"{kind} months ahead {min(6, ahead // _MONTH)}"
    yield f"{kind} months behind {min(6, behind // _MONTH)}"
    if behind < _CLOSE:
        yield "just behind"
    if kind == "month" and (sides[0].year, sides[0].month) == (published.year, published.month):
        yield "this month"


def _beside(tokens: Sequence[Any]) -> Iterator[str]:
    """The words before and after."""
    doc, first, last = tokens[0].doc, tokens[0].i, tokens[-1].i
    before = [t.lower_ for t in doc[max(0, first - 3) : first]]
    yield f"before {before[-1] if before else '-'}"
    if len(before) > 1 and before[-1] in _PREPOSITIONS:
        yield f"before that {before[-2]}"
    yield f"after {doc[last + 1].lower_ if last + 1 < len(doc) else '-'}"


def _governing(head: Any) -> Iterator[str]:
    """The verbs above the date, nearest first: form, helpers, lemma; the noun or adjective that it hangs on."""
    above, token = [], head
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            break
        token = token.head
        above.append(token)
    verbs = [t for t in above if t.pos_ in ("VERB", "AUX")][:2]
    for place, verb in zip(("verb", "over"), verbs, strict=False):
        helpers = [c for c in verb.children if c.dep_ in _AUXILIARIES and c.i < verb.i]
        told = [c.lemma_ if c.tag_ == "MD" else f"{c.lemma_}/{c.tag_}" for c in helpers]
        yield f"{place} {verb.tag_}"
        yield f"{place} {verb.tag_}+{','.join(told)}"
        yield f"{place} {verb.lemma_.lower()}"
        yield f"{place} as {verb.dep_}"
        yield from (f"{place} with {c}" for c in told)
    yield "verbs " + " ".join(v.tag_ for v in verbs)
    if above and above[0].dep_ == "prep" and len(above) > 1:
        yield f"hangs on {above[1].lemma_.lower()}"
    elif above:
        yield f"hangs on {above[0].lemma_.lower()}"


def _around(tokens: Sequence[Any], sentence: Span | None) -> Iterator[str]:
    """Verb forms nearest in line, and words of the sentence that plan or tell."""
    doc, first, last = tokens[0].doc, tokens[0].i, tokens[-1].i
    offset = int(doc.user_data.get("offset", 0))
    inside = [t for t in doc if sentence is None or sentence.start <= offset + t.idx < sentence.end]
    verbal = [t for t in inside if t.tag_[:2] == "VB" or t.tag_ in ("MD", "TO")]
    left = [t for t in verbal if t.i < first][:-4:-1]
    right = [t for t in verbal if t.i > last][:2]
    yield from (f"left {i} {t.tag_}" for i, t in enumerate(left))
    yield from (f"left {i} {t.lower_}" for i, t in enumerate(left[:2]))
    yield from (f"right {i} {t.tag_}" for i, t in enumerate(right))
    yield "left " + " ".join(t.tag_ for t in left[:2])
    yield from (f"has {w}" for w in {t.lower_ for t in inside} & _CUES)
