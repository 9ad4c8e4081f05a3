"""Give the mentions a branch of their own: copies of the top shared layers, trained on mentions alone.

    python training/train_mentions.py --work WORK --model FILE.pt --save FILE2.pt [--depth 4] [--epochs 9]
    python training/train_mentions.py --work WORK --encoder FOLDER --shared 10 --depth 8 --save TEACHER.pt

The layers below stay as they are, so claims read as before. Names have few sentences to learn from, and what is
shared with the claims forgets them. ``--related`` brings other sets (related.py), each with a head that is thrown away
after training; ``--encoder`` trains a teacher on a larger encoder, whose chances (teach_mentions.py) ``--soft`` brings
to the branch.
"""

import argparse
import copy
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from tokenizers import Tokenizer
from torch import Tensor, nn

from batches import Example, Tensors, batches, inside, labelled, padded, stacked
from bywhom.nlp.learned_windows import Window, cut
from export import loaded
from labels import MENTION_TAGS
from model import Reader, pretrained
from swap import exchanged, mention_pool
from train import Loss, mention_loss, take

#: the set that the product's tags come from
OWN = "re3d"
#: sets whose documents name only some of their mentions: the rest of the text says nothing
PARTIAL = {"fillers"}
#: share of the windows of a set that is read
PARTS = {"gum": 0.25, "fillers": 1.0, "wikievents": 2.0}
UNKNOWN = -1
#: BERT's special pieces in MPNet's words
SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


class Names(nn.Module):
    """Layers of their own over the lower ones of a reader, and a head for each set of labels."""

    def __init__(self, base: Reader, depth: int, labels: dict[str, list[str]], *, cased: bool) -> None:
        super().__init__()
        self.base, self.depth = [base.eval().requires_grad_(False)], depth
        self.layers = branch(base, depth).requires_grad_(True)
        width = base.words.embedding_dim
        self.case = nn.Embedding(6, width) if cased else None
        if self.case is not None:
            nn.init.normal_(self.case.weight, std=0.02)
        self.heads = nn.ModuleDict({name: nn.Linear(width, len(tags)) for name, tags in labels.items()})

    def forward(self, batch: Tensors) -> Tensor:
        """Hidden states of the pieces."""
        base = self.base[0]
        with torch.no_grad():
            x = below(base, self.depth, batch.ids, batch.case, batch.mask)
            bias = base.attention_bias(batch.mask)
        if self.case is not None:
            x = x + self.case(batch.case)
        for layer in self.layers:
            x = layer(F.dropout(x, 0.1, self.training), bias)
        return F.dropout(x, 0.1, self.training).float()

    def chances(self, batch: Tensors) -> Tensor:
        """Chances of the product's tags."""
        return torch.softmax(self.heads[OWN](self(batch)), -1)


def branch(model: Reader, depth: int) -> nn.ModuleList:
    """Copies of the ``depth`` highest shared layers."""
    return nn.ModuleList(copy.deepcopy(layer) for layer in model.layers[model.shared - depth : model.shared])


