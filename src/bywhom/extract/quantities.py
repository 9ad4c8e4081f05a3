"""Quantities in words and figures to ranges: "as many as 2,000", "three dozen", "several hundred thousand dollars"."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bywhom.lexicon.load import load
from bywhom.model.claim import Amount

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+|[$€£]")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return load("numbers")


@lru_cache(maxsize=1)
def _bounds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = _words()
    return tuple(
        (name, re.compile(r"\b(?:" + "|".join(map(re.escape, words[name])) + r")\b", re.I))
        for name in ("at_least", "at_most", "about")
    )


def _figure(token: str) -> float | None:
    if not token[0].isdigit():
        return None
    try:
        return float(token.replace(",", ""))
    except ValueError:
        return None


class _Sum:
    """A number being read from left to right, as a range; ``seen`` is False until a number word came."""

    def __init__(self) -> None:
        self.total = (0.0, 0.0)
        self.part: tuple[float, float] | None = None
        self.open = False
        self.seen = False

    def add(self, low: float, high: float | None) -> None:
        self.seen = True
        if high is None:
            self.open, high = True, low
        base = self.part or (0.0, 0.0)
        self.part = (base[0] + low, base[1] + high)

    def scale(self, by: float) -> None:
        self.seen = True
        low, high = self.part or (1.0, 1.0)
        # "several hundred" is 300 to 900, "tens of thousands" 20,000 to 99,000
        self.part = (low * by, high * by)
        if by >= 1000:
            self.flush()

    def flush(self) -> None:
        if self.part is not None:
            self.total = (self.total[0] + self.part[0], self.total[1] + self.part[1])
            self.part = None

    def value(self) -> tuple[float, float | None] | None:
        self.flush()
        if not self.seen:
            return None
        return self.total[0], None if self.open else self.total[1]


def _read_number(tokens: list[str]) -> tuple[float, float | None] | None:
    """The first number that ``tokens`` spell, as (low, high)."""
    words = _words()
    units, tens, scales, vague = words["units"], words["tens"], words["scales"], words["vague"]
    number, last = _Sum(), ""
    for i, token in enumerate(tokens):
        figure = _figure(token)
        article = token in {"a", "an", "some", "no"}
        if figure is not None:
            if number.seen and last not in {"and", "of"} and _figure(last or "x") is not None:
                break
            number.add(figure, figure)
        elif token in scales and (number.seen or token not in {"k", "m", "bn", "score"}):
            number.scale(scales[token])
        elif token in vague and not (article and any(t in scales or t in units for t in tokens[i + 1 : i + 3])):
            singular = token.rstrip("s")
            if number.seen and singular in scales:  # "tens of thousands"
                number.scale(scales[singular])
            else:
                number.add(*vague[token])
        elif token in units and not (article and number.seen):
            following = tokens[i + 1] if i + 1 < len(tokens) else ""
            if article and (following in scales or following in vague or following == "half"):
                last = token
                continue
            number.add(units[token], units[token])
        elif token in tens:
            number.add(tens[token], tens[token])
        elif number.seen and token not in {"and", "of", "hundred"}:
            break
        last = token
    return number.value()


def parse_amount(text: str) -> Amount | None:
    """Read the quantity that ``text`` (a noun phrase) gives, as a range; None when it gives none.

    Bounds: "more than 150" is low 150, high open; "as many as 2,000" is high 2,000, low open. Approximate values keep
    their figure with ``approximate`` set. Units: ISO currency codes, ``km`` for lengths, else "".
    """
    lower = (
        text.lower().replace("\u2013", "-").replace("-", " ") if not re.search(r"\d[-\u2013]\d", text) else text.lower()
    )
    ranged = re.search(
        r"(?:between|from)?\s*(\d[\d,.]*(?:\s+(?:hundred|thousand|million))?)\s*(?:-|\u2013|to|and|or)\s*(\d[\d,.]*)(.*)",
        lower,
    )
    unit = _unit(lower)
    if ranged and ("between" in lower or "from" in lower or re.search(r"\d\s*(?:-|\u2013|\bto\b|\bor\b)\s*\d", lower)):
        first, second = _read_number(_TOKEN.findall(ranged[1])), _read_number(_TOKEN.findall(ranged[2] + ranged[3]))
        if first and second and second[0] >= first[0]:
            return Amount(low=first[0], high=second[1] or second[0], unit=unit)
    stripped, marks = lower, set()
    for name, pattern in _bounds():
        stripped, hits = pattern.subn(" ", stripped)
        if hits:
            marks.add(name)
    value = _read_number(_TOKEN.findall(stripped))
    if value is None:
        return None
    low, high = value
    factor = _length_factor(lower) if unit == "km" else 1.0
    low, high = low * factor, None if high is None else high * factor
    if "at_most" in marks:
        return Amount(low=None, high=high if high is not None else low, unit=unit)
    if "at_least" in marks:
        return Amount(low=low, high=None, unit=unit)
    return Amount(low=low, high=high, unit=unit, approximate="about" in marks or low != high)


def _unit(lower: str) -> str:
    words = _words()
    for token in _TOKEN.findall(lower):
        if token in words["money"]:
            return str(words["money"][token])
        if token in words["lengths_km"]:
            return "km"
    return ""


def _length_factor(lower: str) -> float:
    table = _words()["lengths_km"]
    return next((float(table[t]) for t in _TOKEN.findall(lower) if t in table), 1.0)
