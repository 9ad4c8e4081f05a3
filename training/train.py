"""Train the reader on prepared documents and save it.

    python training/train.py --work WORK --encoder FOLDER --shared 8 --roles 3 --epochs 8 --save FILE.pt

Everything is drawn from one seed; on one machine with the same number of threads a run repeats itself. With RANK,
WORLD_SIZE, MASTER_ADDR and MASTER_PORT set, several processes share the steps and average their weights as they go:
on a few busy cores that is faster than several threads.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from tokenizers import Tokenizer
from torch import Tensor, nn

from batches import ALLOWED, Example, Pass, batches, examples, false_pass, stacked, stacked_passes
from labels import ATTRIBUTES, TRIGGERS
from model import Reader, freeze, pretrained

CLAIMS = len(TRIGGERS) - 1
#: share of word pieces that are replaced by chance in training
BLOTS = 0.05
#: sorts of documents that are read once in a run
ONCE = {"attribution", "soft"}
#: how the id of a report that was told again with other names ends (swap.py)
SWAPPED = "~swapped"
#: trigger passes that are padded to one length
GROUP = 12
#: steps after which processes that train together average their weights
MEET = 16
#: how the names of a lift's weights begin (roles.py)
LIFT = "lift."
#: what reads roles, beside the role layers
ROLE_PARTS = (LIFT, "mark.", "kind.", "role_head.", "pool.", "attribute_head.")
#: steps after which the weights are saved on the way, and after which it is told how training goes
KEEP, TELL = 150, 25
#: weight of each part of the loss, chosen so that all begin within one order of magnitude
WEIGHTS = {"trigger": 1.0, "sentence": 0.5, "mention": 0.6, "role": 1.0, "attribute": 0.25}
#: the loss of a batch, and its parts as they are told
Loss = tuple[Tensor, dict[str, float]]


def tag_losses(logits: Tensor, mentions: Tensor, batch, sort: str) -> dict[str, Tensor]:
    """Losses of the heads on the shared layers."""
    if sort == "ner":
        return {"mention": mention_loss(mentions, batch.mentions)}
    columns = slice(CLAIMS, None) if sort == "attribution" else slice(0, CLAIMS)
    kept = batch.sentence >= 0
    logits, gold = logits[..., columns].float()[kept], batch.triggers[..., columns][kept]
    loss = F.binary_cross_entropy_with_logits(logits, gold, reduction="none").sum(-1).mean()
    if sort == "attribution":
        return {"trigger": loss}
    where = batch.sentence[kept][:, None].expand(-1, logits.shape[-1])
    shape = (int(batch.sentence.max()) + 1, logits.shape[-1])
    best = torch.full(shape, -20.0).scatter_reduce(0, where, logits, "amax")
    there = torch.zeros(shape).scatter_reduce(0, where, gold, "amax")
    named = {"mention": mention_loss(mentions, batch.mentions)} if sort == "soft" else {}
    return {
        **named,
        "trigger": loss,
        "sentence": F.binary_cross_entropy_with_logits(best, there, reduction="none").sum(-1).mean(),
    }


def mention_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy with chances of tags; pieces without any are left out."""
    known = wanted.sum(-1) > 0
    return F.cross_entropy(logits[known].float(), wanted[known])


