"""Draw the first values of the parameters of a network.

`d` is how many inputs a layer has (fan-in) and `m` how many outputs (fan-out). Sources: Glorot and
Bengio, 2010, for Xavier; He et al., 2015, for He; the PyTorch documentation of `torch.nn.init`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.core.errors import SettingError
from engine.core.program import Role
from engine.network.build import build
from engine.network.layer_values import starts
from engine.network.nice.search import nice
from engine.network.options import one_of
from engine.network.spec import NetworkSpec
from engine.running.numbers import Array, frozen

Draw = Callable[[np.random.Generator, float, tuple[int, ...]], Array]


@dataclass(frozen=True)
class Initialization:
    """A distribution, and how wide it is for a layer of `d` inputs and `m` outputs."""

    name: str
    draw: Draw
    width: Callable[[int, int], float]


def _normal(rng: np.random.Generator, deviation: float, shape: tuple[int, ...]) -> Array:
    return rng.normal(0.0, deviation, shape)


def _uniform(rng: np.random.Generator, bound: float, shape: tuple[int, ...]) -> Array:
    return rng.uniform(-bound, bound, shape)


INITIALIZATIONS = {
    initialization.name: initialization
    for initialization in (
        Initialization("zeros", _normal, lambda _d, _m: 0.0),
        Initialization("normal", _normal, lambda _d, _m: 1.0),
        Initialization("uniform", _uniform, lambda _d, _m: 1.0),
        Initialization("xavier_normal", _normal, lambda d, m: math.sqrt(2 / (d + m))),
        Initialization("xavier_uniform", _uniform, lambda d, m: math.sqrt(6 / (d + m))),
        Initialization("he_normal", _normal, lambda d, _m: math.sqrt(2 / d)),
        Initialization("he_uniform", _uniform, lambda d, _m: math.sqrt(6 / d)),
    )
}
NICE = "nice"
NAMES = (*INITIALIZATIONS, NICE)
"""The choices for a network; a single matrix cannot be `nice`."""


def weights(
    initialization: str, rng: np.random.Generator, shape: tuple[int, ...], scale: float = 1.0
) -> Array:
    """Draw a matrix `W (d, m)` from a distribution, times `scale`.

    - `zeros`: `0`
    - `normal`: `N(0, 1)`; `uniform`: `U(-1, 1)`
    - `xavier_normal`: `N(0, 2 / (d + m))`; `xavier_uniform`: `U(-a, a)`, `a = √(6 / (d + m))`
    - `he_normal`: `N(0, 2 / d)`; `he_uniform`: `U(-a, a)`, `a = √(6 / d)`

    The second number of `N` is the variance. Raises `SettingError` for another name.
    """
    one_of(initialization, INITIALIZATIONS, "initialization")
    chosen = INITIALIZATIONS[initialization]
    return chosen.draw(rng, scale * chosen.width(*shape), shape)


def initialize(
    spec: NetworkSpec, initialization: str = "xavier_uniform", seed: int = 0, scale: float = 1.0
) -> Mapping[str, Array]:
    """Make every parameter of a network by name: `W` drawn, `B` and `beta` 0, `gamma` 1.

    `nice` takes the small whole numbers of `engine.network.nice`, which also has inputs and targets
    that go with them; then `scale` has to be 1. The same seed gives the same numbers. Raises
    `SettingError` for an unknown initialization.
    """
    one_of(initialization, NAMES, "initialization")
    if initialization == NICE and scale != 1:
        raise SettingError(f"scale is {scale}; nice numbers stay whole, so that it needs to be 1")
    values = (
        nice(spec, seed=seed)
        if initialization == NICE
        else _drawn(spec, initialization, np.random.default_rng(seed), scale)
    )
    names = build(spec).with_role(Role.PARAMETER)
    return MappingProxyType({name: values[name] for name in names})


def _drawn(
    spec: NetworkSpec, initialization: str, rng: np.random.Generator, scale: float
) -> dict[str, Array]:
    """Make the values of all layers: draw matrices, fill rows and numbers with their start."""
    shapes = build(spec).sized({"n": 1})
    return {
        name: frozen(
            weights(initialization, rng, shapes[name], scale)
            if start is None
            else np.full(shapes[name], start)
        )
        for name, start in starts(spec).items()
    }
