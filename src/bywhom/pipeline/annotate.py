"""Annotate one text: the wiring from words to claims, with no casefile and no network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bywhom.config import Settings
from bywhom.extract.assemble import Assembler
from bywhom.extract.attribution import find_attributions
from bywhom.extract.frames import FrameMatcher, KindOf
from bywhom.extract.fuse import Policy, fuse
from bywhom.extract.mentions import find_mentions
from bywhom.extract.places import find_place_spans
from bywhom.extract.times import find_times
from bywhom.model.claim import Voice
from bywhom.model.parsed import ParsedText
from bywhom.model.reading import Reading
from bywhom.model.text import Span
from bywhom.model.when import TimeMention
from bywhom.model.where import PlaceMention
from bywhom.model.who import MENTION_TYPES, Entity, Mention
from bywhom.nlp.load import Parser, load_parser
from bywhom.resolve.places import resolve_places
from bywhom.resolve.times import resolve_times
from bywhom.store.gazetteer import SqliteGazetteer, open_gazetteer


class _Names:
    def __init__(self, parsed: ParsedText, mentions: Sequence[Mention]) -> None:
        self._text = parsed.text
        self.entities: dict[str, Entity] = {}
        self.mentions = tuple(self._adopt(m) for m in mentions)

    def _adopt(self, m: Mention) -> Mention:
        type_ = MENTION_TYPES.get(m.type, "")
        if not type_:
            return m
        entity = self.entity_for(m.span, type_)
        return replace(m, entity=entity.id)

    def entity_for(self, span: Span, type_hint: str = "") -> Entity:
        name = " ".join(span.of(self._text).split())
        key = name.casefold().removeprefix("the ")
        if key not in self.entities:
            self.entities[key] = Entity(id=f"e{len(self.entities)}", name=name, type=type_hint or "ORGANISATION")
        return self.entities[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """Reads texts; loaded once, safe to use again and again in one thread."""

    parser: Parser
    gazetteer: SqliteGazetteer
    policy: Policy

    @classmethod
    def load(cls, settings: Settings | None = None) -> Self:
        """Load what ``settings`` name; raises ModelMissing when a part is absent."""
        settings = settings or Settings()
        return cls(
            parser=load_parser(fast=settings.fast),
            gazetteer=open_gazetteer(settings.gazetteer),
            policy=Policy(keep=0.0),
        )

    def annotate(
        self, text: str, *, report: str = "", published: date | None = None, publisher: str = "", title: str = "",
        headings: Sequence[Span] = (),
    ) -> Reading:  # fmt: skip
        """The reading of ``text``. Offsets count characters of ``text``; dates are resolved from ``published``."""
        parsed = self.parser.parse(text)
        mentions = find_mentions(parsed)
        times = self._times(parsed, published)
        places = self._places(parsed, mentions, publisher)
        names = _Names(parsed, mentions)
        attributions = find_attributions(parsed)
        rules = FrameMatcher(_kinds(mentions))
        found = [c for offset, doc in parsed.docs for c in rules.candidates(doc, offset, parsed.sentences)]
        assembler = Assembler(
            report, parsed, entities=names, times=times, voices=lambda trigger, sentence: ((Voice(),), None)
        )
        claims = assembler.claims(fuse(found, None, self.policy))
        return Reading(
            report=report, sentences=parsed.sentences, mentions=names.mentions, entities=tuple(names.entities.values()),
            times=times, places=places, attributions=attributions, claims=tuple(claims),
        )  # fmt: skip

    def _times(self, parsed: ParsedText, published: date | None) -> tuple[TimeMention, ...]:
        sentences = [(s.start, s.end) for s in parsed.sentences]
        return resolve_times(parsed.text, find_times(parsed.text), published=published, sentences=sentences)

    def _places(self, parsed: ParsedText, mentions: Sequence[Mention], publisher: str) -> tuple[PlaceMention, ...]:
        labelled = [(m.span.start, m.span.end, m.type) for m in mentions]
        for offset, doc in parsed.docs:
            labelled += [(offset + e.start_char, offset + e.end_char, e.label_) for e in doc.ents]
        toponyms = find_place_spans(parsed.text, mentions=labelled, known=self.gazetteer.known)
        return resolve_places(parsed.text, toponyms, self.gazetteer, publisher=publisher or None)


def _kinds(mentions: Sequence[Mention]) -> KindOf:
    table: dict[int, str] = {}
    for m in mentions:
        if m.head is not None and MENTION_TYPES.get(m.type):
            table.setdefault(m.head.start, MENTION_TYPES[m.type])

    def kind_of(start: int, end: int) -> str:
        return table.get(start, "")

    return kind_of
