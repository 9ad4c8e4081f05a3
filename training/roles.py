"""Train the role layers on what the exported tagger sees: its hidden states, and those of its deeper layers lifted in.

    python training/roles.py states --work WORK --tagger FOLDER/tagger.onnx --save WORK/states.pkl
    python training/roles.py train --start STUDENT.pt --states WORK/states.pkl … --epochs 2 --save ROLES.pt

The tagger is run once over every coded window, as it is shipped, its small integers included; nothing of it is trained.
The lift is a linear map from the deeper layers (deep.py) onto the student's hidden states, begun at zero; export.py
folds it into the tagger's graph, so that reading costs one small product more.
With RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT set, several processes share the steps (train.py).
"""

import argparse
import os
import pickle
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
import torch.distributed as dist
from onnx import TensorProto, helper
from tokenizers import Tokenizer
from torch import Tensor, nn

from batches import Example, examples
from export import loaded
from model import Reader
from train import MEET, ROLE_PARTS, WEIGHTS, hard_false, jittered, meet, optimizer_of, pass_losses, plan, role_layers

#: how a lift's weights are named among those that are trained
LIFT = "lift."


@dataclass
class Seen:
    """One window and what the tagger says of it: hidden states, those of the deeper layers, trigger logits."""

    row: Example
    hidden: np.ndarray
    deep: np.ndarray
    logits: np.ndarray


def session(path: Path) -> ort.InferenceSession:
    """The tagger, which tells the states of its deeper layers, too: those below its last norm."""
    model = onnx.load(str(path))
    last = [node for node in model.graph.node if node.op_type == "LayerNormalization"][-1].output[0]
    model.graph.node.append(helper.make_node("Identity", [last], ["deep"]))
    model.graph.output.append(helper.make_tensor_value_info("deep", TensorProto.FLOAT, ["batch", "length", "width"]))
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 3
    return ort.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )  # fmt: skip


def states(given: argparse.Namespace) -> None:
    """Run the tagger over the windows of coded reports and attributions."""
    tagger, work = session(Path(given.tagger)), Path(given.work)
    tokenizer, out = Tokenizer.from_file(str(work / "tokenizer.json")), []
    for row in examples(work / "docs.jsonl", tokenizer, "train"):
        if row.sort != "ner":
            mask = np.ones((1, len(row.window)), np.float32)
            fed = {"ids": row.window.ids[None], "case": row.window.case[None], "mask": mask}
            read = tagger.run(["hidden", "deep", "triggers"], fed)
            out.append(Seen(row, *(r[0].astype(np.float16) for r in read)))
    with Path(given.save).open("wb") as file:
        pickle.dump(out, file, protocol=4)


def stacked_states(model: Reader, group: list[Seen]) -> tuple[Tensor, Tensor]:
    """What the role layers read of a batch, the lift included, and its trigger logits; padded with zeros."""
    size = max(len(one.row.window) for one in group)

    def padded(arrays: list[np.ndarray]) -> Tensor:
        return torch.from_numpy(np.stack([np.pad(a, ((0, size - len(a)), (0, 0))) for a in arrays])).float()

    lifted = model.lift(padded([one.deep for one in group]))
    return padded([one.hidden for one in group]) + lifted, padded([one.logits for one in group])


def opened(path: str, deep: int) -> Reader:
    """The student, with the lift that it has or one that begins at nothing; all but these and its role layers held."""
    model = loaded(path)
    if model.lift is None:
        model.lift = nn.Linear(deep, model.words.embedding_dim)
        nn.init.zeros_(model.lift.weight)
        nn.init.zeros_(model.lift.bias)
    for name, weight in model.named_parameters():
        weight.requires_grad_(name.startswith((LIFT, *ROLE_PARTS)) or name.split(".")[:2] in role_layers(model))
    return model


def train(given: argparse.Namespace) -> None:
    """Run the epochs with warm-up and linear decay."""
    torch.manual_seed(given.seed)
    draw, seen = random.Random(given.seed), []
    for path in given.states:
        with Path(path).open("rb") as file:
            seen += pickle.load(file)
    model = opened(given.start, seen[0].deep.shape[1]).train()
    of_row = {id(one.row): one for one in seen}
    steps = plan([one.row for one in seen], given, draw)
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
        steps = steps[dist.get_rank() :: dist.get_world_size()][: len(steps) // dist.get_world_size()]
    optimizer, warm, began, sums = optimizer_of(model, given), max(1, len(steps) // 16), time.time(), {}
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.0, (len(steps) - n) / (len(steps) - warm)))
    )
    for number, rows in enumerate(steps, 1):
        hidden, logits = stacked_states(model, [of_row[id(row)] for row in rows])
        owned = [(at, jittered(p, draw)) for at, row in enumerate(rows) for p in row.passes]
        owned += hard_false(rows, logits, draw) if rows[0].sort == "claims" else []
        owned = [one for one in owned if draw.random() < given.passes]
        losses = pass_losses(model, hidden, owned) if owned else {}
        total = sum(WEIGHTS[k] * v for k, v in losses.items())
        if isinstance(total, Tensor) and total.requires_grad:
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if dist.is_initialized() and (number % MEET == 0 or number == len(steps)):
            meet(model)
        for k, v in losses.items():
            sums.setdefault(k, []).append(float(v.detach()))
        if number % 50 == 0 or number == len(steps):
            means = {k: round(sum(v) / len(v), 3) for k, v in sums.items()}
            sys.stderr.write(f"{number}/{len(steps)} {time.time() - began:.0f}s {means}\n")
            sums = {}
    keep(model, given)


def keep(model: Reader, given: argparse.Namespace) -> None:
    """Save the student with its new role layers and its lift."""
    if not dist.is_initialized() or dist.get_rank() == 0:
        saved = torch.load(given.start, map_location="cpu", weights_only=True)
        own = model.state_dict()
        saved["weights"] = {k: v for k, v in own.items() if not k.startswith(LIFT)}
        saved["lift"] = {k.removeprefix(LIFT): v for k, v in own.items() if k.startswith(LIFT)}
        torch.save(saved, given.save)


def main() -> None:
    """Gather states or train as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = ask.add_subparsers(required=True)
    one = parts.add_parser("states")
    one.set_defaults(run=states)
    one.add_argument("--work", required=True)
    one.add_argument("--tagger", required=True, help="as exported from a student that has no lift")
    one.add_argument("--save", required=True)
    one = parts.add_parser("train")
    one.set_defaults(run=train)
    one.add_argument("--start", required=True)
    one.add_argument("--states", nargs="+", required=True)
    one.add_argument("--epochs", type=int, default=2)
    one.add_argument("--pieces", type=int, default=1000, help="pieces a batch")
    one.add_argument("--passes", type=float, default=0.8, help="share of the trigger passes read in each epoch")
    one.add_argument("--rate", type=float, default=1.5e-4)
    one.add_argument("--fresh-rate", type=float, default=6e-4)
    one.add_argument("--swapped", type=float, default=0.5, help="chance of a telling with other names, if there is one")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--save", required=True)
    given = ask.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
