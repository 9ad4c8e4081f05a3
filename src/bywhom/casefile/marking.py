"""A report as the reader shows it: the words cut into pieces, each with who is speaking, who is named, what is told."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from bywhom.casefile.protect import SHADE
from bywhom.casefile.texts import Texts
from bywhom.errors import Forbidden
from bywhom.model.account import ClaimQuery, Told
from bywhom.model.source import Change, Report
from bywhom.model.text import Span
from bywhom.store import clock, marks

REPORTER = "(reporter)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the text in which nothing changes. ``text`` is what may be shown, ``start`` and ``end`` its place.

    ``speaker`` counts in ``Marked.speakers`` (0 is the reporter). ``claims`` are those whose trigger lies here,
    ``within`` those whose sentence does. ``mention`` is the type of the name here, ``time`` the EDTF of a time.
    """

    start: int
    end: int
    text: str
    speaker: int = 0
    claims: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    mention: str = ""
    entity: str = ""
    name: str = ""
    time: str = ""
    saying: str = ""  # source | cue
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSpeaker:
    """Somebody who speaks in the report, and over how many of its characters."""

    name: str
    kind: str
    entity: str = ""
    characters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A report with its marks. ``bytes`` says how its exact bytes came in; ``shaded`` that words were taken out."""

    id: str
    title: str
    publisher: str
    author: str
    published: str
    published_basis: str
    language: str
    url: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    speakers: tuple[ReaderSpeaker, ...]
    claims: tuple[Told, ...]
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    bytes: dict[str, Any] = field(default_factory=dict)
    shaded: bool = False


class Marking(Texts):
    """Reports with marks, for people who read."""

    def marked(self, id_: str) -> Marked:
        """The report ``id_`` with its marks; protected names, and sentences that tell of them, are taken out.

        Raises UnknownName.
        """
        report = self.report(id_)
        claims = sorted(
            self.view.claims(ClaimQuery(reports=frozenset({id_}))), key=lambda t: (t.sentence.start, t.trigger.span)
        )
        with self._session.read() as connection:
            said, times = marks.sayings(connection, id_), marks.times(connection, id_)
            came = marks.bytes_of(connection, id_)
        mentions = self._named(id_)
        speakers, runs = self._runs(report.text, said, claims)
        shade = self._shade(report.text, mentions, claims)
        cut = _Cut(report, shade)
        cut.lay("speaker", [(s, e, i) for s, e, i in runs])
        cut.lay("mention", [(m["start"], m["end"], m) for m in mentions])
        cut.lay("time", [(t["start"], t["end"], t["edtf"] or t["value"]) for t in times])
        cut.lay("saying", [(*a[k], k) for a in said for k in ("source", "cue") if a.get(k)])
        cut.lay("trigger", [(t.trigger.span.start, t.trigger.span.end, t.id) for t in claims])
        cut.lay("sentence", [(t.sentence.start, t.sentence.end, t.id) for t in claims])
        came["taken_at"] = clock.moment(came["taken_at"]).isoformat(timespec="seconds") if came else ""
        shield = self.shield
        return Marked(
            id=id_, title=shield.words(report.title), publisher=report.publisher, author=shield.words(report.author),
            published="" if report.published is None else report.published.isoformat(),
            published_basis=report.published_basis, language=report.language, url=report.url,
            paragraphs=tuple(cut.paragraphs()), speakers=tuple(shield(speakers)),
            claims=tuple(shield(t) for t in claims), changes=report.changes, warnings=report.warnings, bytes=came,
            shaded=bool(shade),
        )  # fmt: skip

    def _named(self, id_: str) -> list[dict[str, Any]]:
        """Mentions with their entities' canonical names, protected or not."""
        from bywhom.store import texts

        with self._session.read() as connection:
            found = texts.mentions(connection, id_)
        cards = {e: self.view.entity(e) for e in {r["entity"] for r in found if r["entity"]}}
        named = ((r, cards.get(r["entity"])) for r in found)
        return [{**r, "entity": c.id if c else "", "name": c.name if c else ""} for r, c in named]

    def _runs(
        self, text: str, said: Sequence[dict[str, Any]], claims: Sequence[Told]
    ) -> tuple[list[ReaderSpeaker], list[tuple[int, int, int]]]:
        """Who speaks where: contents of acts of saying, the inner over the outer; then claims told by somebody."""
        numbers: dict[tuple[str, str], int] = {(REPORTER, "reporter"): 0}
        entities = {0: ""}
        owner = [0] * len(text)

        def paint(span: Sequence[int], who: tuple[str, str], entity: str, *, over: bool) -> None:
            number = numbers.setdefault(who, len(numbers))
            entities.setdefault(number, entity)
            for i in range(max(0, span[0]), min(span[1], len(text))):
                if over or owner[i] == 0:
                    owner[i] = number

        for saying in sorted(said, key=lambda a: -sum(e - s for s, e in a["content"])):
            card = self.view.entity(saying["entity"]) if saying["entity"] else None
            words = text[slice(*saying["source"])] if saying["source"] else ""
            name = card.name if card is not None else words or saying["kind"].replace("_", " ")
            for span in saying["content"]:
                paint(span, (name, saying["kind"]), card.id if card else "", over=True)
        for told in claims:
            last = told.speakers[-1] if told.speakers else None
            if last is not None and last.kind != "reporter":
                paint(told.sentence.as_list(), (last.name, last.kind), last.entity, over=False)
        counts = [0] * len(numbers)
        for number in owner:
            counts[number] += 1
        made = [
            ReaderSpeaker(name=name, kind=kind, entity=entities[n], characters=counts[n])
            for (name, kind), n in numbers.items()
        ]
        return made, _spans(owner)

    def _shade(self, text: str, mentions: Iterable[dict[str, Any]], claims: Iterable[Told]) -> list[tuple[int, int]]:
        """Ranges that would give a protected person away, merged."""
        shield = self.shield
        if not shield.entities:
            return []
        found = [(m["start"], m["end"]) for m in mentions if m["entity"] in shield.entities]
        found += [(t.sentence.start, t.sentence.end) for t in claims if shield(t).sentence_text == SHADE]
        found += shield.places(text)
        out: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if out and start <= out[-1][1]:
                out[-1] = (out[-1][0], max(end, out[-1][1]))
            else:
                out.append((start, end))
        return out

    # ---- the original ------------------------------------------------------------------------------------------

    def original(self, id_: str) -> list[tuple[str, str, str]]:
        """The decoded original as (words, what cleaning did there or "", its note), in order; protected names out."""
        report = self.report(id_)
        out, at = [], 0
        for change in sorted(report.changes, key=lambda c: c.original):
            span = Span(max(at, change.original.start), max(at, change.original.end))
            if span.start > at:
                out.append((report.original[at : span.start], "", ""))
            if len(span):
                out.append((span.of(report.original), change.kind, change.note))
            at = max(at, span.end)
        out.append((report.original[at:], "", ""))
        return [(self.shield.words(w), kind, note) for w, kind, note in out if w]

    def original_bytes(self, id_: str) -> tuple[bytes, dict[str, Any]]:
        """The exact bytes, and how they came in. Raises Forbidden when they would name a protected person."""
        report = self.report(id_)
        shield = self.shield
        if shield.entities and (shield.words(report.original) != report.original or self.marked(id_).shaded):
            raise Forbidden(
                "the original names somebody who is protected", value=id_,
                hint="open the casefile with that name revealed to have the bytes",
            )  # fmt: skip
        with self._session.read() as connection:
            came = marks.bytes_of(connection, id_)
        return self.snapshot(report.snapshot), came

    def sentence_around(self, id_: str, span: Span) -> Span:
        """The sentence of the report that holds ``span``: as it was read, else the line around it."""
        text = self.report(id_).text
        with self._session.read() as connection:
            for start, end in marks.sentences(connection, id_):
                if start <= span.start and span.end <= end:
                    return Span(start, end)
        end = text.find("\n", span.end)
        return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)

    def claims_of_reports(self, ids: Sequence[str]) -> dict[str, int]:
        """How many claims each of the reports tells."""
        with self._session.read() as connection:
            return marks.claims_of_reports(connection, list(ids))


