"""Fillers: from the words in a role to the phrase, the amount and the entity that they stand for."""

import re
from typing import Any, Protocol

from bywhom.extract.between import with_both
from bywhom.extract.phrases import noun_phrase, takes_of
from bywhom.extract.quantities import parse_amount
from bywhom.extract.slots import complement
from bywhom.lexicon.frames import class_words
from bywhom.model.claim import CASUALTY_ROLES, PLACE_ROLES, Amount, Filler
from bywhom.model.parsed import ParsedText, end_of, start_of
from bywhom.model.text import Span
from bywhom.model.who import Entity

_WORDS_ONLY = frozenset({"title", "extent", "measure", "means", "method", "cause"})  # roles whose filler is no entity
_NUMBERS = frozenset({*CASUALTY_ROLES, "number"})
# roles of those who act: "fighters of the front" stands for the front there (codebook, "Fillers")
_ACTORS = frozenset({
    "actor", "attacker", "perpetrator", "captor", "supporter", "recipient", "side", "party", "from", "sender",
    "speaker", "provider", "recruiter", "affiliate", "parent", "target", "who",
})  # fmt: skip
_TYPE_HINT = {
    "goods": "GOODS", "weapon": "WEAPON", "leader": "PERSON", "member": "PERSON", "organisation": "ORGANISATION",
    "parent": "ORGANISATION", "affiliate": "ORGANISATION", "victim": "PERSON", "captive": "PERSON",
    **dict.fromkeys(PLACE_ROLES, "LOCATION"),
}  # fmt: skip
_ARTICLES = frozenset({"a", "an", "the"})
_AUXILIARIES = frozenset({"is", "are", "was", "were", "be", "been", "has", "have", "had"})
_HE = frozenset({"he", "she", "him"})
_TERMS = frozenset({"for", "during", "of", "against", "on"})
_WHOLE = frozenset({"most", "much", "all", "rest", "majority", "bulk", "whole", "entirety", "remainder", "half"})
_INSTITUTIONS = frozenset({
    "government", "parliament", "council", "army", "military", "authorities", "administration", "assembly", "court",
    "ministry", "police", "cabinet", "regime", "senate", "congress", "university", "bank",
})  # fmt: skip
_BOUND = re.compile(
    r"(?:\b(?:between|from|at least|at most|more than|over|up to|as many as|as few as|some|about|around|nearly|almost|"
    r"fewer than|less than|no fewer than|roughly|approximately|an estimated|close to)\s+)+",
    re.I,
)
_POINTING = frozenset({"PRON", "DET"})
_PLACES = frozenset({"LOCATION", "FACILITY"})


class Entities(Protocol):
    """What fillers ask of the entities of one report."""

    def entity_for(self, span: Span, type_hint: str = "") -> Entity | None:
        """The entity for which a noun phrase stands; one is made for a description that was not yet known."""
        ...

    def resolve(self, span: Span) -> Entity | None:
        """The entity that a span means, None when nothing is known of it."""
        ...


def make_filler(role: str, span: Span, sentence: Span, parsed: ParsedText, entities: Entities) -> Filler:
    """The filler of ``role`` at ``span``; numbers take the bound before them in, groups and quantifiers their owner."""
    text = parsed.text
    span = _with_bound(span, sentence, text, counts=role in _NUMBERS)
    if role in _NUMBERS:
        amount = parse_amount(span.of(text)) or _one(parsed.head_of(span))
        return Filler(span=span, text=span.of(text), amount=amount)
    if role in _WORDS_ONLY:
        span = _with_terms(span, sentence, parsed) if role == "measure" else span
        return Filler(span=span, text=span.of(text))
    span = with_both(_with_noun(_trimmed(span, parsed), sentence, parsed), sentence, parsed)
    span = _with_seat(span, sentence, parsed)
    entity = _owner(role, span, sentence, parsed, entities) or entities.entity_for(
        span, _TYPE_HINT.get(role, "ORGANISATION")
    )
    if entity is not None and role in PLACE_ROLES and entity.type not in _PLACES and _points(span, parsed):
        entity = None  # what "it" or "there" means in the role of a place is a place
    return Filler(span=span, text=span.of(text), entity=entity.id if entity else "")


def _points(span: Span, parsed: ParsedText) -> bool:
    tokens = list(parsed.tokens(span))
    return len(tokens) == 1 and tokens[0].pos_ in _POINTING


def _with_bound(span: Span, sentence: Span, text: str, *, counts: bool) -> Span:
    """A phrase with the whole of a bound that was cut ("at [least 700 people]"), a figure with the bound before it."""
    for bound in _BOUND.finditer(text, sentence.start, span.end):
        if bound.start() < span.start < bound.end() or (counts and bound.end() == span.start):
            return Span(bound.start(), span.end)
    return span


