"""Train the role layers on what the exported tagger sees: its hidden states, and those of its deeper layers lifted in.

    python training/roles.py states --work WORK --tagger FOLDER/tagger.onnx --save WORK/states.pkl
    python training/roles.py train --start STUDENT.pt --states WORK/states.pkl … --epochs 2 --save ROLES.pt

The tagger is run once over every coded window, as it is shipped, its small integers included; nothing of it is trained.
The lift is a linear map from the deeper layers (deep.py) onto the student's hidden states, begun at zero; export.py
folds it into the tagger's graph, so that reading costs one small product more.
With RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT set, several processes share the steps (train.py).
"""

import argparse
import pickle
import random
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
import torch.distributed as dist
from onnx import TensorProto, helper
from tokenizers import Tokenizer
from torch import Tensor, nn

from batches import Example, Seen, examples, padded
from bywhom.nlp.graphs import session
from export import loaded
from model import Reader
from train import LIFT, Loss, drawn, hold_all_but_roles, optimizer_of, own_steps, pass_losses, plan, take, weighed


def tagger_of(path: Path) -> ort.InferenceSession:
    """The tagger, which tells the states of its deeper layers, too: those below its last norm."""
    model = onnx.load(str(path))
    last = [node for node in model.graph.node if node.op_type == "LayerNormalization"][-1].output[0]
    model.graph.node.append(helper.make_node("Identity", [last], ["deep"]))
    model.graph.output.append(helper.make_tensor_value_info("deep", TensorProto.FLOAT, ["batch", "length", "width"]))
    return session(model.SerializeToString())


def states(given: argparse.Namespace) -> None:
    """Run the tagger over the windows of coded reports and attributions."""
    tagger, work = tagger_of(Path(given.tagger)), Path(given.work)
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
    hidden, deep, logits = (
        padded([getattr(one, name) for one in group], size).float() for name in ("hidden", "deep", "logits")
    )
    return hidden + model.lift(deep), logits


def opened(path: str, deep: int) -> Reader:
    """The student, with the lift that it has or one that begins at nothing; all but these and its role layers held."""
    model = loaded(path)
    if model.lift is None:
        model.lift = nn.Linear(deep, model.words.embedding_dim)
        nn.init.zeros_(model.lift.weight)
        nn.init.zeros_(model.lift.bias)
    hold_all_but_roles(model)
    return model


def train(given: argparse.Namespace) -> None:
    """Take the steps as the command line says."""
    torch.manual_seed(given.seed)
    draw, seen = random.Random(given.seed), []
    for path in given.states:
        with Path(path).open("rb") as file:
            seen += pickle.load(file)
    model = opened(given.start, seen[0].deep.shape[1]).train()
    of_row = {id(one.row): one for one in seen}

    def loss_of(rows: list[Example]) -> Loss:
        hidden, logits = stacked_states(model, [of_row[id(row)] for row in rows])
        return weighed(pass_losses(model, hidden, drawn(rows, logits, draw, given.passes)), rows[0].sort)

    steps = own_steps(plan([one.row for one in seen], given, draw))
    take(model, steps, optimizer_of(model, given), loss_of, keep=lambda: keep(model, given))


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
