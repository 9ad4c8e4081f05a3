"""Of which body an office is: read off the words around its title, else understood from the rest of the report."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bywhom.extract.candidate import Candidate
from bywhom.extract.fillers import Entities
from bywhom.extract.names import country_of
from bywhom.extract.nouns import lemma
from bywhom.extract.titled import MAKER as TITLED
from bywhom.extract.titled import word_of
from bywhom.lexicon.frames import state_names
from bywhom.lexicon.load import load, words
from bywhom.model.claim import Filler
from bywhom.model.parsed import ParsedText, span_of, start_of
from bywhom.model.text import Span
from bywhom.model.who import Entity

_PERSON = {"leads": "leader", "member": "member"}
_OWNERS = frozenset({"its", "their", "whose", "our"})
_PLAIN = 2  # a country is plainly the one meant that is told this many times as often as any other
_CLOSE = 9  # characters between an office told by a title before a name and the words for its body
_NAMED = 3  # mentions for which a body's name counts, over one that is only described
_CLASSES = ("police", "town", "state", "senate", "house", "council", "court", "prosecution")


def with_body(candidate: Candidate, parsed: ParsedText) -> Candidate:
    """An office without bodies that are but words of its title ("[State] Rep. X"), with the one before the title.

    That is the run of names before the title ("Alba [Harbor Police] chief", "the [Syldavian] defense minister") or the
    owner ("[its] governor").
    """
    if candidate.type not in _PERSON:
        return candidate
    given = candidate.roles.get("organisation", ())
    kept = tuple(s for s in given if not (_is_field(s, parsed) and _beside(s, candidate, parsed)))
    if candidate.maker.endswith(TITLED):
        kept = tuple(s for s in kept if _touches(s, candidate))
    roles: dict[str, tuple[Span, ...]] = {r: s for r, s in candidate.roles.items() if r != "organisation"}
    if kept or (found := _before(candidate, parsed)) is None:
        return (
            replace(candidate, roles={**roles, "organisation": kept} if kept else roles) if kept != given else candidate
        )
    return replace(candidate, roles={**roles, "organisation": (found,)})


def _is_field(span: Span, parsed: ParsedText) -> bool:
    """True for words that tell an office's field, rank or age and name no body."""
    tokens = list(parsed.tokens(span))
    if len(tokens) > 1 and tokens[0].pos_ == "DET":
        return False  # "chief of the general staff"
    return all(word_of(t) in words("bodies", "fields") or t.pos_ == "DET" or t.is_punct for t in tokens)


def _beside(span: Span, candidate: Candidate, parsed: ParsedText) -> bool:
    """True for words in the title, right before it, right after its "of", or in the holder's own phrase."""
    title, text = candidate.trigger, parsed.text
    between = text[title.end : span.start].strip().lower() if span.start >= title.end else "-"
    before = span.end <= title.start and not text[span.end : title.start].strip(" -")
    own = any(s.overlap(span) for s in candidate.roles.get(_PERSON[candidate.type], ()))
    return bool(span.overlap(title)) or before or own or between in ("", "of")


def _touches(span: Span, candidate: Candidate) -> bool:
    """True for words within a few characters of the title and its holder."""
    around = (candidate.trigger, *candidate.roles.get(_PERSON[candidate.type], ()))
    first, last = min(s.start for s in around), max(s.end for s in around)
    return span.end >= first - _CLOSE and span.start <= last + _CLOSE


def _before(candidate: Candidate, parsed: ParsedText) -> Span | None:
    tokens = [t for t in parsed.tokens(candidate.trigger) if t.pos_ in ("NOUN", "PROPN", "ADJ")]
    if not tokens or tokens[0].pos_ == "VERB":
        return None
    head = next((t for t in tokens if _is_title(t)), tokens[0])
    owner = next((c for c in head.lefts if c.dep_ == "poss" and c.lower_ in _OWNERS), None)
    if owner is not None:
        return span_of(owner, owner)
    run: list[Any] = []
    for token in reversed(list(head.doc[max(0, head.i - 8) : head.i])):
        if start_of(token) < candidate.sentence.start or not _names(token):
            break
        run.insert(0, token)
    while run and (word_of(run[-1]) in words("bodies", "fields") or not _proper(run[-1])):
        run.pop()
    while run and (word_of(run[0]) in words("bodies", "fields") or not _proper(run[0])):
        run.pop(0)
    if not run or run[-1].ent_type_ == "PERSON" or (run[-1].i + 1 < head.i and run[-1].nbor(1).text == ","):
        return None
    return span_of(run[0], run[-1])


def _is_title(token: Any) -> bool:
    word = word_of(token)
    return lemma(token) in words("titles", "offices") or word in words("titles", "before") or word in _tails()


@cache
def _tails() -> frozenset[str]:
    return frozenset(t.split()[-1] for c in _CLASSES for t in words("bodies", c))


def _names(token: Any) -> bool:
    """True for a word that may belong to the names and adjectives before a title."""
    return token.pos_ in ("PROPN", "NOUN", "ADJ") or token.tag_ == "POS" or token.text in ("-", "'", "’", "&")


