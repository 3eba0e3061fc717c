"""Show an explicit Jacobian beside the short formula that saves building it."""

from __future__ import annotations

from itertools import product

import numpy as np

from app.views.panels.request import Data, Request
from engine.calculus.jacobian import LIMIT, proof, size
from engine.core.box import Box, Gap, Letter, NameBox, Row, Sign, Sup, Word, parens
from engine.core.expr import names
from engine.core.render import boxes
from engine.printing.screen import screen
from engine.running.trace import Array, Trace

MOST_ENTRIES, MOST_ROWS = 600, 30
"""A larger matrix is drawn as a pattern."""
FINEST = 72
"""How many squares a pattern has at most in a row and in a column."""


def jacobian(request: Request) -> Data:
    """`J` with the entries that its rows and columns belong to, and `Jᵀ g` computed both ways.

    Of a Jacobian that is too large to be built only the size is sent.
    """
    step, to = request.panel["step"], request.panel["input"]
    needed = size(request.trace.program, step, to, request.trace.dims)
    about: Data = {
        "step": step,
        "input": to,
        "size": [needed.rows, needed.columns, needed.nonzero],
        "structure": needed.structure,
        "matrix": None,
        "pattern": None,
    }
    return about if needed.entries > LIMIT else about | _proved(request, step, to)


def _proved(request: Request, step: str, to: str) -> Data:
    """Write the matrix or its pattern, and both sides of `Jᵀ g = short formula`."""
    proved = proof(request.trace, step, to)
    matrix, short = proved.jacobian.matrix, boxes(proved.short)
    shown = matrix.size <= MOST_ENTRIES and max(matrix.shape) <= MOST_ROWS
    inputs = {
        name: request.trace[name] for name in names(proved.short) if name in request.trace.values
    }
    inputs[proved.upstream_name] = proved.upstream
    return {
        "matrix": matrix.tolist() if shown else None,
        "pattern": None if shown else pattern_of_zeros(matrix),
        "rows": entry_labels(request.trace[step]),
        "columns": entry_labels(request.trace[to]),
        "short": request.math(_sides(proved.upstream_name, short)),
        "box": screen(short),
        "given": {name: np.atleast_2d(value).tolist() for name, value in inputs.items()},
        "upstream": proved.upstream_name,
        "long": np.atleast_2d(proved.long).tolist(),
        "value": np.atleast_2d(proved.value).tolist(),
        "same": bool(proved.difference < 1e-9),
        "recorded": recorded_gradient(request.trace, to, proved.value),
    }


def recorded_gradient(trace: Trace, to: str, value: Array) -> Data | None:
    """Tell how the recorded gradient relates to a product: it is `this`, its `mean`, or `more`."""
    name = trace.program.gradient_of.get(to)
    if name is None:
        return None
    gradient, count = trace[name], trace.dims.get("n", 1)
    told = {"this": gradient, "mean": count * gradient}
    kinds = (kind for kind, g in told.items() if np.allclose(g, value, rtol=1e-9, atol=1e-12))
    return {"name": name, "as": next(kinds, "more"), "count": count}


def _sides(upstream: str, short: Box) -> Box:
    transposed = Sup(Letter("J"), Sign("⊤"))
    left = (transposed, Gap(), Word("vec"), parens(NameBox(upstream)))
    return Row((*left, Sign("="), Word("vec"), parens(short)))


def pattern_of_zeros(matrix: Array) -> list[str]:
    """Draw where entries are not zero: a text of `.` and `#` for each row of squares."""
    rows, cols = (min(length, FINEST) for length in matrix.shape)
    down, across = (
        np.arange(count) * length // count
        for count, length in zip((rows, cols), matrix.shape, strict=True)
    )
    there = np.maximum.reduceat(np.maximum.reduceat(matrix != 0, down, axis=0), across, axis=1)
    return ["".join("#" if one else "." for one in row) for row in there]


def entry_labels(value: Array) -> list[str]:
    """Name the entries of a flattened matrix row by row, from 1; a vector's by one number."""
    if value.ndim == 0:
        return [""]
    if 1 in value.shape:
        return [str(k + 1) for k in range(value.size)]
    rows, cols = value.shape
    return [f"{i + 1},{j + 1}" for i, j in product(range(rows), range(cols))]
