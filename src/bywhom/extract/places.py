"""Find the words of a text that name places: a tagger's spans weighed with the names that the gazetteer knows."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bywhom.extract.places_features import Candidate, Context, probabilities
from bywhom.model.where import PlaceMatch, Toponym

Known = Callable[[str], PlaceMatch | None]

THRESHOLD = 0.3  # recall is worth more than precision here: resolve and the reader can still leave a name aside
MAX_WORDS = 5

# A capitalised word: dotted initials (U.S., W.Va.), an Arabic article with its noun, or a plain word with hyphens.
_WORD = re.compile(
    r"(?:[A-Z]\.){1,}(?:[A-Z][a-z]{1,3}\.|[A-Z]\b)?"
    r"|\b(?:(?:[Aa]l|[Ee]l|[Aa]r|[Aa]s|[Aa]sh|[Aa]d|[Aa]n|[Ee]z|[Aa]z|[Aa]t|[Uu]l|[Ee]sh)[-‐ ][’'‘]?|[’'‘ʻ])?"
    r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĽĻŃŇŅŌŐŘŚŞŠŢŤŪŮŰŲŹŻŽḨḤṢṬŽȘȚ][\w]*"
    r"(?:[’'‘ʻ](?!s\b)\w+)*(?:[-‐](?:\w+[-‐])*\w+(?:[’'‘ʻ](?!s\b)\w+)*)*"
)
_JOIN = re.compile(
    r"(?:[ \u00a0]|\n(?!\n))(?:(?:of|the|de|del|de la|la|da|do|dos|du|des|and|on|al|el)[ \u00a0]){0,2}|\. "
)
_COUNTRY_OR_AREA = frozenset({"PCLI", "ADM1", "ADM2", "REGION", "CONT"})
_LABELS = {
    "Location": "GPE", "Nationality": "NORP", "Organisation": "ORG", "Organization": "ORG", "Person": "PERSON",
    "LOCATION": "LOC", "FACILITY": "FAC", "NATIONALITY": "NORP", "ORGANISATION": "ORG", "MilitaryPlatform": "OTHER",
}  # fmt: skip
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int


def _words(text: str) -> list[_Word]:
    return [_Word(m.start(), m.end()) for m in _WORD.finditer(text)]


def _runs(text: str, words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Capitalised words that stand side by side, joined at most by small words of names."""
    run: list[_Word] = []
    for w in words:
        if run and not _JOIN.fullmatch(text, run[-1].end, w.start):
            yield run
            run = []
        run.append(w)
    if run:
        yield run


def _known_in(text: str, run: Sequence[_Word], known: Known) -> Iterator[tuple[int, int, PlaceMatch]]:
    """Longest known names of a run, left to right."""
    at = 0
    while at < len(run):
        for size in range(min(MAX_WORDS, len(run) - at), 0, -1):
            start, end = run[at].start, run[at + size - 1].end
            words = text[start:end]
            if size == 1 and len(words) < 2:
                continue
            match = known(words)
            if match is not None and _spelled_right(words, match, text[max(0, start - 2) : start]):
                yield start, end, match
                at += size
                break
        else:
            at += 1


_CALENDAR = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December|Ramadan|Muharram|Eid|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_DIRECTION = re.compile(r"(?:north|south|east|west|central|upper|lower|mid)(?:[- ]?(?:east|west))?(?:ern)?", re.I)


def _spelled_right(words: str, match: PlaceMatch, before: str) -> bool:
    """Whether the words are written as a place's name is.

    "IN" is Indiana only after a comma, "Us" is nobody, "Western" alone is no province, "NATO" is no village.
    """
    if _DIRECTION.fullmatch(words) or _CALENDAR.fullmatch(words):
        return False
    if words.isupper() and 3 < len(words) < 6 and match.place.population < 20_000 and match.place.is_settlement:
        return False
    if len(words.replace(".", "")) > 3 or not words.isascii():
        return True
    if words.isupper():
        return "." in words or match.place.feature == "PCLI" or before == ", "
    return before == ", " or match.how != "alias" or len(words) > 2


def _label(start: int, end: int, mentions: Sequence[tuple[int, int, str]]) -> tuple[str, str]:
    """The tagger's label over a span, and how the span sits in it: same, first, last, inside, over."""
    best: tuple[int, str, str] = (0, "", "")
    for s, e, label in mentions:
        overlap = min(e, end) - max(s, start)
        if overlap <= 0 or overlap < best[0]:
            continue
        kind = _LABELS.get(label, label)
        if (s, e) == (start, end) or (start - s in {0, 4} and e - end in {0, 2}):
            sits = "same"
        elif s <= start and end <= e:
            sits = "first" if start - s < 5 else "last" if e - end < 3 else "inside"
        else:
            sits = "over"
        best = (overlap, kind, sits)
    return best[1], best[2]


