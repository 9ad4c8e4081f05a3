"""Turn the encoder's numbers into spans: triggers and role fillers (mentions: learned_mentions.py).

Triggers and fillers are runs of pieces: a run holds every piece above a low bar that touches a piece above the
high bar, loses the edges that are weak beside its best piece, and is widened to whole words. Offsets are
characters of the text that the window was cut from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bywhom.nlp.learned_windows import Window

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

#: a piece belongs to a run from this share of the bar on, and stays at its edge from this share of its best piece on
REACH = 0.4
#: marks that a filler neither begins nor ends with
EDGE = " \t\n,;:.!?\"'“”‘’()[]—–-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A span with the label and the score of its best piece; ``pieces`` are its places in the window."""

    start: int
    end: int
    label: str
    score: float
    sentence: int
    pieces: tuple[int, ...]


def sigmoid(x: Floats) -> Floats:
    """The logistic function, safe for large values."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0))), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Softmax over the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)


def triggers(window: Window, logits: Floats, labels: Sequence[str], bars: Mapping[str, float]) -> list[Run]:
    """Candidate triggers in a window, by type and then by place."""
    scores = sigmoid(logits[: len(window)])
    scores[window.sentence < 0] = 0.0
    found, places = [], np.arange(len(window))
    for column, (label, best) in enumerate(zip(labels, highest(scores), strict=True)):
        bar = bars.get(label, bars[""])
        if best >= bar:
            found += list(runs(window, places, scores[:, column], label, bar=bar))
    return found


def highest(scores: Floats) -> list[float]:
    """The best score of each label: where it is below the label's bar there is no run to look for."""
    return [float(best) for best in scores.max(axis=0)] if len(scores) else [0.0] * scores.shape[1]


def runs(window: Window, places: Ints, scores: Floats, label: str, *, bar: float) -> Iterator[Run]:
    """Runs of one label over the pieces at ``places`` of a window, never across two sentences."""
    low = bar * REACH
    held: list[int] = []
    for at in [*np.flatnonzero(scores >= low).tolist(), -1]:
        if held and (at < 0 or not _joins(window, places, held[-1], at)):
            best = float(max(scores[held]))
            if best >= bar:
                strong = [i for i, one in enumerate(held) if scores[one] >= REACH * best]
                kept = held[strong[0] : strong[-1] + 1]
                yield run_of(window, places[kept].tolist(), label, float(max(scores[kept])))
            held = []
        held.append(at)


def _joins(window: Window, places: Ints, before: int, after: int) -> bool:
    here, there = places[before], places[after]
    if window.sentence[here] != window.sentence[there]:
        return False
    return bool(there - here == 1 or window.word[there] - window.word[here] <= 1)


def run_of(window: Window, places: Sequence[int], label: str, score: float) -> Run:
    """The run over these places of a window, widened to whole words."""
    first, last = places[0], places[-1]
    sentence = int(window.sentence[first])
    while first > 0 and window.word[first - 1] == window.word[first] and window.sentence[first - 1] == sentence:
        first -= 1
    while window.word[last + 1] == window.word[last] and window.sentence[last + 1] == sentence:
        last += 1
    return Run(
        start=int(window.starts[first]),
        end=int(window.ends[last]),
        label=label,
        score=round(score, 4),
        sentence=sentence,
        pieces=tuple(range(first, last + 1)),
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and marks at its edges (unchanged when nothing else is left)."""
    a, b = start, end
    while a < b and text[a] in EDGE:
        a += 1
    if text[a : a + 2] == "s " and text[max(0, a - 1) : a] in ("'", "’"):  # "Bergen's port" cut behind its name
        a += 2
    while b > a and text[b - 1] in EDGE:
        b -= 1
    return (a, b) if b > a else (start, end)
