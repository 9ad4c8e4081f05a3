"""Layers of a larger encoder on the student's lowest ones, for triggers alone: what a large teacher knows, in small.

    python training/deep.py rows --work WORK --encoder LARGER --out LARGE
    python training/deep.py lessons --work WORK --teacher FOLDER --soft SOFT.pt … --save WORK/lessons.pkl
    python training/deep.py train --work WORK --base STUDENT.pt --teacher TEACHER.pt
        --lessons WORK/lessons.pkl --minutes 90 --save WORK/deep.pt

The teacher is a reader of train.py on the larger encoder, trained in the folder of ``rows``, with WORK's pieces.
The lessons are its trigger logits and its last hidden states of every coded window and of uncoded ones (teach.py), read
by its exported graph (export.py). The layers begin as the teacher's highest ones, with the inner neurons that matter
most (neurons.py), on a linear map that fits the student's lowest layers to the teacher's
hidden states there. When they go on with new text, ``--seen`` gives their own states of it for lessons: the coders'
labels alone move them.
With RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT set, several processes share the steps (train.py).
"""

import argparse
import json
import os
import pickle
import random
import shutil
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from tokenizers import Tokenizer
from torch import Tensor

from batches import Example, Tensors, batches, examples, padded, stacked
from bywhom.nlp.encoder import Encoder
from export import loaded
from model import Deep, Reader, opened
from neurons import importance, narrowed
from train import CLAIMS, KEEP, MEET, SWAPPED, TELL, WEIGHTS, Progress, meet, step, tag_losses

#: the teacher's lowest layers, which are left out
FIRST = 3
#: how much the teacher's chances count beside the coders' labels, and beside those of smaller teachers
TAUGHT, TAUGHT_SOFT = 0.4, 0.8
#: weight of the distance to the teacher's hidden states, first and last
FAR_FIRST, FAR_LAST = 1.0, 0.3
#: windows on which the linear map is fitted, and those on which inner neurons are weighed
FITTED, WEIGHED = 320, 64
#: what BERT and MPNet call the same marks
MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
#: parts that are lent whole, beside the layers
LENT = ("case", "bias", "trigger_head")
Lesson = tuple[Example, np.ndarray, np.ndarray]


def rows(given: argparse.Namespace) -> None:
    """Make the folder that the teacher is trained in: WORK's, with its pieces' rows in the larger encoder."""
    work, out = Path(given.work), Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    for name in ("docs.jsonl", "tokenizer.json"):
        shutil.copyfile(work / name, out / name)
    own = json.loads((work / "tokenizer.json").read_text())["model"]["vocab"]
    theirs = json.loads((Path(given.encoder) / "tokenizer.json").read_text())["model"]["vocab"]
    found = [theirs.get(MARKS.get(piece, piece), theirs["<unk>"]) for piece in sorted(own, key=own.get)]
    (out / "vocab.json").write_text(json.dumps(found))


def lessons(given: argparse.Namespace) -> None:
    """Let the teacher's graph read all windows."""
    work, teacher = Path(given.work), Encoder(Path(given.teacher))
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    rows = [r for r in examples(work / "docs.jsonl", tokenizer, "train") if r.sort == "claims"]
    coded = {r.doc for r in rows}
    for path in given.soft:
        rows += [r for r in torch.load(path, weights_only=False) if r.doc not in coded]
    out: list[Lesson] = []
    for row in rows:
        row.passes, read = [], teacher.encode([row.window])[0]
        out.append((row, read.hidden[0].astype(np.float16), read.triggers.astype(np.float16)))
    with Path(given.save).open("wb") as file:
        pickle.dump(out, file, protocol=4)


