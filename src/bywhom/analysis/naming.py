"""The fillers of a claim as noun phrases: whose article, which preposition, singular or plural."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bywhom.analysis.common import label_of, listed
from bywhom.lexicon.frames import class_words
from bywhom.lexicon.load import bag
from bywhom.model.account import Party

Roles = Mapping[str, Sequence[Party]]

GROUND = ("LOCATION", "FACILITY")
_POINTERS = bag("who whom which that it they them those these there he she this his her its their him")
_OWNED = re.compile(r"^(?:its|their|his|her|our|my|your)\s+(?=\S)", re.IGNORECASE)
_SHOWN = re.compile(r"^(?:this|these|those|that)\s+(?=\S)", re.IGNORECASE)
_LEFT_OVER = re.compile(r"(?:[\s,]+(?:to|of|in|and|or|the|an?|for|by|from|at|on|with|as))+$")
_DISTANT = re.compile(r"\b(?:kilomet(?:re|er)s?|miles?|met(?:re|er)s?|km)\b")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_OPENS = bag(
    "the a an some many most several few all both no any one two three four five six seven eight nine ten eleven "
    "twelve dozens scores hundreds thousands tens at more less fewer nearly almost about around up over between from "
    "half part parts each every another other others it what much near nearby numerous various hundred thousand"
)  # a phrase that begins so needs no article, and no capital within a sentence
_LYING = bag("near nearby around between outside inside along across behind beyond off toward towards at in on within")
_SIDES = bag("north south east west northeast northwest southeast southwest centre center outskirts border")
_LANDS = bag("Netherlands Philippines Gambia Bahamas Maldives")
_SHORT = bag("UN U.N. US U.S. UK U.K. USA EU UAE")
_STATES = bag("republic kingdom union federation ministry department league house office army bank government emirate")
_BARE = bag("state rebels insurgents troops militants fighters")  # "Islamic State" bears no article
_MASS = bag("artillery ammunition aid fire ground territory air shelling fighting weaponry equipment fuel oil cash")


class Fillers:
    """The fillers of a claim, ready to be put into a sentence."""

    def __init__(self, roles: Roles, labels: Mapping[str, str]) -> None:
        self.roles, self.labels = roles, labels

    def names(self, role: str, *, beside: str = "") -> list[str]:
        """The phrases in a role, each once, but those of the role ``beside``; what only points names nobody."""
        told = {label_of(p) for p in self.roles.get(beside, ())}
        parties = [p for p in self.roles.get(role, ()) if role != "weapon" or p.type not in GROUND]
        named = [p for p in parties if (n := label_of(p)) not in told and n.casefold() not in _POINTERS]
        return list(dict.fromkeys(phrase(p) for p in named if any(map(str.isalnum, label_of(p)))))

    def towns(self, role: str) -> list[str]:
        """The phrases in a role that are towns on the map, or that stand as the place too."""
        spots = {label_of(p) for p in self.roles.get("place", ())}
        told = [p for p in self.roles.get(role, ()) if label_of(p) in spots or (p.place and p.place.is_settlement)]
        return list(dict.fromkeys(phrase(p) for p in told))

    def of(self, role: str, default: str = "") -> str:
        """The names in a role as a list; ``default`` when it is empty."""
        return listed(self.names(role)) or default

    def be(self, role: str) -> str:
        """The past tense of "to be" that agrees with the role."""
        return "were" if plural(self.names(role)) else "was"

    def words(self, role: str) -> str:
        """The exact words in a role: titles, measures, extents."""
        return listed([trimmed(p.text or p.name) for p in self.roles.get(role, ())])

    def after(self, word: str, role: str, *, beside: str = "") -> str:
        """``word`` and the role's names but those of the role ``beside``, told already; "" when none is left."""
        names = self.names(role, beside=beside)
        return f" {word} {listed(names)}" if names else ""

    def at(self, role: str = "place", *, beside: str = "", word: str = "in") -> str:
        """Where it is: "in" towns, "at" a site, and no preposition before one ("near Hill Town")."""
        names = self.names(role, beside=beside)
        sites = word == "in" and all(p.type == "FACILITY" for p in self.roles.get(role, ()))
        lying = names and (names[0].split()[0].casefold() in _LYING or _DISTANT.search(names[0]))
        return f" {'' if lying else 'at ' if sites else word + ' '}{listed(names)}" if names else ""

    def how(self) -> str:
        """The method: "by stoning"; a participle stands in brackets, "(beheaded)"."""
        found = self.of("method")
        return f" ({found})" if found.endswith("ed") else self.after("by", "method")


