"""Which ground a claim speaks of: the place asked about, a part of it, what lies near it, or what contains it."""

import re
from collections.abc import Mapping

from bywhom.model.account import EntityCard, Party, Told

# A part of a place or what lies about it: its capture is not the place's. Whole words, before or after the name.
_PART = (
    r"outskirts?|suburbs?|countryside|quarters?|districts?|neighbou?rhoods?|sections?|parts?|portions?|half|thirds?|"
    r"quarter|edges?|entrances?|gates?|vicinity|surroundings?|environs|hills?|mountains?|heights|villages?|hamlets?|"
    r"points?|positions?|areas? (?:around|near|of|in)|roads?|highways?|routes?|streets?|crossroads?|junctions?|"
    r"checkpoints?|bridges?|airports?|airfields?|air ?bases?|airstrips?|bases?|barracks|citadel|castle|fortress|"
    r"fields?|refinery|plants?|silos|hospitals?|prisons?|headquarters|buildings?|facilities|compounds?|camps?|dams?|"
    r"ports?|harbou?r|stations?|universit(?:y|ies)|triangle|farms?|factor(?:y|ies)|warehouses?|pockets?|corridors?|"
    r"territor(?:y|ies)|swathes?|swaths?|stretch(?:es)?|pieces?|blocks?|sites?|towers?|schools?|mosques?|museum|"
    r"consulate|embass(?:y|ies)|courthouse|ruins|monuments|centre|center|downtown|old city|old town|"
    r"province|governorate|region|oblast|raion|subdistrict|sub-district|municipality|much of|most of|some of|"
    r"\d+ ?(?:%|percent|per cent) of"
)
_BEARING = r"(?:north|south|east|west|central)(?:ern)?(?:[- ]?(?:east|west)(?:ern)?)?(?:ernmost)?"
_PART_WORD = re.compile(rf"\b(?:{_PART}|{_BEARING})\b", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?:near|around|outside|towards?|overlooking|between|beside|by|via|"
    r"(?:kilomet(?:re|er)s?|km|miles?) (?:from|of))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:(?:{_PART}|{_BEARING})(?: (?:and|or) \w+)? (?:of|in|from|to)|"
    r"near|around|outside|towards?|overlooking|between|"
    r"(?:kilomet(?:re|er)s?|km|miles?) (?:from|of|outside)|next to|close to|adjacent to)"
    r"(?: the)?(?: (?:city|town|village)(?: of)?)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"^(?:['’]s?)?(?: \w+)?[ -](?:{_PART})\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:whole|entire|all of|entirety|full control|complete control|centre|center)\b", re.IGNORECASE)
_WINDOW = 48  # characters of the sentence looked at on either side of a filler


def is_part(party: Party, told: Told) -> bool:
    """True when the words of a place filler, or those beside them, speak of a part of it or of what lies near it."""
    text = party.text or ""
    own = party.name.casefold()
    if text and text.casefold() != own:
        rest = re.sub(re.escape(own), " ", text.casefold()) if own else text.casefold()
        if _PART_WORD.search(rest) or _NEAR.search(rest):
            return not _WHOLE.search(rest) or bool(_NEAR.search(rest))
    if _extent_is_part(told):
        return True
    if party.span is None or not told.sentence_text:
        return False
    start, end = party.span.start - told.sentence.start, party.span.end - told.sentence.start
    before = told.sentence_text[max(0, start - _WINDOW) : max(0, start)]
    after = told.sentence_text[end : end + _WINDOW]
    return bool(_BEFORE.search(before)) or bool(_AFTER.search(after))


def _extent_is_part(told: Told) -> bool:
    """True when the claim itself says how much: "parts of", "much of", "fire control"."""
    words = " ".join(p.text or p.name for p in told.fillers("extent")).casefold()
    return bool(words) and bool(re.search(r"\b(?:parts?|much|most|half|some|fire|sections?|third|\d+ ?%)\b", words))


def ground_of(told: Told, place: EntityCard, related: Mapping[str, str], *, role: str = "place") -> str:
    """How the claim's place stands to ``place``: ``place``, ``part``, ``stretch``, ``contains``, ``within``, or "".

    ``related`` is ``ReadView.containing(place.id)``. The closest relation among the fillers wins.
    """
    best, order = "", ("place", "stretch", "within", "part", "contains")
    for party in told.fillers(role):
        how = _how(party, place, related)
        if how == "place" and is_part(party, told):
            how = "part"
        if how and (not best or order.index(how) < order.index(best)):
            best = how
    return best


def _how(party: Party, place: EntityCard, related: Mapping[str, str]) -> str:
    if not party.entity:
        return ""
    if party.entity == place.id or party.entity in place.members:
        return "place"
    how = related.get(party.entity, "")
    return "place" if how == "same" else how