def begun(base: Reader, larger: Reader, held: list[Lesson], neurons: int, draw: random.Random) -> Deep:
    """The layers as they begin: the linear map fitted, the inner neurons chosen."""
    narrow(larger, [row for row, _, _ in draw.sample(held, WEIGHED)], neurons)
    layers = larger.layers[FIRST : larger.shared]
    made = Deep(base, {
        "inner": [layer.up.out_features for layer in layers], "width": larger.words.embedding_dim,
        "heads": larger.heads, "eps": larger.norm.eps, "case_at": larger.frozen - FIRST,
    })  # fmt: skip
    for own, lent in ((made.layers, layers), *((getattr(made, n), getattr(larger, n)) for n in LENT)):
        own.load_state_dict(lent.state_dict())
    square, product = torch.zeros(0), torch.zeros(0)
    for row, _, _ in draw.sample(held, FITTED):
        batch = stacked([row])
        with torch.no_grad():
            below = made.under(batch.ids, batch.case, batch.mask)[0].double()
            x = larger.norm(
                larger.words(batch.ids) + larger.places(torch.arange(len(row.window)) + larger.offset)[None]
            )
            for layer in larger.layers[:FIRST]:
                x = layer(x, larger.attention_bias(batch.mask))
        ones = torch.cat([below, torch.ones(len(below), 1)], 1)
        square = ones.T @ ones + (square if len(square) else 0)
        product = ones.T @ x[0].double() + (product if len(product) else 0)
    found = torch.linalg.solve(square + 1e-3 * len(held) * torch.eye(len(square)), product).float()
    made.join.weight.data, made.join.bias.data = found[:-1].T.contiguous(), found[-1].contiguous()
    return made


def narrow(larger: Reader, rows: list[Example], neurons: int) -> None:
    """Of the inner neurons of the layers that are taken, keep about so many a layer: those on which the loss hangs."""
    layers, frozen = larger.layers[FIRST : larger.shared], larger.frozen
    larger.frozen = -1
    larger.requires_grad_(True)
    matters = importance(larger, layers, (summed(larger, stacked([row])) for row in rows))
    larger.frozen = frozen
    for at, layer in enumerate(narrowed(layers, matters, neurons * len(layers)), FIRST):
        larger.layers[at] = layer


def summed(larger: Reader, batch: Tensors) -> Tensor:
    """The loss of the triggers, over all pieces."""
    logits = larger.trigger_head(larger.encode(batch.ids, batch.case, batch.mask))[..., :CLAIMS]
    return F.binary_cross_entropy_with_logits(logits, batch.triggers[..., :CLAIMS], reduction="sum")


def loss(model: Deep, group: list[Lesson], far: float) -> tuple[Tensor, dict[str, float]]:
    """How far the hidden states are from the teacher's, the triggers from what is believed: by piece, by sentence."""
    batch, size = stacked([row for row, _, _ in group]), max(len(row.window) for row, _, _ in group)
    goal, theirs = (padded([one[k] for one in group], size).float() for k in (1, 2))
    part = TAUGHT_SOFT if group[0][0].sort == "soft" else TAUGHT
    believed = ((1 - part) * batch.triggers + part * theirs.sigmoid())[..., :CLAIMS]
    hidden, inside = model.encode(batch.ids, batch.case, batch.mask).float(), batch.mask[..., None]
    away = (((hidden - goal) * inside) ** 2).sum() / ((goal * inside) ** 2).sum()
    batch.triggers[..., :CLAIMS] = believed
    found = tag_losses(model.trigger_head(hidden), hidden, batch, "claims")  # no names: nothing reads the mentions
    pieces, sentences = found["trigger"], found["sentence"]
    told = {"far": float(away.detach()), "pieces": float(pieces.detach()), "sentences": float(sentences.detach())}
    return far * away + WEIGHTS["trigger"] * pieces + WEIGHTS["sentence"] * sentences, told


def epochs(held: list[Lesson], pieces: int, draw: random.Random) -> object:
    """Batches without end; a report that is told twice is read as one of its tellings at a time."""
    by_window = {id(row): (row, hidden, logits) for row, hidden, logits in held}
    twice = sorted({row.doc for row, _, _ in held if row.doc.endswith(SWAPPED)})
    while True:
        other = {d for d in twice if draw.random() < 0.5}
        left = {d.removesuffix(SWAPPED) for d in other} | {d for d in twice if d not in other}
        rows = [row for row, _, _ in held if row.doc not in left]
        for group in batches(rows, pieces, draw):
            yield [by_window[id(row)] for row in group]


