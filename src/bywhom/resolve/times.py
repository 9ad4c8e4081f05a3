"""Resolve time expressions against the report's date and the story's own time: TIMEX3 value, EDTF, interval."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bywhom.model.when import Interval, TimeExpression, TimeMention
from bywhom.resolve.times_context import Context, is_narrative, opening, sentence_of, tense_at, year_before
from bywhom.resolve.times_edtf import bounded, interval_of, own_edtf, range_edtf
from bywhom.resolve.times_forms import read_form
from bywhom.resolve.times_story import story_years

_NEEDS_TENSE = frozenset({"calendar", "weekday", "quarter", "edge"})
_LEADING = 15  # characters before an expression that still opens its sentence
_MOVES_STORY = frozenset(
    {"calendar", "relative", "weekday", "weekofunit", "deictic", "offset", "edge", "quarter", "holiday"}
)


def resolve_times(
    text: str,
    expressions: Sequence[TimeExpression],
    *,
    published: date | None,
    sentences: Sequence[tuple[int, int]] = (),
    ahead: Mapping[int, bool] | None = None,
) -> tuple[TimeMention, ...]:
    """One mention for each expression, in the same order.

    News is counted from `published`; an account of the past (many full dates well before it, see times_context) is
    counted from the date last told, and so is "the next day" anywhere. Without `published` relative dates stay open:
    their value is PAST_REF or holds X's and their EDTF is "". `sentences` (half-open offsets) help to find the verb's
    tense; `ahead` says of open dates, by their index, whether they lie ahead of the report (else the tense decides).
    """
    context = Context(published=published, narrative=is_narrative(expressions, published))
    context.opening = opening(expressions) if context.narrative else None
    if not context.narrative and (before := year_before(expressions, published)) is not None:
        context.narrative, context.opening = True, before
    years = story_years(text, expressions, context.opening, published) if context.narrative else {}
    out: list[TimeMention] = []
    last_sentence, told = (-1, -1), 0
    for at, expression in enumerate(map(_Lender(expressions), expressions)):
        context.chosen = years.get(at)
        context.ahead = (ahead or {}).get(at)
        sentence = sentence_of(text, expression.start, sentences)
        if expression.form in _NEEDS_TENSE:
            context.tense = tense_at(text, expression.start, expression.end, sentence)
        context.same_sentence = sentence == last_sentence
        mention = _mention(expression, context)
        out.append(mention)
        if expression.form in _MOVES_STORY:
            opens = expression.phrase[0] - sentence[0] < _LEADING or "\n" in text[told : expression.start]
            if context.remember(expression, mention.value, leading=opens):
                last_sentence, told = sentence, expression.end
    return tuple(_ranges(expressions, out))


class _Lender:
    """Lend the first end of a range the year or month that only its other end names ("between March and June 2014")."""

    def __init__(self, expressions: Sequence[TimeExpression]) -> None:
        self._all = expressions

    def __call__(self, expression: TimeExpression) -> TimeExpression:
        if expression.partner is None or expression.year is not None or expression.form != "calendar":
            return expression
        other = self._all[expression.partner]
        if other.start < expression.start or other.year is None:
            return expression
        turned = expression.month is not None and other.month is not None and expression.month > other.month
        return replace(expression, year=other.year - turned)  # "from late December to early January 2023"


def _mention(expression: TimeExpression, context: Context) -> TimeMention:
    kind, value, anchor = read_form(expression, context)
    edtf = own_edtf(expression, value, context)
    if expression.partner is None:
        edtf = bounded(edtf, expression.bound, context)
    return TimeMention(
        start=expression.start,
        end=expression.end,
        type=kind,
        value=value,
        edtf=edtf,
        interval=interval_of(edtf),
        anchor=anchor,
        modifier=expression.bound or expression.mod,
        phrase=expression.phrase,
    )


def _ranges(expressions: Sequence[TimeExpression], mentions: list[TimeMention]) -> list[TimeMention]:
    """Give both ends of a range the EDTF of the whole."""
    for i, expression in enumerate(expressions):
        j = expression.partner
        if j is None or j <= i:
            continue
        whole = range_edtf(mentions[i].edtf, mentions[j].edtf)
        if whole:
            for k in (i, j):
                mentions[k] = replace(mentions[k], edtf=whole, interval=interval_of(whole))
    return mentions


def inferred_bound(times: Iterable[TimeMention]) -> Interval | None:
    """A bound for a report without a date: it was written on or after the latest date that it names outright.

    Offered, never assumed. None when no full date is named.
    """
    named = [t.interval for t in times if t.anchor == "none" and t.type in ("DATE", "TIME") and t.interval is not None]
    days = [i.earliest for i in named if i.earliest is not None]
    return Interval(earliest=max(days), latest=None) if days else None
