"""The explicit Jacobian beside the short formula that saves it."""

from __future__ import annotations

from itertools import product

import numpy as np

from app.views.panels.asked import Asked, Data
from engine.box import Gap, Letter, NameBox, Row, Sign, Sup, Word, parens
from engine.jacobian import proof
from engine.render import boxes
from engine.trace import Array

MOST_ENTRIES = 600
"""A larger matrix is only said to be large."""


def jacobian(asked: Asked) -> Data:
    """`J` with the entries that its rows and columns are about, and `Jᵀ g` both ways."""
    step, to = asked.panel["step"], asked.panel["input"]
    found = proof(asked.trace, step, to)
    size, matrix = found.jacobian.size, found.jacobian.matrix
    transposed = Sup(Letter("J"), Sign("⊤"))
    left = (transposed, Gap(), Word("vec"), parens(NameBox(found.upstream_name)))
    sides = (*left, Sign("="), Word("vec"), parens(boxes(found.short)))
    return {
        "step": step,
        "input": to,
        "size": [size.rows, size.columns, size.nonzero],
        "structure": size.structure,
        "matrix": matrix.tolist() if matrix.size <= MOST_ENTRIES else None,
        "rows": entries(asked.trace[step]),
        "columns": entries(asked.trace[to]),
        "short": asked.math(Row(sides)),
        "upstream": found.upstream_name,
        "long": np.atleast_2d(found.long).tolist(),
        "value": np.atleast_2d(found.value).tolist(),
        "same": bool(found.difference < 1e-9),
    }


def entries(value: Array) -> list[str]:
    """The entries of a flattened matrix, row by row, counted from 1; one of a column by its row."""
    if value.ndim == 0:
        return [""]
    if 1 in value.shape:
        return [str(k + 1) for k in range(value.size)]
    rows, cols = value.shape
    return [f"{i + 1},{j + 1}" for i, j in product(range(rows), range(cols))]
