"""Who does and who bears what a noun tells, where its verb adds no deed of its own: "launched a raid"."""

from collections.abc import Iterator

from spacy.tokens import Token

from bywhom.extract.slots import agent, antecedent, is_passive, prepositional, subject
from bywhom.lexicon.frames import class_words

_AMOUNTS = frozenset({"number", "series", "wave", "spate", "string", "campaign", "round", "dozen", "score", "pair"})


def doer(noun: Token) -> Iterator[Token]:
    """The subject of "launch", "conduct", "carry out" … that has ``noun`` as its object, or the "by" of its passive."""
    seat = _seat(noun)
    verb = seat.head
    if seat.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in class_words("doing"):
        yield from _some(agent(verb) if is_passive(verb) else subject(verb))
    elif seat.dep_ == "pobj" and verb.head.lemma_.lower() in class_words("taking_part"):
        yield from _some(_grammatical(verb.head))
    for child in seat.children:
        if child.dep_ == "acl" and child.lemma_.lower() in class_words("doing"):
            yield from _some(agent(child))


def bearer(noun: Token) -> Iterator[Token]:
    """Whom it befalls: the subject of "suffer", "repel", of "come under" and "retreat under", the object of "hit"."""
    seat = _seat(noun)
    verb = seat.head
    if seat.dep_ == "dobj" and verb.lemma_.lower() in class_words("bearing"):
        yield from _some(subject(verb))
    elif seat.dep_ == "nsubjpass" and verb.lemma_.lower() in class_words("bearing"):
        yield from _some(agent(verb))
    elif seat.dep_ == "pobj" and verb.lower_ == "under" and verb.head.pos_ in {"VERB", "AUX"}:
        yield from _some(_grammatical(verb.head))
    elif seat.dep_ == "nsubj" and verb.lemma_.lower() in class_words("hitting"):
        yield from (antecedent(c) for c in verb.children if c.dep_ == "dobj")


def beside(noun: Token, word: str) -> Iterator[Token]:
    """Objects of ``word`` that the parse hangs on the verb beside ``noun``: "launched raids [on the village]"."""
    seat = _seat(noun)
    verb = seat.head
    if seat.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in class_words("doing"):
        yield from (o for o in prepositional(verb, word) if o.head.head.i == verb.i and o.i > seat.i)


def _seat(noun: Token) -> Token:
    """The noun that stands in the verb's slot for ``noun``: the first of a list, the amount in "a series of raids"."""
    while True:
        if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
            noun = noun.head
        elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _AMOUNTS:
            noun = noun.head.head
        else:
            return noun


def _grammatical(verb: Token) -> Token | None:
    """The subject as it stands, of a passive too: "units were involved in fighting"."""
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return antecedent(own) if own is not None else subject(verb)


def _some(token: Token | None) -> Iterator[Token]:
    if token is not None:
        yield token
