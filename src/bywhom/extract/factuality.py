"""Polarity, modality and phase of a trigger by the words around it (codebook, "Attributes of every claim")."""

from collections.abc import Iterator

from spacy.tokens import Token

from bywhom.lexicon.load import words

_PAST = frozenset({"have", "has", "had", "'ve", "'s", "'d", "was", "were", "been"})
_LOYALTY = frozenset({"allegiance", "loyalty", "fealty", "bayah"})


def _chain(trigger: Token, limit: int = 5) -> Iterator[Token]:
    """The trigger and the predicates that govern it, nearest first; stops at a clause of saying."""
    node = trigger
    for _ in range(limit):
        yield node
        if node.head is node or node.dep_ in {"ROOT", "relcl", "advcl"}:
            return
        node = node.head


def _kids(token: Token) -> set[str]:
    return {c.lower_ for c in token.children}


def polarity(trigger: Token) -> str:
    """``denied`` under a negation ("never got past", "no support", "failed to take"), else ``affirmed``."""
    negations, failing = words("hedges", "negations"), words("hedges", "failing")
    flips, below = 0, trigger
    for node in _chain(trigger):
        if node is not trigger and node.lemma_.lower() in words("hedges", "saying"):
            unheard = below.dep_ == "nsubjpass" and any(c.dep_ == "neg" for c in node.children)
            flips += unheard  # "protests were not reported": that nobody tells of it is what is told
            break
        below = node
        if any(
            c.dep_ == "neg" or (c.lower_ in negations and c.dep_ in {"det", "advmod", "preconj", "prep"})
            for c in node.children
        ):
            flips += 1
        if node.dep_ in {"pobj", "pcomp"} and node.head.lower_ == "without":
            flips += 1
        if node is not trigger and node.lemma_.lower() in failing and node.pos_ in {"VERB", "NOUN", "ADJ"}:
            flips += 1
    return "denied" if flips % 2 else "affirmed"


def is_broken(trigger: Token) -> bool:
    """An agreement that did not hold: "the truce collapsed", "violated the cease-fire", "ended the deal"."""
    verbs = [trigger] if trigger.pos_ == "VERB" else []
    if trigger.dep_ in {"nsubj", "nsubjpass", "dobj"} and trigger.head.lemma_.lower() in words("hedges", "breaking"):
        verbs.append(trigger.head)
    breaking = words("hedges", "breaking") | {"end"}
    return any(v.lemma_.lower() in breaking and not any(c.dep_ == "neg" for c in v.children) for v in verbs)


def modality(trigger: Token) -> str:
    """One of the codebook's five modalities, by modal verbs, hedging and planning predicates, conditions and habits."""
    if is_supposed(trigger):
        return "possible"
    return "general" if _is_habit(trigger) else _by_what_governs(trigger)


def _by_what_governs(trigger: Token) -> str:
    """The modality that the first telling word gives on the way from the trigger up to what governs it."""
    below = trigger
    for node in _chain(trigger):
        kids = _kids(node)
        if node.dep_ == "advcl" and kids & words("hedges", "conditions"):
            return "conditional"
        if kids & words("hedges", "possible_modals") and any(
            c.dep_ == "aux" and c.lower_ in words("hedges", "possible_modals") for c in node.children
        ):
            return "possible"
        if any(c.dep_ == "advcl" and "whenever" in _kids(c) for c in node.children):
            return "general"
        if any(c.dep_ == "aux" and c.lower_ in words("hedges", "future_modals") for c in node.children):
            return "planned"
        if any(c.dep_ == "advmod" and c.lower_ in words("hedges", "possible_adverbs") for c in node.children):
            return "possible"
        if any(c.dep_ == "advmod" and c.lower_ in words("hedges", "habit_adverbs") for c in node.children):
            return "general"
        if _is_means(node):
            return "conditional"
        if node is not trigger:
            lemma = node.lemma_.lower()
            vowed = trigger.lemma_.lower() in _LOYALTY  # to pledge allegiance is to give it
            orders = lemma not in words("hedges", "saying") or "to" in _kids(
                below
            )  # "told us to go", "it fell, he told us"
            if lemma in words("hedges", "planning") and orders and trigger.dep_ != "nsubj" and not vowed:
                return "planned"
            if lemma in words("hedges", "doubting"):
                return "possible"
            if lemma in words("hedges", "saying"):
                break
        if node.dep_ in {"advcl", "acl"} and any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children):
            return "planned"  # the purpose of an act
        below = node
    return "actual"


