"""Targets that leave every sample something to learn."""

from __future__ import annotations

import numpy as np

from engine.network.nice.compute import Array

OFF = np.array([-3, -2, -1, 1, 2, 3], dtype=np.float64)
"""How far a target is from the output, or what comes from upstream."""
CLASSES = {"softmax", "sigmoid", "tanh"}


def target(rng: np.random.Generator, loss: str, kind: str, output: Array) -> Array:
    """A target `(n, m)` for an output `(n, m)`, by the loss and the kind of the last layer.

    - for a softmax: one class a row, every class as often as another, give or take one
    - for a sigmoid or tanh: 0 or -1 and 1, as many of one as of the other in every column
    - else: the whole number next to the output, moved by a small one
    - `upstream`: the gradient at the output itself, small whole numbers
    """
    if loss == "upstream":
        return _off(rng, output)
    if loss == "softmax_cross_entropy" or kind == "softmax":
        return _one_hot(rng, output.shape)
    if loss == "cross_entropy":
        return _every_class(rng, output.shape)
    if loss == "binary_cross_entropy" or kind in CLASSES:
        return _halves(rng, output.shape, -1.0 if kind == "tanh" else 0.0)
    return np.rint(output) + _off(rng, output)


def _off(rng: np.random.Generator, output: Array) -> Array:
    return np.asarray(rng.choice(OFF, output.shape))


def _one_hot(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    labels = rng.permutation(shape[0]) % shape[1]
    return np.asarray(np.eye(shape[1])[labels])


def _every_class(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """One class a row, and more where there are more classes than rows."""
    found = _one_hot(rng, shape)
    for label in np.flatnonzero(~found.any(axis=0)):
        found[label % shape[0], label] = 1
    return found


def _halves(rng: np.random.Generator, shape: tuple[int, ...], low: float) -> Array:
    ordered = np.tile(np.arange(shape[0])[:, None] % 2, shape[1])
    return np.where(rng.permuted(ordered, axis=0) == 1, 1.0, low)
