"""Names given with their initials: "Union of Free Officers (UFO)" is one name, however a tagger cut it."""

import re
from collections.abc import Iterator, Mapping

from bywhom.lexicon.load import bag
from bywhom.model.text import Span

_SHORT = re.compile(r"\(\s*([A-Z][A-Z0-9-]{1,7}s?)(?=\s*[),;/])")
_WORD = re.compile(r"[^\W_][\w'’-]*\.?")
_SMALL = frozenset({"of", "the", "and", "for", "in", "to", "on", "de", "la", "al", "del", "des"})
_LEAD = re.compile(r"(?:\b([A-Z][\w’']+) )?\b((?:[Aa][ldnrstz]|[EeUu]l|[Aa]sh)-|(?:[Aa]bu|[Bb]int?|[Ii]bn|[Uu]mm) )\Z")
_NO_FORENAME = bag(
    "the a an in at on of to by for from near and but or with after before when while if as since that this its his "
    "her their both under around against inside outside between over through"
)
_REACH = 110  # characters before the bracket in which a long form is looked for


def long_forms(text: str) -> Iterator[tuple[Span, Span]]:
    """(long form, short form) of every name that ``text`` gives with its initials in brackets."""
    for found in _SHORT.finditer(text):
        letters = found[1].rstrip("s").replace("-", "").casefold()
        span = _initialled(text, found.start(), letters)
        if span is not None:
            yield span, Span(found.start(1), found.end(1))


def _initialled(text: str, end: int, letters: str) -> Span | None:
    """The words before ``end`` whose initials spell ``letters``, small words counted or not as it fits."""
    begin = max(0, end - _REACH)
    words = [m for m in _WORD.finditer(text, begin, end) if "\n" not in text[m.start() : end]]
    if not words or text[words[-1].end() : end].strip(" '\"”’"):
        return None
    for first in range(len(words) - 1, -1, -1):
        word = words[first].group()
        if not word[0].isupper():
            continue
        initials = [(_initials(w.group()), w.group().casefold() in _SMALL) for w in words[first:]]
        if _spells(letters, initials):
            return Span(words[first].start(), words[-1].end())
    return None


def _initials(word: str) -> str:
    return "".join(part[0] for part in re.split(r"[-’']", word) if part).casefold()


def _spells(letters: str, words: list[tuple[str, bool]]) -> bool:
    """True when the words' initials are the letters in order; a small word may be silent, a hyphen counts or not."""
    if not words:
        return not letters
    initials, small = words[0]
    if small and _spells(letters, words[1:]):
        return True
    for take in dict.fromkeys((initials, initials[:1])):
        if take and letters.startswith(take) and _spells(letters[len(take) :], words[1:]):
            return True
    return False


_NAME = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+")
_LAST = re.compile(r"[A-Z][\w-]*")


def _grown(text: str, found: Mapping[Span, str]) -> dict[Span, str]:
    """``found`` with each body whole that was cut to the last word of a name that the report gives whole elsewhere.

    "under the Northern State's rule", read as "State", is the Northern State where others of its mentions are so.
    """
    whole: dict[str, set[str]] = {}
    for span, type_ in found.items():
        if type_ == "Organisation":
            for name in _NAME.findall(span.of(text).removeprefix("The ")):
                whole.setdefault(name.split()[-1], set()).add(name)
    out: dict[Span, str] = {}
    for span, type_ in found.items():
        word = span.of(text)
        names = whole.get(word, ()) if type_ == "Organisation" and _LAST.fullmatch(word) else ()
        fits = [n for n in names if text[max(0, span.end - len(n)) : span.end] == n]
        out[Span(span.end - max(map(len, fits), default=len(word)), span.end)] = type_
    return out


def with_long_forms(text: str, found: Mapping[Span, str]) -> dict[Span, str]:
    """``found`` (mention → re3d type) with each long form as one mention, in place of the pieces inside it."""
    out = _grown(text, {_begun(text, _closed(text, span), type_): type_ for span, type_ in found.items()})
    for long, short in long_forms(text):
        if long in out and out[long] == "Organisation":
            continue
        inside = [s for s in out if long.contains(s) or (s.overlap(long) and not s.contains(long))]
        types = {out[s] for s in inside}
        for s in inside:
            del out[s]
        holder = next((s for s in out if s.contains(long)), None)
        if holder is not None and holder.start >= long.start - 5:
            continue  # the tagger has the whole of it, article or bracket included
        out[long] = (
            "Person"
            if types == {"Person"}
            else "Location"
            if types == {"Location"} and len(long) < 25
            else "Organisation"
        )
        out.setdefault(short, out[long])
    return out


def _begun(text: str, span: Span, type_: str) -> Span:
    """The span with the article and forename that a name cannot do without ("Bunyan al-" before "Marsous")."""
    lead = _LEAD.search(text, max(0, span.start - 40), span.start) if type_ in ("Person", "Organisation") else None
    if lead is None:
        return span
    first = lead[1] is not None and lead[1].casefold() not in _NO_FORENAME
    return Span(lead.start(1) if first else lead.start(2), span.end)


def _closed(text: str, span: Span) -> Span:
    """The span without a bracket that it opens and does not close ("Union of Free Towns (UFT")."""
    words = span.of(text)
    at = words.rfind("(")
    if at <= 0 or ")" in words[at:]:
        return span
    return Span(span.start, span.start + len(words[:at].rstrip()))
