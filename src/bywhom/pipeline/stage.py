"""A stage of reading: what it needs, what it gives, and that a plan of them fits together."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step from an input to the account. ``requires`` and ``provides`` name the values that pass between steps."""

    name: str
    requires: frozenset[str]
    provides: frozenset[str]
    says: str  # what it does, for people


def check_plan(stages: Sequence[Stage], given: frozenset[str]) -> None:
    """Raise ValueError when a stage requires what neither ``given`` nor an earlier stage provides."""
    at_hand = set(given)
    for stage in stages:
        missing = stage.requires - at_hand
        if missing:
            raise ValueError(f"the stage {stage.name} lacks {sorted(missing)}; at hand are {sorted(at_hand)}")
        at_hand |= stage.provides
