"""The words of phrases as coreference compares them: class nouns, modifiers, and when two names may be one."""

import re
from typing import Any

from bywhom.extract.names import acronym_of, country_of, may_be_person, name_key
from bywhom.extract.nodes import Group, Node
from bywhom.extract.nouns import lemma, noun_types
from bywhom.extract.slots import complement
from bywhom.lexicon.load import bag, words
from bywhom.model.parsed import start_of

BODY_NOUNS = bag("group organisation organization movement militia faction outfit network party alliance coalition")
SIDE_NOUNS = bag("side government administration camp force army brigade")
_SHARES = bag("part portion element bulk majority rest remainder most some half third")
_GATHERED = bag("body column group mass")
_CALLED = {  # bodies whose class their name does not tell
    "nato": frozenset({"alliance"}), "north atlantic treaty organization": frozenset({"alliance"}),
    "european union": frozenset({"bloc", "union"}), "eu": frozenset({"bloc"}),
    "african union": frozenset({"bloc", "union"}), "ecowas": frozenset({"bloc"}), "arab league": frozenset({"bloc"}),
}  # fmt: skip


def short_of(a: Node, b: Node) -> bool:
    """True when initials in brackets may be the name before them, and not of a longer one that it ends."""
    if acronym_of(a.name) == b.name.replace(".", "").upper():
        return True
    place = "LOCATION" in (a.type, b.type)
    return a.type == b.type or (not place and types_fit(a.type, b.type))


def types_fit(a: str, b: str) -> bool:
    """True when two codebook types may be one entity's; an unknown type ("") fits every other."""
    places = ("LOCATION", "FACILITY")
    return a == b or not a or not b or (a in places and b in places)


def class_nouns(node: Node) -> set[str]:
    """Class nouns in a phrase: its head, and the titles in front of a name."""
    if node.kind == "pronoun":
        return set()
    if node.kind == "nominal" or node.head.pos_ == "NOUN":
        return {lemma(node.head)}
    if node.type in ("ORGANISATION", "FACILITY", "LOCATION") or (not node.type and node.head.tag_ == "NNP"):
        return _in_name(node.name)
    titles = words("titles", "before") | words("titles", "offices") | words("titles", "roles")
    return {t.lower_.rstrip(".") for t in node.head.lefts if t.lower_.rstrip(".") in titles}


def _in_name(name: str) -> set[str]:
    """What a body's or a place's own name says that it is: "Tawil Shura Council" is a council."""
    parts = name.casefold().split()
    known = noun_types()
    told = {parts[-1], parts[0] if len(parts) > 2 and parts[1] in ("of", "for") else parts[-1]} if parts else set()
    return {w for w in told if len(parts) > 1 and w in known} | _CALLED.get(name_key(name), frozenset())


def said_of(group: Group) -> set[str]:
    """The words that describe a group in its phrases."""
    return {c.lower_ for n in group.nodes if n.kind != "pronoun" for c in n.head.subtree if c.i < n.head.i}


def modifiers(node: Node) -> list[Any]:
    """What describes the head word of a phrase more closely, its determiner and a clause after a comma left out."""
    return [c for c in node.head.children if c.dep_ in ("amod", "compound", "nummod", "poss", "nmod")
            or (c.dep_ in ("relcl", "acl") and not _set_off(c))
            or (c.dep_ == "prep" and c.lower_ == "of")]  # fmt: skip


def _set_off(clause: Any) -> bool:
    """True for a clause between commas, which tells more of what is known already: "the rebels, who …"."""
    first = clause.left_edge.i
    return first > 0 and str(clause.doc[first - 1].text) == ","


def phrase_key(text: str, node: Node) -> str:
    """A description without its determiner, with its number: "two soldiers" are not the "19 soldiers" of before."""
    phrase = re.sub(r"^(?:the|a|an|this|that|these|those|some|both)\s+", "", node.span.of(text).casefold())
    numbers = (c.lower_ for c in node.head.lefts if c.dep_ == "nummod" and start_of(c) < node.span.start)
    return " ".join((*numbers, phrase))


