"""Spellings of a town's name: "Rutbah", "Ar-Rutbah" and "the town of al-Rutba" are one, "Rutbah road" is not it."""

from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from bywhom.lexicon.load import bag
from bywhom.model.romanize import fold, romanize, skeleton, words_without_article

_KINDS = bag(  # said of a settlement, or of a quarter that is called no other name
    """city town village settlement hamlet township municipality district neighbourhood neighborhood quarter suburb
    farms island islands isles archipelago chain of the nearby modern entire whole itself"""
)
_ALIKE = 0.82  # of Jaro and Winkler's likeness, consonants the same: "Saraqib" and "Saraqeb" reach 0.94
_LONGER = 2  # letters: "Salamiyah" is not "Salma"


@lru_cache(maxsize=20_000)
def town_words(name: str) -> tuple[str, ...]:
    """The words of a place's name without articles and words for a settlement; none for what bears no capital."""
    if name == name.lower():
        return ()
    bare = " ".join(w for w in fold(name).split() if w not in _KINDS)
    return tuple(words_without_article(bare))


@lru_cache(maxsize=20_000)
def one_town(a: str, b: str) -> bool:
    """True when two names are spellings of one town's: the same words, each spelled alike."""
    left, right = town_words(a), town_words(b)
    return bool(left) and len(left) == len(right) and all(map(_spelled_alike, left, right))


def _spelled_alike(a: str, b: str) -> bool:
    if a.removesuffix("h") == b.removesuffix("h"):
        return True
    key = skeleton(a)
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > _LONGER or key != skeleton(b):
        return False
    if not key or key.startswith("="):  # too few consonants to tell by
        return False
    return JaroWinkler.similarity(romanize(a), romanize(b)) >= _ALIKE
