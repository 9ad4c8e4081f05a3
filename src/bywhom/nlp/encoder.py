"""The encoder behind the learned parts: two ONNX graphs run by ONNX Runtime, numbers in, numbers out.

``tagger.onnx`` reads windows of word pieces once: hidden states, trigger logits, mention logits.
``roles.onnx`` rereads the hidden states of a region for one marked trigger: role logits, attribute logits.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from bywhom.errors import ModelMissing
from bywhom.nlp.learned_decode import Floats, Ints
from bywhom.nlp.learned_windows import Window

FILES = ("tagger.onnx", "roles.onnx", "tokenizer.json", "labels.json")
#: windows, and trigger passes, that go through the encoder together
WINDOWS, PASSES = 4, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What the tagger says about one window; every array has one row a piece."""

    hidden: Floats
    triggers: Floats
    mentions: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One trigger pass: the hidden states of a region, which of its pieces are the trigger, the trigger's type."""

    hidden: Floats
    mark: Ints
    kind: int


class Encoder:
    """The two graphs of one model folder, with the tokenizer and the labels that belong to them."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the folder; raises ``ModelMissing`` that names the first absent file."""
        for name in FILES:
            if not (folder / name).is_file():
                raise ModelMissing(
                    "a file of the learned model is absent",
                    value=folder / name,
                    hint="install the package with its data, export the weights (training/README.md), "
                    "or read with rules only",
                )
        self.labels: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tagger = _session(folder / "tagger.onnx", threads)
        self._roles = _session(folder / "roles.onnx", threads)

    def encode(self, windows: Sequence[Window]) -> list[Encoded]:
        """One result a window, in the order given; windows of like length are run together."""
        out: dict[int, Encoded] = {}
        order = sorted(range(len(windows)), key=lambda i: (len(windows[i]), i))
        for start in range(0, len(order), WINDOWS):
            group = order[start : start + WINDOWS]
            size = max(len(windows[i]) for i in group)
            feed = {
                "ids": np.stack([_padded(windows[i].ids, size) for i in group]),
                "case": np.stack([_padded(windows[i].case, size) for i in group]),
                "mask": np.stack([_mask(len(windows[i]), size) for i in group]),
            }
            hidden, triggers, mentions = self._tagger.run(["hidden", "triggers", "mentions"], feed)
            for row, i in enumerate(group):
                n = len(windows[i])
                out[i] = Encoded(hidden=hidden[row, :n], triggers=triggers[row, :n], mentions=mentions[row, :n])
        return [out[i] for i in range(len(windows))]

    def read(self, regions: Sequence[Region]) -> list[tuple[Floats, Floats]]:
        """Role logits (piece, role) and attribute logits of each region, in the order given."""
        out: dict[int, tuple[Floats, Floats]] = {}
        order = sorted(range(len(regions)), key=lambda i: (len(regions[i].mark), i))
        for start in range(0, len(order), PASSES):
            group = order[start : start + PASSES]
            size = max(len(regions[i].mark) for i in group)
            feed = {
                "hidden": np.stack([_padded(regions[i].hidden, size) for i in group]),
                "mark": np.stack([_padded(regions[i].mark, size) for i in group]),
                "mask": np.stack([_mask(len(regions[i].mark), size) for i in group]),
                "kind": np.array([regions[i].kind for i in group], dtype=np.int64),
            }
            roles, attributes = self._roles.run(["roles", "attributes"], feed)
            for row, i in enumerate(group):
                out[i] = (roles[row, : len(regions[i].mark)], attributes[row])
        return [out[i] for i in range(len(regions))]


#: onnxruntime declares no types for what it exports
_ort: Any = ort


def _session(path: Path, threads: int) -> Any:
    options = _ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return _ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _padded(array: Any, size: int) -> Any:
    return np.concatenate([array, np.zeros((size - len(array), *array.shape[1:]), dtype=array.dtype)])


def _mask(length: int, size: int) -> Floats:
    return (np.arange(size) < length).astype(np.float32)
