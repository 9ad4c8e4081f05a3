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
_CLAUSE = 15  # characters under which what is said is hardly a proposition
_JOINED = 3  # characters between two pieces of one content


def linked(parsed: ParsedText, tags: Tags, rules: Sequence[Attribution]) -> list[Attribution]:
    """Attributions of both makers, none twice.

    A tagged cue with a rule's cue on the same words: the rule's content where both agree on half of it, else the
    tagger's; the tagger's source where it is sure, else the rule's. A tagged cue alone counts from ``_SURE`` on, a
    rule alone when its verb is a plain verb of saying or the tagger has at least some belief in the cue. What the rules
    alone see beside that is kept as weak where it puts a proposition in somebody's mouth.
    """
    readings = sorted(tags.attributions, key=lambda r: -r.cue.score)
    made: list[Attribution] = []
    used: set[int] = set()
    for reading in readings:
        i = next((i for i, a in enumerate(rules) if a.cue and i not in used and _meets(a.cue, reading.cue)), None)
        if i is not None:
            if reading.cue.score >= _BACKED or _plain(parsed, rules[i]):
                made.append(_both(parsed, rules[i], reading))
                used.add(i)
        elif reading.cue.score >= _SURE and reading.contents:
            found = _alone(parsed, reading)
            if not any(_repeats(found, a) for a in made):
                made.append(found)
    for i, rule in enumerate(rules):
        if i not in used and (_plain(parsed, rule) or _proposes(parsed, rule)):
            made.append(rule if _plain(parsed, rule) else replace(rule, weak=True))
    return made


def _meets(cue: Span, tag: TaggedSpan) -> bool:
    return cue.start < tag.end and tag.start < cue.end


def _plain(parsed: ParsedText, a: Attribution) -> bool:
    if a.cue is None:
        return False
    found = {lemma(t) for t in parsed.tokens(a.cue)} | {t.lower_ for t in parsed.tokens(a.cue)}
    return bool(found & words("speech", "plain")) and (a.source is not None or "according" not in found)


def _proposes(parsed: ParsedText, a: Attribution) -> bool:
    """True where a verb of saying has a clause, and a speaker or none but "it", and for the adverbs of hearsay."""
    if a.cue is None:
        return False
    found = {lemma(t) for t in parsed.tokens(a.cue)} | {t.lower_ for t in parsed.tokens(a.cue)}
    told = words("speech", "verbs") | words("speech", "reporting")
    passive = any(t.tag_ == "VBN" for t in parsed.tokens(a.cue))
    spoken = found & told and (a.source is not None or passive) and sum(map(len, a.content)) > _CLAUSE
    return bool(spoken or found & words("speech", "hearsay"))


def _both(parsed: ParsedText, rule: Attribution, reading: AttributionReading) -> Attribution:
    if rule.source is not None or rule.cue is None:
        return rule
    return replace(rule, source=_best(parsed, reading.sources, rule.cue, anywhere=False))


def _alone(parsed: ParsedText, reading: AttributionReading) -> Attribution:
    """A tagged cue with the nearest of its contents: the tagger gives a cue all contents around it."""
    cue = Span(reading.cue.start, reading.cue.end)
    near = min(joined(reading.contents), key=lambda c: max(c.start - cue.end, cue.start - c.end, 0))
    return Attribution(id="", source=_best(parsed, reading.sources, cue), cue=cue, content=(near,))


def _best(parsed: ParsedText, sources: Sequence[TaggedSpan], cue: Span, *, anywhere: bool = True) -> Span | None:
    """The likeliest tagged source: one in the cue's own sentence before others (which count only ``anywhere``)."""
    sentence = parsed.sentence_at(cue.start)
    ranked = sorted(
        ((sentence is not None and sentence.start <= s.start < sentence.end, s.score, s) for s in sources),
        key=lambda row: row[:2],
    )
    if not ranked or not (ranked[-1][0] or anywhere):
        return None
    return Span(ranked[-1][2].start, ranked[-1][2].end)


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
