"""Find what keeps the numbers of a trace from being nice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.core.naming import Place, grad
from engine.core.program import Phase
from engine.network.nice.blocks import Block
from engine.network.nice.candidates import Flags
from engine.running.trace import Trace

LARGEST = 99
"""The largest number allowed in the forward pass."""
ROUNDING = 1e-9
"""A gradient up to this counts as 0: it is rounding."""


def first_fault(trace: Trace, pieces: tuple[Block, ...], dead: int) -> str | None:
    """Say in words the first thing that a trace is missing; None if nothing is missing."""
    return next(_faults(trace, pieces, dead), None)


def _faults(trace: Trace, pieces: tuple[Block, ...], dead: int) -> Iterator[str]:
    for equation in trace.program.in_phase(Phase.FORWARD):
        if not (np.abs(trace[equation.name]) <= LARGEST).all():
            yield f"{equation.name} without a number beyond {LARGEST}"
    activations = [pair for block in pieces for pair in block.activations]
    for place, activation in activations:
        if activation.has_kink and (np.abs(trace[place.below.name]) <= ROUNDING).any():
            yield f"{place.below.name} without a number at the kink of {activation.name}"
    dead_units = [_dead(trace, block) for block in pieces]
    if sum(int(units.sum()) for units in dead_units) != dead:
        yield f"{dead} dead units and no more"
    for k, block in enumerate(pieces):
        if block.linear and _learns(pieces[k:]):
            yield from _missing_gradients(trace, block.linear.place, block.normed, dead_units[k])


def _dead(trace: Trace, block: Block) -> Flags:
    """Find the units of a block that are 0 for the whole batch."""
    dead = np.zeros(block.width, dtype=np.bool_)
    for place, activation in block.activations if block.linear else ():
        if activation.zero_below:
            dead |= (trace[place.below.name] <= 0).all(axis=0)
    return dead


def _learns(pieces: tuple[Block, ...]) -> bool:
    """Tell whether the gradient passes through all these blocks."""
    return all(a.lets_gradient_through for block in pieces for _, a in block.activations)


def _missing_gradients(trace: Trace, place: Place, normed: bool, dead: Flags) -> Iterator[str]:
    """Find units, samples and weights whose gradient is 0 although it need not be.

    Weights have a gradient of 0 if a normalisation makes them irrelevant: samples that lie on one
    line are normalised to the same numbers, whatever the weights are.
    """
    back = np.abs(trace[grad(place.out.name)])
    if (back.max(axis=0)[~dead] <= ROUNDING).any():
        yield f"a gradient for every unit of {place.out.name}"
    if (back.max(axis=1) <= ROUNDING).any():
        yield f"a gradient for every sample of {place.out.name}"
    name = grad(place.own("W").name)
    undone = normed and _on_a_line(trace[place.below.name])
    if not undone and np.abs(trace[name]).max() <= ROUNDING:
        yield f"{name} other than 0"


def _on_a_line(samples: np.ndarray) -> bool:
    return bool(np.linalg.matrix_rank(samples - samples.mean(axis=0), tol=1e-6) <= 1)
