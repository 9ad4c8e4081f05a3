"""Write a trained reader as two ONNX graphs with small integer weights, plus the vocabulary and the labels.

    python training/export.py --work WORK --model FILE.pt [FILE2.pt…] --out FOLDER [--bits 4|8|32]

With ``--bits 8`` weight matrices are kept as signed bytes, one scale a column. With ``--bits 4`` they are stored as
nibbles with a small whole multiplier for each block of 32 rows; the graph unfolds them to the same signed bytes
when it is loaded, so both run at one speed. ``--bits 32`` keeps single precision, to see what is lost. Word vectors are
stored in the same way, or as bytes with one scale a row.
"""

import argparse
import copy
import json
import random
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from batches import examples, stacked
from bywhom.nlp.learned_windows import WINDOW_PIECES
from labels import ATTRIBUTES, ATTRIBUTION, MENTION_TAGS, ONLY, REQUIRED, ROLES, ROLES_OF, TRIGGERS
from model import LOW, Deep, Reader, buckets, opened
from rounding import Moments, moments, multipliers, rounded
from train import one_group

BLOCK = 32
MS = "com.microsoft"
#: until they are chosen on kept-back reports (evaluate.py --tune)
BARS = {"trigger": {"": 0.2}, "role": {"": 0.4}, "required": {"": 0.1}, "mention": {"": 0.6}, "confidence": {"": 0.4}}
CALIBRATION = [0.0, 0.5, 0.5]
#: how much the deeper layers count in the logits of triggers
SHARE = 0.75
#: what is added to the logits of modalities other than "actual"
LEANING = 0.5
#: windows of each sort that are read before weights are rounded to nibbles
HEARD = 240


