"""Places that lie between two others: "the road between A and B" names both, "fighting between A and B" was at both."""

from collections.abc import Mapping
from typing import Any

from bywhom.extract.frames import KindOf
from bywhom.extract.phrases import noun_phrase
from bywhom.lexicon.frames import state_names
from bywhom.model.parsed import ParsedText, end_of, start_of
from bywhom.model.text import Span

Roles = Mapping[str, tuple[Span, ...]]
_TAKES = ("side", "party", "target", "actor")  # roles in which a reader leaves the second of two places


def with_both(span: Span, sentence: Span, parsed: ParsedText) -> Span:
    """A phrase that was cut off inside "between A and B", with its B."""
    for token in parsed.tokens(span):
        if token.lower_ == "between" and token.dep_ == "prep" and span.start < start_of(token):
            first = next((c for c in token.children if c.dep_ == "pobj"), None)
            ends = [end_of(c) for c in _joined(first) if end_of(c) <= sentence.end]
            if first is not None and end_of(first) <= span.end and ends and span.end < max(ends):
                return Span(span.start, max(ends))
    return span


def between_places(roles: Roles, parsed: ParsedText, kind_of: KindOf) -> dict[str, tuple[Span, ...]]:
    """``roles`` with both places between which it happened as places, where a reader took one or both for sides.

    Towns fight nobody; between two countries it is they who do.
    """
    moved: list[Span] = []
    for first in (s for role in ("place", "side") for s in roles.get(role, ()) if _after_between(parsed.head_of(s))):
        head = parsed.head_of(first)
        second = [(noun_phrase(c), kind_of(start_of(c), end_of(c))) for c in _joined(head)]
        if first in roles.get("place", ()):
            moved += [s for s, kind in second if kind in ("", "LOCATION", "FACILITY")]
        elif second and all(
            kind == "LOCATION" and s.of(parsed.text) not in state_names()
            for s, kind in ((first, kind_of(start_of(head), end_of(head))), *second)
        ):
            moved += [first, *(s for s, _ in second)]
    places = roles.get("place", ())
    fresh = [s for s in moved if not any(s.overlap(p) for p in places)]
    if not fresh:
        return dict(roles)
    kept = {
        role: tuple(s for s in spans if role not in _TAKES or not any(s.overlap(f) for f in fresh))
        for role, spans in roles.items()
    }
    return {role: spans for role, spans in kept.items() if spans} | {"place": (*places, *fresh)}


def _after_between(head: Any) -> bool:
    return head is not None and head.dep_ == "pobj" and head.head.lower_ == "between"


def _joined(head: Any) -> list[Any]:
    return [] if head is None else [c for c in head.conjuncts if c.i > head.i]
