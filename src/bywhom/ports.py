"""What the core asks of the shell: protocols that store and others answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bywhom.model.account import ClaimQuery, EntityCard, ReportCard, TieQuery, TieRow, Told, VoiceRow
from bywhom.model.judgement import Judgement
from bywhom.model.layers import PersonName
from bywhom.model.where import Place, PlaceMatch


class ReadView(Protocol):
    """As-of reads over one casefile. ``known`` bounds the recording clock: None is now."""

    def claims(self, query: ClaimQuery) -> Iterator[Told]:
        """Claims that meet ``query``, in its order."""
        ...

    def count(self, query: ClaimQuery) -> int:
        """How many claims meet ``query`` (limit and offset left aside)."""
        ...

    def size(self) -> int:
        """How many claims were ever recorded, at no cost: whether a question may weigh them one by one."""
        ...

    def entity(self, id_: str, *, known: datetime | None = None) -> EntityCard | None:
        """The entity that ``id_`` (canonical or of a reading) now belongs to."""
        ...

    def cards(self, ids: frozenset[str], *, known: datetime | None = None) -> Mapping[str, EntityCard]:
        """Canonical id → card of each of ``ids`` that stands, without members."""
        ...

    def find_entities(
        self, name: str, *, types: Sequence[str] = (), limit: int = 10, known: datetime | None = None
    ) -> Sequence[EntityCard]:
        """Entities known under ``name``: exact names and aliases first, then nearest spellings.

        Members are left out.
        """
        ...

    def report(self, id_: str) -> ReportCard | None:
        """The card of one report."""
        ...

    def reports(self, *, known: datetime | None = None) -> Sequence[ReportCard]:
        """All reports, in the order of reading."""
        ...

    def citations(self) -> Mapping[str, frozenset[str]]:
        """report id → publishers or reports that it cites (lineage of kind ``cites``)."""
        ...

    def containing(self, place: str) -> Mapping[str, str]:
        """Canonical ids of places related to ``place`` → how: ``same`` | ``contains`` | ``within`` | ``stretch``."""
        ...

    def places_near(self, spots: Sequence[tuple[float, float, float]]) -> frozenset[str]:
        """Canonical ids of places within so many kilometres of one of ``spots`` (lat, lon, km), areas by radius."""
        ...

    def judgements(
        self, *, kinds: Sequence[str] = (), subject: str = "", known: datetime | None = None
    ) -> Sequence[Judgement]:
        """Judgements that hold (not withdrawn) at ``known``."""
        ...

    def voices(self, *, known: datetime | None = None) -> Sequence[VoiceRow]:
        """Who speaks first in the account, the most quoted first, up to a thousand speakers."""
        ...

    def latest(self, *, known: datetime | None = None) -> date | None:
        """The last day on which a report was published."""
        ...

    def ties(self, query: TieQuery) -> Sequence[TieRow]:
        """Who acts on whom, gathered by the two, those attested best first."""
        ...

    def shared(self, parts: TieQuery, equals: TieQuery) -> Sequence[tuple[str, int]]:
        """What two or more of the actors ``parts.acting`` stand under (itself counted), and which of them do.

        Which is told as bits: 1 for the first of the actors by id, 2 for the next. Either end of ``equals`` stands
        under the other. In the order in which the ties are attested.
        """
        ...


class Gazetteer(Protocol):
    """The place index. Names may be in any script and spelling; ids are ``Place.id``."""

    def candidates(self, name: str) -> Sequence[Place]:
        """Places that ``name`` may mean, best match first, then the larger; empty when unknown."""
        ...

    def matches(self, name: str, *, loose: bool = True) -> Sequence[PlaceMatch]:
        """The same with how each was found; ``loose`` allows affixes dropped and romanised skeletons."""
        ...

    def known(self, name: str) -> PlaceMatch | None:
        """The most prominent place of exactly this name; None when no place has it."""
        ...

    def get(self, id_: str) -> Place | None:
        """The place with that id."""
        ...

    def area(self, country: str, admin1: str = "", admin2: str = "") -> Place | None:
        """The country, or the first- or second-order area inside it."""
        ...

    def contains(self, area: Place, place: Place) -> bool:
        """True when ``place`` lies in ``area`` by its codes, or by distance where a region has no codes."""
        ...


class PronounText(Protocol):
    """One text whose pronouns are being read."""

    def scores(
        self, pronoun: tuple[int, int], candidates: Sequence[Sequence[tuple[int, int]]]
    ) -> Sequence[float] | None:
        """What speaks for each candidate, given as the head words of its mentions; None where nothing can be said."""
        ...


class PronounReader(Protocol):
    """Reads the sentences around a pronoun."""

    def open(
        self, text: str, sentences: Sequence[tuple[int, int]], pronouns: Sequence[int],
        names: Callable[[], Iterable[PersonName]],
    ) -> PronounText:  # fmt: skip
        """A text to be asked about its ``pronouns``; ``names`` tells the names of persons known by then."""
        ...
