"""Search nice numbers for a network, block by block; start again if a trace is not nice."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from engine.core.errors import SettingError
from engine.core.program import Program, Role
from engine.network.build import build, layer_forward
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.nice.blocks import Block, blocks
from engine.network.nice.candidates import Flags
from engine.network.nice.choose import NoCandidate, choose
from engine.network.nice.compute import compute
from engine.network.nice.faults import first_fault
from engine.network.nice.limits import check, check_kinds
from engine.network.nice.settings import settings
from engine.network.nice.target import draw_target
from engine.network.spec import NetworkSpec, placed
from engine.running.numbers import Array, frozen
from engine.running.trace import run

ATTEMPTS = 20
"""How many times the search starts before it gives up."""


def nice(spec: NetworkSpec, batch: int = 4, seed: int = 0, dead: int = 0) -> Mapping[str, Array]:
    """Find a value for every input of a network, such that the numbers of its trace are nice.

    - inputs, weights, biases and targets are small whole numbers; the same seed gives the same ones
    - no number of the forward pass is beyond 99, and none is at the kink of an activation
    - exactly `dead` units are 0 for the whole batch
    - every sample and every other unit has a gradient that is not 0
    - every class is the target equally often, give or take one
    - up to the first irrational activation (sigmoid, softmax, ...) every number is a fraction;
      without one, all numbers are
    - a normalisation has `eps = 0`, and its variance is the square of a fraction

    Two gradients may be 0: all those before a threshold, since its slope is 0, and those of weights
    that a normalisation makes irrelevant. Raises `SettingError` if there are no such numbers, with
    the reason, and if the search finds none, with what was missing.
    """
    check_kinds(spec)
    program, pieces = build(spec), blocks(spec)
    check(spec, pieces, batch, seed, dead)
    rng, missing = np.random.default_rng(seed), ""
    for _ in range(ATTEMPTS):
        try:
            return _checked(program, _attempt(rng, spec, pieces, batch, dead), pieces, dead)
        except NoCandidate as error:
            missing = str(error)
    raise SettingError(
        f"no nice numbers were found in {ATTEMPTS} attempts; what is missing is {missing}. "
        f"Another seed or a smaller batch may have them"
    )


def _attempt(
    rng: np.random.Generator, spec: NetworkSpec, pieces: tuple[Block, ...], batch: int, dead: int
) -> dict[str, Array]:
    values, below = settings(spec), np.empty((batch, 0))
    for block, dead_units in zip(pieces, _dead_units(rng, pieces, dead), strict=True):
        below, own = choose(rng, spec, block, below, dead_units)
        if block.softmax:
            equations, place = layer_forward(spec, block.softmax), block.softmax.place
            below = compute(equations, {place.below.name: below}, batch)[place.out.name]
        values |= own
    (name,) = build(spec).with_role(Role.TARGET)
    loss, last = LOSSES.get(spec.loss), placed(spec)[-1]
    activation = (loss and loss.head) or ACTIVATIONS.get(last.kind)
    return values | {name: draw_target(rng, loss, activation, below)}


def _checked(
    program: Program, values: Mapping[str, Array], pieces: tuple[Block, ...], dead: int
) -> Mapping[str, Array]:
    """Give every input of a program its value; raise `NoCandidate` where its trace is not nice."""
    fault = first_fault(run(program, values), pieces, dead)
    if fault:
        raise NoCandidate(fault)
    return MappingProxyType({i.name: frozen(values[i.name]) for i in program.inputs})


def _dead_units(rng: np.random.Generator, pieces: tuple[Block, ...], dead: int) -> list[Flags]:
    """Draw which units of each block are to be dead."""
    places = np.repeat(np.arange(len(pieces)), [block.most_dead for block in pieces])
    counts = np.bincount(rng.permutation(places)[:dead], minlength=len(pieces))
    return [
        rng.permutation(np.arange(block.width) < n) for block, n in zip(pieces, counts, strict=True)
    ]
