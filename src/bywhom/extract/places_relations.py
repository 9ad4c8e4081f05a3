"""Phrases that tell a place by another: "about 40 miles west of X", "from A in the west to B in the east"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bywhom.model.where import PlaceRelation, Toponym

_BEARING = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_UNIT_KM = {
    "mile": 1.609344, "mi": 1.609344, "kilometer": 1.0, "kilometre": 1.0, "km": 1.0, "kms": 1.0, "meter": 0.001,
    "metre": 0.001, "yard": 0.0009144, "m": 0.001,
}  # fmt: skip
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_NUMBER = {w: float(i) for i, w in enumerate(_SMALL.split())} | {
    "a": 1.0, "an": 1.0, "half": 0.5, "a few": 3.0, "few": 3.0, "several": 5.0, "a couple of": 2.0, "a dozen": 12.0,
    "two dozen": 24.0, "three dozen": 36.0, "dozens of": 36.0, "a hundred": 100.0, "one hundred": 100.0,
    "two hundred": 200.0, "three hundred": 300.0, "half a": 0.5, "hundreds of": 300.0,
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0,
    "ninety": 90.0,
}  # fmt: skip

_DIR = r"(?P<dir>(?:north|south)(?:[- ]?(?:east|west))?|east|west)"
_DIRS = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?"
_WORDS = "|".join(sorted((re.escape(w) for w in _NUMBER), key=len, reverse=True))
_NUM = rf"(?P<num>\d[\d,]*(?:\.\d+)?|(?:{_WORDS})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
_UNIT = r"(?P<unit>miles?|mi|kilomet(?:er|re)s?|kms?|met(?:er|re)s?|yards?|m)"
_ABOUT = (
    r"(?:(?:about|around|some|roughly|nearly|almost|just|only|more than|less than|over|under|approximately|at least|"
    r"up to|within|as (?:far|near) as)\s+)*"
)
# What may stand between the preposition and the name: "the coastal town of", "the city's center in".
_KIND = "city|town|village|port|capital|district|province|border|hub|camp|region|area|stronghold|base"
_THE = rf"\s+(?:the\s+)?(?:(?-i:[a-z])[\w’'-]*\s+){{0,3}}?(?:(?:{_KIND})\s+(?:of\s+)?)?$"
_PLAIN = r"\s+(?:the\s+)?$"

_MEASURE = rf"{_ABOUT}{_NUM}[-– ]*{_UNIT}"
_PARTS = (
    r"(?P<part>outskirts?|edges?|suburbs?|quarters?|part|half|neighbou?rhoods?|districts?|side|sector|countryside|"
    r"entrance)"
)
_LEFT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("offset", rf"{_MEASURE}\s*(?:\([^)]*\)\s*)?(?:to\s+the\s+)?(?:due\s+)?{_DIR}\s+(?:of|from){_THE}"),
        ("near", rf"{_MEASURE}\s+(?:away\s+)?(?:from|outside(?:\s+of)?|off){_THE}"),
        ("direction", rf"(?:(?:just|immediately|further|farther)\s+)?(?:to\s+the\s+)?\b(?<!the\s){_DIR}\s+of{_THE}"),
        ("part", rf"(?:the\s+)?(?:(?P<dir>{_DIRS})(?:ern)?\s+)?{_PARTS}\s+(?:of|in|to){_PLAIN}"),
        ("part", rf"\bthe\s+(?P<dir>{_DIRS})\s+of{_PLAIN}"),
        ("near", rf"\b(?:near|close\s+to|outside(?:\s+of)?|not\s+far\s+from|in\s+the\s+vicinity\s+of|nearby){_THE}"),
        ("part", rf"\b(?P<dir>{_DIRS}|central)(?:ern)?\s+$"),
    )
)
# Each of them ends in one of these words and what may stand before the name: without these none need be tried.
_LEADS = re.compile(rf"\b(?:of|from|outside|off|near|nearby|in|to|central|{_DIRS}(?:ern)?){_THE}", re.IGNORECASE)
_RIGHT = re.compile(
    rf"(?:’s|'s)\s+(?:(?P<dir>{_DIRS})(?:ern)?\s+)?(?P<part>outskirts?|suburbs?|quarters?|neighbou?rhoods?|districts?|"
    r"countryside|edge)\b",
    re.I,
)
_ON_SIDE = rf",?\s+(?:in|on)\s+the\s+(?:far\s+)?{_DIRS}"
_LEAD_IN = (
    r"(?:the\s+)?(?:(?-i:[a-z])[\w’'-]*\s+){0,2}?(?:(?:city|town|village|port|capital|border|district)\s+(?:of\s+)?)?"
)
_TO = re.compile(
    rf"(?P<aside>{_ON_SIDE})?,?\s+(?P<word>to|and|through\s+to|as\s+far\s+as|all\s+the\s+way\s+to)\s+"
    rf"(?:near\s+|outside\s+)?{_LEAD_IN}",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\b(?P<word>from|between)\s+(?:near\s+)?{_LEAD_IN}$", re.IGNORECASE)
_ASIDE = re.compile(rf"{_ON_SIDE}\b", re.IGNORECASE)
# "From A to B" is a journey unless the words speak of ground.
_GROUND = re.compile(
    r"\b(?:stretch\w*|strip|coast(?:line|al)?|territory|ground|land|road|highway|corridor|line|front|area|border|extend\w*|"
    r"reach\w*|runs?|running|belt|zone|swath\w*|miles|kilomet(?:er|re)s|km)\b[^.]{0,60}$",
    re.I,
)


def bearing_of(word: str) -> float | None:
    """Degrees from north of a compass word ("southwest", "south-west", "south western"); None for another word."""
    return _BEARING.get(re.sub(r"[- ]|ern$", "", word.lower()))


def number_of(words: str) -> float | None:
    """The value of a number in digits or English words up to some hundreds; None when it is none."""
    low = re.sub(r"\s+", " ", words.lower().replace(",", "")).strip()
    if low in _NUMBER:
        return float(_NUMBER[low])
    try:
        return float(low)
    except ValueError:
        tens, _, ones = low.replace("-", " ").rpartition(" ")
        return float(_NUMBER[tens] + _NUMBER[ones]) if tens in _NUMBER and ones in _NUMBER else None


def _distance(m: re.Match[str]) -> float | None:
    groups = m.groupdict()
    if not groups.get("num"):
        return None
    value = number_of(groups["num"])
    unit = _UNIT_KM.get(groups["unit"].lower().rstrip("s")) or _UNIT_KM.get(groups["unit"].lower())
    return None if value is None or unit is None else round(value * unit, 3)


def _single(text: str, t: Toponym) -> PlaceRelation | None:
    """The relation whose phrase ends at, or begins with, this toponym."""
    begin = max(0, t.start - 110)
    before = text[begin : t.start]
    for kind, pattern in _LEFT if _LEADS.search(before) else ():
        m = _last(pattern, before)
        if m is None:
            continue
        groups = m.groupdict()
        return PlaceRelation(
            kind=kind, start=begin + m.start(), end=t.end, anchors=((t.start, t.end),), distance_km=_distance(m),
            bearing=bearing_of(groups.get("dir") or ""), words=(groups.get("part") or "").lower(),
        )  # fmt: skip
    m = _RIGHT.match(text, t.end)
    if m is None:
        return None
    return PlaceRelation(
        kind="part", start=t.start, end=m.end(), anchors=((t.start, t.end),), bearing=bearing_of(m.group("dir") or ""),
        words=m.group("part").lower(),
    )  # fmt: skip


def _last(pattern: re.Pattern[str], before: str) -> re.Match[str] | None:
    """The match that ends where ``before`` ends and crosses no sentence or clause mark."""
    m = pattern.search(before)
    if m is None or re.search(r"[.;:!?\n]\s", m.group()):
        return None
    return m


def _stretches(text: str, toponyms: Sequence[Toponym]) -> Iterator[PlaceRelation]:
    for a, b in pairwise(toponyms):
        if b.start - a.end > 70 or "demonym" in {a.hint, b.hint}:
            continue
        begin = max(0, a.start - 60)
        lead, gap = _FROM.search(text[begin : a.start]), _TO.fullmatch(text, a.end, b.start)
        if lead is None or gap is None:
            continue
        word, end = lead.group("word").lower(), b.end
        aside = _ASIDE.match(text, b.end)
        end = aside.end() if aside else end
        if word == "between" and gap.group("word").lower() == "and":
            kind = "between"
        elif word == "from" and gap.group("word").lower() != "and" and (
            gap.group("aside") or aside or _GROUND.search(text[max(0, a.start - 110) : begin + lead.start()])
        ):  # fmt: skip
            kind = "stretch"
        else:
            continue
        yield PlaceRelation(
            kind=kind, start=begin + lead.start(), end=end, anchors=((a.start, a.end), (b.start, b.end))
        )


def find_relations(text: str, toponyms: Sequence[Toponym]) -> tuple[PlaceRelation, ...]:
    """Relations in the order of the text. A toponym that is an end of a stretch gives no relation of its own."""
    whole = list(_stretches(text, toponyms))
    ends = {anchor for r in whole for anchor in r.anchors}
    single = [
        found
        for t in toponyms
        if t.hint != "demonym" and (t.start, t.end) not in ends and (found := _single(text, t)) is not None
    ]
    return tuple(sorted([*whole, *single], key=lambda r: (r.start, r.end)))
