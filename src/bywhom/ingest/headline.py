"""The headline and the outlet's name that stand over a text, where the text plainly bears them."""

import re
from dataclasses import dataclass

from bywhom.ingest import phrases
from bywhom.ingest.lines import Line, lines_of

_LINES = 5  # lines of a head: a list of more is no headline
_PROSE = 60  # characters of a line that ends in a full stop: the text has begun
_LONGEST, _MOST_WORDS = 150, 25
_PLACE_WORDS = 4
_ENDED = ".;:,…*"
_LINE_OF_MAKING = re.compile(r"(?i:by|written by|author:?|from|source:?|photo|image)\s")
_NUMBERED = re.compile(r"(?i:page|p\.|chapter|section|figure|table|no\.?)\s*\d+")
_SMALL = frozenset({"of", "the", "and", "de", "du", "la", "le", "al", "el", "for", "in"})


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a text; "" where nothing plainly does."""

    title: str = ""
    publisher: str = ""


def head_lines(text: str) -> Head:
    """The headline and the outlet of a cleaned text: short lines without a full stop over its first paragraph.

    An outlet's name stands first, over a headline, in capitals, and says what it is ("Hill Town Courier").
    """
    told = _over_the_text(text)
    lines = [x.words for x in told if not _of_making(x.words)]
    publisher = ""
    if len(lines) > 1 and told[0].words == lines[0] and _is_outlet(lines[0]):
        publisher, *lines = lines
    title = lines[0] if lines and _is_headline(lines[0]) else ""
    return Head(title, publisher) if title else Head()


def _over_the_text(text: str) -> list[Line]:
    """The lines before the first paragraph; none where no paragraph follows soon."""
    found: list[Line] = []
    for line in lines_of(text):
        if not line.words:
            continue
        if len(line.words) > _LONGEST or (len(line.words) >= _PROSE and line.words.rstrip("\"”'’)")[-1:] == "."):
            return found
        found.append(line)
        if len(found) > _LINES:
            break
    return []


def _of_making(words: str) -> bool:
    """True for a date line, a byline, a line that only says where."""
    dated = phrases.DATE_LINE.fullmatch(words) or phrases.PLACE_LINE.fullmatch(words)
    left = phrases.LAST_DATE.sub("", words)
    placed = left != words and len(left.split()) <= _PLACE_WORDS and phrases.PLACE_ALONE.fullmatch(left)
    return bool(dated or placed or _LINE_OF_MAKING.match(words))


def _is_headline(words: str) -> bool:
    count = len(words.split())
    return (
        2 <= count <= _MOST_WORDS
        and words[-1] not in _ENDED
        and words[0] not in "-*•·–—|>#("
        and not _NUMBERED.match(words)
        and not all(w.casefold() in phrases.MENU for w in words.split())
    )


def _is_outlet(words: str) -> bool:
    """True for a known outlet, and for capitals that end in, or begin with, what outlets are called."""
    if words.removeprefix("The ") in phrases.OUTLETS or words in phrases.AGENCIES:
        return True
    parts = [w for w in words.split() if w.casefold() not in _SMALL]
    if not 2 <= len(parts) <= 5 or not all(w[0].isupper() for w in parts):
        return False
    telling = [w for w in parts if w.casefold() not in phrases.OUTLET_NOUNS and w.casefold() not in phrases.MENU]
    called = (parts[-1].casefold(), parts[0].casefold())
    return bool(telling) and any(w in phrases.OUTLET_NOUNS for w in called) and "breaking" not in called
