"""Counts agree: what is derived has as many rows as what it is derived from."""

from collections.abc import Mapping
from typing import Any

from bywhom.check.common import Bundle, Problem, Silent


class Totals(Silent):
    """The derived tables lack nothing and hold nothing of their own; every report was read."""

    name = "totals"

    def feed(self, report: Bundle) -> list[Problem]:
        """A confidence is a chance; claims of one report have ids of their own."""
        found = [
            (c["id"], f"its confidence is {c['confidence']}, not between 0 and 1")
            for c in report.claims
            if not 0 <= c["confidence"] <= 1
        ]
        return [Problem(check=self.name, row=row, says=says) for row, says in found]

    def finish(self, facts: Mapping[str, Any]) -> list[Problem]:
        """Pairs of counts that must be equal, by the store: ``equal`` maps what is compared to two numbers."""
        return [
            Problem(check=self.name, row=what, says=f"{one:,} against {other:,}: rebuild the derived tables")
            for what, (one, other) in facts.get("equal", {}).items()
            if one != other
        ]
