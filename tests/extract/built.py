"""Candidates and the claims made of them, for tests."""

from bywhom.extract.assemble import Assembler
from bywhom.extract.attribution import find_attributions
from bywhom.extract.candidate import Candidate
from bywhom.extract.entities import build_entities
from bywhom.extract.mentions import find_mentions
from bywhom.extract.speakers import Speakers
from bywhom.model.text import Span

PLACES = {"Orvik", "Kalan", "Tarn", "town", "towns", "base", "villages", "mill"}


def words_at(text, words):
    """The span of some words, where they stand first."""
    return Span(text.index(words), text.index(words) + len(words))


def over_ground(text, type_, trigger, **roles):
    """A candidate over ground with its roles in words, and the kinds of the text's heads."""

    def kind_of(start, end):
        return "LOCATION" if text[start:end] in PLACES else "ORGANISATION" if text[start:end] == "Front" else ""

    made = Candidate(
        type=type_, trigger=words_at(text, trigger), sentence=Span(0, len(text)),
        roles={role: tuple(words_at(text, w) for w in words) for role, words in roles.items()},
    )  # fmt: skip
    return made, kind_of


def told_plainly(parsed, *candidates):
    """The claims of candidates in a text without mentions, dates or speakers."""
    entities = build_entities(parsed, (), ())
    return Assembler("r", parsed, entities=entities, times=(), voices=lambda *_: ((), None)).claims(candidates)


def voiced(parsed):
    """The entities of a text by rules, and its speakers."""
    said = find_attributions(parsed)
    entities = build_entities(parsed, find_mentions(parsed), said)
    return entities, Speakers(parsed, said, entities)
