"""Round weights to nibbles so that what a layer makes of real text changes least (GPTQ, Frantar et al. 2023).

Rounding each weight by itself leaves errors that add up. Here the rows are rounded one after the other, and what is
lost by one is made good in the rows that follow, by how often the two are met together in text that was read.
"""

from collections.abc import Callable, Iterable

import numpy as np
import torch
from torch import nn

#: share of the mean that is added to each input's own square, so that the matrix can be inverted
DAMP = 0.01
#: the largest multiplier of a block: 7 times it is still a signed byte
MOST = 18

Moments = dict[int, np.ndarray]


def moments(parts: Iterable[nn.Module], read: Callable[[], None]) -> Moments:
    """For each linear layer of the parts, by identity, the second moments of its inputs while ``read`` runs."""
    found: Moments = {}

    def note(layer: nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        x = given[0].detach().reshape(-1, given[0].shape[-1]).double()
        found[id(layer)] = found.get(id(layer), 0) + (x.T @ x).numpy()

    layers = {id(one): one for part in parts for one in part.modules() if isinstance(one, nn.Linear)}
    hooks = [one.register_forward_pre_hook(note) for one in layers.values()]
    with torch.no_grad():
        read()
    for hook in hooks:
        hook.remove()
    return found


def multipliers(rows: np.ndarray) -> np.ndarray:
    """For a block of rows in units of their columns' scales, the multiplier of each column that loses least."""
    best, factor = np.full(rows.shape[1], np.inf), np.ones(rows.shape[1], np.uint8)
    for m in range(1, MOST + 1):
        error = ((np.clip(np.round(rows / m), -7, 7) * m - rows) ** 2).sum(0)
        factor[error < best] = m
        best = np.minimum(best, error)
    return factor


def rounded(weight: np.ndarray, block: int, heard: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values -7…7 (rows, columns), a multiplier a block and column, a scale a column."""
    size, columns = weight.shape
    scale = np.abs(weight).max(0) / 126 + 1e-12
    left = (weight / scale).astype(np.float64)
    damped = heard + DAMP * np.diag(heard).mean() * np.eye(size)
    upper = np.linalg.cholesky(np.linalg.inv(damped)).T
    values, factor = np.zeros((size, columns), np.int8), np.ones((size // block, columns), np.uint8)
    for start in range(0, size, block):
        factor[start // block] = multipliers(left[start : start + block])
        m = factor[start // block].astype(np.float64)
        for i in range(start, start + block):
            values[i] = np.clip(np.round(left[i] / m), -7, 7)
            lost = (left[i] - values[i] * m) / upper[i, i]
            left[i + 1 :] -= upper[i, i + 1 :, None] * lost
    return values, factor, scale.astype(np.float32)
