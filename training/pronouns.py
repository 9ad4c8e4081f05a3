"""Learn what speaks for a candidate as the meaning of a pronoun: src/bywhom/data/pronouns.json.

    python training/pronouns.py --data SHARED/data --out src/bywhom/data/pronouns.json

Conditional logit over the candidates that the product itself offers (extract/pronouns.py), with its own signs: the
weight of a sign is what it adds to a candidate's score. Learned from OntoGUM (news, biographies, interviews, speeches,
fiction, essays), LitBank and the test and validation parts of GAP, whose pronouns count more for being the ambiguous
ones. GAP development is never read. Runs in the product's own environment (numpy, no torch) in some minutes.
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bywhom.extract.attribution import find_attributions
from bywhom.extract.coref import Linker
from bywhom.extract.entities import build_entities
from bywhom.extract.mentions import find_mentions
from bywhom.extract.nodes import Group, Node
from bywhom.extract.pronouns import PronounResolver, unmeant
from bywhom.model.parsed import ParsedText, start_of
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser

WEIGHT = {"gum": 1.0, "litbank": 0.4, "gap": 2.0}
SKIPPED = ("reddit", "conversation", "vlog", "GENTLE", "whow", "textbook", "academic", "voyage")
BOOKS = 18  # books of LitBank: more of them teach the pronouns of novels
SEEN = 10  # times that a sign must have been seen
STEPS, RATE, RIDGE = 300, 0.1, 3.0


@dataclass(kw_only=True)
class Case:
    """One pronoun: the signs of each candidate, which of them are right, and the sign for meaning nothing."""

    signs: list[list[str]]
    right: list[bool]
    weight: float


@dataclass(kw_only=True)
class Lesson:
    """One text with what is known of it: (start, end, cluster) of mentions; for GAP, which of two names is meant."""

    text: str
    source: str
    spans: list[tuple[int, int, str]]
    pronoun: int = -1  # GAP: where the one pronoun stands
    meant: dict[str, bool] = field(default_factory=dict)


class Teaching(PronounResolver):
    """Notes every pronoun's candidates with the right ones, and goes on with a right one where there is one."""

    lesson: Lesson
    cases: list[Case]
    heads: dict[int, set[str]]

    def resolve(self, node: Node) -> Group | None:
        """What the pronoun means by the lesson; the product's own answer where the lesson does not tell."""
        offered = list(self.candidates(node))
        right = self.right(node, [c for c, _ in offered])
        if right is None:
            return super().resolve(node)
        signs = [s for _, s in offered]
        if none := unmeant(node):
            signs, right = [*signs, [none]], [*right, not any(right)]
        if any(right) and not all(right):
            self.cases.append(Case(signs=signs, right=right, weight=WEIGHT[self.lesson.source]))
        meant = next((c.group for (c, _), yes in zip(offered, right, strict=False) if yes), None)
        return super().resolve(node) if self.lesson.source == "gap" else meant

    def right(self, node: Node, candidates: list[Node]) -> list[bool] | None:
        """Which candidates the pronoun means; None where the lesson does not tell."""
        if self.lesson.source == "gap":
            return self._of_two(node, candidates)
        at = (node.span.start, node.span.end)
        cluster = next((k for s, e, k in self.lesson.spans if (s, e) == at), None)
        if cluster is None:
            return None if self.lesson.source == "litbank" or not unmeant(node) else [False] * len(candidates)
        found = [cluster in self.heads.get(start_of(c.head), ()) for c in candidates]
        return found if any(found) else None

    def _of_two(self, node: Node, candidates: list[Node]) -> list[bool] | None:
        if node.span.start != self.lesson.pronoun:
            return None
        known = {start_of(n.head): n for n in self._nodes}
        named = {k: known[h].group for h, names in self.heads.items() if h in known for k in names}
        names = [next((k for k, g in named.items() if g is not None and c.group is g), "") for c in candidates]
        neither = not any(self.lesson.meant.values())
        return [self.lesson.meant[k] if k else neither for k in names]


def learn(lessons: Iterable[Lesson]) -> list[Case]:
    """The cases of all lessons, by reading each text as the product does without its learned parts."""
    Teaching.cases = []
    Linker.resolving = Teaching
    told = list(lessons)
    for lesson, parsed in zip(told, load_parser().parse_all(one.text for one in told), strict=True):
        Teaching.lesson, Teaching.heads = lesson, heads(parsed, lesson)
        build_entities(parsed, find_mentions(parsed), find_attributions(parsed))
    return Teaching.cases


