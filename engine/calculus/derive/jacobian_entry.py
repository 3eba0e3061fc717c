"""Calculate a Jacobian that is written by its indices, entry by entry."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.calculus.derive.index_form import IndexForm
from engine.calculus.derive.typed.refusal import refusal
from engine.core.expr import Apply, Expr, Sum
from engine.core.rewrite import at_sizes
from engine.entries.entry import value_of
from engine.running.numbers import Numbers

MOST_TERMS = 3_000
"""How many terms an entry may have, so that all of them are soon computed."""

Sizes = tuple[int, ...]


def entry_function(
    form: IndexForm, numbers: Numbers, of: Sizes, at: Sizes
) -> Callable[[int, int], float]:
    """Make a Jacobian a function of two positions, one in the formula and one in its argument.

    `of` and `at` are the shapes of these two, in which a position counts row by row.
    Raises `DeriveError` where an entry has too many terms.
    """
    values = {**numbers.values, **{n: numbers.of(part) for n, part in form.parts.items()}}
    written = at_sizes(form.entry, numbers.sizes)
    if _terms(written) > MOST_TERMS:
        raise refusal("derivation_too_long")

    def entry(row: int, column: int) -> float:
        places = (*np.unravel_index(row, of), *np.unravel_index(column, at or (1,)))
        axes = [int(place) for place, dim in zip(places, (*of, *at), strict=False) if dim > 1]
        return value_of(written, values, dict(zip(form.indices, axes, strict=False)))

    return entry


def _terms(expr: Expr) -> int:
    """Count the terms of an entry once its sums are written out."""
    if isinstance(expr, Sum):
        return int(expr.dim) * _terms(expr.body)
    return sum(map(_terms, expr.args)) if isinstance(expr, Apply) else 1
