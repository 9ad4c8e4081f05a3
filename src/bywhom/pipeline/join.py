"""Which entities of a new reading earlier reports name too: judgements of sameness by the matcher."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bywhom.model.ids import judgement_id
from bywhom.model.judgement import Judgement
from bywhom.model.who import Entity
from bywhom.store.clusters import MATCHER
from bywhom.store.names import name_key
from bywhom.store.shelf import Known

JOINED_TYPES = ("PERSON", "ORGANISATION", "LOCATION", "FACILITY", "NATIONALITY")  # things have no names of their own


def join(entities: Sequence[Entity], known: Mapping[str, Sequence[Known]], at: datetime) -> list[Judgement]:
    """Judgements that tie ``entities`` (ids of the casefile) to ``known`` ones: same name, same type, same place."""
    out = []
    for entity in entities:
        found = _best(entity, known.get(name_key(entity.name), ()))
        if found is not None:
            out.append(same(entity.id, found.entity.id, at, score=1.0, reason="same name and type"))
    return out


def same(subject: str, object_: str, at: datetime, *, score: float, reason: str) -> Judgement:
    """The matcher's judgement that two entities are one."""
    id_ = judgement_id("same", subject, object_, None, MATCHER, "")
    return Judgement(
        id=id_, kind="same", subject=subject, object=object_, by=MATCHER, at=at, reason=reason, score=score
    )


def _best(entity: Entity, candidates: Sequence[Known]) -> Known | None:
    if entity.described or entity.type not in JOINED_TYPES:
        return None
    fit = [k for k in candidates if _fits(entity, k.entity)]
    return max(fit, key=lambda k: (k.members, k.entity.id), default=None)


def _fits(entity: Entity, other: Entity) -> bool:
    if other.described or other.type != entity.type or name_key(other.name) != name_key(entity.name):
        return False
    return entity.place is None or other.place is None or entity.place.id == other.place.id
