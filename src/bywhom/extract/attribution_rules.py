"""Acts of saying in the dependency parse: cue words with their sources and contents."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bywhom.extract.nouns import lemma
from bywhom.lexicon.load import words
from bywhom.model.parsed import ParsedText, end_of, span_of, start_of
from bywhom.model.text import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_ACCOUNTS = frozenset({"account", "admission", "estimate", "count", "reckoning"})
_AFAR = 200  # characters from a cue to a quotation after its sentence from which it is not the cue's
_BARE = 40  # characters after a cue up to which it ends its sentence
_EMPTY = frozenset({"it", "there", "this", "that", "which", "what"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One cue as the parse shows it; ``source`` is the head word of the speaker's phrase, None when unnamed."""

    cue: Span
    source: Any
    content: tuple[Span, ...]
    passive: bool = False
    speaker: Span | None = None  # the speaker's phrase, where the parse does not tell it


def find_sayings(parsed: ParsedText) -> Iterator[Saying]:
    """Every act of saying or thinking that the rules see, in text order."""
    for _, doc in parsed.docs:
        for token in doc:
            saying = None
            if token.lower_ == "according":
                saying = _according(token)
            elif token.pos_ == "VERB" or (token.pos_ == "AUX" and lemma(token) == "say"):
                saying = _verb(parsed, token)
            elif token.pos_ == "NOUN":
                saying = _noun(token)
            elif token.lower_ in words("speech", "adverbs"):
                saying = _adverb(token)
            if saying is not None and saying.content:
                yield saying


def _verb(parsed: ParsedText, verb: Any) -> Saying | None:
    word = lemma(verb)
    particle = _particle(verb, word)
    speaks = word in words("speech", "verbs")
    if not (particle or speaks or word in _other_verbs()):
        return None
    content = _verb_content(parsed, verb, word, particle)
    if not content:
        return None
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    passive = passive or (verb.dep_ == "acl" and verb.tag_ == "VBN")  # "the man accused of …" accuses nobody
    source = _agent(verb) if passive else subject_of(verb)
    if source is not None and source.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" and verb.head.pos_ != "VERB":
        source = source if source.lower_ == "who" else verb.head  # "a statement which said": the statement says it
    if source is not None and (source.lower_ in _EMPTY and word not in ("show", "indicate", "suggest", "say", "read")):
        source = None
    if source is None and not passive and word not in words("speech", "verbs"):
        return None
    at = start_of(verb)
    if source is not None and any(s.start <= start_of(source) < s.end and not s.start <= at < s.end for s in content):
        return None
    return Saying(cue=_cue(verb, particle), source=source, content=content, passive=passive)


def _other_verbs() -> frozenset[str]:
    sections = ("weak_verbs", "thought_verbs", "object_verbs", "infinitive_verbs")
    return frozenset().union(*(words("speech", s) for s in sections))


def _particle(verb: Any, word: str) -> Any:
    for child in verb.rights:
        if child.dep_ in ("prep", "prt") and f"{word} {child.lower_}" in words("speech", "particles"):
            return child
    return None


def _cue(verb: Any, particle: Any) -> Span:
    first = verb
    for child in reversed(list(verb.lefts)):
        if child.dep_ not in ("aux", "auxpass", "neg", "advmod") or child.i != first.i - 1:
            break
        first = child
    last = particle if particle is not None and particle.i <= verb.i + 1 else verb
    return span_of(first, last)


def subject_of(verb: Any) -> Any:
    """The head word of who does ``verb``: its subject, that of the verb it hangs on, or the noun it describes."""
    seen = 0
    while seen < 6:
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return child
        if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp") or (verb.dep_ == "prep"):
            verb, seen = verb.head, seen + 1
            continue
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head
        return _loose_subject(verb)
    return None


def _loose_subject(verb: Any) -> Any:
    """The noun that begins a sentence in which a participle took the subject ("Two men freed on Monday said …")."""
    for child in verb.lefts:
        if child.dep_ in ("advcl", "ccomp", "csubj", "dep", "npadvmod") and child.pos_ in ("VERB", "NOUN", "PROPN"):
            return next((c for c in child.lefts if c.dep_ in SUBJECTS), child if child.pos_ != "VERB" else None)
    return None


