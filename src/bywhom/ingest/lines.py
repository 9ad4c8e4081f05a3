"""Lines of a text: where they stand, and joining a sentence that was broken over two of them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bywhom.ingest import phrases
from bywhom.ingest.draft import Draft, Edit

TERMINAL = ".!?:;…\"”'’)]*"
_BULLET = re.compile(r"\s*(?:[-*•·–—▪►>|#]|\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_WIDTH_MIN, _WIDTH_MAX = 45, 100  # widths at which mail programs, telexes and PDF columns wrap
_LONG = 80  # a line this long is prose; without an end mark it goes on
_HEAD_LINES = 6  # where bylines stand
_NAMES_ONLY = re.compile(r"(?:By|BY|Written by|Author:)(?: (?:[A-Z][\w.'’-]*,?|and|in|of|for|the|de|da|van|al|el))+")
_KEEP_HYPHEN = {"anti", "pro", "non", "self", "ex", "co", "al", "el", "an", "ad", "as", "ar", "ash", "at", "az"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its offsets without the line end, and its words without outer blanks."""

    start: int
    end: int
    words: str

    @property
    def ended(self) -> bool:
        """True when it ends like a sentence, a label or a quotation."""
        return self.words[-1:] in TERMINAL


def lines_of(text: str) -> list[Line]:
    """All lines, empty ones too."""
    lines, at = [], 0
    for raw in text.split("\n"):
        lines.append(Line(at, at + len(raw), raw.strip()))
        at += len(raw) + 1
    return lines


def join_lines(draft: Draft) -> Draft:
    """Join what a line end broke: hard-wrapped paragraphs, and single sentences that run on."""
    edits: list[Edit] = []
    for block in _blocks(lines_of(draft.text)):
        wrapped = _is_wrapped(block)
        widest = _width_of(block)
        own = {line.start for line in block[:_HEAD_LINES] if _stands_alone(line.words)}
        for line, after in itertools.pairwise(block):
            if own & {line.start, after.start}:
                continue
            if _wrap_goes_on(line, after, widest) if wrapped else _runs_on(line, after):
                edits.append(_join(draft.text, line, after))
    edits += _across_blank(draft.text)
    return draft.edited(edits)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.words:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [b for b in blocks if len(b) > 1]


def _stands_alone(words: str) -> bool:
    """A date line or a byline that names and dates alone make up: no prose wraps into or out of it."""
    return bool(phrases.DATE_LINE.fullmatch(words) or _NAMES_ONLY.fullmatch(phrases.LAST_DATE.sub("", words)))


def _width_of(block: Sequence[Line]) -> int:
    """The width at which a block wraps; of a long one a tenth may be wider: a title or byline runs over its columns."""
    widths = sorted(len(line.words) for line in block)
    return widths[-1 - len(widths) // 10]


def _is_wrapped(block: Sequence[Line]) -> bool:
    """Three lines or more that nearly all end at one width, most of them in mid sentence."""
    if len(block) < 3:
        return False
    widths = [len(line.words) for line in block[:-1]]
    widest = _width_of(block)
    near = sum(w >= 0.75 * widest for w in widths)
    open_ends = sum(not line.ended for line in block[:-1])
    return _WIDTH_MIN <= widest <= _WIDTH_MAX and near >= 0.7 * len(widths) and open_ends >= 0.5 * len(widths)


def _wrap_goes_on(line: Line, after: Line, widest: int) -> bool:
    if _BULLET.match(after.words):
        return False
    full = len(line.words) >= 0.75 * widest
    return full or not line.ended


def _runs_on(line: Line, after: Line) -> bool:
    """A line that stops in mid sentence, followed by one that goes on with it."""
    if _BULLET.match(after.words) or _BULLET.match(line.words):
        return False
    if line.words[-1] == "," and len(line.words.split()) >= 5:
        return True
    if line.ended:
        return False
    return after.words[0].islower() or len(line.words) >= _LONG


def _across_blank(text: str) -> list[Edit]:
    """A sentence cut by an empty line: open end before, small letter after."""
    pattern = re.compile(r"(?<=[a-z,])[ \t]*\n[ \t]*\n\s*(?=[a-z]{2,} [a-z])")
    out = []
    for match in pattern.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        before = text[start : match.start()]
        if len(before.split()) >= 6 and not _BULLET.match(before):
            out.append(Edit(match.start(), match.end(), " ", "joined_line", "a sentence was broken over an empty line"))
    return out


def _join(text: str, line: Line, after: Line) -> Edit:
    start = line.start + len(text[line.start : line.end].rstrip())
    end = after.start + len(text[after.start : after.end]) - len(text[after.start : after.end].lstrip())
    note = "a sentence was broken over a line"
    stem = re.search(r"([A-Za-z]+)-$", line.words)
    if stem is not None and after.words[0].islower():
        if stem.group(1).islower() and stem.group(1) not in _KEEP_HYPHEN:
            return Edit(start - 1, end, "", "joined_line", "a word was divided over a line")
        return Edit(start, end, "", "joined_line", note)
    if stem is not None:  # a name with a hyphen of its own
        return Edit(start, end, "", "joined_line", note)
    return Edit(start, end, " ", "joined_line", note)
