"""The pronoun reader in torch: the encoder of model.py, what a piece asks for, what it offers, a score a pair."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from model import Layer, pretrained

HIDDEN = 192
LOW = -1e4
PLAIN = 0.3  # of the loss that is told without the signs, so that the reader learns more than what they lack


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One pronoun in a window: its pieces, each candidate's mentions as pieces, which are right, what signs say."""

    pieces: list[int]
    mentions: list[list[list[int]]]
    right: list[bool]
    signs: list[float]
    weight: float


class PronounNet(nn.Module):
    """Layers of a pretrained encoder with a scorer of pairs on them."""

    def __init__(self, folder: str, rows: list[int], layers: int, *, inner: Sequence[int] = ()) -> None:
        """The lowest ``layers`` of the encoder in ``folder``; ``inner``, where told, is the inner size of each layer.

        Layers of another size than the encoder's have no weights of their own before those of a file are loaded.
        """
        super().__init__()
        self.r = pretrained(folder, rows, layers, 0)
        config = json.loads((Path(folder) / "config.json").read_text())
        width, heads, eps = config["hidden_size"], config["num_attention_heads"], config["layer_norm_eps"]
        if inner:
            self.r.layers = nn.ModuleList(Layer(width, size, heads, eps) for size in inner)
        self.pp, self.cc = nn.Linear(width, width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(3 * width, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, 1))
        self.none = nn.Parameter(torch.zeros(1))

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states; the lowest ``frozen`` layers do not learn."""
        r = self.r
        bias = r.attention_bias(mask)
        x = r.norm(r.words(ids) + r.places(torch.arange(ids.shape[1]) + r.offset)[None])
        for number, layer in enumerate(r.layers):
            if number == r.frozen:
                x = x.detach()
            x = layer(x, bias)
        return x

    def pairs(self, asks: Tensor, offers: Tensor) -> Tensor:
        """A score for each row."""
        return self.mlp(torch.cat([asks, offers, asks * offers], -1))[:, 0]

    def scores(self, ids: Tensor, mask: Tensor, asked: Sequence[tuple[int, Asked]]) -> list[Tensor]:
        """For each (row of the batch, pronoun) one score a candidate."""
        return self.told(self.encode(ids, mask), asked)

    def told(self, x: Tensor, asked: Sequence[tuple[int, Asked]]) -> list[Tensor]:
        """The same of hidden states."""
        out = []
        for row, one in asked:
            offered = [torch.stack([x[row, m].mean(0) for m in mentions]) for mentions in one.mentions if mentions]
            if not offered:
                out.append(self.none.expand(len(one.mentions)))
                continue
            table = self.cc(torch.cat(offered))
            ask = self.pp(x[row, one.pieces].mean(0)).expand(len(table), -1)
            parts = iter(self.pairs(ask, table).split([len(o) for o in offered]))
            told = [torch.logsumexp(next(parts), 0)[None] if mentions else self.none for mentions in one.mentions]
            out.append(torch.cat(told))
        return out


def loss(scores: Sequence[Tensor], asked: Sequence[Asked]) -> Tensor:
    """How unlikely the right candidates are, every right one as good as another: with the signs, and by itself."""
    total, weight = torch.zeros(()), 0.0
    for told, one in zip(scores, asked, strict=True):
        for part, both in ((1 - PLAIN, told + torch.tensor(one.signs)), (PLAIN, told)):
            good = both.masked_fill(~torch.tensor(one.right), LOW)
            total = total + part * one.weight * (torch.logsumexp(both, 0) - torch.logsumexp(good, 0))
        weight += one.weight
    return total / weight


def saved(net: PronounNet) -> dict[str, object]:
    """What a file holds of a reader."""
    return {"weights": net.state_dict(), "inner": [layer.up.out_features for layer in net.r.layers]}


def opened(path: str, folder: str, rows: list[int]) -> PronounNet:
    """The reader of a file on the encoder in ``folder``."""
    held = torch.load(path, map_location="cpu", weights_only=True)
    net = PronounNet(folder, rows, len(held["inner"]), inner=held["inner"])
    net.load_state_dict(held["weights"])
    return net
