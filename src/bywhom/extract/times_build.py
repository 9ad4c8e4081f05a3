"""Turn the tokens of a matched time expression into its fields: what the words say, still unanchored."""

from collections.abc import Sequence
from typing import Any

from bywhom.extract.times_tokens import Token

# Vague counts: None is TIMEX3's X. "a couple" is two by the dictionary and by TimeML usage.
_COUPLE = 2.0
_RELATION = {
    "L": "last", "X": "next", "H": "this", "T": "that", "S": "same", "g": "ago", "b": "earlier", "r": "later",
    "e": "earlier", "k": "later", "v": "every", "h": "this",
}  # fmt: skip
# Words that always count from the story's own time, never from the report's date.
_NARRATIVE = {"previous": "previous", "preceding": "previous"} | dict.fromkeys(
    ("following", "subsequent", "succeeding", "ensuing"), "following"
)


def number(tokens: Sequence[Token]) -> float | None:
    """The count that number tokens spell ("twenty-five", "two hundred", "5", "a dozen"), None when vague."""
    total, current, seen = 0.0, 0.0, False
    for token in tokens:
        if token.symbol in "dYn":
            text = token.low.replace(",", "")
            if "/" in text:
                current, seen = current + _fraction(text), True
                continue
            current, seen = current + float(text), True
        elif token.symbol == "w":
            value, seen = float(token.value), True
            current = (current or 1) * value if value in (100, 12) or value == 1000 else current + value
            if value == 1000:
                total, current = total + current, 0.0
        elif token.symbol == "Q":
            return _COUPLE if token.low == "couple" else None
    if any(token.symbol == "l" for token in tokens):
        current, seen = current + 0.5, True
    return total + current if seen else None


def spelled_year(tokens: Sequence[Token]) -> int | None:
    """The year that number words spell ("nineteen ninety-six", "two thousand four"), or None when they spell none."""
    values = [int(t.value) for t in tokens if t.symbol == "w"]
    if values[0] == 2 and values[1] == 1000:
        return 2000 + sum(values[2:]) if sum(values[2:]) < 100 else None
    if 16 <= values[0] <= 20 and 10 <= values[1] <= 90:
        return values[0] * 100 + sum(values[1:])
    return None


def _fraction(text: str) -> float:
    """ "2 1/2" as 2.5."""
    whole, _, part = text.partition(" ")
    over, _, under = part.partition("/")
    return int(whole) + int(over) / int(under)


def fields(form: str, tokens: Sequence[Token]) -> dict[str, Any]:
    """The fields of a TimeExpression that these tokens fill, for the given form."""
    out: dict[str, Any] = {}
    if form == "spelled":
        out["year"] = spelled_year([t for t in tokens if t.symbol == "w"])
    for i in range(len(tokens)):
        _take(out, form, tokens, i)
    if form in ("offset", "duration", "window", "set"):
        _count(out, tokens)
    _clock(out, tokens)
    return out


# Classes whose word sets one field with its own value.
_FIELD = {
    "M": "month",
    "W": "weekday",
    "s": "season",
    "u": "unit",
    "U": "unit",
    "p": "part",
    "R": "ref",
    "V": "ref",
    "D": "ref",
}


def _take(out: dict[str, Any], form: str, tokens: Sequence[Token], i: int) -> None:
    """Let one token set what it says on its own."""
    token = tokens[i]
    symbol, value = token.symbol, token.value
    if symbol in _FIELD:
        out[_FIELD[symbol]] = value
    elif symbol in _RELATION:
        _relate(out, form, token)
    elif symbol in "YJ":
        out["year"] = _year(token)
    elif symbol in "oO":
        out["ordinal"] = value
        if form == "calendar" and symbol == "o":
            out["day"] = value
    elif symbol in "dn":
        _small_number(out, form, tokens, i)
    elif symbol in "EA" and (value or "mod" not in out):
        out["mod"] = value
    else:
        _take_rest(out, token)


def _take_rest(out: dict[str, Any], token: Token) -> None:
    """The classes that set more than one field, or a fixed value."""
    match token.symbol:
        case "C":
            out["era"] = "BC" if token.low.startswith("b") else "AD"
        case "K":
            out.update(unit="DE", year=token.value)
        case "y":
            out.update(count=float(token.value), unit="D")
        case "N":
            out.update(count=float(token.value), unit="D", part="NI")
        case "%":
            out["ref"] = "FUTURE_REF"
        case _:
            pass


def _relate(out: dict[str, Any], form: str, token: Token) -> None:
    """The first relation word rules, save that "that same day" is the same as "that day"."""
    if form in ("relative", "calendar", "weekday", "edge") and token.symbol in "brek":
        return
    if "relation" not in out or token.symbol == "v":
        out["relation"] = _NARRATIVE.get(token.low, _RELATION[token.symbol])


def _small_number(out: dict[str, Any], form: str, tokens: Sequence[Token], i: int) -> None:
    """A number up to 31 is a day, unless am/pm follows, it is BC, or a unit makes it a count."""
    token, after = tokens[i], tokens[i + 1].symbol if i + 1 < len(tokens) else ""
    if form == "calendar" and after == "C":
        out["year"] = token.value
    elif after != "j" and form == "calendar" and token.symbol == "d":
        out["day"] = token.value


def _year(token: Token) -> int:
    """A year of four digits as it is; "'99" in the century that makes it nearest to the end of the twentieth."""
    value = int(token.value)
    if token.symbol == "Y":
        return value
    return 1900 + value if value >= 30 else 2000 + value


def _count(out: dict[str, Any], tokens: Sequence[Token]) -> None:
    """How many units; "a year" is one, "years" is an unknown number."""
    numbers = [t for t in tokens if t.symbol in "dYnwQl"]
    if numbers and numbers[0].symbol == "l" and tokens[-1].symbol == "l":
        out["count"] = 1.5  # "a year and a half"
    elif numbers:
        out["count"] = number(numbers)
        out.setdefault("vague", out["count"] is None)
    elif any(t.symbol == "u" for t in tokens):
        out["count"] = 1.0
    else:
        out["count"] = None
    units = [t for t in tokens if t.symbol in "uU"]
    if units:
        out["unit"] = str(units[0].value)


def _clock(out: dict[str, Any], tokens: Sequence[Token]) -> None:
    """The time of day in ISO form: "2:30 p.m." → 14:30, "0600Z" → 06:00Z."""
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.symbol == ":" or (token.symbol in "dn" and after is not None and after.symbol == "j"):
            hour, _, minute = token.low.replace(".", ":").partition(":")  # "5.30 p.m." is written with a point too
            if not (hour.isdecimal() and int(hour) < 25 and (not minute or (minute.isdecimal() and int(minute) < 60))):
                continue  # "a 0.07 p.m. dose" is no time of day
            h = int(hour)
            if after is not None and after.symbol == "j":
                h = h % 12 + (12 if after.low.startswith("p") else 0)
            out["clock"] = f"{h:02d}:{minute or '00'}"
        elif _hour_of_part(tokens, i):
            out["clock"] = f"{int(token.value) % 12 + (0 if tokens[-1].value == 'MO' else 12):02d}:00"
        elif token.symbol == "Z":
            zone = "Z" if token.low.endswith("z") else ""
            out["clock"] = f"{token.low[:2]}:{token.low[2:4]}{zone}"


def _hour_of_part(tokens: Sequence[Token], i: int) -> bool:
    """ "4 in the morning": a small number, "in the" and the part of the day are all of the expression."""
    return "".join(t.symbol for t in tokens[i:]) == "ditp" and int(tokens[i].value) <= 12
