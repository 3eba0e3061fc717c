"""The numbers that a design begins with: the example's where they fit, and drawn ones elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app import digits
from app.design import DIGITS, GIVEN, NICE, Design, spec_of
from app.examples import EXAMPLES, load
from engine.core.program import Input, Role
from engine.network.build import build
from engine.network.initialize import initialize
from engine.network.losses import LOSSES, STRENGTH
from engine.network.nice import nice
from engine.network.optimizers import DEFAULTS, RATE
from engine.network.scenario import Scenario
from engine.network.scenario.layout import LAYER_FIELDS
from engine.network.scenario.reading import value_name
from engine.network.spec import NetworkSpec, placed

Array = NDArray[np.float64]
Values = Mapping[str, Array]
USUAL = {RATE.name: 0.1, STRENGTH.name: 0.01, **DEFAULTS}
"""What the numbers usually are that a network is trained with."""
REACH = 3
"""Whole numbers are drawn from -3 to 3."""


@lru_cache(maxsize=16)
def scenario_of(design: Design) -> Scenario:
    """The network of a design with all its numbers; the same design makes the same ones.

    Raises `SettingError` where nice numbers are asked for and there are none.
    """
    spec = spec_of(design)
    program = build(spec)
    shapes = program.sized({"n": design.batch})
    if design.start == NICE:
        return Scenario(spec, nice(spec, design.batch, design.seed, design.dead))
    usual, own = _usual(spec), {**_drawn(design, spec), **_of_example(design)}

    def value(wanted: Input) -> Array:
        shape, have = shapes[wanted.name], own.get(wanted.name)
        if have is not None and have.shape == shape:
            return have
        below = _below(wanted, shape, usual, design)
        return below if have is None else _laid_over(below, have, wanted.role is Role.TARGET)

    found = {wanted.name: value(wanted) for wanted in program.inputs}
    values = found | (_images(design) if design.data == DIGITS else {})
    return Scenario(spec, MappingProxyType({name: _frozen(v) for name, v in values.items()}))


def _frozen(value: Array) -> Array:
    array = np.array(value, dtype=np.float64)
    array.flags.writeable = False
    return array


def _usual(spec: NetworkSpec) -> dict[str, float]:
    """Learning rate, strengths, and what a layer has besides its weights."""
    found, program = dict(USUAL), build(spec)
    for layer in placed(spec):
        for key, field in LAYER_FIELDS.get(layer.kind, {}).items():
            if not field.required:
                usual = field.default if field.fill is None else field.fill
                found[value_name(layer.place, key, program)] = float(usual)
    return found


def _drawn(design: Design, spec: NetworkSpec) -> Values:
    """The parameters as they are initialised; none where an example gives them."""
    if design.start == GIVEN:
        return {}
    return initialize(spec, design.start, design.seed)


def _of_example(design: Design) -> Values:
    """What the example gives: its samples, and its parameters if they are asked for."""
    if design.data not in EXAMPLES:
        return {}
    example = load(design.data)
    parameters = {Role.PARAMETER} if design.start == GIVEN else set()
    roles = {Role.INPUT, Role.TARGET, Role.RATE, *parameters}
    return {i.name: example.values[i.name] for i in example.program.inputs if i.role in roles}


def _below(
    wanted: Input, shape: tuple[int, ...], usual: Mapping[str, float], design: Design
) -> Array:
    """An input that nothing gives: what it usually is, or drawn; what is remembered begins at 0."""
    if wanted.name in usual:
        return np.full(shape, usual[wanted.name])
    if wanted.role is Role.STATE:
        return np.zeros(shape)
    draw = _targets if wanted.role is Role.TARGET else _whole
    return draw(_generator(design, wanted.name), shape, design)


def _laid_over(below: Array, above: Array, whole_rows: bool) -> Array:
    """The entries that both have are those of `above`; whole rows only as wide as they are."""
    if not whole_rows or above.shape[1] == below.shape[1]:
        rows, cols = (min(a, b) for a, b in zip(below.shape, above.shape, strict=True))
        below[:rows, :cols] = above[:rows, :cols]
    return below


def _generator(design: Design, name: str) -> np.random.Generator:
    """Of its own for every name, so that a layer more leaves the other numbers as they are."""
    return np.random.default_rng([design.seed, *name.encode()])


def _whole(rng: np.random.Generator, shape: tuple[int, ...], design: Design) -> Array:
    """Whole numbers without 0; tenths where the example has such."""
    unit = 0.1 if design.data == "small" else 1.0
    size = rng.integers(1, REACH + 1, shape) * rng.choice((-1, 1), shape)
    return np.asarray(np.round(size * unit, 1))


def _targets(rng: np.random.Generator, shape: tuple[int, ...], design: Design) -> Array:
    """A class for every sample, yes or no, or whole numbers, as the loss takes them."""
    target = LOSSES[design.loss].target
    if target == "class" and shape[1] > 1:
        return np.eye(shape[1])[rng.integers(0, shape[1], shape[0])]
    most = REACH if target == "number" else 1
    return rng.integers(0, most + 1, shape).astype(np.float64)


def _images(design: Design) -> dict[str, Array]:
    """The first images of the digits, each pixel enlarged where 28 x 28 are asked for."""
    images, classes = digits.digits()
    rows = images[: design.batch]
    large = design.inputs != images.shape[1]
    return {
        "X": digits.enlarged(rows) if large else rows,
        "D": classes[: design.batch],
    }
