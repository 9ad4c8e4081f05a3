"""What stands around a report's sentences: page lines, slogans, menus, headings, datelines, bylines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bywhom.ingest import phrases
from bywhom.ingest.draft import Draft, Edit
from bywhom.ingest.lines import Line, lines_of
from bywhom.model.text import Span

_HEAD_LINES = 8  # how far into a text its dateline and byline stand
_NOT_A_HEADING = ".!?:;…,*"
_BULLET = re.compile(r"[-*•·–—|>#(\d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the text itself says of its making; ``published`` only where the year is told."""

    place: str = ""
    agency: str = ""
    author: str = ""
    published: date | None = None
    warnings: tuple[str, ...] = ()


def set_aside(draft: Draft) -> Draft:
    """Remove page lines, slogans, menus, running page heads and credits; each is a Change."""
    lines = lines_of(draft.text)
    edits = [e for line in lines if (e := _page_line(line)) is not None]
    edits += _menus(lines)
    edits += _page_heads(draft.text)
    return draft.edited([_with_line_end(draft.text, e) for e in edits])


def _page_line(line: Line) -> Edit | None:
    words = line.words
    if not words or len(words) > 300:
        return None
    if phrases.PAGE_LINE.match(words) and (len(words) < 60 or not _is_quoted(words)):
        kind = "navigation" if len(words) < 40 else "slogan"
        return Edit(line.start, line.end, "", kind, words[:80])
    if len(words) < 200 and not line.ended and phrases.SLOGAN.match(words):
        return Edit(line.start, line.end, "", "slogan", words[:80])
    if phrases.CREDIT.match(words):
        return Edit(line.start, line.end, "", "byline", words[:120])
    return None


def _is_quoted(words: str) -> bool:
    return words[0] in "\"“'‘"


def _with_line_end(text: str, edit: Edit) -> Edit:
    """Take the line end along, so that no empty line is left where none was."""
    start, end = edit.start, edit.end
    if end < len(text):
        end += 1
        if start >= 2 and text[start - 2 : start] == "\n\n" and text[end : end + 1] == "\n":
            end += 1
    return Edit(start, end, edit.words, edit.kind, edit.note)


def _menus(lines: Sequence[Line]) -> list[Edit]:
    """Runs of short lines, or one line of separated words, mostly in the vocabulary of menus."""
    edits: list[Edit] = []
    run: list[Line] = []

    def close() -> None:
        hits = sum(_menu_word(line.words) for line in run)
        if len(run) >= 4 and hits >= 0.5 * len(run) and hits >= 3:
            edits.extend(Edit(x.start, x.end, "", "navigation", x.words) for x in run)
        run.clear()

    for line in lines:
        if not line.words:
            continue
        parts = [p.strip() for p in re.split(r"[|›»>•·/]", line.words) if p.strip()]
        if len(parts) >= 3 and sum(_menu_word(p) for p in parts) >= max(2, 0.4 * len(parts)) and len(line.words) < 300:
            edits.append(Edit(line.start, line.end, "", "navigation", line.words[:80]))
        elif len(line.words.split()) <= 4 and not line.ended and not line.words[:1].isdigit():
            run.append(line)
        else:
            close()
    close()
    return edits


def _menu_word(words: str) -> bool:
    return words.casefold().replace(" ", "-") in phrases.MENU or words.casefold().split(" ")[0] in {
        "home", "login", "subscribe", "contact", "about", "menu", "search", "advertise", "privacy", "terms",
    }  # fmt: skip


def _page_heads(text: str) -> list[Edit]:
    """First and last lines that recur on most pages of a paged text (pages end with a form feed)."""
    pages = text.split("\f")
    if len(pages) < 3:
        return []
    edges: list[tuple[str, int, int]] = []
    at = 0
    for page in pages:
        lines = [x for x in lines_of(page) if x.words]
        chosen = {x.start: x for x in [*lines[:1], *lines[-1:]]}
        edges += [(re.sub(r"\d+", "0", x.words), at + x.start, at + x.end) for x in chosen.values()]
        at += len(page) + 1
    counts = Counter(key for key, _, _ in edges)
    return [
        Edit(start, end, "", "navigation", "a line that runs over the pages")
        for key, start, end in edges
        if counts[key] >= max(3, 0.5 * len(pages))
    ]


