"""Intervals of holding, built from moves: merged, ended from their date on, with gaps left honest.

A spell starts at a gain or at the first day told to be held, and ends at the actor's own loss or at a capture by
somebody who is not of its camp. A loss with no gain told before it shows that the place was held until then, from an
unknown day. Where an actor is told to lose a place that a hostile capture had already taken, both stand in between:
that is contested.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bywhom.analysis.leftovers import is_last
from bywhom.analysis.moves import Move
from bywhom.analysis.sides import Sides
from bywhom.analysis.turns import (
    ADOPT_DAYS,
    SAME_LOSS_DAYS,
    Turn,
    adopt_nameless,
    left_turns,
    remnant_turns,
    turn_order,
    turns_of,
)
from bywhom.model.account import Told
from bywhom.model.when import Interval

REACH_BACK_DAYS = 400  # how far back a loss alone shows the holding that it ends
SEASON_DAYS = 92
HOLD_REACH_DAYS = 183  # how long "held on that day" stands with nothing told after; a range told to end no longer
LAST_REACH_DAYS = 45  # the same for what is told as somebody's last, or to be taken from it: it may be about to fall
UNDER_ATTACK_DAYS = 21  # the same for a place that somebody is told to attack: who holds it may be driven out any day
_DONE_BY_DAYS = 14  # "by 2 April they had taken it" tells of the weeks before
_SUPERSEDED_DAYS = 30  # a holding of another camp ends what nothing has told for so long before it


@dataclass(slots=True)
class Spell:
    """One holding. ``start_*`` None: since an unknown day. ``end_*`` None: no end is told."""

    who: str
    start_first: date | None = None
    start_last: date | None = None
    end_first: date | None = None
    end_last: date | None = None
    opened_by: str = ""
    closed_by: str = ""
    moves: list[Move] = field(default_factory=list)
    closing: list[Move] = field(default_factory=list)
    reaches_back: bool = False  # the first that is told of the place is that this actor held it

    @property
    def soft(self) -> bool:
        """True when no claim dates the holding itself: it stands only where no dated one does."""
        return all(m.narrated for m in self.moves)

    @property
    def is_implied(self) -> bool:
        """True when no claim tells the holding: it follows from what is told of others."""
        return bool(self.moves) and all(m.implied for m in self.moves)

    @property
    def last_word(self) -> date | None:
        """The last day that a claim of the holding itself tells; None when none is dated."""
        return max((m.last for m in self.moves if m.last is not None), default=None)

    def covers(self, day: date) -> str:
        """``held``, ``turning`` (the day lies inside the range of a change), or "" when the spell does not reach it."""
        if self.end_last is not None and self.end_first is not None and day >= self.end_first:
            return "turning" if day < self.end_last else ""
        if self.start_first is None:
            assert self.end_first is not None
            return "held" if self.end_first - day <= timedelta(days=REACH_BACK_DAYS) else ""
        if day < self.start_first:
            return "held" if self.reaches_back and self.start_first - day <= timedelta(days=HOLD_REACH_DAYS) else ""
        if not self._reaches(day):
            return ""
        return "held" if self.start_last is None or day >= self.start_last or self.reaches_back else "turning"

    @property
    def stands_until(self) -> date | None:
        """The last day on which the holding stands, its end or how far the last word of it reaches; None: any day."""
        taken = self.opened_by == "capture" or any(m.sense == "gain" and not m.implied for m in self.moves)
        if self.end_last is not None or taken:
            return self.end_last
        return max((m.last + _reach(m) for m in self.moves if m.last is not None), default=date.min)

    def _reaches(self, day: date) -> bool:
        """False when the holding rests on days told to be held, the day lies past them, and nothing later is told."""
        until = self.stands_until
        return self.end_first is not None or until is None or day <= until

    def is_thin(self, day: date) -> bool:
        """True when one claim alone tells the holding, half a year before the day or more, and nothing tells its end.

        A single telling may be misread or soon overtaken: so long after, the answer says that it is one.
        """
        if self.end_first is not None or len({m.told.id for m in self.moves}) != 1:
            return False
        return all(m.last is not None and (day - m.last).days > HOLD_REACH_DAYS for m in self.moves)

    def attested(self, day: date) -> bool:
        """True when a claim's precise range covers the day."""
        return any(
            m.dated and m.first is not None and m.last is not None and m.first <= day <= m.last
            and (m.precise or m.first == m.last) and m.sense in ("gain", "hold") and not m.implied for m in self.moves
        )  # fmt: skip


