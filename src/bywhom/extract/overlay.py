"""What lies over a text, found again by its place without a look at all of it."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from bywhom.model.text import Span

T = TypeVar("T")

_BLOCK = 500  # characters: about a paragraph


class Overlay(Generic[T]):
    """Things that each lie over some stretches of one text."""

    def __init__(self, things: Iterable[tuple[T, Iterable[Span]]]) -> None:
        self._things: list[T] = []
        self._blocks: dict[int, list[int]] = {}
        for number, (thing, spans) in enumerate(things):
            self._things.append(thing)
            for block in {b for span in spans for b in _blocks(span)}:
                self._blocks.setdefault(block, []).append(number)

    def near(self, span: Span) -> Iterator[T]:
        """All things that touch ``span``, and some that stand close by, each once and in the order given."""
        numbers = {n for block in _blocks(span) for n in self._blocks.get(block, ())}
        return (self._things[n] for n in sorted(numbers))


def _blocks(span: Span) -> range:
    return range(span.start // _BLOCK, span.end // _BLOCK + 1)
