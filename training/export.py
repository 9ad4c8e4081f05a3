"""Write a trained reader as two ONNX graphs with small integer weights, plus the vocabulary and the labels.

    python training/export.py --work WORK --model FILE.pt [FILE2.pt…] --out FOLDER [--bits 4|8|32]

With ``--bits 8`` weight matrices are kept as signed bytes, one scale a column. With ``--bits 4`` they are stored as
nibbles with a small whole multiplier for each block of 32 rows; the graph unfolds them to the same signed bytes
when it is loaded, so both run at one speed. ``--bits 32`` keeps single precision, to see what is lost. Word vectors are
bytes with one scale a row.
"""

import argparse
import copy
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from bywhom.nlp.learned_windows import WINDOW_PIECES
from labels import ATTRIBUTES, ATTRIBUTION, MENTION_TAGS, ONLY, REQUIRED, ROLES, ROLES_OF, TRIGGERS
from model import FAR, Reader, buckets

BLOCK = 32
MS = "com.microsoft"
#: until they are chosen on kept-back reports (evaluate.py --tune)
BARS = {"trigger": {"": 0.2}, "role": {"": 0.4}, "required": {"": 0.1}, "mention": {"": 0.6}, "confidence": {"": 0.4}}
CALIBRATION = [0.0, 0.5, 0.5]


