"""Whom a figure of the dead, the wounded or the captured counts: figures of different people exclude nothing."""

import re
from collections.abc import Sequence
from functools import cache

from bywhom.lexicon.load import bag, load
from bywhom.model.account import Party, Told

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ALL = bag(
    "people person persons human beings dead death deaths fatalities casualties casualty victims victim bodies body "
    "lives life others other more were was been had have has being of them the a an another least most total killed "
    "wounded injured hurt captured taken in all number toll and or as to from between just only further additional "
    "he she him her who whom they those"
)
_CLASSES = (
    bag("civilian resident villager inhabitant noncombatant"),
    bag("fighter militant insurgent rebel terrorist gunman jihadist jihadi extremist guerrilla"),
    bag("soldier troop serviceman trooper"),
    bag("police policeman policemen"),
)
_PLURALS = {"men": "man", "women": "woman", "children": "child", "gunmen": "gunman", "servicemen": "serviceman"}
_NAMED = {"killed": "victim", "injured": "victim", "captured": "victim"}

Counted = tuple[str, ...]  # the words for those counted, the noun last; none: whoever was harmed


def counted(told: Told, role: str) -> Counted:
    """Those whom the figure in ``role`` counts, in the words of the claim; () for all that were harmed.

    A claim that adds up several ("a mayor and six others") tells of all; a bare figure counts its claim's victims.
    """
    figures = told.fillers(role) if role != "number" else ()
    if len(figures) != 1:
        return ()
    return _words(figures[0].text) or _victims(told.fillers(_NAMED.get(role, "")))


def same(a: Counted, b: Counted) -> bool:
    """True when two figures count one group: both all, or one noun that no word sets apart."""
    if not a or not b:
        return not a and not b
    return _one_noun(a[-1], b[-1]) and (set(a[:-1]) <= set(b[:-1]) or set(b[:-1]) <= set(a[:-1]))


def one_group(a: Party, b: Party) -> bool:
    """True when the words of two parties may mean one group of people."""
    return same(_words(a.text or a.name), _words(b.text or b.name))


def _victims(parties: Sequence[Party]) -> Counted:
    return _words(parties[0].text or parties[0].name) if len(parties) == 1 else ()


def _words(text: str) -> Counted:
    head = re.split(
        r"\s(?:in|from|at|on|who|that|including|belonging|after|during|with|by)\s|,(?!\d)", text, maxsplit=1
    )[0]
    plain = (w.casefold().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(head))
    return tuple(_singular(w) for w in plain if w not in _ALL and w not in _numerals())


def _singular(word: str) -> str:
    return _PLURALS.get(word) or (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)


def _one_noun(a: str, b: str) -> bool:
    return a == b or any(a in c and b in c for c in _CLASSES)


@cache
def _numerals() -> frozenset[str]:
    """Every word that spells a number or a bound: "dozens", "at least", "nearly"."""
    book = load("numbers")
    spelt = [str(w) for part in ("units", "tens", "scales", "vague") for w in book[part]]
    bounds = [w for part in ("at_least", "at_most", "about") for phrase in book[part] for w in phrase.split()]
    return frozenset([*spelt, *bounds])


def counts_all(text: str) -> bool:
    """True when the words of a figure name no group: "at least 17", "17 people"."""
    return not _words(text)
