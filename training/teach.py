"""Let exported models label uncoded text for a student: chances of triggers, mentions, roles and attributes.

    python training/teach.py --work WORK --model FOLDER [FOLDER…] [--weights 2 1] --names FOLDER… --save SOFT.pt

Reads WORK/plain.jsonl (uncoded.py). The folders are what export.py wrote; they must share WORK's tokenizer.json, so
that their pieces are the student's. The weighted mean of their logits is kept; the mean chances of ``--names`` label
the mentions.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from batches import Example, Pass, around, labelled
from bywhom.nlp.encoder import Encoded, Encoder, Region
from bywhom.nlp.learned_decode import sigmoid, softmax, triggers
from bywhom.nlp.learned_windows import cut, region
from labels import ATTRIBUTES, TRIGGERS

#: a place with this chance of a trigger gets a pass; one place in so many sentences gets one below it
BAR, LOW_BAR, DOUBTFUL = 0.12, 0.015, 6
WINDOWS = 64
Array = np.ndarray


def mean(parts: list[Array], weights: list[float]) -> Array:
    """The weighted mean."""
    return sum(w * p for w, p in zip(weights, parts, strict=True)) / sum(weights)


def chosen(example: Example, logits: Array) -> list[Pass]:
    """The places worth a pass: likely triggers, and some that only look a little like one."""
    window = example.window
    runs = [r for r in triggers(window, logits, TRIGGERS, {"": LOW_BAR}) if r.label in TRIGGERS[:-1]]
    likely = [r for r in runs if r.score >= BAR]
    weak = sorted((r for r in runs if r.score < BAR), key=lambda r: -r.score)
    spare = 1 + len(set(window.sentence.tolist())) // DOUBTFUL
    out = []
    for run in [*likely, *weak[:spare]]:
        places = region(window, run.sentence, around(run.label))
        marked = np.isin(places, run.pieces)
        if marked.any():
            none = np.zeros((len(places), 1), np.float32)
            out.append(Pass(TRIGGERS.index(run.label), marked, places, none, none[0], soft=True))
    return out


def reread(encoder: Encoder, encoded: list[Encoded], owned: list[tuple[int, Pass]]) -> list[tuple[Array, Array]]:
    """One teacher's role and attribute logits of the passes."""
    regions = [
        Region(hidden=encoded[row].hidden[:, p.region], mark=p.trigger.astype(np.int64), kind=p.kind)
        for row, p in owned
    ]
    return encoder.read(regions)


def chances(logits: Array) -> Array:
    """The chances of all attribute values in a row."""
    edges = np.cumsum([len(v) for v in ATTRIBUTES.values()])[:-1]
    return np.concatenate([softmax(part) for part in np.split(logits, edges)])


def teach(teachers: list[Encoder], weights: list[float], names: list[Encoder], rows: list[Example]) -> None:
    """Label all windows in place."""
    began = time.time()
    for at in range(0, len(rows), WINDOWS):
        group = rows[at : at + WINDOWS]
        heard = [t.encode([e.window for e in group]) for t in teachers]
        named = [n.encode([e.window for e in group]) for n in names]
        for i, example in enumerate(group):
            logits = mean([h[i].triggers for h in heard], weights)
            example.passes = chosen(example, logits)
            example.triggers = sigmoid(logits).astype(np.float16)
            tags = mean([softmax(n[i].mentions) for n in named], [1.0] * len(named))
            example.mentions = tags.astype(np.float16)
            example.mentions[[0, -1]] = 0
        owned = [(i, p) for i, e in enumerate(group) for p in e.passes]
        read = [reread(t, h, owned) for t, h in zip(teachers, heard, strict=True)]
        for example in group:
            example.passes = []
        for number, (row, one) in enumerate(owned):
            roles, values = (mean([r[number][k] for r in read], weights) for k in (0, 1))
            made = replace(one, roles=sigmoid(roles).astype(np.float16), attributes=chances(values))
            group[row].passes.append(made)
        if at // WINDOWS % 8 == 0:
            sys.stderr.write(f"{at + len(group)}/{len(rows)} windows, {time.time() - began:.0f}s\n")
            sys.stderr.flush()


def main() -> None:
    """Label as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--work", required=True)
    ask.add_argument("--model", nargs="+", required=True)
    ask.add_argument("--weights", nargs="*", type=float)
    ask.add_argument("--names", nargs="+", required=True)
    ask.add_argument("--plain", default="plain.jsonl", help="file of WORK with the uncoded text")
    ask.add_argument("--save", required=True)
    given = ask.parse_args()
    work = Path(given.work)
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    rows = []
    for line in (work / given.plain).read_text(encoding="utf-8").splitlines():
        doc = {"kind": "soft", "triggers": [], **json.loads(line)}
        rows += [labelled(doc, w) for w in cut(tokenizer, doc["text"], [tuple(s) for s in doc["sentences"]])]
    weights = given.weights or [1.0] * len(given.model)
    teach([Encoder(Path(f)) for f in given.model], weights, [Encoder(Path(f)) for f in given.names], rows)
    torch.save(rows, given.save)
    sys.stderr.write(f"{len(rows)} windows, {sum(len(r.passes) for r in rows)} passes\n")


if __name__ == "__main__":
    main()
