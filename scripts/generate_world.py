"""The invented war behind a generated casefile: theatres, actors, places, and happenings that many reports tell."""

import itertools
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bywhom.store.rows import dumps

FIRST_DAY, DAYS = date(2011, 1, 1), 3650
Thing = tuple[str, str, str | None, int]  # name, type, place as JSON, described
_SYLLABLES = [
    "ba",
    "da",
    "fa",
    "ga",
    "ha",
    "ka",
    "la",
    "ma",
    "na",
    "qa",
    "ra",
    "sa",
    "ta",
    "wa",
    "ya",
    "za",
    "bel",
    "dor",
    "fen",
    "gal",
    "hir",
    "jan",
    "kel",
    "lor",
    "mun",
    "nir",
    "pol",
    "rud",
    "sev",
    "tor",
    "ul",
    "vash",
]
_BODIES = ("Brigade", "Front", "Army", "Council", "Company", "Guard", "Ministry", "Battalion", "Movement")
_CROWDS = ("militants", "government forces", "residents", "gunmen", "local officials", "fighters", "the army")
_VOICES = (
    ("reporter", 42), ("named_official", 14), ("organisation", 12), ("armed_group", 8), ("anonymous_official", 8),
    ("named_witness", 5), ("anonymous_witness", 5), ("media", 6),
)  # fmt: skip
_TYPES = (  # type, verb, first role, second role, whether a place comes last, weight
    ("controls", "holds", "actor", "place", False, 6),
    ("capture", "seized", "actor", "place", False, 6),
    ("withdrawal", "left", "actor", "place", False, 2),
    ("present", "moved around", "actor", "place", False, 5),
    ("siege", "besieged", "actor", "place", False, 1),
    ("attack", "attacked", "attacker", "target", True, 16),
    ("air_strike", "bombed", "attacker", "target", True, 9),
    ("shelling", "shelled", "attacker", "target", True, 6),
    ("killing", "killed men of", "perpetrator", "victim", True, 12),
    ("clash", "fought with", "side", "side", True, 6),
    ("abduction", "jailed men of", "perpetrator", "victim", True, 3),
    ("supports", "armed", "supporter", "recipient", False, 4),
    ("allied", "stood beside", "party", "party", False, 3),
    ("opposed", "opposed", "party", "party", False, 2),
    ("member", "served in", "member", "organisation", False, 5),
    ("leads", "leads", "leader", "organisation", False, 4),
    ("affiliate", "pledged itself to", "affiliate", "parent", False, 1),
    ("statement", "threatened", "speaker", "addressee", False, 5),
    ("meeting", "met", "party", "party", False, 3),
    ("strength", "has", "actor", "number", False, 1),
)
_DEADLY = ("attack", "air_strike", "shelling", "killing", "clash")
_KINDS = ("weapons", "funding", "training", "troops", "materiel")


@dataclass(slots=True)
class Event:
    """Something that may be told by many reports: the words before and after the verb, by role."""

    type: str
    verb: str
    before: list[tuple[str, Thing]]
    after: list[tuple[str, Thing]]
    edtf: str
    figures: list[tuple[str, int]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    phase: str = ""
    at_end: bool = False


@dataclass(slots=True)
class Topic:
    """What a report is about: a theatre, the day it was published, the actors and places that it tells of."""

    theatre: str
    day: date
    actors: list[Thing]
    places: list[Thing]
    news: list[Event]


def _name(rng: random.Random, taken: set[str], endings: tuple[str, ...]) -> str:
    while True:
        stem = "".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((2, 2, 3)))).capitalize()
        name = f"{stem} {rng.choice(endings)}".strip()
        if name not in taken:
            taken.add(name)
            return name


