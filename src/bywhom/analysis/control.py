"""Who holds a place on a day: every actor's standing with its reasons, never who is right.

States: ``attested`` (a precise range covers the day), ``bracketed`` (taken or held before and no loss since, or lost
later), ``possible`` (hedged claims, presence, the days of a change, or ground that only contains the place), ``lost``,
``unknown``. ``contested`` when actors of two camps stand as attested or bracketed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bywhom.analysis.common import (
    day_words,
    ids_of,
    key_of,
    listed,
    report_count,
    speaker_names,
)
from bywhom.analysis.context import Context, context_of
from bywhom.analysis.doers import whole_name
from bywhom.analysis.ground import tells_all
from bywhom.analysis.grounds import Ground, read_ground
from bywhom.analysis.moves import Move
from bywhom.analysis.names import core, is_count, one_people, words
from bywhom.analysis.origins import count_origins
from bywhom.analysis.spells import SEASON_DAYS, Spell, takes_back
from bywhom.analysis.wording import counted
from bywhom.model.account import EntityCard, Told
from bywhom.model.finding import STATUSES, Control, Holder
from bywhom.model.when import Interval
from bywhom.ports import ReadView

_STANDING = ("attested", "bracketed")
_STALE_DAYS = 366


def control(view: ReadView, place: EntityCard, on: date, *, known: datetime | None = None) -> Control:
    """Every actor's standing over ``place`` on the day ``on``, as recorded by ``known``."""
    ground = read_ground(view, place, near=on, known=known)
    found = _harden(ground, _holders(ground, on), on)
    holders = _contest(ground, found)
    context = context_of(view, (m.told for m in ground.moves), known=known)
    by_id = {m.told.id: m.told for m in ground.moves}
    counted = [_counted(h, [by_id[c] for c in h.because if c in by_id], context) for h in holders]
    counted.sort(key=lambda h: (STATUSES.index(h.status), -h.origins, -len(h.because), h.actor))
    return Control(
        place=place.name, on=on.isoformat(), actors=tuple(counted), warnings=_warnings(ground, counted, on),
        nearest=() if any(h.status in _STANDING for h in counted) else _nearest(ground.moves, on),
    )  # fmt: skip


def standings(ground: Ground, on: date) -> list[Holder]:
    """Every actor's standing on the day, reports and origins not yet counted."""
    return _contest(ground, _holders(ground, on))


def moves_by(ground: Ground) -> dict[str, list[Move]]:
    """Identity → its moves: one pass, for a place of a long war has thousands of both."""
    out: dict[str, list[Move]] = {}
    for m in ground.moves:
        out.setdefault(ground.sides.who(m.actor), []).append(m)
    return out


def _spells_by(spells: Sequence[Spell]) -> dict[str, list[Spell]]:
    out: dict[str, list[Spell]] = {}
    for s in spells:
        out.setdefault(s.who, []).append(s)
    return out


def _holders(ground: Ground, on: date) -> list[tuple[str, Holder]]:
    held, around = _spells_by(ground.spells), _spells_by(ground.around)
    found = (
        (who, _holder(ground, who, on, mine=mine, spells=held.get(who, ()), around=around.get(who, ())))
        for who, mine in moves_by(ground).items()
    )  # fmt: skip
    return [(who, h) for who, h in found if h is not None]


def _holder(
    ground: Ground, who: str, on: date, *, mine: Sequence[Move], spells: Sequence[Spell], around: Sequence[Spell]
) -> Holder | None:
    """One identity's standing on the day; None when its claims say nothing of holding (a denied siege, say)."""
    status, spell, why = _status(spells, on)
    because = _because(spell, status)
    if status in ("", "lost"):
        wider = next((s for s in around if s.covers(on) == "held"), None)
        if status == "" and wider is not None:
            status, spell = "possible", wider
            because, why = ids_of(m.told for m in wider.moves), "it is told to hold ground that the place lies in"
    if status == "":
        status, because, why = _weak(mine, on)
    if not because and status == "":
        return None
    if status == "bracketed" and spell is not None and gone_around(ground, who, spell, on):
        status, why = "possible", f"{why}, but ground around it is told to have changed hands since"
    if status == "bracketed" and spell is not None and fought_over(ground, who, spell, on):
        status, why = "possible", f"{why}, but others are told to have fought over it since"
    if status in _STANDING and who in ground.sides.bare:
        status, why = "possible", f"{why}, but nobody is named"
    if status in _STANDING and spell is not None and spell.is_implied:
        why = f"{why}; {FOLLOWS}"
    names = ground.sides.titles.get(who) or ground.sides.titles.setdefault(who, names_of_holder(ground, mine))
    against = [m.told for m in mine if m.sense == "denied"] + [m.told for m in (spell.closing if spell else [])]
    return Holder(
        actor=names[0], entity="" if who.startswith("words:") else who, aliases=tuple(names[1:]),
        status=status or "unknown", because=because, against=tuple(i for i in ids_of(against) if i not in because),
        why=f"{names[0]}: {why}",
        since=edtf(spell.start_first, spell.start_last) if spell else "",
        until=edtf(spell.end_first, spell.end_last) if spell else "",
    )  # fmt: skip