def _spans(owner: Sequence[int]) -> list[tuple[int, int, int]]:
    out, start = [], 0
    for i in range(1, len(owner) + 1):
        if i == len(owner) or owner[i] != owner[start]:
            out.append((start, i, owner[start]))
            start = i
    return out if owner else []


class _Cut:
    """Lays marks over a text and cuts it where any of them begins or ends."""

    def __init__(self, report: Report, shade: Sequence[tuple[int, int]]) -> None:
        self._text, self._shade = report.text, shade
        self._headings = [(h.start, h.end) for h in report.headings]
        self._layers: dict[str, list[tuple[int, int, Any]]] = {}

    def lay(self, layer: str, found: Iterable[tuple[int, int, Any]]) -> None:
        """Enter the (start, end, value) of a layer; they may overlap."""
        size = len(self._text)
        self._layers[layer] = sorted(
            ((s, min(e, size), v) for s, e, v in found if 0 <= s < e and s < size), key=lambda x: (x[0], x[1])
        )

    def paragraphs(self) -> Iterable[tuple[Piece, ...]]:
        """The paragraphs (lines of the text that are not blank) as pieces."""
        edges = {x for found in self._layers.values() for s, e, _ in found for x in (s, e)}
        edges |= {x for pair in (*self._shade, *self._headings) for x in pair}
        order = sorted(edges)
        open_at = {name: _Sweep(found) for name, found in self._layers.items()}
        at = 0
        for row in self._text.splitlines(keepends=True):
            start, end = at, at + len(row.rstrip("\n\r"))
            at += len(row)
            if row.strip():
                inner = order[bisect_right(order, start) : bisect_right(order, end - 1)]
                bounds = [start, *inner, end]
                pieces = (self._piece(s, e, open_at) for s, e in pairwise(bounds) if s < e)
                yield tuple(p for p in pieces if p is not None)

    def _piece(self, start: int, end: int, layers: dict[str, "_Sweep"]) -> Piece | None:
        here = {name: sweep.at(start) for name, sweep in layers.items()}
        shaded = next((pair for pair in self._shade if pair[0] <= start < pair[1]), None)
        speaker = here["speaker"][0] if here["speaker"] else 0
        heading = any(s <= start < e for s, e in self._headings)
        if shaded is not None:  # a protected stretch shows once, and nothing of what stands in it
            within = tuple(here["sentence"])
            if start != shaded[0] and self._text[start - 1] not in "\n\r":
                return None
            return Piece(start=start, end=end, text=SHADE, speaker=speaker, within=within)
        named = here["mention"][-1] if here["mention"] else {}
        return Piece(
            start=start, end=end, text=self._text[start:end], speaker=speaker, claims=tuple(here["trigger"]),
            within=tuple(here["sentence"]), mention=named.get("type", ""), entity=named.get("entity", ""),
            name=named.get("name", ""), time=here["time"][0] if here["time"] else "",
            saying=here["saying"][0] if here["saying"] else "", heading=heading,
        )  # fmt: skip


class _Sweep:
    """Which marks of one layer cover a place, for places asked in rising order."""

    def __init__(self, found: Sequence[tuple[int, int, Any]]) -> None:
        self._found, self._next = found, 0
        self._open: list[tuple[int, int, Any]] = []

    def at(self, place: int) -> list[Any]:
        """The values of the marks that cover ``place``, the outer before the inner."""
        while self._next < len(self._found) and self._found[self._next][0] <= place:
            self._open.append(self._found[self._next])
            self._next += 1
        self._open = [m for m in self._open if m[1] > place]
        return [v for _, _, v in sorted(self._open, key=lambda m: (m[0], -m[1]))]
