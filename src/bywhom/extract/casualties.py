"""Who was hurt and not killed: the figures that stand beside "wounded" and "injured" (codebook, casualty roles)."""

from collections.abc import Iterator, Mapping
from typing import Any

from bywhom.extract.phrases import noun_phrase
from bywhom.extract.quantities import parse_amount
from bywhom.lexicon.frames import class_words
from bywhom.model.claim import CASUALTY_ROLES
from bywhom.model.parsed import ParsedText, end_of, start_of
from bywhom.model.text import Span

_HURT = frozenset({"wound", "injure", "hurt"})
_FLEEING = frozenset({"flee", "displace", "escape", "uproot"})
_COUNTED = frozenset({"NUM", "NOUN", "ADJ", "DET", "PROPN"})
_BESIDE = frozenset({"others", "other", "more", "least", "than", "of"})


def apart(roles: Mapping[str, tuple[Span, ...]], sentence: Span, parsed: ParsedText) -> dict[str, tuple[Span, ...]]:
    """``roles`` with the hurt taken out of the killed, and put in where nobody told how many were injured.

    Those who flee are no dead either: "thousands were killed and two million people fled".
    Left as they are where no figure of the killed is told: the hurt may be of another happening.
    """
    roles = {r: tuple(s for s in spans if r != "killed" or not _flees(s, parsed)) for r, spans in roles.items()}
    roles = _without_bystanders({r: spans for r, spans in roles.items() if spans}, parsed)
    killed = roles.get("killed", ())
    hurt = tuple(told_hurt(sentence, parsed)) if killed else ()
    if not hurt:
        return dict(roles)
    dead = tuple(s for s in killed if not any(s.overlap(h) for h in hurt))
    rest = {r: spans for r, spans in roles.items() if r != "killed"} | ({"killed": dead} if dead else {})
    return {"injured": hurt, **rest}


def _without_bystanders(roles: Mapping[str, tuple[Span, ...]], parsed: ParsedText) -> dict[str, tuple[Span, ...]]:
    """``roles`` without people of no side who are counted as harmed and stand as a side of the fight, too."""
    counted = [s for role in CASUALTY_ROLES for s in roles.get(role, ())]
    fighting = tuple(
        s for s in roles.get("side", ()) if not (any(s.overlap(c) for c in counted) and _is_bystander(s, parsed))
    )
    return {r: fighting if r == "side" else spans for r, spans in roles.items() if r != "side" or fighting}


def _is_bystander(span: Span, parsed: ParsedText) -> bool:
    head = parsed.head_of(span)
    return head is not None and head.lemma_.lower() in class_words("civilian") | {"person", "other", "others"}


def _flees(counted: Span, parsed: ParsedText) -> bool:
    """True for a figure of those who the sentence says have fled."""
    head = parsed.head_of(counted)
    while head is not None and head.dep_ in {"nummod", "quantmod", "compound", "amod", "advmod"}:
        head = head.head
    return head is not None and head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_.lower() in _FLEEING


def told_hurt(sentence: Span, parsed: ParsedText) -> Iterator[Span]:
    """The figures of a sentence that "wounded", "injured" or "hurt" counts: "15 [were] wounded", "injuring two"."""
    tokens = list(parsed.tokens(sentence))
    for i, token in enumerate(tokens):
        if token.lemma_.lower() not in _HURT:
            continue
        found = _before(tokens[:i])
        if found is None:
            after = next((c for c in token.rights if c.dep_ == "dobj" and c.i <= token.i + 5), None)
            found = None if after is None else noun_phrase(after)
        if found is not None and parse_amount(found.of(parsed.text)) is not None:
            yield found


def _before(tokens: list[Any]) -> Span | None:
    """The counted phrase right before, past "were", "had been" and adverbs."""
    end = len(tokens)
    while end and (tokens[end - 1].pos_ == "AUX" or tokens[end - 1].tag_ == "RB"):
        end -= 1
    start = end
    while start and (tokens[start - 1].pos_ in _COUNTED or tokens[start - 1].lower_ in _BESIDE):
        start -= 1
    return Span(start_of(tokens[start]), end_of(tokens[end - 1])) if start < end else None
