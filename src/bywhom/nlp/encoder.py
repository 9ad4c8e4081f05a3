"""The encoder behind the learned parts: ONNX graphs run by ONNX Runtime, numbers in, numbers out.

``tagger.onnx`` reads windows of word pieces once: hidden states, trigger logits, mention logits.
``roles.onnx`` rereads the hidden states of a region for one marked trigger: role logits, attribute logits.
A folder may hold several such pairs (``tagger-2.onnx``, ``roles-2.onnx`` …; ``taggers`` and ``readers`` of labels.json
say how many): students of one training set that vote on triggers by the mean of their logits; mentions are the first
one's alone, which was trained further for them. A role reader reads the hidden
states of the tagger with its number; there may be fewer of them, for they cost more time.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from bywhom.errors import ModelMissing
from bywhom.nlp.graphs import session
from bywhom.nlp.learned_decode import Floats, Ints
from bywhom.nlp.learned_windows import Window

FILES = ("tagger.onnx", "roles.onnx", "tokenizer.json", "labels.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What the taggers say about one window. Logits have a row a piece; ``hidden`` is (member, piece, width)."""

    hidden: Floats
    triggers: Floats
    mentions: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One trigger pass: hidden states (member, piece, width), which pieces are the trigger, the type of it."""

    hidden: Floats
    mark: Ints
    kind: int


class Encoder:
    """The graphs of one model folder, with the tokenizer and the labels that belong to them."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the folder; raises ``ModelMissing`` that names the first absent file."""
        for name in FILES:
            _present(folder / name)
        self.labels: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._taggers = self._members(folder, "tagger", threads)
        self._readers = self._members(folder, "roles", threads)

    def _members(self, folder: Path, name: str, threads: int) -> list[Any]:
        count = self.labels.get({"tagger": "taggers", "roles": "readers"}[name], 1)
        paths = [folder / f"{name}{mark}.onnx" for mark in ("", *(f"-{n}" for n in range(2, count + 1)))]
        return [session(_present(path), threads=threads) for path in paths]

    def encode(self, windows: Sequence[Window]) -> list[Encoded]:
        """One result a window, in the order given.

        Each window is run by itself: that is faster than padded batches (their numbers leave the processor's cache),
        and as integers are scaled by what is run together, it makes scores independent of the text around.
        """
        return [self._encoded(window) for window in windows]

    def _encoded(self, window: Window) -> Encoded:
        feed = {"ids": window.ids[None], "case": window.case[None], "mask": _whole(len(window))}
        heard = [member.run(["hidden", "triggers", "mentions"], feed) for member in self._taggers]
        return Encoded(
            hidden=np.concatenate([hidden for hidden, _, _ in heard[: len(self._readers)]]),
            triggers=_mean([triggers[0] for _, triggers, _ in heard]),
            mentions=heard[0][2][0],
        )

    def read(self, regions: Sequence[Region]) -> list[tuple[Floats, Floats]]:
        """Role logits (piece, role) and attribute logits of each region, in the order given."""
        return [self._read(region) for region in regions]

    def _read(self, region: Region) -> tuple[Floats, Floats]:
        kind = np.array([region.kind], dtype=np.int64)
        feed = {"mark": region.mark[None], "mask": _whole(len(region.mark)), "kind": kind}
        heard = [
            member.run(["roles", "attributes"], {**feed, "hidden": region.hidden[number][None]})
            for number, member in enumerate(self._readers)
        ]
        return _mean([roles[0] for roles, _ in heard]), _mean([values[0] for _, values in heard])


def _mean(votes: Sequence[Floats]) -> Floats:
    return votes[0] if len(votes) == 1 else np.mean(votes, axis=0)


def _present(path: Path) -> Path:
    if not path.is_file():
        raise ModelMissing(
            "a file of the learned model is absent",
            value=path,
            hint="install the package with its data, export the weights (training/README.md), or read with rules only",
        )
    return path


def _whole(length: int) -> Floats:
    return np.ones((1, length), dtype=np.float32)
