"""Pronouns: whom "he", "its" or "them" means, by agreement, grammar, nearness and prominence."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bywhom.extract.nodes import Group, Node
from bywhom.extract.nouns import lemma
from bywhom.model.parsed import ParsedText, start_of

_WINDOW = {"he": 5, "she": 5, "it": 2, "they": 3}
_SUBJECTS = ("nsubj", "nsubjpass")


class PronounResolver:
    """Resolves third-person pronouns in text order over the nodes that are already grouped."""

    def __init__(
        self,
        parsed: ParsedText,
        nodes: Sequence[Node],
        by_head: Mapping[int, Node],
        speaker: Callable[[Node], Node | None],
    ) -> None:
        self._parsed = parsed
        self._nodes = nodes
        self._by_head = by_head
        self._speaker = speaker
        self._at = {id(n): i for i, n in enumerate(nodes)}

    def resolve(self, node: Node) -> Group | None:
        """The group that ``node`` means, or None when nothing near agrees with it."""
        if node.pronoun == "it" and _empty(node.head):
            return None
        best: Group | None = None
        most = -math.inf
        for candidate in self._candidates(node):
            if candidate.group is None or not self._agrees(node, candidate) or self._barred(node, candidate):
                continue
            score = self._score(node, candidate)
            if score > most:
                best, most = candidate.group, score
        return best

    def _candidates(self, node: Node) -> list[Node]:
        here = self._at[id(node)]
        found = []
        for other in reversed(self._nodes[:here]):
            if other.span.end > node.span.start and other.span.start <= node.span.start:
                continue  # the phrase in which the pronoun stands
            if node.sentence - other.sentence > _WINDOW[node.pronoun]:
                break
            found.append(other)
        for other in self._nodes[here + 1 :]:
            if other.sentence != node.sentence:
                break
            if other.kind == "name" and other.head.dep_ in _SUBJECTS and _precedes_main(node.head, other.head):
                found.append(other)
                break
        return found

    def _agrees(self, node: Node, candidate: Node) -> bool:
        group = candidate.group
        assert group is not None
        type_ = group.type
        if node.pronoun in ("he", "she"):
            if type_ not in ("PERSON", "") or group.plural or (type_ == "" and candidate.kind != "name"):
                return False
            return not group.gender or group.gender == ("m" if node.pronoun == "he" else "f")
        if node.pronoun == "it":
            return type_ not in ("PERSON", "NATIONALITY", "QUANTITY") and not group.plural
        return group.plural or type_ == "ORGANISATION" or (candidate.kind == "pronoun" and candidate.pronoun == "they")

    def _barred(self, node: Node, candidate: Node) -> bool:
        """True where grammar keeps the two apart, or where the quotation's own speaker would be meant."""
        head, other = node.head, candidate.head
        reflexive = node.head.lower_.endswith(("self", "selves"))
        if candidate.sentence == node.sentence:
            same_clause = _clause(head) == _clause(other)
            if reflexive:
                return not (same_clause and other.dep_ in _SUBJECTS)
            possessive = head.dep_ == "poss"
            if not possessive and same_clause and {head.dep_, other.dep_} & set(_SUBJECTS):
                return True
            if possessive and (head.head.i == other.i or (other.dep_ == "appos" and other.head.i == head.head.i)):
                return True
            if other.dep_ == "poss" and other.head.i == head.i:
                return True
        elif reflexive:
            return True
        said = self._speaker(node)
        return said is not None and said.group is not None and said.group is candidate.group

    def _score(self, node: Node, candidate: Node) -> float:
        group = candidate.group
        assert group is not None
        gap = node.sentence - candidate.sentence
        score = -1.1 * gap - 0.003 * min(abs(node.span.start - candidate.span.start), 400)
        role = candidate.head.dep_
        if role in _SUBJECTS:
            score += 1.3
            score += 0.5 if node.head.dep_ in _SUBJECTS else 0.0
        elif role in ("dobj", "iobj", "dative"):
            score += 0.3
        elif role == "poss":
            score += 0.5
        elif role in ("appos", "compound"):
            score -= 0.4
        if node.head.dep_ == role:
            score += 0.3
        score += {"name": 0.5, "pronoun": 0.8}.get(candidate.kind, 0.0)
        before = sum(1 for n in group.nodes if n.span.start < node.span.start)
        score += 0.35 * math.log(1 + before)
        if candidate.span.start > node.span.start:
            score -= 0.6
        if gap == 0 and _governs(candidate.head, node.head):
            score += 0.7
        if group.gender and node.pronoun in ("he", "she"):
            score += 0.6
        if node.pronoun == "it" and group.type in ("ORGANISATION", "LOCATION"):
            score += 0.4
        return score


def _empty(it: Any) -> bool:
    """True for the "it" of "it is clear that" and "it was reported that"."""
    if it.dep_ == "expl" or it.lower_ != "it":
        return bool(it.dep_ == "expl")
    verb = it.head
    clause = any(c.dep_ in ("ccomp", "csubj", "xcomp") for c in verb.children)
    return clause and (it.dep_ == "nsubjpass" or lemma(verb) in ("be", "seem", "appear", "take", "happen"))


def _clause(token: Any) -> int:
    """Index of the verb that governs the clause of ``token``."""
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            break
    return start_of(token)


def _precedes_main(pronoun: Any, subject: Any) -> bool:
    """True when the pronoun stands in a phrase or clause before the main clause whose subject is named later."""
    verb = subject.head
    token = pronoun
    while token.head.i != token.i:
        if token.head.i == verb.i:
            return token.dep_ in ("advcl", "prep", "npadvmod") and token.i < subject.i
        token = token.head
    return False


def _governs(subject: Any, pronoun: Any) -> bool:
    """True when the pronoun's clause depends on the clause of which the other is the subject."""
    if subject.dep_ not in _SUBJECTS:
        return False
    token = pronoun
    while token.head.i != token.i:
        token = token.head
        if token.i == subject.head.i:
            return True
    return False
