"""Words of places: those for a part or a bearing, and whether a filler's words are a place's own name."""

import re

from bywhom.analysis.names import words
from bywhom.lexicon.load import bag
from bywhom.lexicon.sites import one_site, without_kind
from bywhom.lexicon.towns import one_town
from bywhom.model.account import EntityCard, Party
from bywhom.model.where import distance_km

# A part of a place or what lies about it: its capture is not the place's. Whole words, before or after the name.
PART = (
    r"outskirts?|suburbs?|countryside|quarters?|districts?|neighbou?rhoods?|sections?|parts?|portions?|half|thirds?|"
    r"quarter|edges?|entrances?|gates?|vicinity|surroundings?|environs|hills?|mountains?|heights|villages?|hamlets?|"
    r"points?|positions?|areas?|zones?|roads?|highways?|routes?|streets?|crossroads?|junctions?|"
    r"checkpoints?|bridges?|airports?|airfields?|air ?bases?|airstrips?|bases?|barracks|citadel|castle|fortress|"
    r"fields?|refinery|plants?|silos|hospitals?|prisons?|headquarters|buildings?|facilities|compounds?|camps?|dams?|"
    r"ports?|harbou?r|stations?|universit(?:y|ies)|triangle|farms?|factor(?:y|ies)|warehouses?|pockets?|corridors?|"
    r"territor(?:y|ies)|swathes?|swaths?|stretch(?:es)?|pieces?|blocks?|sites?|towers?|schools?|mosques?|museum|"
    r"flanks?|front ?lines?|fronts?|approaches|defen[cs]es|trenches|"
    r"consulate|embass(?:y|ies)|courthouse|ruins|monuments|centre|center|downtown|old city|old town|"
    r"province|governorate|region|oblast|raion|subdistrict|sub-district|municipality|much of|most of|some of|"
    r"\d+ ?(?:%|percent|per cent)(?: of)?|borders?(?! (?:town|city|village))"
)
BEARING = r"(?:north|south|east|west|central)(?:ern)?(?:[- ]?(?:east|west)(?:ern)?)?(?:ernmost)?"
PART_WORD = re.compile(rf"\b(?:{PART}|{BEARING})\b", re.IGNORECASE)
# "The port of X" is the town: it says what kind of town; "X port" is a site in it
PORT_OF = re.compile(r"\b(?:the )?(?:(?:city|town) and )?(?:sea)?port(?: (?:city|town))? of(?: the)?\s*", re.IGNORECASE)
_LISTED = re.compile(r",| and | or | as well as | along with ")
# "The northern town of X", "the village X" say what kind of place X is; "near Y" behind it says where all of it lies
_OWNER = r"(?:the|its|their|[\w\-]+['’]s?)"
_ADJECTIVES = r"(?:(?!(?:an?|last|first|other|of|in|near|from)\b)[a-z'’\-]+ ){0,4}?"
_KIND = rf"\b(?:{_OWNER} )?{_ADJECTIVES}(?:city|town|village|hamlet|settlement)"
_KIND_BEFORE = re.compile(rf"^\s*{_KIND}(?: of| called| named)?(?:\s\s|$)")
_LIES = re.compile(
    rf"^(.*?\s\s)\s*(?:near|outside|overlooking|(?:just )?{BEARING} of|\d+ ?(?:km|kilomet(?:re|er)s?|miles?))\b.*$"
)
_IS_VILLAGE = re.compile(rf"{_KIND.replace('city|town|', '')} of (?:the )?$", re.IGNORECASE)
_VILLAGES = re.compile(r"\b(?:villages|hamlets) of (?:the )?$", re.IGNORECASE)
_MORE_OF_THEM = re.compile(r"(?: \([^)]*\))?(?:,? (?:and|or) |, )(?!(?:in|near|which|who|where)\b)\S")
_ASTRAY_KM = 40
WINDOW = 48  # characters of the sentence looked at on either side of a filler


def without_kind_told(rest: str) -> str:
    """The words about a name, a gap where that stood, without those that say what kind of place it is or where."""
    return _LIES.sub(r"\1", _KIND_BEFORE.sub(" ", rest))


