"""Mentions and entities: the words that name somebody, and who is meant."""

from dataclasses import dataclass

from bywhom.model.text import Span
from bywhom.model.where import Place

ENTITY_TYPES = (
    "PERSON",
    "ORGANISATION",
    "LOCATION",
    "FACILITY",
    "NATIONALITY",
    "WEAPON",
    "VEHICLE",
    "MONEY",
    "GOODS",
    "QUANTITY",
)  # codebook, "Entity types"

MENTION_TYPES = {  # re3d type of a mention → codebook type of its entity
    "Person": "PERSON", "Organisation": "ORGANISATION", "Location": "LOCATION", "Nationality": "NATIONALITY",
    "Weapon": "WEAPON", "MilitaryPlatform": "VEHICLE", "Vehicle": "VEHICLE", "Money": "MONEY", "Quantity": "QUANTITY",
    "Temporal": "", "DocumentReference": "", "CommsIdentifier": "", "Coordinate": "", "Frequency": "", "Url": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names an entity; ``type`` is re3d's, ``entity`` an id of the same reading or ""."""

    id: str
    span: Span
    type: str
    entity: str = ""
    head: Span | None = None  # the head word, where known
    nominal: bool = False  # a description ("the commander"), not a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor, place or thing as one reading knows it; sameness across reports is a judgement, not a field."""

    id: str
    name: str
    type: str  # ENTITY_TYPES
    aliases: tuple[str, ...] = ()
    place: Place | None = None
    described: bool = False  # known only by a description ("two truck drivers"), never named
