"""Draw the network of neurons: the values in each column, and the weights between columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.views.see.layers import LayerNames
from engine.core.program import Program, Role

Data = dict[str, Any]
MOST = 32
"""So many neurons still stand apart from one another."""


def neurons(
    program: Program, shapes: Mapping[str, tuple[int, ...]], layers: tuple[LayerNames, ...]
) -> Data | None:
    """List the columns of neurons and the weights between them; None where it cannot be drawn."""
    if not layers or not _drawable(layers, shapes):
        return None
    upright = layers[0].upright
    return {
        "columns": [[layers[0].below], *(list(layer.values) for layer in layers)],
        "links": [
            {"weights": layer.weights, "bias": layer.bias, "turned": layer.turned}
            for layer in layers
        ],
        "upright": upright,
        "samples": shapes[layers[0].below][1 if upright else 0],
        "target": _target(program, layers[-1]),
        "loss": next(iter(program.losses), None),
    }


def _drawable(layers: tuple[LayerNames, ...], shapes: Mapping[str, tuple[int, ...]]) -> bool:
    """Tell whether samples are on one axis throughout, and every layer has few enough neurons."""
    axis = 0 if layers[0].upright else 1
    ends = [layers[0].below, *(layer.values[0] for layer in layers)]
    alike = len({layer.upright for layer in layers}) == 1
    return alike and all(len(shapes[n]) == 2 and shapes[n][axis] <= MOST for n in ends)


def _target(program: Program, last: LayerNames) -> str | None:
    """Find the target, where it has an entry for every output."""
    targets = program.with_role(Role.TARGET)
    shape = program.shapes[last.values[-1]]
    return next((name for name in targets if program.shapes[name] == shape), None)
