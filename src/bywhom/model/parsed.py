"""A parsed text: the paragraphs' parses, sentences and quotations, all in characters of the whole text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bywhom.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedText:
    """What nlp lays under extraction. All spans count characters of ``text``.

    ``docs`` holds (offset, parse) of each paragraph in order; a parse is a spaCy ``Doc`` whose ``user_data["offset"]``
    repeats the offset, so that a token alone suffices to find its place (``start_of``). Sentences never cross
    paragraphs, hold whole quotations, and leave headings out. Quotations include their marks.
    """

    text: str
    docs: tuple[tuple[int, Any], ...] = ()
    sentences: tuple[Span, ...] = ()
    quotes: tuple[Span, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _edges: tuple[tuple[list[int], list[int]], ...] = field(default=(), repr=False)  # tokens' starts, ends; a doc
    _heads: dict[Span, Any] = field(default_factory=dict, repr=False, compare=False)  # what head_of has found

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(offset for offset, _ in self.docs))
        object.__setattr__(self, "_edges", tuple(_edges(doc) for _, doc in self.docs))

    def doc_at(self, char: int) -> tuple[int, Any] | None:
        """The paragraph's (offset, parse) at a character; None between paragraphs."""
        i = bisect_right(self._starts, char) - 1
        if i < 0:
            return None
        offset, doc = self.docs[i]
        return (offset, doc) if char < offset + len(doc.text) else None

    def tokens(self, span: Span) -> Iterator[Any]:
        """The tokens that overlap ``span``, in order, spaces left out."""
        at = span.start
        for i in range(max(0, bisect_right(self._starts, at) - 1), len(self.docs)):
            offset, doc = self.docs[i]
            if offset >= span.end:
                return
            starts, ends = self._edges[i]
            for at in range(bisect_right(ends, span.start - offset), bisect_left(starts, span.end - offset)):
                token = doc[at]
                if not token.is_space:
                    yield token

    def head_of(self, span: Span) -> Any:
        """The head word of a phrase: its token that governs the others (the first such); None for no tokens."""
        if span not in self._heads:
            self._heads[span] = self._head_of(span)
        return self._heads[span]

    def _head_of(self, span: Span) -> Any:
        tokens = list(self.tokens(span))
        inside = {(id(t.doc), t.i) for t in tokens}
        tops = [t for t in tokens if t.head is t or t.head.i == t.i or (id(t.doc), t.head.i) not in inside]
        nominal = [t for t in tops if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "VERB")]
        return (nominal or tops or tokens or [None])[0]

    def sentence_at(self, char: int) -> Span | None:
        """The sentence that covers a character; None in headings and between sentences."""
        i = self.sentence_index(char)
        return None if i is None else self.sentences[i]

    def sentence_index(self, char: int) -> int | None:
        """The place of that sentence in ``sentences``."""
        i = bisect_right(self.sentences, char, key=lambda s: s.start) - 1
        return i if i >= 0 and char < self.sentences[i].end else None

    def quote_at(self, char: int) -> Span | None:
        """The quotation that covers a character, marks included; None outside quotations."""
        i = bisect_right(self.quotes, char, key=lambda s: s.start) - 1
        return self.quotes[i] if i >= 0 and char < self.quotes[i].end else None


def start_of(token: Any) -> int:
    """Where a token of a ParsedText begins in the whole text."""
    return int(token.doc.user_data["offset"]) + int(token.idx)


def end_of(token: Any) -> int:
    """Where a token of a ParsedText ends in the whole text."""
    return start_of(token) + len(token.text)


def span_of(first: Any, last: Any) -> Span:
    """From the start of one token to the end of another."""
    return Span(start_of(first), end_of(last))


def _edges(doc: Any) -> tuple[list[int], list[int]]:
    starts = [int(token.idx) for token in doc]
    return starts, [start + len(token) for start, token in zip(starts, doc, strict=True)]
