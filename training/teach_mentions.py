"""Let teachers of names label text for the branch of names.

    python training/teach_mentions.py --work WORK --teachers FILE.pt [FILE.pt…] --text FILE[:PART] … --save SOFT.pt

Teachers are what train_mentions.py saved: larger encoders or branches of readers; their mean chances are kept.
A text file has a document a line (uncoded.py, related.py); of its documents the share PART is taken, and none of GUM.
"""

import argparse
import json
import random
import sys
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from batches import Example, labelled, stacked
from bywhom.nlp.learned_windows import cut
from train_mentions import OWN, Names, built

#: windows that are read together
GROUP = 8


def teacher(path: str, work: str) -> Names:
    """One teacher, ready to read."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    kind = "encoder" if "teacher" in saved else "model"
    setting = argparse.Namespace(work=work, encoder=None, model=path, shared=saved["shared"], depth=saved["depth"])
    if kind == "encoder":
        setting.encoder = saved["encoder"]
    model = built(setting, {})
    if kind == "encoder":
        model.load_state_dict(saved["teacher"])
    else:
        model.layers.load_state_dict(saved["branch"])
    return model.eval()


def rows(files: list[str], tokenizer: Tokenizer) -> list[Example]:
    """The windows of the documents that are taken."""
    draw, out = random.Random(3), []
    for name in files:
        path, _, part = name.partition(":")
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            doc = {"triggers": [], **json.loads(line), "kind": "soft"}
            if draw.random() < float(part or 1) and "gum" not in doc.get("sets", {}):
                spans = [tuple(s) for s in doc["sentences"]]
                out += [labelled(doc, w) for w in cut(tokenizer, doc["text"], spans)]
    return sorted(out, key=lambda e: len(e.window))


def main() -> None:
    """Label as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--work", required=True)
    ask.add_argument("--teachers", nargs="+", required=True)
    ask.add_argument("--text", nargs="+", required=True)
    ask.add_argument("--save", required=True)
    given = ask.parse_args()
    found = rows(given.text, Tokenizer.from_file(str(Path(given.work) / "tokenizer.json")))
    teachers = [teacher(path, given.work) for path in given.teachers]
    assert all(OWN in t.heads for t in teachers)
    with torch.inference_mode():
        for at in range(0, len(found), GROUP):
            group = found[at : at + GROUP]
            heard = sum(t.chances(stacked(group)) for t in teachers) / len(teachers)
            for example, chances in zip(group, heard, strict=True):
                example.mentions = chances[: len(example.window)].numpy().astype(np.float16)
                example.mentions[[0, -1]] = 0
    torch.save(found, given.save)
    sys.stderr.write(f"{len(found)} windows\n")


if __name__ == "__main__":
    main()
