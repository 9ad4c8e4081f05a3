"""Pronouns: whom "he", "its" or "them" means, by a learned weighing of grammar, nearness and prominence.

For "he" and "she" a small encoder that reads the sentences around adds its scores, where it is there to be asked.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from bywhom.extract.nodes import Group, Node
from bywhom.extract.nouns import lemma
from bywhom.extract.pronoun_features import SUBJECTS, Signs, clause_of, standings
from bywhom.extract.slots import subject
from bywhom.lexicon.load import bag, weights, words
from bywhom.model.layers import PersonName
from bywhom.model.parsed import ParsedText, start_of
from bywhom.ports import PronounReader

EMPTY = "none empty"
PERSONAL = ("he", "she")
LEAD = 5.0  # where the signs put one so far ahead of the others, the encoder is not asked
TRUST = 1.5  # what the scores of the encoder count beside those of the signs
WINDOW = {"he": 5, "she": 5, "it": 2, "they": 3}  # sentences that a pronoun may look back


class PronounResolver:
    """Resolves third-person pronouns in text order over the nodes that are already grouped."""

    def __init__(
        self,
        parsed: ParsedText,
        nodes: Sequence[Node],
        speaker: Callable[[Node], Node | None],
        reader: PronounReader | None = None,
    ) -> None:
        self._nodes = nodes
        asked = [n.span.start for n in nodes if n.pronoun in PERSONAL]
        sentences = [(s.start, s.end) for s in parsed.sentences]
        self._read = (
            None if reader is None else reader.open(parsed.text, sentences, asked, lambda: names_of(parsed.text, nodes))
        )
        self._speaker = speaker
        self._signs = Signs(parsed)
        self._at = {id(n): i for i, n in enumerate(nodes)}
        self._by_head = {start_of(n.head): n for n in nodes}

    def resolve(self, node: Node) -> Group | None:
        """The group that ``node`` means, or None when nothing near is likelier than nothing at all."""
        if (told := self._beside(node) or self._of_itself(node)) is not None:
            return told
        table = weights("pronouns")
        none = unmeant(node)  # a plain "it" is always given its likeliest meaning: readers lose more by none
        scored = [(c, sum(table.get(sign, 0.0) for sign in signs)) for c, signs in self.candidates(node)]
        if node.pronoun in PERSONAL:
            return self._person(node, scored)
        best, most = None, table.get(none, 0.0) if none == EMPTY else -math.inf
        for candidate, score in scored:
            if score > most:
                best, most = candidate.group, score
        return best

    def _person(self, node: Node, scored: Sequence[tuple[Node, float]]) -> Group | None:
        """The group whose best phrase by its signs, and whose phrases by the encoder, speak most for it."""
        groups: dict[int, Group] = {}
        heads: dict[int, list[Node]] = {}
        score: dict[int, float] = {}
        for candidate, signs in scored:
            if (group := candidate.group) is not None:
                groups.setdefault(group.number, group)
                heads.setdefault(group.number, []).append(candidate)
                score[group.number] = max(signs, score.get(group.number, -math.inf))
        if self._read is not None and unsure(score.values()):
            if any(g.type == "PERSON" for g in groups.values()):  # beside a person the encoder weighs no place
                score = {k: s for k, s in score.items() if not _is_place(groups[k])}
                heads = {k: nodes for k, nodes in heads.items() if k in score}
            told = self._read.scores(_word(node), [[_word(n) for n in _telling(nodes)] for nodes in heads.values()])
            score = {k: s + TRUST * t for (k, s), t in zip(score.items(), told, strict=True)} if told else score
        return groups[max(score, key=lambda k: score[k])] if score else None

    def _beside(self, node: Node) -> Group | None:
        """Whose "their" is in "the miners and Idris, their foreman": those who stand beside the one it describes."""
        first = node.head.head.left_edge.i
        if node.pronoun != "they" or node.head.dep_ != "poss" or first < 2:
            return None
        doc = node.head.doc
        name = doc[first - 2]
        if doc[first - 1].text != "," or name.pos_ != "PROPN" or name.dep_ != "conj" or name.head.i >= name.i:
            return None
        other = self._by_head.get(start_of(name.head))
        return other.group if other is not None and other.plural else None

    def _of_itself(self, node: Node) -> Group | None:
        """Who says of itself what "it" does: "Norland denies that it arms the rebels"."""
        verb, saying = node.head.head, node.head.head.head
        tells = node.head.dep_ == "nsubj" and verb.dep_ == "ccomp" and lemma(saying) in words("speech", "verbs")
        if node.pronoun != "it" or not tells or lemma(verb) in _OF_DEEDS or unmeant(node) == EMPTY:
            return None
        said = next(
            (self._by_head.get(start_of(c)) for c in saying.children if c.dep_ == "nsubj" and c.i < verb.i), None
        )
        return said.group if said is not None and may_mean(node, said) else None

    def candidates(self, node: Node) -> Iterator[tuple[Node, list[str]]]:
        """The phrases that ``node`` might mean, nearest first, each with its signs."""
        apart = [n.group for t in opposite(node.head) if (n := self._by_head.get(start_of(t))) is not None]
        found = [
            c for c in self._near(node)
            if may_mean(node, c) and not _barred(node, c) and not any(c.group is g for g in apart if g is not None)
        ]  # fmt: skip
        if _is_called_place(node.head):
            found = [c for c in found if c.group is not None and _may_be_town(c.group)]
        standing = standings(node, found)
        said = self._speaker(node)
        for c in found:
            if c.group is not None:
                yield c, list(self._signs.of(node, c, standing[c.group.number], speaker=said))

    def _near(self, node: Node) -> Iterator[Node]:
        here = self._at[id(node)]
        for other in reversed(self._nodes[:here]):
            if other.span.end > node.span.start and other.span.start <= node.span.start:
                continue  # the phrase in which the pronoun stands
            if other.head.lower_.endswith(("self", "selves")):
                continue  # "a man who himself fought": what it leans on is there already
            if other.kind == "nominal" and other.head.dep_ == "pobj" and other.head.head.lower_ == "as":
                continue  # "gave them away as spoils" says what they are, and names nobody
            if node.sentence - other.sentence > WINDOW[node.pronoun]:
                break
            yield other
        for other in self._nodes[here + 1 :]:
            if other.sentence != node.sentence:
                break
            if other.kind == "name" and other.head.dep_ in SUBJECTS and _precedes_main(node.head, other.head):
                yield other
                break


def _is_place(group: Group) -> bool:
    """True for a place by its mentions, unless the parser takes half of its mentions or more for a person's."""
    persons = sum(n.head.ent_type_ == "PERSON" for n in group.nodes)
    return group.type in ("LOCATION", "FACILITY") and 2 * persons < len(group.nodes)


