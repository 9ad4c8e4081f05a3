"""Find time expressions and read what they say, before any anchor: dates, relations, offsets, durations, sets, ranges.

Pure text to values: a grammar over token classes (times_rules.py), no parser, no model. Spans follow TimeML: the
preposition stays outside, "the end of" and "early" belong to the span.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bywhom.extract.times_build import fields
from bywhom.extract.times_guards import acceptable
from bywhom.extract.times_rules import CORE, RANGES, RULES, RUN
from bywhom.extract.times_tokens import Token, classify
from bywhom.lexicon.times import time_words
from bywhom.model.when import TimeExpression

_KNOWN = frozenset(field.name for field in dataclass_fields(TimeExpression))
_BOUNDS = {"since": "since", "until": "until", "till": "until", "by": "by", "before": "before", "after": "after",
           "from": "from", "between": "between", "through": "until",}  # fmt: skip
_JOIN = frozenset({"to", "and", "until", "till", "through", "-", "–", "—", "or"})
_EDGE_WORDS = frozenset(
    {"in", "on", "at", "during", "within", "over", "for", "around", "about", "as", "of", "late", "early"}
)

_SHORT = frozenset(w for w, known in time_words().items() if known.symbol in "MW" and len(w) <= 5) - {
    "march", "april", "may", "june", "july",
}  # fmt: skip

_TO = {"prior": "before", "up": "until"}

_Found = tuple[int, int, int, str]  # first token, token after the last, rank of the rule, form


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """All time expressions of a text, in order, none overlapping; ages ("34-year-old", "aged 20") are left out."""
    tokens, symbols = classify(text)
    out: list[TimeExpression] = []
    for run in RUN.finditer(symbols):
        if CORE.search(run.group()):
            out.extend(_read_run(text, tokens, symbols, run.span()))
    return _joined(tokens, out)


def _read_run(text: str, tokens: Sequence[Token], symbols: str, span: tuple[int, int]) -> Iterator[TimeExpression]:
    """Expressions inside one run of time classes: longest match first, then the order of the rules."""
    ranges = list(_ranges(text, tokens, symbols, span))
    taken = [(first, last) for first, last, _ in ranges]
    found = sorted(_candidates(tokens, symbols, span), key=lambda c: (c[0] - c[1], c[2]))
    out = [expression for _, _, pair in ranges for expression in pair]
    for first, last, _, form in found:
        if any(first < e and s < last for s, e in taken):
            continue
        said = fields(form, tokens[first:last])
        if not acceptable(form, tokens, first, last, said):
            continue
        taken.append((first, last))
        out.append(_expression(text, tokens[first:last], form, said))
    yield from sorted(out, key=lambda e: e.start)


def _candidates(tokens: Sequence[Token], symbols: str, span: tuple[int, int]) -> Iterator[_Found]:
    for rank, (form, rule) in enumerate(RULES):
        for found in rule.finditer(symbols, *span):
            first, last = _trim(tokens, *found.span())
            if first < last:
                yield first, last, rank, form


def _trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Drop commas, prepositions and brackets that the pattern swallowed at the edges."""
    while first < last and (tokens[first].symbol in ",if.2&-" or _verb_of_start(tokens, first, last)):
        first += 1
    while last > first and (tokens[last - 1].symbol in ",ift2&-(" or _stray_dot(tokens, first, last)):
        last -= 1
    return first, last


