"""The inner neurons of layers that matter most, and the layers with these alone."""

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor, nn

from model import Layer

STEP, LEAST = 64, 256  # inner neurons come in so many, and a layer has at least so many


def importance(net: nn.Module, layers: Sequence[Layer], losses: Iterable[Tensor]) -> list[Tensor]:
    """For each layer, by how much the losses hang on each inner neuron: to first order, what they change without it.

    ``losses`` are to be made as they are asked for: the layers are listened to meanwhile.
    """
    found = [torch.zeros(layer.up.out_features) for layer in layers]
    inner: dict[int, Tensor] = {}

    def note(number: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            given[0].retain_grad()
            inner[number] = given[0]

        return hook

    hooks = [layer.down.register_forward_pre_hook(note(i)) for i, layer in enumerate(layers)]
    for loss in losses:
        loss.backward()
        for i, act in inner.items():
            found[i] += (act.detach() * act.grad).abs().sum((0, 1))
        net.zero_grad()
    for hook in hooks:
        hook.remove()
    return found


def narrowed(layers: Sequence[Layer], matters: Sequence[Tensor], neurons: int) -> list[Layer]:
    """The layers with about so many inner neurons of all that they have: those that matter most."""
    bar = torch.cat(list(matters)).sort(descending=True).values[neurons - 1]
    out = []
    for layer, own in zip(layers, matters, strict=True):
        size = max(LEAST, STEP * round(int((own >= bar).sum()) / STEP))
        best = own.argsort(descending=True)[:size].sort().values
        small = Layer(layer.q.in_features, len(best), layer.heads, layer.norm1.eps)
        held = layer.state_dict()
        held |= {k: held[k][best] for k in ("up.weight", "up.bias")} | {"down.weight": held["down.weight"][:, best]}
        small.load_state_dict(held)
        out.append(small)
    return out
