"""Learn which time expression of its sentence dates a claim: src/bywhom/data/dating.json.

    python training/dating.py --reports FOLDER… [--unread FOLDER…] --out src/bywhom/data/dating.json

Conditional logit over the expressions that the product itself finds in the sentence of a coded claim, and none of them,
with the product's own signs (extract/dating_signs.py). ``--unread`` are coded reports that the learned reader was not
trained on: there its marks for dates are weighed too. Runs in the product's own environment (numpy, no torch).
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bywhom.config import Settings
from bywhom.extract.dating import dated_by, expressions
from bywhom.extract.dating_signs import SAID, UNDATED, Case, DatingSigns
from bywhom.model.layers import RoleReading, TaggedSpan
from bywhom.model.parsed import ParsedText
from bywhom.model.text import Span
from bywhom.model.when import TimeMention
from bywhom.pipeline.annotate import Annotator
from pronouns import Case as Lesson
from pronouns import fit

FOLDS = 5
MISSED = 6  # a date that is missed costs as much as so many that are told for claims without one


@dataclass(kw_only=True)
class Taught:
    """One coded claim: its case, the signs of its expressions, and which of them dates it (None: none of them)."""

    report: str
    case: Case
    signs: list[list[str]]
    right: int | None

    def lesson(self) -> Lesson | None:
        """The choice as a choice among the expressions and none; None where it is no choice."""
        open_ = [n for n, signs in enumerate(self.signs) if SAID not in signs]
        if not open_ or self.right not in (None, *open_):
            return None
        signs, right = [self.signs[n] for n in open_], [n == self.right for n in open_]
        missed = 1.0 if self.right is None else MISSED
        return Lesson(signs=[*signs, [UNDATED]], right=[*right, self.right is None], weight=missed)


def taught(report: dict[str, Any], annotator: Annotator, *, unread: bool) -> Iterator[Taught]:
    """What a coded report teaches: its claims in whose sentence the product finds a date."""
    text = report["text"]
    parsed = annotator.parser.parse(text)
    published = report.get("published")
    times = annotator.times(parsed, date.fromisoformat(published) if len(published or "") == 10 else None)
    claims = [c for c in report["claims"] if parsed.sentence_at(c["trigger"][0])]
    marks = _marks(annotator, parsed, claims) if unread else [None] * len(claims)
    signs = DatingSigns(parsed)
    for c, reading in zip(claims, marks, strict=True):
        trigger, sentence = Span(*c["trigger"]), parsed.sentence_at(c["trigger"][0])
        found = expressions(times, sentence)
        told = _told(c.get("when"), found)
        if not found or told == ():
            continue
        case = Case(
            type=c["type"], trigger=trigger, sentence=sentence, times=found, asked=unread,
            rivals=[Span(*d["trigger"]) for d in claims if d is not c],
            marked=Span(reading.when.start, reading.when.end) if reading is not None and reading.when else None,
        )  # fmt: skip
        yield Taught(report=report["id"], case=case, signs=signs.of(case), right=told[0] if told else None)


def _marks(annotator: Annotator, parsed: ParsedText, claims: list[dict[str, Any]]) -> list[RoleReading]:
    pairs = [(s.start, s.end) for s in parsed.sentences]
    triggers = [
        (
            parsed.sentence_index(c["trigger"][0]),
            TaggedSpan(start=c["trigger"][0], end=c["trigger"][1], label=c["type"]),
        )
        for c in claims
    ]
    annotator.reader.tag(parsed.text, pairs)
    return annotator.reader.read_roles(parsed.text, pairs, triggers)


def _told(when: dict[str, Any] | None, found: list[TimeMention]) -> tuple[int, ...] | None:
    """The expression that the coder took, None for no date, () where it is none of those found."""
    if not when or not (when.get("edtf") or when.get("span")):
        return None
    span = when.get("span")
    hits = [
        n
        for n, t in enumerate(found)
        if (Span(t.start, t.end).overlap(Span(*span)) if span else t.edtf == when["edtf"])
    ]
    return tuple(hits[:1])


def shares(cases: list[Taught], weights: dict[str, float]) -> str:
    """How many dated claims get their date, and how many undated ones none."""
    right = {
        dated: [dated_by(t.signs, weights) == t.right for t in cases if (t.right is None) != dated]
        for dated in (True, False)
    }
    return ", ".join(
        f"{'dated' if k else 'undated'} {sum(v) / max(1, len(v)):.3f} of {len(v)}" for k, v in right.items()
    )


def main() -> None:
    """Learn, tell the cross-validated share, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", nargs="+", type=Path, required=True)
    parser.add_argument("--unread", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    annotator = Annotator.load(Settings(threads=1))
    cases: list[Taught] = []
    for folders, unread in ((asked.reports, False), (asked.unread, True)):
        for path in (p for folder in folders for p in sorted(folder.glob("*.json"))):
            report = json.loads(path.read_text(encoding="utf-8"))
            if "claims" in report:
                cases += taught(report, annotator, unread=unread)
    names = sorted({t.report for t in cases})
    fold = {name: n % FOLDS for n, name in enumerate(names)}
    for k in range(FOLDS):
        weights = fit([lesson for t in cases if fold[t.report] != k and (lesson := t.lesson())])
        print("fold", k, shares([t for t in cases if fold[t.report] == k], weights))
    weights = fit([lesson for t in cases if (lesson := t.lesson())])
    asked.out.write_text(json.dumps({"weights": weights}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
