"""Passages that stand twice inside one text: keep the first, set the later ones aside.

Only long blocks count (three sentences and 300 characters in a row): a bulletin may truly tell of two strikes in
the same words, and a spokesman's formula may stand in every item.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz

from bywhom.ingest.draft import Draft, Edit

_UNIT = re.compile(r"[^\n]+?(?:[.!?…][\"”'’)\]]*(?=\s)|(?=\n)|$)")
_MIN_CHARS, _MIN_UNITS = 300, 3
_GAP = 2  # units that the first copy may have more than the later one
_EDGE = 10  # characters at either end, of which one survives most repairs
_LONGEST = 5000  # characters
_SAME = 90  # similarity of two units that differ only by repairs


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    key: str


def drop_repeats(draft: Draft) -> Draft:
    """Remove each later copy of a long passage, with a Change ``repeat`` that names where the first one stands."""
    units = _units(draft.text)
    edits: list[Edit] = []
    for first, begin, end in _blocks(units):
        original = draft.offsets.to_original(units[first].start)
        start, stop = units[begin].start, units[end - 1].end
        if stop == len(draft.text) or draft.text[stop] == "\n":
            start = _with_blank_before(draft.text, start)
        edits.append(Edit(start, stop, "", "repeat", f"the same words stand at {original}"))
    return draft.edited(edits)


def _with_blank_before(text: str, start: int) -> int:
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return start


def _units(text: str) -> list[_Unit]:
    units = []
    for match in _UNIT.finditer(text):
        key = re.sub(r"\W+", " ", match.group()).strip().casefold()
        if key:
            lead = len(match.group()) - len(match.group().lstrip())
            units.append(_Unit(match.start() + lead, match.end(), key))
    return units


def _blocks(units: list[_Unit]) -> list[tuple[int, int, int]]:
    """``(first copy's unit, begin, end)`` of later copies, in order."""
    seen: dict[str, list[int]] = defaultdict(list)
    found: list[tuple[int, int, int]] = []
    i = 0
    while i < len(units):
        best = (0, 0)
        if len(units[i].key) >= 25:  # a block does not start with a formula of three words
            for j in seen[units[i].key][:4]:
                end = _extend(units, j, i)
                best = max(best, (end, j))
        if best[0] and _long_enough(units[i : best[0]]):
            found.append((best[1], i, best[0]))
            i = best[0]
            continue
        seen[units[i].key].append(i)
        i += 1
    return found


def _long_enough(block: list[_Unit]) -> bool:
    chars = sum(u.end - u.start for u in block)
    return chars >= _MIN_CHARS and len(block) >= _MIN_UNITS


def _extend(units: list[_Unit], j: int, i: int) -> int:
    """How far the copy that begins at ``i`` follows the passage that begins at ``j``; the end, exclusive."""
    begin, end = i, i
    while i < len(units) and j < begin:
        step = _next_pair(units, j, i, begin)
        if step is None:
            break
        j, i = step
        j, i = j + 1, i + 1
        end = i
    return end


def _next_pair(units: list[_Unit], j: int, i: int, begin: int) -> tuple[int, int] | None:
    if units[j].key == units[i].key or _alike(units[j].key, units[i].key):
        return j, i
    # What only the later copy tells must not be lost: units may be skipped in the first copy alone.
    for skipped in range(j + 1, min(j + 1 + _GAP, begin)):
        if len(units[skipped].key) >= 25 and units[skipped].key == units[i].key:
            return skipped, i
    return None


def _alike(a: str, b: str) -> bool:
    """The same sentence but for repairs. Cheap looks first: most pairs that are asked about differ wholly."""
    if a[:_EDGE] != b[:_EDGE] and a[-_EDGE:] != b[-_EDGE:]:
        return False
    shorter, longer = sorted((len(a), len(b)))
    return longer <= _LONGEST and shorter >= 0.8 * longer and fuzz.ratio(a, b, score_cutoff=_SAME) > 0