class World:
    """Theatres (countries) with their actors, persons and places, the first of each the most told."""

    def __init__(self, seed: int, scale: int = 1_000_000) -> None:
        """Everything follows from ``seed``; ``scale`` claims have room for some thousands of names."""
        self.rng = rng = random.Random(seed)
        many, taken = max(200, min(4000, scale // 250)), set[str]()
        self.actors: list[Thing] = [(_name(rng, taken, _BODIES), "ORGANISATION", None, 0) for _ in range(many * 2 // 3)]
        self.persons: list[Thing] = [(_name(rng, taken, ("Amar", "Halim", "Orsan", "Tenik", "Ubari")), "PERSON", None, 0)
                                     for _ in range(many // 3)]  # fmt: skip
        self.theatres = [_name(rng, taken, ("",)) for _ in range(8)]
        self.places: dict[str, list[Thing]] = {}
        for i, theatre in enumerate(self.theatres):
            lat, lon = rng.uniform(12, 36), rng.uniform(10, 58)
            held = [self._place(theatre, (i, 0), lat, lon, "PCLI")]
            held += [
                self._place(_name(rng, taken, ("Province",)), (i, a), lat + a / 9, lon, "ADM1") for a in range(1, 8)
            ]
            for j in range(many // 8):
                at = (lat + rng.uniform(-3, 3), lon + rng.uniform(-3, 3))
                held.append(self._place(_name(rng, taken, ("", "", "Town", "Bridge")), (i, j % 7 + 1), *at, "PPL"))
            self.places[theatre] = held
        self.outlets = [_name(rng, taken, ("Times", "Post", "News", "Agency")) for _ in range(60)]
        self._news: dict[tuple[str, int], list[Event]] = {}
        self._odds: dict[int, list[float]] = {}
        self._type_odds = list(itertools.accumulate(x[5] for x in _TYPES))
        self._voice_odds = list(itertools.accumulate(n for _, n in _VOICES))

    def _place(self, name: str, code: tuple[int, int], lat: float, lon: float, feature: str) -> Thing:
        country, admin1 = f"X{chr(65 + code[0])}", f"{code[1]:02d}" if code[1] else ""
        place = {
            "id": str(9_000_000 + self.rng.randrange(10**6)), "name": name, "lat": round(lat, 3), "lon": round(lon, 3),
            "country": country, "admin1": admin1, "admin2": "", "feature": feature, "population": 1000, "aliases": [],
        }  # fmt: skip
        return name, "LOCATION", dumps(place), 0

    def skewed(self, among: list[Any]) -> Any:
        """One of ``among``, the first ones most often."""
        odds = self._odds.get(len(among))
        if odds is None:
            odds = self._odds[len(among)] = list(itertools.accumulate(1 / (i + 3) for i in range(len(among))))
        return self.rng.choices(among, cum_weights=odds)[0]

    def outlet(self) -> str:
        """A publisher."""
        return str(self.skewed(self.outlets))

    def topic(self) -> Topic:
        """What the next report is about."""
        rng, theatre = self.rng, self.skewed(self.theatres)
        day = FIRST_DAY + timedelta(days=int(DAYS * rng.random() ** 0.6))
        actors = [self.skewed(self.actors) for _ in range(rng.randrange(3, 9))]
        actors += [self.skewed(self.persons) for _ in range(rng.randrange(0, 3))]
        if rng.random() < 0.4:
            actors.append((rng.choice(_CROWDS), "ORGANISATION", None, 1))
        places = [self.skewed(self.places[theatre]) for _ in range(rng.randrange(2, 6))]
        news = self._news.setdefault((theatre, day.toordinal() // 10), [])
        return Topic(theatre, day, actors, places, news)

    def told(self, topic: Topic) -> tuple[Event, Any]:
        """A happening that the report tells (one that others told already, as often as not), and who says so."""
        if topic.news and self.rng.random() < 0.45:
            event = self.rng.choice(topic.news[-30:])
        else:
            event = self._event(topic)
            topic.news.append(event)
        return event, self._voice()

    def _voice(self) -> Any:
        kind = self.rng.choices(_VOICES, cum_weights=self._voice_odds)[0][0]
        if kind == "reporter":
            return ()
        if kind.startswith("anonymous"):
            return (
                ((self.rng.choice(("an official", "officials", "a witness", "residents")), "PERSON", None, 1), kind),
            )
        who = self.skewed(self.persons) if kind.startswith("named") else self.skewed(self.actors)
        if kind == "media":
            return (((self.outlet(), "ORGANISATION", None, 0), "media"), (self.skewed(self.persons), "named_official"))
        return ((who, kind),)

    def _when(self, topic: Topic) -> str:
        rng, form = self.rng, self.rng.random()
        if form < 0.5:
            return (topic.day - timedelta(days=int(rng.expovariate(1 / 4)))).isoformat()
        past = topic.day - timedelta(days=int(rng.expovariate(1 / 200)))
        if form < 0.62:
            return past.isoformat()[:7]
        if form < 0.66:
            return f"{past.isoformat()}/{topic.day.isoformat()}"
        return past.isoformat()[:4] if form < 0.68 else ""

    def _event(self, topic: Topic) -> Event:
        rng = self.rng
        type_, verb, first, second, at_end, _ = rng.choices(_TYPES, cum_weights=self._type_odds)[0]
        one = self.skewed(self.persons) if first in ("leader", "member") else rng.choice(topic.actors)
        other = rng.choice(topic.places) if second == "place" else rng.choice(topic.actors)
        event = Event(type_, verb, [(first, one)], [], self._when(topic), at_end=at_end)
        if second == "number":
            event.figures.append(("number", rng.randrange(1, 90) * 100))
        else:
            event.after.append((second, other))
        if type_ == "leads":
            event.after.append(("title", (rng.choice(("commander", "president", "governor")), "", None, 1)))
        if at_end:
            event.after.append(("place", rng.choice(topic.places)))
        if type_ in _DEADLY and rng.random() < 0.3:
            event.figures.append(("killed", int(rng.lognormvariate(1.5, 1)) + 1))
        if type_ == "supports":
            event.labels["kind"] = rng.choice(_KINDS)
            if rng.random() < 0.1:
                event.after.append(("via", rng.choice(topic.actors)))
        if type_ == "statement":
            event.labels["act"] = "threat"
        if type_ in ("controls", "member", "leads", "allied") and rng.random() < 0.1:
            event.phase = rng.choice(("starts", "ends"))
        return event
