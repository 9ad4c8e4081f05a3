"""The encoder and its heads in torch: shared layers read a window once, role layers reread a sentence per trigger.

Layers 0…S-1 of the pretrained encoder are shared. On top of them stand the tag heads (claim triggers with one
sigmoid a type, mention tags). The next R layers read, for each trigger, the hidden states of its sentence again
with the trigger marked and its type added, and fill roles and attributes.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - the name that everybody knows
from safetensors.torch import load_file
from torch import Tensor, nn

from labels import ATTRIBUTES, MENTION_TAGS, ROLES, TRIGGERS

FAR = -1e4
#: the student's lowest layers, which deeper ones for triggers read
LOW = 2


def buckets(size: int, count: int = 32, farthest: int = 128) -> Tensor:
    """MPNet's relative position bucket for each (query, key) pair of a window of ``size``."""
    at = torch.arange(size)
    back = at[:, None] - at[None, :]
    half = count // 2
    side = (back < 0).long() * half
    back = back.abs()
    near = half // 2
    log = torch.log(back.clamp(min=1).float() / near) / math.log(farthest / near) * (half - near)
    return side + torch.where(back < near, back, (near + log.long()).clamp(max=half - 1))


class Layer(nn.Module):
    """One transformer layer with the norms after the sums, as BERT and MPNet have it."""

    def __init__(self, width: int, inner: int, heads: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``bias`` is added to the attention scores: (batch, heads or 1, length, length)."""
        rows, length, width = x.shape
        q, k, v = (f(x).view(rows, length, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.o(mixed.transpose(1, 2).reshape(rows, length, width)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Reader(nn.Module):
    """Shared layers, tag heads, role layers, role and attribute heads."""

    def __init__(self, config: dict, vocabulary: int, shared: int, roles: int) -> None:
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.heads, self.shared, self.relative = config["num_attention_heads"], shared, config["model_type"] == "mpnet"
        self.offset = 2 if self.relative else 0
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps)
        self.bias = nn.Embedding(32, self.heads)
        layer = (width, config["intermediate_size"], self.heads, eps)
        self.layers = nn.ModuleList(Layer(*layer) for _ in range(shared + roles))
        self.case = nn.Embedding(6, width)
        self.mark = nn.Embedding(2, width)
        self.kind = nn.Embedding(len(TRIGGERS), width)
        self.trigger_head = nn.Linear(width, len(TRIGGERS))
        self.mention_head = nn.Linear(width, len(MENTION_TAGS))
        self.role_head = nn.Linear(width, len(ROLES))
        self.pool = nn.Linear(2 * width, 256)
        self.attribute_head = nn.Linear(256, sum(map(len, ATTRIBUTES.values())))
        self.frozen = 0
        for table in (self.case, self.mark, self.kind):
            nn.init.normal_(table.weight, std=0.02)
        nn.init.constant_(self.trigger_head.bias, -5.0)
        nn.init.constant_(self.role_head.bias, -4.0)

    def attention_bias(self, mask: Tensor) -> Tensor:
        """(batch, heads, length, length): relative positions, and padding pushed far away."""
        far = (1 - mask.float())[:, None, None, :] * FAR
        if not self.relative:
            return far.expand(-1, 1, mask.shape[1], -1)
        return self.bias(buckets(mask.shape[1])).permute(2, 0, 1)[None] + far

    def encode(self, ids: Tensor, case: Tensor, mask: Tensor, layers: int | None = None) -> Tensor:
        """Hidden states of the shared layers, or of the lowest ones. The letter case enters above the frozen layers."""
        at = torch.arange(ids.shape[1]) + self.offset
        bias = self.attention_bias(mask)
        x = self.norm(self.words(ids) + self.places(at)[None])
        for number, layer in enumerate(self.layers[: self.shared if layers is None else layers]):
            if number == self.frozen:
                x = x.detach() + self.case(case)
            x = layer(x, bias if number >= self.frozen else bias.detach())
        return x

    def read(self, hidden: Tensor, mask: Tensor, mark: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        """Role logits (trigger, piece, role) and attribute logits (trigger, value) of marked regions."""
        bias = self.attention_bias(mask)
        x = hidden + self.mark(mark) + self.kind(kind)[:, None]
        for layer in self.layers[self.shared :]:
            x = layer(x, bias)
        weight = mark.to(x.dtype)[..., None]
        trigger = (x * weight).sum(1) / weight.sum(1).clamp(min=1)
        inside = mask.to(x.dtype)[..., None]
        whole = (x * inside).sum(1) / inside.sum(1).clamp(min=1)
        pooled = F.gelu(self.pool(torch.cat([trigger, whole], -1)))
        return self.role_head(x), self.attribute_head(pooled)


class Deep(nn.Module):
    """The lowest layers of a student, held still, and layers of a larger encoder on them."""

    def __init__(self, base: Reader, shape: dict) -> None:
        """``shape``: ``inner`` sizes of the layers, ``width``, ``heads``, ``eps``; the layer ``case_at`` reads case."""
        super().__init__()
        self.relative = True
        self.base, self.shape, width = base, shape, shape["width"]
        for weight in base.parameters():
            weight.requires_grad_(False)
        self.join = nn.Linear(2 * base.words.embedding_dim, width)
        self.case, self.bias = nn.Embedding(6, width), nn.Embedding(32, shape["heads"])
        self.layers = nn.ModuleList(Layer(width, size, shape["heads"], shape["eps"]) for size in shape["inner"])
        self.trigger_head = nn.Linear(width, len(TRIGGERS))

    def under(self, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        """What the student's words and lowest layers say of each piece, side by side."""
        base = self.base
        with torch.no_grad():
            x = base.norm(base.words(ids) + base.places(torch.arange(ids.shape[1]) + base.offset)[None])
            x = first = x + base.case(case)
            bias = base.attention_bias(mask)
            for layer in base.layers[:LOW]:
                x = layer(x, bias)
        return torch.cat([first, x], -1)

    def encode(self, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        """Hidden states of the highest layer."""
        far = (1 - mask.float())[:, None, None, :] * FAR
        x, bias = self.join(self.under(ids, case, mask)), self.bias(buckets(mask.shape[1])).permute(2, 0, 1)[None] + far
        for number, layer in enumerate(self.layers):
            if number == self.shape["case_at"]:
                x = x + self.case(case)
            x = layer(x, bias)
        return x


def opened(path: str, base: Reader) -> Deep:
    """The layers of a file on their student."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    made = Deep(base, saved["shape"])
    made.load_state_dict({f"base.{k}": v for k, v in base.state_dict().items()} | saved["weights"])
    return made


def freeze(model: Reader, layers: int) -> None:
    """Leave the embeddings and the lowest layers as pretrained: little text teaches them nothing good."""
    model.frozen = layers
    for part in (model.words, model.places, model.norm, *model.layers[:layers]):
        part.requires_grad_(False)


def pretrained(folder: str, rows: list[int], shared: int, roles: int) -> Reader:
    """A reader whose layers are the lowest ``shared + roles`` of the encoder in ``folder``.

    An encoder with fewer layers lends its highest ones a second time, as role layers.
    """
    config = json.loads((Path(folder) / "config.json").read_text())
    weights = load_file(str(Path(folder) / "model.safetensors"))
    model = Reader(config, len(rows), shared, roles)
    own = model.state_dict()
    put = {"words.weight": weights["embeddings.word_embeddings.weight"][rows]}
    places = weights["embeddings.position_embeddings.weight"].clone()
    if "embeddings.token_type_embeddings.weight" in weights:
        places += weights["embeddings.token_type_embeddings.weight"][0]
    put["places.weight"] = places
    if model.relative:
        put["bias.weight"] = weights["encoder.relative_attention_bias.weight"]
    names = {"norm": "embeddings.LayerNorm"}
    for i in range(shared + roles):
        depth = config["num_hidden_layers"]
        far = f"encoder.layer.{i if i < depth else depth - (shared + roles - i)}."
        attention = (
            dict(zip("qkvo", (f"attention.attn.{x}" for x in "qkvo"), strict=True)) | {"norm1": "attention.LayerNorm"}
            if model.relative
            else dict(zip("qkv", (f"attention.self.{x}" for x in ("query", "key", "value")), strict=True))
            | {"o": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
        )
        rest = {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
        names |= {f"layers.{i}.{mine}": far + theirs for mine, theirs in (attention | rest).items()}
    for mine, theirs in names.items():
        put |= {f"{mine}.{x}": weights[f"{theirs}.{x}"] for x in ("weight", "bias")}
    assert all(own[k].shape == v.shape for k, v in put.items())
    model.load_state_dict(own | put)
    return model