def is_one_of_villages(before: str, behind: str) -> bool:
    """True when the words before a name call it a village: "the village of X", "the villages of X and Y"."""
    return bool(_IS_VILLAGE.search(before)) or (bool(_VILLAGES.search(before)) and bool(_MORE_OF_THEM.match(behind)))


def without_name(text: str, place: EntityCard) -> str:
    """The words of a filler that are not the place's own, in which a word for a part may stand ("Port Town").

    Of a list only what goes with the place counts: "the town and four other villages" is the town.
    """
    names = [n for n in {place.name.casefold(), place.place.name.casefold() if place.place else ""} if n]
    told = next((piece for piece in _LISTED.split(text) if any(n in piece for n in names)), text)
    for name in sorted(names, key=len, reverse=True):
        told = re.sub(rf"\b{re.escape(name)}\b", " ", told)
    if place.type != "FACILITY":
        return told
    own = {w for w in words(place.name) if len(w) > 3} | ({"base"} if "airbase" in place.name.casefold() else set())
    return " ".join(w for w in without_kind(told, place.name).split() if w not in own)


_COMMON = bag("the a an of city town village in and")


def names_it(party: Party, place: EntityCard) -> bool:
    """True when the words are the place's own name, whatever entity they were put to, and no other spot of the map."""
    if party.place is not None and place.place is not None and party.place.id != place.place.id:
        here, there = (place.place.lat, place.place.lon), (party.place.lat, party.place.lon)
        if words(party.name) == words(party.text) or distance_km(here, there) > _ASTRAY_KM:
            return False  # a namesake; an entity that goes by a list of towns may stand on another of them
    if place.type == "FACILITY" and one_site(party.text, place.name):
        return True
    text = PORT_OF.sub("", party.text)
    if party.name and not without_kind_told(text.replace(party.name, " ")).strip():
        text = party.name  # "the strategic town of X"
    own = bare_name(text)
    mapped = (place.place.name,) if place.place is not None else ()
    named = (place.name, *mapped, *place.aliases)
    return bool(own) and any(bare_name(name) == own or one_town(name, text) for name in named)


_SITE_END = re.compile(r" (?:base|complex|compound|grounds|buildings?|site|area|facility)$")
_SITE_START = re.compile(r"^(?:(?:the|this|that|its|entire|whole) )+")
_TAIL = 2  # words of a site's name that stand for it once it was named: "the Military Academy"


def short_of(text: str, place: EntityCard) -> str:
    """The last words of a site's name that ``text`` calls it by, folded: "the entire Military Academy base".

    Two words or more, and fewer than the name has; "" for anything else.
    """
    said = _SITE_START.sub("", text.casefold())
    for words_ in (said, _SITE_END.sub("", said)):
        if words_.count(" ") >= _TAIL - 1 and any(n.casefold().endswith(f" {words_}") for n in _capitalised(place)):
            return words_
    return ""


def _capitalised(place: EntityCard) -> list[str]:
    """The names of a place whose words all bear capitals: "the town of X" is no name with a tail of its own."""
    named = (n.removeprefix("the ") for n in (place.name, *place.aliases))
    return [n for n in named if all(w[:1].isupper() or w[:1].isdigit() for w in n.replace("al-", "Al-").split())]


_ARTICLES = frozenset({"the", "al", "el", "ar", "as", "ash", "an", "ad", "at", "az", "city", "town", "village", "of"})


def bare_name(name: str) -> tuple[str, ...]:
    """The words of a place's name without article and kind; none for what is only described."""
    if not re.search(r"[A-Z]", name):
        return ()
    return tuple(piece for w in words(name) for piece in w.split("-") if piece not in _ARTICLES)


def names_another(party: Party, place: EntityCard) -> bool:
    """True when an entity put on the same spot of the map has a name of its own: "the town of X" told as near it."""
    if place.place is None:
        return False
    own = {w for n in (place.name, *place.aliases, place.place.name, *place.place.aliases) for w in words(n)}
    named = {w.casefold() for w in re.findall(r"\b[^\W\d_][\w'’\-]+", party.text) if w[:1].isupper()} - _COMMON
    mine = {piece for w in own for piece in (w, *w.split("-"))}
    return bool(named) and not any(w in mine or {*w.split("-")} & mine for w in named)