def _reach(m: Move) -> timedelta:
    """How far past its last day a holding stands when nothing later is told: not at all once its end is told."""
    published = m.told.report.published
    cut = published is not None and m.last is not None and m.last >= published - timedelta(days=1)
    ended = m.precise and m.first != m.last and not cut
    if m.sense == "hold" and m.under_attack:
        return timedelta(days=UNDER_ATTACK_DAYS)
    entered = m.implied and m.told.type == "movement"
    if entered or (m.sense == "hold" and (is_last(m.told) or m.is_goal)):
        return timedelta(days=0 if ended else LAST_REACH_DAYS)
    return timedelta(days=0 if ended else HOLD_REACH_DAYS)


def spells_of(moves: Sequence[Move], sides: Sides) -> list[Spell]:
    """Every holding of the place, by identity, in order of time."""
    adopt_nameless(moves, sides)
    told = [*turns_of(moves, sides), *remnant_turns(moves, sides), *left_turns(moves, sides)]
    turns = sorted(told, key=turn_order)
    bare = {sides.who(a) for a in sides.bare if sides.who(a) in sides.bare}
    out: list[Spell] = []
    for who in dict.fromkeys(t.who for t in turns):
        out += _spells(who, turns, sides, bare)
    _not_besieger(out, moves, sides)
    out.sort(key=lambda s: (s.start_first or s.end_first or date.max, s.who))
    first = [s for s in out if s.start_first is not None and s.start_first == out[0].start_first]
    for spell in first or out[:1]:  # on the day of a taking by one the holding of another is told as well
        _reach_back(spell, turns)
    return out


def _not_besieger(spells: Iterable[Spell], moves: Sequence[Move], sides: Sides) -> None:
    """Lets a holding that its loss alone shows begin behind its holder's own last siege: nobody besieges himself."""
    for s in spells:
        if s.start_first is None and s.end_first is not None and s.opened_by == "loss":
            tried = [
                m.last for m in moves
                if m.sense == "threat" and m.told.type == "siege" and m.ground == "place" and m.dated and not m.implied
                and m.last is not None and m.last < s.end_first and sides.with_each_other(m.actor, s.who)
            ]  # fmt: skip
            if tried:
                s.start_first = s.start_last = max(tried)  # it fell to them sometime after: no later word of it is told


def _reach_back(spell: Spell, turns: Sequence[Turn]) -> None:
    """Lets a holding that is the first word of the place stand before its first day, since an unknown one.

    One that only a narrative dates reaches back where a dated loss ends it.
    """
    if spell.opened_by != "controls":
        return
    if any(t.sense == "gain" and (t.at < _first(spell) or _opens(t, spell)) for t in turns):
        return
    if spell.soft and all(m.narrated for m in spell.closing):
        return
    opening = spell.moves[0]
    spell.reaches_back = opening.told.phase == "" and (
        spell.soft or not opening.inferred or opening.told.type == "capture" or (opening.firm and not opening.narrated)
    )


def _opens(turn: Turn, spell: Spell) -> bool:
    """True when a taking by the holder itself is told from the day on which its holding begins, or before it."""
    return turn.who == spell.who and spell.start_first is not None and turn.first <= spell.start_first


def _first(spell: Spell) -> date:
    return spell.start_first or date.max


def _spells(who: str, turns: Sequence[Turn], sides: Sides, bare: set[str]) -> list[Spell]:
    """The holdings of one identity: its own gains and losses, and the captures by others."""
    spells: list[Spell] = []
    for turn in turns:
        is_open = bool(spells) and spells[-1].end_first is None
        if turn.who != who:
            hostile = turn.sense == "gain" and (turn.who not in bare or _takes_back(turn))
            dated = any(not m.narrated for m in turn.moves)
            hostile = hostile and (dated or (is_open and (spells[-1].soft or _long_after(spells[-1], turn))))
            hostile = hostile and not sides.with_each_other(turn.who, who)
            if hostile and is_open and turn.since_unknown:
                _close_by(spells[-1], turn)
            elif hostile and is_open and _starts_before(spells[-1], turn):
                _close(spells[-1], turn, "capture")
            elif is_open and turn.who not in bare and _supersedes(turn, who, spells[-1], turns, sides):
                _close(spells[-1], replace(turn, last=turn.first), "controls")
        elif turn.sense == "loss":
            _lose(spells, turn, turns, sides)
        elif turn.sense == "gain" and not spells and (shown := _held_before(turn, turns, sides)) is not None:
            spells += [shown, _opened(who, turn)]
        elif is_open and (_secures(turn) or not (spells[-1].soft and not all(m.narrated for m in turn.moves))):
            spells[-1].moves += turn.moves
        elif is_open:
            spells[-1] = _opened(who, turn)  # what a claim dates itself begins the holding that was only narrated
        else:
            spells.append(_opened(who, turn))
    return spells


