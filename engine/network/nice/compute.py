"""Equations of a network computed one after the other, on as many columns as there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.evaluate import evaluate
from engine.core.expr import Expr, Name, Number, Size
from engine.core.ops import OPS
from engine.core.program import Equation
from engine.core.rewrite import at_sizes
from engine.network.layers import ACTIVATIONS, activation_forward, batch_norm_forward
from engine.network.spec import NORM, NetworkSpec, PlacedLayer
from engine.running.compiler import function

Array = NDArray[np.float64]
ROUNDED = 9
"""Decimals that are kept, so that `3 (5/3)` is 5."""


def forward(layer: PlacedLayer, spec: NetworkSpec) -> tuple[Equation, ...]:
    """The equations of a normalisation or an activation, forward."""
    if layer.kind == NORM:
        return batch_norm_forward(layer.place, spec.conventions, spec.training)
    return activation_forward(layer.place, ACTIVATIONS[layer.kind])


def computed(
    equations: Iterable[Equation], values: Mapping[str, Any], batch: int
) -> dict[str, Array]:
    """What the equations give, by name, rounded at the end to `ROUNDED` decimals."""
    found: dict[str, Any] = {}
    with np.errstate(all="ignore"):
        for equation in equations:
            expr = at_sizes(equation.expr, {"n": batch})
            found[equation.name] = _value(expr, {**values, **found})
    return {name: np.round(value, ROUNDED) for name, value in found.items()}


def _value(expr: Expr, values: Mapping[str, Any]) -> Any:
    def leaf(node: Expr) -> Any:
        match node:
            case Name(name):
                return values[name]
            case Number(number) | Size(int(number)):
                return number
        raise TypeError(f"{node!r} is no expression of matrices")

    return evaluate(expr, leaf, lambda op, args: function(OPS[op])(*args))
