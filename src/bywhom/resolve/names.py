"""Names across reports: which of an entity's words are proper names, and how two names compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from bywhom.lexicon.load import bag, words
from bywhom.lexicon.states import full_name
from bywhom.model.romanize import fold, romanize, skeleton

_PARTICLES = bag("al el the bin ibn ben ould of de du da di del la le los von van der den and for in on abd abdul")
_COMMON = bag(
    "interior foreign defence defense justice finance health national central supreme high general joint armed special "
    "military security state public local regional federal provincial city town district northern southern eastern "
    "western north south east west new free first second third united international main forces force affairs"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two names are (0 to 1) and why, in words for the record of the judgement."""

    score: float
    reason: str


NOTHING = Likeness(score=0.0, reason="")


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """The folded words of a name that tell, articles and particles left out."""
    return tuple(p for p in fold(name).split() if p not in _PARTICLES and len(p) > 1)


def body_parts(name: str) -> tuple[str, ...]:
    """The same of a body or a place, states and bodies of all states under their names in full ("UN", "the US")."""
    return parts(full_name(name) or name)


@lru_cache(maxsize=65536)
def initials(name: str) -> str:
    """The initials of a name of several words, joining words left out; "" for one word."""
    told = [p for p in romanize(name).split() if p not in ("of", "the", "and", "for", "in", "on", "de", "la", "al")]
    return "".join(p[0] for p in told) if len(told) > 1 else ""


def is_proper(phrase: str) -> bool:
    """True for a name rather than a description: every word that is no particle begins with a capital or a digit."""
    told = [w for w in phrase.replace("-", " ").split() if fold(w) not in _PARTICLES and w[:1].isalnum()]
    scripted = any(ord(c) > 0x590 for c in phrase if c.isalpha())  # scripts without capitals
    return bool(told) and (scripted or all(not w[:1].islower() for w in told))


@lru_cache(maxsize=65536)
def is_generic(name: str) -> bool:
    """True for a name that many bodies bear ("Interior Ministry", "the army"): it identifies nothing by itself.

    "United Nations" and "United States" are made of such words and mean one body each.
    """
    if full_name(name):
        return False
    nouns = words("actors", "states") | words("actors", "groups") | words("actors", "people")
    told = parts(name)
    return all(p in nouns or p in _COMMON or p.rstrip("s") in nouns for p in told)


def people_alike(a: str, b: str) -> Likeness:
    """Likeness of two people's names. A family name alone never suffices: both must have two words that tell."""
    x, y = parts(a), parts(b)
    if min(len(x), len(y)) < 2:
        return NOTHING
    if x == y:
        return Likeness(score=1.0, reason=f"same full name “{a}”")
    if len(x) == len(y) and all(_sounds_same(p, q) for p, q in zip(x, y, strict=True)):
        return Likeness(score=0.95, reason=f"“{a}” and “{b}” are spellings of one name")
    if _sounds_same(x[0], y[0]) and _sounds_same(x[-1], y[-1]) and len(x) != len(y):
        return Likeness(score=0.9, reason=f"“{a}” and “{b}” share forename and family name")
    return NOTHING


def bodies_alike(a: str, b: str) -> Likeness:
    """Likeness of two names of bodies or places by spelling and romanisation; generic names are alike to none."""
    if is_generic(a) or is_generic(b):
        return NOTHING
    x, y = body_parts(a), body_parts(b)
    if not x or not y:
        return NOTHING
    if x == y:
        return Likeness(score=1.0, reason=f"same name “{a}”")
    if len(x) == len(y) and all(_sounds_same(p, q) for p, q in zip(x, y, strict=True)):
        return Likeness(score=0.93, reason=f"“{a}” and “{b}” are spellings of one name")
    return NOTHING


def short_for(short: str, full: str) -> Likeness:
    """Likeness when one name is the initials of the other, of at least three letters."""
    letters = short.replace(".", "")
    if not (3 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()):
        return NOTHING
    if initials(full) == letters.casefold():
        return Likeness(score=0.88, reason=f"“{short}” are the initials of “{full}”")
    return NOTHING


@lru_cache(maxsize=65536)
def _sounds_same(a: str, b: str) -> bool:
    """Spellings of one word: equal, or one skeleton and letters close enough that chance is unlikely."""
    if a == b:
        return True
    if min(len(a), len(b)) < 3 or a.isdigit() or b.isdigit():
        return False
    key = skeleton(a)
    return bool(key) and key == skeleton(b) and JaroWinkler.similarity(romanize(a), romanize(b)) >= 0.72


def proper_names(name: str, aliases: Sequence[str]) -> tuple[str, ...]:
    """The proper names among an entity's name and aliases, the name first, each once."""
    return tuple(dict.fromkeys(n for n in (name, *aliases) if is_proper(n)))
