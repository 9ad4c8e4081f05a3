"""The ordered table of checks, and the one traversal that runs them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bywhom.check.clocks import Clocks
from bywhom.check.common import Bundle, Check, Problem
from bywhom.check.geography import Geography
from bywhom.check.quotes import Quotes
from bywhom.check.references import References
from bywhom.check.totals import Totals

CHECKS: tuple[Callable[[], Check], ...] = (Quotes, References, Clocks, Geography, Totals)


def check(reports: Iterable[Bundle], facts: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong, in the order of reports, then of checks. An empty list: the casefile is sound."""
    checks = [make() for make in CHECKS]
    found = [problem for report in reports for c in checks for problem in c.feed(report)]
    return found + [problem for c in checks for problem in c.finish(facts)]
