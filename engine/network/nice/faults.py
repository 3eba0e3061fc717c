"""What nice numbers promise, read off their trace."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.core.naming import grad
from engine.core.program import Phase
from engine.network.nice.draft import Flags
from engine.network.nice.groups import KINKED, MASKING, Group
from engine.network.spec import NORM, NetworkSpec
from engine.running.trace import Trace

LARGEST = 99
"""No number of the forward pass is larger."""
NOTHING = 1e-9
"""A gradient that is 0 but for rounding."""


def broken(trace: Trace, spec: NetworkSpec, pieces: tuple[Group, ...], dead: int) -> str | None:
    """The first promise that a trace does not keep, in words; None where all are kept."""
    return next(_faults(trace, spec, pieces, dead), None)


def _faults(trace: Trace, spec: NetworkSpec, pieces: tuple[Group, ...], dead: int) -> Iterator[str]:
    for equation in trace.program.in_phase(Phase.FORWARD):
        if not _short(trace[equation.name]):
            yield f"{equation.name} without a number beyond {LARGEST}"
    for layer in (layer for group in pieces for layer in group.followers):
        if layer.kind in KINKED and (np.abs(trace[layer.place.below.name]) <= NOTHING).any():
            yield f"{layer.place.below.name} without a number at the kink of {layer.kind}"
    gone = {k: _dead(trace, group) for k, group in enumerate(pieces)}
    if sum(int(units.sum()) for units in gone.values()) != dead:
        yield f"{dead} dead units and no more"
    for k, group in enumerate(pieces):
        yield from _silent(trace, spec, pieces[k:], gone[k]) if group.linear else ()


def _short(value: np.ndarray) -> bool:
    return bool((np.abs(value) <= LARGEST).all())


def _dead(trace: Trace, group: Group) -> Flags:
    """Which units of a group are 0 for the whole batch."""
    if group.linear is None:
        return np.zeros(1, dtype=np.bool_)
    width = trace[group.linear.place.out.name].shape[1]
    found = np.zeros(width, dtype=np.bool_)
    for layer in group.followers:
        if layer.kind in MASKING:
            found |= (trace[layer.place.below.name] <= 0).all(axis=0)
    return found


def _silent(
    trace: Trace, spec: NetworkSpec, pieces: tuple[Group, ...], dead: Flags
) -> Iterator[str]:
    """Nothing goes back through a threshold; where a normalisation undoes the weights, they have 0.

    It does where all that comes in lies on one line: it moves and stretches its input to the same.
    """
    linear = pieces[0].linear
    if linear is None or any("threshold" in group.kinds for group in pieces):
        return
    back = np.abs(trace[grad(linear.place.out.name)])
    if (back.max(axis=0)[~dead] <= NOTHING).any():
        yield f"a gradient for every unit of {linear.place.out.name}"
    if (back.max(axis=1) <= NOTHING).any():
        yield f"a gradient for every sample of {linear.place.out.name}"
    name = grad(linear.place.own("W").name)
    undone = (
        spec.training and NORM in pieces[0].kinds and _on_a_line(trace[linear.place.below.name])
    )
    if not undone and np.abs(trace[name]).max() <= NOTHING:
        yield f"{name} other than 0"


def _on_a_line(samples: np.ndarray) -> bool:
    return bool(np.linalg.matrix_rank(samples - samples.mean(axis=0), tol=1e-6) <= 1)