def below(model: Reader, depth: int, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
    """Hidden states under the branch."""
    shared, model.shared = model.shared, model.shared - depth
    hidden = model.encode(ids, case, mask)
    model.shared = shared
    return hidden


def windows(docs: list[dict], tokenizer: Tokenizer) -> list[Example]:
    """The labelled windows of documents."""
    return [labelled(d, w) for d in docs for w in cut(tokenizer, d["text"], [tuple(s) for s in d["sentences"]])]


class Related:
    """Windows of other sets with their tags; ``tags[window's id()]`` has a row of tags for each set."""

    def __init__(self, path: str, tokenizer: Tokenizer, draw: random.Random, part: float) -> None:
        docs = list(map(json.loads, Path(path).read_text(encoding="utf-8").splitlines()))
        kinds: dict[str, set[str]] = defaultdict(set)
        for doc in docs:
            for name, found in doc["sets"].items():
                kinds[name] |= {kind for _, _, kind in found}
        self.labels = {n: ["O", *(f"{p}-{k}" for k in sorted(known) for p in "BI")] for n, known in kinds.items()}
        self.rows: list[Example] = []
        self.tags: dict[int, dict[str, np.ndarray]] = {}
        none = np.zeros((1, 1), np.float32)
        for doc in docs:
            share = part * next(s for n, s in PARTS.items() if n in doc["sets"])
            for window in cut(tokenizer, doc["text"], [tuple(s) for s in doc["sentences"]]):
                if draw.random() < share:
                    blank = np.repeat(none, len(window), 0)
                    self.rows.append(Example(window, "related", doc["id"], triggers=blank, mentions=blank))
                    self.tags[id(window)] = {n: self._tagged(window, n, found) for n, found in doc["sets"].items()}
        draw.shuffle(self.rows)

    def _tagged(self, window: Window, name: str, found: list) -> np.ndarray:
        partial, labels = name in PARTIAL, self.labels[name]
        out = np.full(len(window), UNKNOWN if partial else 0)
        placed = [(inside(window, start, end), kind) for start, end, kind in found]
        marked = [(at, kind) for at, kind in placed if len(at)]
        for at, _ in marked:
            out[max(0, at[0] - 1) : at[-1] + 2] = 0
        for at, kind in marked:
            out[at] = labels.index(f"I-{kind}")
            out[at[:1]] = labels.index(f"B-{kind}")
        out[[0, -1]] = UNKNOWN
        return out

    def loss(self, model: Names, group: list[Example], hidden: Tensor) -> Tensor:
        """The summed losses of all sets in a batch."""
        total, length = hidden.sum() * 0, hidden.shape[1]
        for name in self.labels:
            rows = [self.tags[id(e.window)].get(name, np.zeros(0, int)) for e in group]
            wanted = padded(rows, length, UNKNOWN)
            if (wanted >= 0).any():
                total = total + F.cross_entropy(model.heads[name](hidden[wanted >= 0]), wanted[wanted >= 0])
        return total


def rows_of(work: str, encoder: str) -> list[int]:
    """The rows of an encoder's vocabulary that stand for the pieces of WORK (MPNet's holds BERT's, and its own)."""
    ours, theirs = (json.loads((Path(f) / "tokenizer.json").read_text())["model"]["vocab"] for f in (work, encoder))
    return [theirs.get(SPECIAL.get(p, p), theirs[p]) for p in sorted(ours, key=ours.get)]


def built(given: argparse.Namespace, labels: dict[str, list[str]]) -> Names:
    """The branch before training: of a trained reader, or of a pretrained encoder."""
    labels = {OWN: MENTION_TAGS, **labels}
    if given.encoder:
        base = pretrained(given.encoder, rows_of(given.work, given.encoder), given.shared, 0)
        nn.init.zeros_(base.case.weight)
        return Names(base, given.depth, labels, cased=True)
    base = loaded(given.model)
    model = Names(base, given.depth, labels, cased=False)
    model.heads[OWN].load_state_dict(base.mention_head.state_dict())
    return model


def plan(given: argparse.Namespace, tokenizer: Tokenizer, related: Related | None) -> list[list[Example]]:
    """All batches in order: re3d in each epoch, the rest spread over all but the last ``--alone`` ones."""
    draw = random.Random(given.seed)
    docs = list(map(json.loads, (Path(given.work) / "docs.jsonl").read_text(encoding="utf-8").splitlines()))
    docs = [d for d in docs if d["kind"] == "ner"]
    names, mixed = mention_pool(docs), max(1, given.epochs - given.alone)
    rest = related.rows if related else []
    softly = torch.load(given.soft, weights_only=False) * given.soft_times if given.soft else []
    draw.shuffle(softly)
    steps: list[list[Example]] = []
    for epoch in range(given.epochs):
        told = windows([exchanged(d, names, given.exchanged, draw) for d in docs], tokenizer)
        if epoch < mixed:
            told += rest[epoch::mixed] + softly[epoch::mixed]
        steps += list(batches(told, 600, draw))
    return steps


def trained(model: Names, steps: list[list[Example]], related: Related | None, given: argparse.Namespace) -> None:
    """Take the steps as the command line says."""
    layers, rest = list(model.layers.parameters()), [p for n, p in model.named_parameters() if "layers." not in n]
    groups = [{"params": layers, "lr": given.rate}, {"params": rest, "lr": given.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)

    def loss_of(group: list[Example]) -> Loss:
        batch, sort = stacked(group), group[0].sort
        hidden = model(batch)
        if sort == "related" and related:
            loss = related.loss(model, group, hidden)
        else:
            loss = mention_loss(model.heads[OWN](hidden), batch.mentions)
        return loss, {sort: float(loss.detach())}

    def keep() -> None:
        torch.save(saved(model, given), given.save)

    take(model, steps, optimizer, loss_of, keep=keep, warm=len(steps) // 12 + 1)


def saved(model: Names, given: argparse.Namespace) -> dict:
    """What is kept: a teacher whole, of a student what export.py joins to its reader."""
    if given.encoder:
        own = {k: v for k, v in model.state_dict().items() if not k.startswith("heads.") or f".{OWN}." in k}
        return {"teacher": own, "encoder": given.encoder, "shared": given.shared, "depth": given.depth}
    kept = torch.load(given.model, map_location="cpu", weights_only=True)
    kept["weights"] |= {f"mention_head.{k}": v for k, v in model.heads[OWN].state_dict().items()}
    return {**kept, "branch": model.layers.state_dict(), "depth": given.depth}


def main() -> None:
    """Train the branch and save it beside the weights."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--work", required=True)
    ask.add_argument("--model", help="a reader that train.py saved")
    ask.add_argument("--encoder", help="instead: folder of a pretrained encoder, for a teacher")
    ask.add_argument("--shared", type=int, default=10, help="layers of that encoder to use")
    ask.add_argument("--save", required=True)
    ask.add_argument("--start", help="a teacher to go on from")
    ask.add_argument("--depth", type=int, default=4)
    ask.add_argument("--epochs", type=int, default=9)
    ask.add_argument("--alone", type=int, default=2, help="epochs at the end that read re3d alone")
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--head-rate", type=float, default=5e-4)
    ask.add_argument("--exchanged", type=float, default=0.2, help="share of the mentions that stand for one another")
    ask.add_argument("--related", help="what related.py saved")
    ask.add_argument("--related-part", type=float, default=0.5)
    ask.add_argument("--soft", help="what teach_mentions.py saved")
    ask.add_argument("--soft-times", type=int, default=1)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer.from_file(str(Path(given.work) / "tokenizer.json"))
    draw = random.Random(given.seed)
    related = Related(given.related, tokenizer, draw, given.related_part) if given.related else None
    model = built(given, related.labels if related else {})
    if given.start:
        model.load_state_dict(torch.load(given.start, map_location="cpu", weights_only=True)["teacher"], strict=False)
    steps = plan(given, tokenizer, related)
    sys.stderr.write(f"{len(steps)} steps\n")
    trained(model.train(), steps, related, given)


if __name__ == "__main__":
    main()
