"""Speakers: what kind of voice an attribution is, and the chain of voices behind a claim."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from bywhom.extract.entities import Entities
from bywhom.extract.names import name_key
from bywhom.extract.nouns import is_plural, lemma, pronoun_class
from bywhom.extract.overlay import Overlay
from bywhom.extract.phrases import noun_phrase, takes_of
from bywhom.extract.slots import antecedent
from bywhom.extract.speakers_syntax import author, beside, hearsay_noun, opens, whole
from bywhom.lexicon.load import words
from bywhom.model.attribution import Attribution
from bywhom.model.claim import Voice
from bywhom.model.parsed import ParsedText, start_of
from bywhom.model.text import Span
from bywhom.model.who import Entity

_PRESENT = ("armed", "media", "document", "official", "witness", "organisation")
_KIND = {"armed": "armed_group", "media": "media", "document": "document", "organisation": "organisation"}
_MUTE = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "ADV", "PART", "PUNCT", "SYM", "SPACE", "INTJ"})
_TELLERS = ("anonymous_witness", "named_witness")
_UNNAMED = ("accusers", "believed", "reports")
_NOBODY = "(unnamed)"
_CLOSE = 45  # characters that may follow a closing "he said" before the sentence ends
_LOUD = 2  # sayings of others between two of the same witnesses that end their story
_RUN = 6  # sentences that a narrative may run on between two attributions to the same people


class Speakers:
    """The voices of one report. ``attributions`` are those given, with entity and kind filled."""

    def __init__(self, parsed: ParsedText, attributions: Sequence[Attribution], entities: Entities) -> None:
        self._parsed = parsed
        self._entities = entities
        self._voices: dict[str, tuple[Voice, ...]] = {}
        self._documents: dict[str, Any] = {}  # entity of a statement or report → head word of its author
        self._calls: dict[str, list[Span]] = {}  # label → where the text calls somebody so
        named = []
        for given in attributions:
            a = given if given.narrative or self._can_speak(given) else replace(given, source=None)
            voices = self._voices_of(a)
            self._voices[a.id] = voices
            last = voices[-1] if voices else Voice(name="", kind="anonymous_other")
            named.append(replace(a, entity=last.entity, kind=last.kind))
        self._all = (*named, *self._narratives(named))
        self._overlay = Overlay((a, (*a.content, a.cue) if a.cue is not None else a.content) for a in self._all)
        self._used: set[str] = set()

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions with entity and kind; weak ones only where a claim was found to rest on them."""
        told = tuple(a for a in self._all if not a.weak or a.id in self._used)
        ids = {a.id for a in told}
        return tuple(a if a.parent in ids else replace(a, parent="") for a in told)

    def voices_for(self, trigger: Span, sentence: Span) -> tuple[tuple[Voice, ...], Attribution | None]:
        """The chain of voices behind the words at ``trigger``, nearest the reporter first, with the last attribution.

        The reporter's own voice when no saying covers the trigger. A saying that is itself the news (its cue is the
        trigger) does not make its speaker the source of it.
        """
        around = [a for a in self._overlay.near(trigger) if self._covers(a, trigger) and self._reports(a)]
        if not around:
            around = [a for a in self._overlay.near(sentence) if self._frames(a, trigger, sentence)]
        if not around:
            return (Voice(),), None
        self._used.update(a.id for a in around)
        around.sort(key=lambda a: -sum(len(c) for c in a.content))
        chain: list[Voice] = []
        for a in around:
            for voice in self._voices.get(a.id, ()):
                if not any(_same(voice, known) for known in chain):
                    chain.append(voice)
        return tuple(chain) or (Voice(),), around[-1]

    def _covers(self, a: Attribution, trigger: Span) -> bool:
        if a.cue is not None and a.cue.overlap(trigger) and not self._is_hearsay(a.cue):
            return a.cue.start == trigger.start and self._speaks_of(a, trigger)
        return any(c.start <= trigger.start < c.end for c in a.content)

    def _speaks_of(self, a: Attribution, trigger: Span) -> bool:
        """True where the words of a claim take in the verb with which a figure is told ("speaks of 4,000 men")."""
        cue = {lemma(t) for t in self._parsed.tokens(a.cue)} if a.cue is not None else set()
        return bool(cue & words("speech", "counting")) and any(c.start < trigger.end for c in a.content)

    def _is_hearsay(self, cue: Span) -> bool:
        return cue.of(self._parsed.text).casefold() in words("speech", "hearsay")

    def _frames(self, a: Attribution, trigger: Span, sentence: Span) -> bool:
        """True where a saying holds for words of its sentence that the parse leaves out of its content.

        That is all of the sentence for "according to" at its edge and for a closing "officials said", a noun phrase
        that the parse cut off after "says", and a clause beside it with a subject of its own ("…, but they met few").
        """
        if a.cue is None or not sentence.contains(a.cue) or a.parent or a.cue.overlap(trigger):
            return False
        if a.source is not None and a.source.overlap(trigger):
            return False
        text = self._parsed.text
        if a.cue.of(text).casefold().startswith("according"):
            return True
        verb = next((t for t in self._parsed.tokens(a.cue) if lemma(t) in words("speech", "closing")), None)
        if verb is None or a.source is None or not sentence.contains(a.content[0]):
            return False
        first, last = a.content[0], a.content[-1]
        if last.end <= min(a.cue.start, a.source.start):
            ends = sentence.end - max(a.cue.end, a.source.end) < _CLOSE
            return ends and trigger.end <= first.start and self._parsed.quote_at(first.start) is None
        if a.cue.end <= trigger.start < first.start:
            return opens(next(self._parsed.tokens(Span(a.cue.end, first.start)), None))
        return first.start >= a.cue.end and any(c.start <= trigger.start < c.end for c in beside(verb))

    def _reports(self, a: Attribution) -> bool:
        """True for cues that put a proposition forward; wanting and planning are the reporter's account of a mind."""
        if a.narrative or a.cue is None:
            return True
        if a.source is None and self._unnamed(a) == _NOBODY:
            return False  # "it should be recalled that": of 13 such on coded reports none told of another's account
        lemmas = {lemma(t) for t in self._parsed.tokens(a.cue)} | {t.lower_ for t in self._parsed.tokens(a.cue)}
        return bool(lemmas & _saying())

    # who speaks

    def _can_speak(self, a: Attribution) -> bool:
        """False where nobody is named: a tagger took a bullet, a number or a verb for a speaker, or whom one believes
        something of for one who believes it ("a suspect believed to have left")."""
        if a.source is None:
            return True
        head = self._parsed.head_of(a.source)
        if head is None or not any(ch.isalpha() for ch in a.source.of(self._parsed.text)):
            return False
        if head.pos_ in _MUTE and not head.text[:1].isupper():
            return False
        return not any(
            t.tag_ == "VBN" and t.dep_ == "acl" and t.head == head and lemma(t) in words("speech", "believed")
            for t in (self._parsed.tokens(a.cue) if a.cue is not None else ())
        )

    def _voices_of(self, a: Attribution) -> tuple[Voice, ...]:
        if a.source is None:
            return (Voice(name=self._unnamed(a), kind="anonymous_other", span=a.cue, cue=a.cue),)
        head = self._parsed.head_of(a.source)
        if head is None:
            return (self._labelled(a.source),) if a.narrative else ()
        heads = [head, *(c for c in head.conjuncts if a.source.start <= start_of(c) < a.source.end)]
        heads = [h for h in heads if h.lower_ not in words("sources", "platform")]  # it is said there, not by it
        voices = tuple(self._voice(h, a) for h in sorted(heads, key=start_of))
        listener = self._outlet(a)
        return voices if listener is None else (listener, *voices)

    def _labelled(self, label: Span) -> Voice:
        """Whom a label in capitals, which reads as a dateline, means: whoever is so called elsewhere in the text."""
        text, word = self._parsed.text, label.of(self._parsed.text)
        if word not in self._calls:
            self._calls[word] = [Span(*m.span()) for m in re.finditer(rf"\b{re.escape(word)}\b", text, re.I)]
        for span in self._calls[word]:
            head, entity = self._parsed.head_of(span), self._entities.resolve(span)
            if head is not None and entity is not None and entity.type in ("PERSON", "ORGANISATION"):
                return Voice(entity=entity.id, name=entity.name, kind=self._kind(head, span, entity), span=label)
        return Voice(name=word.title() if word.isupper() else word, kind="named_other", span=label)

    def _unnamed(self, a: Attribution) -> str:
        """What an unnamed voice does, by its cue: it accuses, believes or reports."""
        said = set() if a.cue is None else {w for t in self._parsed.tokens(a.cue) for w in (lemma(t), t.lower_)}
        return next((f"({name})" for name in _UNNAMED if said & words("speech", name)), _NOBODY)

    def _voice(self, head: Any, a: Attribution) -> Voice:
        head = self._author(whole(antecedent(head)))
        span = noun_phrase(head, of=takes_of(head))
        if hearsay_noun(head):
            return Voice(name=f"({span.of(self._parsed.text).lower()})", kind="anonymous_other", span=span, cue=a.cue)
        entity = self._entities.entity_for(span)
        kind = self._kind(head, span, entity)
        return Voice(
            entity=entity.id if entity else "", name=entity.name if entity else span.of(self._parsed.text), kind=kind,
            span=span, cue=a.cue,
        )  # fmt: skip

    def _author(self, head: Any) -> Any:
        """Who stands behind a document that speaks, here or where it was first told of; the head itself for others."""
        if lemma(head) not in words("sources", "document"):
            return head
        entity = self._entities.entity_for(noun_phrase(head, of=takes_of(head)))
        found = author(head)
        if found is not head and entity is not None:
            self._documents[entity.id] = found
        return self._documents.get(entity.id, found) if entity is not None else found

    def _outlet(self, a: Attribution) -> Voice | None:
        """The outlet that was told: "X told the Daily News" makes the outlet the nearer link."""
        if a.cue is None:
            return None
        for token in self._parsed.tokens(a.cue):
            for child in token.rights:
                told = child
                if child.dep_ in ("dative", "prep") and child.lower_ in ("to", "by"):
                    told = next((c for c in child.children if c.dep_ == "pobj"), child)
                if told.dep_ not in ("dobj", "dative", "pobj") or not _is_outlet(told):
                    continue
                span = noun_phrase(told)
                entity = self._entities.entity_for(span, "ORGANISATION")
                return Voice(entity=entity.id if entity else "", name=entity.name if entity else told.text,
                             kind="media", span=span, cue=a.cue)  # fmt: skip
        return None

    def _kind(self, head: Any, span: Span, entity: Entity | None) -> str:
        """The codebook's class of a speaker, by name, head noun and what else the report calls him."""
        called = {lemma(head), *(lemma(t) for t in self._parsed.tokens(span) if t.pos_ in ("NOUN", "PROPN"))}
        nouns = self._entities.nouns_of(entity.id) if entity else frozenset()
        person = entity is not None and not entity.described and entity.type == "PERSON"
        if person:
            assert entity is not None
            return self._named_person(called | nouns)
        if entity is not None and not entity.described:
            if _outlet_name(entity):
                return "media"
            if entity.type == "ORGANISATION" and _armed_name(entity):
                return "armed_group"
        body = entity is not None and not entity.described and entity.type == "ORGANISATION"
        for group in ({lemma(head)}, set() if body else called - {lemma(head)}, set(nouns)):  # "General Staff"
            for section in _PRESENT:
                if group & words("sources", section):
                    return self._described(section, head, called | nouns)
        if entity is not None and not entity.described and entity.type in ("ORGANISATION", "LOCATION", "FACILITY"):
            return "armed_group" if _armed_name(entity) else "organisation"
        return "anonymous_other"

    def _named_person(self, called: set[str]) -> str:
        if called & words("sources", "armed") and called & {"spokesman", "spokesperson", "spokeswoman", "leader"}:
            return "armed_group"
        if called & words("sources", "official"):
            return "named_official"
        return "named_witness" if called & words("sources", "witness") else "named_other"

    def _described(self, section: str, head: Any, called: set[str]) -> str:
        if section == "official":
            if lemma(head) in ("spokesman", "leader", "commander", "official") and called & words("sources", "armed"):
                return "armed_group"
            return "anonymous_official"
        return "anonymous_witness" if section == "witness" else _KIND[section]

    # narratives

    def _narratives(self, named: Sequence[Attribution]) -> list[Attribution]:
        """What stands unsaid between two sayings of the same witnesses, where others are hardly heard, they tell."""
        spoken: dict[int, Attribution] = {}
        heard: dict[int, list[Attribution]] = {}
        ends: dict[int, Attribution] = {}  # a run may end with one of the tellers alone
        for a in named:
            at = a.cue or a.content[0]
            index = self._parsed.sentence_index(at.start)
            if index is not None and a.source is not None and self._reports(a) and not a.parent:
                heard.setdefault(index, []).append(a)
            if index is not None and a.kind in _TELLERS and self._reports(a) and not a.parent:
                ends.setdefault(index, a)
                if self._several(a):
                    spoken.setdefault(index, a)
        covered = {i for a in named if self._reports(a) for c in a.content for i in self._sentences(c)}
        out: list[Attribution] = []
        for i in sorted(spoken):
            j = next((k for k in range(i + 1, i + _RUN + 2) if k in ends and self._one(spoken[i], ends[k])), None)
            between = [] if j is None else [k for k in range(i + 1, j) if k not in covered]
            others = [b for k in range(i + 1, j or 0) for b in heard.get(k, ()) if not self._one(spoken[i], b)]
            if between and len(others) < _LOUD:
                out.append(self._narrative(spoken[i], between, len(named) + len(out)))
        return out

    def _sentences(self, content: Span) -> list[int]:
        first, last = (self._parsed.sentence_index(c) for c in (content.start, max(content.start, content.end - 1)))
        return [] if first is None or last is None else list(range(first, last + 1))

    def _several(self, a: Attribution) -> bool:
        """True for several witnesses or a named one: "one driver said" is one voice inside the drivers' story."""
        head = None if a.source is None else self._parsed.head_of(a.source)
        if head is None or a.kind == "named_witness":
            return head is not None
        return is_plural(head) or pronoun_class(head) == "they"

    def _one(self, a: Attribution, b: Attribution) -> bool:
        """True for two sayings of one entity, or of tellers that the report calls by one noun ("drivers")."""
        return a.entity == b.entity or bool(self._entities.nouns_of(a.entity) & self._entities.nouns_of(b.entity))

    def _narrative(self, a: Attribution, sentences: Sequence[int], number: int) -> Attribution:
        made = replace(a, id=f"a{number}", content=tuple(self._parsed.sentences[k] for k in sentences),
                       cue=None, parent="", narrative=True)  # fmt: skip
        self._voices[made.id] = self._voices[a.id]
        return made


