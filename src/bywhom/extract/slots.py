"""Where the fillers of a trigger stand in the parse: subject, object, preposition, noun phrases as spans."""

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from bywhom.lexicon.frames import class_words

_RELATIVE = {"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "preconj"}
_RULE = frozenset({"rule", "control", "reign", "authority", "occupation"})
_SUBJECTS = {"nsubj", "csubj"}
_PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
_WHENCE = {"from", "in", "at", "near", "around"}
_CLAUSE_LINKS = {"xcomp", "conj", "advcl", "acl", "relcl", "ccomp", "pcomp", "acomp"}


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
    return _undated(left, head), right


def _undated(left: Token, head: Token) -> Token:
    """The first word of a phrase behind a date that the parse took for a part of it: "On 10 June, [the] rebels …"."""
    first = left
    while first.i < head.i and (first.is_punct or (first.ent_type_ == "DATE" and _of_calendar(first))):
        first = first.nbor(1)
    return first if first is not left and left.ent_type_ == "DATE" and head.ent_type_ != "DATE" else left


def _of_calendar(token: Token) -> bool:
    return token.like_num or token.pos_ in {"PROPN", "ADP", "CCONJ"}


def _is_measure(head: Token) -> bool:
    return head.ent_type_ in {"CARDINAL", "QUANTITY", "MONEY"} or head.lower_ in {
        "hundreds", "thousands", "dozens", "scores", "tens", "number", "group", "millions", "members", "ministry",
        "bodies", "corpses", "remains",
        "line", "shipment", "consignment", "flow", "load",
        "government", "department", "faction", "branch", "wing", "arm",
        "city", "town", "village", "district", "province", "governorate", "region", "port", "island", "suburb",
        "municipality", "university", "republic", "state", "council", "most", "some",
    }  # fmt: skip


def conjuncts(head: Token) -> list[Token]:
    """``head`` and the nouns that are joined to it by "and" or commas (codebook: separate fillers)."""
    found = [head, *(t for t in head.conjuncts if t.i > head.i and t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"})]
    if _counted(head):  # "14 soldiers, 31 militants and 6 civilians": the parse takes the second for another name
        found += [t for c in head.rights if c.dep_ == "appos" and _counted(c) for t in (c, *c.conjuncts) if _counted(t)]
    verb = _governor(head)
    if verb is not None:  # "pay for rent and wages", "took X, as well as Y": the parse joins the second to the verb
        more = [c for c in verb.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"} and c.i > head.i]
        found += [t for c in more for t in (c, *(o for o in c.conjuncts if o.i > c.i and o.pos_ in {"NOUN", "PROPN"}))]
    return list(dict.fromkeys(found))


def _counted(token: Token) -> bool:
    return any(c.dep_ == "nummod" for c in token.lefts)


def _governor(head: Token) -> Token | None:
    """The verb whose object, or whose preposition's object, ``head`` is; None for anything else."""
    if head.dep_ not in {"dobj", "pobj"}:
        return None
    verb = head.head
    if head.dep_ == "pobj":
        verb = verb.head.head if verb.head.dep_ == "dobj" else verb.head
    return verb if verb.pos_ == "VERB" else None


def is_passive(verb: Token) -> bool:
    """True for "was seized" and for a bare participle after its noun ("the town seized by rebels")."""
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return True
    bare = verb.tag_ == "VBN" and not any(c.dep_ in {"nsubj", "dobj", "aux"} for c in verb.children)
    if not bare:
        return False
    trailing = verb.dep_ == "advcl" and any(c.dep_ == "agent" for c in verb.children)  # "…, backed by the rebels"
    return trailing or verb.dep_ in {"acl", "relcl", "amod"}


def subject(verb: Token) -> Token | None:
    """The grammatical subject of ``verb``, through control, conjunction and relative clauses."""
    seen = 0
    node = verb
    while seen < 6:
        for child in node.children:
            if child.dep_ in _SUBJECTS or (child.dep_ in _PASSIVE_SUBJECTS and (node is verb or node.dep_ == "conj")):
                return antecedent(child)
        if (moved := _moved(node)) is not None:
            return antecedent(moved)
        if node.dep_ in {"acl", "relcl", "amod"} and node.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return referent(node.head)
        if node.dep_ == "pcomp" and node.head.dep_ == "prep":
            return _of_gerund(node.head)
        if node.dep_ not in _CLAUSE_LINKS or node.head is node:
            return None
        node, seen = node.head, seen + 1
    return None


def _moved(verb: Token) -> Token | None:
    """Whom another makes do it: the object of "forced X to leave", the subject of "X was forced to leave"."""
    host = verb.head
    if verb.dep_ != "xcomp" or host.lemma_.lower() not in class_words("moving_others"):
        return None
    return next((c for c in host.children if c.dep_ == ("nsubjpass" if is_passive(host) else "dobj")), None)


def _of_gerund(preposition: Token) -> Token | None:
    """Who does what stands after a preposition: "the man responsible for selling", "kept them from selling"."""
    host = preposition.head
    if host.pos_ == "ADJ":
        if host.dep_ in {"amod", "acl", "relcl"}:
            return referent(host.head)
        return subject(host.head) if host.dep_ == "acomp" else None
    if host.pos_ in {"NOUN", "PROPN"}:
        return next((c for c in host.children if c.dep_ == "poss"), None)
    if host.pos_ not in {"VERB", "AUX"}:
        return None
    # what is prevented, blamed or praised is the object's deed
    if preposition.lower_ in {"from", "of", "for"} or is_others_deed(host, preposition):
        found = next((c for c in host.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if found is not None:
            return antecedent(found)
    return subject(host)


def is_others_deed(host: Token, preposition: Token) -> bool:
    """True where a verb and its preposition tell what its object did or was to do: "accused X of", "kept X from"."""
    lemma, word = host.lemma_.lower(), preposition.lower_
    if word == "from":
        return lemma in class_words("keeping_from")
    return (word in {"on", "for"} and lemma in class_words("praising")) or (
        word in {"of", "for", "with"} and lemma in class_words("blaming")
    )


def antecedent(token: Token) -> Token:
    """The noun behind a relative pronoun, else the token itself.

    "Commanders from Alba, who said": the parse hangs the clause on the nearest noun, but no place speaks.
    """
    if token.tag_ not in {"WDT", "WP"} or token.head.dep_ != "relcl":
        return token
    noun: Token = token.head.head
    whence = noun.head if noun.dep_ == "pobj" and noun.pos_ == "PROPN" else noun
    if token.lower_ == "who" and whence.lower_ in _WHENCE and whence.i and whence.nbor(-1).pos_ == "NOUN":
        return whence.nbor(-1)
    return noun


def referent(noun: Token) -> Token:
    """Who a description is said to be: the name in "the middleman is X", the subject in "it is the branch that …"."""
    verb = noun.head
    if verb.lemma_ != "be" or noun.pos_ != "NOUN":
        return noun
    if noun.dep_ == "nsubj":
        names = [c for c in verb.rights if c.dep_ in {"attr", "nsubj"} and c.pos_ == "PROPN"]
        return names[0] if names and noun.i < verb.i else noun
    if noun.dep_ == "attr":
        return next((antecedent(c) for c in verb.children if c.dep_ == "nsubj" and c.lower_ != "there"), noun)
    return noun


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
    hosts += [c for c in trigger.children if c.dep_ == "conj" and c.pos_ == "NOUN" and trigger.pos_ == "VERB"]
    for host in hosts:
        for child in host.children:
            if child.dep_ not in {"prep", "agent", "dative", "pcomp"} or child.lower_ != first:
                continue
            inner: Token | None = child
            for follow in word.split()[1:]:
                inner = None if inner is None else next((c for c in inner.subtree if c.lower_ == follow), None)
            yield from (o for o in (inner.children if inner is not None else ()) if o.dep_ in {"pobj", "pcomp"})


def complement(head: Token) -> Token | None:
    """The noun after "of" that belongs to ``head``: "fighters of the front", "most of the town"."""
    of = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return None if of is None else next((c for c in of.children if c.dep_ == "pobj"), None)


def _rulers(trigger: Token) -> list[Token]:
    """Under whose rule it is done: "hanged in the square under the junta's rule"."""
    for token in trigger.subtree:
        if token.lower_ == "under" and token.dep_ == "prep":
            for rule in token.children:
                if rule.dep_ == "pobj" and rule.lemma_.lower() in _RULE:
                    return [c for c in rule.children if c.dep_ == "poss"] or list(prepositional(rule, "of"))
    return []


def _before_comma(noun: Token) -> list[Token]:
    """The person whom a description set off by commas follows ("…, and Idris, their chief,"), however it was parsed."""
    doc, first = noun.doc, noun.left_edge.i
    if first < 2 or doc[first - 1].text != "," or not any(c.dep_ in {"poss", "det"} for c in noun.lefts):
        return []
    name, after = doc[first - 2], doc[noun.i + 1 : noun.i + 2].text
    fits = name.pos_ == "PROPN" and name.ent_type_ == "PERSON" and after in {",", ".", ";", ""}
    return [name] if fits and noun.dep_ not in {"nsubj", "nsubjpass", "conj"} else []


def called(noun: Token) -> list[Token]:
    """The name that follows a description: "its spokesman, known as X", "the man, identified as X"."""
    for child in noun.rights:
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in {"know", "call", "name", "identify", "dub"}:
            hosts = [child, *(c for c in child.children if c.dep_ == "prep" and c.lower_ in {"as", "by"})]
            named = [c for h in hosts for c in h.children if c.dep_ in {"pobj", "oprd", "attr", "dobj"}]
            return [c for c in named if c.pos_ == "PROPN"][:1]
    return []


def _subj(trigger: Token) -> list[Token | None]:
    """The subject or by-agent of a verb; of a noun that a verb takes, that verb's ("rebels launched an attack")."""
    if trigger.pos_ in {"VERB", "AUX"}:
        return [agent(trigger) if is_passive(trigger) else subject(trigger)]
    up = trigger.head
    held = trigger.dep_ in {"dobj", "attr", "oprd", "acomp"}
    if held or (trigger.dep_ == "pobj" and up.head.pos_ in {"VERB", "AUX"}):
        up = up if up.pos_ in {"VERB", "AUX"} else up.head
        return [agent(up) if is_passive(up) else subject(up)]
    return [agent(up)] if trigger.dep_ == "nsubjpass" else []


def _is(trigger: Token) -> list[Token | None]:
    """Who a predicate noun is said of: "X is the head of Y", "X was named its head", "X served as its head"."""
    as_ = trigger.dep_ == "pobj" and trigger.head.lower_ == "as"
    up = trigger.head.head if as_ else trigger.head
    said = as_ or trigger.dep_ in {"attr", "oprd"}
    return [subject(up)] if said and up.pos_ in {"VERB", "AUX"} else []


def _up(trigger: Token) -> list[Token | None]:
    """What the trigger's preposition belongs to ("forces under the command of X"), or a preposition itself."""
    if trigger.pos_ != "ADP":
        return [trigger.head.head] if trigger.dep_ == "pobj" and trigger.head.head is not trigger.head else []
    who = subject(trigger.head) if trigger.head.lemma_ == "be" else trigger.head  # "they are from X", "men from X"
    return [who] if who is not None and who.pos_ in {"NOUN", "PROPN", "PRON"} else []


def _obj(trigger: Token) -> list[Token | None]:
    if trigger.pos_ == "ADP":
        return [c for c in trigger.children if c.dep_ == "pobj"]
    if is_passive(trigger):
        found = next((c for c in trigger.children if c.dep_ == "nsubjpass"), None) or subject(trigger)
    else:
        found = next((c for c in trigger.children if c.dep_ == "dobj"), None)
    return [] if found is None else [antecedent(found)]


def _head(trigger: Token) -> list[Token | None]:
    if trigger.dep_ in {"appos", "compound", "amod", "nmod"}:
        return [trigger.head]
    found = [c for c in trigger.children if c.dep_ == "appos"]
    return [*(found or called(trigger) or _before_comma(trigger))]


def _children(*deps: str, pos: frozenset[str] = frozenset()) -> Callable[[Token], list[Token | None]]:
    return lambda trigger: [c for c in trigger.children if c.dep_ in deps and (not pos or c.pos_ in pos)]


_NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
_SLOTS: Mapping[str, Callable[[Token], list[Token | None]]] = {
    "subj": _subj, "is": _is, "obj": _obj, "up": _up, "head": _head, "self": lambda trigger: [trigger],
    "iobj": _children("dative", pos=frozenset({"NOUN", "PROPN", "PRON"})), "attr": _children("attr", "oprd"),
    "poss": _children("poss"), "comp": _children("compound", "nmod", "amod", pos=_NAMING),
    "amod": _children("compound", "nmod", "amod", pos=_NAMING), "ruler": lambda trigger: [*_rulers(trigger)],
}  # fmt: skip


def fillers(trigger: Token, slot: str) -> list[Token]:
    """Heads of the phrases that stand in ``slot`` of ``trigger``; see the head of lexicon/data/frames.yaml."""
    host, _, inner = slot.partition(".")
    if inner:  # "obj.comp": the compound of the object
        return [t for h in fillers(trigger, host) for t in fillers(h, inner)]
    if slot in _SLOTS:
        return [t for t in _SLOTS[slot](trigger) if t is not None]
    return list(prepositional(trigger, slot))
