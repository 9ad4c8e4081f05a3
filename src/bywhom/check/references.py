"""Every id points at a row of the right kind."""

from collections.abc import Mapping
from typing import Any

from bywhom.check.common import Bundle, Problem, Silent
from bywhom.model.claim import CLAIM_TYPES, roles_of
from bywhom.model.who import ENTITY_TYPES


class References(Silent):
    """Types and roles are the codebook's; what rows point at exists."""

    name = "references"

    def feed(self, report: Bundle) -> list[Problem]:
        """Types and roles of one report's rows."""
        found = [
            (e["id"], f"{e['type']!r} is no entity type") for e in report.entities if e["type"] not in ENTITY_TYPES
        ]
        for claim in report.claims:
            if claim["type"] not in CLAIM_TYPES:
                found.append((claim["id"], f"{claim['type']!r} is no claim type"))
                continue
            odd = {role for role, _, _ in claim["fillers"]} - set(roles_of(claim["type"]))
            found += [(claim["id"], f"a {claim['type']} has no role {role!r}") for role in sorted(odd)]
        return [Problem(check=self.name, row=row, says=says) for row, says in found]

    def finish(self, facts: Mapping[str, Any]) -> list[Problem]:
        """Rows that point at nothing, as the store found them."""
        return [Problem(check=self.name, row=row, says=says) for row, says in facts.get("dangling", ())]
