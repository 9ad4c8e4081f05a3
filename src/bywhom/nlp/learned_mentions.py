"""Turn mention logits into spans: the likeliest path of tags through the words of a text.

A word by itself may begin a mention that its neighbours do not go on with ("the", alone, as a place). The path is
chosen as a whole instead: an inside tag follows its own begin or inside, in one sentence, or does not come (Viterbi).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bywhom.nlp.learned_decode import Floats, Run, run_of, softmax
from bywhom.nlp.learned_windows import Window

#: no chance is smaller: one word must not rule out a path by itself
LEAST = 1e-9
OUTSIDE = "O"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tags:
    """Where the tags of one type stand: ``begin[k]`` and ``inside[k]`` are the columns of ``names[k]``."""

    begin: tuple[int, ...]
    inside: tuple[int, ...]
    names: tuple[str, ...]
    outside: int

    @classmethod
    def of(cls, tags: Sequence[str]) -> "_Tags":
        names = tuple(t[2:] for t in tags if t.startswith("B-"))
        return cls(
            begin=tuple(tags.index(f"B-{n}") for n in names),
            inside=tuple(tags.index(f"I-{n}") for n in names),
            names=names,
            outside=tags.index(OUTSIDE),
        )


def mentions(window: Window, logits: Floats, tags: Sequence[str]) -> list[Run]:
    """Mentions in a window, in text order, each scored by the mean chance of its words."""
    known = _Tags.of(tags)
    words = list(_words(window))
    if not words:
        return []
    chances = np.log(_of_words(softmax(logits[: len(window)]), words, known))
    heads = [int(window.sentence[pieces[0]]) for pieces in words]
    path = _path(chances, [i == 0 or heads[i] != heads[i - 1] for i in range(len(words))], known)
    found = []
    for first, last, name in _stretches(path, known):
        score = float(np.exp(np.mean([chances[i, path[i]] for i in range(first, last + 1)])))
        places = [p for pieces in words[first : last + 1] for p in pieces]
        found.append(run_of(window, places, name, score))
    return found


def _of_words(odds: Floats, words: Sequence[Sequence[int]], known: _Tags) -> Floats:
    """Chances of tags of each word. Its later pieces cannot tell begin from inside, only the type and outside."""
    out = odds[[pieces[0] for pieces in words]]
    begin, inside = list(known.begin), list(known.inside)
    for row, pieces in enumerate(words):
        if len(pieces) > 1:
            rest = odds[pieces[1:]].mean(axis=0)
            rest[begin] = rest[inside] = rest[begin] + rest[inside]
            out[row] = np.sqrt(out[row] * rest)
    return np.maximum(out, LEAST)


def _path(chances: Floats, starts: Sequence[bool], known: _Tags) -> list[int]:
    """The likeliest tags, one a word; where ``starts`` says so, no mention goes on from the word before."""
    begin, inside = np.array(known.begin, np.int64), np.array(known.inside, np.int64)
    total = np.zeros(chances.shape[1], chances.dtype)
    back = np.empty(chances.shape, np.int64)
    for row, here in enumerate(chances):
        best = total.argmax()
        own = np.where(total[begin] >= total[inside], begin, inside)
        back[row] = best
        back[row, inside] = own
        reached = total[best] + here
        reached[inside] = -np.inf if starts[row] else total[own] + here[inside]
        total = reached
    path = [int(total.argmax())]
    for came in back[:0:-1]:
        path.append(int(came[path[-1]]))
    return path[::-1]


def _stretches(path: Sequence[int], known: _Tags) -> Iterator[tuple[int, int, str]]:
    """First word, last word and type of each mention of a path."""
    first = -1
    for at, tag in enumerate([*path, known.outside]):
        if first >= 0 and tag not in known.inside:
            yield first, at - 1, known.names[known.begin.index(path[first])]
            first = -1
        if tag in known.begin:
            first = at


def _words(window: Window) -> Iterator[list[int]]:
    held: list[int] = []
    sentence, word = window.sentence.tolist(), window.word.tolist()
    for at in range(1, len(window) - 1):
        if held and (word[at] != word[held[-1]] or sentence[at] != sentence[held[-1]]):
            yield held
            held = []
        held.append(at)
    if held:
        yield held
