"""The years of a story's dates without a year, chosen together: the line of the story that jumps least.

A history moves forward month by month; some dates only look back or ahead and leave its line where it was. Every date
that names a month either moves the line or is such an aside, at a price; the cheapest reading of the whole gives the
years. A greedy reading cannot tell an aside from a turn until it has read on.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bywhom.model.when import TimeExpression

_KEPT = 40  # readings kept alive: the line has few places to be
_ASIDE, _OPENS = 0.9, 0.5  # price of an aside, and what it costs more where the date opens its sentence
_STEP, _FAR = 0.06, 1.6  # price of a month ahead, and the most that a move ahead can cost
_SEASON, _LONG = 6, 0.1  # months after which each further one costs more
_BACK, _BACK_STEP, _BACK_FAR = 0.35, 0.12, 2.6  # the same for a move back
_LOCAL = 0.3  # price of a date that goes on with the aside before it
_UNTOLD = 1.0  # price of a year that no date of the text names
_ANEW = 1.0  # the most that a move back costs under a new heading: an article tells in full what its lead summed up


_HEADING = re.compile(r"(?:^|\n)[^\n]{1,80}[^\s.?!:;,\"”]\n")
_LEAD = re.compile(r"(?:\b(?:In|On|By|Since|During|After|Before|Late|Early|From|Between|Around|At|in|on|the|of)\s+)+$")


_Years = tuple[tuple[int, int], "_Years | None"]  # (index of a date, its year), and those before it


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading so far: where the line is, the last date told, and the years chosen (newest first)."""

    cost: float
    line: int  # months since the year 0
    last: int
    years: "_Years | None" = None

    def to(self, cost: float, line: int, last: int, chosen: tuple[int, int] | None) -> "_Reading":
        """The reading that goes on from this one."""
        years = self.years if chosen is None else (chosen, self.years)
        return _Reading(self.cost + cost, line, last, years)


def story_years(
    text: str, expressions: Sequence[TimeExpression], opening: tuple[int, int | None] | None, published: date | None
) -> dict[int, int]:
    """The year of each calendar date that names a month and no year, by its index; {} for stories of BC or no year."""
    if opening is None or opening[0] <= 0:
        return {}
    limit = _months(published.year, published.month) if published is not None else 10**6
    dated = [e for e in expressions if e.form == "calendar" and e.year is not None]
    told = frozenset(e.year for e in dated if e.year is not None and (e.month is not None or _opens(text, e)))
    told |= {opening[0]}
    first = _months(opening[0], opening[1] or 1)
    alive = [_Reading(0.0, first, first)]
    told_to = 0
    for at, e in enumerate(expressions):
        if e.form != "calendar" or e.era == "BC" or e.unit == "DE" or (e.year is None and e.month is None):
            continue
        if e.partner is not None and e.year is None and expressions[e.partner].year is not None:
            continue  # the other end of its range lends it the year
        opens = _opens(text, e)
        if e.year is not None and e.month is None and e.year not in told:
            continue  # a bare number is as often no year
        most = _ANEW if _HEADING.search(text, told_to, e.start) else _BACK_FAR
        told_to = told_to if e.month is None else e.end
        if _heads(text, e):
            nexts = [_headed(r, e.year or 0) for r in alive]
        elif e.year:
            nexts = [n for r in alive for n in _written(r, e, opens=opens, most=most)]
        else:
            nexts = [n for r in alive for n in _open(r, at, e.month or 1, told, most=most)]
        alive = _best(n for n in nexts if n.last <= limit) or alive
    out: dict[int, int] = {}
    node = min(alive, key=lambda r: r.cost).years
    while node is not None:
        (at, year), node = node
        out[at] = year
    return out


def _opens(text: str, e: TimeExpression) -> bool:
    """True when the expression opens its sentence, paragraph or heading, with its preposition."""
    before = _LEAD.sub("", text[max(0, e.start - 40) : e.start])
    return not before.strip() or before.rstrip(" ")[-1:] in ".?!\n"


def _months(year: int, month: int) -> int:
    return year * 12 + month - 1


def _heads(text: str, e: TimeExpression) -> bool:
    """True for a year that is all of its line: the heading of what follows."""
    alone = text[e.start - 1 : e.start] in ("", "\n") and text[e.end : e.end + 1] in ("", "\n")
    return alone and e.year is not None and e.month is None


def _headed(reading: _Reading, year: int) -> _Reading:
    """Under a heading the line begins with its year."""
    here = reading.line if reading.line // 12 == year else _months(year, 1)
    return reading.to(0.0, here, here, None)


def _written(reading: _Reading, e: TimeExpression, *, opens: bool, most: float) -> list[_Reading]:
    """A date that names its year: it moves the line, at the price of ``most`` when far back, or is an aside."""
    assert e.year is not None
    if e.month is None:
        if reading.line // 12 == e.year:
            return [reading]
        here = _months(e.year, 1 if e.year > reading.line // 12 else 12)
        aside = 0.1 if not opens else _ASIDE
    else:
        here, aside = _months(e.year, e.month), _ASIDE + (_OPENS if opens else 0.0)
    moved = reading.to(_price(here - reading.line, most), here, here, None)
    return [moved, reading.to(aside, reading.line, here, None)]


def _open(reading: _Reading, at: int, month: int, told: frozenset[int], *, most: float) -> list[_Reading]:
    """A date without its year: the next such month on the line or the last one, or one that goes on with an aside."""
    out = []
    for base, on_line in ((reading.line, True), (reading.last, False)):
        if not on_line and reading.last == reading.line:
            continue
        ahead = base + (month - 1 - base) % 12
        for here in (ahead, ahead - 12):
            line = here if on_line else reading.line
            untold = here // 12 not in told and here // 12 != base // 12
            price = _price(here - base, most) + (0.0 if on_line else _LOCAL) + (_UNTOLD if untold else 0.0)
            out.append(reading.to(price, line, here, (at, here // 12)))
    return out


def _price(gap: int, most: float) -> float:
    """What a move of the line by so many months costs, a move back at most ``most``."""
    if gap < 0:
        return min(most, _BACK - _BACK_STEP * gap)
    return min(_FAR, _STEP * gap + _LONG * max(0, gap - _SEASON))


def _best(readings: Iterable[_Reading]) -> list[_Reading]:
    """The cheapest reading for each place of the line, the cheapest of these."""
    out: dict[tuple[int, int], _Reading] = {}
    for r in sorted(readings, key=lambda r: r.cost):
        out.setdefault((r.line, r.last), r)
    return list(out.values())[:_KEPT]