def train(given: argparse.Namespace) -> None:
    """Begin, or go on, and train for so many minutes with warm-up and linear decay."""
    torch.manual_seed(given.seed)
    with Path(given.lessons).open("rb") as file:
        held: list[Lesson] = pickle.load(file)
    for path in given.seen:
        with Path(path).open("rb") as file:
            own = [(replace(one.row, passes=[]), one.deep, one.logits) for one in pickle.load(file)]
        held += own + own  # the new text is little beside the old: it is read twice as often
    base = loaded(given.base)
    if given.start:
        model = opened(given.start, base)
    else:
        model = begun(base, loaded(given.teacher), held, given.neurons, random.Random(1))
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
    draw = random.Random(given.seed + (dist.get_rank() if dist.is_initialized() else 0))
    fresh = [model.join.weight, model.join.bias, *model.trigger_head.parameters()]
    rest = [w for w in model.parameters() if w.requires_grad and not any(w is f for f in fresh)]
    groups = [{"params": rest, "lr": given.rate}, {"params": fresh, "lr": 2 * given.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    progress = Progress()
    for number, group in enumerate(epochs(held, given.pieces, draw), 1):
        spent = (time.time() - progress.began) / 60 / given.minutes
        if dist.is_initialized():  # all stop at one step
            shared = torch.tensor(spent)
            dist.all_reduce(shared, dist.ReduceOp.MAX) if number % MEET == 1 else None
            spent = float(shared) if number % MEET == 1 else min(spent, 0.999)
        if spent >= 1:
            break
        for one, rate in zip(optimizer.param_groups, rates, strict=True):
            one["lr"] = rate * min(1.0, (spent + 0.002) / 0.04) * max(given.last, 1 - spent)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=given.bf16):
            total, told = loss(model, group, FAR_FIRST + (FAR_LAST - FAR_FIRST) * spent)
        step(model, optimizer, total)
        if dist.is_initialized() and number % MEET == 0:
            meet(model)
        progress.add(told)
        if number % TELL == 0:
            progress.tell(str(number))
        if number % KEEP == 0:
            keep(model, given)
    if dist.is_initialized():
        meet(model)
    keep(model, given)


def keep(model: Deep, given: argparse.Namespace) -> None:
    """Save what is not the student's."""
    if not dist.is_initialized() or dist.get_rank() == 0:
        weights = {k: v for k, v in model.state_dict().items() if not k.startswith("base.")}
        torch.save({"weights": weights, "shape": model.shape}, given.save)


def main() -> None:
    """Make lessons or train as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = ask.add_subparsers(required=True)
    one = parts.add_parser("rows")
    one.set_defaults(run=rows)
    one.add_argument("--work", required=True)
    one.add_argument("--encoder", required=True)
    one.add_argument("--out", required=True)
    one = parts.add_parser("lessons")
    one.set_defaults(run=lessons)
    one.add_argument("--work", required=True)
    one.add_argument("--teacher", required=True, help="folder of the exported teacher")
    one.add_argument("--soft", nargs="*", default=[])
    one.add_argument("--save", required=True)
    one = parts.add_parser("train")
    one.set_defaults(run=train)
    one.add_argument("--base", required=True, help="the student whose lowest layers are read")
    one.add_argument("--teacher", required=True)
    one.add_argument("--lessons", required=True)
    one.add_argument("--seen", nargs="*", default=[], help="windows of new text with the layers' own states (roles.py)")
    one.add_argument("--neurons", type=int, default=1152, help="inner neurons a layer, on the mean")
    one.add_argument("--minutes", type=float, required=True)
    one.add_argument("--rate", type=float, default=2e-4)
    one.add_argument("--last", type=float, default=0.0, help="share of the rate below which it does not sink")
    one.add_argument("--pieces", type=int, default=1000)
    one.add_argument("--start", default="", help="go on from these weights")
    one.add_argument("--bf16", action="store_true")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--save", required=True)
    given = ask.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
