"""Is the casefile sound, how large is it, and can what is derived be made anew?"""

from typing import Any

from bywhom.casefile import shapes
from bywhom.casefile.base import Base
from bywhom.casefile.results import Rows
from bywhom.check.common import Bundle, Problem
from bywhom.check.registry import check
from bywhom.store import audit
from bywhom.store.cards import settle
from bywhom.store.follow import rebuild


class Upkeep(Base):
    """Checks and repairs."""

    def check(self) -> Rows[Problem]:
        """Everything that is wrong with the casefile; empty when it is sound."""
        with self._session.read() as connection:
            reports = (Bundle(**fields) for fields in audit.each_report(connection))
            return Rows(check(reports, audit.facts(connection)), shapes.anything)

    def rebuild(self) -> None:
        """Drop what is derived and make it anew from the kept rows; no answer changes by it."""
        with self._session.write() as connection:
            rebuild(connection)
            settle(connection)

    def counts(self) -> dict[str, Any]:
        """How many reports, claims, entities, mentions and judgements there are."""
        return self.view.counts()
