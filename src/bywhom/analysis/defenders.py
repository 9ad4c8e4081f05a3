"""Who holds what nobody is told to hold: the one foe of whoever besieges a place, means to take it, takes or leaves it.

An analyst who reads that an army besieges a town knows in whose hands it is, where the report tells of one foe of that
army only. What is inferred so stands beneath all that is told: a dated holding of anybody is surer.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bywhom.analysis.common import holds, key_of, label_of
from bywhom.analysis.doers import can_hold
from bywhom.analysis.moves import Move
from bywhom.analysis.names import is_bare, is_nation, is_state, kin
from bywhom.analysis.sides import Sides
from bywhom.analysis.spells import SEASON_DAYS, takes_back
from bywhom.model.account import Party, Told

FIGHTS = {
    "clash": ("side", "side"), "opposed": ("party", "party"), "attack": ("attacker", "target"),
    "shelling": ("attacker", "target"), "air_strike": ("attacker", "target"), "capture": ("actor", "from"),
    "killing": ("perpetrator", "victim"),
}  # fmt: skip
_ENOUGH = 2  # claims that set a foe against an actor, before it counts as the one foe
_RIVAL = 3  # so many times as often as any other
_SECURES = re.compile(r"\b(?:secur|clear)", re.IGNORECASE)  # one's own ground as often as a foe's
_NEAR = 1500  # characters on either side in which the foe must be told of
_RANGE_DAYS = 62  # a taking dated no closer tells nothing of the day before it


def implied_moves(
    moves: Sequence[Move], reports: Mapping[str, Sequence[Told]], fights_of: Callable[[str], Iterable[Told]]
) -> list[Move]:
    """Holdings and takings of the one foe of each actor that is told to reach for the place, take it or leave it.

    Where the reports of the place tell of too few fights, those of all reports are asked for by ``fights_of``.
    """
    foes: dict[tuple[str, str], Party | None] = {}
    others: dict[str, list[Party]] = {}
    fights = [c for told in reports.values() for c in told if c.type in FIGHTS and holds(c)]
    out = list[Move]()
    for m in moves:
        told = m.told
        if m.ground != "place" or not m.dated or is_bare(m.name) or told.report.id not in reports:
            continue
        if m.narrated and told.type != "siege":
            continue
        if m.actor not in {key_of(p) for p in told.fillers("actor")} or _names_loser(told):
            continue
        asked = (told.report.id, m.actor)
        if asked not in foes:
            foes[asked] = _foe_of(m, fights, fights_of)
            if (met := foes[asked]) is not None and m.sense == "threat":
                others.setdefault(told.report.id, []).append(met)
        foe = foes[asked] or _shared_foe(m, others.get(told.report.id, ()))
        if foe is not None and _is_near(foe, told, reports[told.report.id]) and (shown := _shown(m)) is not None:
            out.append(replace(shown, actor=key_of(foe), name=label_of(foe), type=foe.type))
    return out


def _shared_foe(m: Move, met: Sequence[Party]) -> Party | None:
    """The foe of all who were told before to attack the place, for an attacker of whose fights too little is told."""
    if m.sense != "threat" or not met or any(not kin(label_of(p), label_of(met[0])) for p in met[1:]):
        return None
    return None if kin(m.name, label_of(met[0])) or key_of(met[0]) == m.actor else met[0]


def _foe_of(m: Move, fights: Sequence[Told], fights_of: Callable[[str], Iterable[Told]]) -> Party | None:
    """The one foe of a move's actor by the fights of its report, else of the place's reports, else of all.

    Each counts only where some foe is met in it often enough to be the one.
    """
    own = [c for c in fights if any(_against(m.actor, m.name, c))]
    here = [c for c in own if c.report.id == m.told.report.id]
    for some in (here, own):
        met = _met(m.actor, m.name, some)
        if met and met[0][0] >= _ENOUGH:
            return _one_of(met)
    return one_foe(m.actor, m.name, fights_of(m.actor))


def _is_near(foe: Party, told: Told, claims: Iterable[Told]) -> bool:
    """True when the foe acts or suffers in what is told about the claim: a long war has other fronts."""
    at, name = told.sentence.start, label_of(foe)
    near = (c for c in claims if abs(c.sentence.start - at) <= _NEAR)
    return any(
        p.entity == foe.entity or bool(kin(label_of(p), name)) for c in near for ps in c.roles.values() for p in ps
    )


_BY = re.compile(r"\bby (?:the end of |early |mid-?|late )?$", re.IGNORECASE)


def _is_by(told: Told) -> bool:
    """True for what is told as done by a month or a year, at some time before: "by June 2014"."""
    at = told.sentence_text.find(told.when_text) if told.when_text else -1
    wide = told.when is not None and told.when.earliest != told.when.latest
    return wide and at >= 0 and bool(_BY.search(told.sentence_text[:at]) or told.when_text.casefold().startswith("by "))


def _names_loser(told: Told) -> bool:
    return any(can_hold(p) for p in told.fillers("from"))


def _shown(m: Move) -> Move | None:
    """What a move of an actor shows of its foe's hold on the place; None when it shows nothing."""
    assert m.first is not None and m.last is not None
    told_siege = m.told.type == "siege" and m.sense == "threat"  # lasts: the place is its holder's on all those days
    shown = replace(m, sense="hold", precise=told_siege, inferred=True, firm=False, implied=True)
    if (m.last - m.first).days > (SEASON_DAYS if told_siege else _RANGE_DAYS):
        return None
    if m.sense == "threat":
        return shown
    if m.sense == "gain" and m.told.type == "capture" and not _SECURES.search(m.told.trigger.exact):
        if _is_by(m.told):
            return None  # "had taken it by June": it may have been theirs for long
        before = m.first - timedelta(days=1)
        return replace(shown, first=before, last=before)
    if m.sense == "loss" and m.told.type == "withdrawal" and m.shows_holding and m.told.fillers("place"):
        return replace(shown, sense="gain")
    return None


