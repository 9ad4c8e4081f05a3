"""What speaks for a candidate as the meaning of a pronoun: named signs, each true or not, that a table weighs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bywhom.extract.names import country_of, is_demonym
from bywhom.extract.nodes import Group, Node
from bywhom.extract.nouns import lemma
from bywhom.lexicon.load import words
from bywhom.model.parsed import ParsedText, start_of

SUBJECTS = ("nsubj", "nsubjpass")
_PLACED = frozenset({"in", "at", "from", "on", "of", "by", "with", "to", "for", "as"})
_ROLES = {
    "nsubj": "subject", "nsubjpass": "subject", "csubj": "subject", "dobj": "object", "dative": "object",
    "iobj": "object", "attr": "attribute", "pobj": "of", "poss": "owner", "appos": "beside", "conj": "listed",
    "compound": "part", "nmod": "part", "ROOT": "root",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How prominent a group is before a pronoun: mentions so far, mentions nearby, its last one as a subject."""

    before: int
    near: int
    subjects: int
    rank: int  # 0 for the group told of most
    names: int  # names in the whole text
    earlier: int  # pronouns of the same class that already mean it
    order: int  # groups that agree and stand between the two
    rivals: int  # groups that agree, this one left out
    agrees: bool


class Signs:
    """The signs of one report's candidates. ``quoted`` tells the node that speaks the quotation around a node."""

    def __init__(self, parsed: ParsedText) -> None:
        self._parsed = parsed
        self._clauses: dict[int, int] = {}

    def of(self, node: Node, candidate: Node, standing: Standing, *, speaker: Node | None) -> Iterator[str]:
        """The signs of ``candidate`` for the pronoun ``node``; ``speaker`` says the quotation around ``node``."""
        who = "person" if node.pronoun in ("he", "she") else node.pronoun
        gap = node.sentence - candidate.sentence
        after = candidate.span.start > node.span.start
        yield f"{who}"
        yield f"{who} gap {'after' if after else min(gap, 5)}"
        yield from self._grammar(node, candidate, who, gap)
        yield from _kind(node, candidate, who)
        yield from _prominence(standing, who)
        yield from self._speech(node, candidate, speaker, gap)

    def _grammar(self, node: Node, candidate: Node, who: str, gap: int) -> Iterator[str]:
        here, there = role_of(node.head), role_of(candidate.head)
        place = "here" if gap == 0 else "before"
        yield f"{who} {place} {there}"
        yield f"{here} for {there} {place}"
        if node.head.dep_ == candidate.head.dep_:
            yield f"parallel {place}"
        if candidate.head.dep_ in SUBJECTS and _is_main(candidate.head.head):
            yield f"main subject {place}"
        if _inside_phrase(candidate.head):
            yield f"inside a phrase {place}"
        if gap == 0:
            words_between = abs(node.head.i - candidate.head.i)
            yield f"{who} words {min(words_between.bit_length(), 6)}"
            if governs(candidate.head, node.head):
                yield f"governs {here}"
            if self._clause(node.head) == self._clause(candidate.head):
                yield f"same clause {here} {there}"
            elif candidate.span.start > node.span.start:
                yield "later clause"
        elif node.head.doc is candidate.head.doc:
            yield "same paragraph"

    def _speech(self, node: Node, candidate: Node, speaker: Node | None, gap: int) -> Iterator[str]:
        inside, there = self._parsed.quote_at(node.span.start), self._parsed.quote_at(candidate.span.start)
        if inside is not None:
            yield (
                "in one quotation"
                if inside == there
                else "quotation from outside"
                if there is None
                else "two quotations"
            )
            if speaker is not None and speaker.group is candidate.group:
                yield "the quotation's speaker"
        elif there is not None:
            yield "from inside a quotation"
        if _speaks(node.head):
            yield "speaks and spoke" if _speaks(candidate.head) else f"speaks {min(gap, 1)}"
        elif _speaks(candidate.head):
            yield f"spoke {min(gap, 1)}"

    def _clause(self, token: Any) -> int:
        at = start_of(token)
        if at not in self._clauses:
            self._clauses[at] = clause_of(token)
        return self._clauses[at]


def _kind(node: Node, candidate: Node, who: str) -> Iterator[str]:
    group = candidate.group
    assert group is not None
    own = candidate.type or "unknown"
    yield f"{who} {candidate.kind}"
    yield f"{who} {candidate.kind} {own}"
    yield f"{who} group {group.type or 'unknown'}{' named' if group.named else ''}"
    if candidate.kind == "pronoun":
        yield f"{who} {'same' if candidate.pronoun == node.pronoun else 'other'} pronoun"
        if candidate.pronoun in ("he", "she", "it", "they", "i", "we") and candidate.pronoun != node.pronoun:
            yield f"{node.pronoun} after {candidate.pronoun}"
    elif candidate.kind == "nominal":
        yield f"{who} described {candidate.definite}"
        yield f"{who} described {own} {'plural' if candidate.plural else 'single'}"
    yield f"{who} {'plural' if group.plural else 'single'}"
    if who == "person":
        gender = group.gender
        yield "gender unknown" if not gender else "gender fits" if gender == wanted(node) else "gender against"
        if candidate.kind == "name":
            yield from _name(candidate)
            yield f"person named as {candidate.head.ent_type_ or 'nothing'}"
            yield f"person of {min(len(candidate.name.split()), 3)} words"


