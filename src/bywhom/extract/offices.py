"""Offices: whether a title makes a leader or a member, and that a title told again is no new claim."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bywhom.extract.candidate import Candidate
from bywhom.lexicon.frames import class_words
from bywhom.model.parsed import ParsedText, start_of
from bywhom.model.text import Span

OFFICES = frozenset({"leads", "member"})
_PERSON = {"leads": "leader", "member": "member"}


def by_office(candidate: Candidate, parsed: ParsedText) -> Candidate:
    """``candidate`` under the type that its title calls for: heads lead, their deputies and ministers are members.

    Codebook, "Judgement": a president, prime minister or head is `leads`; a minister, ambassador, spokesman or soldier
    is `member`. Titles that the lexicon does not know stay as their maker read them.
    """
    if candidate.type not in OFFICES:
        return candidate
    trigger = _with_rank(candidate, parsed)
    title = f" {trigger.of(parsed.text).lower().replace('-', ' ')} "
    type_ = candidate.type
    if any(f" {word} " in title for word in class_words("second")):
        type_ = "member"
    elif any(f" {head} " in title for head in class_words("first")):
        type_ = "leads"
    person = _PERSON[candidate.type]
    roles = {_PERSON[type_] if role == person else role: spans for role, spans in candidate.roles.items()}
    return replace(candidate, type=type_, trigger=trigger, roles=roles)


def _with_rank(candidate: Candidate, parsed: ParsedText) -> Span:
    """The trigger with the "vice" or "deputy" right before it."""
    before = parsed.text[candidate.sentence.start : candidate.trigger.start]
    word = before.rstrip(" -").rpartition(" ")[2]
    if word.lower() not in class_words("second"):
        return candidate.trigger
    return Span(candidate.sentence.start + before.rindex(word), candidate.trigger.end)


def of_one(candidate: Candidate, parsed: ParsedText) -> Candidate:
    """An office with several holders and several bodies cut to those nearest to its title, and their conjuncts.

    "X, the secretary of the union, called Y the head of the party" tells two offices: neither is held by both.
    """
    if candidate.type not in OFFICES:
        return candidate
    pair = [(role, candidate.roles.get(role, ())) for role in (_PERSON[candidate.type], "organisation")]
    if not all(len(spans) > 1 for _, spans in pair):
        return candidate
    return replace(
        candidate,
        roles={**candidate.roles, **{role: _nearest(spans, candidate.trigger, parsed) for role, spans in pair}},
    )


def _nearest(spans: tuple[Span, ...], trigger: Span, parsed: ParsedText) -> tuple[Span, ...]:
    best = min(spans, key=lambda s: max(s.start - trigger.end, trigger.start - s.end))
    head = parsed.head_of(best)
    joined = set() if head is None else {start_of(t) for t in head.conjuncts}
    heads = ((s, parsed.head_of(s)) for s in spans)
    return tuple(s for s, h in heads if s == best or (h is not None and start_of(h) in joined))


def first_told(candidates: Iterable[Candidate], parsed: ParsedText) -> Iterator[Candidate]:
    """The candidates, in the order of the text, without titles before a name that the report gave to it already.

    Codebook, "Judgement": a bare repetition of a title is no new claim.
    """
    known: set[tuple[str, str, str]] = set()
    for c in candidates:
        head = parsed.head_of(c.trigger) if c.type in OFFICES else None
        if head is None:
            yield c
            continue
        names = {s.of(parsed.text).split()[-1].lower() for s in c.roles.get(_PERSON[c.type], ()) if s.of(parsed.text)}
        keys = {(c.type, head.lemma_.lower(), name) for name in names}
        bare = head.dep_ == "compound" and c.polarity != "denied" and not c.phase
        if not (bare and keys and keys <= known):
            yield c
        known |= keys
