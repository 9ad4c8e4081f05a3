"""Training documents → padded batches: windows with their labels, and the trigger passes over them."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from bywhom.nlp.learned_windows import Window, cut, region
from labels import ATTRIBUTES, ATTRIBUTION, MENTION_TAGS, ROLES, ROLES_OF, TRIGGERS

#: how many attribute values there are in all; the first two are those of "valid"
VALUES = sum(map(len, ATTRIBUTES.values()))
#: in place of the chance of a role of which nobody knows where it is told
UNKNOWN = -1.0


@dataclass
class Pass:
    """One trigger in one window: what it is and what its pass must find.

    ``roles`` are chances (piece, role), ``UNKNOWN`` where nobody knows; ``attributes`` are chances of all values in a
    row, zeros where none is known.
    """

    kind: int
    trigger: np.ndarray
    region: np.ndarray
    roles: np.ndarray
    attributes: np.ndarray
    soft: bool = False


@dataclass
class Example:
    """One window with its labels: chances of triggers (piece, type) and of of mention tags, zeros if unknown."""

    window: Window
    sort: str
    doc: str
    triggers: np.ndarray
    mentions: np.ndarray
    passes: list[Pass] = field(default_factory=list)


@dataclass
class Seen:
    """One window and what the tagger says of it (roles.py): hidden states, deeper layers' states, trigger logits."""

    row: Example
    hidden: np.ndarray
    deep: np.ndarray
    logits: np.ndarray


def inside(window: Window, start: int, end: int) -> np.ndarray:
    """The places of the pieces that overlap the characters start…end."""
    return np.flatnonzero((window.starts < end) & (window.ends > start) & (window.starts >= 0))


def around(kind: str) -> int:
    """How many sentences on each side a pass may read: contents of attributions run over sentences."""
    return 1 if kind == ATTRIBUTION else 0


def examples(path: Path, tokenizer: Tokenizer, split: str) -> list[Example]:
    """All windows of the documents of one split."""
    out = []
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):  # a text may hold other line ends
        doc = json.loads(line)
        if doc["split"] == split:
            out += [labelled(doc, w) for w in cut(tokenizer, doc["text"], [tuple(s) for s in doc["sentences"]])]
    return out


def labelled(doc: dict, window: Window) -> Example:
    """The labels of one window."""
    size = len(window)
    made = Example(
        window=window,
        sort=doc["kind"],
        doc=doc["id"],
        triggers=np.zeros((size, len(TRIGGERS)), dtype=np.float32),
        mentions=np.zeros((size, len(MENTION_TAGS)), dtype=np.float32),
    )
    if doc["kind"] == "ner":
        tags = np.zeros(size, dtype=np.int64)
        for start, end, kind in doc["mentions"]:
            at = inside(window, start, end)
            tags[at] = MENTION_TAGS.index(f"I-{kind}")
            tags[at[:1]] = MENTION_TAGS.index(f"B-{kind}")
        made.mentions[np.arange(1, size - 1), tags[1:-1]] = 1
    for trigger in doc["triggers"]:
        at = inside(window, *trigger["span"])
        if not len(at):
            continue
        kind = TRIGGERS.index(trigger["type"])
        made.triggers[at, kind] = 1
        places = region(window, int(window.sentence[at[0]]), around(trigger["type"]))
        made.passes.append(gold_pass(trigger, window, kind, at, places))
    return made


def gold_pass(trigger: dict, window: Window, kind: int, at: np.ndarray, places: np.ndarray) -> Pass:
    """The labels of one trigger's pass over its region."""
    roles = np.zeros((len(places), len(ROLES)), dtype=np.float32)
    for role, spans in trigger["roles"].items():
        for start, end in spans:
            roles[np.isin(places, inside(window, start, end)), ROLES.index(role)] = 1
    for role in trigger.get("unknown", ()):
        roles[:, ROLES.index(role)] = UNKNOWN
    attributes = np.concatenate(
        [
            np.array([float(trigger["attributes"].get(name) == v) for v in values], np.float32)
            for name, values in ATTRIBUTES.items()
        ]
    )
    return Pass(kind, np.isin(places, at), places, roles, attributes)


