"""Small real values for tests: a claim as told, a party, a report's card, and a view over plain lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from bywhom.model.account import ClaimQuery, EntityCard, Party, ReportCard, Speaker, TieQuery, TieRow, Told, VoiceRow
from bywhom.model.claim import PLACE_ROLES
from bywhom.model.ids import content_id
from bywhom.model.judgement import Judgement
from bywhom.model.text import Quote, Span
from bywhom.model.when import Interval
from bywhom.model.where import Place

RECORDED = datetime(2024, 1, 1, tzinfo=UTC)


def slug(name: str) -> str:
    """The id that builders give to an entity of that name."""
    return "e:" + name.casefold().replace(" ", "-")


def report_card(id_: str = "r1", **fields: object) -> ReportCard:
    """A report's card; its own origin unless told otherwise."""
    base = ReportCard(id=id_, publisher=f"Paper {id_}", published=date(2016, 1, 1), recorded=RECORDED, origin=id_)
    return replace(base, **fields)  # type: ignore[arg-type]  # fields are checked by the dataclass itself


def party(name: str, *, type_: str = "ORGANISATION", text: str | None = None, **fields: object) -> Party:
    """An entity in a role, its words the same as its name."""
    words = name if text is None else text
    return replace(Party(entity=slug(name), name=name, type=type_, text=words), **fields)  # type: ignore[arg-type]


def number(low: float, high: float | None = None) -> Party:
    """A quantity in a role; one number is an exact one."""
    top = low if high is None else high
    return Party(name=f"{low:g}", type="QUANTITY", text=f"{low:g}", low=low, high=top)


def speaker(name: str, kind: str = "named_official") -> Speaker:
    """A named speaker, or an unnamed one of an anonymous kind."""
    return Speaker(entity="" if kind.startswith("anonymous") else slug(name), name=name, kind=kind)


def told(
    type_: str,
    *,
    report: ReportCard | None = None,
    when: str = "",
    at: int = 0,
    speakers: Sequence[Speaker] = (Speaker(),),
    labels: Mapping[str, str] | None = None,
    phase: str = "",
    polarity: str = "affirmed",
    modality: str = "actual",
    **roles: object,
) -> Told:
    """A claim: roles are names, parties, or lists of either; ``at`` is where its sentence starts; ``when`` is EDTF."""
    card = report or report_card()
    filled: dict[str, tuple[Party, ...]] = {}
    for role, given in roles.items():
        items = given if isinstance(given, list | tuple) else [given]
        kind = "LOCATION" if role in PLACE_ROLES else "ORGANISATION"
        role_name = role.rstrip("_")
        filled[role_name] = tuple(x if isinstance(x, Party) else party(str(x), type_=kind) for x in items)
    words = f"{type_} " + ", ".join(p.name for ps in filled.values() for p in ps)
    parts = (card.id, at, sorted((r, tuple(p.name for p in ps)) for r, ps in filled.items()))
    said = tuple(s.name for s in speakers)
    return Told(
        id=content_id("clm", type_, *parts, when, polarity, modality, phase, said), type=type_, report=card,
        sentence=Span(at, at + len(words)), sentence_text=words, trigger=Quote(Span(at, at + len(type_)), type_),
        roles=filled, labels=dict(labels or {}), when=Interval.from_edtf(when) if when else None, edtf=when,
        phase=phase, polarity=polarity, modality=modality, speakers=tuple(speakers), confidence=0.8,
    )  # fmt: skip


