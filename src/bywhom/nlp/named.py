"""Find the names in parsed paragraphs with spaCy's recognizer, step by step for all paragraphs at once.

The recognizer's own loop gives back Python's lock and asks for it again some hundred times a word, which takes half of
its time. These are its steps and its numbers, taken with the lock held.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any


def with_names(docs: Iterable[Any], recognizer: Any, *, batch: int) -> Iterator[Any]:
    """The ``docs`` in their order with their names (``doc.ents``), found in ``batch`` of them at a time."""
    source = iter(docs)
    while held := list(islice(source, batch)):
        recognizer.set_annotations(held, _read(held, recognizer))
        yield from held


def _read(docs: list[Any], recognizer: Any) -> list[Any]:
    """The final states of the recognizer, one a doc."""
    states = recognizer.moves.init_batch(docs)
    model = recognizer.model.predict(docs)
    left = [state for state in states if not state.is_final()]
    while left:
        left = recognizer.transition_states(left, model.predict(left))
    model.clear_memory()
    return list(states)