def false_pass(example: Example, kind: int, place: int) -> Pass:
    """A pass over a trigger that is none: only its validity is learned."""
    places = region(example.window, int(example.window.sentence[place]), 0)
    attributes = np.zeros(VALUES, np.float32)
    attributes[0] = 1  # the first attribute is "valid", its first value "no"
    return Pass(kind, places == place, places, np.zeros((len(places), len(ROLES)), np.float32), attributes)


def batches(rows: list[Example], pieces: int, shuffle: random.Random) -> Iterator[list[Example]]:
    """Groups of one sort and of like length, about ``pieces`` pieces each, in random order."""
    groups = []
    for sort in sorted({r.sort for r in rows}):
        ours = sorted((r for r in rows if r.sort == sort), key=lambda r: len(r.window) + shuffle.random() * 16)
        held: list[Example] = []
        for row in ours:
            if held and (len(held) + 1) * len(row.window) > pieces:
                groups.append(held)
                held = []
            held.append(row)
        groups.append(held)
    shuffle.shuffle(groups)
    yield from groups


@dataclass
class Tensors:
    """A batch of windows as tensors; ``sentence`` counts through the whole batch, -1 outside."""

    ids: Tensor
    case: Tensor
    mask: Tensor
    triggers: Tensor
    mentions: Tensor
    sentence: Tensor


def padded(arrays: list[np.ndarray], size: int, value: int = 0) -> Tensor:
    """Arrays with a row a piece as one tensor, each filled up with ``value`` to ``size`` rows."""
    rows = [np.concatenate([a, np.full((size - len(a), *a.shape[1:]), value, a.dtype)]) for a in arrays]
    return torch.from_numpy(np.stack(rows))


def stacked(group: list[Example]) -> Tensors:
    """Pad the windows of a group to one length."""
    size = max(len(e.window) for e in group)
    counted, base = [], 0
    for e in group:
        own = e.window.sentence
        counted.append(np.where(own >= 0, own - own[own >= 0].min() + base, -1))
        base = int(counted[-1].max()) + 1
    return Tensors(
        ids=padded([e.window.ids for e in group], size),
        case=padded([e.window.case for e in group], size),
        mask=padded([np.ones(len(e.window), np.int64) for e in group], size),
        triggers=padded([e.triggers for e in group], size).float(),
        mentions=padded([e.mentions for e in group], size).float(),
        sentence=padded(counted, size, -1),
    )


@dataclass
class PassTensors:
    """The trigger passes of a batch: where their regions lie in the flattened windows, and their labels."""

    flat: Tensor
    mask: Tensor
    mark: Tensor
    kind: Tensor
    roles: Tensor
    attributes: Tensor
    real: Tensor


def stacked_passes(owned: list[tuple[int, Pass]], window_size: int) -> PassTensors:
    """Pad passes, each with the row of its window in the batch."""
    size = max(len(p.region) for _, p in owned)
    flat = np.zeros((len(owned), size), np.int64)
    mask, mark = np.zeros_like(flat), np.zeros_like(flat)
    roles = np.zeros((len(owned), size, len(ROLES)), np.float32)
    for i, (row, p) in enumerate(owned):
        n = len(p.region)
        flat[i, :n] = p.region + row * window_size
        mask[i, :n] = 1
        mark[i, :n] = p.trigger
        roles[i, :n] = p.roles
    return PassTensors(
        flat=torch.from_numpy(flat),
        mask=torch.from_numpy(mask),
        mark=torch.from_numpy(mark),
        kind=torch.tensor([p.kind for _, p in owned]),
        roles=torch.from_numpy(roles),
        attributes=torch.from_numpy(np.stack([p.attributes for _, p in owned])),
        real=torch.tensor([p.soft or p.attributes[0] == 0 for _, p in owned]),
    )


#: which roles each trigger type may have, as a matrix (trigger, role); when and source go with every claim
ALLOWED = torch.zeros(len(TRIGGERS), len(ROLES))
for _kind, _names in ROLES_OF.items():
    for _role in {*_names.split(), *(() if _kind == ATTRIBUTION else ("when", "source"))}:
        ALLOWED[TRIGGERS.index(_kind), ROLES.index(_role)] = 1