def _agent(verb: Any) -> Any:
    for child in verb.rights:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _verb_content(parsed: ParsedText, verb: Any, word: str, particle: Any) -> tuple[Span, ...]:
    speaks = word in words("speech", "verbs") or word in words("speech", "weak_verbs")
    clauses = [c for c in verb.children if c.dep_ == "ccomp" or (c.dep_ == "parataxis" and speaks)]
    clauses = [c for c in clauses if c.i > verb.i or all(t.text != ";" for t in verb.doc[c.i : verb.i])]
    if clauses and (speaks or word in words("speech", "thought_verbs") or word in _other_verbs()):
        return _quoted_whole(parsed, verb, [_clause(c, verb) for c in clauses])
    if speaks and (quotes := _near_quotes(parsed, verb)):
        return quotes
    if speaks and verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.lefts):
        return (_rest(verb),)  # "as the minister announced, …"
    if speaks and verb.dep_ in ("parataxis", "ccomp") and verb.head.pos_ in ("VERB", "AUX") and _has_comma(verb):
        return (_rest(verb),)
    if speaks and (told := [c for c in verb.rights if c.dep_ in ("xcomp", "pcomp") and c.tag_ == "VBG"]):
        return (_clause(told[0], verb),)  # "both recounted meeting a guard"
    if word in words("speech", "infinitive_verbs"):
        infinitives = [c for c in verb.rights if c.dep_ == "xcomp" and any(x.lower_ == "to" for x in c.lefts)]
        if infinitives:
            return (_clause(infinitives[0], verb),)
    if particle is not None:
        inner = [c for c in particle.children if c.dep_ in ("pobj", "pcomp")] or [
            c for c in verb.rights if c.dep_ == "dobj" and particle.dep_ == "prt"
        ]
        if inner:
            return (_clause(inner[0], verb),)
    if word in words("speech", "object_verbs"):
        objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.lower_ not in ("that", "which")]
        if objects:
            first = _clause(objects[0], verb)
            last = [c for c in verb.rights if c.dep_ in ("prep", "oprd", "advcl") and c.lower_ in ("of", "for", "as")]
            return (Span(first.start, max(first.end, _clause(last[0], verb).end)) if last else first,)
    return ()


def _has_comma(verb: Any) -> bool:
    left, right = verb.left_edge, verb.right_edge
    before = left.i > 0 and left.nbor(-1).text in (",", '"', "”", "''")
    after = right.i + 1 < len(right.doc) and right.nbor(1).text in (",", ".")
    return bool(before or after or left.text == ",")


def _clause(head: Any, cue: Any) -> Span:
    """The words under ``head``, less the cue's own clause where that stands inside, marks at the edges left out."""
    tokens = [t for t in head.subtree if not t.is_space]
    if any(t.i == cue.i for t in tokens):
        side = [t for t in tokens if (t.i < cue.left_edge.i) == (head.i < cue.i)]
        tokens = side or tokens
    while tokens and tokens[-1].is_punct and not _quote_mark(tokens[-1]):
        tokens.pop()
    while tokens and tokens[0].is_punct and not _quote_mark(tokens[0]):
        tokens.pop(0)
    return span_of(tokens[0], tokens[-1]) if tokens else Span(start_of(head), end_of(head))


def _quote_mark(token: Any) -> bool:
    return bool(token.is_quote) or token.text in ("''", "``")


def _quoted_whole(parsed: ParsedText, verb: Any, clauses: list[Span]) -> tuple[Span, ...]:
    """Clauses widened to the whole quotations that they begin or end in, and the quotation after the cue added."""
    out: list[Span] = []
    at = start_of(verb)
    for clause in clauses:
        start, end = clause.start, clause.end
        for quote in parsed.quotes:
            if start < quote.end and quote.start < end and not quote.start <= at < quote.end:
                start, end = min(start, quote.start), max(end, quote.end)
        if not any(o.start <= start < o.end for o in out):
            out.append(Span(start, end))
    covered = list(out)
    for quote in _near_quotes(parsed, verb):
        if not any(c.start < quote.end and quote.start < c.end for c in covered):
            out.append(quote)
    return tuple(sorted(out))


def _near_quotes(parsed: ParsedText, verb: Any) -> tuple[Span, ...]:
    """Quotations of some words that touch the cue's clause: before it, or after it behind a comma or colon."""
    at = start_of(verb)
    sentence = parsed.sentence_at(at)
    if sentence is None or parsed.quote_at(at) is not None:
        return ()
    bare = sentence.end - end_of(verb) < _BARE and not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    found = []
    line = parsed.text.rfind("\n", 0, at)
    first = bisect_right(parsed.quotes, min(sentence.start, line), key=lambda q: q.end)
    for quote in parsed.quotes[first:]:
        if quote.start >= sentence.end and len(parsed.text[end_of(verb) : quote.start].rstrip()) >= _AFAR:
            break
        same = quote.end > sentence.start and quote.start < sentence.end
        if len(quote.of(parsed.text).split()) < 3 and not (same and quote.end > at):
            continue
        between = parsed.text[quote.end : at] if quote.end <= at else parsed.text[end_of(verb) : quote.start]
        tail = between.rstrip()
        if same and len(between.split()) <= (9 if quote.end <= at else 14) and ". " not in between:
            found.append(quote)
        elif quote.end <= at and "\n" not in between and len(between.split()) <= 4 and bare:
            found.append(quote)  # the quotation ended with a full stop and a bare "X said." follows, no "X said that …"
        elif quote.start >= sentence.end and tail.endswith(":") and ". " not in tail:
            found.append(quote)
    return tuple(found)


