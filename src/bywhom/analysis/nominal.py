"""Which settlement "the city", "the strategic town" or "the northern quarter" of a report means."""

import re
from collections.abc import Mapping, Sequence

from bywhom.analysis.place_words import PART_WORD, WINDOW, bare_name, short_of, without_name
from bywhom.lexicon.load import bag
from bywhom.model.account import EntityCard, Party, Told
from bywhom.model.claim import PLACE_ROLES

_POINTING = bag("the both this that its their")
_STRUCK = (*PLACE_ROLES, "target")  # a site is named as often by what befell it as by who was there
_FAR = 600  # characters after which a settlement named in passing is no longer "the town"
_VILLAGE = re.compile(r"\bvillage(?: of)?\b")  # "X village", "the village of X" is a settlement as any town is
_NOMINAL = re.compile(
    r"(?:the|both|this|that|its|entire|whole|strategic|strategically|important|vital|historic|ancient|modern|key|border|"
    r"port|coastal|desert|mountain|hilltop|small|walled|fortified|besieged|beleaguered|embattled|contested|devastated|"
    r"ruined|destroyed|deserted|abandoned|captured|occupied|fallen|\s)*"
    r"\b(?:city|town|village|settlement|provincial capital)(?: itself)?",
    re.IGNORECASE,
)


def is_nominal(party: Party, place: EntityCard | None = None) -> bool:
    """True for a settlement that is only described ("the city", "the strategic town"), or for the site's own kind."""
    text = party.text.strip()
    if _NOMINAL.fullmatch(text):
        return True
    if place is not None and short_of(text, place):
        return True
    if place is None or place.type != "FACILITY":
        return False
    last = place.name.casefold().split()[-1]
    kind = re.sub(r"^(?:the|this|that|its|entire|whole|military|air|strategic|key|\s)+", "", text.casefold())
    return bool(kind) and (kind == last or (last.endswith(kind) and len(kind) > 3))


def is_unlike(party: Party, place: EntityCard) -> bool:
    """True for "the village" where the place is told of as a city, and "the city" where it is but a village."""
    called = re.compile(rf"\b(?P<kind>city|town|village)(?: of)?(?: {re.escape(place.name)})?$", re.IGNORECASE)
    told = {found["kind"].casefold() for name in place.aliases if (found := called.search(name))}
    said = set(party.text.casefold().split())
    if "village" in said:
        return "city" in told and "village" not in told
    return "city" in said and "village" in told and not {"city", "town"} & told


def is_loose_part(party: Party) -> bool:
    """True for a quarter, a street or a building of no place of its own: a part of the town that is spoken of."""
    return (party.place is None or is_nominal(party)) and bool(PART_WORD.search(party.text))


def nominal_claims(claims: Sequence[Told], place: EntityCard, related: Mapping[str, str]) -> frozenset[str]:
    """Claims of one report whose "the city", or "the northern quarter", means ``place`` or a part of it.

    The last settlement named before is this one; a report whose title names the place means it wherever no other
    settlement was named in the sentence or just before.
    """
    ids = {place.id, *(i for i, how in related.items() if how == "same")}
    title = (
        without_name(claims[0].report.title.casefold(), place) != claims[0].report.title.casefold() if claims else False
    )
    naming = _STRUCK if place.type == "FACILITY" else PLACE_ROLES
    out, last, last_at = set(), "", -1
    for told in sorted(claims, key=lambda c: (c.sentence.start, c.trigger.span.start)):
        if any((tail := short_of(p.text, place)) and _is_only(tail, claims, place) for p in told.fillers("place")):
            out.add(told.id)
            continue
        named = [
            p
            for r in naming
            for p in told.fillers(r)
            if _is_named_settlement(p) or (naming is _STRUCK and p.entity in ids and not is_nominal(p, place))
        ]
        beside = [p for p in named if not _is_member(p, told)]
        if any(is_nominal(p, place) or is_loose_part(p) for p in told.fillers("place")) and not beside:
            if any(is_nominal(p) and is_unlike(p, place) for p in told.fillers("place")):
                continue
            far = told.sentence.start - last_at > _FAR
            site = any(is_nominal(p, place) and not is_nominal(p) for p in told.fillers("place"))
            if last in ids or (title and site) or (title and (far or not last)):
                out.add(told.id)
        if named:
            last, last_at = named[-1].entity, told.sentence.start
            if any(p.entity in ids for p in named):
                last = place.id
    return frozenset(out)


_MEMBERS = re.compile(r"\b(?:including|such as|namely|among them)\b[^.;:()]*$", re.IGNORECASE)


def _is_member(party: Party, told: Told) -> bool:
    """True for one of what was told before: "several villages, including X" are where the town of before is."""
    return party.span is not None and bool(
        _MEMBERS.search(told.sentence_text[: party.span.start - told.sentence.start])
    )


def _is_only(tail: str, claims: Sequence[Told], place: EntityCard) -> bool:
    """True when a report that names the place names no other site by the same last words: "the X Military Academy"."""
    before = [
        found["own"] for c in claims
        for found in re.finditer(rf"(?P<own>[A-Z][\w'’\-]+) (?i:{re.escape(tail)})\b", c.sentence_text)
    ]  # fmt: skip
    own = {w.casefold() for n in (place.name, *place.aliases) for w in n.split()}
    return any(w.casefold() in own for w in before) and all(w.casefold() in own | _POINTING for w in before)


def astray_claims(claims: Sequence[Told], place: EntityCard, related: Mapping[str, str]) -> frozenset[str]:
    """Claims of one report whose "the city" was read as ``place`` though another settlement was named since."""
    ids = {place.id, *(i for i, how in related.items() if how == "same")}
    own = {w for n in (place.name, *place.aliases) for w in bare_name(n)}
    named = sorted(
        {(p.span.start, p.entity in ids or bool(own & {*bare_name(p.text)}))
         for c in claims for r in PLACE_ROLES for p in c.fillers(r) if p.span is not None and _is_named_settlement(p)}
    )  # fmt: skip
    out = set()
    for told in claims:
        for p in told.fillers("place"):
            if p.span is None or p.entity not in ids or not is_nominal(p):
                continue
            if own & {*bare_name(told.sentence_text[p.span.end - told.sentence.start :][:WINDOW])}:
                continue  # "the provincial capital of X"
            before = [here for at, here in named if at < p.span.start]
            if before and not before[-1]:
                out.add(told.id)
    return frozenset(out)


def _is_named_settlement(p: Party) -> bool:
    """True for a filler that names a town or village with a name of its own, known to the map or not."""
    if not p.entity or is_nominal(p) or (p.place is not None and not p.place.is_settlement):
        return False
    if p.place is None and (p.type != "LOCATION" or PART_WORD.search(_VILLAGE.sub("", p.text))):
        return False
    return any(w[:1].isupper() and w.casefold() not in _POINTING for w in (p.text or p.name).split())
