"""Paragraphs, headings and sentences: where a text falls apart before anything is read in it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from bywhom.model.text import Span

_LONGEST = 6000  # characters of one parse: longer paragraphs cost memory out of proportion
_ENDED = re.compile(r"[.!?:;…][\"”’'»)\]]*\s*$")
_BRACKETS = re.compile(r"\([^()\n]{0,400}\)|\[[^\[\]\n]{0,400}\]")
_BREAK = re.compile(r"[.!?]['\"”’)]*\s+(?=[\"“‘A-Z])")
# Words that end with a full stop without ending a sentence when a name or a number follows.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Pvt|Cmdr|Brig|Adm|Rear|Hon|Rev|Sen|Rep"
    r"|Gov|Pres|Amb|Supt|Insp|Det|No|Nos|Vol|vs|Jr|Sr|Ft|Mt|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|approx|ca|cf|e\.g|i\.e"
    r"|[A-Z]\.[A-Z])\.$"
)
# In texts whose marks stand apart: an initial ("Ana L . Bo"), the whole part of a number ("35 . 02").
_APART = re.compile(r"(?:^|\s)(?:(?P<initial>[A-Z])|\d{1,3}) \.$")


_SPACED_HYPHEN = re.compile(r"(?<=\s)-(?=\s)")
_BULLET = re.compile(r"(?:[-*•●▪◦‣■·]|[–—](?=\s))\s+")
_DATELINE = re.compile(
    # the place in capitals, perhaps its country or the day; ``*+``: no word is tried in parts, for one may be long
    r"(?:[A-Z][A-Z'’ /-]{2,30}(?:,\s(?:(?:[A-Z][\w.'’]*+|\d{1,2}|\d{4}),?\s?){1,4})?\s*(?:\([^)\n]{2,40}\)\s*)?"
    r"|[A-Z][\w.'’ /-]{2,30}(?:,\s(?:[A-Z][\w.'’]*+\s?){1,3})?\s*\([^)\n]{2,40}\)\s*"  # or an agency in brackets
    # or a place of some words with the day, month and year
    r"|[A-Z][\w.'’/-]*(?:\s[\w.'’/-]+){0,2}(?:\s\([^)\n]{2,20}\))?,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Za-z]{3,9}\.?)"
    r",?\s(?:\d{4}|\d{2})\b\s*(?:\([^)\n]{2,40}\)\s*)?)"
    r"(?:-{1,2}|–|—|:)\s+"
)


def with_dashes(text: str) -> str:
    """``text`` with a dash for every hyphen between spaces, of the same length: the mark that models were trained on.

    Wires and old web pages set a hyphen; the parser then joins the words around it into one name.
    """
    return _SPACED_HYPHEN.sub("\u2013", text)


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of ``text``: lines, joined where a hard-wrapped sentence runs on; over-long ones are cut."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    wrapped = _is_wrapped(text, lines)
    joined: list[Span] = []
    for line in lines:
        if joined and _runs_on(text, joined[-1], line, wrapped):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(
        piece for p in joined for piece in _cut(text, _past_dateline(text, _past_bullet(text, _trim(text, p))))
    )


def _past_bullet(text: str, paragraph: Span) -> Span:
    """The paragraph without the mark that sets it in a list."""
    found = _BULLET.match(text, paragraph.start, paragraph.end)
    return paragraph if found is None or found.end() >= paragraph.end else Span(found.end(), paragraph.end)


def _past_dateline(text: str, paragraph: Span) -> Span:
    """The paragraph without the place and agency that open a dispatch ("KHARTOUM, Sudan (Agency) - …")."""
    found = _DATELINE.match(text, paragraph.start, paragraph.end)
    if found is None or found.end() >= paragraph.end:
        return paragraph
    return Span(found.end(), paragraph.end)


def is_dateline(text: str, start: int) -> bool:
    """True where the words from ``start`` on are the place and agency that open a dispatch, at the start of a line."""
    return not text[:start].rpartition("\n")[2].strip() and _DATELINE.match(text, start) is not None


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """True for a text set in lines of one width, as mail and old wires are."""
    followed = [a for a, b in pairwise(lines) if "\n" not in text[a.end + 1 : b.start]]
    if len(followed) < 6 or any(len(line) > 110 for line in followed):
        return False
    run_on = sorted(len(line) for line in followed if not _ENDED.search(line.of(text)))
    return len(run_on) >= 0.6 * len(followed) and run_on[len(run_on) // 2] > 45  # shorter ones are headings, lists


def _runs_on(text: str, above: Span, below: Span, wrapped: bool) -> bool:
    if text[above.end : below.start].count("\n") > 1 or _ENDED.search(above.of(text)):
        return wrapped and text[above.end : below.start].count("\n") == 1
    if wrapped:
        return True
    return below.of(text).lstrip()[:1].islower() and len(above.of(text).split()) > 3


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _cut(text: str, paragraph: Span) -> Iterator[Span]:
    """Pieces of at most ``_LONGEST`` characters, cut after a sentence where one ends, else after a word."""
    start = paragraph.start
    while paragraph.end - start > _LONGEST:
        window = text[start : start + _LONGEST]
        ends = [m.end() for m in _BREAK.finditer(window, _LONGEST // 2)]
        cut = start + (ends[-1] if ends else (window.rfind(" ") + 1 or _LONGEST))
        yield _trim(text, Span(start, cut))
        start = cut
    if text[start : paragraph.end].strip():
        yield _trim(text, Span(start, paragraph.end))


def is_heading(doc: Any) -> bool:
    """True for a paragraph that is a heading or a dateline: short, with no final mark, no finite verb that governs."""
    text = doc.text.strip()
    words = [t for t in doc if not t.is_space and not t.is_punct]
    if not words or len(words) > 14 or text[-1:] in ".!?\"”'’;,":
        return not words
    if text.endswith(":"):
        return len(words) <= 5
    if len(words) <= 3:
        return True
    titled = sum(t.text[:1].isupper() for t in words if len(t.text) > 3)
    mostly = titled >= 0.75 * max(1, sum(len(t.text) > 3 for t in words))
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)
    return mostly or not finite


def sentence_spans(doc: Any, offset: int, quotes: Sequence[Span]) -> Iterator[Span]:
    """Sentences of one parsed paragraph in characters of the whole text.

    The parser's sentences, joined where the boundary falls inside a quotation or a bracket, after an
    abbreviation, or before a lower-case letter: a quotation of three sentences with its speaker is one sentence.
    """
    text = doc.text
    inside = [(m.start() + offset, m.end() + offset) for m in _BRACKETS.finditer(text)]
    inside += [(q.start, q.end) for q in quotes]
    start: int | None = None
    for sentence in doc.sents:
        begin, end = sentence.start_char + offset, sentence.end_char + offset
        if start is None:
            start = begin
        if _ends_here(text, sentence.end_char) and not any(a < end < b for a, b in inside):
            yield from _clean(text, start, end, offset)
            start = None
    if start is not None:
        yield from _clean(text, start, offset + len(text), offset)


def _clean(text: str, start: int, end: int, offset: int) -> Iterator[Span]:
    words = text[start - offset : end - offset]
    if any(c.isalnum() for c in words):
        yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _ends_here(text: str, end: int) -> bool:
    before, after = text[:end].rstrip(), text[end:].lstrip()
    if not after:
        return True
    if _ABBREVIATION.search(before[-14:]):
        return False
    apart = _APART.search(before[-6:])
    if apart and (apart["initial"] or after[0].isdigit()):
        return False
    if after[0].islower() or after[0] in ",;)”’":
        return False
    return before[-1:] in ".!?…\"”'’:)]" or bool(re.search(r"\n\s*$", text[:end]))
