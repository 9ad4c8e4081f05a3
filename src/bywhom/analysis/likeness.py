"""How far the words of two claims are alike: names, figures and content words of their sentences, rare ones for more.

What a reading makes of a sentence may miss a place or a side; two tellings of one happening still share its names and
its words. Weights here are knowledge of the language of such reports, no names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bywhom.lexicon.frames import countries
from bywhom.lexicon.load import bag, load

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEAR = 70  # characters on either side of the trigger whose words count as the happening's own

_STOP = bag(
    """the a an of and in on at to for by with from as that which who whom whose this these those it its they them
    their he his him she her we our i you your is are was were be been being has have had do does did will would could
    should may might can not no nor or but if then than so also both all any some such other another more most many
    much few several each one two first last later earlier again still just only very about around near after before
    during while when where until since over under into onto out up down off between among through against within
    without including along because due there here what how why said say says according reported report reports
    reportedly told stated claimed announced confirmed added day days week weeks month months year years morning evening
    night today yesterday time next same early late mid january february march april june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday part mr mrs dr had however meanwhile
    despite following although though"""
)
# Words that every report of a war holds: two happenings share them as easily as two tellings of one
_COMMON = bag(
    """attack capture captur force forces army troop soldie militan fighte rebel rebels villag town city area
    militar government offensi battle fight fighti clash killed kill wound injur civilia people control seize recapt
    retake retook taken took take launch advanc withdr withdre retrea strike airstr bomb bombin shell shelli destro
    operat countr region provin district securi group groups command north south east west norther souther
    eastern wester side front held hold remain continu enter reach push troops member member civil positio oppos
    support state unit units report offici ground number dead death die died loss lost regain began start target
    arrest detain fire fired gun police servic defens defenc defend civil site road base include"""
)
_COUNTS = {w: str(n) for w, n in load("numbers")["units"].items() if n >= 2 and w not in ("both", "pair", "couple")}
_ANOTHER = re.compile(
    r"\b(?:another|again|second|third|new|similar|separate|subsequent|more|also|further|other|additional(?:ly)?)\b",
    re.IGNORECASE,
)
_ORDERS = {
    "first": 1,
    "initial": 1,
    "original": 1,
    "second": 2,
    "other": 2,
    "third": 3,
    "fourth": 4,
    "last": 99,
    "latest": 99,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "twentieth": 20,
}
_ORDER = re.compile(rf"\b(?:{'|'.join(_ORDERS)})\b", re.IGNORECASE)
_COUNTER = re.compile(
    r"\bcounter-?(?:attack|offensive|assault|strike)|\bre(?:turn|turned) fire|\bretaliat", re.IGNORECASE
)
_STATES = frozenset(countries()) | frozenset(c.casefold() for c in countries().values())
# What kind of site or area a name is of: "the town of X" and "X province" are told apart by other signs
_SITE = bag(
    """city town village hamlet province governorate district region area airport airfield airbase base military road
    near the and its their of in countryside outskirts border part north south east west northern southern eastern
    western central port camp prison hospital school river mountain mountains hill hills field fields oil gas"""
)
_CUT = 6  # letters of a word that count, so that its endings do not


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a claim that can tell it again: of its whole sentence, and of what stands beside its trigger."""

    all: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    trigger: frozenset[str] = frozenset()
    another: bool = False  # told as one more of its kind
    order: int = 0  # "first", "second": which of several of its kind
    counter: bool = False  # told as an answer to another: "counter-attack"

    @property
    def names(self) -> frozenset[str]:
        """Proper names, told by their capital."""
        return _names(self.all)

    @property
    def weight(self) -> float:
        """The weight of all words."""
        return _sum(self.all)

    @property
    def weight_beside(self) -> float:
        """The weight of the words beside the trigger."""
        return _sum(self.beside)

    @property
    def names_beside(self) -> int:
        """How many proper names stand beside the trigger."""
        return len(_names(self.beside))

    @property
    def numbers_beside(self) -> bool:
        """True when a figure stands beside the trigger, dates left out."""
        return any(w[0].isdigit() for w in self.beside)