def _proper(token: Any) -> bool:
    return bool(token.text[:1].isupper() and token.ent_type_ not in ("DATE", "TIME", "CARDINAL", "ORDINAL"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """An office whose body the report names."""

    person: str
    kind: str
    title: str
    body: Entity


class Bodies:
    """The bodies that the offices of one report leave to its context."""

    def __init__(
        self, parsed: ParsedText, entities: Entities, candidates: Sequence[Candidate], home: Span | None = None
    ) -> None:
        """``home``: where the report first names the country that it was written in, if it does."""
        self._parsed = parsed
        self._home = home
        self._entities = entities
        self._plain = parsed.text.lower().replace("’", "'")
        self._held = [h for c in candidates if c.type in _PERSON for h in self._offices(c)]

    def understood(self, candidate: Candidate) -> tuple[Filler, ...]:
        """The body of an office that its sentence does not name; empty where the report does not make it plain.

        The holder's own body where it is told elsewhere; a state's head is of the country that the report speaks of
        most, else that of the dateline, if it has no other holder of the office; a mayor of its town, an officer of
        its police, a member of its chamber.
        """
        kind, title = self._kind(candidate)
        if not kind:
            return ()
        people = self._people(candidate)
        own = next((h.body for h in self._held if h.kind == kind and h.person in people), None)
        body = own or self._of_kind(kind, title, people)
        return (Filler(entity=body.id),) if body is not None and body.id not in people else ()

    def _of_kind(self, kind: str, title: str, people: frozenset[str]) -> Entity | None:
        match kind:
            case "state":
                taken = {h.body.id for h in self._held if h.title == title and h.person not in people}
                return self._country(taken) or self._at_home(taken)
            case "town":
                return self._town()
        return self._named(kind)

    def _people(self, c: Candidate) -> frozenset[str]:
        found = (self._entities.resolve(s) for s in c.roles.get(_PERSON[c.type], ()))
        return frozenset(e.id for e in found if e is not None)

    def _kind(self, c: Candidate) -> tuple[str, str]:
        """Class and words of the title."""
        text = self._parsed.text
        start = max(c.sentence.start, c.trigger.start - 24)
        said = f" {text[start : c.trigger.end].lower().replace('.', '').replace('-', ' ')} "
        own = f" {c.trigger.of(text).lower().replace('.', '').replace('-', ' ')} "
        for kind in _CLASSES:
            for title in sorted(words("bodies", kind), key=len, reverse=True):
                if said.rstrip().endswith(f" {title}") or f" {title} " in own:
                    return kind, title
        return "", ""

    def _offices(self, c: Candidate) -> Iterator[_Held]:
        kind, title = self._kind(c)
        bodies = [self._entities.resolve(s) for s in c.roles.get("organisation", ())]
        for body in bodies:
            if kind and body is not None and not body.described:
                for person in self._people(c):
                    yield _Held(person=person, kind=kind, title=title, body=body)

    def _country(self, taken: set[str]) -> Entity | None:
        def of(name: str) -> str:
            return country_of(name) or (name if name in state_names() else "")

        return self._most_told(("GPE", "NORP"), of, taken)

    def _at_home(self, taken: set[str]) -> Entity | None:
        """The country of the dateline: a report from Havana says "the president" of Cuba's."""
        own = None if self._home is None else self._entities.entity_for(self._home, "LOCATION")
        return None if own is None or own.id in taken else own

    def _town(self) -> Entity | None:
        def of(name: str) -> str:
            return "" if country_of(name) or name in state_names() else name

        return self._most_told(("GPE",), of, set())

    def _most_told(self, labels: Sequence[str], of: Callable[[str], str], taken: set[str]) -> Entity | None:
        """The place that names of these labels tell by far most, under the name that ``of`` gives it; "" is none."""
        told: Counter[str] = Counter()
        where: dict[str, Span] = {}
        for ent in (e for _, doc in self._parsed.docs for e in doc.ents if e.label_ in labels):
            name = of(ent.text.removeprefix("the ").removesuffix("'s"))
            if name:
                told[name] += 1
                where.setdefault(name, span_of(ent[0], ent[-1]))
        free = [name for name, _ in told.most_common() if self._id(where[name]) not in taken]
        if free and (len(free) == 1 or told[free[0]] >= _PLAIN * told[free[1]]):
            return self._entities.entity_for(where[free[0]], "LOCATION")
        return None

    def _id(self, span: Span) -> str:
        found = self._entities.resolve(span)
        return "" if found is None else found.id

    def _named(self, kind: str) -> Entity | None:
        """The body of a class that the report names most: told by name before one that is only described."""
        told: Counter[str] = Counter()
        where: dict[str, Span] = {}
        for name in load("bodies")["names"].get(kind, ()):
            for found in re.finditer(rf"\b{name}\b", self._plain):
                entity = self._entities.resolve(Span(*found.span()))
                if entity is not None and entity.type == "ORGANISATION":
                    where.setdefault(entity.id, Span(*found.span()))
                    told[entity.id] += 1 + _NAMED * (not entity.described)
        best = next((i for i, _ in told.most_common(1)), None)
        return None if best is None else self._entities.entity_for(where[best], "ORGANISATION")