def unsure(scores: Iterable[float]) -> bool:
    """True where the best of the signs' scores leads the next by less than ``LEAD``."""
    first, second = [*sorted(scores, reverse=True), -math.inf, -math.inf][:2]
    return first - second < LEAD


def names_of(text: str, nodes: Iterable[Node]) -> Iterator[PersonName]:
    """The names of persons among nodes, with the number and the gender of the group that bears them."""
    for node in nodes:
        if node.kind == "name" and node.group is not None and node.group.type == "PERSON":
            at = text.find(node.name, node.span.start, node.span.end)
            if at >= 0 and node.name:
                yield PersonName(start=at, end=at + len(node.name), who=node.group.number, gender=node.group.gender)


def _telling(nodes: Sequence[Node]) -> Sequence[Node]:
    """The phrases that tell of a candidate: its names and descriptions, where none is near its pronouns."""
    return [n for n in nodes if n.kind != "pronoun"] or nodes


def _word(node: Node) -> tuple[int, int]:
    return start_of(node.head), start_of(node.head) + len(node.head.text)


def unmeant(node: Node) -> str:
    """The sign for meaning nothing that the report tells of, as an "it" may ("it is clear that …"); "" for others."""
    if node.pronoun != "it" or node.head.dep_ == "poss" or _named_so(node.head):
        return ""
    return EMPTY if _empty(node.head) else "none"


