"""Mend characters: mojibake, control characters, soft hyphens, odd blanks, line ends, stray HTML entities."""

import html
import re
import unicodedata
from collections.abc import Iterator

from bywhom.ingest.draft import Draft, Edit

# The bytes of a multi-byte UTF-8 character are never ASCII, so text decoded wrongly shows as non-ASCII clusters.
_CLUSTER = re.compile(r"[ÂÃÄÅÐÑØÙâãäåæçèéðïЂ-џ][^\x00-\x7f]{1,5}(?:[^\x00-\x7f]*)")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_LINE_END = re.compile("\r\n|\r|\u2028|\u2029|\x85|\x0b|\x0c")
# Marks without width, and marks of writing direction; joiners (200C, 200D) stay: some scripts spell with them.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_LIGATURE = re.compile("[\ufb00-\ufb06]")  # typeset as one sign: nobody who looks for "fighters" would find it
_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def mend_characters(draft: Draft) -> Draft:
    """Every step is one Change of kind ``mended`` with a count: a page may hold thousands of odd blanks."""
    steps = (
        ("characters decoded wrongly", _mojibake),
        ("HTML entities", _entities),
        ("line ends", lambda t: _each(_LINE_END, t, "\n")),
        ("invisible marks", lambda t: _each(_INVISIBLE, t, "")),
        ("control characters", lambda t: _each(_CONTROL, t, "")),
        ("ligatures", _ligatures),
        ("non-breaking and odd blanks", lambda t: _each(_BLANK, t, " ")),
    )
    for name, find in steps:
        edits = list(find(draft.text))
        if edits:
            change = draft.note("mended", edits[0].start, edits[-1].end, f"{len(edits)} × {name}")
            draft = draft.edited(edits).noted([change])
    return draft


def _each(pattern: re.Pattern[str], text: str, words: str) -> Iterator[Edit]:
    return (Edit(m.start(), m.end(), words) for m in pattern.finditer(text))


def _ligatures(text: str) -> Iterator[Edit]:
    return (Edit(m.start(), m.end(), unicodedata.normalize("NFKC", m.group())) for m in _LIGATURE.finditer(text))


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        plain = html.unescape(match.group())
        if plain != match.group():
            yield Edit(match.start(), match.end(), plain)


def _mojibake(text: str) -> Iterator[Edit]:
    if text.isascii():
        return
    from ftfy import fix_encoding

    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        fixed = fix_encoding(cluster)
        if fixed != cluster:
            yield Edit(match.start(), match.end(), fixed)
