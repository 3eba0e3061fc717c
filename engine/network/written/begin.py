"""Give a written network numbers to begin with: those that it says, others drawn by a seed."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from engine.core.program import Input, Role
from engine.network.build import build
from engine.network.initialize import initialize
from engine.network.layer_values import starts
from engine.network.losses import LOSSES, Target
from engine.network.optimizers import DEFAULTS
from engine.network.scenario.masks import drawn_mask
from engine.network.scenario.scenario import Scenario
from engine.network.spec import NetworkSpec
from engine.network.written.network import WrittenNetwork
from engine.running.numbers import Array, frozen

LARGEST = 3
"""Whole numbers are drawn from -3 to 3."""


def begun(network: WrittenNetwork, batch: int = 4, seed: int = 0) -> Scenario:
    """Make a scenario of a written network; the same seed makes the same numbers.

    Samples are small whole numbers, weights Xavier's, and what an optimizer remembers is 0.
    """
    spec, rng = network.spec, np.random.default_rng(seed)
    program = build(spec)
    shapes = program.sized({"n": batch})
    fixed = {name: start for name, start in starts(spec).items() if start is not None}
    known = {**DEFAULTS, **fixed, **network.settings}
    drawn = initialize(spec, "xavier_uniform", seed)

    def made(given: Input) -> Array:
        shape = shapes[given.name]
        if given.name in drawn:
            return drawn[given.name]
        if given.role is Role.MASK:
            share = float(known["p" + given.name.removeprefix("mask")])
            return drawn_mask(rng, shape, share)
        if given.name in known or given.role is Role.STATE or given.usual is not None:
            return np.full(shape, known.get(given.name, given.usual or 0.0))
        return _target(rng, shape, spec) if given.role is Role.TARGET else _whole(rng, shape)

    values = {given.name: frozen(made(given)) for given in program.inputs}
    return Scenario(spec, MappingProxyType(values))


def _whole(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    return rng.integers(-LARGEST, LARGEST + 1, shape).astype(np.float64)


def _target(rng: np.random.Generator, shape: tuple[int, ...], spec: NetworkSpec) -> Array:
    """Draw what the loss takes for a target: classes, yes and no, or whole numbers."""
    kind = LOSSES[spec.loss].target
    if kind is Target.CLASSES:
        return np.eye(shape[1])[rng.integers(shape[1], size=shape[0])]
    if kind is Target.LABELS:
        return rng.integers(0, 2, shape).astype(np.float64)
    return _whole(rng, shape)
