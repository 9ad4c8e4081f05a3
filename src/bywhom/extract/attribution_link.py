"""Join what the tagger reads to what the rules see: one attribution for each act of saying."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bywhom.extract.nouns import lemma
from bywhom.lexicon.load import words
from bywhom.model.attribution import Attribution
from bywhom.model.layers import AttributionReading, TaggedSpan, Tags
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span

_SURE = 0.6  # a tagged cue makes an attribution by itself from this score on
_BACKED = 0.12  # a rule's attribution stands when the tagger gives its cue this much, or its verb is a plain one
_JOINED = 3  # characters between two pieces of one content


def linked(parsed: ParsedText, tags: Tags, rules: Sequence[Attribution]) -> list[Attribution]:
    """Attributions of both makers, none twice.

    A tagged cue with a rule's cue on the same words: the rule's content where both agree on half of it, else the
    tagger's; the tagger's source where it is sure, else the rule's. A tagged cue alone counts from ``_SURE`` on, a
    rule alone when its verb is a plain verb of saying or the tagger has at least some belief in the cue.
    """
    readings = sorted(tags.attributions, key=lambda r: -r.cue.score)
    made: list[Attribution] = []
    used: set[int] = set()
    for reading in readings:
        i = next((i for i, a in enumerate(rules) if a.cue and i not in used and _meets(a.cue, reading.cue)), None)
        if i is not None:
            if reading.cue.score >= _BACKED or _plain(parsed, rules[i]):
                made.append(_both(rules[i], reading))
            used.add(i)
        elif reading.cue.score >= _SURE and reading.contents:
            found = _alone(reading)
            if not any(_repeats(found, a) for a in made):
                made.append(found)
    made += [a for i, a in enumerate(rules) if i not in used and _plain(parsed, a)]
    return made


def _meets(cue: Span, tag: TaggedSpan) -> bool:
    return cue.start < tag.end and tag.start < cue.end


def _plain(parsed: ParsedText, a: Attribution) -> bool:
    if a.cue is None:
        return False
    found = {lemma(t) for t in parsed.tokens(a.cue)}
    return bool(found & words("speech", "plain")) and (a.source is not None or "according" not in found)


def _both(rule: Attribution, reading: AttributionReading) -> Attribution:
    return rule if rule.source is not None else replace(rule, source=_best(reading.sources, None))


def _alone(reading: AttributionReading) -> Attribution:
    """A tagged cue with the nearest of its contents: the tagger gives a cue all contents around it."""
    cue = Span(reading.cue.start, reading.cue.end)
    near = min(joined(reading.contents), key=lambda c: max(c.start - cue.end, cue.start - c.end, 0))
    return Attribution(id="", source=_best(reading.sources, None), cue=cue, content=(near,))


def _best(sources: Sequence[TaggedSpan], near: Span | None) -> Span | None:
    """The likeliest tagged source; one that overlaps the rule's wins."""
    ranked = sorted(sources, key=lambda s: (near is not None and s.start < near.end and near.start < s.end, s.score))
    return Span(ranked[-1].start, ranked[-1].end) if ranked else None


def joined(contents: Iterable[TaggedSpan]) -> tuple[Span, ...]:
    """Tagged contents as spans in order, pieces that touch joined."""
    out: list[Span] = []
    for tag in sorted(contents, key=lambda t: (t.start, -t.end)):
        if out and tag.start - out[-1].end <= _JOINED:
            out[-1] = Span(out[-1].start, max(out[-1].end, tag.end))
        else:
            out.append(Span(tag.start, tag.end))
    return tuple(out)


def _repeats(a: Attribution, b: Attribution) -> bool:
    same = sum(c.overlap(d) for c in a.content for d in b.content)
    return same * 2 >= max(sum(len(c) for c in a.content), sum(len(c) for c in b.content), 1)
