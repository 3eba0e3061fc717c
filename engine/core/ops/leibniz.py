"""Expand determinants and inverses into entries of the matrix, by the formula of Leibniz."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import permutations

from engine.core.errors import ShapeError
from engine.core.expr import Expr, Number
from engine.core.ops import shapes
from engine.core.ops.arithmetic import add, div, scale
from engine.core.ops.op import At

LARGEST_EXPANSION = 4
"""The largest matrix whose determinant is written out: 4x4 has 4! products."""


def _leibniz(at: At, rows: Iterable[int], cols: Iterable[int]) -> Expr:
    """Expand the determinant of these rows and columns: `Σ_π sgn(π) Π_i a[i, π(i)]`."""
    in_order, terms = tuple(rows), list[Expr]()
    for order in permutations(tuple(cols)):
        swaps = sum(a > b for k, a in enumerate(order) for b in order[k + 1 :])
        term: Expr = Number((-1) ** swaps)
        for row, col in zip(in_order, order, strict=True):
            term = scale(term, at.args[0](row, col))
        terms.append(term)
    return reduce(add, terms)


def _size(at: At) -> int:
    rows = at.shapes[0][0]
    if not isinstance(rows, int) or rows > LARGEST_EXPANSION:
        raise ShapeError(
            f"a determinant or an inverse is written out in its entries up to "
            f"{LARGEST_EXPANSION}x{LARGEST_EXPANSION}, not {shapes.dims(at.shapes[0])}"
        )
    return rows


def det_entry(at: At) -> Expr:
    """Expand `det X = Σ_π sgn(π) Π_i X[i, π(i)]`.

    Raises `ShapeError` for a matrix larger than 4x4.
    """
    n = _size(at)
    return _leibniz(at, range(n), range(n))


def _position(at: At) -> tuple[int, int]:
    """Give the position as two numbers; indices such as `i` are 0 in a 1x1 matrix."""
    if at.shapes[0][0] == 1:
        return 0, 0
    if isinstance(at.row, str) or isinstance(at.col, str):
        raise ShapeError("an entry of an inverse needs numbers for its position")
    return at.row, at.col


def inv_entry(at: At) -> Expr:
    """Expand `(X⁻¹)[i, j] = (-1)^(i + j) det(X without row j and column i) / det X`.

    Raises `ShapeError` for a matrix larger than 4x4, and for a position that is not two numbers.
    """
    n, (i, j) = _size(at), _position(at)
    minor = _leibniz(at, (r for r in range(n) if r != j), (c for c in range(n) if c != i))
    return div(scale(Number((-1) ** (i + j)), minor), det_entry(at))
