"""Equations of a network computed one after the other, on as many columns as there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.evaluate import evaluate
from engine.core.expr import Expr, Name, Number, Size
from engine.core.ops import OPS
from engine.core.program import Equation
from engine.core.rewrite import at_sizes
from engine.running.compiler import function

Array = NDArray[np.float64]
ROUNDED = 9
"""Decimals that are kept, so that `3 (5/3)` is 5."""


def compute(
    equations: Sequence[Equation], values: Mapping[str, Any], batch: int
) -> dict[str, Array]:
    """Compute equations one after the other, each rounded at the end to `ROUNDED` decimals."""
    known = dict(values)

    def leaf(node: Expr) -> Any:
        match node:
            case Name(name):
                return known[name]
            case Number(number) | Size(int(number)):
                return number
        raise TypeError(f"{node!r} is no leaf of an expression of matrices")

    with np.errstate(all="ignore"):
        for equation in equations:
            expr = at_sizes(equation.expr, {"n": batch})
            known[equation.name] = evaluate(expr, leaf, lambda op, args: function(OPS[op])(*args))
    return {e.name: np.round(known[e.name], ROUNDED) for e in equations}