FOLLOWS = "that is nowhere told, it follows from what is told of its foe or of the place"
_ENDINGS = {
    "capture": "it was taken by another",
    "controls": "nothing tells its hold since another was told to hold it",
}


def _status(spells: Sequence[Spell], on: date) -> tuple[str, Spell | None, str]:
    """Status by the holdings alone, the holding that gives it, and why; "" when they say nothing of the day."""
    turning: Spell | None = None
    for s in reversed(spells):
        reach = s.covers(on)
        if reach and s.attested(on):
            return "attested", s, "a claim's own dates cover the day"
        if reach == "held":
            alone = ", told by one claim alone, more than half a year before" if s.is_thin(on) else ""
            return "bracketed", s, _bracket_words(s, on) + alone
        if reach == "turning" and turning is None:
            turning = s
    if turning is not None:
        return "possible", turning, "the day lies within the dates of a change of hands"
    ended = [s for s in spells if s.end_last is not None and s.end_last <= on]
    if ended:
        s = ended[-1]
        assert s.end_last is not None
        by = _ENDINGS.get(s.closed_by, "it lost or left the place")
        return "lost", s, f"{by} by {day_words(s.end_last)}"
    return "", None, ""


def _bracket_words(s: Spell, on: date) -> str:
    if s.start_first is not None and on < s.start_first:
        return f"the first that is told is that it held the place by {day_words(s.start_last or s.start_first)}"
    if s.start_first is None or s.opened_by == "loss":
        assert s.end_last is not None
        since = f", but not before {day_words(s.start_first)}" if s.start_first is not None else ""
        return f"it lost the place by {day_words(s.end_last)}, so it held it before{since}"
    took = "took the place" if s.opened_by == "capture" else "held the place"
    begun = f"it {took} by {day_words(s.start_last or s.start_first)}"
    if s.end_first is None:
        return f"{begun} and no loss is told since"
    return f"{begun} and lost it no earlier than {day_words(s.end_first)}"


def gone_around(ground: Ground, who: str, spell: Spell, on: date) -> bool:
    """True when, since the last word of a holding, its holder left ground around the place or its foe took all of that.

    A country is too wide: who leaves it, or is said to take it, is seldom said to do so everywhere.
    """
    said = spell.last_word or date.max
    for m in ground.moves:
        if m.ground != "contains" or not m.dated or m.narrated or m.first is None or not said < m.first <= on:
            continue
        own = ground.sides.who(m.actor) == who
        gone = m.sense == "loss" if own else m.sense == "gain" and not ground.sides.with_each_other(m.actor, who)
        if gone and tells_all(m.told, whole=not own and not takes_back(m.told)):
            return True
    return False


_SIGNS = frozenset({"threat", "part", "gain", "hold", "denied"})


def fought_over(ground: Ground, who: str, spell: Spell, on: date) -> bool:
    """True when nothing tells an unended holding for a season, and its foes are told to reach for the place since."""
    said = max((m.last for m in spell.moves if m.last is not None and m.told.modality == "actual"), default=date.max)
    pressed = all(m.under_attack for m in spell.moves)
    if spell.end_first is not None or (on - said <= timedelta(days=SEASON_DAYS) and not pressed):
        return False
    foes = [
        m for m in ground.moves
        if m.ground in ("place", "part", "stretch", "within") and m.first is not None and said < m.first <= on
        and not ground.sides.with_each_other(m.actor, who)
    ]  # fmt: skip
    left = {ground.sides.camp(m.actor): m.first for m in foes if m.told.type == "withdrawal"}  # in order of time
    return any(
        m.sense in _SIGNS and m.told.type in ("capture", "siege", "controls") and m.first is not None
        and m.actor in {key_of(p) for p in m.told.fillers("actor")}
        and not m.first <= (left.get(ground.sides.camp(m.actor)) or date.min) for m in foes
    )  # fmt: skip


def _because(spell: Spell | None, status: str) -> tuple[str, ...]:
    if spell is None:
        return ()
    moves = [*spell.closing, *spell.moves] if status == "lost" else spell.moves or spell.closing
    return ids_of(m.told for m in moves)


def _weak(mine: Sequence[Move], on: date) -> tuple[str, tuple[str, ...], str]:
    """Standing by hedges, presence or parts of the place; unknown when no claim reaches the day."""
    near = on - timedelta(days=31)
    weak = [m for m in mine if m.sense in ("weak", "part")]
    reach = [m for m in weak if m.first is not None and m.first <= on and (m.last is None or near <= m.last)]
    if reach:
        partly = all(m.sense == "part" for m in reach)
        why = "it is told to have parts of the place only" if partly else "only hedged claims or presence are told"
        return "possible", ids_of(m.told for m in reach), why
    said = [m for m in mine if m.sense in ("gain", "loss", "hold", "remnant") and m.ground != "contains"]
    return ("unknown", ids_of(m.told for m in said), "no claim reaches the day") if said else ("", (), "")