def is_relative(node: Node) -> bool:
    """True for a person whom the words introduce as somebody's kin: "a son of X", "the children of Y and X"."""
    head = node.head
    kin = words("titles", "kin") | {"child"}
    if any(c.dep_ in ("compound", "nmod") and lemma(c) in kin for c in head.lefts):
        return True
    while head.dep_ in ("conj", "appos", "nmod", "compound") and head.head.i < head.i:
        head = head.head
        if head.dep_ != "pobj" and lemma(head) in kin:
            return True
    return head.dep_ == "pobj" and head.head.lower_ == "of" and lemma(head.head.head) in kin


def two_persons(a: Group, b: Group) -> bool:
    """True when both groups bear full names of persons, and no name of one may be a name of the other."""
    ours, theirs = (
        [n.name for n in g.nodes if n.kind == "name" and n.type == "PERSON" and " " in n.name] for g in (a, b)
    )
    return bool(ours and theirs) and not any(may_be_person(x, y) or may_be_person(y, x) for x in ours for y in theirs)


def land_of(head: Any) -> str:
    """The country of "the Afghan fighters", "" for other forces."""
    told = [country_of(c.text) for c in head.lefts if c.dep_ in ("amod", "compound", "nmod")]
    return next((c for c in told if c), "") if len(told) == 1 else ""


def share_of(head: Any) -> str:
    """What a share is of, by its noun: "part of [the troops]", "part of the body of [forces]"; "" for anything else."""
    of = complement(head) if lemma(head) in _SHARES else None
    if of is None or [c.lower_ for c in of.lefts] not in (["the"], ["these"], ["those"]):
        return ""  # "part of the northern troops" are not those told of before
    return lemma((complement(of) if lemma(of) in _GATHERED else None) or of)


def stands_in(node: Node, land: str) -> bool:
    """True for a described body that the words put into a country: "a faction of the front in Chad"."""
    if node.kind != "nominal" or node.plural or lemma(node.head) not in BODY_NOUNS | SIDE_NOUNS:
        return False
    return any(
        t.dep_ == "pobj" and t.head.lower_ == "in" and land in (t.text, country_of(t.text)) for t in node.head.subtree
    )


def says(node: Node) -> bool:
    """True for the subject of a verb of saying: who reports on others seldom means itself."""
    return node.head.dep_ == "nsubj" and lemma(node.head.head) in words("speech", "verbs")


def only_tells(group: Group, node: Node) -> bool:
    """True for a named person who was only quoted of late: "the man" is whom he speaks of."""
    near = [n for n in group.nodes if node.sentence - 2 <= n.sentence and n.span.start < node.span.start]
    acting = [n for n in near if n.head.dep_ != "appos"]  # "the prosecutor, X, said" names him twice
    return group.named and bool(acting) and all(map(says, acting))


def personal(pronoun: Node, group: Group | None) -> Group | None:
    """The group, a person's from now on where "he" means it and no mention tells its kind."""
    if group is not None and pronoun.pronoun in ("he", "she") and not any(n.listed for n in group.nodes):
        for node in group.nodes:
            group.retype(node, "PERSON")
    return group


def noun_beside(node: Node) -> Any | None:
    """The noun right before a person's name between commas that the parser took for another argument of the verb.

    "killed an imam, Omar Tawil, for refusing": both are objects to it; a list would go on with a conjunct.
    """
    head = node.head
    first = head.left_edge.i
    if node.kind != "name" or node.type != "PERSON" or first < 2 or any(c.dep_ == "conj" for c in head.children):
        return None
    noun, after = head.doc[first - 2], head.doc[head.i + 1 : head.i + 2].text
    fits = noun.pos_ == "NOUN" and noun.tag_ == "NN" and noun.head == head.head
    fits = fits and head.dep_ in (noun.dep_, "npadvmod", "oprd", "dep")
    return noun if fits and head.doc[first - 1].text == "," and after in (",", ".", ";", "-", "–") else None


def holder(a: Node, b: Node) -> bool:
    """True when the description of the two is of one person's office or role."""
    described = b if a.kind == "name" else a
    roles = words("titles", "offices") | words("titles", "roles") | words("titles", "kin")
    return described.type in ("PERSON", "") and not described.plural and lemma(described.head) in roles


def negated(verb: Any) -> bool:
    """True for a verb that a "not" goes with."""
    return any(c.dep_ == "neg" for c in verb.children)


def suits(group: Group, node: Node) -> bool:
    """True when a group may be what a phrase means, by type and gender."""
    return types_fit(group.type, node.type) and not (group.gender and node.gender and group.gender != node.gender)
