"""What every hidden neuron makes of the points around the data: small maps, and one large."""

from __future__ import annotations

from base64 import b64encode
from itertools import islice
from typing import Any

import numpy as np

from app.train.looks.look import Data, LookKind
from app.train.rounding import rounded
from engine.data.data_set import DataSet
from engine.learning.course import Course
from engine.learning.neurons import hidden
from engine.learning.plane import grid
from engine.running.numbers import Array

SMALL, LARGE, LINE = 20, 41, 61
"""Points along a side of a small map, and of the large one; along a line of one input."""
MOST_UNITS = 32
"""So many neurons of a layer are shown at most."""
STEPS = 127
"""A small map has whole numbers from −127 to 127, its largest output in size being 127."""


def seen(course: Course, choice: str) -> Data:
    """Write the maps of each hidden layer, and numbers for the large one where one is chosen."""
    inputs = course.data.x.shape[1]
    _, layers = _outputs(course, SMALL if inputs == 2 else LINE)
    maps: dict[str, Any] = {"layers": [[_map(unit) for unit in _units(one)] for one in layers]}
    if choice:
        maps["around"] = _large(course, *map(int, choice.split(".")), inputs)
    return {"neurons": maps}


def _outputs(course: Course, count: int) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    axes, points = grid(course.data, count)
    return axes, hidden(course.judge, course.plan.spec, course.trainer.values, points)


def _units(outputs: Array) -> Any:
    return islice(outputs.T, MOST_UNITS)


def _map(outputs: Array) -> dict[str, Any]:
    """Write the outputs of a neuron as a byte each, and their range."""
    finite = np.nan_to_num(outputs)
    size = float(np.abs(finite).max()) or 1.0
    bytes_ = np.round(finite / size * STEPS).astype(np.int8).tobytes()
    least, most = rounded(np.array([finite.min(), finite.max()]))
    return {"map": b64encode(bytes_).decode(), "least": least, "most": most}


def _large(course: Course, layer: int, unit: int, inputs: int) -> Data | None:
    """Write the outputs of one neuron: as a curve, or from −1 to 1, the largest in size being 1."""
    axes, layers = _outputs(course, LARGE if inputs == 2 else LINE)
    if not (layer <= len(layers) and unit <= layers[layer - 1].shape[1]):
        return None
    outputs = layers[layer - 1][:, unit - 1]
    if inputs == 1:
        return {"x": rounded(axes[0]), "y": rounded(outputs)}
    size = float(np.abs(np.nan_to_num(outputs)).max()) or 1.0
    z = rounded((outputs / size).reshape(LARGE, LARGE))
    return {"x": rounded(axes[0]), "y": rounded(axes[1]), "z": z, "size": size}


def can_be_mapped(data: DataSet) -> bool:
    """Tell whether points can be spread around samples: with more than two inputs, too many."""
    return data.x.shape[1] <= 2


NEURONS = LookKind(seen, can_be_mapped, r"[1-9][0-9]?\.[1-9][0-9]{0,2}")