def _is_means(gerund: Token) -> bool:
    """True for what would bring something about: "by taking the town they would be able to cross"."""
    by = gerund.head
    if gerund.tag_ != "VBG" or gerund.dep_ != "pcomp" or by.lower_ != "by":
        return False
    return any(c.dep_ == "aux" and c.lower_ in {"would", "could", "might"} for c in by.head.children)


def is_supposed(trigger: Token) -> bool:
    """True for "a possible attack", "potential shelling", "their supposed ally", wherever the parse hangs the word."""
    doubts = words("hedges", "possible_adjectives")
    before = trigger.nbor(-1).lower_ if trigger.i else ""
    gerund = trigger.tag_ == "VBG" or trigger.pos_ in {"NOUN", "PROPN"}
    return (gerund and before in doubts) or any(c.dep_ == "amod" and c.lower_ in doubts for c in trigger.children)


def _is_habit(trigger: Token) -> bool:
    """True where the clause says that it is done "now and then", "from time to time"."""
    sentence = trigger.sent.text.lower() if trigger.pos_ == "VERB" else ""
    phrases = words("hedges", "habit_phrases")
    if not any(p in sentence for p in phrases):
        return False
    return any(p in " ".join(t.lower_ for t in node.subtree) for node in _chain(trigger, 2) for p in phrases)


def is_past(trigger: Token) -> bool:
    """A verb in the past or the perfect that is no word of planning: "have retreated", "was hit", not "planned to".

    What such a verb brought about is past with it: "allowed them to take the town".
    """
    if trigger.dep_ in {"ccomp", "xcomp"} and trigger.head.lemma_.lower() in words("hedges", "bringing_about"):
        return is_past(trigger.head)
    if (
        trigger.tag_ == "VBG"
        and trigger.dep_ == "advcl"
        and trigger.lemma_.lower() in words("hedges", "bringing_about")
    ):
        return is_past(trigger.head)  # "they advanced, managing to take the town"
    if trigger.pos_ != "VERB" or trigger.lemma_.lower() in words("hedges", "planning"):
        return False
    helped = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in _PAST for c in trigger.children)
    return trigger.tag_ == "VBD" or (trigger.tag_ == "VBN" and helped)


def is_due(trigger: Token) -> bool:
    """What was to be: "was supposed to send", "is supposed to number", "they said that they would leave"."""
    if any(node.lower_ == "supposed" and node.dep_ != "amod" for node in _chain(trigger, 3)):
        return True
    helpers = {c.lower_ for c in trigger.children if c.dep_ == "aux"}
    if trigger.dep_ != "ccomp" or not helpers & {"would", "'d", "’d"} or "have" in helpers:
        return False
    said = trigger.head
    quoted = any(t.is_quote for t in trigger.doc[min(said.i, trigger.i) : max(said.i, trigger.i)])
    return not quoted and said.lemma_.lower() in words("hedges", "saying") | words("hedges", "planning")


def is_given(trigger: Token) -> bool:
    """An act that a phrase takes as known: "its offensive", "the bombing of the bridge"; not "the possible bombing"."""
    if trigger.pos_ != "NOUN":
        return False
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ == "the") for c in trigger.children)


def phase(trigger: Token) -> str:
    """``starts`` or ``ends`` when an aspect verb governs the trigger ("began paying", "stopped paying")."""
    for node in list(_chain(trigger, 3))[1:]:
        lemma = node.lemma_.lower()
        if lemma in words("hedges", "starting"):
            return "starts"
        if lemma in words("hedges", "ending"):
            return "ends"
    return ""
