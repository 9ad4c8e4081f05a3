"""Whose a stretch of text is: turns of a transcript, answers in a parliament, and what one body gives out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bywhom.extract.attribution_rules import SUBJECTS
from bywhom.extract.nouns import lemma
from bywhom.extract.phrases import noun_phrase, takes_of
from bywhom.lexicon.load import bag, words
from bywhom.model.attribution import Attribution
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span

_LEAST = 2  # labelled paragraphs that make a text a transcript: one may be a dateline or a caption
_SOON = 4  # paragraphs among which a text says that all after it is one body's
_WORD = r"[A-Z][\w.'’-]*"
_LABEL = re.compile(
    rf"\s*({_WORD}(?:[ ,]+(?:{_WORD}|of|the|de|van|for|and|spokesman|spokeswoman|spokesperson)){{0,7}}?)\.?"
    r"\s?(?:\(([^)\n]{1,60})\))?\s?(?::|\. ?[–—-])\s+(?=[\"“‘A-Z(])"
)
_BRACKETED = re.compile(r"\s*\[([A-Za-z][\w.'’-]*(?: [\w.'’-]+){0,3})\]\s+(?=\S)")
_INLINE = re.compile(r"(?<=[.!?]\s)([A-Z]{3,})\. ?[–—-]\s+(?=[\"“‘A-Z])")
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Shri|Sir|Dame|Lord|Lady|Baroness|General|Colonel|Captain|Admiral)\b\.?"
_PERSON = re.compile(rf"{_TITLE} [A-Z]")
_HOSTS = bag(
    "presenter announcer host anchor newsreader interviewer moderator reporter reporters correspondent q question intro"
    " script"
)
_SPOKEN = bag("speech statement address message communique communiqué")
_ANSWERS = bag("a answer reply")
_ASKED = re.compile(rf"\s*(?:Asked by\b|{_TITLE} (?:[A-Z][\w.'’-]*(?: of)? ){{1,4}}asked (?:the |Her |His )[A-Z])")
_PUT = re.compile(r"Will the (Minister (?:of|for) [\w ,&]{3,60}?) be pleased to state")
_HEADED = re.compile(r"\s*(?:[^\n\[\]]{5,80}(?:[–—]|--?)\s+)?((?:\[[^\]\n]{3,90}\]\s*)+)")
_STATEMENT = re.compile(
    r"(?:official |press |joint |public )?(?:statement|communiqu[eé]|proclamation)(?: no\.? ?\d+)? "
    r"(?:issued )?(?:by|of|from) (?:(?:an?|the) )?(\S[^\n,;:()]{2,80}?)(?=[\n,;:().]|$)",
    re.I,
)
_OWN = re.compile(r"\b(?:editorial|leader article|column)\b")  # what an outlet prints as its own is the report's voice
_TESTIMONY = re.compile(
    r"\s*(?:[Tt]estimony|[Ii]nterview|[Aa]ccount|[Dd]eposition|[Ss]tatement|[Ee]vidence)"
    rf"(?: (?:of|on|dated) [\w ,]{{4,20}}?)? (?:of|with|by|from|given by) ({_WORD}(?: {_WORD}){{0,3}})"
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b")
_BODY = re.compile(r".*\b(?:source|spokesman|spokeswoman|spokesperson) (?:at|of|in|for|from) (?:the )?", re.I)


def turns(parsed: ParsedText) -> Iterator[Attribution]:
    """One attribution a turn, in text order: its source is the label, its content all up to the next label.

    Paragraphs without a label go on with the speaker before them. Nothing where fewer than two paragraphs have labels
    or no label comes twice, save for the answer to a question put in a parliament. Who asks for the outlet itself is a
    reporter: he is given nothing. A text that says at its head that all of it is one body's ("Statement by X", "X has
    issued the following communiqué:") is that body's from there on.
    """
    given = _stated(parsed) or _headed(parsed) or _introduced(parsed) or _answered(parsed)
    if given is not None:
        yield given
        return
    labels = list(_labels(parsed))
    names = [label.name.of(parsed.text).lower() for label in labels]
    if len(names) < _LEAST and (witness := _witnessed(parsed)) is not None:
        yield witness
        return
    asked = any(_ASKED.match(parsed.text, p.start, p.end) for p in parsed.paragraphs[:_SOON])
    if not (asked and names) and (len(names) < _LEAST or len(set(names)) == len(names)):
        return
    hosts = {name for name in set(names) if _asks(name, parsed.text)}
    ends = [*(label.start for label in labels[1:]), len(parsed.text)]
    named: Span | None = None
    for label, end in zip(labels, ends, strict=True):
        said = label.name.of(parsed.text).lower()
        if said in hosts:
            continue
        source = named if said in _ANSWERS else label.name
        named = named or label.name
        content = _within(parsed, label.begin, end)
        if source is not None and content:
            yield Attribution(id="", source=source, content=content, narrative=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """Who speaks, where his label starts, and where what he says begins."""

    name: Span
    start: int
    begin: int


def _labels(parsed: ParsedText) -> Iterator[_Label]:
    """The labels in text order; "The Minister (Mr. Weber):" names him in the brackets."""
    done = 0
    for paragraph in parsed.paragraphs:
        line = parsed.text.rfind("\n", 0, paragraph.start) + 1  # a paragraph begins behind what looks like a dateline
        line, done = paragraph.start if line < done else line, paragraph.end  # and an over-long line is cut in several
        label = _LABEL.match(parsed.text, line, paragraph.end) or _BRACKETED.match(parsed.text, line, paragraph.end)
        if label is None:
            continue
        named = label.lastindex == 2 and _PERSON.match(label.group(2)) and "similar" not in label.group(2)
        yield _Label(name=Span(*label.span(2 if named else 1)), start=label.start(1), begin=label.end())
        for inner in _INLINE.finditer(parsed.text, label.end(), paragraph.end):
            yield _Label(name=Span(*inner.span(1)), start=inner.start(1), begin=inner.end())


def _within(parsed: ParsedText, start: int, end: int) -> tuple[Span, ...]:
    """The paragraphs, or parts of them, between two places."""
    return tuple(
        Span(max(start, p.start), min(end, p.end)) for p in parsed.paragraphs if p.start < end and start < p.end
    )


def _asks(name: str, text: str) -> bool:
    """True for the label (lower case) of a presenter, or of one whom the text calls the outlet's own correspondent."""
    if name.split(maxsplit=1)[0] in _HOSTS:
        return True
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    own = rf"\b(?:correspondent|studio|presenter)\b[:,]? (?:[\w.]+ ){{0,3}}{last}\b"
    return re.search(own, text, re.I) is not None


