"""Which ground a claim speaks of: the place asked about, a part of it, what lies near it, or what contains it."""

import re
from collections.abc import Mapping

from bywhom.analysis.named_beside import SITS, WHOLE, is_meant, lists_it, names_whole, tells_stretch
from bywhom.analysis.nominal import is_loose_part, is_nominal
from bywhom.analysis.place_words import (
    BEARING,
    PART,
    PART_WORD,
    PORT_OF,
    WINDOW,
    is_one_of_villages,
    names_another,
    names_it,
    short_of,
    without_kind_told,
    without_name,
)
from bywhom.model.account import EntityCard, Party, Told

_NEAR = re.compile(
    r"\b(?:near|around|outside|beyond|towards?|overlooking|between|beside|by|via|"
    r"(?:kilomet(?:re|er)s?|km|miles?) (?:from|of))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:(?:{PART}|{BEARING})(?: (?:and|or) \w+)? (?:of|in|from|to)|"
    r"near|around|outside|beyond|towards?|overlooking|between|"
    r"(?:kilomet(?:re|er)s?|km|miles?) (?:from|of|outside)|next to|close to|adjacent to)"
    r"(?: the)?(?: (?:city|town|village)(?: of)?)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"^(?:['’]s?)?(?! as )(?: (?!(?:and|or|but|with|from)\b)\w+)?[ –-](?:{PART})\b", re.IGNORECASE)
_LEADS = re.compile(rf"^(?:the |a |an |its )?(?:{PART}|{BEARING})(?: (?:and|or) \w+)? (?:of|in)\b", re.IGNORECASE)
_SHARED = re.compile(  # "X and Y provinces": the name is the province's, not the town's
    r"^,? (?:and|or) (?:[A-Z][\w'’\-]+ ){1,3}(?:oblasts|provinces|governorates|regions|districts|counties|raions)\b"
)
_OF_WHOM = re.compile(r"\w[-–](?:held|controlled|occupied|ruled)$", re.IGNORECASE)
_PRONOUN = re.compile(r"it|them|there|which")
_PORTION = re.compile(r"(?:as |so |very )?(?:much|most|parts?|half|some|portions?|sections?|pieces)")
# "The X district" is all of a quarter called X, and more than a town called so
_ITS_OWN = re.compile(
    r"(?:the |whole |entire )*\s+(?:(?:sub-?)?district|neighbou?rhood|county|municipality|raion)\s*", re.I
)
_AREA = re.compile(r"(?:the |whole |entire )*\s+area\s*", re.IGNORECASE)  # who leaves the area of X leaves X


def is_part(party: Party, told: Told, place: EntityCard) -> bool:
    """True when the words of a place filler, or those beside them, speak of a part of the place or of what is near."""
    text = (party.text or party.name).casefold()
    # "the port of X" is the town: it says what kind of town
    rest = "" if short_of(text, place) else without_kind_told(PORT_OF.sub("", without_name(text, place)))
    if _PORTION.fullmatch(rest.strip()):
        return True
    if _ITS_OWN.fullmatch(rest) or (told.type == "withdrawal" and _AREA.fullmatch(rest)):
        rest = ""
    if rest and (PART_WORD.search(rest) or _NEAR.search(rest)):
        return not WHOLE.search(rest) or bool(_NEAR.search(rest))
    if _extent_is_part(told):
        return True
    if party.span is None or not told.sentence_text:
        return False
    start, end = party.span.start - told.sentence.start, party.span.end - told.sentence.start
    before = PORT_OF.sub("", told.sentence_text[max(0, start - WINDOW) : max(0, start)])
    after = told.sentence_text[end : end + WINDOW]
    if _is_owner(party, told):
        return True
    if told.type == "controls" and _OF_WHOM.search(told.trigger.exact) and told.trigger.span.end <= party.span.end:
        return bool(_AFTER.search(after)) and party.span.start <= told.trigger.span.start
    if _PRONOUN.fullmatch(text):
        return _only_near(told.sentence_text[:start], place)
    if is_one_of_villages(before, after):
        before = ""
    return bool(_BEFORE.search(before)) or bool(_AFTER.search(after)) or bool(_SHARED.match(after))


_OWNER = re.compile(r"['’]s?$|s['’]$")
_ITS_TAKING = 30  # characters behind an owner within which its own taking is told: "X's eventual fall"


def _is_owner(party: Party, told: Told) -> bool:
    """True where the place owns what is taken ("X's northern outskirts"), unless that is its taking ("X's fall")."""
    assert party.span is not None
    start, end = party.span.start - told.sentence.start, party.span.end - told.sentence.start
    owns = _OWNER.search(told.sentence_text[start:end]) or told.sentence_text.startswith(("'s ", "’s "), end)
    return bool(owns) and not 0 <= told.trigger_at[0] - end <= _ITS_TAKING


_SEVERAL = re.compile(r"(?:[a-z]+ )*(?:cities|towns|villages|settlements)")
_BUT_NOT = re.compile(r"\b(?:but not|except(?: for)?|with the exception of|apart from|other than|short of)\b[^.;:()]*$")
_OF_NAME = re.compile(r" of (?:the )?(?:[a-z]{2}-)?[A-Z]")
_IS = re.compile(r"\b(?:is|are|was|were|be|been|being|remain\w*|stay\w*|still|became)(?: \w+ly)?\s*$")


def _is_others(party: Party, told: Told, place: EntityCard) -> bool:
    """True for what is not held: one before "X-held" ("by taking A they could reach rebel-held B"), "but not B"."""
    if told.type == "controls" and _SEVERAL.fullmatch(party.text):
        return True
    if party.span is None:
        return False
    at, end = party.span.start - told.sentence.start, party.span.end - told.sentence.start
    if _BUT_NOT.search(told.sentence_text[max(0, told.trigger_at[1]) : max(0, at)]):
        return True
    if is_nominal(party) and _OF_NAME.match(told.sentence_text[end:]):
        return not names_whole(party, told, place)
    if told.type != "controls" or not _OF_WHOM.search(told.trigger.exact):
        return False
    start = told.trigger.span.start
    between = told.sentence_text[party.span.end - told.sentence.start : start - told.sentence.start]
    return party.span.end <= start and not _IS.search(between)


def _only_near(before: str, place: EntityCard) -> bool:
    """True when all that the words before "it" say of a place is what lies near it: "a checkpoint on the road to X"."""
    names = [n for n in (place.name, *place.aliases) if re.search(r"[A-Z]", n)]
    at = [m.start() for n in names for m in re.finditer(rf"\b{re.escape(n)}\b", before)]
    kind = place.name.casefold().split()[-1]
    if not at and place.type == "FACILITY":  # "a crossroads near the airbase, and captured it"
        at = [m.start() for m in re.finditer(rf"\bthe (?:\w+ )?(?:\w*{re.escape(kind)}|base)\b", before)]
    return bool(at) and all(_BEFORE.search(before[max(0, i - WINDOW) : i]) for i in at)


def tells_part(party: Party, told: Told) -> bool:
    """True when the words beside a place speak of a part of it or of what is near, whichever place is asked about."""
    if party.span is None or not told.sentence_text:
        return False
    start, end = party.span.start - told.sentence.start, party.span.end - told.sentence.start
    before, after = told.sentence_text[max(0, start - WINDOW) : max(0, start)], told.sentence_text[end : end + WINDOW]
    return bool(_BEFORE.search(before)) or bool(_AFTER.search(after)) or bool(_LEADS.match(party.text))


_PIECE = rf"(?:{BEARING}|borders?|parts?|areas?|much|most|some|swathes?|swaths?|pockets?|stretch(?:es)?|countryside)"
_PIECE_BEFORE = re.compile(rf"\b{_PIECE} (?:of|in|with|to|between)(?: both)?(?: the)?\s*$", re.IGNORECASE)

_VAST = ("REGION", "CONT", "RIVER", "SEA", "LAKE")  # who takes something of these has no town near by for it
_INSIDE = re.compile(r"\b(?:in|within|inside)(?: the)?(?: (?:entirety|whole) of)?(?: the)?\s*$", re.IGNORECASE)
_PIECE_AFTER = re.compile(
    r",? (?:(?:much|most|parts?|some|half|large \w+|\d+ ?%) of (?:which|it)\b|"
    r"to (?:at least |about |over )?\d+ ?(?:%|per))",
    re.IGNORECASE,
)


def _is_piece(party: Party, told: Told) -> bool:
    """True when a wider ground is not told of as a whole: "the north of the country", "a city in it", "Town, County".

    A country is meant as a whole only where the words say so: who takes ground in it is seldom said to take it all.
    """
    if told.type in ("present", "movement"):
        return True  # who is somewhere in a province holds no town of it
    vast = party.place is not None and (party.place.precision == "country" or party.place.feature in _VAST)
    if vast and not (WHOLE.search(party.text) or WHOLE.search(told.trigger.exact)):
        return told.type in ("capture", "controls", "withdrawal")
    if re.search(rf"\b{_PIECE}\b|\d ?%|^(?:a |the )?(?:number|group|series) of\b", party.text, re.IGNORECASE):
        return True
    if party.span is None or not told.sentence_text:
        return False
    start, end = party.span.start - told.sentence.start, party.span.end - told.sentence.start
    before, after = told.sentence_text[max(0, start - WINDOW) : max(0, start)], told.sentence_text[end:]
    if told.type in ("capture", "controls") and _INSIDE.search(before):
        return True
    at = {p.span.end - told.sentence.start for p in told.fillers("place") if p.span is not None}
    named = before[-2:] == ", " and start - 2 in at  # "Northtown, Green County" is Northtown
    return named or bool(_PIECE_BEFORE.search(before)) or bool(_PIECE_AFTER.match(after))


def tells_all(told: Told, *, whole: bool) -> bool:
    """True when a claim speaks of a province or less; with ``whole`` only when it says that all of that is meant."""
    return any(
        p.place is not None and p.place.precision != "country" and not _is_piece(p, told)
        and (not whole or bool(WHOLE.search(p.text))) for p in told.fillers("place")
    )  # fmt: skip


_FEW = re.compile(
    rf"^(?:a|an|some|several|many|most|two|three|four|five|\d+)?\s*(?:[\w\-]+ )*?(?:{PART}|{BEARING})\b", re.I
)


def is_aside(party: Party, told: Told) -> bool:
    """True when another filler of the claim is the ground meant and this one only says where it lies.

    "Raided the town, seizing a district": the object follows the trigger, or it is a part that stands nearer to it.
    """
    others = [p for p in told.fillers("place") if p is not party and p.span is not None]
    if party.span is None or not others:
        return False
    trigger = told.trigger.span
    # "the town became their last stronghold in the province": the province says where
    narrow = [p for p in others if p.place is None or p.place.precision not in ("country", "admin1", "admin2")]
    if party.span.end <= trigger.start and any(p.span and p.span.start >= trigger.start for p in narrow):
        return True
    nearer = [p for p in others if p.span and trigger.start <= p.span.start < party.span.start]
    return any(_FEW.search(p.text) and not _joined(p, party, told) for p in nearer) and not _included(party, told)


_INCLUDING = re.compile(
    r"\b(?:including|such as|namely|among them|as well as|along with|in addition to)\b([^.;:()]*)$", re.I
)
_NO_LIST = re.compile(
    r"\b(?:in|near|around|outside|from|towards?|to|while|but|which|who|where|when|after|before|as)\b", re.I
)


def _included(party: Party, told: Told) -> bool:
    """True when a filler stands in a list of what was taken whole: "ten towns, including X and the key town of Y"."""
    assert party.span is not None
    found = _INCLUDING.search(told.sentence_text[: party.span.start - told.sentence.start])
    return found is not None and not _NO_LIST.search(found[1])


# "a mine on the city's outskirts, and the hill town of X": what stands first may have words of its own behind it
_NEXT = re.compile(r" (?:on|in|near|at|outside) [^,.;:]{1,40},? and (?:the )?")
_TOWN_OF = re.compile(rf"(?:the )?(?:[a-z\-]+ ){{0,2}}{SITS} of ", re.IGNORECASE)


def _joined(first: Party, second: Party, told: Told) -> bool:
    """True when two fillers stand in one list: "the airport and the town"."""
    assert first.span is not None and second.span is not None
    begin, end = first.span.end - told.sentence.start, second.span.start - told.sentence.start
    between = told.sentence_text[begin:end]
    if re.fullmatch(r"[\s,]*(?:and|or|as well as|,)[\s,]*(?:the )?", between):
        return True
    return bool(_NEXT.fullmatch(between)) and bool(_TOWN_OF.match(told.sentence_text[begin + len(between) :]))


def _extent_is_part(told: Told) -> bool:
    """True when the claim itself says how much: "parts of", "much of", "fire control"."""
    words = " ".join(p.text or p.name for p in told.fillers("extent")).casefold()
    return bool(words) and bool(re.search(r"\b(?:parts?|much|most|half|some|fire|sections?|third|\d+ ?%)\b", words))


def ground_of(
    told: Told, place: EntityCard, related: Mapping[str, str], *,
    nominal: frozenset[str] = frozenset(), astray: frozenset[str] = frozenset(),
) -> str:  # fmt: skip
    """How the claim's place stands to ``place``: place, part, stretch, contains, aside (a piece of that), within.

    ``related`` is ``ReadView.containing(place.id)``; ``nominal`` holds ids of claims whose "the city" means the place,
    ``astray`` those whose "the city" was read as the place though another settlement stands nearer.
    The closest relation among the fillers wins; "" where there is none.
    """
    best, order = "", ("place", "stretch", "within", "part", "contains", "aside")
    for party in told.fillers("destination" if told.type == "movement" else "place"):
        if told.type == "withdrawal" and _is_goal(party, told):
            continue
        if (told.id in astray and is_nominal(party)) or _is_others(party, told, place):
            continue
        how = _how(party, place, related) or ("place" if names_whole(party, told, place) else "")
        if is_meant(party, told, place):
            how = "place"
        if told.id in nominal and is_nominal(party, place):
            how = "place"
        elif told.id in nominal and not how and is_loose_part(party):
            how = "part"
        if tells_stretch(told, place):
            how = "stretch"
        elif not how and lists_it(told, place):
            how = "place"
        elif how == "place" and (is_part(party, told, place) or is_aside(party, told)):
            how = "part"
        elif how == "contains" and _is_piece(party, told):
            how = "aside"  # "the north of the country", "its border with it": not all of what contains the place
        if how and (not best or order.index(how) < order.index(best)):
            best = how
    return best


_GOAL = re.compile(r"\b(?:to|towards?|into)(?: the)?(?: (?:city|town|village)(?: of)?)?\s*$", re.IGNORECASE)


def _is_goal(party: Party, told: Told) -> bool:
    """True for where those who leave go to: "withdrew to the hills"."""
    if party.span is None or party.span.start < told.trigger.span.end:
        return False
    return bool(_GOAL.search(told.sentence_text[: party.span.start - told.sentence.start]))


_INDEFINITE = re.compile(r"^(?:an?|another|one|some|several|many|other|two|three|\d+)\b", re.IGNORECASE)


def _how(party: Party, place: EntityCard, related: Mapping[str, str]) -> str:
    if not party.entity:
        return ""
    if party.entity == place.id:
        return "" if _INDEFINITE.match(party.text) else "place"
    how = related.get(party.entity, "")
    if not how and names_it(party, place):
        return "place"
    if how != "same":
        return how
    if not names_it(party, place) and PART_WORD.search(without_name(PORT_OF.sub("", party.name).casefold(), place)):
        return "part" if place.type != "FACILITY" else ""  # put on the town's own spot of the map: "the road to X"
    return "" if _INDEFINITE.match(party.text) or names_another(party, place) else "place"


_DISTRICT = re.compile(r"\b(?:sub-?)?(?:district|area|county|municipality|raion)\b", re.IGNORECASE)


def is_narrow(told: Told, ground: str, place: EntityCard, related: Mapping[str, str]) -> bool:
    """True for ground that contains the place and little else: its district. Who holds that holds the place."""
    if ground != "contains":
        return False
    names = {place.name.casefold(), place.place.name.casefold() if place.place else ""} - {""}
    for p in told.fillers("place"):
        if related.get(p.entity) != "contains":
            continue
        text = f"{p.text} {p.name}".casefold()
        named_for_it = bool(_DISTRICT.search(text)) and any(n in text for n in names)
        if named_for_it or (p.place is not None and p.place.precision in ("exact", "near", "admin2")):
            return True
    return False
