"""Places told by others: offsets, directions, parts and stretches become areas with an honest radius."""

from collections.abc import Sequence

from bywhom.model.where import PlaceMention, PlaceRelation


def locate_relations(
    text: str, relations: Sequence[PlaceRelation], resolved: Sequence[PlaceMention]
) -> tuple[PlaceMention, ...]:
    """Empty for now."""
    return ()
