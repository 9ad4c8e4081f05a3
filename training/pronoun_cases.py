"""Gather what the pronoun reader learns from: texts, names, pronouns, the product's own candidates, which are right.

    python training/pronoun_cases.py --data SHARED/data --out WORK/pronouns

Writes gap-test.jsonl, gap-validation.jsonl, gap-development.jsonl (to measure, never to learn from), gum.jsonl (the
genres of free licence) and litbank.jsonl; and, for a teacher to label, gap-others.jsonl (all pronouns of the texts of
GAP's test part) and news.jsonl (PolNeAR, the Local-Global Lexicon, WikiEvents). Runs in the product's own environment.
Candidates come with the sum of their signs' weights (src/bywhom/data/pronouns.json), to which the reader's scores add.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bywhom.extract.attribution import find_attributions
from bywhom.extract.coref import Linker
from bywhom.extract.entities import build_entities
from bywhom.extract.mentions import find_mentions
from bywhom.extract.nodes import Group, Node
from bywhom.extract.pronouns import PERSONAL, PronounResolver, names_of
from bywhom.lexicon.load import weights
from bywhom.model.parsed import start_of
from bywhom.nlp.learned import LearnedReader
from bywhom.nlp.load import load_parser
from pronouns import Lesson, Teaching, conll, gap, heads

GENRES = ("_news_", "_interview_", "_bio_")
BOOKS = 60
PART = 4500
GENDERED = frozenset({"he", "she", "his", "her", "him", "hers", "himself", "herself"})


class Noting(Teaching):
    """Notes every "he" and "she" with its candidates, and goes on as ``Teaching`` does."""

    noted: list[dict[str, Any]]

    def resolve(self, node: Node) -> Group | None:
        """What the pronoun means by the lesson; the product's own answer where the lesson does not tell."""
        if node.pronoun in PERSONAL:
            offered = list(self.candidates(node))
            right = self.right(node, [c for c, _ in offered])
            if right and any(right):
                self.noted.append(self.note(node, offered, right))
        return super().resolve(node)

    def note(self, node: Node, offered: list[tuple[Node, list[str]]], right: list[bool]) -> dict[str, Any]:
        """One pronoun as plain values; names are told as they are known when it is read."""
        table = weights("pronouns")
        return {
            "start": node.span.start, "end": node.span.end, "right": right,
            "names": [[n.start, n.end, n.who, n.gender] for n in names_of(self.lesson.text, self._nodes)],
            "candidates": [
                {
                    "head": [start_of(c.head), start_of(c.head) + len(c.head.text)], "who": c.group.number,
                    "pronoun": c.kind == "pronoun", "score": sum(table.get(s, 0.0) for s in signs),
                }
                for c, signs in offered if c.group is not None
            ],
        }  # fmt: skip


class Unlabelled(Noting):
    """Notes all of them, right or not, and goes on as the product does."""

    def resolve(self, node: Node) -> Group | None:
        """The product's own answer."""
        if node.pronoun in PERSONAL and (offered := list(self.candidates(node))):
            self.noted.append(self.note(node, offered, [False] * len(offered)))
        return PronounResolver.resolve(self, node)


def news(data: Path) -> Iterator[Lesson]:
    """News that nobody labelled, in parts of some thousand characters."""
    for path in sorted(data.glob("polnear/*/text/*.txt")):
        yield from parts(path.read_text(encoding="utf-8"))
    lgl = (data / "geoparsing/lgl.xml").read_text(encoding="utf-8")
    for text in re.findall(r"<text><!\[CDATA\[(.*?)\]\]></text>", lgl, re.DOTALL):
        yield from parts(text)
    for part in ("train", "dev"):
        if (path := data / f"wikievents/{part}.jsonl").is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield from parts(json.loads(line)["text"])


def parts(text: str) -> Iterator[Lesson]:
    """Whole paragraphs up to ``PART`` characters."""
    told = ""
    for paragraph in (p.strip() for p in text.splitlines() if p.strip()):
        if told and len(told) + len(paragraph) > PART:
            yield Lesson(text=told, source="news", spans=[])
            told = ""
        told += ("\n\n" if told else "") + paragraph
    if told:
        yield Lesson(text=told, source="news", spans=[])


def write(lessons: Iterable[Lesson], path: Path, noting: type[Noting] = Noting) -> None:
    """The cases of all lessons, read with the learned names that the product has."""
    Linker.resolving = noting
    reader, told = LearnedReader.load(), list(lessons)
    with path.open("w", encoding="utf-8") as file:
        for lesson, parsed in zip(told, load_parser().parse_all(one.text for one in told), strict=True):
            sentences = [(s.start, s.end) for s in parsed.sentences]
            tags = reader.tag(lesson.text, sentences, attributions=False)
            Noting.lesson, Noting.heads, Noting.cases, Noting.noted = lesson, heads(parsed, lesson), [], []
            build_entities(parsed, find_mentions(parsed, tags), find_attributions(parsed, tags))
            gendered = [
                [start_of(t), t.tag_] for _, doc in parsed.docs for t in doc if t.lower_ in GENDERED
            ]  # "her" is "his" or "him" when told of a man
            case = {
                "text": lesson.text, "source": lesson.source, "sentences": sentences, "gendered": gendered,
                "pronouns": Noting.noted,
            }  # fmt: skip
            file.write(json.dumps(case) + "\n")


def main() -> None:
    """Read the public sets and write their cases."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for part in ("test", "validation", "development"):
        write(gap(given.data / f"gap/gap-{part}.tsv"), given.out / f"gap-{part}.jsonl")
    gum = sorted((given.data / "gum/coref/ontogum/conll").glob("*.conll"))
    write((conll(f, "gum", 1) for f in gum if any(g in f.name for g in GENRES)), given.out / "gum.jsonl")
    books = sorted((given.data / "litbank/coref/conll").glob("*.conll"))[:BOOKS]
    write((conll(f, "litbank", 3) for f in books), given.out / "litbank.jsonl")
    plain = (Lesson(text=one.text, source="gap", spans=[]) for one in gap(given.data / "gap/gap-test.tsv"))
    write(plain, given.out / "gap-others.jsonl", Unlabelled)
    write(news(given.data), given.out / "news.jsonl", Unlabelled)


if __name__ == "__main__":
    main()
