"""What goes on inside the layers in one iteration: how large values, gradients and updates are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.learning.groups import groups
from engine.network.spec import NetworkSpec, placed
from engine.running.numbers import Array
from engine.running.trace import Trace

NEAR = 0.05
"""An output within this share of the range from one of its ends is saturated."""
IDLE: dict[str, Callable[[Array], float]] = {
    "relu": lambda y: float((y <= 0).all(axis=0).mean()),
    "sigmoid": lambda y: float((np.abs(2 * y - 1) > 1 - 2 * NEAR).mean()),
    "tanh": lambda y: float((np.abs(y) > 1 - 2 * NEAR).mean()),
}
"""The share that does not learn: of ReLUs that are 0 for every sample, of saturated outputs."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A linear layer with what follows it, in one iteration on a batch.

    - `output`: the root mean square of its output `Y`; `gradient`: that of `gradW`
    - `update`: how far the weights move beside how large they are, `‖W_new − W‖ / ‖W‖`
    - `idle`: the share of its units, or outputs, that do not learn; None without such an activation
    """

    output: float
    gradient: float
    update: float
    idle: float | None


def inside(spec: NetworkSpec, trace: Trace) -> tuple[Inside, ...]:
    """Measure each linear layer of a network in a recorded iteration, the first one first."""
    with np.errstate(all="ignore"):  # Their squares leave the finite range before the numbers do.
        return tuple(_layers(spec, trace))


def _layers(spec: NetworkSpec, trace: Trace) -> Iterator[Inside]:
    idle = {layer.place.number: layer for layer in placed(spec) if layer.kind in IDLE}
    for number, w, output in groups(spec):
        acting = idle.get(number)
        yield Inside(
            root_mean_square(trace[output]),
            root_mean_square(trace[f"grad{w}"]),
            moved(trace[w], trace[f"{w}_new"]),
            IDLE[acting.kind](trace[acting.place.out.name]) if acting else None,
        )


def root_mean_square(values: Array) -> float:
    """Compute `√(mean of v²)`."""
    return float(np.sqrt(np.mean(np.square(values))))


def moved(old: Array, new: Array) -> float:
    """Compute `‖new − old‖ / ‖old‖`; 0 where the old ones are all 0."""
    size = float(np.linalg.norm(old))
    return float(np.linalg.norm(new - old)) / size if size else 0.0
