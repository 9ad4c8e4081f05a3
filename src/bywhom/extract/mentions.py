"""Mentions: people, bodies, places and things as they are named or described, from rules and from the tagger."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from bywhom.extract.acronyms import with_long_forms
from bywhom.extract.nouns import head_type
from bywhom.extract.phrases import noun_heads, noun_phrase, takes_of
from bywhom.lexicon.load import words
from bywhom.model.layers import Tags
from bywhom.model.parsed import ParsedText, end_of, start_of
from bywhom.model.text import Span
from bywhom.model.who import Mention

_FLAGS = "\U0001f1e6-\U0001f1ff"  # regional letters, which pages of wars set before a side
_LEADING = re.compile(r"^[\s\"“”'‘’(\[,.;:–-]+")
_TRAILING = re.compile(r"(?:[\s\"“”‘,;:–-]|['’]s?\s*$|\s['’]\s?s$|(?<![A-Z])\.$)+$")
# Edges at which a tagger cuts badly: words that only lead on, rules of tables, flags.
_LOOSE_LEFT = re.compile(rf"^(?:[\s|=*•{_FLAGS}]|(?:and|or|of|by|from|with)\s)+")
_LOOSE_RIGHT = re.compile(
    rf"(?:[\s|={_FLAGS}]|\s(?:and|or|of|in|on|at|from|by|with|to|the|an?|that|who|which|as|for|but)(?=\s|$))+$"
)
_SHORTENED = re.compile(r"\b(?:(?:[A-Z]\.)+[A-Z]|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)$")
_VALUES = {"MONEY": "Money", "QUANTITY": "Quantity", "CARDINAL": "Quantity", "PERCENT": "Quantity",
           "DATE": "Temporal", "TIME": "Temporal"}  # fmt: skip


#: a noun behind one of these is another one's: "the minister and foreign partners" is not how "the minister" goes on
_JOINS = re.compile(r"\b(?:and|or)\b|,")
#: re3d's types of values: their spans are not noun phrases
VALUES = frozenset({"Quantity", "Temporal", "Money"})


def find_mentions(parsed: ParsedText, tags: Tags | None = None) -> tuple[Mention, ...]:
    """Mentions in text order with re3d types and spans, ids ``m0`` onwards.

    Without ``tags`` the rules speak alone. With them the tagger decides on what it was trained for (every re3d type),
    and the rules only tell which word is the head and whether the mention is a name or a description.
    """
    if tags is None:
        found = dict(_by_rules(parsed))
    else:
        found = _whole(parsed, {
            span: t.label for t in tags.mentions if len(span := _held(parsed.text, Span(t.start, t.end)))
        })  # fmt: skip
    found = {_to_its_point(parsed.text, span): type_ for span, type_ in found.items()}
    found = _apart(parsed, with_long_forms(parsed.text, found))
    ordered = sorted(found.items(), key=lambda item: (item[0].start, -item[0].end))
    return tuple(_mention(parsed, f"m{i}", span, type_) for i, (span, type_) in enumerate(ordered))


def _to_its_point(text: str, span: Span) -> Span:
    """The span with the point that ends an abbreviation at its edge: "U.S." and "Dec.", not "U.S" and "Dec"."""
    cut = text[span.end : span.end + 1] == "." and _SHORTENED.search(text, span.start, span.end)
    return Span(span.start, span.end + 1) if cut else span


def _held(text: str, span: Span) -> Span:
    """A tagged span without what leads on from its edges: "Bergen and" names Bergen."""
    exact = span.of(text)
    lead, tail = _LOOSE_LEFT.match(exact), _LOOSE_RIGHT.search(exact)
    start = lead.end() if lead else 0
    end = tail.start() if tail else len(exact)
    return Span(span.start + start, span.start + max(start, end))


def _whole(parsed: ParsedText, tagged: dict[Span, str]) -> dict[Span, str]:
    """Tagged spans that stop short of their noun ("a besieged" of "a besieged town"), run on to its phrase's end."""
    phrases = {span.start: span for span, _ in _by_rules(parsed)}
    out: dict[Span, str] = {}
    for span, type_ in tagged.items():
        phrase = phrases.get(span.start, span)
        head = parsed.head_of(phrase) if phrase.end > span.end and type_ not in VALUES else None
        at = -1 if head is None else start_of(head)
        short = at >= span.end and _JOINS.search(parsed.text, span.end, at) is None
        free = short and not any(span.end <= other.start < phrase.end for other in tagged)
        out[phrase if free else span] = type_
    return out


def _apart(parsed: ParsedText, found: Mapping[Span, str]) -> dict[Span, str]:
    """``found`` with what a tagger took for one mention cut in two: "the miners and Idris" are they, and he."""
    out: dict[Span, str] = {}
    for span, type_ in found.items():
        head = parsed.head_of(span)
        named = [] if head is None or head.pos_ != "NOUN" else [
            c for c in head.conjuncts if c.pos_ == "PROPN" and head.i < c.i and span.contains(noun_phrase(c))
        ]  # fmt: skip
        if not named:
            out[span] = type_
            continue
        out.setdefault(Span(span.start, end_of(head)), head_type(head) or type_)
        for name in named:
            out.setdefault(noun_phrase(name), head_type(name) or type_)
    return out


def _mention(parsed: ParsedText, id_: str, span: Span, type_: str) -> Mention:
    head = parsed.head_of(span)
    at = None if head is None else Span(start_of(head), end_of(head))
    return Mention(id=id_, span=span, type=type_, head=at, nominal=not has_name(parsed.tokens(span)))


def has_name(tokens: Iterable[Any]) -> bool:
    """True when a phrase holds a proper name (an adjective of nationality is none)."""
    return any(t.pos_ == "PROPN" and t.lower_ not in _demonyms() and t.text[:1].isupper() for t in tokens)


@cache
def _demonyms() -> frozenset[str]:
    return words("demonyms", "countries") | words("demonyms", "others")


def _by_rules(parsed: ParsedText) -> Iterator[tuple[Span, str]]:
    for _, doc in parsed.docs:
        taken: set[int] = set()
        for head in noun_heads(doc):
            type_ = head_type(head)
            if not type_ or (type_ in ("Quantity", "Temporal", "Money") and head.ent_type_ in _VALUES):
                continue
            span = tidy(parsed.text, noun_phrase(head, of=takes_of(head)))
            if len(span):
                yield span, type_
                taken.add(head.i)
        for entity in doc.ents:
            yield from _named(parsed, entity, taken)


def _named(parsed: ParsedText, entity: Any, taken: set[int]) -> Iterator[tuple[Span, str]]:
    """Names that head no phrase of their own: values, dates, and names that the parse swallowed."""
    offset = entity.doc.user_data["offset"]
    span = tidy(parsed.text, Span(entity.start_char + offset, entity.end_char + offset))
    if not len(span):
        return
    if entity.label_ in _VALUES and entity.root.i not in taken:
        yield span, _VALUES[entity.label_]
    elif entity.root.i not in taken and entity.root.dep_ in ("appos", "ROOT", "npadvmod", "dep"):
        type_ = head_type(entity.root)
        if type_:
            yield span, type_


def tidy(text: str, span: Span) -> Span:
    """The span without marks, spaces and a possessive ending at its edges."""
    exact = span.of(text)
    lead = _LEADING.match(exact)
    start = lead.end() if lead else 0
    tail = _TRAILING.search(exact, start)
    end = tail.start() if tail else len(exact)
    return Span(span.start + start, span.start + max(start, end))