def whole_bytes(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Signed bytes (rows, columns) and one scale a column."""
    scale = np.abs(weight).max(0) / 127 + 1e-12
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def nibbles(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values -7…7 (rows, columns), a multiplier 1…18 a block and column, a scale a column."""
    rows, columns = weight.shape
    scale = np.abs(weight).max(0) / 126 + 1e-12
    blocks = (weight / scale).reshape(rows // BLOCK, BLOCK, columns)
    best = np.full((rows // BLOCK, columns), np.inf)
    factor = np.ones((rows // BLOCK, columns), np.uint8)
    for m in range(1, 19):
        error = ((np.clip(np.round(blocks / m), -7, 7) * m - blocks) ** 2).sum(1)
        factor[error < best] = m
        best = np.minimum(best, error)
    values = np.clip(np.round(blocks / factor[:, None]), -7, 7).astype(np.int8).reshape(rows, columns)
    return values, factor, scale.astype(np.float32)


class Graph:
    """Collects nodes and constants of one ONNX graph."""

    def __init__(self, bits: int) -> None:
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

    def op(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **options: object) -> str:
        """One node; returns the name of its (first) output."""
        self.count += 1
        names = [f"n{self.count}"] + [f"n{self.count}_{i}" for i in range(1, outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **options))
        return names[0]

    def linear(self, x: str, layer: torch.nn.Linear) -> str:
        """A linear layer over quantised weights; its input is quantised as it runs."""
        weight = layer.weight.detach().float().numpy().T.copy()
        bias = self.const(layer.bias.detach().float().numpy())
        if self.bits == 32:
            return self.exact(x, layer)
        if self.bits == 4 and weight.shape[0] % (2 * BLOCK) == 0:
            packed, scale = self.unfolded(weight)
        else:
            values, scales = whole_bytes(weight)
            packed, scale = self.const(values), self.const(scales)
        zero = self.const(np.zeros(weight.shape[1], np.int8))
        return self.op("DynamicQuantizeMatMul", x, packed, scale, zero, bias, domain=MS)

    def unfolded(self, weight: np.ndarray) -> tuple[str, str]:
        """Signed bytes made from nibbles; constant folding does the work once, at load.

        A nibble becomes the upper half of a byte, with its sign, so that few steps need more room than a byte a weight:
        each step of all matrices is held in memory until the last one is done.
        """
        rows, columns = weight.shape
        values, factor, scale = nibbles(weight)
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
        weight, bias = (self.const(w.detach().float().numpy()) for w in (layer.weight, layer.bias))
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

    def seen(self, model: Reader, mask: str, length: str) -> list[str]:
        """What attention sees: a mask of the padding; with relative positions also (batch, heads, length, length)."""
        if not model.relative:
            return [self.op("Cast", mask, to=TensorProto.INT32)]
        one, far = self.const(np.array(1, np.float32)), self.const(np.array(FAR, np.float32))
        pushed = self.op("Mul", self.op("Sub", one, mask), far)
        pushed = self.op("Unsqueeze", pushed, self.const(np.array([1, 2])))
        table = buckets(WINDOW_PIECES).numpy()
        weight = model.bias.weight.detach().float().numpy()
        heads = self.op("Gather", self.const(weight.T.copy()), self.const(table.astype(np.int32)), axis=1)
        zero = self.const(np.array([0, 0]))
        ends = self.op("Concat", length, length, axis=0)
        near = self.op("Slice", heads, zero, ends, self.const(np.array([1, 2])))
        return ["", self.op("Add", self.op("Unsqueeze", near, self.const(np.array([0]))), pushed)]

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


def alike(model: Reader, other: Reader) -> int:
    """How many of the lowest layers two students share, the word vectors taken for granted."""
    assert all(torch.equal(a, b) for a, b in zip(model.words.parameters(), other.words.parameters(), strict=True))
    pairs = zip(model.layers[: model.shared], other.layers[: other.shared], strict=True)
    same = [all(torch.equal(a, b) for a, b in zip(x.parameters(), y.parameters(), strict=True)) for x, y in pairs]
    return same.index(False)


def tagger(model: Reader, path: Path, bits: int, voter: Reader | None = None) -> None:
    """The shared layers and the heads on them; ``voter`` has other layers on the same lowest ones."""
    g = Graph(bits)
    rows = model.words.weight.detach().float().numpy()
    scale = np.abs(rows).max(1, keepdims=True) / 127 + 1e-12
    table, scales = g.const(np.round(rows / scale).astype(np.int8)), g.const(scale.astype(np.float32))
    words = g.op("Cast", g.op("Gather", table, "ids", axis=0), to=TensorProto.FLOAT)
    words = g.op("Mul", words, g.op("Gather", scales, "ids", axis=0))
    length = g.op("Shape", "ids", start=1, end=2)
    places = model.places.weight.detach().float().numpy()[model.offset : model.offset + WINDOW_PIECES]
    here = g.op("Slice", g.half(places), g.const(np.array([0])), length, g.const(np.array([0])))
    x = g.norm(g.op("Add", words, here), model.norm)
    seen = g.seen(model, "mask", length)
    own = getattr(model, "branch", None)
    under = model.shared - len(own) if own is not None else -1
    fork = alike(model, voter) if voter else -1
    low = second = x
    for number in range(model.shared):
        if number == under:
            low = x
        if number == fork:
            second = x
        if number == model.frozen:
            x = g.op("Add", x, g.op("Gather", g.const(model.case.weight.detach().float().numpy()), "case", axis=0))
        x = g.layer(x, model.layers[number], seen)
    named = x if own is None else low
    for layer in own or ():
        named = g.layer(named, layer, seen)
    triggers = g.exact(x, model.trigger_head)
    if voter:
        for layer in voter.layers[fork : voter.shared]:
            second = g.layer(second, layer, seen)
        half = g.const(np.array(0.5, np.float32))
        triggers = g.op("Mul", g.op("Add", triggers, g.exact(second, voter.trigger_head)), half)
    both = ["batch", "length"]
    outputs = {
        "hidden": (x, [*both, model.words.embedding_dim]),
        "triggers": (triggers, [*both, len(TRIGGERS)]),
        "mentions": (g.exact(named, model.mention_head), [*both, len(MENTION_TAGS)]),
    }
    whole, real = TensorProto.INT64, TensorProto.FLOAT
    g.save(path, {"ids": (whole, both), "case": (whole, both), "mask": (real, both)}, outputs)


def role_reader(model: Reader, path: Path, bits: int) -> None:
    """The role layers and their heads."""
    g = Graph(bits)
    length = g.op("Shape", "mark", start=1, end=2)
    seen = g.seen(model, "mask", length)
    marks = g.op("Gather", g.const(model.mark.weight.detach().float().numpy()), "mark", axis=0)
    kinds = g.op("Gather", g.half(model.kind.weight.detach().float().numpy()), "kind", axis=0)
    kinds = g.op("Unsqueeze", kinds, g.const(np.array([1])))
    x = g.op("Add", g.op("Add", "hidden", marks), kinds)
    for layer in model.layers[model.shared :]:
        x = g.layer(x, layer, seen)
    marked = g.op("Cast", "mark", to=TensorProto.FLOAT)
    pooled = g.op("Concat", mean(g, x, marked), mean(g, x, "mask"), axis=-1)
    pooled = g.op("Gelu", g.linear(pooled, model.pool), domain=MS)
    values = sum(map(len, ATTRIBUTES.values()))
    outputs = {
        "roles": (g.exact(x, model.role_head), ["pass", "length", len(ROLES)]),
        "attributes": (g.exact(pooled, model.attribute_head), ["pass", values]),
    }
    whole, real, both = TensorProto.INT64, TensorProto.FLOAT, ["pass", "length"]
    inputs = {"hidden": (real, [*both, model.words.embedding_dim]), "mask": (real, both), "mark": (whole, both)}
    g.save(path, inputs | {"kind": (whole, ["pass"])}, outputs)


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
    ask.add_argument("--voter", default="", help="votes within the first model's graph: its lowest layers are the same")
    ask.add_argument("--readers", type=int, default=1, help="how many of them read roles, too")
    ask.add_argument("--out", required=True)
    ask.add_argument("--bits", type=int, choices=(4, 8, 32), default=8)
    given = ask.parse_args()
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(given.model, 1):
        model = loaded(path, given.names if number == 1 else "")
        mark = "" if number == 1 else f"-{number}"
        voter = loaded(given.voter) if given.voter and number == 1 else None
        tagger(model, out / f"tagger{mark}.onnx", given.bits, voter)
        if number <= given.readers:
            role_reader(model, out / f"roles{mark}.onnx", given.bits)
    shutil.copyfile(Path(given.work) / "tokenizer.json", out / "tokenizer.json")
    (out / "labels.json").write_text(json.dumps(labels(len(given.model), given.readers), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