def names_of_holder(ground: Ground, mine: Sequence[Move]) -> list[str]:
    """The names of one identity: the most used first, nameless bodies after the named; none that names another too."""
    counts: dict[str, int] = {}
    for m in mine:
        counts[m.actor] = counts.get(m.actor, 0) + 1
    order = sorted(counts, key=lambda a: (a in ground.sides.bare, is_count(ground.sides.names[a]), -counts[a], a))
    own = {w for a in order for w in core(ground.sides.names[a])}
    others = {w for a, n in ground.sides.names.items() if a not in counts and len(core(n)) == 1 for w in core(n)} - own
    aliases = [x for a in order for x in ground.sides.aliases.get(a, ())]
    kept = [x for x in aliases if not any(one_people(w, o) for p in words(x) for w in p.split("-") for o in others)]
    cut = {m.actor: whole for m in mine if (whole := whole_name(m.told, m.actor))}
    named = [cut.get(a, ground.sides.names[a]) for a in order]
    found = dict.fromkeys([*(n for n in named if not is_count(n)), *kept])
    return [n for n in found if not is_count(n)] or named


def _harden(ground: Ground, found: Sequence[tuple[str, Holder]], on: date) -> list[tuple[str, Holder]]:
    """Beside a holding that claims date, one dated only by a narrative, or told as a goal of others, is possible."""
    reach = [s for s in ground.spells if s.covers(on)]
    firm = {s.who for s in reach if not s.soft and s.who not in ground.sides.bare}
    outright = {s.who for s in reach if not s.soft and s.opened_by != "loss" and not is_goal(s)}
    out = []
    for who, h in found:
        goal = who in firm and all(is_goal(s) for s in reach if s.who == who)
        surer = (outright if goal else firm) - {who}
        if h.status in _STANDING and surer and (goal or who not in firm):
            told = "as a goal of others" if goal else "by sentences without a date of their own"
            out.append((who, replace(h, status="possible", why=f"{h.why}, {told}")))
        else:
            out.append((who, h))
    return out


def is_goal(spell: Spell) -> bool:
    """True when all that tells a holding is that others mean to take the place from its holder."""
    return all(m.is_goal for m in spell.moves)


def _contest(ground: Ground, found: Sequence[tuple[str, Holder]]) -> list[Holder]:
    """Marks the standing of two camps as contested; a person who governs does not stand against an organisation."""
    persons = {ground.sides.who(m.actor) for m in ground.moves if m.type == "PERSON"}
    stand = {who for who, h in found if h.status in _STANDING}
    bodies = stand - persons or stand
    camps = {ground.sides.camp(who) for who in bodies}
    return [replace(h, contested=len(camps) > 1 and who in bodies) for who, h in found]


def _counted(h: Holder, claims: Sequence[Told], context: Context) -> Holder:
    return replace(
        h, reports=report_count(claims), origins=count_origins(claims, context), speakers=speaker_names(claims)
    )


def _nearest(moves: Sequence[Move], on: date) -> tuple[str, ...]:
    """The nearest dated claims before and after a day on which nobody stands; undated ones where none is dated.

    What is told of the place itself goes before what is told of the ground around it.
    """
    told = [m for m in moves if m.sense not in ("denied", "aside", "threat")]
    told = [m for m in told if m.ground != "contains"] or told
    before = [m for m in told if m.last is not None and m.last <= on]
    after = [m for m in told if m.first is not None and m.first > on]
    after.sort(key=lambda m: m.first or date.max)
    return ids_of(m.told for m in [*before[-1:], *after[:1]] or told)[:2]


def _warnings(ground: Ground, holders: Sequence[Holder], on: date) -> tuple[str, ...]:
    out: list[str] = []
    if not ground.moves:
        return (f"no claim says who holds {ground.place.name}",)
    standing = [h for h in holders if h.status in _STANDING]
    if not standing:
        out.append(f"nobody is told to hold {ground.place.name} on {day_words(on)}")
    if any(h.contested for h in standing):
        out.append(f"contested: {listed([h.actor for h in standing])} each stand as holders")
    inferred = {m.told.id for m in ground.moves if m.inferred}
    if any(set(h.because) <= inferred for h in standing):
        out.append("a standing rests on sentences without a date of their own, dated by those around them")
    own = [m for m in ground.moves if m.sense != "aside" and m.ground != "contains"]
    last = max((m.last for m in own if m.last is not None), default=None)
    if last is not None and on - last > timedelta(days=_STALE_DAYS):
        out.append(f"the last word on {ground.place.name} is of {day_words(last)}")
    undated = sum(1 for m in ground.moves if m.last is None and m.sense in ("gain", "loss", "hold"))
    if undated:
        out.append(f"{counted(undated, 'claim')} without a date left aside")
    return tuple(out)


def edtf(first: date | None, last: date | None) -> str:
    """The range as it is shown; "" when both ends are unknown."""
    if first is None and last is None:
        return ""
    return Interval(earliest=first, latest=last).edtf
