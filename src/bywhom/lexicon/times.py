"""The words of time: which part each plays in a time expression (data/times.yaml), as one table of word → class."""

from dataclasses import dataclass
from functools import cache

from bywhom.lexicon.load import load

# One character per class, so that the grammar can be regular expressions over classes (extract/times_rules.py).
CLASSES = {
    "months": "M",
    "weekdays": "W",
    "units": "u",
    "plurals": "U",
    "seasons": "s",
    "parts": "p",
    "numbers": "w",
    "ordinals": "O",
    "decades": "K",
    "vague": "Q",
    "last": "L",
    "next": "X",
    "this": "H",
    "that": "T",
    "same": "S",
    "recent": "x",
    "present": "h",
    "deictic": "y",
    "tonight": "N",
    "edges": "E",
    "before": "b",
    "after": "r",
    "refs": "R",
    "future": "%",
    "every": "v",
    "sets": "V",
    "days_of_note": "D",
    "approx": "A",
    "moments": "m",
    "bounds": "B",
    "whole": "q",
}


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What one word means to the time grammar: its class and the value the data give it (0 or "" when none)."""

    symbol: str
    value: int | str


@cache
def time_words() -> dict[str, TimeWord]:
    """Lower-case word → its class and value. Read once."""
    raw = load("times")
    words: dict[str, TimeWord] = {}
    for group, symbol in CLASSES.items():
        entries = raw[group]
        pairs = entries.items() if isinstance(entries, dict) else ((word, "") for word in entries)
        for word, value in pairs:
            words[str(word)] = TimeWord(symbol, value)
    return words
