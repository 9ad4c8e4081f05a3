"""Give the mentions a branch of their own: copies of the top shared layers, trained on mentions alone.

    python training/train_mentions.py --work WORK --model FILE.pt --save FILE2.pt [--depth 2] [--epochs 12]

The shared layers below stay as they are, so claims read as before. Names have few sentences to learn from, and what
is shared with the claims forgets them.
"""

import argparse
import copy
import json
import random
import sys
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from tokenizers import Tokenizer
from torch import nn

from batches import Example, batches, labelled, stacked
from bywhom.nlp.learned_windows import cut
from export import loaded
from model import Reader
from swap import exchanged, mention_pool
from train import mention_loss


def branch(model: Reader, depth: int) -> nn.ModuleList:
    """Copies of the ``depth`` highest shared layers."""
    return nn.ModuleList(copy.deepcopy(layer) for layer in model.layers[model.shared - depth : model.shared])


def below(model: Reader, depth: int, ids: torch.Tensor, case: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Hidden states under the branch."""
    shared, model.shared = model.shared, model.shared - depth
    hidden = model.encode(ids, case, mask)
    model.shared = shared
    return hidden


def windows(docs: list[dict], tokenizer: Tokenizer) -> list[Example]:
    """The labelled windows of documents."""
    return [labelled(d, w) for d in docs for w in cut(tokenizer, d["text"], [tuple(s) for s in d["sentences"]])]


def main() -> None:
    """Train the branch and save it beside the weights."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--work", required=True)
    ask.add_argument("--model", required=True)
    ask.add_argument("--save", required=True)
    ask.add_argument("--depth", type=int, default=2)
    ask.add_argument("--epochs", type=int, default=12)
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--exchanged", type=float, default=0.3, help="share of the mentions that stand for one another")
    ask.add_argument("--soft", help="what teach.py saved: its windows are read once")
    given = ask.parse_args()
    torch.manual_seed(1)
    draw, model, work = random.Random(1), loaded(given.model), Path(given.work)
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    docs = list(map(json.loads, (work / "docs.jsonl").read_text(encoding="utf-8").splitlines()))
    docs = [d for d in docs if d["kind"] == "ner"]
    names, steps = mention_pool(docs), []
    for _ in range(given.epochs):
        told = [exchanged(d, names, given.exchanged, draw) for d in docs]
        steps += list(batches(windows(told, tokenizer), 600, draw))
    if given.soft:
        steps += list(batches(torch.load(given.soft, weights_only=False), 600, draw))
        draw.shuffle(steps)
    layers, head = branch(model, given.depth), model.mention_head
    weights = [*layers.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=given.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: 1 - n / len(steps))
    total = 0.0
    for number, group in enumerate(steps, 1):
        batch = stacked(group)
        with torch.no_grad():
            x = below(model, given.depth, batch.ids, batch.case, batch.mask)
        bias = model.attention_bias(batch.mask).detach()
        for layer in layers:
            x = layer(F.dropout(x, 0.1), bias)
        loss = mention_loss(head(F.dropout(x, 0.1)), batch.mentions)
        loss.backward()
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        total += float(loss.detach())
        if number % 50 == 0:
            sys.stderr.write(f"{number}/{len(steps)} {total / 50:.3f}\n")
            total = 0.0
    saved = torch.load(given.model, map_location="cpu", weights_only=True)
    saved["weights"] |= {f"mention_head.{k}": v for k, v in head.state_dict().items()}
    torch.save({**saved, "branch": layers.state_dict(), "depth": given.depth}, given.save)


if __name__ == "__main__":
    main()
