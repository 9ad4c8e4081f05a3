"""Grammar around a speaker: who is behind a document that speaks, and which clauses a saying goes on over."""

from collections.abc import Iterator
from typing import Any

from bywhom.extract.attribution_rules import SUBJECTS, subject_of
from bywhom.extract.nouns import is_plural, lemma
from bywhom.lexicon.load import bag, words
from bywhom.model.parsed import span_of
from bywhom.model.text import Span

_ISSUES = bag("issue release publish post make give send put read distribute circulate deliver broadcast")
_PARTS = bag("one many some several most few others another each both all none any")
_RUMORS = bag("report rumor rumour")
_OPENS = ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM")


def author(head: Any) -> Any:
    """Who stands behind "a statement by X", "X's report" or the statement that X issued; the head itself for others."""
    for child in head.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            named = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
            if named is not None:
                return named
    owners = (c for c in head.lefts if c.dep_ == "poss" and c.pos_ in ("PROPN", "NOUN", "PRON"))
    owner = next((c for c in owners if c.ent_type_ not in ("DATE", "TIME")), None)  # "yesterday's statement"
    if owner is None and lemma(head) == "statement":
        owner = next((c for c in head.lefts if c.dep_ == "compound" and c.ent_type_ in ("GPE", "ORG")), None)
    if owner is not None:
        return owner
    verb = head.head.head if head.dep_ == "pobj" else head.head
    issued = head.dep_ == "dobj" and lemma(verb) in _ISSUES
    told = head.dep_ == "pobj" and head.head.lower_ == "in" and lemma(verb) in words("speech", "verbs")
    subject = subject_of(verb) if (issued or told) and verb.pos_ == "VERB" else None
    return head if subject is None or subject.tag_ in ("WDT", "WP") else subject


def beside(verb: Any) -> Iterator[Span]:
    """The clauses set beside ``verb`` after it that have a subject of their own and say nothing themselves."""
    if not any(c.dep_ == "ccomp" for c in verb.rights) or any(c.dep_ == "nsubjpass" for c in verb.lefts):
        return
    for clause in verb.rights:
        own = any(c.dep_ in SUBJECTS for c in clause.children)
        if clause.dep_ == "conj" and own and lemma(clause) not in words("speech", "verbs"):
            yield span_of(clause.left_edge, clause.right_edge)


def opens(token: Any) -> bool:
    """True for a word with which a noun phrase begins."""
    return token is not None and token.pos_ in _OPENS and token.dep_ != "npadvmod"


def whole(head: Any) -> Any:
    """The head of those of whom a part speaks ("one of the elders", "two of the drivers"); the head itself for others.

    A part named by a noun of its own ("a group of officers") speaks as what the noun says.
    """
    named = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ in ("NOUN", "PROPN")), None)
    if head.lower_ == "one" and named is not None:
        return named  # "one of them, a baker"
    if not (head.pos_ in ("NUM", "ADJ", "DET") or head.lower_ in _PARTS) or any(c.dep_ == "appos" for c in head.rights):
        return head
    of = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ in ("of", "among")), None)
    found = None if of is None else next((c for c in of.children if c.dep_ == "pobj"), None)
    return found if found is not None and found.pos_ == "NOUN" and is_plural(found) else head


def hearsay_noun(head: Any) -> bool:
    """True for reports or rumors that nobody is named for: "reports say", "according to unofficial reports"."""
    if lemma(head) not in _RUMORS or not is_plural(head):
        return False
    owned = any(c.dep_ in ("poss", "compound", "nmod") for c in head.lefts)
    return not owned and not any(c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from", "of") for c in head.rights)
