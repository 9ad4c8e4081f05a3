"""Is this capitalised name a place here? Small explained features and a linear model over them."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from bywhom.model.where import PlaceMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A span that may name a place: the gazetteer's best match, the tagger's label and how the span sits in that."""

    start: int
    end: int
    text: str
    match: PlaceMatch | None
    label: str = ""
    sits: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """A text, with what is reckoned once for all its candidates."""

    text: str
    tagged: bool = True  # False when no tagger has read the text: then "no label" says nothing
    lower: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", frozenset(re.findall(r"(?<![\w.])[a-z]{3,}\b", self.text)))


@cache
def words() -> dict[str, frozenset[str]]:
    """Everyday words, given names and surnames that are also place names (see docs/gazetteer.md for their origin)."""
    raw = (resources.files("bywhom") / "data" / "places" / "words.json").read_text(encoding="utf-8")
    return {k: frozenset(v) for k, v in json.loads(raw).items()}


@cache
def weights() -> dict[str, dict[str, float]]:
    """The learned weights by feature name, for a candidate ``alone`` and ``together``; see scripts/train_places.py."""
    raw = (resources.files("bywhom") / "data" / "places" / "finding.json").read_text(encoding="utf-8")
    return {part: {str(k): float(v) for k, v in w.items()} for part, w in json.loads(raw).items()}


_LOCATIVE = re.compile(
    r"\b(in|at|near|from|outside|inside|around|into|across|between|toward|towards|to|of|and|or|over|through|throughout|"
    r"within|against|for|with|on|by|where|north|south|east|west|northern|southern|eastern|western|central|downtown|"
    r"nearby|the|an?|town|city|village|province|capital|region|district)\s+$",
    re.I,
)
_TITLE = re.compile(
    r"\b(Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Cpl|Judge|Justice|Officer|Sheriff|Chief|Mayor|President|"
    r"Minister|Professor|Prof|Coach|Detective|Deputy|Rev|Father|Sister|Pastor|Sir|Lady|Lord|Prince|Princess|King|Queen|"
    r"Commander|Captain|General|Colonel|Major|Sergeant|Senator|Secretary|Director|Sheikh|Imam|Ayatollah)\.?\s+$"
)
_NEXT_CAP = re.compile(r"[ \u00a0-](?!The\b|A\b|In\b|He\b|She\b|It\b)([A-Z][\w’'.-]*)")
_PREV_CAP = re.compile(r"([A-Z][\w’'.-]*|&)\s+$")
_AREA_WORD = re.compile(r"[ -]([a-z]+)")
_ORG_WORDS = """
police university college school schools high elementary middle hospital church board council department dept office
sheriff’s sheriff's news times post herald journal tribune gazette register star press sun daily inc inc. co. corp
corporation company co bank club association society foundation institute center centre museum library fire
court courts chamber commission authority district union party army brigade brigades division forces militia street
st. st road rd avenue ave drive lane boulevard blvd highway way place bridge park theatre theater stadium field
airport hotel house hall railroad railway republic state states tigers bulldogs eagles united fc city county township
parish river lake creek valley island islands mountain mountains beach bay
"""
_ORG_NEXT = frozenset(_ORG_WORDS.split())
_KIND_END = re.compile(
    r"\b(County|Parish|Township|River|Lake|Creek|Valley|Mountains?|Island|Islands|Beach|Bay|Province|State|Region|City|"
    r"District|Peninsula|Desert|Sea|Gulf|Strait|Village|Heights|Hills?|Falls|Springs|Park|Forest|Airport|Bridge|Governorate)$"
)
_PLACE_WORDS = """
area region province city town village residents resident man woman county state government native capital
border coast district governorate neighborhood neighbourhood suburb officials authorities police
"""
_PLACE_NEXT = frozenset(_PLACE_WORDS.split())


def _bin(standing: float) -> str:
    return f"standing:{min(8, int(standing))}"


def _of_match(c: Candidate) -> list[str]:
    if c.match is None:
        return ["unknown"]
    place = c.match.place
    kind = (
        place.feature if place.feature in {"PCLI", "ADM1", "ADM2", "PPLC", "REGION", "RIVER", "SEA", "CONT"} else "PPL"
    )
    return ["known", _bin(place.standing), f"how:{c.match.how}", f"kind:{kind}"]


def _of_words(c: Candidate, context: Context) -> list[str]:
    out = []
    low = c.text.lower()
    single = " " not in c.text
    if single:
        lists = words()
        out += [f"word:{name}" for name, members in lists.items() if low in members]
        if low in context.lower:
            out.append("word:lower-here")
        if any(low in members for members in lists.values()):
            out.append(f"word:any+label:{c.label or ('none' if context.tagged else 'absent')}")
    elif c.text.split()[0].lower() in words()["given"]:
        out.append("word:given-first")
    out.append(f"words:{min(3, c.text.count(' ') + 1)}")
    if c.text.isupper() and len(c.text) > 3:
        out.append("caps")
    if len(c.text) <= 3 and "." not in c.text:
        out.append("short")
    if _KIND_END.search(c.text):
        out.append("kind-word")
    return out