def phrase(party: Party) -> str:
    """A party as a noun phrase within a sentence: "the army", "the M23 movement", "Red Front", "at least 17 people".

    The article is that of the words themselves; where they say "it" or "fighters", a name that ends in a common noun
    of the singular takes one.
    """
    return _phrase(label_of(party), party.text, party.type)


@lru_cache(maxsize=20_000)
def _phrase(label: str, text: str, type_: str) -> str:
    name = _bare(label)
    if name.startswith("least "):
        return f"at {name}"
    first = name.split()[0]
    if first.casefold() in _OPENS:
        return uncapital(name)
    if first[0].isdigit() or (first.casefold() in _LYING and first != name):
        return name
    words = _OWNED.sub("", _SHOWN.sub("the ", trimmed(text.strip())))
    article = _ARTICLE.match(words)
    if article is not None and words[article.end() :].casefold() == name.casefold():
        return f"{article.group().strip().lower()} {name}"
    if _is_somebody(name, text):
        return f"{'an' if name[0] in 'aeiouAEIO' else 'a'} {name}"
    return f"the {name}" if _takes_the(name, text, type_) else name


def named(name: str, type_: str = "ORGANISATION") -> str:
    """A bare name within a sentence: "the United States", "the Congolese army"."""
    return phrase(Party(name=name, type=type_))


def uncapital(words: str) -> str:
    """Words within a sentence: "At least 17 people" was its beginning."""
    first = words.split(maxsplit=1)[0] if words.strip() else ""
    return first.lower() + words[len(first) :] if first.casefold() in _OPENS else words


def _bare(name: str) -> str:
    """A name without the words that point back to what its sentence told, and without what a cut left behind it."""
    return _SHOWN.sub("", _OWNED.sub("", trimmed(name))) or name


def trimmed(words: str) -> str:
    """Words without a preposition, an article or a lone quotation mark that a cut left at their end."""
    words = words.replace('"', "") if words.count('"') == 1 else words
    return _LEFT_OVER.sub("", words) or words


def _is_somebody(name: str, text: str) -> bool:
    """True for one person described without an article, as headlines do: "armed insurgent"."""
    bare = text == name and not re.search(r"\w['’]s\s|\sand\s", name)
    head = re.split(r"\s(?:of|in|for|at|on|from|near)\s", name, maxsplit=1)[0].split()[-1]
    one = head.islower() and not plural([head]) and head in class_words("person")
    return bare and one and head not in ("others", "crew", "family", "personnel")


def _takes_the(name: str, text: str, type_: str) -> bool:
    """True for a name that reads as a description of one thing, or that the language always gives its article."""
    words = name.split()
    if (words[0] in _SHORT and (len(words) == 1 or words[1] == "and")) or words[0] == "United" or name in _LANDS:
        return True
    if type_ not in ("ORGANISATION", "LOCATION", "FACILITY", "PERSON", "") or re.search(r"\w['’]s\s", name):
        return False
    head = re.split(r"\s(?:of|in|for|at|on|to|from|near|that|who|which)\s", name, maxsplit=1)[0].split()[-1]
    if head.islower() and words[0][0].isupper() and type_ in GROUND:
        return False  # "Aleppo province", "Raqqa city"
    if head.islower():
        single = not plural([head]) and head not in _MASS and head not in _POINTERS
        return single and (head in _SIDES or head in class_words("org") | class_words("place") | _STATES)
    if text == name:  # a proper name as its report writes it
        return False
    kind = head.casefold()
    return len(words) > 1 and (kind in _STATES or kind in class_words("org")) and kind not in _BARE


_PLURAL_WORD = re.compile(r"(?:[a-z]*(?:[^su'’]|us)s|people|[a-z]*men|police|youths|personnel|children|troops)$")

_SEVERAL = re.compile(
    r"(?!1$)\d[\d,]*|two|three|four|five|several|many|most|some|dozens|hundreds|all|both", re.IGNORECASE
)  # "of them"


_COUNTING = re.compile(r"an? (?:\w+ )?(?:number|handful|couple|dozen|hundred|thousand|million)\b", re.IGNORECASE)


def plural(names: Sequence[str]) -> bool:
    """True when the names take a plural verb: several of them, or a last word in lower case that is one."""
    if len(names) != 1:
        return len(names) > 1
    if _COUNTING.match(names[0]):
        return True
    words = re.split(r"\s+(?:in|of|from|at|on|to|with|who|that|for|by)\s", names[0], maxsplit=1)[0].split()
    return bool(words) and bool(_PLURAL_WORD.fullmatch(words[-1]) or _SEVERAL.fullmatch(words[-1]))
