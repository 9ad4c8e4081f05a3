"""Undo what the web did to a text, record all of it, and keep the map back to the original.

``clean(original)`` gives the cleaned text, its OffsetMap, the changes (kinds as in ``model.source.Change``), the
headings (offsets of the cleaned text; they stay in the text) and what the text says of its own making. Removed
from the text: repeats, slogans, navigation, bylines and credits. Kept: datelines, headings, curly quotation marks.
"""

from dataclasses import dataclass
from datetime import date

from bywhom.ingest.characters import mend_characters
from bywhom.ingest.draft import Draft, Edit
from bywhom.ingest.furniture import Said, head_of, headings_of, set_aside
from bywhom.ingest.lines import join_lines
from bywhom.ingest.repeats import drop_repeats
from bywhom.model.source import Change, OffsetMap
from bywhom.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A cleaned text; ``offsets`` maps it to the original that ``changes`` speak of."""

    text: str
    offsets: OffsetMap
    changes: tuple[Change, ...]
    headings: tuple[Span, ...]
    said: Said


def clean(original: str, *, title: str = "", today: date | None = None) -> Cleaned:
    """Clean ``original``. ``today`` bounds the dates that a text may claim for itself (default: the current day)."""
    draft = Draft.of(original)
    pages = draft.text.count("\f") > 1
    draft = set_aside(draft) if pages else draft  # running heads are found by the form feeds that mending removes
    draft = set_aside(mend_characters(draft))
    draft = drop_repeats(join_lines(draft))
    draft, said = head_of(draft, today=today or date.today())  # a bound: one day off does no harm
    draft = _trimmed(draft)
    changes = list(draft.changes)
    headings = headings_of(draft.text, title)
    changes += [draft.note("heading", h.start, h.end) for h in headings]
    return Cleaned(
        text=draft.text,
        offsets=draft.offsets,
        changes=tuple(sorted(changes, key=lambda c: (c.original, c.kind))),
        headings=headings,
        said=said,
    )


def _trimmed(draft: Draft) -> Draft:
    """Without blanks at either end; blanks are no words, so no Change is made of it."""
    text = draft.text
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if end <= begin:
        return draft.edited([Edit(0, len(text))])
    return draft.edited([Edit(0, begin), Edit(end, len(text))])