def kept_implied(moves: Sequence[Move], implied: Iterable[Move], sides: Sides) -> Iterator[Move]:
    """Those of the implied moves that nothing told gainsays: nobody but the foe had taken the place before."""
    told = [m for m in moves if m.sense in ("gain", "loss", "hold") and m.dated and m.ground == "place"]
    for i in implied:
        assert i.first is not None and i.last is not None
        done = [m for m in told if m.first is not None and m.first <= i.last and m.told.id != i.told.id]
        own = [m for m in done if m.sense == "gain" and not sides.with_each_other(m.actor, i.actor)]
        if i.sense == "hold" and (own or _anothers(i, told, sides)):
            continue
        yield i


def _anothers(i: Move, told: Iterable[Move], sides: Sides) -> bool:
    """True when the next to take the place takes it *back*, and is neither the holder shown nor who attacks it.

    Then it is he who had held it: "the army besieged the town; later the rebels recaptured it".
    """
    assert i.last is not None
    later = [m for m in told if m.sense == "gain" and m.first is not None and m.first > i.last]
    if not later or not takes_back(later[0].told):
        return False
    attackers = [key_of(p) for p in i.told.fillers("actor")]
    return not any(sides.with_each_other(later[0].actor, a) for a in (i.actor, *attackers))


def one_foe(actor: str, name: str, claims: Iterable[Told]) -> Party | None:
    """The foe that the claims set against an actor far more often than any other; None without one."""
    return _one_of(_met(actor, name, claims))


def _met(actor: str, name: str, claims: Iterable[Told]) -> list[tuple[int, Party]]:
    met, parties = Counter[str](), dict[str, Party]()
    for told in claims:
        for foe in _against(actor, name, told):
            met[key_of(foe)] += 1
            parties.setdefault(key_of(foe), foe)
    return _grouped(met, parties, name)


def _one_of(groups: Sequence[tuple[int, Party]]) -> Party | None:
    if not groups or groups[0][0] < _ENOUGH or (len(groups) > 1 and groups[0][0] < _RIVAL * groups[1][0]):
        return None
    return groups[0][1]


def _grouped(met: Mapping[str, int], parties: Mapping[str, Party], name: str) -> list[tuple[int, Party]]:
    """Foes with how often each is met, those that go by one name together, the most often met first."""
    groups: list[tuple[int, Party]] = []
    for key in sorted(met, key=lambda k: (-met[k], k)):
        foe = parties[key]
        if kin(label_of(foe), name):
            continue
        at = next((n for n, (_, g) in enumerate(groups) if kin(label_of(g), label_of(foe))), None)
        if at is None:
            groups.append((met[key], foe))
        else:
            groups[at] = (groups[at][0] + met[key], groups[at][1])
    return sorted(groups, key=lambda g: -g[0])


def _against(actor: str, name: str, told: Told) -> Iterator[Party]:
    """The other side of a fight that the actor is told to be in."""
    roles = FIGHTS.get(told.type)
    if roles is None or not holds(told):
        return
    left, right = (tuple(told.fillers(r)) for r in roles)
    for mine, others in ((left, right), (right, left)):
        if any(key_of(p) == actor or kin(label_of(p), name) for p in mine):
            yield from (p for p in others if _other(p, actor, name))
            return


def _other(p: Party, actor: str, name: str) -> bool:
    return key_of(p) != actor and bool(p.entity) and _is_body(p) and not kin(label_of(p), name)


_CUT = re.compile(r"(?:of|or|and|near|in|at|from|on|by|to)\b")  # words cut loose from their phrase name nobody


def _is_body(p: Party) -> bool:
    if _CUT.match(label_of(p)):
        return False
    if not can_hold(p) or (p.type != "ORGANISATION" and not is_nation(label_of(p))):
        return False
    return not is_bare(label_of(p)) or is_state(label_of(p))
