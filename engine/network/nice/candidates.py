"""Candidates for the units of a block, one a column, all computed at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.core.naming import Place, old
from engine.network.build import layer_forward
from engine.network.layers.activations import ACTIVATIONS
from engine.network.layers.kind import PlacedLayer
from engine.network.layers.table import KINDS
from engine.network.nice.compute import compute
from engine.network.spec import NetworkSpec
from engine.running.numbers import Array

Flags = NDArray[np.bool_]
Counts = NDArray[np.intp]
COMFORTABLE = 9
"""Up to this a number is short; every 1 more costs 1."""
GENTLE = 2
"""Up to this an exponential is far from saturated; every 1 more costs 5."""
STEEPEST = 9
"""The largest denominator allowed in a normalised value."""
ALPHA = 0.5
"""The new running statistics are half the old ones, half those of the batch."""


@dataclass
class Candidates:
    """Candidates on their way through a block, one a column of `out`, `(n, count)`.

    - `unit`: the unit of the block that each is a candidate for
    - `dead`: whether that unit is to be dead
    - `fractions`: whether all numbers are fractions so far
    - `values`: the parameters of each, such as `W1` and `gamma1`, a column each
    - `valid`, `cost`: whether it can be taken, and how long its numbers are
    - `active`: the samples for which no ReLU has made it 0
    """

    rng: np.random.Generator
    spec: NetworkSpec
    out: Array
    unit: Counts
    dead: Flags
    fractions: bool
    values: dict[str, Array]
    valid: Flags = field(init=False)
    cost: Array = field(init=False)
    active: Flags = field(init=False)

    def __post_init__(self) -> None:
        self.valid = np.ones(self.out.shape[1], dtype=np.bool_)
        self.cost = above(self.out, COMFORTABLE)
        self.active = np.ones(self.out.shape, dtype=np.bool_)

    @property
    def batch(self) -> int:
        """How many samples there are."""
        return len(self.out)

    def prune(self) -> None:
        """Drop the candidates that are not valid."""
        kept = self.valid
        self.out, self.active = self.out[:, kept], self.active[:, kept]
        self.unit, self.dead = self.unit[kept], self.dead[kept]
        self.cost, self.valid = self.cost[kept], self.valid[kept]
        self.values = {name: row[:, kept] for name, row in self.values.items()}

    def normalise(self, layer: PlacedLayer) -> None:
        """Normalise, with parameters drawn so that the results are short."""
        place = layer.place
        if self.spec.training:
            self._normalise_by_batch(place)
        else:
            self._normalise_by_drawn(place)
        fixed = {"eps": 0.0, "alpha": ALPHA, "beta": 0.0}
        self._pass(layer, {place.own(key).name: np.array(value) for key, value in fixed.items()})
        shift = self.rng.integers(-2, 7, self.out.shape[1])
        down = -np.ceil(self.out.max(axis=0)) - self.rng.integers(1, 3, self.out.shape[1])
        beta = np.where(self.dead, down, shift)
        self.values[place.own("beta").name] = beta.reshape(1, -1)
        self.out = self.out + beta

    def _normalise_by_batch(self, place: Place) -> None:
        if self.fractions:
            self.valid &= root(self.out) > 0
            self.prune()
            spread, gamma = normalised(self.out)
            self.valid &= gamma <= STEEPEST
            self.cost += 4 * gamma + np.where(_two_valued(spread), 50, 0)
        else:
            self.valid &= np.ptp(self.out, axis=0) > 0.1
            gamma = np.ones(self.out.shape[1])
        zeros = np.zeros((1, len(gamma)))
        self.values |= {
            place.own("gamma").name: gamma.reshape(1, -1),
            old(place.own("running_mean").name): zeros,
            old(place.own("running_var").name): zeros + 1,
        }

    def _normalise_by_drawn(self, place: Place) -> None:
        row = (1, self.out.shape[1])
        deviation = self.rng.integers(1, 3, row).astype(np.float64)
        self.values |= {
            place.own("gamma").name: deviation,
            place.own("running_mean").name: self.rng.integers(-2, 3, row).astype(np.float64),
            place.own("running_var").name: deviation**2,
        }

    def activate(self, layer: PlacedLayer) -> None:
        """Apply an activation; a number at its kink costs, and only `dead` units may be dead."""
        activation = ACTIVATIONS[layer.kind]
        if activation.has_kink:
            self.cost += 100 * (np.abs(self.out) < 1e-6).sum(axis=0)
        if activation.zero_below:
            alive = self.out > 0
            self.valid &= alive.any(axis=0) != self.dead
            self.active &= alive | (not activation.lets_gradient_through)
        if not activation.keeps_fractions:
            self.soften()
            self.fractions = False
        self._pass(layer, _usual(layer))

    def soften(self) -> None:
        """Make large arguments of an exponential cost."""
        self.cost += 5 * above(self.out, GENTLE)

    def _pass(self, layer: PlacedLayer, values: dict[str, Array]) -> None:
        known = {layer.place.below.name: self.out} | self.values | values
        results = compute(layer_forward(self.spec, layer), known, self.batch)
        self.out = results[layer.place.out.name]


def _usual(layer: PlacedLayer) -> dict[str, Array]:
    """Give the numbers of an activation, such as its slope, their usual values."""
    values = KINDS[layer.kind].values
    return {
        layer.place.own(value.letter or key).name: np.array(value.start) for key, value in values
    }


def root(columns: Array) -> Counts:
    """Compute `n √var = √(n Σ x² - (Σ x)²)` of each column; 0 if it is not whole."""
    whole = np.rint(columns).astype(np.intp)
    square = len(columns) * (whole**2).sum(axis=0) - whole.sum(axis=0) ** 2
    exact = np.rint(np.sqrt(square)).astype(np.intp)
    return np.where((exact * exact == square) & (whole == columns).all(axis=0), exact, 0)


def normalised(columns: Array) -> tuple[Array, Array]:
    """Compute `(x - mean) / √var` of columns that have a root, as whole numbers over one for each.

    It is `(n x - Σ x) / root`, cut down by what they share; `(n, count)` and `(count,)`.
    """
    whole = np.rint(columns).astype(np.intp)
    u, t = len(columns) * whole - whole.sum(axis=0), root(columns)
    shared = np.gcd.reduce(np.vstack([u, t]), axis=0)
    return (u / shared).astype(np.float64), np.asarray(t / shared, dtype=np.float64)


def _two_valued(columns: Array) -> Flags:
    """Tell which columns have two values only: normalised, they are the same whatever these are."""
    ends = (columns == columns.min(axis=0, initial=0)) | (columns == columns.max(axis=0, initial=0))
    return np.asarray(ends.all(axis=0))


def above(columns: Array, limit: float) -> Array:
    """Measure by how much the largest number of each column is beyond a limit, `(count,)`."""
    largest = np.abs(columns).max(axis=0, initial=0)
    return np.asarray(np.maximum(largest - limit, 0.0), dtype=np.float64)
