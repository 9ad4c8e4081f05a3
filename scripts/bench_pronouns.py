"""Score pronouns on a GAP file by what the interchange says: F1 of "this pronoun means this name", as JSON.

    python scripts/bench_pronouns.py SHARED/data/gap/gap-development.tsv [--fast] [--first 500]

A pronoun means a name when the mentions over both carry one entity. The figure is GAP's own: every pronoun asks about two
names, a yes that is right is a hit; F1 over all, and over masculine and feminine pronouns, with their ratio as bias.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bywhom.config import Settings
from bywhom.model.text import Span
from bywhom.model.who import Mention
from bywhom.pipeline.annotate import Annotator


def entity_at(mentions: tuple[Mention, ...], span: Span) -> str:
    """The entity of the mention that fits ``span`` best; "" where none overlaps it."""
    over = [m for m in mentions if m.span.overlap(span)]
    best = min(over, key=lambda m: abs(m.span.start - span.start) + abs(m.span.end - span.end), default=None)
    return best.entity if best is not None else ""


def score(path: Path, *, fast: bool = False, first: int = 0) -> dict[str, Any]:
    """F1 of all, masculine and feminine pronouns of the first rows (0: all) of a GAP file."""
    return score_rows(Annotator.load(Settings(fast=fast)), rows_of(path)[: first or None])


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a GAP file."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def score_rows(annotator: Annotator, rows: Sequence[dict[str, str]]) -> dict[str, Any]:
    """The figures of some rows, read by ``annotator``."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        mentions = annotator.annotate(row["Text"]).mentions
        spans = {x: Span(int(row[f"{x}-offset"]), int(row[f"{x}-offset"]) + len(row[x])) for x in ("Pronoun", "A", "B")}
        meant = entity_at(mentions, spans["Pronoun"])
        kind = "masculine" if row["Pronoun"].casefold() in ("he", "him", "his") else "feminine"
        for x in ("A", "B"):
            said = bool(meant) and entity_at(mentions, spans[x]) == meant
            gold = row[f"{x}-coref"].upper() == "TRUE"
            outcome = "hit" if said and gold else "wrong" if said else "missed" if gold else ""
            counts[kind, outcome] += 1
    figures = {kind: _f1(counts, [kind]) for kind in ("masculine", "feminine")}
    both = _f1(counts, ["masculine", "feminine"])
    bias = round(figures["feminine"] / figures["masculine"], 3) if figures["masculine"] else 0.0
    return {"pronouns": len(rows), "f1": both, **figures, "bias": bias}


def _f1(counts: Counter[tuple[str, str]], kinds: list[str]) -> float:
    hit, wrong, missed = (sum(counts[k, o] for k in kinds) for o in ("hit", "wrong", "missed"))
    return round(2 * hit / (2 * hit + wrong + missed), 4) if hit else 0.0


def main() -> None:
    """Print the figures of one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--fast", action="store_true", help="rules only")
    parser.add_argument("--first", type=int, default=0, help="so many pronouns only")
    options = parser.parse_args()
    print(json.dumps(score(options.path, fast=options.fast, first=options.first)))


if __name__ == "__main__":
    main()
