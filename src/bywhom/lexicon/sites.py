"""Names of sites: "X airbase", "X military airport" and "the air base of X" are one site, "X dam" is another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bywhom.lexicon.load import bag, load, words
from bywhom.model.romanize import fold

_EMPTY = bag("the a an al el at as ash ad of in near nearby former abandoned main entire whole s")
_COMMON = bag(  # what many sites are called
    "national central regional provincial local public general new old grand great big small first second state city "
    "town village north south east west northern southern eastern western military civil army air force police border "
    "friendship peace victory freedom republic people university children"
)
_LOOSE = bag("this that these those its their his her same strategic key military air entire captured besieged")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site's name taken apart: its kind by the lexicon, and the words that are its own."""

    kind: str
    own: frozenset[str]


@cache
def _kinds() -> Mapping[tuple[str, ...], str]:
    """The words of a kind → the kind, the longest first."""
    pairs = [(tuple(phrase.split()), kind) for kind, phrases in load("things")["sites"].items() for phrase in phrases]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=20_000)
def site_of(name: str) -> Site | None:
    """The site that a name speaks of; None when it holds no word for a kind of site, or no word of its own.

    A word of its own bears a capital or a figure: "the military airport" has none, "Tal Asfar airport" has two. Whose
    it is does not name it ("the Ruritanian base", "RLF camp"), nor what many are called ("National Hospital").
    """
    name = re.sub(r"['’]s?\b", "", name)
    told = fold(name).split()
    for phrase, kind in _kinds().items():
        at = next((i for i in range(len(told) - len(phrase) + 1) if tuple(told[i : i + len(phrase)]) == phrase), None)
        if at is None:
            continue
        rest = told[:at] + told[at + len(phrase) :]
        own = frozenset(_ORDINAL.sub(r"\1", w) for w in rest if w not in _EMPTY)
        capital = {w for piece in re.findall(r"[^\W_]+", name) if not piece[0].islower() for w in fold(piece).split()}
        named = bool(own - _COMMON) and own <= {_ORDINAL.sub(r"\1", w) for w in capital}
        return Site(kind=kind, own=own) if named and not _owner(own, name) else None
    return None


@lru_cache(maxsize=20_000)
def bare_kind(words: str) -> str:
    """The kind of site that words without a name of its own speak of: "the airport"; "" when they speak of none."""
    if any(c.isupper() for c in words[1:]):
        return ""
    told = tuple(w for w in fold(words).split() if w not in _EMPTY and w not in _LOOSE)
    return _kinds().get(told, "")


def _owner(own: frozenset[str], name: str) -> bool:
    """True when a word that should name a site is a nation, an armed group or its short form."""
    letters = {fold(w) for w in re.findall(r"\b[A-Z]{2,}s?\b", name)}
    nations = words("demonyms", "countries") | words("demonyms", "others")
    return bool(own & (nations | words("armed_groups", "names") | letters))


def one_site(a: str, b: str) -> bool:
    """True when two names speak of one site: one kind, and the same words of their own."""
    return (site := site_of(a)) is not None and site == site_of(b)


def other_names(name: str) -> tuple[str, ...]:
    """What else a site may be called: its own words with each word for its kind; () for what is no site."""
    site = site_of(name)
    if site is None:
        return ()
    told = [w for w in re.findall(r"[^\W_]+(?:['’\-][^\W_]+)*", name) if w[:1].isupper() or w[:1].isdigit()]
    own = " ".join(w for w in told if site.own & {*fold(w).split()})
    return tuple(f"{own} {phrase}" for phrase in load("things")["sites"][site.kind])


def without_kind(words: str, name: str) -> str:
    """``words`` without those for the kind of the site ``name``, for "Tal Asfar airport" says no more than its base."""
    site = site_of(name)
    if site is None:
        return words
    kinds = sorted(load("things")["sites"][site.kind], key=len, reverse=True)
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, kinds))})\b", " ", words, flags=re.IGNORECASE)
