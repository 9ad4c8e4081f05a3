"""The questions: one method per verb, the same words as the commands and the desk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from typing import Any, TypedDict, Unpack

from bywhom.casefile import dates, shapes
from bywhom.casefile.base import Base
from bywhom.casefile.bounds import bound_words, compare_words, empty_words, ground_words, joined_words, speaker_words
from bywhom.casefile.naming import ACTORS, PLACES, resolve, taken_for
from bywhom.casefile.overview import GROUP_NAMES, GROUPS
from bywhom.casefile.results import Rows
from bywhom.errors import UnknownName, UnknownValue
from bywhom.model.account import ClaimQuery, EntityCard, ReportCard, Told
from bywhom.model.attribution import SOURCE_KINDS
from bywhom.model.claim import CLAIM_TYPES, MODALITIES, POLARITIES, SUPPORT_KINDS
from bywhom.model.finding import Control, Dispute, Finding, Loyalties, Trace
from bywhom.store.names import name_key

Day = str | date
Known = str | date | datetime | None


class Filters(TypedDict, total=False):
    """What ``claims`` and ``findings`` can be narrowed by; names are resolved, dates may be EDTF."""

    type: str
    groups: str  # groups of types (casefile.overview.GROUPS) with commas between them
    actor: str
    place: str
    source: str  # a speaker, a publisher, or a class of speakers (codebook, "source")
    report: str
    on: Day
    since: Day
    until: Day
    known: Known
    text: str
    polarity: str
    modality: str
    min_confidence: float
    undated: bool
    order: str
    limit: int | None
    offset: int


def _analysis(module: str) -> Any:
    return import_module(f"bywhom.analysis.{module}")


def _warned(answer: Any, words: tuple[str, ...]) -> Any:
    """``answer`` with further warnings."""
    return replace(answer, warnings=(*answer.warnings, *words)) if words else answer


def _choice(what: str, value: str, choices: tuple[str, ...]) -> str:
    if value and value not in choices:
        raise UnknownValue(f"there is no {what}", value=value, choices=choices)
    return value


def _types_of(groups: str) -> frozenset[str]:
    """The claim types of the groups that are named; none where none is. Raises UnknownValue."""
    names = [_choice("group of claim types", g.strip(), GROUP_NAMES) for g in groups.split(",") if g.strip()]
    return frozenset(t for g in names for t in GROUPS[g])


class Queries(Base):
    """The questions of a casefile. ``known`` bounds the recording clock; every answer gives ``because``."""

    def query(self, **filters: Unpack[Filters]) -> ClaimQuery:
        """The claim query that ``filters`` mean. Raises BadQuery and its kinds."""
        known = dates.moment(filters.get("known"))
        on = filters.get("on")
        since, until = (on, on) if on is not None else (filters.get("since"), filters.get("until"))
        type_ = _choice("claim type", filters.get("type", ""), CLAIM_TYPES)
        query = ClaimQuery(
            types=frozenset({type_}) if type_ else _types_of(filters.get("groups", "")), known=known,
            text=filters.get("text", ""), **dates.period(since, until),
            polarity=_choice("polarity", filters.get("polarity", ""), POLARITIES),
            modality=_choice("modality", filters.get("modality", ""), MODALITIES),
            min_confidence=filters.get("min_confidence", 0.0), undated=filters.get("undated", False),
            order=_choice("order", filters.get("order", "report"), ("report", "when", "confidence")),
            limit=filters.get("limit"), offset=filters.get("offset", 0),
        )  # fmt: skip
        if filters.get("actor"):
            query = replace(query, entities=frozenset({self._one(filters["actor"], ACTORS, known).id}))
        if filters.get("place"):
            place = self._one(filters["place"], PLACES, known)
            inside = (id_ for id_, how in self.view.containing(place.id).items() if how in ("same", "within"))
            query = replace(query, places=frozenset({place.id, *inside}))
        if filters.get("report"):
            query = replace(query, reports=frozenset({filters["report"]}))
        return self._by_source(query, filters.get("source", ""), known)

    def _by_source(self, query: ClaimQuery, source: str, known: datetime | None) -> ClaimQuery:
        if not source or source in SOURCE_KINDS:  # classes are sifted afterwards, see _sift
            return query
        try:
            return replace(query, speakers=frozenset({self._one(source, ACTORS, known).id}))
        except UnknownName:
            by = {r.id for r in self.view.reports(known=known) if name_key(r.publisher) == name_key(source)}
            if not by:
                raise
            return replace(query, reports=query.reports & by if query.reports else frozenset(by))

    def each_claim(self, **filters: Unpack[Filters]) -> Iterator[Told]:
        """Claims one by one, for casefiles too large for a list."""
        kind = filters.get("source", "")
        shield, query = self.shield, self.query(**filters)
        for told in self.view.claims(query):
            if kind not in SOURCE_KINDS or any(s.kind == kind for s in told.speakers):
                yield shield(told)

    def claims(self, **filters: Unpack[Filters]) -> Rows[Told]:
        """Claims that meet ``filters``."""
        return Rows(self.each_claim(**filters), shapes.claim)

    def count(self, **filters: Unpack[Filters]) -> int:
        """How many claims meet ``filters`` (limit and offset, and classes of speakers, left aside)."""
        return self.view.count(self.query(**filters))

    def _one(self, name: str, types: tuple[str, ...], known: datetime | None = None) -> EntityCard:
        try:
            return resolve(self.view, name, types=types, known=known)
        except UnknownName:
            if known is None:
                raise
            card = resolve(self.view, name, types=types)  # known now: then it was not on record by that day
            raise UnknownName(f"nothing was on record of {card.name} by {known.date()}", value=name) from None

    def _about(self, name: str, known: datetime | None) -> EntityCard | None:
        return self._one(name, (), known) if name else None

    # ---- answers -----------------------------------------------------------------------------------------------

    def control(self, place: str, *, on: Day, known: Known = None) -> Control:
        """Who claims ``place`` on the day ``on``; never who is right."""
        known_ = dates.moment(known)
        day = dates.day(on)
        card = self._one(place, PLACES, known_)
        answer: Control = _analysis("control").control(self.view, card, day, known=known_)
        answer = _warned(answer, taken_for(card, place) + ground_words(self.view, card))
        return self.shield(answer)

    def control_history(
        self, place: str, *, since: Day | None = None, until: Day | None = None, known: Known = None
    ) -> Any:
        """Who held ``place`` from when to when, and where the record is silent."""
        known_ = dates.moment(known)
        card = self._one(place, PLACES, known_)
        span = dates.period(since, until)
        answer = _analysis("history").control_history(self.view, card, **span, known=known_)
        return self.shield(_warned(answer, taken_for(card, place) + ground_words(self.view, card)))

    def trace(self, source: str = "", target: str = "", *, known: Known = None, **options: Any) -> Trace:
        """Every path of support from ``source`` to ``target``; "" for anyone.

        ``options`` are those of ``analysis.trace.TraceOptions``: on, since, until, kinds, inferred, limit, depth.
        Raises UnknownValue for a kind that is none of the codebook's.
        """
        module, known_ = _analysis("trace"), dates.moment(known)
        for kind in options.get("kinds", ()):
            _choice("kind of support", kind, SUPPORT_KINDS)
        if options.get("on") is not None:
            options["on"] = dates.day(options["on"])
        options |= dates.period(options.get("since"), options.get("until"))
        ends = [self._one(n, ACTORS, known_) if n else None for n in (source, target)]
        answer: Trace = module.trace(self.view, *ends, options=module.TraceOptions(**options), known=known_)
        answer = _warned(answer, empty_words(self.view))
        return self.shield(answer)

    def loyalties(self, *, on: Day | None = None, about: str = "", known: Known = None) -> Loyalties:
        """Who stands with and against whom, and where that does not fit together."""
        known_ = dates.moment(known)
        day = None if on is None else dates.day(on)
        card = self._one(about, ACTORS, known_) if about else None
        answer: Loyalties = _analysis("loyalties").loyalties(self.view, on=day, about=card, known=known_)
        answer = _warned(answer, empty_words(self.view))
        return self.shield(answer)

    def disputes(
        self, about: str = "", *, since: Day | None = None, until: Day | None = None, known: Known = None
    ) -> Rows[Dispute]:
        """What is disputed, and by whom."""
        known_ = dates.moment(known)
        span = dates.period(since, until)
        card = self._about(about, known_)
        found = _analysis("disputes").disputes(self.view, card, **span, known=known_)
        return Rows(self.shield(tuple(found)), shapes.anything, self.shield(joined_words(self.view, card)))

    def timeline(
        self, name: str = "", *, since: Day | None = None, until: Day | None = None, known: Known = None
    ) -> Rows[Any]:
        """What is told about an actor or a place (or everything), in order."""
        known_ = dates.moment(known)
        span = dates.period(since, until)
        card = self._about(name, known_)
        found = _analysis("timeline").timeline(self.view, card, **span, known=known_)
        return Rows(self.shield(tuple(found)), shapes.anything, self.shield(bound_words(self.view, card)))

    def dossier(self, name: str, *, on: Day | None = None, known: Known = None) -> Any:
        """One page about one entity; every sentence with its citation."""
        known_ = dates.moment(known)
        day = None if on is None else dates.day(on)
        return self.shield(_analysis("dossier").dossier(self.view, self._one(name, (), known_), on=day, known=known_))

    def dossier_page(self, name: str, *, form: str = "text", on: Day | None = None, known: Known = None) -> str:
        """The dossier as a page: ``text`` or ``html``."""
        pages, dossier = _analysis("dossier_pages"), self.dossier(name, on=on, known=known)
        page: str = (pages.as_html if _choice("form", form, ("text", "html")) == "html" else pages.as_text)(dossier)
        return page

    def sources(self, *, known: Known = None) -> Rows[Any]:
        """Who speaks in this casefile, how often, through whom, how often alone."""
        found = _analysis("sources").sources(self.view, known=dates.moment(known))
        return Rows(self.shield(tuple(found)), shapes.anything, speaker_words(self.view))

    def statements(
        self, name: str, *, since: Day | None = None, until: Day | None = None, known: Known = None
    ) -> Rows[Any]:
        """What an actor has been saying over time."""
        known_ = dates.moment(known)
        span = dates.period(since, until)
        card = self._one(name, ACTORS, known_)
        found = _analysis("statements").statements(self.view, card, **span, known=known_)
        return Rows(self.shield(tuple(found)), shapes.anything, self.shield(bound_words(self.view, card)))

    def structure(self, organisation: str, *, on: Day | None = None, known: Known = None) -> Any:
        """The chain of command of an organisation on a date."""
        known_ = dates.moment(known)
        day = None if on is None else dates.day(on)
        card = self._one(organisation, ("ORGANISATION",), known_)
        answer = _analysis("structure").structure(self.view, card, on=day, known=known_)
        return self.shield(_warned(answer, ground_words(self.view, card)))

    def findings(self, **filters: Unpack[Filters]) -> Rows[Finding]:
        """Claims that say the same thing, joined, with reports, origins and credibility."""
        found = _analysis("findings").findings(self.view, self.query(**filters))
        return Rows(self.shield(tuple(found)), shapes.anything, empty_words(self.view))

    def ask(self, question: str, *, known: Known = None) -> Any:
        """A question in plain English, answered with the sentences that answer it."""
        answer = _analysis("ask").ask(self.view, question, known=dates.moment(known))
        bounded = bound_words(self.view, None) if answer.sentences else empty_words(self.view)
        return self.shield(_warned(answer, bounded))

    def compare(self, rows: Any, *, known: Known = None) -> Any:
        """Our findings against the rows (dicts) of a UCDP GED or ACLED file."""
        answer = _analysis("compare").compare(self.view, rows, known=dates.moment(known))
        return self.shield(_warned(answer, compare_words(self.view)))

    # ---- things ------------------------------------------------------------------------------------------------

    def find(self, name: str, *, types: tuple[str, ...] = (), limit: int = 10, known: Known = None) -> Rows[EntityCard]:
        """Entities known under ``name``, exact names first, then nearest spellings."""
        found = self.view.find_entities(name, types=types, limit=limit, known=dates.moment(known))
        return Rows(self.shield(list(found)), shapes.entity)

    def entity(self, name: str, *, types: tuple[str, ...] = (), known: Known = None) -> EntityCard:
        """The one entity that ``name`` (or an id) means, with its members. Raises UnknownName, AmbiguousName."""
        known_ = dates.moment(known)
        card = self._one(name, types, known_)
        return self.shield(self.view.entity(card.id, known=known_) or card)

    def entities(
        self, *, types: tuple[str, ...] = (), limit: int | None = None, known: Known = None
    ) -> Rows[EntityCard]:
        """All entities, the most told first."""
        found = self.view.entities(types=types, limit=limit, known=dates.moment(known))
        return Rows(self.shield(list(found)), shapes.entity)

    def reports(self, *, known: Known = None) -> Rows[ReportCard]:
        """All reports, in the order of reading."""
        return Rows(self.shield(list(self.view.reports(known=dates.moment(known)))), shapes.report)