def _trimmed(span: Span, parsed: ParsedText) -> Span:
    """A phrase without the "of" or "by" before it and the "are" behind it, where a reader cut too wide."""
    tokens = list(parsed.tokens(span))
    while len(tokens) > 1 and tokens[-1].pos_ == "AUX" and tokens[-1].lower_ in _AUXILIARIES:
        tokens.pop()
    while len(tokens) > 1 and tokens[0].pos_ == "ADP" and tokens[0].lower_ in {"of", "by"}:
        tokens.pop(0)
    inner = Span(start_of(tokens[0]), end_of(tokens[-1])) if tokens else span
    return inner if span.contains(inner) else span


def _with_noun(span: Span, sentence: Span, parsed: ParsedText) -> Span:
    """An article with the noun that it stands before: a reader may cut the phrase off behind it."""
    if span.of(parsed.text).casefold() not in _ARTICLES:
        return span
    token = parsed.head_of(span)
    if token is None or token.dep_ != "det" or token.head.pos_ not in {"NOUN", "PROPN"}:
        return span
    whole = noun_phrase(token.head, of=takes_of(token.head))
    return whole if sentence.contains(whole) and whole.contains(span) else span


def _one(head: Any) -> Amount | None:
    """One, where a single person stands for the figure: "he was killed", "a child was wounded"."""
    if head is None or not (head.lower_ in _HE or head.tag_ in {"NN", "NNP"}):
        return None
    person = head.lower_ in _HE or head.ent_type_ == "PERSON" or head.lemma_.lower() in class_words("person")
    return Amount(low=1.0, high=1.0) if person else None


def _with_terms(span: Span, sentence: Span, parsed: ParsedText) -> Span:
    """A measure with what tells for whom and when it holds: "fines for latecomers", "closing roads during marches"."""
    head = parsed.head_of(Span(max(span.start, span.end - 1), span.end))
    if head is None or head.i + 1 >= len(head.doc) or head.nbor(1).lower_ not in _TERMS:
        return span
    objects = [o for o in head.nbor(1).children if o.dep_ == "pobj" and o.i < head.i + 6]
    end = end_of(objects[0]) if objects else span.end
    return Span(span.start, end) if span.end < end <= sentence.end else span


def _with_seat(span: Span, sentence: Span, parsed: ParsedText) -> Span:
    """An institution with the place that tells it from others of its kind: "the government in the capital"."""
    head = parsed.head_of(span)
    if head is None or head.lower_ not in _INSTITUTIONS or end_of(head) != span.end:
        return span
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"in", "of"} and child.i == head.i + 1:
            for seat in child.children:
                if seat.dep_ == "pobj" and seat.pos_ == "PROPN" and end_of(seat) <= sentence.end:
                    return Span(span.start, end_of(seat))
    return span


def _owner(role: str, span: Span, sentence: Span, parsed: ParsedText, entities: Entities) -> Entity | None:
    """Whose fighters or which town: the body behind "fighters of the front", the town behind "most of the town"."""
    head = parsed.head_of(span)
    if head is None or head.pos_ not in {"NOUN", "PRON", "ADJ", "DET"}:
        return None
    lemma = head.lemma_.lower()
    if role in PLACE_ROLES and head.lower_ in _WHOLE:
        return _resolved(complement(head), entities)
    if role not in _ACTORS or not (head.tag_ == "NNS" or lemma in {"force", "army", "militia"}):
        return None
    if lemma not in class_words("person") | {"force", "troop", "unit", "brigade", "army", "militia", "man", "gunman"}:
        return None
    for child in head.children:
        owner = complement(head) if child.dep_ == "prep" and child.lower_ == "of" else None
        if child.dep_ in {"poss", "compound", "nmod"} and child.pos_ == "PROPN":
            owner = child
        found = _resolved(owner, entities)
        if found is not None and not found.described and found.type == "ORGANISATION" and _inside(owner, sentence):
            return found
    return None


def _resolved(token: Any, entities: Entities) -> Entity | None:
    """The entity of a name, by all of its words: "Free" belongs to "Free Army" in "Free Army fighters"."""
    if token is None:
        return None
    first = token
    while first.i > 0 and first.nbor(-1).text[:1].isupper() and first.nbor(-1).head.i in {token.i, token.head.i}:
        first = first.nbor(-1)
    return entities.resolve(Span(start_of(first), end_of(token)))


def _inside(token: Any, sentence: Span) -> bool:
    return sentence.start <= start_of(token) and end_of(token) <= sentence.end
