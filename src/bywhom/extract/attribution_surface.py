"""Acts of saying that the parse garbled, read off the surface ("…, two residents said.", "The union says its …")."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from bywhom.extract.attribution_rules import SUBJECTS, Saying, subject_of
from bywhom.extract.nouns import lemma
from bywhom.lexicon.load import words
from bywhom.model.parsed import ParsedText, end_of, span_of, start_of
from bywhom.model.text import Span

_SPEAKER = 18  # tokens that a speaker's phrase may have at the end of a sentence
_TAIL = 7  # tokens that may follow a closing "he said" ("in a statement on Friday")
_OPENS = ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM", "SCONJ")
_CLOSING = frozenset({",", '"', "”", "''", "—", "–"})


def surface_sayings(parsed: ParsedText, known: Sequence[Saying]) -> Iterator[Saying]:
    """Sayings by a plain verb at which the rules over the parse saw nothing, sentence by sentence.

    Three orders are read: what is said before a comma, then the speaker, then the verb; the same with the verb before
    the speaker; and the speaker, the verb, and all that follows it. Quoted words are left to the quotations.
    """
    taken = {s.cue.start for s in known} | {s.cue.end for s in known}
    for sentence in parsed.sentences:
        tokens = list(parsed.tokens(sentence))
        for i, token in enumerate(tokens):
            if start_of(token) in taken or end_of(token) in taken or not _speaks(token):
                continue
            if parsed.quote_at(start_of(token)) is not None:
                continue
            found = _closing(tokens, i) or _inverted(tokens, i) or _opening(tokens, i)
            if found is not None:
                yield found
                break


def _speaks(token: Any) -> bool:
    told = token.tag_ in ("VBD", "VBZ", "VBP", "VBN") or (token.tag_ == "VBG" and token.dep_ in ("acl", "advcl"))
    return told and lemma(token) in words("speech", "closing")


def _closing(tokens: list[Any], i: int) -> Saying | None:
    """ "The men had left, two residents of the town said on Friday." """
    tail = [t for t in tokens[i + 1 :] if not t.is_punct]
    if len(tail) > _TAIL or any(t.pos_ in ("VERB", "AUX") or t.dep_ in SUBJECTS for t in tail):
        return None
    comma = next((j for j in range(i - 1, 1, -1) if tokens[j].text in _CLOSING), None)
    if comma is None or not 0 < i - comma - 1 <= _SPEAKER or comma < 3:
        return None
    return _saying(tokens[i], tokens[comma + 1 : i], tokens[:comma])


def _inverted(tokens: list[Any], i: int) -> Saying | None:
    """ "The men had left, said Omar Haddad, a baker, and others." """
    if i < 3 or tokens[i - 1].text not in _CLOSING:
        return None
    after = list(takewhile(lambda t: t.text not in (";", '"', "“"), tokens[i + 1 :]))
    while after and after[-1].is_punct:
        after.pop()
    if not after or len(after) > _SPEAKER or after[0].pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "NUM"):
        return None
    return _saying(tokens[i], after, tokens[: i - 1])


def _opening(tokens: list[Any], i: int) -> Saying | None:
    """ "Two drivers released last week said they were beaten." """
    content = tokens[i + 1 :]
    if lemma(tokens[i]) == "read" or len(content) < 3 or content[0].pos_ not in _OPENS or content[0].dep_ == "npadvmod":
        return None
    subject = subject_of(tokens[i]) or next((t for t in tokens[:i] if t.dep_ in SUBJECTS), None)
    if subject is None or subject.i >= tokens[i].i or subject.doc is not tokens[i].doc:
        return None
    if content[0].tag_ in ("WDT", "WP", "WRB") or subject.tag_ in ("WDT", "WP"):
        return None
    return Saying(cue=span_of(tokens[i], tokens[i]), source=subject, content=(_trimmed(content),))


def _saying(verb: Any, speaker: list[Any], content: list[Any]) -> Saying | None:
    heads = [t for t in speaker if t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ not in ("compound", "poss")]
    if not heads or any(t.tag_ in ("VBD", "VBZ", "VBP", "WDT", "WP", "MD") for t in speaker) or len(content) < 3:
        return None
    inside = {t.i for t in speaker}
    head = next((t for t in heads if t.head.i not in inside), heads[0])
    return Saying(cue=span_of(verb, verb), source=head, content=(_trimmed(content),), speaker=_trimmed(speaker))


def _trimmed(tokens: list[Any]) -> Span:
    kept = list(tokens)
    while len(kept) > 1 and kept[-1].is_punct and not kept[-1].is_quote:
        kept.pop()
    return span_of(kept[0], kept[-1])
