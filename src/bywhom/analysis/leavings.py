"""Who leaves a place for good, all of them: some of them, a leaving for a while, and "the only one left" are none."""

import re

from bywhom.analysis.common import label_of
from bywhom.model.account import Party, Told

_SOME_OUT = re.compile(
    r"(?:^|\s+)(?:out )?(?:(?:some|several|many|most|much|dozens|hundreds|part|half)\b|(?:its|their|his) "
    r"(?!(?:remaining|last|own|\w+ed)\b)(?!forces|troops|fighters|men|soldiers|army|military|units|personnel)\w+ "
    r"(?:forces|troops|fighters|men|soldiers|units|personnel|weapons|vehicles|equipment|families|commanders)\b)",
    re.IGNORECASE,
)
_FOR_A_WHILE = re.compile(r"\b(?:temporarily|briefly|momentarily)\b", re.IGNORECASE)
_BACK_AGAIN = re.compile(r"[^.;]*\bbefore (?:\w+ )?(?:returning|re-?entering|coming back)\b", re.IGNORECASE)
_SOME = re.compile(r"^(?:some|several|a few|many|most|dozens|hundreds|\d+|two|three)\b", re.IGNORECASE)
_RESTING = re.compile(r"\b(?:only|last|few|little|nothing|nobody|what (?:is|was))\b[^.;,]{0,24}$", re.IGNORECASE)
# An attacker thrown back had not held the place
THROWN_BACK = re.compile(r"push|dr[io]ve|driven|repel|repuls|thrown|forced back|expel", re.IGNORECASE)
_DRIVES = re.compile(r"(?:forc|push|driv|evict|oust|expell|chas)(?:ed|es|ing)|drove", re.IGNORECASE)
_SUFFERS = re.compile(r"(?:\b(?:was|were|is|are|be|been|being|got)(?: \w+ly)? |, ?)$", re.IGNORECASE)
_NOBODY_BEHIND = re.compile(r"\s*(?:[.,;:]|$|(?:out|back|from|to|away|off|into|by|further|north|south|east|west)\b)")
_SEAT = re.compile(r"\b(?:shift|relocat|transfer|mov)", re.IGNORECASE)  # its seat goes, its forces stay
_SEATED = re.compile(r"\b(?:government|cabinet|parliament|ministry|administration|court)\b", re.IGNORECASE)
_BY_REACH = 60  # characters after a trigger within which "by X" names who leaves


def is_rest(told: Told) -> bool:
    """True for a "left" that says what remains: "the only town left"."""
    start, _ = told.trigger_at
    return told.trigger.exact.casefold() == "left" and bool(_RESTING.search(told.sentence_text[: max(0, start)]))


def leaves_some(p: Party, told: Told) -> bool:
    """True for a withdrawal of some of what one has there, or for a while: "some fighters fled", "briefly withdrew"."""
    behind = told.sentence_text[told.trigger_at[1] :]
    some = _SOME_OUT.match(behind) or _SOME_OUT.search(told.trigger.exact) or _FOR_A_WHILE.search(told.trigger.exact)
    return bool(some) or bool(_SOME.match(p.text)) or bool(_BACK_AGAIN.match(behind))


def leaves(p: Party, told: Told) -> bool:
    """False for who drives another out ("forced X from it"), a government that moves, and all but X of "left by X"."""
    start, end = told.trigger_at
    before, behind = told.sentence_text[: max(0, start)], told.sentence_text[max(0, end) :]
    if _SEAT.search(told.trigger.exact) and _SEATED.search(label_of(p)):
        return False
    if _DRIVES.fullmatch(told.trigger.exact) and not _SUFFERS.search(before) and not _NOBODY_BEHIND.match(behind):
        return p.span is None or p.span.start >= told.trigger.span.end
    if p.span is None or not behind.startswith(" by "):
        return True
    return 0 <= p.span.start - told.trigger.span.end <= _BY_REACH