_LEAD = re.compile(
    r"(?:the|The|an?|greater|downtown|central|(?:north|south|east|west)(?:ern|[- ]?(?:east|west)(?:ern)?)?)\s+(?=[A-Z])"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A tagger's span without leading articles and directions, and without a trailing possessive."""
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    tail = re.search(r"[’']s?$|[\s,;:]+$", text[start:end])
    return start, end - (len(tail.group()) if tail else 0)


def place_candidates(text: str, mentions: Sequence[tuple[int, int, str]], known: Known) -> list[Candidate]:
    """Every span that might name a place: known names among the capitalised words, then the tagger's places."""
    spans: dict[tuple[int, int], PlaceMatch | None] = {}
    for run in _runs(text, _words(text)):
        spans.update({(start, end): match for start, end, match in _known_in(text, run, known)})
    taken = sorted(spans)
    at = 0
    for s, e, label in sorted(mentions):
        if _LABELS.get(label, label) not in _PLACE_LABELS:
            continue
        start, end = _trim(text, s, e)
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if end - start < 2 or any(a < end and start < b for a, b in taken[at : at + 4]) or "\n\n" in text[start:end]:
            continue
        spans[start, end] = known(text[start:end])
    ordered = sorted(mentions)
    found, low = [], 0
    for (start, end), match in sorted(spans.items()):
        while low < len(ordered) and ordered[low][1] <= start:
            low += 1
        label, sits = _label(start, end, ordered[low : low + 4])
        found.append(Candidate(start=start, end=end, text=text[start:end], match=match, label=label, sits=sits))
    return found


def _hint(text: str, c: Candidate) -> str:
    if c.label == "NORP" if c.match is None else c.match.how == "demonym":
        return "demonym"
    if c.label in {"ORG", "FAC", "PERSON"} and c.sits in {"first", "last", "inside"}:
        return "nested"
    after = text[c.end : c.end + 24]
    before = text[max(0, c.start - 12) : c.start]
    if _SPEAKS.match(after) and not _LOCATED.search(before):
        return "metonym"
    return "place"


_SPEAKS = re.compile(
    r"(?:’s|'s)? (?:has |have |had |also |later |then )?(?:said|says|told|denied|denies|accused|accuses|announced|"
    r"warned|insisted|insists|rejected|rejects|condemned|condemns|vowed|vows|agreed|agrees|refused|refuses|called|calls|"
    r"claimed|claims|considers|considered|supports|supported|backs|backed|wants|wanted|urged|urges|pledged)\b"
)
_LOCATED = re.compile(r"\b(?:in|at|near|from|to|of|outside|inside|around|into|across|over|through)\s+(?:the )?$")


def _within(text: str, found: Sequence[tuple[Candidate, float]], i: int) -> str:
    """The words of the place that the text names as containing this one: "X, Y", "X in Y", "X (Y)"."""
    here = found[i][0]
    if i + 1 >= len(found):
        return ""
    after = found[i + 1][0]
    between = text[here.end : after.start]
    if after.match is None or after.match.how == "demonym" or after.text == here.text or len(between) > 34:
        return ""
    feature = after.match.place.feature
    if between in {", ", " ("} and (feature in _COUNTRY_OR_AREA or (after.text.isupper() and len(after.text) == 2)):
        return after.text
    if _IN_AREA.fullmatch(between) and feature in {"PCLI", "ADM1", "REGION"}:
        return after.text
    return ""


_IN_AREA = re.compile(
    r",? (?:in|of) (?:the )?(?:(?:north|south|east|west|central|northern|southern|eastern|western|north-?eastern|"
    r"north-?western|south-?eastern|south-?western|neighboring|neighbouring)\s)?(?:part of |province of |state of )?"
)


def find_place_spans(
    text: str, *, mentions: Sequence[tuple[int, int, str]], known: Known, threshold: float = THRESHOLD
) -> tuple[Toponym, ...]:
    """Toponyms of ``text`` in order, not overlapping.

    ``mentions`` are (start, end, label) of a tagger, in re3d's, the codebook's or OntoNotes' labels, or empty.
    ``known`` gives the most prominent place of exactly a name (``Gazetteer.known``). ``score`` of a toponym is the
    probability that the words name a place here; those under ``threshold`` are left out.
    """
    candidates = place_candidates(text, mentions, known)
    scores = probabilities(Context(text, tagged=bool(mentions)), candidates)
    found = [(c, p) for c, p in zip(candidates, scores, strict=True) if p >= threshold]
    return tuple(
        Toponym(
            start=c.start,
            end=c.end,
            text=c.text,
            label=c.label,
            score=p,
            hint=_hint(text, c),
            within=_within(text, found, i),
        )
        for i, (c, p) in enumerate(found)
    )
