"""Turns of a transcript: paragraphs that begin with the name of who speaks ("Mr. Weber: The bridge is open.")."""

import re
from collections.abc import Iterator

from bywhom.model.attribution import Attribution
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span

_LEAST = 2  # labelled paragraphs that make a text a transcript: one may be a dateline or a caption
_LABEL = re.compile(
    r"\s*((?:[A-Z][\w.'’-]*)(?:[ ,]+(?:[A-Z][\w.'’-]*|of|the|de|van|spokesman|spokeswoman)){0,4}?)\.?"
    r"\s?(?:\([^)\n]{1,40}\))?\s?:\s+(?=[\"“‘A-Z])"
)


def turns(parsed: ParsedText) -> Iterator[Attribution]:
    """One attribution a turn, in text order: its source is the label, its content all up to the next label.

    Paragraphs without a label go on with the speaker before them. Nothing where fewer than two paragraphs have labels
    or no label comes twice.
    """
    found = [(p, _LABEL.match(parsed.text, p.start, p.end)) for p in parsed.paragraphs]
    names = [m.group(1) for _, m in found if m is not None]
    if len(names) < _LEAST or len(set(names)) == len(names):
        return
    source: Span | None = None
    content: list[Span] = []
    for paragraph, label in found:
        if label is not None:
            if source is not None and content:
                yield Attribution(id="", source=source, content=tuple(content), narrative=True)
            source, content = Span(*label.span(1)), []
        start = paragraph.start if label is None else label.end()
        if source is not None and start < paragraph.end:
            content.append(Span(start, paragraph.end))
    if source is not None and content:
        yield Attribution(id="", source=source, content=tuple(content), narrative=True)
