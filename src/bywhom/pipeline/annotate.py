"""Annotate one text: the wiring from words to claims, with no casefile and no network."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from bywhom.config import Settings
from bywhom.extract.assemble import Assembler
from bywhom.extract.attribution import find_attributions
from bywhom.extract.bodies import with_body
from bywhom.extract.candidate import Candidate
from bywhom.extract.complete import complete
from bywhom.extract.entities import Entities, build_entities
from bywhom.extract.frames import FrameMatcher, KindOf
from bywhom.extract.fuse import Policy, fuse, unasked
from bywhom.extract.learned import learned_candidates
from bywhom.extract.mentions import find_mentions
from bywhom.extract.offices import by_office, first_told, of_one
from bywhom.extract.places import find_place_spans
from bywhom.extract.places_relations import find_relations
from bywhom.extract.speakers import Speakers
from bywhom.extract.times import find_times
from bywhom.extract.times_outlook import outlooks
from bywhom.extract.titled import with_titled
from bywhom.model.layers import TaggedSpan, Tags
from bywhom.model.parsed import ParsedText
from bywhom.model.reading import Reading
from bywhom.model.text import Span
from bywhom.model.when import TimeMention
from bywhom.model.where import Place, PlaceMention
from bywhom.model.who import MENTION_TYPES, Entity, Mention
from bywhom.nlp.learned import SHIPPED, LearnedReader
from bywhom.nlp.load import Parser, load_parser
from bywhom.nlp.pronoun_reader import PronounReader
from bywhom.nlp.segment import is_dateline
from bywhom.resolve.places import resolve_places
from bywhom.resolve.places_relations import locate_relations
from bywhom.resolve.times import resolve_times
from bywhom.store.gazetteer import SqliteGazetteer, open_gazetteer

SURE = 0.5  # a place less likely than this to lie within 161 km is no place of an entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """Reads texts; loaded once, safe to use again and again in one thread."""

    parser: Parser
    gazetteer: SqliteGazetteer
    policy: Policy
    reader: LearnedReader | None = None
    pronouns: PronounReader | None = None  # absent where its weights are: the signs decide alone then

    @classmethod
    def load(cls, settings: Settings | None = None) -> Self:
        """Load what ``settings`` name; raises ModelMissing when a part is absent."""
        settings = settings or Settings()
        folder = Path(settings.models).expanduser() if settings.models else None
        return cls(
            parser=load_parser(fast=settings.fast),
            gazetteer=open_gazetteer(settings.gazetteer),
            policy=Policy.load((folder or SHIPPED) / "fusion.json"),
            reader=None if settings.fast else LearnedReader.load(folder, threads=settings.threads),
            pronouns=None if settings.fast else PronounReader.load(folder or SHIPPED, threads=settings.threads),
        )

    def annotate(
        self, text: str, *, report: str = "", published: date | None = None, publisher: str = "", title: str = "",
        headings: Sequence[Span] = (),
    ) -> Reading:  # fmt: skip
        """The reading of ``text``. Offsets count characters of ``text``; dates are resolved from ``published``."""
        del title, headings  # known to ingest; reading finds headings itself and makes no claim of a title
        parsed = self.parser.parse(text)
        tags = None if self.reader is None else self.reader.tag(text, _pairs(parsed.sentences))
        mentions = find_mentions(parsed, tags)
        times = self.times(parsed, published)
        places = self._places(parsed, mentions, publisher)
        mentions = whole_names(text, mentions, places)
        said = find_attributions(parsed, tags)
        entities = build_entities(parsed, mentions, said, self.pronouns)
        speakers = Speakers(parsed, said, entities)
        assembler = Assembler(
            report, parsed, entities=entities, times=times, voices=speakers.voices_for, home=_home(text, places)
        )
        kind_of = kinds(mentions)
        fused = first_told(fuse(*self.makers(parsed, mentions, tags), self.policy), parsed)
        made = [complete(with_body(of_one(c, parsed), parsed), parsed, kind_of) for c in fused]
        claims = assembler.claims(made)
        return Reading(
            report=report, sentences=parsed.sentences, mentions=entities.mentions, entities=_located(entities, places),
            times=times, places=places, attributions=speakers.attributions, claims=tuple(claims),
        )  # fmt: skip

    def makers(
        self, parsed: ParsedText, mentions: Sequence[Mention] | None = None, tags: Tags | None = None
    ) -> tuple[list[Candidate], list[Candidate] | None]:
        """What the rules and what the learned parts make of a text; the second is None without learned parts.

        The learned parts are asked about the rules' triggers too. ``mentions`` and ``tags`` save reading them again.
        """
        if tags is None and self.reader is not None:
            tags = self.reader.tag(parsed.text, _pairs(parsed.sentences))
        rules = FrameMatcher(kinds(find_mentions(parsed, tags) if mentions is None else mentions))
        read = [c for offset, doc in parsed.docs for c in rules.candidates(doc, offset, parsed)]
        found = [by_office(c, parsed) for c in with_titled(read, parsed)]
        if self.reader is None or tags is None:
            return found, None
        index = {s.start: i for i, s in enumerate(parsed.sentences)}
        pairs = [(i, t) for t in tags.triggers if (i := parsed.sentence_index(t.start)) is not None]
        seen: dict[tuple[int, str], list[TaggedSpan]] = {}
        for i, tag in pairs:
            seen.setdefault((i, tag.label), []).append(tag)
        own: dict[tuple[int, str], list[Candidate]] = {}
        for c in found:
            own.setdefault((index[c.sentence.start], c.type), []).append(c)
        pairs += [
            (i, TaggedSpan(start=c.trigger.start, end=c.trigger.end, label=type_, score=0.0))
            for (i, type_), rules_here in own.items()
            for c in unasked(rules_here, seen.get((i, type_), ()))
        ]
        readings = self.reader.read_roles(parsed.text, _pairs(parsed.sentences), pairs)
        return found, [by_office(c, parsed) for c in learned_candidates(parsed.sentences, pairs, readings)]

    def times(self, parsed: ParsedText, published: date | None) -> tuple[TimeMention, ...]:
        """The time expressions of a text, resolved from the day on which it was published."""
        found = find_times(parsed.text)
        ahead = outlooks(parsed, found, published)
        return resolve_times(parsed.text, found, published=published, sentences=_pairs(parsed.sentences), ahead=ahead)

    def _places(self, parsed: ParsedText, mentions: Sequence[Mention], publisher: str) -> tuple[PlaceMention, ...]:
        labelled = [(m.span.start, m.span.end, m.type) for m in mentions]
        for offset, doc in parsed.docs:
            labelled += [(offset + e.start_char, offset + e.end_char, e.label_) for e in doc.ents]
        people = [(s, e) for s, e, label in labelled if label == "PERSON"]  # the parser's: names alone, no titles
        toponyms = [
            t
            for t in find_place_spans(parsed.text, mentions=labelled, known=self.gazetteer.known)
            if t.text != t.text.lower()  # "the base" is told of by another name, if at all
            and not any(s <= t.start and t.end <= e and e - s > t.end - t.start for s, e in people)
        ]
        resolved = resolve_places(parsed.text, toponyms, self.gazetteer, publisher=publisher or None)
        return (*resolved, *locate_relations(parsed.text, find_relations(parsed.text, toponyms), resolved))


def _pairs(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in spans]


def _home(text: str, places: Sequence[PlaceMention]) -> Span | None:
    """Where the text first names the country of its dateline ("HAVANA (AP) — …"), by name or by adjective."""
    first = next((p for p in places if p.place is not None and p.relation is None), None)
    if first is None or first.place is None or not is_dateline(text, first.start):
        return None
    code = first.place.country
    named = (p for p in places if p.place and p.place.feature == "PCLI" and p.place.country == code)
    return next((Span(p.start, p.end) for p in named), None)


def whole_names(text: str, mentions: Sequence[Mention], places: Sequence[PlaceMention]) -> tuple[Mention, ...]:
    """The mentions, each place's begun where its name begins: a tagger may have left out its first word."""
    starts = {p.end: p.start for p in places if p.relation is None and (p.score or 0.0) >= SURE}
    out = []
    for m in mentions:
        start = starts.get(m.span.end, m.span.start)
        cut = m.type == "Location" and start < m.span.start and text[start : m.span.start].strip().isalpha()
        out.append(replace(m, span=Span(start, m.span.end)) if cut else m)
    return tuple(out)