@dataclass
class FakeView:
    """A ``ReadView`` over lists: entities come from the claims, ``related`` and ``cites`` are given."""

    told: Sequence[Told] = ()
    related: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cites: Mapping[str, frozenset[str]] = field(default_factory=dict)
    made: Sequence[Judgement] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    made_cards: dict[datetime | None, dict[str, EntityCard]] = field(default_factory=dict)  # filled on first use

    def claims(self, query: ClaimQuery) -> Iterator[Told]:
        found = [c for c in self.told if _meets(c, query)]
        if query.order == "when":
            found.sort(key=lambda c: (c.when is None, str(c.when and c.when.earliest)))
        yield from found[query.offset :][: query.limit]

    def count(self, query: ClaimQuery) -> int:
        return sum(1 for c in self.told if _meets(c, query))

    def size(self) -> int:
        return len(self.told)

    def voices(self, *, known: datetime | None = None) -> Sequence[VoiceRow]:
        raise AssertionError("few claims are counted one by one")

    def latest(self, *, known: datetime | None = None) -> date | None:
        return max((r.published for r in self.reports(known=known) if r.published is not None), default=None)

    def ties(self, query: TieQuery) -> Sequence[TieRow]:
        raise AssertionError("few claims are weighed one by one")

    def shared(self, parts: TieQuery, equals: TieQuery) -> Sequence[tuple[str, int]]:
        raise AssertionError("few claims are weighed one by one")

    def _cards(self, known: datetime | None) -> dict[str, EntityCard]:
        if known in self.made_cards:
            return self.made_cards[known]
        out = self.made_cards[known] = {}
        for c in self.told:
            if known is not None and c.report.recorded > known:
                continue
            named = [(p.entity, p.name, p.type) for ps in c.roles.values() for p in ps]
            named += [(s.entity, s.name, "PERSON") for s in c.speakers]
            for id_, name, type_ in named:
                if id_:
                    base = EntityCard(
                        id=id_, name=name, type=type_, aliases=self.aliases.get(id_, ()), place=self.places.get(id_)
                    )
                    out[id_] = replace(out.get(id_, base), claims=out.get(id_, base).claims + 1)
        return out

    def entity(self, id_: str, *, known: datetime | None = None) -> EntityCard | None:
        return self._cards(known).get(id_)

    def cards(self, ids: frozenset[str], *, known: datetime | None = None) -> Mapping[str, EntityCard]:
        return {i: c for i, c in self._cards(known).items() if i in ids}

    def find_entities(
        self, name: str, *, types: Sequence[str] = (), limit: int = 10, known: datetime | None = None
    ) -> Sequence[EntityCard]:
        wanted, cards = name.casefold(), list(self._cards(known).values())
        exact = [c for c in cards if wanted in (c.name.casefold(), *(a.casefold() for a in c.aliases))]
        near = [c for c in cards if c not in exact and wanted in c.name.casefold()]
        return [c for c in (*exact, *near) if not types or c.type in types][:limit]

    def report(self, id_: str) -> ReportCard | None:
        return next((r for r in self.reports() if r.id == id_), None)

    def reports(self, *, known: datetime | None = None) -> Sequence[ReportCard]:
        cards = {c.report.id: c.report for c in self.told}
        return [r for r in cards.values() if known is None or r.recorded <= known]

    def citations(self) -> Mapping[str, frozenset[str]]:
        return self.cites

    def containing(self, place: str) -> Mapping[str, str]:
        return self.related.get(place, {})

    def places_near(self, spots: Sequence[tuple[float, float, float]]) -> frozenset[str]:
        raise NotImplementedError("asked of large casefiles alone")

    def judgements(
        self, *, kinds: Sequence[str] = (), subject: str = "", known: datetime | None = None
    ) -> Sequence[Judgement]:
        return [
            j
            for j in self.made
            if (not kinds or j.kind in kinds)
            and (not subject or j.subject == subject)
            and (known is None or j.at <= known)
        ]


def _meets(c: Told, q: ClaimQuery) -> bool:
    entities = {p.entity for ps in c.roles.values() for p in ps}
    at = {p.entity for r in PLACE_ROLES for p in c.fillers(r)}
    dated = q.since is None and q.until is None
    if not dated and c.when is not None:
        dated = c.when.overlaps(Interval(earliest=q.since, latest=q.until))
    return all((
        not q.ids or c.id in q.ids,
        not q.types or c.type in q.types,
        not q.entities or bool(q.entities & entities),
        not q.places or bool(q.places & at),
        not q.speakers or any(s.entity in q.speakers for s in c.speakers),
        not q.reports or c.report.id in q.reports,
        dated,
        q.known is None or c.report.recorded <= q.known,
        not q.polarity or c.polarity == q.polarity,
        not q.modality or c.modality == q.modality,
        not q.text or q.text.casefold() in c.sentence_text.casefold(),
    ))  # fmt: skip
