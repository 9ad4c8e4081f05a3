"""Places behind a class noun: "the city of A" is A, "the towns of A in Xland and B in Yland" are A and B."""

import re
from typing import Any

from bywhom.lexicon.frames import state_names
from bywhom.lexicon.load import bag
from bywhom.model.parsed import ParsedText, end_of, start_of
from bywhom.model.text import Span

# nouns whose "of" names the thing itself; "capital of", "port of" and "coast of" name something else
_JOINS = bag(", and &")
_MARKS = bag("- – ' ’ al el")
_ONE_NAME = frozenset(
    {"Jammu and Kashmir", "Newfoundland and Labrador", "Tyne and Wear", "Andaman and Nicobar Islands"}
)
_CLASSES = bag("city town village hamlet settlement township municipality province governorate district oblast island")


_KINDS = {
    "oblasts": "oblast", "provinces": "province", "governorates": "governorate", "regions": "region",
    "counties": "county", "districts": "district", "raions": "raion", "municipalities": "municipality",
}  # fmt: skip
_SPOTS = bag("areas towns villages suburbs neighbourhoods neighborhoods quarters")  # each of these has its own name
_KIND = "|".join(_KINDS)
_NAME = r"[A-Z][\w'’\-]*(?: [A-Z][\w'’\-]*){0,2}"
_SHARED = re.compile(rf"(?:, {_NAME})*,? (?:and|or) {_NAME} (?P<kind>{_KIND})\b")
_OWN = re.compile(rf"(?P<name>{_NAME}) (?P<kind>{_KIND})")


def shared_kind(text: str, span: Span) -> str:
    """The whole name of one of several that share a word for their kind: "A" in "A and B provinces" is "A province"."""
    words = span.of(text)
    if own := _OWN.fullmatch(words):
        return f"{own['name']} {_KINDS[own['kind']]}"
    found = _SHARED.match(text, span.end) if re.fullmatch(_NAME, words) else None
    return "" if found is None else f"{words} {_KINDS[found['kind']]}"


def named_after_of(head: Any) -> list[Any]:
    """The words of the name in "the town of NAME"; empty when ``head`` is no such class noun."""
    from bywhom.extract.nouns import lemma

    if lemma(head) not in _CLASSES:
        return []
    of = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return [] if of is None else _name_at(head.doc, of.i + 1)


def listed_places(parsed: ParsedText, span: Span) -> tuple[Span, ...]:
    """The places that a plural class noun lists, or the span itself.

    Countries told with "in" behind each are passed over: "the cities of A in Xland and B in Yland".
    """
    head = parsed.head_of(span)
    if head is None or head.tag_ != "NNS" or not (first := named_after_of(head)):
        return names_listed(parsed, span)
    doc, found, at = head.doc, [first], first[-1].i + 1
    while at < len(doc):
        word = doc[at].lower_
        if word == "in":
            inside = _name_at(doc, at + 1)
            if not inside:
                break
            at = inside[-1].i + 1
        elif word in (",", "and", "&", "or"):
            following = _name_at(doc, at + 1)
            if following:
                found.append(following)
            at = following[-1].i + 1 if following else at + 1
            if not following and (at >= len(doc) or doc[at].lower_ not in ("and", "or", "&")):
                break
        else:
            break
    return tuple(Span(start_of(run[0]), end_of(run[-1])) for run in found)


def names_listed(parsed: ParsedText, span: Span) -> tuple[Span, ...]:
    """The names that commas and "and" join in ``span`` ("Arrin, Bell and Corro"); the span itself for anything else.

    A country whose name has an "and" is one.
    """
    words = list(parsed.tokens(span))
    if span.of(parsed.text).removeprefix("the ") in state_names() | _ONE_NAME or len(words) < 3:
        return (span,)
    runs: list[list[Any]] = [[]]
    kind, words = _without_kind(words)
    for token in words:
        if token.lower_ in _JOINS:
            runs.append([])
        elif token.pos_ == "PROPN" or token.lower_ in _MARKS or token.text[:1].isupper():
            runs[-1].append(token)
        else:
            return (span,)
    parts = [run for run in runs if run]
    if len(parts) < 2 or any(not run[0].text[:1].isalpha() or run[0].lower_ in _CLASSES for run in parts):
        return (span,)
    parts[-1] += kind
    return tuple(Span(start_of(run[0]), end_of(run[-1])) for run in parts)


def _without_kind(words: list[Any]) -> tuple[list[Any], list[Any]]:
    """The word for the kind that names share, and the words before it: "A and B provinces", "the A and B areas near C".

    A province keeps the word, for a town may bear its name; a village does not.
    """
    at = next((n for n, t in enumerate(words) if n and t.lower_ in {*_KINDS, *_SPOTS}), None)
    if at is None or not words[at - 1].text[:1].isupper():
        return [], words
    whose = words[1:at] if words[0].lower_ == "the" else words[:at]
    return (words[at : at + 1] if words[at].lower_ in _KINDS else []), whose


def _name_at(doc: Any, index: int) -> list[Any]:
    """The run of proper nouns that starts at ``index``."""
    run: list[Any] = []
    for token in doc[index:]:
        if not (token.pos_ == "PROPN" or (run and token.text in ("-", "–", "'", "’"))) or (token.is_sent_start and run):
            break
        run.append(token)
    while run and not run[-1].text[-1:].isalnum():
        run.pop()
    return run