def hard_false(group: list[Example], logits: Tensor, draw: random.Random) -> list[tuple[int, Pass]]:
    """For each window the places that look most like a trigger of a type that their sentence lacks."""
    out = []
    for row, example in enumerate(group):
        size = len(example.window)
        own = torch.from_numpy(example.window.sentence)
        score = logits[row, :size, :CLAIMS].clone()
        score[own < 0] = -1e9
        for sentence in own[own >= 0].unique():
            here = own == sentence
            there = torch.from_numpy(example.triggers[:, :CLAIMS])[here].amax(0) > 0
            score[here.nonzero()[:, :1], there.nonzero().T] = -1e9
        wanted = max(2, len(example.passes) // 2)
        for _ in range(wanted):
            place, kind = divmod(int(score.argmax()), CLAIMS)
            if score[place, kind] < -1e8:
                break
            out.append((row, false_pass(example, kind, place)))
            score[own == own[place], kind] = -1e9
            if draw.random() < 0.5:
                score[place] = -1e9
    return out


def pass_losses(model: Reader, hidden: Tensor, owned: list[tuple[int, Pass]]) -> dict[str, Tensor]:
    """Losses of the role layers, none for no passes. They are run in groups of like length: padding costs time."""
    if not owned:
        return {}
    owned = sorted(owned, key=lambda o: len(o[1].region))
    read = [one_group(model, hidden, owned[i : i + GROUP]) for i in range(0, len(owned), GROUP)]
    pieces = sum(p for _, p, _, _ in read)
    out = {"role": sum(loss for loss, _, _, _ in read) / max(1, pieces)}
    attributes, wanted = torch.cat([a for _, _, a, _ in read]), torch.cat([g for _, _, _, g in read])
    parts, at = [], 0
    for values in ATTRIBUTES.values():
        here = slice(at, at + len(values))
        known = wanted[:, here].sum(-1) > 0
        if known.any():
            parts.append(F.cross_entropy(attributes[known, here].float(), wanted[known, here]))
        at += len(values)
    if parts:
        out["attribute"] = torch.stack(parts).sum()
    return out


def one_group(model: Reader, hidden: Tensor, owned: list[tuple[int, Pass]]) -> tuple[Tensor, int, Tensor, Tensor]:
    """Summed role loss, how many pieces it covers, attribute logits and their gold values."""
    batch = stacked_passes(owned, hidden.shape[1])
    region = hidden.flatten(0, 1).index_select(0, batch.flat.flatten()).view(*batch.flat.shape, -1)
    roles, attributes = model.read(region, batch.mask, batch.mark, batch.kind)
    weight = ALLOWED[batch.kind][:, None, :] * (batch.mask * batch.real[:, None])[..., None]
    weight = weight * (batch.roles >= 0)
    loss = F.binary_cross_entropy_with_logits(roles.float(), batch.roles.clamp(min=0), reduction="none") * weight
    return loss.sum(), int((batch.mask * batch.real[:, None]).sum()), attributes, batch.attributes


def jittered(owned: Pass, draw: random.Random) -> Pass:
    """Sometimes only one piece of the trigger is marked: at reading time its edges are guesses."""
    places = owned.trigger.nonzero()[0]
    if len(places) < 2 or draw.random() > 0.3:
        return owned
    mark = owned.trigger & False
    mark[draw.choice(list(places))] = True
    return replace(owned, trigger=mark)


def blotted(ids: Tensor) -> Tensor:
    """Some pieces replaced by others of the batch's own: a guess must not hang on one word."""
    other = ids.flatten()[torch.randperm(ids.numel())].view_as(ids)
    return torch.where(torch.rand(ids.shape) < BLOTS, other, ids)


def drawn(group: list[Example], logits: Tensor, draw: random.Random, part: float) -> list[tuple[int, Pass]]:
    """The share ``part`` of a batch's trigger passes, false ones among them, each with the row of its window."""
    owned = [(row, jittered(p, draw)) for row, e in enumerate(group) for p in e.passes]
    owned += hard_false(group, logits, draw) if group[0].sort == "claims" else []
    return [one for one in owned if part >= 1 or draw.random() < part]


def step_loss(model: Reader, group: list[Example], draw: random.Random, part: float = 1.0) -> dict[str, Tensor]:
    """All losses of one batch. ``part`` is the share of the trigger passes that are read."""
    batch, sort = stacked(group), group[0].sort
    hidden = model.encode(blotted(batch.ids), batch.case, batch.mask)
    logits = model.trigger_head(hidden)
    losses = tag_losses(logits, model.mention_head(hidden), batch, sort)
    return losses | pass_losses(model, hidden, drawn(group, logits.detach().float(), draw, part))


def optimizer_of(model: Reader, given: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW with a slow rate for what is pretrained and a fast one for what is new."""
    groups: dict[tuple[bool, bool], list] = {}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            fresh = not name.startswith(("layers.", "words.", "places.", "norm.", "bias."))
            groups.setdefault((fresh, weight.ndim > 1), []).append(weight)
    return torch.optim.AdamW(
        [
            {"params": p, "lr": given.fresh_rate if fresh else given.rate, "weight_decay": 0.01 if matrix else 0.0}
            for (fresh, matrix), p in groups.items()
        ]
    )


def plan(rows: list[Example], given: argparse.Namespace, draw: random.Random) -> list[list[Example]]:
    """All batches in order. Claims and names come each epoch, attribution and what teachers labelled once in the run.

    A report that was told again with other names is read as one of its tellings in each epoch.
    """
    once = [r for r in rows if r.sort in ONCE]
    draw.shuffle(once)
    rest = [r for r in rows if r.sort not in ONCE]
    twice = sorted({r.doc for r in rest if r.doc.endswith(SWAPPED)})
    out: list[list[Example]] = []
    for epoch in range(given.epochs):
        other = {d for d in twice if draw.random() < given.swapped}
        left = {d.removesuffix(SWAPPED) for d in other} | {d for d in twice if d not in other}
        out += batches([r for r in rest if r.doc not in left] + once[epoch :: given.epochs], given.pieces, draw)
    return out


def train(model: Reader, steps: list[list[Example]], given: argparse.Namespace, draw: random.Random) -> None:
    """Take the steps as the command line says."""

    def loss_of(group: list[Example]) -> Loss:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=given.bf16):
            losses = step_loss(model, group, draw, given.passes)
        return weighed(losses, group[0].sort)

    take(model, steps, optimizer_of(model, given), loss_of, keep=lambda: keep(model, given))


def weighed(losses: dict[str, Tensor], sort: str) -> Loss:
    """The loss of a batch of one sort, and its parts."""
    total = sum((WEIGHTS[k] * v for k, v in losses.items()), torch.zeros(()))
    return total, {f"{sort}.{k}": float(v.detach()) for k, v in losses.items()}


def own_steps(steps: list[list[Example]]) -> list[list[Example]]:
    """The steps of this process, where several share them: as many for each."""
    if "RANK" not in os.environ:
        return steps
    dist.init_process_group("gloo")
    return steps[dist.get_rank() :: dist.get_world_size()][: len(steps) // dist.get_world_size()]


def take(
    model: nn.Module,
    steps: list[list[Example]],
    optimizer: torch.optim.Optimizer,
    loss_of: Callable[[list[Example]], Loss],
    *,
    keep: Callable[[], None],
    warm: int = 0,
) -> None:
    """Take the steps with warm-up (a sixteenth of them, or ``warm``) and linear decay, reporting as it goes.

    ``keep`` saves the weights: on the way and at the end.
    """
    warm = warm or max(1, len(steps) // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.0, (len(steps) - n) / max(1, len(steps) - warm)))
    )
    progress = Progress()
    for number, group in enumerate(steps, 1):
        total, told = loss_of(group)
        step(model, optimizer, total)
        schedule.step()
        if dist.is_initialized() and (number % MEET == 0 or number == len(steps)):
            meet(model)
        progress.add(told)
        if number % KEEP == 0:
            keep()
        if number % TELL == 0 or number == len(steps):
            progress.tell(f"{number}/{len(steps)}")
    keep()


def step(model: nn.Module, optimizer: torch.optim.Optimizer, total: Tensor) -> None:
    """Go one step down the loss; a batch of which nothing is read changes nothing."""
    if total.requires_grad:
        total.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)


class Progress:
    """Tells the time and the mean of each part of the loss since it was told last."""

    def __init__(self) -> None:
        self.began = time.time()
        self._parts: dict[str, list[float]] = defaultdict(list)

    def add(self, told: dict[str, float]) -> None:
        """Note the parts of one batch's loss."""
        for name, value in told.items():
            self._parts[name].append(value)

    def tell(self, done: str) -> None:
        """Say how far it has come."""
        means = {k: round(sum(v) / len(v), 3) for k, v in sorted(self._parts.items())}
        sys.stderr.write(f"{done} {time.time() - self.began:.0f}s {means}\n")
        sys.stderr.flush()
        self._parts.clear()


def meet(model: nn.Module) -> None:
    """Average the trained weights of all processes (local SGD: each has its own batches and its own optimizer)."""
    trained = [w.data for w in model.parameters() if w.requires_grad]
    flat = torch.cat([w.flatten() for w in trained])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for weight in trained:
        weight.copy_(flat[at : at + weight.numel()].view_as(weight))
        at += weight.numel()


def main() -> None:
    """Train as the command line says and save weights with what is needed to load them."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--work", required=True)
    ask.add_argument("--encoder", required=True)
    ask.add_argument("--save", required=True)
    ask.add_argument("--shared", type=int, default=8)
    ask.add_argument("--roles", type=int, default=3)
    ask.add_argument("--frozen", type=int, default=2)
    ask.add_argument("--epochs", type=int, default=8)
    ask.add_argument("--pieces", type=int, default=1000, help="pieces a batch")
    ask.add_argument("--passes", type=float, default=1.0, help="share of the trigger passes read in each epoch")
    ask.add_argument("--rate", type=float, default=8e-5)
    ask.add_argument("--fresh-rate", type=float, default=5e-4)
    ask.add_argument("--part", type=float, default=1.0, help="share of the claim windows (for a learning curve)")
    ask.add_argument("--skip", nargs="*", default=[], help="sorts of documents to leave out")
    ask.add_argument("--only-roles", action="store_true", help="leave all that tags as it is")
    ask.add_argument("--soft", nargs="*", default=[], help="what teach.py saved: windows with chances for labels")
    ask.add_argument("--bf16", action="store_true", help="faster only on processors that multiply it in hardware")
    ask.add_argument("--hold", type=int, default=0, help="word vectors and so many lowest layers stay as they are")
    ask.add_argument("--start", help="go on from these weights (same vocabulary and layers)")
    ask.add_argument("--swapped", type=float, default=0.4, help="chance of a telling with other names, if there is one")
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    torch.manual_seed(given.seed)
    draw = random.Random(given.seed)
    work = Path(given.work)
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    rows = [r for r in examples(work / "docs.jsonl", tokenizer, "train") if r.sort not in given.skip]
    for path in given.soft:
        rows += torch.load(path, weights_only=False)
    if given.part < 1:
        few = [r for r in rows if r.sort == "claims"]
        kept = few[: int(len(few) * given.part)]
        rows = kept + [r for r in rows if r.sort != "claims"]
    model = pretrained(given.encoder, json.loads((work / "vocab.json").read_text()), given.shared, given.roles)
    if given.start:
        model.load_state_dict(torch.load(given.start, map_location="cpu", weights_only=True)["weights"])
    freeze(model, given.frozen)
    if given.hold:  # unlike frozen layers, these have read the letter case
        for part in (model.words, model.places, model.norm, model.case, *model.layers[: given.hold]):
            part.requires_grad_(False)
    if given.only_roles:
        hold_all_but_roles(model)
    model.train()
    steps = own_steps(plan(rows, given, draw))
    passes = sum(len(r.passes) for r in rows)
    sys.stderr.write(f"{len(rows)} windows, {passes} passes, {len(steps)} steps\n")
    train(model, steps, given, draw)


def hold_all_but_roles(model: Reader) -> None:
    """Leave all weights as they are but those that read roles."""
    layers = tuple(f"layers.{i}." for i in range(model.shared, len(model.layers)))
    for name, weight in model.named_parameters():
        weight.requires_grad_(name.startswith(ROLE_PARTS + layers))


def keep(model: Reader, given: argparse.Namespace) -> None:
    """Save the weights with what is needed to load them."""
    setting = {"encoder": given.encoder, "shared": given.shared, "roles": given.roles, "frozen": given.frozen}
    if not dist.is_initialized() or dist.get_rank() == 0:
        torch.save({"weights": model.state_dict(), **setting}, given.save)


if __name__ == "__main__":
    main()