def _located(entities: Entities, places: Sequence[PlaceMention]) -> tuple[Entity, ...]:
    """The entities, each place among them with the gazetteer's place that most of its mentions were resolved to."""
    resolved = [(Span(p.start, p.end), p) for p in places if p.relation is None and (p.score or 0.0) >= SURE]
    starts = [span.start for span, _ in resolved]
    out = []
    for entity in entities.entities:
        if entity.type not in {"LOCATION", "FACILITY"}:
            out.append(entity)
            continue
        votes: Counter[Place] = Counter()
        for span in entities.spans_of(entity.id):
            for found, mention in resolved[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                # "the city of X" is X, "the X district" is not: only a name that ends the phrase counts
                if mention.place is not None and found.end >= span.end:
                    votes[mention.place] += 1
        out.append(replace(entity, place=votes.most_common(1)[0][0]) if votes else entity)
    return tuple(out)


def kinds(mentions: Sequence[Mention]) -> KindOf:
    """A look-up of the entity type of the mention whose head word starts at a character."""
    table: dict[int, str] = {}
    for m in mentions:
        if m.head is not None and MENTION_TYPES.get(m.type):
            table.setdefault(m.head.start, MENTION_TYPES[m.type])

    def kind_of(start: int, _end: int) -> str:
        return table.get(start, "")

    return kind_of
