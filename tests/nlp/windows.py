"""Windows for tests, made of words."""

import numpy as np

from bywhom.nlp.learned_windows import Window


def window(words: list[str], *, sentence: int = 0) -> Window:
    """A window with one piece a word (``##`` joins a piece to the word before), between special pieces."""
    starts, ends, numbers, at, word = [], [], [], 0, -1
    for piece in words:
        joined = piece.startswith("##")
        word += not joined
        at += 0 if joined or not starts else 1
        starts.append(at)
        at += len(piece.removeprefix("##"))
        ends.append(at)
        numbers.append(word)
    edge = [-1]
    size = len(words) + 2
    return Window(
        ids=np.arange(size),
        starts=np.array(edge + starts + edge),
        ends=np.array(edge + ends + edge),
        sentence=np.array(edge + [sentence] * len(words) + edge),
        word=np.array(edge + numbers + edge),
        case=np.zeros(size, np.int64),
    )