def _supersedes(turn: Turn, who: str, spell: Spell, turns: Sequence[Turn], sides: Sides) -> bool:
    """True when a holding told of another camp leaves nothing of an old one: no word of that for weeks, nor later."""
    if turn.sense != "hold" or turn.since_unknown or sides.with_each_other(turn.who, who):
        return False
    if all(m.inferred or m.ground not in ("place", "contains") for m in turn.moves):
        return False
    if any(t.who == who and t.sense in ("gain", "hold") and t.at >= turn.at for t in turns):
        return False
    return _long_after(spell, turn)


_AGAIN = re.compile(
    r"\b(?:re-?(?:captur|tak|took|gain|claim|conquer|occup|establish)|won back|took back|liberat)", re.IGNORECASE
)


def takes_back(told: Told) -> bool:
    """True when the words tell a taking from whoever held the place: whoever it was that took it, it was not they."""
    return bool(_AGAIN.search(told.trigger.exact))


_SECURES = re.compile(r"\b(?:secur|clear|reinforc|defend)", re.IGNORECASE)


def _secures(turn: Turn) -> bool:
    """True for a turn that makes sure of ground, one's own as often as a foe's: "the army fully secured the town"."""
    return all(_SECURES.search(m.told.trigger.exact) for m in turn.moves)


def _takes_back(turn: Turn) -> bool:
    return any(takes_back(m.told) for m in turn.moves)


def _held_before(turn: Turn, turns: Sequence[Turn], sides: Sides) -> Spell | None:
    """The holding that a *re*capture presupposes: up to the first capture by another that is told before it."""
    if not _takes_back(turn) or all(m.actor in sides.bare for m in turn.moves):
        return None
    hostile = [t for t in turns if t.sense == "gain" and t.at < turn.at and not sides.with_each_other(t.who, turn.who)]
    if not hostile:
        return None
    shown = Spell(turn.who, opened_by="loss", moves=list(turn.moves))
    taken = hostile[0]
    if all(m.narrated and not m.implied for m in taken.moves):
        return None  # when it was taken the story does not say
    if taken.since_unknown:  # done by a day: for a season before it nobody can say
        taken = replace(taken, first=taken.last - timedelta(days=HOLD_REACH_DAYS))
    _close(shown, taken, "capture")
    return shown


def _opened(who: str, turn: Turn) -> Spell:
    """A new spell; what holds on all days of a range, or of a story's, is held from the first of them."""
    by = "capture" if turn.sense == "gain" and turn.moves[0].told.type == "capture" else "controls"
    loosely = all(m.inferred for m in turn.moves) and (turn.last - turn.first).days <= SEASON_DAYS
    sure = turn.sense == "hold" and (loosely or any(m.precise for m in turn.moves))
    return Spell(who, turn.first, turn.first if sure else turn.last, opened_by=by, moves=list(turn.moves))


def _long_after(spell: Spell, turn: Turn) -> bool:
    """True when a turn lies wholly behind the last word of a holding by weeks."""
    return spell.last_word is not None and spell.last_word + timedelta(days=_SUPERSEDED_DAYS) < turn.first


def _starts_before(spell: Spell, turn: Turn) -> bool:
    """True when the spell began before the turn; takings told for one day by both sides leave both standing."""
    if spell.start_first is None or spell.start_last is None:
        return True
    return spell.start_first + (spell.start_last - spell.start_first) / 2 < turn.at


def _close(spell: Spell, turn: Turn, by: str) -> None:
    spell.end_first, spell.end_last, spell.closed_by = turn.first, turn.last, by
    if spell.start_first is not None and spell.end_first < spell.start_first:
        spell.end_first = spell.start_first
    spell.closing += turn.moves


