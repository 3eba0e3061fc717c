"""Draw targets that leave every sample something to learn."""

from __future__ import annotations

import numpy as np

from engine.network.layers.activations import Activation
from engine.network.losses import Loss, Target
from engine.running.numbers import Array

DISTANCES = np.array([-3, -2, -1, 1, 2, 3], dtype=np.float64)
"""How far a target is from the output; also the entries of the gradient at the output."""


def draw_target(
    rng: np.random.Generator, loss: Loss | None, activation: Activation | None, output: Array
) -> Array:
    """Draw a target `(n, m)` for an output `(n, m)` and the activation that gives it, if one does.

    - for a softmax: one class a row, every class as often as another, give or take one
    - for classes without it: the same, and every column has a 1
    - for labels, and for values between two limits: as many of one as of the other in every column
    - else: the whole number next to the output, moved by a small one
    - without a loss: the gradient at the output itself, small whole numbers
    """
    if loss is None:
        return _distances(rng, output)
    if activation and activation.along_rows:
        return _one_hot(rng, output.shape)
    if loss.target is Target.CLASSES:
        return _every_class(rng, output.shape)
    limits = activation.limits if activation else None
    if limits or loss.target is Target.LABELS:
        return _halves(rng, output.shape, *(limits or (0, 1)))
    return np.rint(output) + _distances(rng, output)


def _distances(rng: np.random.Generator, output: Array) -> Array:
    return np.asarray(rng.choice(DISTANCES, output.shape))


def _one_hot(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    labels = rng.permutation(shape[0]) % shape[1]
    return np.asarray(np.eye(shape[1])[labels])


def _every_class(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Draw one class for each row, and more than one if there are more classes than rows."""
    classes = _one_hot(rng, shape)
    for label in np.flatnonzero(~classes.any(axis=0)):
        classes[label % shape[0], label] = 1
    return classes


def _halves(rng: np.random.Generator, shape: tuple[int, ...], low: float, high: float) -> Array:
    ordered = np.tile(np.arange(shape[0])[:, None] % 2, shape[1])
    return np.where(rng.permuted(ordered, axis=0) == 1, float(high), float(low))
