"""Quoted passages: where quotation marks open and close, also over several paragraphs."""

import re
from collections.abc import Sequence

from bywhom.model.text import Span

_MARK = re.compile(r"[\"“”„«»]|``|''|(?<!\w)[‘](?=\w)|(?<=[\w.,!?…])’(?!\w)")
_OPENS = frozenset("“„«‘") | {"``"}
_CLOSES = {"“": ("”",), "„": ("“", "”"), "«": ("»",), "‘": ("’",), "``": ("''",)}


def find_quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Quotations of ``text`` with their marks, in order, none inside another.

    A quotation that is not closed at the end of its paragraph ends there; the next paragraph goes on with it only
    by opening again (the printers' custom), and is then a quotation of its own. A lone mark with no partner in the
    paragraph (inches, a scrape's damage) opens nothing unless it begins the paragraph or follows a verb's comma.
    """
    found: list[Span] = []
    for paragraph in paragraphs:
        found += _in_paragraph(text, paragraph)
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span) -> list[Span]:
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
    found: list[Span] = []
    i = 0
    while i < len(marks):
        start, _, mark = marks[i]
        if mark in ('"', "''"):
            partner = _partner(marks, i, (mark,))
        elif mark in _OPENS:
            partner = _partner(marks, i, _CLOSES[mark])
        else:
            i += 1
            continue
        if partner is not None:
            found.append(Span(start, marks[partner][1]))
            i = partner + 1
            continue
        if _left_open(text, paragraph, start, mark):
            found.append(Span(start, len(text[: paragraph.end].rstrip())))
            break
        i += 1
    return found


def _partner(marks: Sequence[tuple[int, int, str]], i: int, closers: tuple[str, ...]) -> int | None:
    """Index of the mark that closes mark ``i``."""
    for j in range(i + 1, len(marks)):
        if marks[j][2] in closers:
            return j
        if marks[j][2] == marks[i][2]:
            return None
    return None


def _left_open(text: str, paragraph: Span, start: int, mark: str) -> bool:
    """True when an unpartnered mark opens a quotation that runs on in the next paragraph."""
    if mark == "‘" or not text[start + len(mark) : start + len(mark) + 1].strip():
        return False
    before = text[paragraph.start : start].rstrip()
    return not before or before.endswith((",", ":"))
