"""Places that a claim tells of by the words around what it names: a list goes on, a name stands beside "the city"."""

import re

from bywhom.analysis.nominal import is_nominal
from bywhom.analysis.place_words import BEARING
from bywhom.lexicon.towns import one_town
from bywhom.model.account import EntityCard, Party, Told

SITS = r"(?:cit(?:y|ies)|towns?|villages?|capitals?|ports?|strongholds?|bastions?|settlements?|fortress(?:es)?|forts?)"
WHOLE = re.compile(r"\b(?:whole|entire|all of|entirety|full control|complete control)\b", re.IGNORECASE)
_KIND_END = re.compile(rf"\b{SITS}$", re.IGNORECASE)
_NAME = r"(?:[a-z]{2}-)?[A-Z][\w'’\-]*(?: [A-Z][\w'’\-]*){0,2}"
_NAMED_BEHIND = re.compile(rf"(?: of (?:the )?(?:{SITS} of )?|, )(?P<list>{_NAME}(?:(?:,? and |, ){_NAME})*)")
# "Northtown, the country's second city, the nearby town of Southtown and most of …": a list goes on behind an aside
_LISTED_ON = re.compile(rf"(?:,? and |, )(?:the |its )?(?:[a-z]+ ){{0,2}}(?:{SITS}) of (?P<name>{_NAME})")


def names_whole(party: Party, told: Told, place: EntityCard) -> bool:
    """True for "the entire area" or "the city" with the place's name right behind it: "of X", "the capital, X,"."""
    kind = _KIND_END.search(party.text)
    if party.span is None or not (kind or WHOLE.search(party.text) or is_nominal(party)):
        return False
    after = told.sentence_text[party.span.end - told.sentence.start :]
    found = _NAMED_BEHIND.match(after)
    if found is None or (after.startswith(",") and not kind):
        return False
    listed = found["list"].casefold()
    return any(re.search(rf"(?:^|,? and |, ){re.escape(n)}(?:$|,? and |, )", listed) for n in names_of(place))


def lists_it(told: Told, place: EntityCard) -> bool:
    """True when a list of what was taken goes on to the place behind an aside: "…, the nearby town of X and …"."""
    if told.type != "capture":
        return False
    ends = [
        p.span.end - told.sentence.start
        for p in told.fillers("place")
        if p.span and p.span.start >= told.trigger.span.end
    ]
    for found in _LISTED_ON.finditer(told.sentence_text, max(ends, default=len(told.sentence_text))):
        between = told.sentence_text[max(ends) : found.start()]
        if _is_its_name(found["name"], place) and not _NO_ASIDE.search(between):
            return True
    return False


def _is_its_name(name: str, place: EntityCard) -> bool:
    return name.casefold() in names_of(place) or one_town(name, place.name)


_NO_ASIDE = re.compile(
    r"[;:.]|\b(?:near|around|outside|from|towards?|to|while|but|which|who|where|when|after|before|\w+ing)\b|\w+ed\b"
)


def names_of(place: EntityCard) -> set[str]:
    """The names that a place goes by in sentences, folded: its own, the map's and its aliases with a capital."""
    mapped = (place.place.name,) if place.place is not None else ()
    return {n.casefold() for n in (place.name, *mapped, *place.aliases) if n and n[:1].isupper()}


def tells_in_words(told: Told, place: EntityCard) -> bool:
    """True for a claim that is of the place by the words around what it names: a stretch, a list, an apposition."""
    return (
        tells_stretch(told, place) or lists_it(told, place)
        or any(names_whole(p, told, place) or is_meant(p, told, place) for p in told.fillers("place"))
    )  # fmt: skip


def is_meant(party: Party, told: Told, place: EntityCard) -> bool:
    """True for a filler that means the place, whatever entity it was put to: see each rule below."""
    if party.span is None or not told.sentence_text:
        return False
    return _is_in_list(party, place) or _is_listed_with(party, told, place) or _is_named_before(party, told, place)


_AREAS = re.compile(r"(?:the )?(?P<list>[A-Z][^;:()]*?) (?:areas|towns|villages|districts|cities|neighbou?rhoods)\b")


def _is_in_list(party: Party, place: EntityCard) -> bool:
    """True for "the X, Y and Z areas", with the place among them."""
    found = _AREAS.match(party.text)
    if found is None or not re.search(r",| and ", found["list"]):
        return False
    return any(_is_its_name(name.strip(), place) for name in re.split(r",? and |, ", found["list"]))


_WHICH = re.compile(r"\s*,? (?:(?:both|all) of )?which\b")
_AND = re.compile(rf"(?P<list>{_NAME}(?:, {_NAME})*),? and (?:the )?$")


def _is_listed_with(party: Party, told: Told, place: EntityCard) -> bool:
    """True for the last of a list with the place in it that "which" takes up: "X and Y, which they took"."""
    assert party.span is not None
    start, end = party.span.start - told.sentence.start, party.span.end - told.sentence.start
    if end > told.trigger_at[0] or not _WHICH.match(told.sentence_text, end):
        return False
    found = _AND.search(told.sentence_text[:start])
    return found is not None and any(_is_its_name(n, place) for n in found["list"].split(", "))


_GAP = 60  # characters from a name to "the city" that means it
_APART = re.compile(
    rf"\b(?:from|near|outside|around|between|via|past|beyond|leaving|left|(?:{BEARING}|km|miles) (?:from|of))"
    r"(?: the)?(?: (?:city|town|village) of)? ?$",
    re.IGNORECASE,
)


def _is_named_before(party: Party, told: Told, place: EntityCard) -> bool:
    """True for "the city" behind the place's name, no other between: "broke off towards X, capturing the city"."""
    assert party.span is not None
    if not is_nominal(party):
        return False
    before = told.sentence_text[: party.span.start - told.sentence.start]
    at = max(((before.casefold().rfind(n), len(n)) for n in names_of(place)), default=(-1, 0))
    if at[0] < 0:
        return False
    between = before[sum(at) :]
    return (
        len(between) <= _GAP and re.match(r"\W", between) is not None and not re.search(r"[A-Z;:]|['’]s? ", between)
        and not _APART.search(before[: at[0]])
    )  # fmt: skip


_GROUND_RUN = r"(?:coast(?:line)?|shore(?:line)?|stretch|strip|corridor|road|highway|border|river)"


def tells_stretch(told: Told, place: EntityCard) -> bool:
    """True when a holding is told of a stretch of ground that the place lies on, as an end or as the place it is near.

    "… 100 miles of coast near X, from A in the west to B in the east" holds at X, A and B.
    """
    if told.type != "controls":
        return False
    found = re.search(rf"\b{_GROUND_RUN}\b(?P<rest>[^.;]*)", told.sentence_text, re.IGNORECASE)
    if found is None:
        return False
    rest = found["rest"].casefold()
    names = [n.casefold() for n in (place.name, place.place.name if place.place else "") if n]
    ends = re.search(r"\bfrom\b(.{1,80}?)\bto\b([^,]{1,60})", rest)
    between = re.search(r"\bbetween\b(.{1,60}?)\band\b([^,]{1,60})", rest)
    near = re.search(r"^\s*(?:near|around|at|about)\s+(?:the )?(.{1,40})", rest)
    spans = [g for m in (ends, between, near) if m is not None for g in m.groups()]
    return any(n in g for n in names for g in spans)
