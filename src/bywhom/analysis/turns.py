"""Told changes of hands and holdings of one place in order of time: moves that tell the same turn are one.

Also the turns that nobody tells outright: of who is left with pockets only, and of whose enemy left a place of which it
had taken parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bywhom.analysis.moves import Move
from bywhom.analysis.sides import Sides

SAME_LOSS_DAYS = 45  # losses this near to each other are tellings of one loss
PIECEMEAL_DAYS = 200
_SWAMPED = 4  # who retakes one part for every so many that another takes is still what is left of a holder
_BEFORE_LEAVING = 3  # days before a leaving in which those who enter may be the ones it is left to
ADOPT_DAYS = 10  # a nameless "militants" that takes the place within these days of a named actor is that actor


@dataclass(frozen=True, slots=True)
class Turn:
    """One told change or holding, with every claim that tells it; ``at`` orders turns in time."""

    who: str
    sense: str
    first: date
    last: date
    moves: tuple[Move, ...]
    since_unknown: bool = False  # done by ``last``, at any time before

    @property
    def at(self) -> date:
        """The middle of the range."""
        return self.first + (self.last - self.first) / 2


def turns_of(moves: Sequence[Move], sides: Sides) -> list[Turn]:
    """Moves of one identity and sense as turns: a wide range that holds a narrower one tells the same turn."""
    by_key: dict[tuple[str, str], list[Move]] = {}
    for m in moves:
        if m.sense in ("gain", "loss", "hold") and m.last is not None:
            by_key.setdefault((sides.who(m.actor), m.sense), []).append(m)
    out: list[Turn] = []
    for (who, sense), group in by_key.items():
        out += _condense(who, sense, group)
    return sorted(out, key=turn_order)


def turn_order(turn: Turn) -> tuple[date, int, str]:
    """The key that sorts turns in time: on one day holdings come first, then losses, then gains."""
    return turn.at, ("hold", "loss", "gain").index(turn.sense), turn.who


def remnant_turns(moves: Sequence[Move], sides: Sides) -> list[Turn]:
    """A holder that is told to hold only what is left has lost the rest, to the one that took it part by part.

    From the first such day on the remnant no longer counts as the place, and the taker of at least two parts holds it.
    Who takes parts itself is no remnant.
    """
    out: list[Turn] = []
    for who in dict.fromkeys(sides.who(m.actor) for m in moves if m.sense == "remnant" and m.dated):
        left = [m for m in moves if m.sense == "remnant" and m.dated and sides.who(m.actor) == who]
        first = min(left, key=lambda m: (m.last or date.max, m.told.id))
        assert first.first is not None and first.last is not None
        takers: dict[str, list[Move]] = {}
        for m in _parts_taken(moves, first.last):
            takers.setdefault(sides.who(m.actor), []).append(m)
        rivals = [t for t in takers if t not in sides.bare and not sides.with_each_other(t, who)]
        best = max(rivals, key=lambda t: (len(takers[t]), t), default="")
        if not best or len(takers.get(who, ())) > max(1, len(takers[best]) // _SWAMPED):
            continue
        out.append(Turn(who, "loss", first.first, first.last, (first,)))
        if best and len(takers[best]) > 1:
            out.append(Turn(best, "gain", first.first, first.last, (first, *takers[best][-3:])))
    return out


def left_turns(moves: Sequence[Move], sides: Sides) -> list[Turn]:
    """Who has taken parts of a place, or enters it, holds it once its enemy left all of it, when nobody took that."""
    out: list[Turn] = []
    gains = [m for m in moves if m.sense == "gain" and m.dated and not m.narrated]
    for m in moves:
        if m.sense != "loss" or m.last is None or m.narrated or m.told.type != "withdrawal":
            continue
        first = m.first or m.last  # "entered it after they had left": gone by the day of the entry
        mine = [
            g.last
            for g in gains
            if g.last is not None and g.last <= m.last and sides.who(g.actor) == sides.who(m.actor)
        ]
        since = max([first - timedelta(days=SAME_LOSS_DAYS), *mine])
        if any(g.last is not None and g.last >= since and not sides.with_each_other(g.actor, m.actor) for g in gains):
            continue
        takers: dict[str, list[Move]] = {}
        for part in _parts_taken(moves, m.last) if m.dated else ():
            if not sides.with_each_other(part.actor, m.actor) and part.actor not in sides.bare:
                takers.setdefault(sides.who(part.actor), []).append(part)
        for entry in _entries(moves, first, m.last) if not takers else ():
            if not sides.with_each_other(entry.actor, m.actor) and entry.actor not in sides.bare:
                takers.setdefault(sides.who(entry.actor), []).append(entry)
        best = max(takers, key=lambda t: (len(takers[t]), t), default="")
        if best:
            out.append(Turn(best, "gain", first, m.last, (m, *takers[best][-3:])))
    return out


def _entries(moves: Iterable[Move], first: date, last: date) -> Iterator[Move]:
    """Who is told to enter a place in the days about somebody's leaving it, from ``first`` to ``last``."""
    since, until = first - timedelta(days=_BEFORE_LEAVING), last + timedelta(days=ADOPT_DAYS)
    for m in moves:
        if m.told.type == "movement" and m.dated and not m.narrated and m.ground == "place":
            assert m.first is not None and m.last is not None
            if since <= m.first and m.last <= until:
                yield m


def _parts_taken(moves: Iterable[Move], by: date) -> Iterator[Move]:
    """Captures of parts in the time before a day."""
    since = by - timedelta(days=PIECEMEAL_DAYS)
    for m in moves:
        if m.sense == "part" and m.told.type == "capture" and m.last is not None and since <= m.last <= by:
            yield m


def _condense(who: str, sense: str, moves: Iterable[Move]) -> list[Turn]:
    kept: list[tuple[date, date, list[Move]]] = []
    for m in sorted((m for m in moves if m.first is not None), key=_span_days):
        assert m.first is not None and m.last is not None
        home = next((k for k in kept if sense != "hold" and m.first <= k[1] and k[0] <= m.last), None)
        if home is None:
            kept.append((m.first, m.last, [m]))
        else:
            home[2].append(m)
    turns = [Turn(who, sense, first, last, tuple(ms)) for first, last, ms in kept]
    by_then = [m for m in moves if m.first is None and m.last is not None]
    return turns + [Turn(who, sense, m.last, m.last, (m,), since_unknown=True) for m in by_then if m.last is not None]


def _span_days(m: Move) -> tuple[int, bool, str]:
    assert m.first is not None and m.last is not None
    return (m.last - m.first).days, m.inferred, m.told.id


def adopt_nameless(moves: Sequence[Move], sides: Sides) -> None:
    """Count "militants" who take the place when a named actor takes it as that actor."""
    named = [m for m in moves if m.sense == "gain" and m.dated and m.actor not in sides.bare]
    for m in moves:
        if m.actor not in sides.bare or m.sense != "gain" or m.first is None or m.last is None:
            continue
        near = timedelta(days=ADOPT_DAYS)
        for n in named:
            assert n.first is not None and n.last is not None
            if m.first <= n.last + near and n.first <= m.last + near:
                sides.identity.join(n.actor, m.actor)
                break