def wording(sentence: str, start: int, end: int, when: str = "") -> Wording:
    """The words of ``sentence`` whose trigger stands at [start, end); ``when`` the words that date the claim."""
    dated = frozenset(_TOKEN.findall(when))
    found = [(at, w) for at, w in _stems(sentence) if w not in dated]
    return Wording(
        frozenset(w for _, w in found),
        frozenset(w for at, w in found if start - _NEAR <= at < end + _NEAR),
        frozenset(w for at, w in found if start <= at < end),
        bool(_ANOTHER.search(sentence[max(0, start - 25) : end + 25])),
        _order(sentence[max(0, start - 25) : end]),
        bool(_COUNTER.search(sentence[max(0, start - 12) : end])),
    )


def _order(words: str) -> int:
    """Which of several the words speak of; 0 when they do not say."""
    found = _ORDER.search(words)
    return _ORDERS[found[0].casefold()] if found else 0


@lru_cache(maxsize=20_000)
def name_words(name: str) -> frozenset[str]:
    """The words of a place's name that tell it from others, cut as ``plain`` cuts."""
    folded = (re.sub(r"['’]s?$", "", w.casefold()) for w in _TOKEN.findall(name))
    return frozenset(w[:_CUT] for w in folded if len(w) > 2 and w not in _SITE and not w[0].isdigit())


@lru_cache(maxsize=8192)
def _stems(sentence: str) -> tuple[tuple[int, str], ...]:
    return tuple(_read(sentence))


def _read(sentence: str) -> Iterator[tuple[int, str]]:
    """The words that count, with where they stand: names under a "^", figures as told, others cut to six letters."""
    first = True
    for found in _TOKEN.finditer(sentence):
        word = found[0]
        folded = re.sub(r"['’]s?$", "", word.casefold())
        initial, first = first, False
        if folded[0].isdigit():
            digits = word.replace(",", "").strip(".")
            if not _is_date(sentence, found.start(), found.end(), digits):
                yield found.start(), digits
            continue
        if folded in _COUNTS:
            yield found.start(), _COUNTS[folded]
            continue
        if folded in _STOP or len(folded) < 2:
            continue
        if word[0].isupper() and not (initial and len(word) > 1 and not word.isupper()):
            yield found.start(), "^" + folded
        else:
            yield found.start(), folded[:_CUT]


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"


def _is_date(sentence: str, start: int, end: int, digits: str) -> bool:
    """True for the day of a month and for a year."""
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return True
    after, before = sentence[end : end + 12], sentence[max(0, start - 12) : start]
    return bool(re.match(rf"(?:\s*[–-]\s*\d+)?(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}", after)) or bool(
        re.search(rf"{_MONTH}\s+(?:\d+\s*[–-]\s*)?$", before)
    )


def plain(word: str) -> str:
    """A word of a ``Wording`` as those of a place's name are cut."""
    return word.lstrip("^")[:_CUT]


CLASSES = ("name", "state", "number", "digit", "common", "word")  # of words, by what they weigh
WEIGHTS = (2.0, 0.6, 1.5, 0.7, 0.35, 1.0)
NAMES = CLASSES.index("name")


@lru_cache(maxsize=20_000)
def class_of(word: str) -> int:
    """The class of a word as ``Wording`` holds it."""
    if word[0] == "^":
        return CLASSES.index("state" if word[1:] in _STATES else "name")
    if word[0].isdigit():
        return CLASSES.index("number" if len(word) > 1 else "digit")
    return CLASSES.index("common" if word in _COMMON else "word")


def is_number(class_: str) -> bool:
    """True for the classes of figures."""
    return class_ in ("number", "digit")


def _sum(words: Iterable[str]) -> float:
    return sum(WEIGHTS[class_of(w)] for w in words)


def _names(words: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in words if w[0] == "^" and w[1:] not in _STATES)
