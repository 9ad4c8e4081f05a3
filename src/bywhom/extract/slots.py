"""Where the fillers of a trigger stand in the parse: subject, object, preposition, noun phrases as spans."""

from collections.abc import Iterator

from spacy.tokens import Token

_RELATIVE = {"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "preconj"}
_SUBJECTS = {"nsubj", "csubj"}
_PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
_CLAUSE_LINKS = {"xcomp", "conj", "advcl", "acl", "relcl", "ccomp", "pcomp"}


def phrase(head: Token, *, whole: bool = False) -> tuple[Token, Token]:
    """First and last token of the noun phrase of ``head``, without relative clauses and conjoined phrases.

    Codebook, "Fillers": the shortest full noun phrase. Prepositional tails stay out, save "of" after a head that
    is a measure or a group ("hundreds of fighters"); ``whole`` keeps every tail.
    """
    left = right = head
    for child in head.children:
        if child.dep_ in _RELATIVE and not whole:
            continue
        if child.dep_ == "prep" and not whole and not (child.lower_ == "of" and _is_measure(head)):
            continue
        first, last = child.left_edge, child.right_edge
        if child.dep_ == "prep":
            last = max((phrase(o)[1] for o in child.children if o.dep_ == "pobj"), key=lambda t: t.i, default=child)
        left = first if first.i < left.i else left
        right = last if last.i > right.i and child.i > head.i else right
    return left, right


def _is_measure(head: Token) -> bool:
    return head.ent_type_ in {"CARDINAL", "QUANTITY", "MONEY"} or head.lower_ in {
        "hundreds", "thousands", "dozens", "scores", "tens", "number", "group", "millions", "members", "ministry",
        "government", "department", "city", "town", "university", "republic", "state", "council", "most", "some",
    }  # fmt: skip


def conjuncts(head: Token) -> list[Token]:
    """``head`` and the nouns that are joined to it by "and" or commas (codebook: separate fillers)."""
    return [head, *(t for t in head.conjuncts if t.i > head.i and t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"})]


def is_passive(verb: Token) -> bool:
    """True for "was seized" and for a bare participle after its noun ("the town seized by rebels")."""
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "relcl", "amod"}
        and not any(c.dep_ in {"nsubj", "dobj", "aux"} for c in verb.children)
    )


def subject(verb: Token) -> Token | None:
    """The grammatical subject of ``verb``, through control, conjunction and relative clauses."""
    seen = 0
    node = verb
    while seen < 6:
        for child in node.children:
            if child.dep_ in _SUBJECTS or (child.dep_ in _PASSIVE_SUBJECTS and (node is verb or node.dep_ == "conj")):
                return _antecedent(child)
        if node.dep_ in {"acl", "relcl", "amod"} and node.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return node.head
        if node.dep_ not in _CLAUSE_LINKS or node.head is node:
            return None
        node, seen = node.head, seen + 1
    return None


def _antecedent(token: Token) -> Token:
    """The noun behind a relative pronoun, else the token itself."""
    if token.tag_ in {"WDT", "WP"} and token.head.dep_ == "relcl":
        return token.head.head
    return token


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive, or before a compound participle ("rebel-held")."""
    for child in verb.children:
        if child.dep_ == "npadvmod" and verb.dep_ == "amod":
            return child
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((o for o in child.children if o.dep_ == "pobj"), None)
    return None


def prepositional(trigger: Token, word: str) -> Iterator[Token]:
    """Objects of preposition ``word`` ("in", "out of") that hang on ``trigger`` or on its object."""
    first = word.split(maxsplit=1)[0]
    hosts = [trigger, *(c for c in trigger.children if c.dep_ in {"dobj", "prep", "prt", "attr", "advmod"})]
    for host in hosts:
        for child in host.children:
            if child.dep_ not in {"prep", "agent", "dative", "pcomp"} or child.lower_ != first:
                continue
            inner: Token = child
            for follow in word.split()[1:]:
                inner = next((c for c in inner.subtree if c.lower_ == follow), inner)
            yield from (o for o in inner.children if o.dep_ in {"pobj", "pcomp"})


def fillers(trigger: Token, slot: str) -> list[Token]:  # noqa: C901 - one branch a slot, read as a table
    """Heads of the phrases that stand in ``slot`` of ``trigger``; see the head of lexicon/data/frames.yaml."""
    verb = trigger.pos_ in {"VERB", "AUX"}
    found: list[Token | None] = []
    if slot == "subj":
        if verb and is_passive(trigger):
            found = [agent(trigger)]
        elif verb:
            found = [subject(trigger)]
        else:  # a noun as predicate or object: "rebels launched an attack", "X is the head of Y"
            up = trigger.head
            if trigger.dep_ in {"dobj", "attr", "oprd"} or (trigger.dep_ == "pobj" and up.head.pos_ in {"VERB", "AUX"}):
                up = up if up.pos_ in {"VERB", "AUX"} else up.head
                found = [agent(up) if is_passive(up) else subject(up)]
            elif trigger.dep_ == "nsubjpass":
                found = [agent(up)]
            elif trigger.dep_ == "pobj" and up.dep_ == "prep" and up.head.pos_ in {"NOUN", "PROPN"}:
                found = []
    elif slot == "obj":
        if is_passive(trigger):
            found = [next((c for c in trigger.children if c.dep_ == "nsubjpass"), None) or subject(trigger)]
        else:
            found = [next((c for c in trigger.children if c.dep_ == "dobj"), None)]
        found = [_antecedent(t) for t in found if t is not None]
    elif slot == "iobj":
        found = [c for c in trigger.children if c.dep_ == "dative" and c.pos_ in {"NOUN", "PROPN", "PRON"}]
    elif slot == "attr":
        found = [c for c in trigger.children if c.dep_ in {"attr", "oprd"}]
    elif slot == "poss":
        found = [c for c in trigger.children if c.dep_ == "poss"]
    elif slot in {"comp", "amod"}:
        found = [
            c for c in trigger.children if c.dep_ in {"compound", "nmod", "amod"} and c.pos_ in {"PROPN", "NOUN", "ADJ"}
        ]
    elif slot == "head":
        if trigger.dep_ == "appos" or trigger.dep_ in {"compound", "amod", "nmod"}:
            found = [trigger.head]
        else:
            found = [c for c in trigger.children if c.dep_ == "appos"]
    elif slot == "self":
        found = [trigger]
    else:
        found = list(prepositional(trigger, slot))
    return [t for t in found if t is not None]
