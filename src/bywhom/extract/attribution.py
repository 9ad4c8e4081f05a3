"""Attributions: who says what, from the rules over the parse and from the tagger, as source, cue and content."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bywhom.extract.attribution_link import linked
from bywhom.extract.attribution_rules import Saying, find_sayings
from bywhom.extract.attribution_surface import surface_sayings
from bywhom.extract.mentions import tidy
from bywhom.extract.overlay import Overlay
from bywhom.extract.turns import turns
from bywhom.model.attribution import Attribution
from bywhom.model.layers import Tags
from bywhom.model.parsed import ParsedText, span_of
from bywhom.model.text import Span


def find_attributions(parsed: ParsedText, tags: Tags | None = None) -> tuple[Attribution, ...]:
    """Attributions in text order, ids ``a0`` onwards, each with the id of the one it stands in (``parent``).

    Spans are PolNeAR's: a source is the speaker's whole phrase with its appositions, contents include quotation
    marks and the word "that". ``entity`` and ``kind`` are left to ``speakers``.
    """
    sayings = [s for s in find_sayings(parsed) if not _inner(parsed, s)]
    sayings += surface_sayings(parsed, sayings)
    made = [_from_saying(parsed, saying) for saying in sayings]
    if tags is not None and tags.attributions:
        made = linked(parsed, tags, made)
    return _with_parents([*_run_on_quotes(parsed, _once(made)), *turns(parsed)])


def _inner(parsed: ParsedText, saying: Saying) -> bool:
    """True for what a quoted speaker goes on to say or think: one attribution, not two."""
    return parsed.quote_at(saying.cue.start) is not None


def _from_saying(parsed: ParsedText, saying: Saying) -> Attribution:
    source = saying.speaker or (None if saying.source is None else source_span(parsed, saying.source))
    if source is not None and source.start < saying.cue.start < source.end:  # "supporters saying that …"
        source = tidy(parsed.text, Span(source.start, saying.cue.start))
    content = tuple(piece for c in saying.content for piece in _without(c, source, saying.cue))
    return Attribution(id="", source=source, cue=saying.cue, content=content)


def _without(content: Span, source: Span | None, cue: Span) -> tuple[Span, ...]:
    """A content without the parenthesis of source and cue that interrupts it."""
    if source is None:
        return (content,)
    inner = Span(min(cue.start, source.start), max(cue.end, source.end))
    if not (content.start < inner.start and inner.end < content.end):
        return (content,)
    return (Span(content.start, inner.start), Span(inner.end, content.end))


def source_span(parsed: ParsedText, head: Any) -> Span:
    """The whole phrase of a speaker: appositions, relative clauses and of-phrases belong to it."""
    tokens = [t for t in head.subtree if not t.is_space]
    if head.dep_ == "poss":
        tokens = [t for t in tokens if t.tag_ != "POS"]
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    if not tokens:
        return span_of(head, head)
    return tidy(parsed.text, span_of(tokens[0], tokens[-1]))


def _once(made: Iterable[Attribution]) -> list[Attribution]:
    """Without attributions whose content and source repeat those of an earlier one."""
    out: list[Attribution] = []
    for a in sorted(made, key=lambda a: (a.content[0].start, -a.content[-1].end)):
        same = [b for b in out if b.content == a.content]
        if same and (a.source is None or same[0].source == a.source):
            continue
        out.append(a)
    return out


def _run_on_quotes(parsed: ParsedText, made: list[Attribution]) -> list[Attribution]:
    """Quotations with no cue of their own go on with the speaker of the one before, in order."""
    covered = [c for a in made for c in a.content]
    for quote in parsed.quotes:
        if any(c.start < quote.end and quote.start < c.end for c in covered) or not _is_sentence(parsed, quote):
            continue
        before = [a for a in made if a.content[-1].end <= quote.start and a.cue is not None]
        last = max(before, key=lambda a: a.content[-1].end, default=None)
        whole = parsed.sentence_at(quote.start) == quote
        if last is not None and (whole or _quotes(parsed, last)) and _near(parsed, last, quote):
            i = made.index(last)
            made[i] = replace(last, content=(*last.content, quote))
            covered.append(quote)
    return made


def _is_sentence(parsed: ParsedText, quote: Span) -> bool:
    sentence = parsed.sentence_at(quote.start)
    return sentence is not None and 2 * len(quote) > len(sentence) and len(quote.of(parsed.text).split()) > 3


def _quotes(parsed: ParsedText, a: Attribution) -> bool:
    return any(q.start < c.end and c.start < q.end for c in a.content for q in parsed.quotes)


def _near(parsed: ParsedText, a: Attribution, quote: Span) -> bool:
    last = max(a.content[-1].end, a.cue.end if a.cue else 0)
    here, there = parsed.sentence_index(last - 1), parsed.sentence_index(quote.start)
    return here is not None and there is not None and 0 <= there - here <= 1


def _with_parents(made: Sequence[Attribution]) -> tuple[Attribution, ...]:
    ordered = sorted(made, key=lambda a: (a.cue or a.content[0]).start)
    named = [replace(a, id=f"a{i}") for i, a in enumerate(ordered)]
    contents = Overlay((a, a.content) for a in named)
    out = []
    for a in named:
        at = a.cue or a.content[0]
        around = [b for b in contents.near(at) if b.id != a.id and any(c.contains(at) for c in b.content)]
        around = [b for b in around if not (b.cue and any(c.contains(b.cue) for c in a.content))]
        inner = min(around, key=lambda b: sum(len(c) for c in b.content), default=None)
        out.append(replace(a, parent=inner.id if inner else ""))
    return tuple(out)