def _rest(verb: Any) -> Span:
    """The clause in which ``verb`` is a parenthesis ("the men, he said, had left")."""
    root = verb.head
    before = [t for t in root.subtree if t.i < verb.left_edge.i and not t.is_space]
    after = [t for t in root.subtree if t.i > verb.right_edge.i and not t.is_space and not t.is_punct]
    inside = before if len(before) >= len(after) else after
    while inside and inside[-1].is_punct and not _quote_mark(inside[-1]):
        inside.pop()
    if before and after:
        return span_of(before[0], after[-1])
    return span_of(inside[0], inside[-1]) if inside else Span(start_of(root), end_of(root))


def _according(token: Any) -> Saying | None:
    preposition = next((c for c in token.children if c.lower_ == "to"), None)
    if preposition is None and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
        preposition = token.nbor(1)
    source = None if preposition is None else next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if source is None or preposition is None:
        return None
    governor = token.head
    while governor.pos_ not in ("VERB", "AUX") and governor.head.i != governor.i:
        governor = governor.head
    sentence = [t for t in governor.subtree if not t.is_space]
    outer = preposition.right_edge if token.i <= preposition.i else token
    left = [t for t in sentence if t.i < token.i]
    right = [t for t in sentence if t.i > outer.i]
    while right and (right[0].is_punct and not _quote_mark(right[0])):
        right.pop(0)
    for side in (left, right):
        while side and side[-1].is_punct and not _quote_mark(side[-1]):
            side.pop()
    side = left if len(left) > 2 else right
    if not side:
        return None
    return Saying(cue=span_of(token, preposition), source=source, content=(span_of(side[0], side[-1]),))


def _noun(noun: Any) -> Saying | None:
    """A noun of saying with its clause: "their claim that …", "a vow by the group to …"."""
    word = lemma(noun)
    spoken = word in words("speech", "nouns")
    if not spoken and word not in words("speech", "thought_nouns"):
        return None
    source = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if source is not None and noun.dep_ == "pobj" and noun.head.lower_ == "by" and word in _ACCOUNTS:
        return _account(noun, source)
    clauses = [c for c in noun.rights if c.dep_ in ("acl", "ccomp") and _is_clause(c)]
    if not clauses:
        return None
    for child in noun.rights:
        if source is None and child.lower_ in ("by", "from", "of") and child.dep_ in ("prep", "agent"):
            source = next((c for c in child.children if c.dep_ == "pobj"), None)
    verb = noun.head
    if source is None and noun.dep_ in ("dobj", "attr", "pobj") and verb.pos_ == "VERB":
        source = subject_of(verb)
    if source is None and not spoken:
        return None
    return Saying(cue=span_of(noun, noun), source=source, content=(_clause(clauses[0], noun),))


def _account(noun: Any, source: Any) -> Saying | None:
    """ "By his own account he stood outside": all of the clause but the phrase itself."""
    preposition, governor = noun.head, noun.head.head
    tokens = [t for t in governor.subtree if not t.is_space]
    left = [t for t in tokens if t.i < preposition.i]
    right = [t for t in tokens if t.i > noun.right_edge.i and not (t.i == noun.right_edge.i + 1 and t.is_punct)]
    side = right if len(right) > len(left) else left
    while side and side[-1].is_punct:
        side.pop()
    return Saying(cue=span_of(noun, noun), source=source, content=(span_of(side[0], side[-1]),)) if side else None


def _is_clause(child: Any) -> bool:
    first = next(iter(child.lefts), child)
    return any(c.lower_ in ("that", "to") and c.dep_ in ("mark", "aux") for c in child.lefts) or first.lower_ == "that"


def _adverb(token: Any) -> Saying | None:
    governor = token.head
    if governor.pos_ not in ("VERB", "AUX", "ADJ"):
        return None
    tokens = [t for t in governor.subtree if not t.is_space]
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    return Saying(cue=span_of(token, token), source=None, content=(span_of(tokens[0], tokens[-1]),)) if tokens else None