def _close_by(spell: Spell, turn: Turn) -> None:
    """Ends a holding by a capture told to be done by a day: in the weeks before that, after the holding's last word."""
    if spell.last_word is not None and spell.last_word < turn.last:
        first = max(spell.last_word, turn.last - timedelta(days=_DONE_BY_DAYS))
        _close(spell, replace(turn, first=first), "capture")


def _lose(spells: list[Spell], turn: Turn, turns: Sequence[Turn], sides: Sides) -> None:
    """The actor's own loss: ends the open spell, repeats the last loss, or shows a holding that nothing else tells."""
    last, who = spells[-1] if spells else None, turn.who
    if last is not None and last.end_first is None:
        regained = turn.since_unknown and (last.last_word or date.min) >= turn.last  # lost by a day on which it holds
        if not regained:
            _close(last, turn, "withdrawal")
        return
    shows = any(m.shows_holding for m in turn.moves)
    if turn.since_unknown and shows and last is None:
        hostile = [t for t in turns if t.sense == "gain" and t.at <= turn.at and not sides.with_each_other(t.who, who)]
        if hostile and (turn.at - hostile[0].at).days <= REACH_BACK_DAYS:
            spells.append(Spell(who, opened_by="loss", moves=list(turn.moves)))
            _close(spells[-1], hostile[0], "capture")
        return
    if turn.since_unknown or not shows:
        if last is not None:
            last.closing += turn.moves
        return
    if last is not None and last.end_last is not None and (turn.first - last.end_last).days <= SAME_LOSS_DAYS:
        last.closing += turn.moves
        return
    if last is not None and last.closed_by == "withdrawal" and _taken_since(last, turn, turns, sides):
        last.closing += turn.moves  # lost before, taken by another, never told to be regained: it is told once more
        return
    if last is not None and last.closed_by == "capture":
        last.closing = []  # told to hold it still when it was lost later: the capture in between is contested
        _close(last, turn, "withdrawal")
        return
    shown = Spell(who, *_since(turn, turns, sides), opened_by="loss", moves=list(turn.moves))
    _close(shown, turn, "withdrawal")
    spells.append(shown)


def _taken_since(lost: Spell, loss: Turn, turns: Sequence[Turn], sides: Sides) -> bool:
    """True when another camp is told to have taken what an actor lost, about then or later, before a further loss."""
    since = (lost.end_first or date.min) - timedelta(days=ADOPT_DAYS)
    return any(
        t.sense == "gain" and not t.since_unknown and since <= t.at < loss.at and not all(m.narrated for m in t.moves)
        and not sides.with_each_other(t.who, loss.who) for t in turns
    )  # fmt: skip


def _since(loss: Turn, turns: Sequence[Turn], sides: Sides) -> tuple[date | None, date | None]:
    """Since when a loss alone shows its holding: since another camp is told to have lost the place before.

    One told only of what is left to a holder does not reach back over another camp's taking, seasons earlier.
    """
    others = [t for t in turns if not t.since_unknown and not sides.with_each_other(t.who, loss.who)]
    told = [t for t in others if t.sense == "loss" and not all(m.narrated for m in t.moves)]
    lost = [t.last for t in told if t.last < loss.first]
    if any(m.sense != "remnant" for m in loss.moves):
        return (max(lost), max(lost)) if lost else (None, None)
    taken = [t.last for t in others if t.sense == "gain" and (loss.first - t.last).days > SEASON_DAYS]
    return (max(taken), loss.first) if taken else (None, None)


def silences(spells: Sequence[Spell], since: date | None, until: date | None) -> tuple[str, ...]:
    """The stretches between holdings (and at the edges asked for) of which nothing is told."""
    out: list[str] = []
    reached = since
    for s in spells:
        start = s.start_first or (s.end_first - timedelta(days=REACH_BACK_DAYS) if s.end_first else None)
        if reached is not None and start is not None and start > reached:
            out.append(Interval(earliest=reached, latest=start - timedelta(days=1)).edtf)
        last = s.stands_until
        if last is None:
            return tuple(out)
        reached = max(reached or last, last)
    if until is not None and reached is not None and reached < until:
        out.append(Interval(earliest=reached, latest=until).edtf)
    return tuple(out)