def heads(parsed: ParsedText, lesson: Lesson) -> dict[int, set[str]]:
    """The clusters whose mentions have their head word at a character."""
    out: dict[int, set[str]] = {}
    for start, end, cluster in lesson.spans:
        if (head := parsed.head_of(Span(start, end))) is not None:
            out.setdefault(start_of(head), set()).add(cluster)
    return out


# the public sets


def gap(path: Path) -> Iterator[Lesson]:
    """GAP: one pronoun and two names a text."""
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            at = {x: int(row[f"{x}-offset"]) for x in "AB"}
            yield Lesson(
                text=row["Text"], source="gap", pronoun=int(row["Pronoun-offset"]),
                spans=[(at[x], at[x] + len(row[x]), x) for x in "AB"],
                meant={x: row[f"{x}-coref"].upper() == "TRUE" for x in "AB"},
            )  # fmt: skip


def conll(path: Path, source: str, word: int) -> Lesson:
    """A CoNLL coreference file: a word in column ``word``, brackets with cluster numbers in the last one."""
    sentences: list[list[str]] = [[]]
    opened: dict[str, list[tuple[int, int]]] = {}
    marks: list[tuple[tuple[int, int], tuple[int, int], str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [c for c in line.split("\t") if c]
        if line.startswith("#") or not cells:
            if sentences[-1]:
                sentences.append([])
            continue
        here = (len(sentences) - 1, len(sentences[-1]))
        sentences[-1].append(cells[word])
        for begins, cluster, ends in re.findall(r"(\()?(\d+)(\))?", cells[-1] if cells[-1] != "_" else ""):
            if begins:
                opened.setdefault(cluster, []).append(here)
            if ends and opened.get(cluster):
                marks.append((opened[cluster].pop(), here, cluster))
    text, places = joined(sentences)
    return Lesson(text=text, source=source, spans=[(places[a][0], places[b][1], k) for a, b, k in marks])


def joined(sentences: list[list[str]]) -> tuple[str, dict[tuple[int, int], tuple[int, int]]]:
    """Running text of tokens, and where each token stands in it."""
    text, places = "", {}
    for i, sentence in enumerate(sentences):
        for j, token in enumerate(sentence):
            word = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}.get(token, token)
            tight = re.match(r"^(?:[.,;:!?%)\]}”]|n['’]t$|['’](?:s|S|re|ve|ll|d|m)?$)", word) and j
            if text and not tight and text[-1] not in "([{“$":
                text += " "
            places[i, j] = (len(text), len(text) + len(word))
            text += word
    return text, places


# the fit


def fit(cases: list[Case]) -> dict[str, float]:
    """Weights of signs by conditional logit, every right candidate of a pronoun as good as another."""
    seen = Counter(s for c in cases for signs in c.signs for s in signs)
    index = {s: i for i, s in enumerate(sorted(s for s, n in seen.items() if n >= SEEN))}
    rows = [[index[s] for s in signs if s in index] or [0] for c in cases for signs in c.signs]
    flat = np.array([i for row in rows for i in row])
    counts = np.array([len(row) for row in rows])
    begins = np.concatenate([[0], np.cumsum(counts)[:-1]])
    sizes = np.array([len(c.signs) for c in cases])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.array([float(r) for c in cases for r in c.right])
    weight = np.repeat([c.weight for c in cases], sizes)
    w, mean, square = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, STEPS + 1):
        score = np.add.reduceat(w[flat], begins)
        raised = np.exp(score - np.repeat(np.maximum.reduceat(score, firsts), sizes))
        all_ = raised / np.repeat(np.add.reduceat(raised, firsts), sizes)
        good = raised * right
        good /= np.repeat(np.maximum(np.add.reduceat(good, firsts), 1e-30), sizes)
        slope = np.bincount(flat, np.repeat((all_ - good) * weight, counts), len(index)) + RIDGE * w
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        pace = RATE * min(1.0, 2.0 * (1 - step / (STEPS + 1)))
        w -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {s: round(float(w[i]), 2) for s, i in index.items() if abs(w[i]) >= 0.02}


def main() -> None:
    """Read the public sets, learn, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    gum = sorted((options.data / "gum/coref/ontogum/conll").glob("*.conll"))
    books = sorted((options.data / "litbank/coref/conll").glob("*.conll"))[:BOOKS]
    lessons = [one for part in ("test", "validation") for one in gap(options.data / f"gap/gap-{part}.tsv")]
    lessons += [conll(f, "gum", 1) for f in gum if not any(s in f.name for s in SKIPPED)]
    lessons += [conll(f, "litbank", 3) for f in books]
    cases = learn(lessons)
    table = {"origin": "training/pronouns.py", "cases": len(cases), "weights": fit(cases)}
    options.out.write_text(json.dumps(table, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
