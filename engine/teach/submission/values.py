"""Put arrays that someone brings, such as a `state_dict`, into a scenario: weights, samples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.errors import AnswerError
from engine.core.program import Program, Role
from engine.network.scenario.scenario import Scenario
from engine.running.numbers import Array, frozen
from engine.teach.diagnose.comparison import answered
from engine.teach.diagnose.tolerance import Answer
from engine.teach.submission.digits import typed
from engine.teach.submission.layout import Layout, layouts, oriented, weights_of
from engine.teach.submission.names import Named, fits, named

OF_MODULE = re.compile(r"\.(?:weight|weights)$")
"""The name of a weight of PyTorch's modules, which stand as (out, in)."""
MOST_ROWS = 10_000
SIZES_TRIED = 12


@dataclass(frozen=True, eq=False)
class Taken:
    """A scenario with someone's arrays in it.

    `names` says what each of their names stands for; `inputs` are those that were put in.
    """

    scenario: Scenario
    names: tuple[Named, ...]
    inputs: tuple[str, ...]

    @property
    def own(self) -> frozenset[str]:
        """The names that the arrays that were put in have in someone's own work."""
        return frozenset(one.own for one in self.names if one.name in self.inputs)


def with_arrays(
    scenario: Scenario, own: Mapping[str, Any], chosen: Mapping[str, str] | None = None
) -> Taken:
    """Replace the inputs of a scenario that someone brings arrays for, by their names.

    Weights may stand as (out, in), samples in columns, a target may be a list of classes. Raises
    `AnswerError` for an array of another shape, and for what are no numbers.
    """
    given, program = _answers(own), scenario.program
    names, batch = _named(scenario, given, chosen or {})
    shapes = program.sized({"n": batch})
    inputs = {one.name: given[one.own] for one in names if one.name in program.roles}
    theirs = {str(one.name): one.own for one in names}
    layout = _layout(program, shapes, inputs, theirs)
    found = {
        name: _fitted(program, layout, name, answer, shapes[name], theirs[name])
        for name, answer in inputs.items()
        if name
    }
    _check_batch(scenario, found, batch)
    return Taken(scenario.with_values(found), names, tuple(found))


def names_in(scenario: Scenario, own: Mapping[str, Any]) -> tuple[Named, ...]:
    """Say what the names of arrays stand for, with as many samples as most of them have."""
    return _named(scenario, _answers(own), {})[0]


def _answers(own: Mapping[str, Any]) -> dict[str, Answer]:
    return {name: answered(name, typed(value), 1.0) for name, value in own.items()}


def _named(
    scenario: Scenario, given: Mapping[str, Answer], chosen: Mapping[str, str]
) -> tuple[tuple[Named, ...], int]:
    """Find what the names stand for, and the number of samples with which most are found."""
    shapes = {name: answer.values.shape for name, answer in given.items()}
    best: tuple[tuple[Named, ...], int] | None = None
    program, most = scenario.program, 0
    for batch in _batches(scenario, shapes):
        meant = named(program, shapes, {"n": batch}, chosen)
        found = tuple(_targets(scenario, meant, shapes, batch))
        count = _count(program, found, shapes, batch)
        if best is None or count > most:
            best, most = (found, batch), count
    assert best is not None
    return best


def _batches(scenario: Scenario, shapes: Mapping[str, tuple[int, ...]]) -> Iterator[int]:
    """List the sizes that the number of samples may be: that of the scenario first."""
    own = len(scenario.values["X"])
    sizes = dict.fromkeys(size for shape in shapes.values() for size in shape if size <= MOST_ROWS)
    yield own
    yield from [size for size in sizes if size and size != own][:SIZES_TRIED]


def _count(
    program: Program, names: tuple[Named, ...], shapes: Mapping[str, tuple[int, ...]], batch: int
) -> int:
    """Count the inputs that are given, in a shape that they have for so many samples."""
    wanted = program.sized({"n": batch})
    given = ((str(one.name), shapes[one.own]) for one in names if one.name in program.roles)
    return sum(fits(wanted[name], have) or have == (batch,) for name, have in given)


def _targets(
    scenario: Scenario,
    names: tuple[Named, ...],
    shapes: Mapping[str, tuple[int, ...]],
    batch: int,
) -> Iterator[Named]:
    """Take `y` for the target where nothing else is, also as a list of classes."""
    (target,) = scenario.program.with_role(Role.TARGET)
    taken = any(one.name == target for one in names)
    width = scenario.program.shapes[target][1]
    fits = ((batch, width), (width, batch), (batch,), (batch, 1))
    for one in names:
        is_target = _word(one.own) in ("y", "d", "t", "target", "targets", "labels", "label")
        if not taken and is_target and shapes[one.own] in fits:
            taken = True
            yield Named(one.own, target)
        else:
            yield one


def _word(own: str) -> str:
    return re.sub(r"(?:_?(?:train|batch|true))$", "", own.rpartition("/")[2].lower())


def _layout(
    program: Program,
    shapes: Mapping[str, tuple[int, ...]],
    inputs: Mapping[str | None, Answer],
    theirs: Mapping[str, str],
) -> Layout:
    """Find how the arrays stand; a square weight of a module stands as PyTorch has it."""
    plain = {str(name): answer for name, answer in inputs.items()}
    ways = list(layouts(program, shapes, plain))
    weights = [name for name in plain if name in weights_of(program)]
    turned = bool(weights) and all(OF_MODULE.search(theirs[name]) for name in weights)
    return next((way for way in ways if way.weights == turned), ways[0])


def _fitted(
    program: Program,
    layout: Layout,
    name: str,
    answer: Answer,
    want: tuple[int, ...],
    own: str,
) -> Array:
    """Bring an array to the shape of an input. Raises `AnswerError` where it has another one."""
    values = oriented(program, layout, name, answer, want).values
    if program.roles[name] is Role.TARGET and _is_classes(values, want):
        return frozen(np.eye(want[1])[values.astype(int).ravel()])
    if values.shape != want and sorted(d for d in values.shape if d != 1) == sorted(
        d for d in want if d != 1
    ):
        values = values.T if values.ndim == 2 and min(want, default=1) > 1 else values.reshape(want)
    if values.shape != want:
        raise AnswerError(
            "other_shape", f"is of shape {values.shape}, where {name} is {want}"
        ).below(own)
    return frozen(values)


def _is_classes(values: Array, want: tuple[int, ...]) -> bool:
    """Tell a list of classes, counted from 0, where a row for each sample is wanted."""
    if len(want) != 2 or want[1] < 2 or values.size != want[0] or values.shape == want:
        return False
    whole = np.isfinite(values).all() and (values == np.floor(values)).all()
    return bool(whole and ((values >= 0) & (values < want[1])).all())


def _check_batch(scenario: Scenario, found: Mapping[str, Array], batch: int) -> None:
    """Refuse another number of samples where the samples themselves do not come with it."""
    rows = [name for name, shape in scenario.program.shapes.items() if shape[:1] == ("n",)]
    needed = [name for name in rows if name in scenario.program.roles and name not in found]
    if batch != len(scenario.values["X"]) and needed:
        raise AnswerError(
            "other_shape", f"has {batch} samples; {', '.join(needed)} have to be given with as many"
        )
