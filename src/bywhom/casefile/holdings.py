"""Who holds what on a day, for the map: the standing of every actor over the places of whose ground most is told."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bywhom.casefile import dates
from bywhom.casefile.overview import Overviews
from bywhom.model.claim import CLAIM_TYPES
from bywhom.model.finding import Holder

_PLACES = 40
_OF_ONE = 1_000  # ground claims of a place; reading more takes seconds, so such a place is asked on its own page
_OF_ALL = 8_000  # ground claims kept ready at most, with what is told around them some 200 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A place and its holders on a day."""

    entity: str
    place: str
    lat: float | None
    lon: float | None
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundPlaces:
    """Ids of the places that a map asks about, and those it does not: too much is told of each (id, name, claims)."""

    asked: tuple[str, ...]
    left_out: tuple[tuple[str, str, int], ...] = ()
    others: int = 0  # further places with ground claims, fewer than those asked about


class Holdings(Overviews):
    """Standings over many places at once, with their ground kept ready between days."""

    _grounds: tuple[object, dict[str, Any]] | None = None

    def ground_places(self, *, most: int = _PLACES, of_one: int = _OF_ONE, of_all: int = _OF_ALL) -> GroundPlaces:
        """The ``most`` places of whose ground most is told, within the bounds on claims of one and of all of them."""
        from bywhom.analysis.moves import GROUND_TYPES  # the rules of answers are loaded when one is asked for

        atlas = self.atlas()
        pairs = np.array([t in GROUND_TYPES for t in CLAIM_TYPES])[atlas.type[atlas.at_claim]]
        counts = np.bincount(atlas.at_place[pairs], minlength=len(atlas.places))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)].tolist()
        asked: list[str] = []
        left_out = []
        room = of_all
        for i in order:
            made, told = atlas.places[i], int(counts[i])
            if told > of_one:
                left_out.append((made.id, self.shield.words(made.name), told))
            elif len(asked) < most and told <= room:
                asked.append(made.id)
                room -= told
        others = len(order) - len(asked) - len(left_out)
        return GroundPlaces(asked=tuple(asked), left_out=tuple(left_out), others=others)

    def held(self, place: str, on: str) -> Held:
        """The standing of every actor over one place (an id) on a day; reports and origins are not counted here."""
        from bywhom.analysis.control import standings
        from bywhom.analysis.grounds import read_ground

        mark = self.view.mark()
        if self._grounds is None or self._grounds[0] != mark:
            self._grounds = (mark, {})
        grounds = self._grounds[1]
        if place not in grounds:
            card = self.view.entity(place)
            grounds[place] = None if card is None else read_ground(self.view, card)
        ground = grounds[place]
        if ground is None:
            return Held(entity=place, place="", lat=None, lon=None, holders=())
        where = ground.place.place
        return self.shield(
            Held(
                entity=ground.place.id, place=ground.place.name, lat=where.lat if where else None,
                lon=where.lon if where else None, holders=tuple(standings(ground, dates.day(on))),
            )
        )  # fmt: skip

    def is_ground_read(self, place: str) -> bool:
        """True when ``held`` answers for that place without asking the store."""
        return self._grounds is not None and self._grounds[0] == self.view.mark() and place in self._grounds[1]
