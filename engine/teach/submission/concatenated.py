"""Take apart arrays in which the bias is a row of the weights, beside a column of ones.

`[Y, 1] @ [W; B]` is `Y @ W + B`: such weights have a row more, and such outputs a column more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import numpy as np

from engine.core.naming import new
from engine.core.program import Program
from engine.running.trace import Array
from engine.teach.diagnose.tolerance import Answer
from engine.teach.submission.quantities import quantities

Sizes = tuple[int, ...]
PLACES = {"last": -1, "first": 0}
"""Where the bias, or the column of ones, stands among the others."""
Answers = Mapping[str, Answer]


def taken_apart(
    program: Program, wanted: Mapping[str, Sizes], answers: Answers
) -> Iterator[tuple[str, Answers]]:
    """Take the biases out of the weights, the last row or the first, and the ones away.

    Each way has its place before it; where no array is like that, all stay, and the place is empty.
    """
    biases = _biases(program)
    shapes = {name: answers[name].values.shape for name in answers}
    all_axes = list(_all_axes(wanted, shapes, biases, _rows(program)))
    if not all_axes:
        yield "", answers
    for axes, (place, at) in product(all_axes, PLACES.items()):
        own = dict(answers)
        for name, axis in axes.items():
            own[name], bias = _apart(answers[name], axis, at)
            if name in biases:
                own.setdefault(biases[name], bias)
        yield place, own


def _all_axes(
    wanted: Mapping[str, Sizes],
    shapes: Mapping[str, Sizes],
    biases: Mapping[str, str],
    rows: set[str],
) -> Iterator[Mapping[str, int]]:
    """Find the axis along which each array is longer: where it is square, as in the others."""
    axes = {
        name: _longer_axes(name in biases, wanted[name], shapes[name])
        for name in shapes
        if name in biases or name in rows
    }
    longer = {name: found for name, found in axes.items() if found}
    for of_weights, of_rows in product((0, 1), (1, 0)) if longer else ():
        chosen = {name: of_weights if name in biases else of_rows for name in longer}
        if all(chosen[name] in found for name, found in longer.items()):
            yield chosen


def _biases(program: Program) -> dict[str, str]:
    """Name the bias of each weight, of its gradient, and of what an update makes of it."""
    known, found = quantities(program), dict[str, str]()
    for quantity, weight in known.items():
        if quantity.kind == "weight" and (bias := known.get(replace(quantity, kind="bias"))):
            found[weight] = bias
            if new(weight) in program.shapes:
                found[new(weight)] = new(bias)
    return found


def _rows(program: Program) -> set[str]:
    """Name what has a row for each sample, and may have a column of ones."""
    return {name for quantity, name in quantities(program).items() if quantity.kind == "output"}


def _longer_axes(is_weight: bool, want: Sizes, have: Sizes) -> tuple[int, ...]:
    """List the axes that may have one entry more: of weights that of the inputs."""
    axis = 0 if is_weight else 1
    longer = tuple(size + (k == axis) for k, size in enumerate(want))
    return tuple(
        along for along, shape in ((axis, longer), (1 - axis, longer[::-1])) if have == shape
    )


def _apart(answer: Answer, axis: int, at: int) -> tuple[Answer, Answer]:
    """Cut a row or a column off an array: the rest of it, and what was cut off as a row."""
    rest, cut = (
        [_cut(part, axis, at, is_cut) for part in (answer.values, answer.slack)]
        for is_cut in (False, True)
    )
    return answer.reshaped(*rest), answer.reshaped(*cut)


def _cut(part: Array, axis: int, at: int, is_cut: bool) -> Array:
    return np.take(part, at, axis)[None] if is_cut else np.delete(part, at, axis)
