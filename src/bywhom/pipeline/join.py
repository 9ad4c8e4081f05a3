"""Which entities of a new reading earlier reports name too: judgements of sameness by the matcher."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bywhom.model.ids import judgement_id
from bywhom.model.judgement import Judgement
from bywhom.model.who import Entity
from bywhom.resolve.block import block_keys
from bywhom.resolve.entities import is_described, match_entities
from bywhom.store.clusters import MATCHER
from bywhom.store.names import name_key


def keys_of(entity: Entity) -> tuple[str, ...]:
    """The keys under which the matcher compares an entity; none for one that is only described."""
    return () if is_described(entity) else tuple(sorted(block_keys(entity)))


def join(
    entities: Sequence[Entity], known: Sequence[Entity], called: Mapping[str, str], at: datetime
) -> list[Judgement]:
    """Judgements that tie ``entities`` to ``known`` ones (ids of the casefile on both sides).

    ``called`` gives the names that people gave: they decide before the matcher does. Of the matcher's pairs only the
    sure ones are taken.
    """
    out = {}
    for entity in entities:
        given = next((called[k] for k in map(name_key, (entity.name, *entity.aliases)) if k in called), None)
        if given is not None and not entity.described:
            out[entity.id] = same(entity.id, given, at, score=1.0, reason="a name that a person gave")
    for match in match_entities([e for e in entities if e.id not in out], known):
        if match.sure:
            reason = "; ".join(match.reasons)
            out[match.new] = same(match.new, match.known, at, score=match.score, reason=reason)
    return list(out.values())


def same(subject: str, object_: str, at: datetime, *, score: float, reason: str) -> Judgement:
    """The matcher's judgement that two entities are one."""
    id_ = judgement_id("same", subject, object_, None, MATCHER, "")
    return Judgement(
        id=id_, kind="same", subject=subject, object=object_, by=MATCHER, at=at, reason=reason, score=score
    )