def head_of(draft: Draft, *, today: date) -> tuple[Draft, Said]:
    """Recognise the date line, dateline and byline at a text's top; only bylines leave the text."""
    said = _Head()
    edits: list[Edit] = []
    lines = [x for x in lines_of(draft.text) if x.words]
    for line in lines[:_HEAD_LINES]:
        words, day = _without_date(line.words)
        byline = phrases.BYLINE.match(words)
        if day is not None and (byline is not None or phrases.PLACE_ALONE.fullmatch(words)):
            said.take_date(day, today)  # "By N. Brook, The Courier, 15 October 2019"; "Khartoum, 3 May 2013"
        if byline is not None and line.words[-1] not in "?!:" and len(line.words.split()) <= 14:
            said.author = said.author or byline["who"].strip()
            edits.append(_with_line_end(draft.text, Edit(line.start, line.end, "", "byline", line.words)))
        elif (found := _date_line(line.words)) is not None:
            said.take_date(found, today)
            draft = draft.noted([draft.note("dateline", line.start, line.end, _told(date=line.words))])
        elif (change := _dateline(draft, line, said, today)) is not None:
            draft = change
            break
        elif len(line.words) > 150 or (line.ended and len(line.words) > 80):
            break  # the text has begun: a date alone on a line further down heads a section
    return draft.edited(edits), said.said()


def _without_date(words: str) -> tuple[str, re.Match[str] | None]:
    """A line without the date that it ends with after a comma, dash or bar, and that date."""
    found = phrases.LAST_DATE.search(words)
    return (words, None) if found is None else (words[: found.start()].rstrip(), found)


class _Head:
    """What was gathered so far, while the top of a text is read."""

    def __init__(self) -> None:
        self.place = self.agency = self.author = ""
        self.published: date | None = None
        self.warnings: list[str] = []

    def take_date(self, match: re.Match[str], today: date) -> None:
        try:
            when = date_of(match)
        except ValueError:
            self.warnings.append(f"the date at the top of the text does not exist and was ignored: {match.group()}")
            return
        if when is not None and when <= today and self.published is None:
            self.published = when

    def said(self) -> Said:
        """The frozen result."""
        return Said(
            place=self.place, agency=self.agency, author=self.author, published=self.published,
            warnings=tuple(self.warnings),
        )  # fmt: skip


def _date_line(words: str) -> re.Match[str] | None:
    return phrases.DATE_LINE.fullmatch(words)


def date_of(match: re.Match[str]) -> date | None:
    """The full date of a match of ``phrases.DATE``; None without a year; ValueError when it does not exist."""
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    year = match["year"] or match["year2"]
    if not year:
        return None
    month = phrases.MONTHS[(match["month"] or match["month2"]).rstrip(".").casefold()]
    return date(int(year), month, int(match["day"] or match["day2"]))


def _told(**parts: str) -> str:
    return "; ".join(f"{name}={value}" for name, value in parts.items() if value)


def _dateline(draft: Draft, line: Line, said: _Head, today: date) -> Draft | None:
    alone = phrases.PLACE_LINE.fullmatch(line.words)
    if alone is not None:
        said.place = alone["place"]
        return draft.noted([draft.note("dateline", line.start, line.end, _told(place=said.place))])
    match = phrases.DATELINE.match(line.words)
    if match is None or not _is_dateline(match):
        return None
    said.place = (match["place"] or "").strip(" ,")
    said.agency = phrases.AGENCIES.get(match["agency"] or "", "")
    told = match["date"] or match["date2"] or ""
    if match["date"]:
        said.take_date(match, today)
    elif match["date2"] and (dated := _date_line(match["date2"])) is not None:
        said.take_date(dated, today)
    start = line.start + draft.text[line.start : line.end].index(line.words[:1])
    note = _told(place=said.place, agency=said.agency, date=told)
    return draft.noted([draft.note("dateline", start, start + match.end(), note)])


def _is_dateline(match: re.Match[str]) -> bool:
    """A dash may follow any name; a dateline shows itself by capitals, an agency, a date or a country."""
    place = match["place"] or ""
    colon = match.group().rstrip().endswith(":")
    capitals = len(place) >= 3 and place.split(",")[0].isupper()
    paired = ", " in place and len(place.split()) <= 6
    marked = bool(match["agency"] or match["date"] or match["date2"])
    if colon:
        return bool(match["agency"]) or paired or (capitals and len(place) > 4 and "," in place)
    return marked or capitals or paired


def headings_of(text: str, title: str = "") -> tuple[Span, ...]:
    """Short lines without an end mark that stand over a paragraph (or another heading)."""
    lines = [x for x in lines_of(text) if x.words]
    found: list[Span] = []
    below_is_text = False
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if i + 1 < len(lines) and ((below_is_text and _looks_like_heading(line)) or line.words == title):
            start = line.start + text[line.start : line.end].index(line.words[0])
            found.append(Span(start, start + len(line.words)))
        else:
            below_is_text = len(line.words) >= 60 or (line.ended and len(line.words.split()) >= 4)
    return tuple(reversed(found))


def _looks_like_heading(line: Line) -> bool:
    words = line.words
    return (
        len(words) <= 90
        and len(words.split()) <= 14
        and words.rstrip("\"”'’)")[-1:] not in _NOT_A_HEADING
        and not _is_quoted(words)
        and not _BULLET.match(words)
        and (words[0].isupper() or words[0].isdigit())
        and _date_line(words) is None
    )
