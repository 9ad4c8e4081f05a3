"""Nothing ends before it begins; nothing is recorded before it was said."""

from datetime import UTC, datetime, timedelta

from bywhom.check.common import Bundle, Problem, Silent
from bywhom.model.when import Interval

_DAY = timedelta(days=1)  # a report of tomorrow's date: it was published east of here


class Clocks(Silent):
    """The three clocks of every row agree with each other."""

    name = "clocks"

    def feed(self, report: Bundle) -> list[Problem]:
        """Dates of one report and of its claims."""
        found: list[tuple[str, str]] = []
        recorded = datetime.fromtimestamp(report.recorded / 1e6, tz=UTC)
        if report.taken_at > report.recorded:
            found.append((report.id, "its bytes were taken after the report was recorded"))
        if report.published is not None and report.published > (recorded + _DAY).date():
            found.append((report.id, f"published on {report.published}, recorded before, on {recorded.date()}"))
        for claim in report.claims:
            if claim["edtf"]:
                try:
                    Interval.from_edtf(claim["edtf"])
                except ValueError as error:
                    found.append((claim["id"], f"its date {claim['edtf']!r} cannot be read: {error}"))
        return [Problem(check=self.name, row=row, says=says) for row, says in found]
