"""Spans and quotations: half-open character offsets with the exact words, checked when made."""

from dataclasses import dataclass

from bywhom.errors import SpanMismatch


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters ``[start, end)`` of one text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise SpanMismatch("a span must have 0 <= start <= end", value=(self.start, self.end))

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words that the span covers in ``text``."""
        return text[self.start : self.end]

    def overlap(self, other: "Span") -> int:
        """How many characters both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: "Span") -> bool:
        """True when ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """The same range moved by ``by`` characters."""
        return Span(self.start + by, self.end + by)

    def as_list(self) -> list[int]:
        """``[start, end]``, the interchange's form."""
        return [self.start, self.end]


@dataclass(frozen=True, slots=True)
class Quote:
    """A span with its exact words (rule 1 of the design: every quotation slices back)."""

    span: Span
    exact: str

    @classmethod
    def cut(cls, text: str, span: Span) -> "Quote":
        """Cut ``span`` out of ``text``; raises SpanMismatch when the span runs past its end."""
        if span.end > len(text):
            raise SpanMismatch(f"a span ends after the text of {len(text)} characters", value=span.as_list())
        return cls(span, span.of(text))

    def check(self, text: str) -> None:
        """Raise SpanMismatch unless the words stand in ``text`` at the span."""
        if self.span.of(text) != self.exact:
            raise SpanMismatch(
                f"the words at {self.span.as_list()} are {self.span.of(text)!r}",
                value=self.exact,
                hint="the text was changed after the quotation was made",
            )