def _of_left(c: Candidate, text: str) -> list[str]:
    before = text[max(0, c.start - 24) : c.start]
    out = []
    found = _LOCATIVE.search(before)
    if found:
        out.append(f"before:{found.group(1).lower()}")
    if _TITLE.search(before):
        out.append("before-title")
    cap = _PREV_CAP.search(before)
    if cap and not found:
        given = cap.group(1).lower() in words()["given"]
        out.append("before-given" if given else "before-cap")
        if re.fullmatch(r"[A-Z]\.", cap.group(1)):
            out.append("before-initial")
    if before.endswith(", "):
        out.append("before-comma")
    if not before.strip() or re.search(r"[.!?:\n”\"]\s*$", before):
        out.append("sentence-start")
    return out


def _of_right(c: Candidate, text: str) -> list[str]:
    after = text[c.end : c.end + 24]
    out = []
    cap = _NEXT_CAP.match(after)
    if cap:
        word = cap.group(1).lower().rstrip(".")
        out.append("after-org" if word in _ORG_NEXT or cap.group(1).lower() in _ORG_NEXT else "after-cap")
        if word.removesuffix("’s").removesuffix("'s") in words()["surname"]:
            out.append("after-surname")
    low = _AREA_WORD.match(after)
    if low and low.group(1) in _PLACE_NEXT:
        out.append("after-place-word")
    if after.startswith(("’s", "'s")):
        out.append("after-possessive")
    if re.match(r", [A-Z]", after):
        out.append("after-comma-cap")
    if re.match(r",? \d|, \d", after):
        out.append("after-number")
    if re.match(r" (?:said|says|told|was|is|has|had)\b", after):
        out.append("after-verb")
    if re.match(r"\s*(?:—|--|-|–)\s|\s\(", after):
        out.append("after-dash")
    return out


def features(c: Candidate, context: Context) -> list[str]:
    """The names of the features that fire for one candidate by itself."""
    label = f"label:{c.label or ('none' if context.tagged else 'absent')}"
    out = ["bias", label, f"{label}:{c.sits}", *_of_match(c), *_of_words(c, context)]
    out += _of_left(c, context.text) + _of_right(c, context.text)
    if c.match is not None:
        out.append(f"{label}+{_bin(c.match.place.standing)}")
        out += [
            f"{label}+{f}"
            for f in out
            if f in {"before-given", "before-cap", "after-cap", "after-org", "sentence-start"}
        ]
    return out


def _around(own: Sequence[float], candidates: Sequence[Candidate]) -> list[list[str]]:
    """Features that need the neighbours: the same words or places of the same country elsewhere, a container."""
    same: dict[str, list[float]] = defaultdict(list)
    for c, p in zip(candidates, own, strict=True):
        same[c.text.lower()].append(p)
    sure: dict[str, set[str]] = defaultdict(set)
    for c, p in zip(candidates, own, strict=True):
        if c.match is not None and p > 0.7 and c.match.place.country:
            sure[c.match.place.country].add(c.text.lower())
    out: list[list[str]] = []
    for i, c in enumerate(candidates):
        here: list[str] = []
        if c.match is not None:
            country = c.match.place.country
            company = len(sure[country] - {c.text.lower()})
            far = "us" if country == "US" else "other"
            here.append(f"company:{far}:{min(3, company)}" if country else "company:none")
            if company and c.match.place.standing < 4.5:
                here.append(f"company-small:{far}")
        others = same[c.text.lower()]
        if len(others) > 1:
            rest = (sum(others) - own[i]) / (len(others) - 1)
            here.append(
                "else-sure" if max(others) > 0.9 and rest > 0.6 else "else-likely" if rest > 0.5 else "else-not"
            )
        for j, side in ((i + 1, "next"), (i - 1, "prev")):
            if 0 <= j < len(candidates) and own[j] > 0.5:
                d = candidates[j]
                first, second = (c, d) if side == "next" else (d, c)
                gap = second.start - first.end
                if gap == 2 and d.match is not None:
                    area = d.match.place.feature in {"PCLI", "ADM1"}
                    here.append(f"{side}-area" if area else f"{side}-place")
        out.append(here)
    return out


def _probability(names: Sequence[str], w: dict[str, float]) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sum(w.get(n, 0.0) for n in names)))))


def probabilities(context: Context, candidates: Sequence[Candidate]) -> list[float]:
    """For each candidate the probability that it names a place; two rounds, the second sees the neighbours' first."""
    w = weights()
    own = [features(c, context) for c in candidates]
    alone = [_probability(f, w["alone"]) for f in own]
    around = _around(alone, candidates)
    return [_probability([*f, *s], w["together"]) for f, s in zip(own, around, strict=True)]
