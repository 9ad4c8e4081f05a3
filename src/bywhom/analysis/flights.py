"""Who flees in the sentence in which a place is taken: it is he who loses it, and none who takes it.

"The Reds retook the town and the beaten guard fled to the coast": the guard held the town, though no word ties it to
the place. "At the price of letting the enemy retreat, the town was captured": the enemy took nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bywhom.analysis.common import holds, key_of, label_of
from bywhom.analysis.doers import can_hold
from bywhom.analysis.ground import tells_all
from bywhom.analysis.leavings import leaves_some
from bywhom.analysis.moves import Move
from bywhom.analysis.names import kin
from bywhom.model.account import Party, Told

_PASSIVE = re.compile(r"^(?:was|were|is|had been|has been|been|being)\b", re.IGNORECASE)
_FLEES = re.compile(r"\b(?:flee|fled|flight|retreat|withdr[ae]w|rout|escap|forced out|driven)", re.IGNORECASE)


def with_flights(moves: Sequence[Move], reports: Mapping[str, Sequence[Told]]) -> list[Move]:
    """The moves, with the losses of those who flee as the place is taken, and without what these are said to take."""
    out = list[Move]()
    for m in moves:
        gone = list(fleeing(m, reports.get(m.told.report.id, ()))) if _is_taking(m) else []
        his = any(key_of(p) == m.actor or kin(label_of(p), m.name) for _, p in gone)
        his = his and m.sense == "gain" and _is_passive(m, m.actor)
        if his:
            out.append(replace(m, sense="fallen", actor="", name="", type=""))
        else:
            out.append(m)
        out += [
            replace(m, told=told, actor=key_of(p), name=label_of(p), type=p.type, sense="loss")
            for told, p in gone
            if (his or key_of(p) != m.actor) and not told.fillers("place") and not leaves_some(p, told)
        ]
    return list({(m.told.id, m.actor, m.sense): m for m in out}.values())  # where two took it, a flight is met twice


def left_with_the_land(moves: Sequence[Move]) -> Iterator[Move]:
    """The losses of a place by whoever had taken it and then leaves all of the province around it."""
    for m in moves:
        if m.ground != "contains" or m.sense != "loss" or m.told.type != "withdrawal" or not m.dated or m.narrated:
            continue
        if tells_all(m.told, whole=False) and any(_had_it(k, m) for k in moves):
            yield replace(m, ground="place", implied=True)


def _had_it(k: Move, left: Move) -> bool:
    """True for a move by which whoever leaves the land had taken or held the place before."""
    same = k.actor == left.actor or bool(kin(k.name, left.name))
    before = k.last is not None and left.first is not None and k.last < left.first
    return same and before and k.ground == "place" and k.sense in ("gain", "hold")


def _is_taking(m: Move) -> bool:
    return m.sense in ("gain", "fallen") and m.told.type == "capture" and m.ground == "place" and m.dated


def fleeing(m: Move, claims: Sequence[Told]) -> Iterator[tuple[Told, Party]]:
    """The withdrawals told in the sentence of a taking, with who withdraws."""
    for told in claims:
        if told.type != "withdrawal" or told.sentence != m.told.sentence or not holds(told):
            continue
        if _FLEES.search(told.trigger.exact):
            yield from ((told, p) for p in told.fillers("actor") if can_hold(p))


def _is_passive(m: Move, actor: str) -> bool:
    """True for "was captured" where the actor does not stand behind "by"."""
    if not _PASSIVE.search(m.told.trigger.exact) or m.told.trigger.exact.endswith(" by"):
        return False
    offset = m.told.sentence.start
    at = [p.span.start - offset for p in m.told.fillers("actor") if key_of(p) == actor and p.span is not None]
    return not any(re.search(r"\bby (?:the |an? )?$", m.told.sentence_text[:a]) for a in at)
