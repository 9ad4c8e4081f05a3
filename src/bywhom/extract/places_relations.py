"""Phrases that tell a place by another: "about 40 miles west of X", "from A in the west to B in the east"."""

from collections.abc import Sequence

from bywhom.model.where import PlaceRelation, Toponym


def find_relations(text: str, toponyms: Sequence[Toponym]) -> tuple[PlaceRelation, ...]:
    """Empty for now."""
    return ()
