"""Histograms of a layer in one iteration, whose bins fit into those of another iteration.

A bin of outputs is as wide as a power of two: two of them make one of the next width, so that
iterations of other sizes can stand side by side, exactly. Gradients are counted by their magnitude.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np

from engine.learning.groups import groups
from engine.network.spec import NetworkSpec
from engine.running.numbers import Array
from engine.running.trace import Trace

HALF = 32
"""So many bins are below 0, and as many from 0 on."""
FINEST = -40
"""The exponent of the bins of numbers that are all 0."""
LEAST, MOST, PER_DECADE = -12, 4, 2
"""Gradients are counted from 1e-12 to 1e4, in so many bins for each factor of ten."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """The share of the numbers in each of `2 HALF` bins, which are `2**exponent` wide."""

    exponent: int
    shares: array[float]


def histogram(values: Array) -> Histogram:
    """Count numbers in the narrowest bins that hold all of them; what is not finite is left out.

    >>> histogram(np.array([0.0, 0.3, -1.0, 0.99])).exponent  # 32 bins to 1
    -5
    """
    numbers = _finite(values)
    places = np.floor(np.ldexp(numbers, -(exponent := _exponent(numbers)))).astype(int)
    return Histogram(exponent, _shares(np.clip(places, -HALF, HALF - 1) + HALF, 2 * HALF))


def _exponent(numbers: Array) -> int:
    """Find the least one with which `HALF` bins reach the largest number."""
    fraction, power = np.frexp(np.abs(numbers).max(initial=0.0))
    if fraction == 0:
        return FINEST
    # A power of two is the end of the last bin, and belongs to it.
    return max(FINEST, int(power) - bool(fraction == 0.5) - HALF.bit_length() + 1)


def widened(found: Histogram, exponent: int) -> Array:
    """Count the same numbers in bins that are `2**exponent` wide, which are not narrower."""
    places = (np.arange(-HALF, HALF) >> min(63, exponent - found.exponent)) + HALF
    return np.bincount(places, np.array(found.shares), 2 * HALF).astype(float)


def magnitudes(values: Array) -> array[float]:
    """Count numbers by the power of ten of their size; the first bin has 0 and what is below all.

    The shares are those of the finite numbers. `k`, from 1 on, begins at
    `10**(LEAST + (k - 1) / PER_DECADE)`; the last bin has what is above all, too.
    """
    count = (MOST - LEAST) * PER_DECADE
    with np.errstate(divide="ignore"):
        powers = np.log10(np.abs(_finite(values)))
    places = np.floor((np.maximum(powers, LEAST - 1) - LEAST) * PER_DECADE) + 1
    return _shares(np.clip(places, 0, count).astype(int), count + 1)


def _finite(values: Array) -> Array:
    flat = values.ravel()
    return flat[np.isfinite(flat)]


def _shares(places: np.ndarray[tuple[int], np.dtype[np.intp]], count: int) -> array[float]:
    """Find the share of each place; all are 0 where there is nothing."""
    counts = np.bincount(places, minlength=count)
    return array("f", (counts / max(1, len(places))).astype(np.float32).tobytes())


@dataclass(frozen=True, slots=True)
class LayerHistograms:
    """Of a linear layer with what follows it: its outputs, and the magnitudes of `gradW`."""

    output: Histogram
    gradient: array[float]


def layer_histograms(spec: NetworkSpec, trace: Trace) -> tuple[LayerHistograms, ...]:
    """Count the numbers of each layer of a network in a recorded iteration."""
    return tuple(
        LayerHistograms(histogram(trace[group.output]), magnitudes(trace[f"grad{group.weights}"]))
        for group in groups(spec)
    )
