"""A report's claims in their order: the days, the site and the happening that a later one leaves understood."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bywhom.analysis.common import is_relation
from bywhom.analysis.facts import Fact, Site, alike, near
from bywhom.analysis.pairing import gap

_SEASON = 31  # days
_FEW_DATES = 6  # from so many dated events on, a report shows which days it is about
_FRESH, _OLD = 4, 60  # days before its publishing that news is about, and that it looks back to
_MOSTLY = 0.6  # share of its dated events that lie in these days
_LINES = 9  # sentences with claims within which "the attack" looks for what it takes up
_SITE_FAR = 6000  # characters within which "the airport" looks for its name


def settled(facts: Iterable[Fact]) -> list[Fact]:
    """The facts, those without a date given the days between the dated ones around them in their report."""
    by_report: dict[str, list[Fact]] = {}
    for f in facts:
        by_report.setdefault(f.report, []).append(f)
    ordered = (sorted(told, key=lambda f: (f.sentence, f.at, f.claim)) for told in by_report.values())
    return [g for told in ordered for g in _taking_up(_sited(_settle(told)))]


def _settle(told: Sequence[Fact]) -> Iterator[Fact]:
    """One report's facts in their order; a date wider than a month dates no neighbour."""
    dated = [(i, f.first, f.last) for i, f in enumerate(told) if f.first is not None and f.last is not None
             and f.last - f.first <= _SEASON and not is_relation(f.type)]  # fmt: skip
    news = _news(dated, told[0].published) if told else None
    dated = _core(dated)
    at = [i for i, _, _ in dated]
    for i, f in enumerate(told):
        j = bisect(at, i)
        if (f.first is not None and f.last is not None) or is_relation(f.type) or (j == 0 and news is None):
            yield f
            continue
        if j == 0:
            yield replace(f, soft=news, news=True)
            continue
        _, low, high = dated[j - 1]
        following = dated[j] if j < len(dated) else None
        if following is not None and low <= following[1] and following[2] - low <= 1.5 * _SEASON:
            high = following[2]
        else:
            high += 7
        yield replace(f, soft=(low, high), news=news is not None)


def _news(dated: Sequence[tuple[int, int, int]], published: int | None) -> tuple[int, int] | None:
    """The days that a report of the day's news is about where it names none: those up to its publishing."""
    if published is None:
        return None
    close = sum(published - _OLD <= first <= published for _, first, _ in dated)
    return (published - _FRESH, published) if close >= _MOSTLY * len(dated) else None


def _core(dated: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Without the dates that lie far from most: a look back or ahead does not date what the report goes on to tell."""
    if len(dated) < _FEW_DATES:
        return dated
    days = sorted(first for _, first, _ in dated)
    low, high = days[len(days) // 4], days[-1 - len(days) // 4]
    slack = high - low + _SEASON
    return [d for d in dated if low - slack <= d[1] <= high + slack]


def _sited(told: Iterable[Fact]) -> Iterator[Fact]:
    """One report's facts, "the airport" standing where the airport named last stands."""
    last = dict[str, tuple[int, Site]]()
    for f in told:
        means = {
            spot: last[spot][1] for spot, _ in f.spots if spot in last and f.at - last[spot][0] <= _SITE_FAR
        }  # fmt: skip
        last |= {s.kind: (f.at, s) for s in f.sites}
        yield _stands(f, means) if means else f


def _stands(f: Fact, means: Mapping[str, Site]) -> Fact:
    """The fact with the sites that its words mean."""
    return replace(
        f, spots=tuple((means[s].spot, means[s].place) if s in means else (s, p) for s, p in f.spots),
        ground=f.ground.union(*(m.words for m in means.values())),
    )  # fmt: skip


def _taking_up(told: Iterable[Fact]) -> Iterator[Fact]:
    """One report's facts, those told by a noun with the earlier one that they take up."""
    done: list[Fact] = []
    for f in told:
        found = _taken(f, done) if f.again else None
        done.append(f)
        yield f if found is None else replace(f, takes=found.claim)


def _taken(f: Fact, earlier: Sequence[Fact]) -> Fact | None:
    """The nearest earlier fact that ``f`` can take up."""
    lines = set[int]()
    for g in reversed(earlier):
        lines.add(g.sentence)
        if len(lines) > _LINES:
            return None
        if alike(f.type, g.type) and f.mode == g.mode and f.at != g.at and not _differ(f, g):
            return g
    return None


def _differ(f: Fact, g: Fact) -> bool:
    """True when the two name other days, other places or other doers."""
    return bool(gap(f, g)) or near(f, g) is False or bool(f.doers and g.doers and not f.doers & g.doers)
