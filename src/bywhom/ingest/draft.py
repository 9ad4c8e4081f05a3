"""A text under correction, with the map back to the original composed edit by edit."""

from collections.abc import Sequence
from dataclasses import dataclass

from bywhom.model.source import Change, OffsetMap
from bywhom.model.text import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``[start, end)`` of the draft's text by ``words`` ("" removes it); ``kind`` "" leaves no Change."""

    start: int
    end: int
    words: str = ""
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text so far, its map to the original, and the changes made, in original offsets."""

    text: str
    offsets: OffsetMap
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, original: str) -> "Draft":
        """A draft in which nothing was changed yet."""
        return cls(original, OffsetMap.identity(len(original)))

    def note(self, kind: str, start: int, end: int, note: str = "") -> Change:
        """A change at ``[start, end)`` of the present text, told in original offsets."""
        return Change(kind=kind, original=self.offsets.span_to_original(Span(start, end)), note=note)

    def noted(self, changes: Sequence[Change]) -> "Draft":
        """The same text with more changes recorded."""
        return Draft(self.text, self.offsets, self.changes + tuple(changes))

    def edited(self, edits: Sequence[Edit]) -> "Draft":
        """Apply ``edits`` (any order; one that overlaps an earlier one is left out) and compose the map."""
        chosen: list[Edit] = []
        for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
            if edit.end > edit.start and (not chosen or edit.start >= chosen[-1].end):
                chosen.append(edit)
        if not chosen:
            return self
        changes = [self.note(e.kind, e.start, e.end, e.note) for e in chosen if e.kind]
        text, runs = _apply(self, chosen)
        return Draft(text, OffsetMap(tuple(runs)), self.changes + tuple(changes))


def _apply(draft: Draft, edits: Sequence[Edit]) -> tuple[str, list[tuple[int, int, int]]]:
    """New text and runs: one sweep over the old runs, so that many edits stay linear."""
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = []
    old = draft.offsets.runs
    new_at = old_at = index = 0

    def keep(start: int, end: int) -> None:
        nonlocal new_at, index
        while index < len(old) and old[index][0] + old[index][2] < start:
            index += 1
        i = index
        while i < len(old) and old[i][0] <= end:
            clean, original, length = old[i]
            low, high = max(clean, start), min(clean + length, end)
            if high > low or (length == 0 and start <= clean <= end):
                runs.append((new_at + low - start, original + low - clean, max(0, high - low)))
            i += 1
        pieces.append(draft.text[start:end])
        new_at += end - start

    for edit in edits:
        keep(old_at, edit.start)
        if edit.words:
            was = draft.offsets.span_to_original(Span(edit.start, edit.end))
            runs.append((new_at, was.start, 0))
            pieces.append(edit.words)
            new_at += len(edit.words)
            runs.append((new_at, was.end, 0))
        old_at = edit.end
    keep(old_at, len(draft.text))
    return "".join(pieces), _tidy(runs)


def _tidy(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Drop marks that say nothing, and weld runs that continue each other."""
    out: list[tuple[int, int, int]] = []
    for run in runs:
        if out:
            clean, original, length = out[-1]
            if run[0] == clean + length and run[1] == original + length:
                out[-1] = (clean, original, length + run[2])
                continue
        out.append(run)
    return out
