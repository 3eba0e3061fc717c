"""Make the numbers that a design begins with: the example's where they fit, others elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app import digits
from app.design import DIGITS, GIVEN, NICE, Design, spec_of
from app.examples import EXAMPLES, load
from app.train.instant import Moment, inputs_at
from app.workers.task import result_of
from engine.core.program import Input, Role
from engine.learning.plan import USUAL_STRENGTH
from engine.network.build import build
from engine.network.initialize import initialize
from engine.network.layer_values import starts
from engine.network.layers.dropout import MASK, P
from engine.network.losses import LOSSES, STRENGTH, Target
from engine.network.nice.search import nice
from engine.network.optimizers import DEFAULTS
from engine.network.scenario.scenario import Scenario
from engine.network.spec import NetworkSpec
from engine.running.numbers import frozen

Array = NDArray[np.float64]
Values = Mapping[str, Array]
LARGEST = 3
"""Whole numbers are drawn from -3 to 3."""


@dataclass(frozen=True)
class NiceNumbers:
    """The search for nice numbers of a network, as a task for a worker."""

    spec: NetworkSpec
    batch: int
    seed: int
    dead: int

    @property
    def seconds(self) -> float:
        """About how long it takes, as measured from 2-3-2 with 4 samples to 8-8-8-8 with 64."""
        return self.batch * sum(width for _, width in self.spec.layers) / 1500

    def compute(self) -> Values:
        """Look for them. Raises `SettingError` where there are none."""
        return dict(nice(self.spec, self.batch, self.seed, self.dead))


@lru_cache(maxsize=16)
def scenario_of(design: Design) -> Scenario:
    """Make the network of a design with all its numbers; the same design makes the same ones.

    Raises `SettingError` where it begins with nice numbers and there are none.
    """
    spec = spec_of(design)
    if design.start == NICE:
        found = result_of(NiceNumbers(spec, design.batch, design.seed, design.dead))
        return Scenario(spec, MappingProxyType({name: frozen(v) for name, v in found.items()}))
    program, defaults = build(spec), _defaults(spec) | _shares(design)
    shapes = program.sized({"n": design.batch})
    known = {**_initialized(design, spec), **_of_example(design), **_of_moment(design)}

    def value(argument: Input) -> Array:
        shape, array = shapes[argument.name], known.get(argument.name)
        if array is not None and array.shape == shape:
            return array
        filler = _filler(argument, shape, defaults, design)
        whole_rows = argument.role is Role.TARGET
        return filler if array is None else _with_corner(filler, array, whole_rows)

    values = {argument.name: value(argument) for argument in program.inputs}
    values |= _images(design) if design.data == DIGITS else {}
    return Scenario(spec, MappingProxyType({name: frozen(v) for name, v in values.items()}))


def _defaults(spec: NetworkSpec) -> dict[str, float]:
    """List the numbers of the training, and what the values of layers begin with, by name."""
    own = {name: float(start) for name, start in starts(spec).items() if start is not None}
    return {STRENGTH.name: USUAL_STRENGTH, **DEFAULTS, **own}


def _shares(design: Design) -> dict[str, float]:
    """List the share that each layer drops, by its name in the program."""
    return {f"{P.name}{k}": layer.dropout for k, layer in enumerate(design.layers, 1)}


def _initialized(design: Design, spec: NetworkSpec) -> Values:
    """Initialize the parameters; none where an example gives them."""
    if design.start == GIVEN:
        return {}
    return initialize(spec, design.start, design.seed)


def _of_example(design: Design) -> Values:
    """Take the samples of the example, and its parameters where the design begins with them."""
    if design.data not in EXAMPLES:
        return {}
    example = load(design.data)
    parameters = {Role.PARAMETER} if design.start == GIVEN else set()
    roles = {Role.INPUT, Role.TARGET, Role.RATE, *parameters}
    return {i.name: example.values[i.name] for i in example.program.inputs if i.role in roles}


def _of_moment(design: Design) -> Values:
    """Take every input of an iteration of a training, where the design has the numbers of one."""
    return inputs_at(design.moment) if isinstance(design.moment, Moment) else {}


def _filler(
    argument: Input, shape: tuple[int, ...], defaults: Mapping[str, float], design: Design
) -> Array:
    """Make an input that nothing gives: its default, 0 for what is remembered, or drawn."""
    if argument.name in defaults or argument.role is Role.STATE:
        return np.full(shape, defaults.get(argument.name, 0.0))
    if argument.usual is not None:
        return np.full(shape, argument.usual)
    if argument.role is Role.MASK:
        return _mask(design, argument.name, shape)
    draw = _targets if argument.role is Role.TARGET else _whole
    return draw(_generator(design, argument.name), shape, design)


def _mask(design: Design, name: str, shape: tuple[int, ...]) -> Array:
    """Draw which entries a dropout keeps; its name ends with the number of its layer."""
    share = design.layers[int(name.removeprefix(MASK.name)) - 1].dropout
    return np.asarray(_generator(design, name).random(shape) >= share, dtype=np.float64)


def _with_corner(below: Array, above: Array, whole_rows: bool) -> Array:
    """Copy the entries that both have from `above`; whole rows only where they are as wide."""
    if not whole_rows or above.shape[1] == below.shape[1]:
        rows, cols = (min(a, b) for a, b in zip(below.shape, above.shape, strict=True))
        below[:rows, :cols] = above[:rows, :cols]
    return below


def _generator(design: Design, name: str) -> np.random.Generator:
    """Make a generator for each name, so that a new layer leaves the other numbers as they are."""
    return np.random.default_rng([design.seed, *name.encode()])


def _whole(rng: np.random.Generator, shape: tuple[int, ...], design: Design) -> Array:
    """Draw whole numbers without 0, or tenths beside the small example, which has tenths."""
    unit = 0.1 if design.data == "small" else 1.0
    size = rng.integers(1, LARGEST + 1, shape) * rng.choice((-1, 1), shape)
    return np.asarray(np.round(size * unit, 1))


def _targets(rng: np.random.Generator, shape: tuple[int, ...], design: Design) -> Array:
    """Draw what the loss takes: a class for every sample, 0 or 1, or whole numbers."""
    target = LOSSES[design.loss].target
    if target is Target.CLASSES and shape[1] > 1:
        return np.eye(shape[1])[rng.integers(0, shape[1], shape[0])]
    most = LARGEST if target is Target.NUMBERS else 1
    return rng.integers(0, most + 1, shape).astype(np.float64)


def _images(design: Design) -> dict[str, Array]:
    """Take the first images of the digits, enlarged where there are 28 x 28 inputs."""
    images, classes = digits.digits()
    rows = images[: design.batch]
    large = design.inputs != images.shape[1]
    return {
        "X": digits.enlarged(rows) if large else rows,
        "D": classes[: design.batch],
    }