def _verb_of_start(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "beginning in December" is a verb and its date, "the beginning of December" a part of December."""
    return tokens[first].low == "beginning" and first + 1 < last and tokens[first + 1].symbol == "i"


def _stray_dot(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A full stop ends the sentence unless it belongs to an abbreviation such as "Oct."."""
    token = tokens[last - 1]
    return token.symbol == "." and not (last - first > 1 and tokens[last - 2].low in _SHORT)


def _expression(text: str, tokens: Sequence[Token], form: str, said: dict[str, Any]) -> TimeExpression:
    start, end = tokens[0].start, tokens[-1].end
    known = {name: value for name, value in said.items() if name in _KNOWN}
    if said.get("ordinal") is not None and "day" not in known and form in ("calendar", "quarter", "weekinmonth"):
        known["count"] = float(said["ordinal"])
    form = "calendar" if form == "spelled" else form
    return TimeExpression(start=start, end=end, text=text[start:end], form=form, phrase=(start, end), **known)


def _ranges(
    text: str, tokens: Sequence[Token], symbols: str, span: tuple[int, int]
) -> Iterator[tuple[int, int, tuple[TimeExpression, TimeExpression]]]:
    """Pairs such as "3 to 5 May", "June 10–12", "2013–14": one borrows what only the other says."""
    for name, rule in RANGES:
        for found in rule.finditer(symbols, *span):
            one, two = tokens[slice(*found.span("one"))], tokens[slice(*found.span("two"))]
            pair = _pair(text, name, one, two)
            if pair is not None:
                yield found.start(), found.end(), pair


def _pair(
    text: str, name: str, one: Sequence[Token], two: Sequence[Token]
) -> tuple[TimeExpression, TimeExpression] | None:
    first, second = fields("calendar", one), fields("calendar", two)
    if name == "years":
        start, raw = int(one[0].value), two[0].low
        last = int(str(start)[: 4 - len(raw)] + raw) if len(raw) in (2, 4) else 0
        if not start < last <= start + 120 or two[0].start - one[0].end > 3:
            return None
        second = {"year": last}
    elif name == "month-days":
        first["year"] = second.get("year")
        second["month"] = first["month"]
    else:
        first["month"], first["year"] = second["month"], second.get("year")
    if name != "years" and int(first["day"]) >= int(second["day"]):
        return None
    return _expression(text, one, "calendar", first), _expression(text, two, "calendar", second)


def _joined(tokens: Sequence[Token], found: list[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Give each expression its bound and phrase, and tie the two ends of a range together."""
    starts = {token.start: i for i, token in enumerate(tokens)}
    out = [_with_bound(tokens, starts[e.start], e) for e in found]
    for i, (one, two) in enumerate(pairwise(out)):
        between = [t.low for t in tokens[starts[one.start] : starts[two.start]] if t.start >= one.end]
        if one.partner is None and _is_range(one, two, between):
            phrase = (one.phrase[0], two.end)
            out[i] = replace(one, partner=i + 1, phrase=phrase, bound="between")
            out[i + 1] = replace(two, partner=i, phrase=phrase, bound="between")
    return tuple(out)


_RANGE_FORMS = frozenset({"calendar", "deictic", "weekday", "relative", "quarter", "edge"})


def _is_range(one: TimeExpression, two: TimeExpression, between: list[str]) -> bool:
    """Two dates are one range when a dash or "to" joins them, or "and" does after "between"."""
    words = [word for word in between if word not in ("the", ",", "of", "on", "in")]
    if len(words) != 1 or words[0] not in _JOIN or not {one.form, two.form} <= _RANGE_FORMS:
        return False
    if words[0] in ("and", "or"):
        return one.bound == "between" or (words[0] == "and" and one.phrase == one.phrase and _both_days(one, two))
    return one.bound in ("from", "", "between") and (words[0] != "to" or one.bound != "" or _both_days(one, two))


def _both_days(one: TimeExpression, two: TimeExpression) -> bool:
    """Two days (or two months, two years) of one kind stand side by side."""
    return (
        (one.day is None) == (two.day is None) and (one.month is None) == (two.month is None) and one.form == two.form
    )


def _with_bound(tokens: Sequence[Token], at: int, expression: TimeExpression) -> TimeExpression:
    """Read the preposition before an expression; the phrase widens to it."""
    bound, start, i = "", expression.start, at - 1
    while i >= 0 and at - i <= 4:
        low = tokens[i].low
        if low in _BOUNDS:
            bound, start = _BOUNDS[low], tokens[i].start
            break
        if low == "to" and i > 0 and tokens[i - 1].low in _TO:
            bound, start = _TO[tokens[i - 1].low], tokens[i - 1].start
            break
        if low in ("beginning", "starting") and at - i > 1:
            bound, start = "from", tokens[i].start
            break
        if low not in _EDGE_WORDS and low not in ("least", "the"):
            break
        start = tokens[i].start if low not in ("the", "of") else start
        i -= 1
    end = expression.end
    if bound == "" and (after := _open_end(tokens, at, end)) is not None:
        bound, end = "since", after
    return replace(expression, bound=bound, phrase=(start, end))


def _open_end(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """The end of "2017–present" or "2017 onwards"; None when no such word follows."""
    while at < len(tokens) and tokens[at].start < end:
        at += 1
    following = tokens[at : at + 2]
    words = [t.low for t in following]
    if words and words[0] in ("onward", "onwards"):
        return following[0].end
    if len(words) == 2 and following[0].symbol == "-" and words[1] in ("present", "ongoing", "today"):
        return following[1].end
    return None


def spans(text: str) -> list[tuple[int, int]]:
    """The bare spans, for callers that only mark time."""
    return [(e.start, e.end) for e in find_times(text)]