@cache
def _saying() -> frozenset[str]:
    told = words("speech", "verbs") | words("speech", "nouns") | words("speech", "adverbs")
    return (told | words("speech", "reporting")) - words("speech", "deeds")


def _same(a: Voice, b: Voice) -> bool:
    return bool(a.entity and a.entity == b.entity) or (a.span is not None and a.span == b.span)


def _is_outlet(token: Any) -> bool:
    phrase = noun_phrase(token)
    text = token.doc.text[phrase.start - token.doc.user_data["offset"] :][: len(phrase)]
    return name_key(text) in _outlets() or (token.pos_ == "PROPN" and token.lower_ in ("news", "tv", "radio", "times"))


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name_key(n) for n in words("sources", "media_names"))


def _outlet_name(entity: Entity) -> bool:
    keys = {name_key(n) for n in (entity.name, *entity.aliases)}
    tail = {k.split()[-1] for k in keys if k}
    return bool(keys & _outlets()) or bool(tail & {"news", "tv", "television", "radio", "times", "post", "gazette"})


def _armed_name(entity: Entity) -> bool:
    """True for a known non-state armed group, or a name that says that it is one ("... Brigade", "... rebels")."""
    keys = {name_key(n) for n in (entity.name, *entity.aliases)}
    return bool(keys & _groups()) or any(set(k.split()) & words("sources", "armed") for k in keys)


@cache
def _groups() -> frozenset[str]:
    return frozenset(name_key(n) for n in words("armed_groups", "names"))
