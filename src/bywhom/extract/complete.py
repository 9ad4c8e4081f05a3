"""What a claim's own words and clause say besides, where its maker left a role open: title, method, origin, place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bywhom.extract.between import between_places
from bywhom.extract.candidate import Candidate
from bywhom.extract.casualties import apart
from bywhom.extract.doers import DOER, Roles, own_doers
from bywhom.extract.frames import KindOf
from bywhom.extract.ground_roles import GROUND, ground_roles
from bywhom.extract.phrases import noun_phrase
from bywhom.extract.slots import agent, is_passive, prepositional
from bywhom.lexicon.frames import class_words
from bywhom.model.claim import roles_of
from bywhom.model.parsed import ParsedText, end_of, start_of
from bywhom.model.text import Span

_OFFICES = frozenset({"leads", "member"})
_WHERE = ("in", "at", "near", "around", "across", "inside", "outside", "throughout", "on", "into")
_CLAUSE = frozenset({"ROOT", "conj", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj"})
_LEAVING = frozenset({"leave", "flee", "depart", "quit", "evacuate", "vacate"})
_SUFFERED = frozenset({"victim", "target", "captive"})
_PLACES = frozenset({"LOCATION", "FACILITY"})


def complete(candidate: Candidate, parsed: ParsedText, kind_of: KindOf) -> Candidate:
    """``candidate`` with the roles that its wording fills and its maker left open; what it has is kept.

    A noun that makes someone leader or member is the title; a word for a way of killing is the method; "from …" beside
    a movement is its origin; where the clause alone says where, that is the place (codebook, "Roles"). Those whom the
    sentence counts as wounded are told apart from the killed.
    """
    head = parsed.head_of(candidate.trigger)
    if head is None:
        return candidate
    found: dict[str, Span | None] = {}
    if candidate.type in _OFFICES:
        found["title"] = _title(head, candidate.trigger, parsed)
    elif candidate.type == "killing" and head.lemma_.lower() in class_words("killing"):
        found["method"] = Span(start_of(head), end_of(head))
    elif candidate.type == "movement":
        found["origin"] = next((noun_phrase(o) for o in prepositional(head, "from")), None)
    if "place" in roles_of(candidate.type):
        found["place"] = _place(head, candidate, kind_of)
    given = dict(candidate.roles)
    taken = [s for spans in given.values() for s in spans]
    if candidate.type == "release" and (freed := _freed(candidate, parsed, taken)):
        given["captive"] = (*given.get("captive", ()), *freed)
    fresh = {
        role: (span,)
        for role, span in found.items()
        if span is not None
        and role not in candidate.roles  # "[President] Doe": a title may stand within the leader
        and (role == "title" or not any(s.overlap(span) for s in taken))
    }
    given = _with_aged(given, candidate, parsed)
    roles = between_places(own_doers({**given, **fresh}, candidate, parsed), parsed, kind_of)
    if candidate.type in GROUND:
        roles = ground_roles(roles, candidate, parsed, kind_of)
    trigger = _whole(candidate, parsed) if candidate.type == "controls" else candidate.trigger
    if trigger != candidate.trigger and (named := tuple(s for s in roles.get("actor", ()) if s.overlap(trigger))):
        roles["actor"] = named  # "the troops fled to X-held ground": it is X's, whoever else acts
    if candidate.type == "movement":
        roles = _moved(head, roles, parsed)
    elif candidate.type in DOER:
        roles = _by_whom(head, roles, DOER[candidate.type], parsed)
    return replace(candidate, trigger=trigger, roles=apart(roles, candidate.sentence, parsed))


def _freed(candidate: Candidate, parsed: ParsedText, taken: Sequence[Span]) -> tuple[Span, ...]:
    """Those behind "the release of" in the trigger, where no role has them: in an exchange both sides let go."""
    nouns = [t for t in parsed.tokens(candidate.trigger) if t.pos_ == "NOUN" and t.lemma_.lower() == "release"]
    found = [noun_phrase(o) for t in nouns for o in prepositional(t, "of")]
    return tuple(s for s in found if candidate.sentence.contains(s) and not any(s.overlap(t) for t in taken))


_AGE = r",\s*(?:(?:aged )?\d{1,3}|in (?:his|her) (?:early |mid-|late )?\w+s)"
_AGED = re.compile(rf"(?:{_AGE}\s*(?:,\s*(?:and\b,?\s*)?|and\s+))$")


def _with_aged(roles: Roles, candidate: Candidate, parsed: ParsedText) -> dict[str, tuple[Span, ...]]:
    """``roles`` with the persons listed by name and age before one that suffers: "A, 45, and B, 70, were shot"."""
    out = dict(roles)
    for role in _SUFFERED & roles.keys():
        queue = list(roles[role])
        while queue:
            before = _aged_before(queue.pop(), candidate, parsed)
            if before is not None and not any(s.overlap(before) for spans in out.values() for s in spans):
                out[role] = (before, *out[role])
                queue.append(before)
    return out


def _aged_before(span: Span, candidate: Candidate, parsed: ParsedText) -> Span | None:
    """The name that stands before ``span`` with its age, None where none does."""
    gap = _AGED.search(parsed.text, candidate.sentence.start, span.start)
    if gap is None:
        return None
    name = list[Any]()
    for token in reversed(list(parsed.tokens(Span(candidate.sentence.start, gap.start())))):
        if token.pos_ != "PROPN":
            break
        name.insert(0, token)
    return Span(start_of(name[0]), end_of(name[-1])) if name else None


def _moved(head: Any, roles: dict[str, tuple[Span, ...]], parsed: ParsedText) -> dict[str, tuple[Span, ...]]:
    """Who leaves a place comes from it: what stands right after "left" is no destination."""
    leaves = head.lemma_.lower() in _LEAVING
    wrong = [s for s in roles.get("destination", ()) if leaves and not parsed.text[end_of(head) : s.start].strip()]
    if not wrong:
        return roles
    rest = {**roles, "destination": tuple(s for s in roles["destination"] if s not in wrong)}
    return {r: spans for r, spans in {**rest, "origin": roles.get("origin") or tuple(wrong)}.items() if spans}


def _by_whom(head: Any, roles: Roles, doer: str, parsed: ParsedText) -> dict[str, tuple[Span, ...]]:
    """The "by …" of a passive did it, and suffered nothing: "were shot by both sides"."""
    by = agent(head) if head.pos_ == "VERB" and is_passive(head) else None
    out = dict(roles)
    if by is None:
        return out
    for role in _SUFFERED & roles.keys():
        wrong = [s for s in roles[role] if (t := parsed.head_of(s)) is not None and t.i == by.i]
        if wrong:
            out[role] = tuple(s for s in roles[role] if s not in wrong)
            out[doer] = out.get(doer) or tuple(wrong)
    return {r: spans for r, spans in out.items() if spans}


def _whole(candidate: Candidate, parsed: ParsedText) -> Span:
    """The trigger with the rest of its word: "rebel-[held]", "then-Northern-[occupied]"."""
    text, start = parsed.text, candidate.trigger.start
    while start - 2 >= candidate.sentence.start and text[start - 1] in "-–" and text[start - 2].isalnum():
        start -= 2
        while start > candidate.sentence.start and text[start - 1].isalnum():
            start -= 1
    return Span(start, candidate.trigger.end)


def _title(head: Any, trigger: Span, parsed: ParsedText) -> Span | None:
    """The trigger without what stands around the office: "'s [former foreign minister]", "[Secretary of State]"."""
    if head.pos_ not in {"NOUN", "PROPN"} or head.lemma_.lower() in class_words("rule"):
        return None
    words = list(parsed.tokens(trigger))
    verbs = [n for n, t in enumerate(words) if t.pos_ in {"VERB", "AUX"}]
    words = words[verbs[-1] + 1 :] if verbs else words
    names = [n for n, t in enumerate(words) if t.pos_ in {"NOUN", "PROPN", "ADJ"}]
    return Span(start_of(words[names[0]]), end_of(words[names[-1]])) if names else None


def _place(head: Any, candidate: Candidate, kind_of: KindOf) -> Span | None:
    """The place nearest to the trigger among the prepositional phrases of its clause."""
    best: tuple[int, Any] | None = None
    for noun in _told_where(head):
        start = start_of(noun)
        if candidate.sentence.start <= start < candidate.sentence.end and kind_of(start, end_of(noun)) in _PLACES:
            far = abs(start - candidate.trigger.start)
            if best is None or far < best[0]:
                best = (far, noun)
    return None if best is None else noun_phrase(best[1])


def _told_where(head: Any) -> Iterator[Any]:
    """Objects of prepositions of place that hang on the trigger, on its object, or on the clause it stands in.

    Then those further down in the trigger's own phrases: "the attack on the compound in X".
    """
    hosts, up = [head], head
    while up.dep_ not in _CLAUSE and up.head is not up:
        up = up.head
        hosts.append(up)
    for host in hosts:
        for word in _WHERE:
            yield from prepositional(host, word)
    below = [c for c in head.children if c.dep_ not in _CLAUSE]
    while below:
        token = below.pop()
        if token.dep_ == "pobj" and token.head.lower_ in _WHERE:
            yield token
        below += [c for c in token.children if c.dep_ not in _CLAUSE]