def _stated(parsed: ParsedText) -> Attribution | None:
    """All after a heading "Statement by X", as X's words; X by its first telling in the text, as far as it has one."""
    for first in parsed.paragraphs[:_SOON]:
        heading = _STATEMENT.match(first.of(parsed.text).strip())
        if heading is None:
            continue
        speaker = _BODY.sub("", heading.group(1)).strip()
        if not speaker:
            continue
        told = re.compile(rf"(?<!\w){re.escape(speaker)}(?!\w)", re.I).search(parsed.text, first.end)
        at = parsed.text.index(speaker, first.start)
        return _all_after(parsed, first, Span(at, at + len(speaker)) if told is None else Span(*told.span()))
    return None


def _witnessed(parsed: ParsedText) -> Attribution | None:
    """All after a heading "Testimony of X", "Interview with X" that is told by an "I", as X's words."""
    for first in parsed.paragraphs[:_SOON]:
        heading = _TESTIMONY.match(first.of(parsed.text))
        spoken = [m for m in _FIRST_PERSON.finditer(parsed.text, first.end) if parsed.quote_at(m.start()) is None]
        if heading is not None and len(spoken) >= _LEAST:
            start = first.start + heading.start(1)
            return _all_after(parsed, first, Span(start, start + len(heading.group(1))))
    return None


def _headed(parsed: ParsedText) -> Attribution | None:
    """All of a monitored broadcast that names who speaks in it in brackets: "[Speech] [President Roth, in progress]".

    A name alone is the byline of whoever reports: only an office, a body or a kind of speech makes him the speaker.
    """
    found = _HEADED.match(parsed.text)
    notes = [] if found is None else list(re.finditer(r"\[([^\]\n]+)\]", found.group(1)))
    if found is None or not notes:
        return None
    last = notes[-1].group(1)
    said = {w.strip(".,'’").removesuffix("'s").lower() for note in notes for w in note.group(1).split()}
    offices = words("sources", "official") | words("sources", "armed") | words("sources", "organisation")
    if said & {"by", "with", *_HOSTS} or not said & (offices | _SPOKEN) or not said - _SPOKEN - {"in", "progress"}:
        return None
    name = last.split(",")[0].rstrip()
    if not name.strip() or name.lower() in _SPOKEN:
        return None
    start = found.start(1) + notes[-1].start(1)
    content = _within(parsed, found.end(), len(parsed.text))
    source = Span(start, start + len(name))
    return Attribution(id="", source=source, content=content, narrative=True) if content else None


def _all_after(parsed: ParsedText, head: Span, source: Span) -> Attribution | None:
    content = _within(parsed, head.end, len(parsed.text))
    return Attribution(id="", source=source, content=content, narrative=True) if content else None


def _introduced(parsed: ParsedText) -> Attribution | None:
    """All after a first paragraph that ends "X said in a statement:", where no quotation follows."""
    for i, p in enumerate(parsed.paragraphs[:_SOON]):
        after = parsed.paragraphs[i + 1 :]
        if not p.of(parsed.text).rstrip().endswith(":") or not after or parsed.text[after[0].start] in "\"“‘'«":
            continue
        if _OWN.search(parsed.text, p.start, p.end):
            return None
        doc = parsed.doc_at(p.start)
        source = None if doc is None else _announcer(doc[1])
        if source is not None:
            return _all_after(parsed, p, source)
    return None


def _announcer(doc: Any) -> Span | None:
    """Who says or issues what the paragraph's last sentence leads up to; None for a pronoun or nobody."""
    last = max((t.sent.start for t in doc if not t.is_space), default=0)
    for verb in reversed(doc[last:]):
        if verb.pos_ not in ("VERB", "AUX") or lemma(verb) not in words("speech", "verbs") | words("speech", "issuing"):
            continue
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.pos_ in ("NOUN", "PROPN"):
            return noun_phrase(subject, of=takes_of(subject))
    return None


def _answered(parsed: ParsedText) -> Attribution | None:
    """All after the heading "ANSWER", as the words of the minister of whom a written question was asked."""
    put = _PUT.search(parsed.text)
    answer = None if put is None else next(
        (p for p in parsed.paragraphs if p.start > put.end() and p.of(parsed.text).strip(" :.").lower() in _ANSWERS),
        None,
    )  # fmt: skip
    return None if put is None or answer is None else _all_after(parsed, answer, Span(*put.span(1)))
