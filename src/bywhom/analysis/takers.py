"""Who took a place that is told to have fallen, or to have been captured, without a word on by whom.

A reader takes it from beside it: whoever besieged the place or meant to take it just before, whoever the same report
says took it at no told time, or whoever attacks in the sentences right before. Where none of these is to be had, the
fall still ends what others held. All of it stands beneath what is told outright.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bywhom.analysis.common import holds, key_of, label_of
from bywhom.analysis.doers import can_hold
from bywhom.analysis.flights import fleeing
from bywhom.analysis.moves import Move
from bywhom.analysis.names import is_bare, kin
from bywhom.analysis.spells import SEASON_DAYS, takes_back
from bywhom.model.account import Party, Told

_BEFORE = 420  # characters before a fall in which somebody's attack may be the one that it ends
_ATTACKS = {"attack": "attacker", "shelling": "attacker", "siege": "actor", "capture": "actor", "movement": "who"}
_MONTH_DAYS = 31
_UNOPPOSED = re.compile(
    r"^[^.;]{0,60}\b(?:unopposed|without (?:\w+ing )?(?:any |a )?(?:resistance|opposition|fight(?:ing)?|shot))\b",
    re.IGNORECASE,
)
_ENTERS = re.compile(r"(?:had |have )?(?:re-?)?(?:enter(?:ed|s)?|march(?:ed)?(?: \w+)? into)\b", re.IGNORECASE)


def unnamed_takings(moves: Sequence[Move], reports: Mapping[str, Sequence[Told]]) -> list[Move]:
    """The falls among the moves as takings by those who are likeliest to have done it."""
    taken = [m for m in moves if m.sense == "gain" and m.dated]
    named = [m for m in taken if not m.inferred]
    out = list[Move]()
    for fall in moves:
        if fall.sense != "fallen" or not fall.dated or _told_outright(fall, taken if fall.inferred else named):
            continue
        if fall.inferred and not _is_close(fall):
            continue
        claims = reports.get(fall.told.report.id, ())
        taker = _besieger(fall, moves)
        if taker is None and not fall.inferred:
            taker = _undated(fall, moves) or _before(fall, claims)
        gone = [label_of(p) for _, p in fleeing(fall, claims)]
        if taker is not None and not any(kin(taker[1], g) or taker[1] == g for g in gone):
            key, name, type_ = taker
            out.append(replace(fall, actor=key, name=name, type=type_, sense="gain", inferred=True, implied=True))
    out += _taken_between(moves, taken)
    out += [
        replace(m, sense="gain", inferred=True, firm=False, implied=True) for m in moves
        if m.told.type == "movement" and m.ground == "place" and m.dated and not m.narrated
        and _ENTERS.match(m.told.trigger.exact) and not is_bare(m.name)
        and (_had_begun(m, moves) or _UNOPPOSED.match(m.told.sentence_text[m.told.trigger_at[1] :]))
    ]  # fmt: skip
    return out


def _taken_between(moves: Sequence[Move], taken: Sequence[Move]) -> Iterator[Move]:
    """Who besieged a place that another then takes *back*, no other taking told: he had taken it in between."""
    sieges = [m for m in moves if m.sense == "threat" and m.told.type == "siege" and m.ground == "place" and m.dated]
    for m in taken:
        assert m.first is not None
        since, before = m.first - timedelta(days=SEASON_DAYS), m.first - timedelta(days=1)
        if not takes_back(m.told) or any(t.last is not None and since <= t.last < m.first for t in taken):
            continue
        tried = [t for t in sieges if t.last is not None and since <= t.last < before and not is_bare(t.name)]
        if tried and tried[-1].actor != m.actor and not kin(tried[-1].name, m.name):
            t = replace(tried[-1], sense="gain", precise=False, inferred=True, firm=False, implied=True)
            yield replace(t, first=t.last, last=before)


def _had_begun(entry: Move, moves: Iterable[Move]) -> bool:
    """True when whoever enters besieged the place, or took parts of it, in the weeks before: the entry ends that."""
    assert entry.first is not None
    since = entry.first - timedelta(days=_MONTH_DAYS)
    return any(
        m.actor == entry.actor and m.sense in ("threat", "part") and m.told.type in ("siege", "capture")
        and m.first is not None and since <= m.first <= entry.first for m in moves
    )  # fmt: skip


def _is_close(fall: Move) -> bool:
    """True for a fall that its place in a story dates to a month."""
    assert fall.first is not None and fall.last is not None
    return fall.last - fall.first <= timedelta(days=_MONTH_DAYS)


def _told_outright(fall: Move, named: Iterable[Move]) -> bool:
    """True when somebody is named as the taker of the same weeks."""
    near = timedelta(days=_MONTH_DAYS)
    assert fall.first is not None and fall.last is not None
    return any(
        m.first is not None and m.last is not None and m.first <= fall.last + near and fall.first <= m.last + near
        for m in named
    )


def _besieger(fall: Move, moves: Iterable[Move]) -> tuple[str, str, str] | None:
    """Who besieged the place or meant to take it, in the season before: the last one that is told to."""
    assert fall.last is not None and fall.first is not None
    since = fall.first - timedelta(days=SEASON_DAYS)
    tried = [
        m for m in moves
        if m.sense == "threat" and m.ground == "place" and m.dated and m.last is not None and m.first is not None
        and since <= m.last and m.first <= fall.last and not is_bare(m.name)
    ]  # fmt: skip
    return _who(tried[-1]) if tried else None


def _undated(fall: Move, moves: Iterable[Move]) -> tuple[str, str, str] | None:
    """Whom the same report names as the taker without a day of its own."""
    found = {
        m.actor: m for m in moves
        if m.sense == "gain" and m.told.report.id == fall.told.report.id and (m.inferred or not m.dated)
        and m.told.type == "capture" and not is_bare(m.name)
    }  # fmt: skip
    return _who(next(iter(found.values()))) if len(found) == 1 else None


def _before(fall: Move, claims: Sequence[Told]) -> tuple[str, str, str] | None:
    """Who attacks or advances right before the fall, in its sentence or those before, where only one side does."""
    start, at = fall.told.sentence.start, fall.told.trigger.span.start
    doers = [
        (told.trigger.span.start, p) for told in claims
        if holds(told) and told.type in _ATTACKS and told.id != fall.told.id
        and start - _BEFORE <= told.sentence.start <= start and told.trigger.span.start < at
        for p in _bodies(told)
    ]  # fmt: skip
    # what somebody without a name does in its own sentence leaves the sentences before it aside
    own = [c for c in claims if c.type in _ATTACKS and c.sentence.start == start and c.trigger.span.start < at]
    if any(c.id != fall.told.id and c.fillers(_ATTACKS[c.type]) for c in own):
        doers = [d for d in doers if d[0] >= start]
    if not doers:
        return None
    last = max(doers, key=lambda d: d[0])[1]
    if any(key_of(p) != key_of(last) and not kin(label_of(p), label_of(last)) for _, p in doers):
        return None
    return key_of(last), label_of(last), last.type


def _bodies(told: Told) -> Iterator[Party]:
    for p in told.fillers(_ATTACKS[told.type]):
        if p.entity and can_hold(p) and not is_bare(label_of(p)):
            yield p


def _who(m: Move) -> tuple[str, str, str]:
    return m.actor, m.name, m.type
