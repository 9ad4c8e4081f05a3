"""Noun phrases over the dependency parse: the shortest full phrase that a word heads."""

from collections.abc import Iterator
from typing import Any

from bywhom.extract.nouns import lemma
from bywhom.lexicon.load import bag
from bywhom.model.parsed import end_of, start_of
from bywhom.model.text import Span

_INSIDE = frozenset(
    (
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "predet",
        "case",
        "punct",
        "advmod",
        "neg",
        "flat",
    )
)
_OF_HEADS = bag(
    "member part head leader group number city town village province region area district government ministry republic "
    "kingdom state people family resident minister president secretary commander chief council governor department "
    "university bank army party movement front union league organisation organization dozen hundred thousand million "
    "pair couple team majority most all both some many several lot rest band group host wave"
)


def noun_phrase(head: Any, *, of: bool = False) -> Span:
    """The phrase of ``head``: determiners, adjectives, compounds and possessors to its left, and its own name.

    ``of``: with the of-phrase that completes it ("the city of X", "members of X"). Relative clauses, appositions
    and conjuncts stay out. Offsets count the whole text.
    """
    first = _left_edge(head)
    last = head
    if of:
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ in ("pobj", "pcomp"):
                        end = noun_phrase(inner, of=True).end
                        if end > start_of(first):  # a parse may hang a word before the head under its "of"
                            return Span(start_of(first), end)
    for child in head.rights:  # "Resolution 2254", "12th Brigade (A)": numbers that belong to the name
        if child.dep_ in ("nummod", "flat") and child.i == last.i + 1:
            last = child
    return Span(start_of(first), end_of(last))


def _left_edge(head: Any) -> Any:
    edge = head
    for child in reversed(list(head.lefts)):
        if child.dep_ in ("advmod", "predet") and not (head.pos_ == "ADJ" and child.tag_ == "RBS"):
            break  # "especially the miners", "almost all of it": the words before say how far it holds
        if child.dep_ not in _INSIDE or (child.dep_ == "punct" and not _is_hyphen(child)):
            if child.dep_ in ("cc", "preconj"):
                continue
            break
        edge = child if child.dep_ == "punct" else _subtree_edge(child)
    return edge


def _is_hyphen(token: Any) -> bool:
    return token.text in ("-", "–", "'", '"', "“", "”", "‘", "’")


def _subtree_edge(token: Any) -> Any:
    edge = token.left_edge
    while edge.i < token.i and edge.dep_ in ("quantmod", "advmod", "punct"):
        edge = edge.nbor(1)  # "more than 60 men": the bound belongs to the number, not to the men
    return edge if not edge.is_punct or _is_hyphen(edge) else token


def takes_of(head: Any) -> bool:
    """True when the of-phrase belongs to what ``head`` names ("the Ministry of Defence", "residents of X")."""
    return head.pos_ == "PROPN" or lemma(head) in _OF_HEADS


def noun_heads(doc: Any) -> Iterator[Any]:
    """Heads of the noun phrases of a paragraph, conjuncts among them, modifiers of other nouns left out."""
    for token in doc:
        noun = token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("compound", "flat")
        if noun or (token.pos_ in ("NUM", "ADJ") and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")):
            yield token