def _name(candidate: Node) -> Iterator[str]:
    """What in a name speaks for or against a person."""
    head = candidate.head
    if candidate.definite == "def":
        yield "person with an article"
    if country_of(candidate.name) or is_demonym(candidate.name.casefold()):
        yield "person like a country"
    if candidate.name.isupper():
        yield "person in capitals"
    if any(c.isdigit() for c in candidate.name):
        yield "person with a number"
    if head.i and head.doc[head.left_edge.i - 1 if head.left_edge.i else 0].is_quote:
        yield "person in quotation marks"
    if head.dep_ == "pobj":
        yield f"person after {head.head.lower_ if head.head.lower_ in _PLACED else 'another'}"
    if head.tag_ in ("NNPS", "NNS", "NN"):
        yield "person by a common word"


def _prominence(standing: Standing, who: str) -> Iterator[str]:
    yield f"{who} told {min(standing.before, 4)}"
    yield f"near {min(standing.near, 3)}"
    yield f"{who} rank {min(standing.rank, 3)}"
    yield f"subjects {min(standing.subjects, 3)}"
    yield f"{who} names {min(standing.names, 3)}"
    yield f"{who} earlier {min(standing.earlier, 2)}"
    agrees = "agrees" if standing.agrees else "against"
    yield f"{who} {agrees} order {min(standing.order, 4)}"
    yield f"{who} {agrees} rivals {min(standing.rivals, 3)}"


def wanted(node: Node) -> str:
    """The gender that a pronoun asks for: ``m``, ``f`` or ""."""
    return {"he": "m", "she": "f"}.get(node.pronoun, "")


def role_of(token: Any) -> str:
    """The grammatical part of a phrase in its clause, in a few words."""
    return _ROLES.get(token.dep_, "other")


def clause_of(token: Any) -> int:
    """Where the verb stands that governs the clause of ``token``."""
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            break
    return start_of(token)


def governs(subject: Any, pronoun: Any) -> bool:
    """True when the pronoun's clause depends on the clause of which the other is the subject."""
    if subject.dep_ not in SUBJECTS:
        return False
    token = pronoun
    while token.head.i != token.i:
        token = token.head
        if token.i == subject.head.i:
            return True
    return False


def _is_main(verb: Any) -> bool:
    return bool(verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT"))


def _inside_phrase(token: Any) -> bool:
    """True for a phrase that only describes another ("the brother of X", "X's brother")."""
    if token.dep_ == "pobj":
        return bool(token.head.head.pos_ in ("NOUN", "PROPN"))
    return bool(token.dep_ in ("poss", "compound", "nmod"))


def _speaks(token: Any) -> bool:
    return token.dep_ in SUBJECTS and lemma(token.head) in words("speech", "verbs")


def agrees(node: Node, group: Group) -> bool:
    """True when number, kind and gender let the pronoun mean the group."""
    if node.pronoun in ("he", "she"):
        told = group.type == "PERSON" or bool(group.gender)
        return told and not group.plural and group.gender in ("", wanted(node))
    if node.pronoun == "it":
        return group.type in ("ORGANISATION", "LOCATION", "FACILITY", "WEAPON", "VEHICLE", "GOODS") and not group.plural
    return group.plural or group.type == "ORGANISATION"


def standings(node: Node, candidates: Sequence[Node]) -> dict[int, Standing]:
    """How prominent each group of ``candidates`` (nearest first) is before ``node``, by the group's number."""
    groups: dict[int, Group] = {}
    for candidate in candidates:
        if candidate.group is not None:
            groups.setdefault(candidate.group.number, candidate.group)
    before = {k: [n for n in g.nodes if n.span.start < node.span.start] for k, g in groups.items()}
    ranks = sorted(groups, key=lambda k: -len(before[k]))
    fit = {k: agrees(node, g) for k, g in groups.items()}
    out, passed = {}, 0
    for k, group in groups.items():
        near = [n for n in before[k] if node.sentence - n.sentence <= 2]
        out[k] = Standing(
            before=len(before[k]), near=len(near), subjects=sum(n.head.dep_ in SUBJECTS for n in near),
            rank=ranks.index(k), names=sum(n.kind == "name" for n in group.nodes),
            earlier=sum(n.pronoun == node.pronoun for n in before[k]), order=passed,
            rivals=sum(fit.values()) - fit[k], agrees=fit[k],
        )  # fmt: skip
        passed += fit[k]
    return out
