"""Cut a text into tokens and give each the class that it has in the grammar of time: one character a token."""

import re
from dataclasses import dataclass, replace

from bywhom.lexicon.times import time_words

_TOKEN = re.compile(
    r"""(?P<iso>\b\d{4}-\d\d-\d\d(?:T\d\d:?\d\d(?::?\d\d)?Z?)?\b)
    |(?P<slash>\b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b)
    |(?P<clock>\b(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))
    |(?P<military>\b(?:[01]\d|2[0-4])[0-5]\d(?:Z\b|(?=\ (?:hours|hrs|Z|UTC|GMT)\b))
        |(?<=\b[Aa]t\ )(?:0\d|1\d|2[0-3])[0-5]\d\b)
    |(?P<decade>(?:\b\d{3}0s|['’]\d0s|\b[2-9]0s)\b)
    |(?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<fraction>\b\d{1,3}\ \d/[1-9]\b)
    |(?P<big>\b\d{1,3}(?:,\d{3})+(?:\.\d+)?\b|\b\d+\.\d+\b)
    |(?P<digits>\d+)
    |(?P<short>['’]\d\d\b)
    |(?P<half>\b[AaPp]\.?[Mm]\b\.?)
    |(?P<era>\bB\.?C\.?(?:E\b\.?)?|\bA\.?D\.?|\bC\.?E\.?)(?![^\W_])
    |(?P<zone>\b(?:GMT|UTC|EDT|EST|PDT|PST|CET|CEST|BST|MSK|EET|EEST|Zulu)\b)
    |(?P<own>['’]s\b|(?<=s)['’](?=\s))
    |(?P<word>[^\W\d_]+)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE,
)
_GROUPS = {
    "iso": "I", "slash": "/", "clock": ":", "military": "Z", "decade": "K", "ordinal": "o", "big": "n",
    "fraction": "n", "short": "J",
    "half": "j", "era": "C", "zone": "z", "own": "P",
}  # fmt: skip
_MARKS = {",": ",", ".": ".", "-": "-", "–": "-", "—": "-", "‑": "-", "(": "(", "$": "$", "£": "$", "€": "$", "%": "$"}
_SMALL = (
    dict.fromkeys(("in", "on", "at", "for", "within", "during", "throughout"), "i")
    | dict.fromkeys(("to", "through", "until", "till"), "2")
    | dict.fromkeys(("old", "aged", "age", "ages"), "G")
    | {"a": "a", "an": "a", "the": "t", "of": "f", "and": "&", "or": "&", "before": "e", "after": "k", "ago": "g"}
    | {"half": "l", "fiscal": "F", "local": "z", "hours": "U", "long": "=", "eve": "!", "more": "A"}
)


_OTHER_WORDS = frozenset({"may", "march", "august"})
_SPELLED = 4  # letters: "sun", "sat", "mar" are other words
_SHORTEST_PLURAL = 3  # "was", "has", "its" are none


@dataclass(frozen=True, slots=True)
class Token:
    """One token: offsets, lower-case text, class and value of its word (see lexicon.times), and its capital."""

    start: int
    end: int
    low: str
    symbol: str
    value: int | str
    capital: bool = False

    @property
    def plural(self) -> bool:
        """Whether an unknown word looks like a plural noun."""
        return len(self.low) > _SHORTEST_PLURAL and self.low.endswith("s") and not self.low.endswith(("ss", "us", "is"))


def classify(text: str) -> tuple[list[Token], str]:
    """All tokens of a text and, beside them, the string of their classes; "_" marks a word that tells no time."""
    tokens = [_token(found) for found in _TOKEN.finditer(text)]
    for at, token in enumerate(tokens):
        if token.low in _OTHER_WORDS and not token.capital and _is_dated(tokens, at):
            tokens[at] = replace(token, symbol="M", value=time_words()[token.low].value)
    return tokens, "".join(token.symbol for token in tokens)


def _is_dated(tokens: list[Token], at: int) -> bool:
    """True for "2 may", "in may", "march 1987": wires that know no capitals."""
    before, after = tokens[max(0, at - 1) : at], tokens[at + 1 : at + 2]
    return any(t.symbol in "do" or t.low in ("in", "since", "last") for t in before) or any(
        t.symbol == "Y" for t in after
    )


def _token(found: re.Match[str]) -> Token:
    kind, raw = found.lastgroup or "mark", found.group()
    low = raw.lower()
    symbol: str
    value: int | str = 0
    if kind == "word":
        symbol, value = _word(raw, low)
    elif kind == "digits":
        value = int(raw) if len(raw) < 9 else 0
        symbol = _number(raw, value)
    elif kind == "mark":
        symbol = _MARKS.get(raw, "_")
    else:
        symbol = _GROUPS[kind]
        if kind == "ordinal":
            value = int(raw[:-2])
        elif kind == "decade":
            value = int(re.sub(r"\D", "", raw))
        elif kind == "short":
            value = int(raw[1:])
    return Token(found.start(), found.end(), low, symbol, value, capital=raw[0].isupper())


def _word(raw: str, low: str) -> tuple[str, int | str]:
    """Class and value of a word; a month or a weekday whose name is another word too counts only with a capital."""
    known = time_words().get(low)
    if known is None:
        return _SMALL.get(low, "_"), 0
    if known.symbol in "MW" and not raw[0].isupper() and (len(low) < _SPELLED or low in _OTHER_WORDS):
        return "_", 0
    if low in _SMALL:
        return _SMALL[low], known.value
    return known.symbol, known.value


def _number(raw: str, value: int) -> str:
    """d: could be a day (1–31); Y: four digits that could be a year; n: any other number."""
    if len(raw) == 4 and 1000 <= value <= 2100:
        return "Y"
    return "d" if len(raw) <= 2 and 1 <= value <= 31 else "n"