def whole_bytes(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Signed bytes (rows, columns) and one scale a column."""
    scale = np.abs(weight).max(0) / 127 + 1e-12
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def nibbles(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values -7…7 (rows, columns), a multiplier 1…18 a block and column, a scale a column."""
    rows, columns = weight.shape
    scale = np.abs(weight).max(0) / 126 + 1e-12
    blocks = (weight / scale).reshape(rows // BLOCK, BLOCK, columns)
    factor = np.stack([multipliers(block) for block in blocks])
    values = np.clip(np.round(blocks / factor[:, None]), -7, 7).astype(np.int8).reshape(rows, columns)
    return values, factor, scale.astype(np.float32)


class Graph:
    """Collects nodes and constants of one ONNX graph."""

    def __init__(self, bits: int, heard: Moments | None = None) -> None:
        """``heard``: what the linear layers were given while text was read, if their nibbles shall heed it."""
        self.heard = heard or {}
        self.whole: set[int] = set()  # layers that keep bytes
        self.nodes: list = []
        self.constants: dict[str, np.ndarray] = {}
        self.bits, self.count = bits, 0

    def const(self, value: np.ndarray) -> str:
        """A constant by value."""
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def half(self, value: np.ndarray) -> str:
        """A table that is stored in half precision and used in single."""
        return self.op("Cast", self.const(value.astype(np.float16)), to=TensorProto.FLOAT)

    def bytes(self, value: np.ndarray) -> str:
        """A matrix that is stored as signed bytes and used in single precision."""
        values, scale = whole_bytes(value)
        return self.op("Mul", self.op("Cast", self.const(values), to=TensorProto.FLOAT), self.const(scale))

    def op(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **options: object) -> str:
        """One node; returns the name of its (first) output."""
        self.count += 1
        names = [f"n{self.count}"] + [f"n{self.count}_{i}" for i in range(1, outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **options))
        return names[0]

    def linear(self, x: str, layer: torch.nn.Linear) -> str:
        """A linear layer over quantised weights; its input is quantised as it runs."""
        weight = layer.weight.detach().float().numpy().T.copy()
        bias = self.half(layer.bias.detach().float().numpy())
        if self.bits == 32:
            return self.exact(x, layer)
        if self.bits == 4 and id(layer) not in self.whole and weight.shape[0] % (2 * BLOCK) == 0:
            packed, scale = self.unfolded(weight, self.heard.get(id(layer)))
        else:
            values, scales = whole_bytes(weight)
            packed, scale = self.const(values), self.const(scales)
        zero = self.const(np.zeros(weight.shape[1], np.int8))
        return self.op("DynamicQuantizeMatMul", x, packed, scale, zero, bias, domain=MS)

    def unfolded(self, weight: np.ndarray, heard: np.ndarray | None) -> tuple[str, str]:
        """Signed bytes made from nibbles; constant folding does the work once, at load.

        A nibble becomes the upper half of a byte, with its sign, so that few steps need more room than a byte a weight:
        each step of all matrices is held in memory until the last one is done.
        """
        rows, columns = weight.shape
        values, factor, scale = nibbles(weight) if heard is None else rounded(weight, BLOCK, heard)
        signed = values.view(np.uint8) & 15
        pair = self.const(signed[: rows // 2] | (signed[rows // 2 :] << 4))
        low = self.op("BitShift", pair, self.const(np.array(4, np.uint8)), direction="LEFT")
        high = self.op("BitwiseAnd", pair, self.const(np.array(240, np.uint8)))
        both = self.op("Cast", self.op("Concat", low, high, axis=0), to=TensorProto.INT8)
        cubes = self.op("Reshape", both, self.const(np.array([rows // BLOCK, BLOCK, columns])))
        times = self.op("Cast", self.const(factor[:, None, :]), to=TensorProto.FLOAT)
        times = self.op("Mul", times, self.const(np.array(1 / 16, np.float32)))
        whole = self.op("Mul", self.op("Cast", cubes, to=TensorProto.FLOAT), times)
        flat = self.op("Reshape", self.op("Cast", whole, to=TensorProto.INT8), self.const(np.array([rows, columns])))
        return flat, self.const(scale)

    def exact(self, x: str, layer: torch.nn.Linear) -> str:
        """A small head in single precision."""
        product = self.op("MatMul", x, self.const(layer.weight.detach().float().numpy().T.copy()))
        return self.op("Add", product, self.const(layer.bias.detach().float().numpy()))

    def norm(self, x: str, layer: torch.nn.LayerNorm, skip: str = "") -> str:
        """Layer norm, of a sum when ``skip`` is given."""
        weight, bias = (self.half(w.detach().float().numpy()) for w in (layer.weight, layer.bias))
        if skip:  # the joined operator (SkipLayerNormalization) is slow on a CPU
            x = self.op("Add", x, skip)
        return self.op("LayerNormalization", x, weight, bias, epsilon=layer.eps, axis=-1)

    def layer(self, x: str, layer: torch.nn.Module, seen: list[str]) -> str:
        """One transformer layer; ``seen`` are the inputs that say what attention sees."""
        q, k, v = (self.linear(x, part) for part in (layer.q, layer.k, layer.v))
        mixed = self.op("MultiHeadAttention", q, k, v, "", *seen, domain=MS, num_heads=layer.heads)
        x = self.norm(x, layer.norm1, self.linear(mixed, layer.o))
        inner = self.op("Gelu", self.linear(x, layer.up), domain=MS)
        return self.norm(x, layer.norm2, self.linear(inner, layer.down))

    def seen(self, model: Reader | Deep, length: str) -> list[str]:
        """What attention sees: all, for windows run one by one; with relative positions (1, heads, length, length)."""
        if not model.relative:
            return []
        table = buckets(WINDOW_PIECES).numpy()
        weight = model.bias.weight.detach().float().numpy()
        heads = self.op(
            "Gather",
            self.const(weight.T.copy()),
            self.op("Cast", self.const(table.astype(np.uint8)), to=TensorProto.INT32),
            axis=1,
        )
        zero = self.const(np.array([0, 0]))
        ends = self.op("Concat", length, length, axis=0)
        near = self.op("Slice", heads, zero, ends, self.const(np.array([1, 2])))
        return ["", self.op("Unsqueeze", near, self.const(np.array([0])))]

    def save(self, path: Path, inputs: dict, outputs: dict) -> None:
        """Write the graph; ``inputs`` name (type, shape), ``outputs`` name (node, shape)."""
        for name, (node, _) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [node], [name]))
        graph = helper.make_graph(
            self.nodes,
            path.stem,
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, (_, shape) in outputs.items()],
            [numpy_helper.from_array(v, n) for n, v in self.constants.items()],
        )
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MS, 1)])
        made.ir_version = 10
        onnx.save(made, str(path))


def words(g: Graph, table: np.ndarray) -> str:
    """Pieces → their vectors, unfolded from nibbles."""
    values, factor, scale = nibbles(table.T.copy())
    shifted, half = (values.T + 8).astype(np.uint8), table.shape[1] // 2
    pair = g.op("Gather", g.const(shifted[:, :half] | (shifted[:, half:] << 4)), "ids", axis=0)
    low = g.op("BitwiseAnd", pair, g.const(np.array(15, np.uint8)))
    high = g.op("BitShift", pair, g.const(np.array(4, np.uint8)), direction="RIGHT")
    both = g.op("Cast", g.op("Concat", low, high, axis=-1), to=TensorProto.FLOAT)
    whole = g.op("Sub", both, g.const(np.array(8, np.float32)))
    times = g.op("Cast", g.op("Gather", g.const(factor.T.copy()), "ids", axis=0), to=TensorProto.FLOAT)
    times = g.op("Mul", times, g.op("Gather", g.const(scale[:, None]), "ids", axis=0))
    cubes = g.op("Reshape", whole, g.const(np.array([0, 0, table.shape[1] // BLOCK, BLOCK])))
    cubes = g.op("Mul", cubes, g.op("Unsqueeze", times, g.const(np.array([3]))))
    return g.op("Reshape", cubes, g.const(np.array([0, 0, table.shape[1]])))


def byte_words(g: Graph, table: np.ndarray) -> str:
    """Pieces → their vectors, of signed bytes and a scale a piece."""
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    values, scales = g.const(np.round(table / scale).astype(np.int8)), g.const(scale.astype(np.float32))
    found = g.op("Cast", g.op("Gather", values, "ids", axis=0), to=TensorProto.FLOAT)
    return g.op("Mul", found, g.op("Gather", scales, "ids", axis=0))


def deeper(g: Graph, deep: Deep, below: list[str], length: str) -> tuple[str, str]:
    """Hidden states and trigger logits of the larger encoder's layers on the student's words and lowest layers."""
    x, seen = g.linear(g.op("Concat", *below, axis=-1), deep.join), g.seen(deep, length)
    for number, layer in enumerate(deep.layers):
        if number == deep.shape["case_at"]:
            x = g.op("Add", x, g.op("Gather", g.const(deep.case.weight.detach().float().numpy()), "case", axis=0))
        x = g.layer(x, layer, seen)
    return x, g.exact(x, deep.trigger_head)


def shared(g: Graph, own: str, deeper: str) -> str:
    """The logits of both, ``SHARE`` of the deeper one's; attributions are the student's alone."""
    share = np.full(len(TRIGGERS), SHARE, np.float32)
    share[TRIGGERS.index(ATTRIBUTION)] = 0
    return g.op("Add", g.op("Mul", own, g.const(1 - share)), g.op("Mul", deeper, g.const(share)))


def heard(model: Reader, deep: Deep | None, work: Path) -> Moments:
    """What the linear layers are given when they read some windows of WORK's documents of each sort."""
    rows = examples(work / "docs.jsonl", Tokenizer.from_file(str(work / "tokenizer.json")), "train")
    sorts = [[r for r in rows if r.sort == sort] for sort in ("claims", "ner")]
    chosen = [r for some in sorts for r in random.Random(1).sample(some, min(HEARD, len(some)))]
    branch = list(getattr(model, "branch", ()))

    def read() -> None:
        for row in chosen:
            batch = stacked([row])
            hidden = model.encode(batch.ids, batch.case, batch.mask)
            if deep:
                above = deep.encode(batch.ids, batch.case, batch.mask)
                hidden = hidden if model.lift is None else hidden + model.lift(above)
            if row.passes:
                one_group(model, hidden, [(0, p) for p in row.passes])
            x = model.encode(batch.ids, batch.case, batch.mask, model.shared - len(branch))
            for layer in branch:
                x = layer(x, model.attention_bias(batch.mask))

    beside = [part for part in (deep, model.lift) if part is not None]
    return moments([*model.layers, model.pool, *branch, *beside], read)


def tagger(model: Reader, path: Path, bits: int, deep: Deep | None = None, known: Moments | None = None) -> None:
    """The shared layers, the heads, and ``deep``, which reads triggers on the lowest ones; ``known`` as in Graph."""
    g = Graph(bits, known)
    g.whole = {id(model.layers[0].down)}  # all else is read on top of it, and names suffer first
    rows = model.words.weight.detach().float().numpy()
    vectors = words(g, rows) if bits == 4 else byte_words(g, rows)
    length = g.op("Shape", "ids", start=1, end=2)
    places = model.places.weight.detach().float().numpy()[model.offset : model.offset + WINDOW_PIECES]
    here = g.op("Slice", g.half(places), g.const(np.array([0])), length, g.const(np.array([0])))
    x = g.norm(g.op("Add", vectors, here), model.norm)
    seen = g.seen(model, length)
    own = getattr(model, "branch", None)
    under = model.shared - len(own) if own is not None else -1
    low, below = x, []
    for number in range(model.shared):
        if number == under:
            low = x
        if number == LOW:
            below.append(x)
        if number == model.frozen:
            x = g.op("Add", x, g.op("Gather", g.const(model.case.weight.detach().float().numpy()), "case", axis=0))
        if number == 0:
            below.append(x)
        x = g.layer(x, model.layers[number], seen)
    named = x if own is None else low
    for layer in own or ():
        named = g.layer(named, layer, seen)
    triggers = g.exact(x, model.trigger_head)
    if deep:
        above, logits = deeper(g, deep, below, length)
        triggers = shared(g, triggers, logits)
        if model.lift is not None:  # for the role layers alone
            x = g.op("Add", x, g.linear(above, model.lift))
    both = ["batch", "length"]
    outputs = {
        "hidden": (x, [*both, model.words.embedding_dim]),
        "triggers": (triggers, [*both, len(TRIGGERS)]),
        "mentions": (g.exact(named, model.mention_head), [*both, len(MENTION_TAGS)]),
    }
    whole, real = TensorProto.INT64, TensorProto.FLOAT
    g.save(path, {"ids": (whole, both), "case": (whole, both), "mask": (real, both)}, outputs)


def role_reader(model: Reader, path: Path, bits: int, known: Moments | None = None) -> None:
    """The role layers and their heads; ``known`` as in Graph."""
    g = Graph(bits, known)
    length = g.op("Shape", "mark", start=1, end=2)
    seen = g.seen(model, length)
    marks = g.op("Gather", g.const(model.mark.weight.detach().float().numpy()), "mark", axis=0)
    kinds = g.op("Gather", g.half(model.kind.weight.detach().float().numpy()), "kind", axis=0)
    kinds = g.op("Unsqueeze", kinds, g.const(np.array([1])))
    x = g.op("Add", g.op("Add", "hidden", marks), kinds)
    for layer in model.layers[model.shared :]:
        x = g.layer(x, layer, seen)
    marked = g.op("Cast", "mark", to=TensorProto.FLOAT)
    pooled = g.op("Concat", mean(g, x, marked), mean(g, x, "mask"), axis=-1)
    pooled = g.op("Gelu", g.linear(pooled, model.pool), domain=MS)
    lean(model.attribute_head)
    values = sum(map(len, ATTRIBUTES.values()))
    outputs = {
        "roles": (g.exact(x, model.role_head), ["pass", "length", len(ROLES)]),
        "attributes": (g.exact(pooled, model.attribute_head), ["pass", values]),
    }
    whole, real, both = TensorProto.INT64, TensorProto.FLOAT, ["pass", "length"]
    inputs = {"hidden": (real, [*both, model.words.embedding_dim]), "mask": (real, both), "mark": (whole, both)}
    g.save(path, inputs | {"kind": (whole, ["pass"])}, outputs)


def lean(head: torch.nn.Linear) -> None:
    """Raise what is no plain fact: two of three wrong modalities are facts heard where coders heard none."""
    at = 0
    for name, values in ATTRIBUTES.items():
        for place, value in enumerate(values, at):
            if name == "modality" and value not in {"", "actual"}:
                head.bias.data[place] += LEANING
        at += len(values)


def mean(g: Graph, x: str, weight: str) -> str:
    """The mean of the pieces that ``weight`` (0 or 1) names."""
    wide = g.op("Unsqueeze", weight, g.const(np.array([2])))
    axis, one = g.const(np.array([1])), g.const(np.array(1, np.float32))
    total = g.op("ReduceSum", g.op("Mul", x, wide), axis, keepdims=0)
    return g.op("Div", total, g.op("Max", g.op("ReduceSum", wide, axis, keepdims=0), one))


def loaded(path: str, names: str = "") -> Reader:
    """A reader from what train.py saved; what reads its names from what train_mentions.py made of the same layers."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    if names:
        other = torch.load(names, map_location="cpu", weights_only=True)
        saved |= {"branch": other["branch"], "depth": other["depth"]}
        saved["weights"] |= {k: v for k, v in other["weights"].items() if k.startswith("mention_head.")}
    config = json.loads((Path(saved["encoder"]) / "config.json").read_text())
    vocabulary = saved["weights"]["words.weight"].shape[0]
    model = Reader(config, vocabulary, saved["shared"], saved["roles"])
    model.load_state_dict(saved["weights"])
    model.lift = None
    if "lift" in saved:
        width, larger = saved["lift"]["weight"].shape
        model.lift = torch.nn.Linear(larger, width)
        model.lift.load_state_dict(saved["lift"])
    model.frozen = saved["frozen"]
    if "branch" in saved:
        model.branch = torch.nn.ModuleList(copy.deepcopy(layer) for layer in model.layers[: saved["depth"]])
        model.branch.load_state_dict(saved["branch"])
    return model.eval()


def labels(taggers: int, readers: int) -> dict:
    """What the reading side must know of the labels."""
    return {
        "taggers": taggers,
        "readers": readers,
        "triggers": TRIGGERS,
        "roles": ROLES,
        "mentions": MENTION_TAGS,
        "attributes": ATTRIBUTES,
        "only": {k: sorted(v) for k, v in ONLY.items()},
        "roles_of": {k: v.split() + ([] if k == ATTRIBUTION else ["when", "source"]) for k, v in ROLES_OF.items()},
        "required": {k: v.split() for k, v in REQUIRED.items()},
        "bars": BARS,
        "calibration": CALIBRATION,
    }


def main() -> None:
    """Export as the command line says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--work", required=True)
    ask.add_argument("--model", nargs="+", required=True, help="several vote: they must share one vocabulary")
    ask.add_argument("--names", default="", help="the first model's branch for names, where it was trained aside")
    ask.add_argument("--deep", default="", help="what deep.py made on the first model's lowest layers")
    ask.add_argument("--readers", type=int, default=1, help="how many of them read roles, too")
    ask.add_argument("--out", required=True)
    ask.add_argument("--bits", type=int, choices=(4, 8, 32), default=8)
    given = ask.parse_args()
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(given.model, 1):
        model = loaded(path, given.names if number == 1 else "")
        mark = "" if number == 1 else f"-{number}"
        deep = opened(given.deep, model) if given.deep and number == 1 else None
        if model.lift is not None and deep is None:
            ask.error(f"the role layers of {path} read deeper layers (roles.py): name them with --deep")
        known = heard(model, deep, Path(given.work)) if given.bits == 4 else None
        tagger(model, out / f"tagger{mark}.onnx", given.bits, deep, known)
        if number <= given.readers:
            role_reader(model, out / f"roles{mark}.onnx", given.bits, known)
    shutil.copyfile(Path(given.work) / "tokenizer.json", out / "tokenizer.json")
    (out / "labels.json").write_text(json.dumps(labels(len(given.model), given.readers), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