def _named_so(it: Any) -> bool:
    """True for the "it" of "it is the only branch": what a noun is said of is somebody or something."""
    nouns = [c for c in it.head.children if c.dep_ == "attr" and c.pos_ in ("NOUN", "PROPN")]
    clauses = ("csubj", "ccomp", "relcl", "advcl")
    told = [c for n in nouns for c in (*n.children, *it.head.children) if c.dep_ in clauses]
    return it.dep_ == "nsubj" and lemma(it.head) == "be" and bool(nouns) and not told


def _is_called_place(it: Any) -> bool:
    """True for the "it" of "it is the second capital to fall": only a place is called so."""
    if it.dep_ != "nsubj" or lemma(it.head) != "be":
        return False
    return any(c.dep_ == "attr" and lemma(c) in _SETTLED for c in it.head.children)


def _may_be_town(group: Group) -> bool:
    return group.type == "LOCATION" or (group.named and not group.type)


def may_mean(node: Node, candidate: Node) -> bool:
    """True unless number or kind rule the candidate out; a name of unclear kind may always be a person's."""
    group = candidate.group
    if group is None or candidate.pronoun in ("i", "we", "you"):
        return False
    if node.pronoun in ("he", "she"):
        described = candidate.kind == "nominal" and group.type not in ("PERSON", "")
        return not (group.plural or described or candidate.pronoun in ("it", "they")) and group.type not in _COUNTED
    if node.pronoun == "it":
        return group.type not in _NEVER_IT and not group.plural and candidate.pronoun in ("", "it")
    return candidate.pronoun in ("", "they")


_SETTLED = bag("city town village capital province region district country island")
_COUNTED = frozenset({"QUANTITY", "MONEY"})
_NEVER_IT = frozenset({"PERSON", "QUANTITY"})


def _barred(node: Node, candidate: Node) -> bool:
    """True where grammar keeps the two apart: the owner of a thing is not the thing, a reflexive is its subject."""
    head, other = node.head, candidate.head
    reflexive = bool(head.lower_.endswith(("self", "selves")))
    if candidate.sentence != node.sentence:
        return reflexive
    if reflexive:
        return clause_of(head) != clause_of(other) or other.dep_ not in SUBJECTS
    return bool(head.dep_ == "poss" and head.head.i == other.i)


def opposite(pronoun: Any) -> list[Any]:
    """Heads of the phrases that stand across from a pronoun: nobody attacks it itself, or pledges itself to itself.

    Subject and object of one verb, with the subject that a participle has from its noun ("fighters attacking it"),
    and the owner of a deed and whom it is done to ("its pledge to the front").
    """
    head = pronoun.head
    if pronoun.lower_.endswith(("self", "selves")):
        return []
    if pronoun.dep_ == "poss" and head.pos_ == "NOUN":
        tails = [p for c in head.rights if c.dep_ == "prep" for p in (c, *(q for o in c.children for q in o.children))]
        return [o for p in tails if p.dep_ == "prep" and p.lower_ in _ACROSS for o in p.children if o.dep_ == "pobj"]
    if pronoun.dep_ == "dobj" and head.pos_ == "VERB":
        return [t for t in (subject(head),) if t is not None]
    if pronoun.dep_ == "nsubj" and head.pos_ == "VERB":
        return [c for c in head.children if c.dep_ == "dobj"]
    return []


# what a deed does as well: "the ministry said it killed three" may mean the blast
_OF_DEEDS = bag(
    "be kill wound injure hit strike destroy damage cause last begin start end happen occur come follow take"
)
_ACROSS = frozenset({"to", "on", "against", "with"})


def _empty(it: Any) -> bool:
    """True for the "it" of "it is clear that" and "it was reported that"."""
    if it.dep_ == "expl" or it.lower_ != "it":
        return bool(it.dep_ == "expl")
    verb = it.head
    clause = any(c.dep_ in ("ccomp", "csubj", "xcomp") for c in verb.children)
    return clause and (it.dep_ == "nsubjpass" or lemma(verb) in ("be", "seem", "appear", "take", "happen"))


def _precedes_main(pronoun: Any, subject: Any) -> bool:
    """True when the pronoun stands in a phrase or clause before the main clause whose subject is named later."""
    verb = subject.head
    token = pronoun
    while token.head.i != token.i:
        if token.head.i == verb.i:
            return token.dep_ in ("advcl", "prep", "npadvmod") and token.i < subject.i
        token = token.head
    return False
