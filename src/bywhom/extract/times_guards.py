"""Reasons not to believe a match: a modal "May", a number that is no year, an age, a fall that is a defeat."""

from collections.abc import Sequence
from typing import Any

from bywhom.extract.times_tokens import Token
from bywhom.lexicon.load import words

_BODIES = frozenset({"movement", "brigade", "brigades", "alliance", "coalition", "organisation", "organization"})


def acceptable(form: str, tokens: Sequence[Token], first: int, last: int, said: dict[str, Any]) -> bool:
    """False when the words around (or the values inside) show that no time is meant."""
    before = tokens[first - 1].low if first > 0 else ""
    after = tokens[last] if last < len(tokens) else None
    matched = tokens[first:last]
    if any(t.symbol == "G" for t in tokens[last : last + 2]) and form in ("duration", "offset", "set"):
        return False
    if before in ("aged", "age") or (after is not None and after.low == "old"):
        return False
    if said.get("day") is not None and said.get("month") is None:
        return before == "on" and matched[-1].symbol == "o"
    if form == "calendar":
        return _calendar(matched, before, after, said)
    if form == "spelled":
        return said["year"] is not None and _spelled(matched, before, after)
    if form == "moment" and matched[-2].symbol in "LY":
        return matched[-1].low == "quarter" or (
            matched[-1].low == "period" and (matched[-2].low == "latest" or matched[-2].symbol == "Y")
        )
    if form == "moment":
        linking = matched[-2].symbol == "S" and after is not None and after.symbol == ","  # "At the same time, …"
        return not linking and before in (
            "at",
            "by",
            "during",
            "from",
            "since",
            "until",
            "around",
            "about",
            "up",
            "till",
        )
    if form == "offset" and matched[-1].symbol in "ke":
        return after is None or after.symbol in ",."
    if form in ("edge", "relative"):
        return _loose(form, matched, before, after)
    if form == "duration" and _rate(tokens, first, last):
        return False
    if form == "set":
        return not _newspaper(matched, after)
    if form in ("ref", "duration", "clock", "window"):
        return _small(form, matched, after)
    return True


def _calendar(matched: Sequence[Token], before: str, after: Token | None, said: dict[str, Any]) -> bool:
    symbols = "".join(t.symbol for t in matched)
    if after is not None and after.low in _BODIES and after.capital and "Y" not in symbols:
        return False  # "the March 23 Movement"
    if ("M" in symbols or "s" in symbols) and "u" in symbols and said.get("unit") != "Y":
        return False
    if "M" in symbols and not set(symbols) & set("doYJLXHTSK"):
        return _month_alone(matched, before, after)
    if "Y" in symbols and "M" not in symbols and "C" not in symbols:
        return _year_alone(symbols, before, after)
    if "s" in symbols and "Y" not in symbols and "J" not in symbols:
        return "u" in symbols
    if "u" in symbols and ("o" in symbols or "O" in symbols):
        return str(said.get("unit")) in ("CE", "DE", "ML")
    if symbols[:1] in "oO" and len(symbols) == 1:
        return False
    return symbols != "J" or before in ("in", "of", "since", "by")


def _month_alone(matched: Sequence[Token], before: str, after: Token | None) -> bool:
    """May and March are also a verb and a name: they need a preposition; the others need no more than their capital."""
    word = next(t for t in matched if t.symbol == "M").low
    if any(t.symbol == "E" for t in matched):
        return True
    if word in ("may", "march"):
        return before in words("times", "before_month") and (
            after is None or after.low not in words("times", "after_may")
        )
    if len(word) <= 3:
        return matched[-1].symbol == "." or before in ("in", "since", "by", "of", "until")
    return True


def _year_alone(symbols: str, before: str, after: Token | None) -> bool:
    """Four digits are a year unless they count something ("2000 officers", "some 1500")."""
    if set(symbols) & set("sEF"):
        return True
    if before in words("times", "counted"):
        return False
    if after is None:
        return True
    if after.low in words("times", "measures") or after.symbol in "$U":
        return False
    counted = after.symbol == "_" and after.plural
    return not counted or before in words("times", "before_month") - {",", "and", "of", "that", "is", "was"}


def _loose(form: str, matched: Sequence[Token], before: str, after: Token | None) -> bool:
    """Periods named without a number: "the quarter", "the fall"."""
    symbols = "".join(t.symbol for t in matched)
    if form == "edge" and symbols in ("tu", "ts"):
        if symbols == "ts":
            return (after is None or after.low != "of") and (
                matched[1].low not in ("fall", "spring")
                or before in ("in", "during", "by", "until", "since", "throughout")
            )
        if matched[1].value == "Y":
            ended = after is not None and after.low in ("ended", "ending")
            return ended or (before in ("for", "of") and (after is None or after.low not in ("the", "of")))
        return matched[1].value in ("Q", "WE")
    if form == "edge" and symbols == "tqu":
        return matched[1].low == "full" and matched[2].value == "Y"
    if form == "relative" and symbols in ("tLu", "Lu") and matched[-2].low == "past":
        return False
    if form == "edge" and symbols == "Es":
        return True
    return True


def _small(form: str, matched: Sequence[Token], after: Token | None) -> bool:
    """Short matches that need more around them."""
    symbols = "".join(t.symbol for t in matched)
    if form == "ref" and symbols in ("tL", "L"):
        return matched[-1].low == "past" and (after is None or after.symbol in ".,_&-")
    if form == "ref" and symbols == "th":
        return matched[-1].low == "present" and (after is None or after.symbol in ".,")
    if form == "ref" and symbols == "h":
        return matched[-1].low == "current"
    if form == "window" and symbols in ("tLu", "Lu"):
        return matched[-2].low == "past"
    if form == "window" and symbols[-1] != "U" and not set(symbols) & set("dnwQY"):
        return False
    if matched[-1].low == "quarters" and (
        not set(symbols) & set("dwQn") or ("Q" not in symbols and after is not None and after.low == "of")
    ):
        return False
    if form == "duration" and symbols[-2:] == "au" and matched[-1].value == "Q":
        return False
    if form == "duration" and symbols[-1:] == "u" and "-" not in symbols and set(symbols) & set("dnYQ") - {"d"}:
        return False
    if form == "clock" and symbols == "Z":
        return after is None or after.low not in words("times", "measures")  # "at 1800 feet"
    if form == "clock" and symbols.startswith(":"):
        return after is None or after.low != "1"
    return True


def _spelled(matched: Sequence[Token], before: str, after: Token | None) -> bool:
    """A year in words follows "the year" or a preposition, and counts no units."""
    if after is not None and after.symbol in "uU":
        return False
    return matched[0].symbol != "w" or matched[0].low == "nineteen" or before in words("times", "before_month")


_COUNTS = frozenset("dnYwU$")


def _rate(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "$500 million a year", "four flights a week", "24 hours a day": how often or how much, and not when."""
    if "".join(t.symbol for t in tokens[first:last]) != "au" or first == 0:
        return False
    if last < len(tokens) and tokens[last].symbol in "ekgrb":
        return False  # "12 people a week before"
    near = tokens[max(0, first - 2) : first]
    return near[-1].symbol in _COUNTS or (near[-1].symbol == "_" and near[0].symbol in _COUNTS)


def _newspaper(matched: Sequence[Token], after: Token | None) -> bool:
    """ "the daily Granma" is a newspaper."""
    return matched[-1].low in ("daily", "weekly") and after is not None and after.capital
