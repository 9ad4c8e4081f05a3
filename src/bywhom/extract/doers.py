"""Who does it and where, by the clause of the trigger's own verb: what stands in another clause is no role of it.

A learned reader sees words, not clauses: "A took the town, with B retaking it" gives it two takers, "A pushed B out"
two that leave. Where the grammar names the doer, those that stand in other clauses are dropped; nothing is dropped that
would leave a role to nobody, save who stands behind "by" of another noun.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bywhom.extract.candidate import Candidate
from bywhom.extract.phrases import noun_phrase, takes_of
from bywhom.extract.slots import agent, antecedent, conjuncts, is_others_deed, is_passive, prepositional, subject
from bywhom.lexicon.frames import class_words
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span

Roles = Mapping[str, tuple[Span, ...]]
DOER = {
    "capture": "actor", "controls": "actor", "siege": "actor", "withdrawal": "actor", "attack": "attacker",
    "shelling": "attacker", "air_strike": "attacker", "explosion": "attacker", "killing": "perpetrator",
    "injury": "perpetrator", "abuse": "perpetrator", "abduction": "perpetrator", "holds": "captor",
    "looting": "actor", "takeover": "actor",
}  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PARTICLES = frozenset({"ADP", "ADV", "PART"})


def own_doers(roles: Roles, c: Candidate, parsed: ParsedText) -> dict[str, tuple[Span, ...]]:
    """``roles`` with the doer that the grammar names, where it names one; other roles stay as they are.

    "Congratulated X on taking the town", "kept X from taking it": X does it, whoever the subject is. Who is driven out
    leaves, and who drives him out takes.
    """
    role, verb = DOER.get(c.type, ""), verb_of(c, parsed)
    if not role:
        return dict(roles)
    given = tuple(s for s in roles.get(role, ()) if not _does_another(s, c, parsed))
    if verb is None:
        return {**roles, role: given} if given else {r: s for r, s in roles.items() if r != role}
    if (object_ := gerund_doer(verb)) is not None:
        return {**roles, role: _phrases(object_)}
    repelled = c.type == "capture" and verb.lemma_.lower() in class_words("repelling")  # he who tried took nothing
    if c.type in {"withdrawal", "capture"} and verb.lemma_.lower() in class_words("ousting") and not repelled:
        return _ousted(dict(roles), c, verb, parsed)
    own = _doers_of(verb)
    if is_passive(verb) and (by := tuple(s for s in roles.get("from", ()) if _heads(s, own, parsed))):
        rest = tuple(s for s in roles["from"] if s not in by)  # "previously taken by X": X had it from another
        return {r: s for r, s in {**roles, role: by, "from": rest}.items() if s}
    kept = tuple(s for s in given if _is_own(s, own, verb, parsed))
    named = any(_heads(s, own, parsed) for s in kept)
    return {**roles, role: kept} if named else dict(roles)


def verb_of(c: Candidate, parsed: ParsedText) -> Any:
    """The verb of a trigger, also of its particle alone ("[out of] the town"); None for a noun."""
    head = parsed.head_of(c.trigger)
    if head is None or head.pos_ == "VERB":
        return head
    if head.pos_ in _PARTICLES:
        inside = next((t for t in parsed.tokens(c.trigger) if t.pos_ == "VERB"), None)  # "[from capturing]"
        return inside or (head.head if head.head.pos_ == "VERB" else None)
    return None


def gerund_doer(verb: Any) -> Any:
    """Whose deed a gerund tells that an object is praised or blamed for, or kept from: that object; else None."""
    preposition = verb.head
    while verb.dep_ == "conj" and preposition.pos_ == "VERB":
        verb, preposition = preposition, preposition.head
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or preposition.dep_ != "prep":
        return None
    host = preposition.head
    if not is_others_deed(host, preposition):
        return None
    return next((c for c in host.children if c.dep_ == ("nsubjpass" if is_passive(host) else "dobj")), None)


def _phrases(head: Any) -> tuple[Span, ...]:
    return tuple(noun_phrase(h, of=takes_of(h)) for h in conjuncts(antecedent(head)))


def _doers_of(verb: Any) -> list[Any]:
    """The heads of the subject of an active verb, with what is joined to it, or of the agent of a passive one."""
    found = agent(verb) if is_passive(verb) else subject(verb)
    return [] if found is None else conjuncts(found)


def _heads(span: Span, heads: Sequence[Any], parsed: ParsedText) -> bool:
    return any(t in heads for t in parsed.tokens(span))


def _is_own(span: Span, own: Sequence[Any], verb: Any, parsed: ParsedText) -> bool:
    """False for the subject or agent of another verb, and for what this verb has as its object."""
    if _heads(span, own, parsed):
        return True
    head = parsed.head_of(span)
    if head is None:
        return True
    while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        head = head.head
    if head.dep_ in _SUBJECTS:
        return bool(head.head == verb)
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return bool(head.head.head == verb)
    return not (head.dep_ == "dobj" and head.head != verb)


def _does_another(span: Span, c: Candidate, parsed: ParsedText) -> bool:
    """True for who stands behind "by" of another noun: "the capture came after a withdrawal by X"."""
    head = parsed.head_of(span)
    if head is None or head.dep_ != "pobj" or head.head.lower_ != "by" or span.overlap(c.trigger):
        return False
    noun = head.head.head
    inside = [t.i for t in parsed.tokens(c.trigger)]
    return noun.pos_ == "NOUN" and noun.i not in inside and not any(a.i in inside for a in noun.children)


def _ousted(
    roles: dict[str, tuple[Span, ...]], c: Candidate, verb: Any, parsed: ParsedText
) -> dict[str, tuple[Span, ...]]:
    """The roles of "A drove B out of the town": B leaves it, A takes it from B."""
    driven = next((t for t in verb.children if t.dep_ == ("nsubjpass" if is_passive(verb) else "dobj")), None)
    out = [] if driven is None else conjuncts(antecedent(driven))
    if verb.lemma_.lower() == "clear":  # "cleared the town of B"
        out = [h for o in prepositional(verb, "of") for h in conjuncts(o)]
    if not out:
        return roles
    by = _doers_of(verb)
    actors = roles.get("actor", ())
    gone = tuple(s for s in actors if _heads(s, out, parsed))
    if c.type == "withdrawal":
        kept = gone or tuple(s for s in actors if not _heads(s, by, parsed))
        return {**roles, "actor": kept} if kept else roles
    kept = tuple(s for s in actors if s not in gone)
    roles = {**roles, "actor": kept} if kept else {r: s for r, s in roles.items() if r != "actor"}
    return {**roles, "from": gone} if gone and "from" not in roles else roles


def own_places(places: Sequence[Span], c: Candidate, parsed: ParsedText) -> tuple[Span, ...]:
    """``places`` without those of other clauses and owners, where the verb's own clause names one.

    "Took X, allowing them to threaten Y's outskirts" takes X; "took X after leaving Y" too.
    """
    verb = verb_of(c, parsed)
    if verb is None or len(places) < 2:
        return tuple(places)
    own = tuple(p for p in places if _clause_of(parsed.head_of(p)) == verb and not _owns(p, parsed))
    objects = [p for p in own if p.start >= c.trigger.start or is_passive(verb)]
    if not objects:
        return tuple(places)
    return tuple(p for p in places if p in own or not _is_elsewhere(p, verb, parsed))


def _is_elsewhere(place: Span, verb: Any, parsed: ParsedText) -> bool:
    """True for a place of a clause above or below the verb's, or beside it and later."""
    clause = _clause_of(parsed.head_of(place))
    return clause is not None and (clause == verb or clause.is_ancestor(verb) or verb.is_ancestor(clause))


def _owns(place: Span, parsed: ParsedText) -> bool:
    head = parsed.head_of(place)
    return head is not None and head.dep_ == "poss" and not any(t.i == head.head.i for t in parsed.tokens(place))


def _clause_of(token: Any) -> Any:
    """The verb in whose clause a word stands; for an antecedent that is not the verb of its relative clause."""
    while token is not None and token.head.i != token.i:  # spaCy makes a new object at each look
        token = token.head
        if token.pos_ == "VERB" and token.dep_ not in {"amod", "compound", "prep"}:  # "[including] Y" is of X's clause
            return token
    return None
