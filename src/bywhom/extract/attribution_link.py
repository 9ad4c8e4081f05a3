"""Join the tagger's sources, cues and contents to attributions, by distance and by what the parse says."""

from collections.abc import Sequence
from dataclasses import replace

from bywhom.model.attribution import Attribution
from bywhom.model.layers import TaggedSpan, Tags
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span


def linked(parsed: ParsedText, tags: Tags, rules: Sequence[Attribution]) -> list[Attribution]:
    """Attributions built around the tagged contents: each takes the nearest cue, each cue the nearest source.

    Where a rule's attribution shares the cue or most of the content, its source decides between near ones, and
    where the tagger saw no source at all the rule's stands. Rules with no tagged counterpart are dropped.
    """
    cues = [_span(t) for t in tags.cues]
    sources = [_span(t) for t in tags.sources]
    groups: dict[Span | None, list[Span]] = {}
    loose: list[Span] = []
    for content in sorted(_span(t) for t in tags.contents):
        cue = _nearest(parsed, content, cues)
        if cue is None:
            loose.append(content)
        else:
            groups.setdefault(cue, []).append(content)
    made = [_build(parsed, cue, contents, sources, rules) for cue, contents in groups.items()]
    for content in loose:
        made = _attach(parsed, made, content)
    return made


def _span(tag: TaggedSpan) -> Span:
    return Span(tag.start, tag.end)


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _nearest(parsed: ParsedText, span: Span, others: Sequence[Span]) -> Span | None:
    """The nearest of ``others`` in the same sentence, else None."""
    index = parsed.sentence_index(span.start)
    last = parsed.sentence_index(max(span.start, span.end - 1))
    near = [o for o in others if parsed.sentence_index(o.start) in (index, last)]
    return min(near, key=lambda o: _gap(o, span), default=None)


def _build(
    parsed: ParsedText,
    cue: Span | None,
    contents: Sequence[Span],
    sources: Sequence[Span],
    rules: Sequence[Attribution],
) -> Attribution:
    rule = _rule(cue, contents, rules)
    source = None
    if cue is not None:
        outside = [s for s in sources if not any(c.start <= s.start and s.end <= c.end for c in contents)]
        source = _nearest(parsed, cue, outside)
        if rule is not None and rule.source is not None:
            agreed = [s for s in outside if s.overlap(rule.source)]
            source = agreed[0] if agreed else source or rule.source
    return Attribution(id="", source=source, cue=cue, content=tuple(contents))


def _rule(cue: Span | None, contents: Sequence[Span], rules: Sequence[Attribution]) -> Attribution | None:
    for a in rules:
        if cue is not None and a.cue is not None and a.cue.overlap(cue):
            return a
    best = max(rules, key=lambda a: sum(c.overlap(d) for c in a.content for d in contents), default=None)
    if best is None or cue is not None:
        return None
    return best if sum(c.overlap(d) for c in best.content for d in contents) else None


def _attach(parsed: ParsedText, made: list[Attribution], content: Span) -> list[Attribution]:
    """A content with no cue in its sentence goes on with the attribution just before it, or stands alone."""

    index = parsed.sentence_index(content.start)
    before = [a for a in made if a.content[-1].end <= content.start]
    last = max(before, key=lambda a: a.content[-1].end, default=None)
    if last is not None and index is not None:
        where = parsed.sentence_index(max(last.content[-1].end, last.cue.end if last.cue else 0) - 1)
        if where is not None and index - where <= 1:
            i = made.index(last)
            return [*made[:i], replace(last, content=(*last.content, content)), *made[i + 1 :]]
    return [*made, Attribution(id="", content=(content,))]
