"""Tell a coded report again with other names: what is learned must be the language, not who usually does what.

Every person, organisation, place and nationality of a report is given the name of another one of its type, the same
one throughout the report; all spans move along. The names come from the other coded reports.
"""

import random
import re
from bisect import bisect_right

TYPES = ("PERSON", "ORGANISATION", "LOCATION", "NATIONALITY")
#: words that may stand uncapitalised within a name
SMALL = {"of", "the", "and", "for", "in", "al", "el", "bin", "ibn", "de", "la", "van", "von"}


def proper(name: str) -> bool:
    """A name that is a name: capitalised words, short, without marks that a description would have."""
    words = name.split()
    plain = all(w[0].isupper() or w in SMALL or w.startswith(("al-", "el-")) for w in words if w)
    return (
        bool(words) and plain and words[0] not in ("The", "A") and len(words) <= 4 and not re.search(r"[\d,;()]", name)
    )


def pool(reports: list[dict]) -> dict[str, list[list[str]]]:
    """Entities by type, each as its proper names, longest first."""
    out: dict[str, list[list[str]]] = {t: [] for t in TYPES}
    for report in reports:
        for name, entity in report["entities"].items():
            names = [n for n in dict.fromkeys([name, *entity.get("aliases", [])]) if proper(n)]
            if entity.get("type") in out and names:
                out[entity["type"]].append(sorted(names, key=len, reverse=True))
    return out


def renaming(report: dict, names: dict[str, list[list[str]]], draw: random.Random) -> dict[str, str]:
    """Old name → new name, one other entity for each entity; short names become short names."""
    out: dict[str, str] = {}
    for name, entity in report["entities"].items():
        if entity.get("type") not in names:
            continue
        other = draw.choice(names[entity["type"]])
        for old in [name, *entity.get("aliases", [])]:
            if proper(old) and old not in out:
                out[old] = other[-1] if len(old.split()) == 1 else other[0]
    return out


class Moved:
    """A text with replacements, and where its old offsets lie now."""

    def __init__(self, text: str, new: dict[str, str]) -> None:
        self.cuts: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)]
        parts, at, here = [], 0, 0
        pattern = "|".join(re.escape(n) for n in sorted(new, key=len, reverse=True))
        for found in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text) if new else ():
            word = new[found.group()]
            parts += [text[at : found.start()], word]
            here += found.start() - at
            self.cuts.append((found.start(), found.end(), here, here + len(word)))
            here += len(word)
            at = found.end()
        self.text = "".join([*parts, text[at:]])

    def at(self, old: int, *, end: bool = False) -> int:
        """The new offset; one inside a replaced name moves to the name's edge."""
        _, stop, new_start, new_stop = self.cuts[bisect_right([c[0] for c in self.cuts], old - end) - 1]
        if old >= stop:
            return new_stop + old - stop
        return new_stop if end else new_start

    def span(self, span: list[int]) -> list[int]:
        """A span moved along."""
        return [self.at(span[0]), self.at(span[1], end=True)]


def swapped(report: dict, names: dict[str, list[list[str]]], draw: random.Random) -> dict:
    """The report with other names; entities are left out, for training needs spans alone."""
    moved = Moved(report["text"], renaming(report, names, draw))

    def filler(one: dict) -> dict:
        return {**one, "span": moved.span(one["span"]) if one.get("span") else None}

    claims = [
        {
            **claim,
            "sentence": moved.span(claim["sentence"]),
            "trigger": moved.span(claim["trigger"]),
            "roles": {r: v if isinstance(v, str) else [filler(f) for f in v] for r, v in claim["roles"].items()},
            "when": filler(claim["when"]) if claim.get("when") else None,
            "source": [filler(s) for s in claim["source"]],
        }
        for claim in report["claims"]
    ]
    return {"id": f"{report['id']}~swapped", "text": moved.text, "claims": claims}


def looks(name: str) -> tuple[bool, bool]:
    """Names that look alike can stand for one another: does it begin with an article, does it hold a capital."""
    first = name.split(maxsplit=1)[0].lower()
    return first in {"a", "an", "the", "this", "its", "his", "their", "our"}, any(w[:1].isupper() for w in name.split())


def mention_pool(docs: list[dict]) -> dict[tuple, list[str]]:
    """The mentions of all documents by type and looks."""
    out: dict[tuple, list[str]] = {}
    for doc in docs:
        for start, end, kind in doc["mentions"]:
            name = doc["text"][start:end]
            out.setdefault((kind, *looks(name)), []).append(name)
    return out


def exchanged(doc: dict, names: dict[tuple, list[str]], share: float, draw: random.Random) -> dict:
    """The document with some mentions put in the place of others of their type and looks."""
    text, mentions, at = "", [], 0
    for start, end, kind in sorted(doc["mentions"]):
        name = doc["text"][start:end]
        if draw.random() < share:
            name = draw.choice(names[kind, *looks(name)])
        text += doc["text"][at:start]
        mentions.append([len(text), len(text) + len(name), kind])
        text += name
        at = end
    text += doc["text"][at:]
    return {**doc, "text": text, "mentions": mentions, "sentences": [[0, len(text)]]}
