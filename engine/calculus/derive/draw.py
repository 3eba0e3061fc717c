"""Draw values at which a formula and its gradient are calculated and compared."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, product

import numpy as np

from engine.calculus.derive.symbols import Symbols
from engine.calculus.derive.typed.reading import Reading
from engine.calculus.derive.typed.refusal import refusal
from engine.core.expr import Expr, Name
from engine.core.infer import sized
from engine.running.numbers import Array, Numbers

SIZES = ((4, 3, 2, 5), (3, 4, 5, 2))
"""What dimensions are where they are not declared as numbers."""
MODERATE = 1e3
TRIES = 3
DRAWS: tuple[Callable[[np.random.Generator, tuple[int, ...]], Array], ...] = (
    lambda rng, shape: rng.normal(size=shape),
    lambda rng, shape: rng.uniform(0.5, 1.5, shape),
    lambda rng, shape: rng.uniform(0.01, 0.1, shape),
)


def draw(reading: Reading, gradient: Expr, symbols: Symbols, seed: int) -> Numbers:
    """Draw values for every name and for `dX`, at which the formula and its gradient are moderate.

    They are of any sign, or positive where the formula needs it; dimensions that are not declared
    as numbers fall or rise, as `det(X' * X)` or `det(X * X')` need it.
    """
    rng = np.random.default_rng(seed)
    shapes = {**reading.shapes, **_others(reading, symbols)}
    named = dict.fromkeys(d for s in shapes.values() for d in s if isinstance(d, str))
    change = symbols.d(Name(symbols.wrt)).name
    for dims, how in product(SIZES, DRAWS * TRIES):
        sizes = dict(zip(named, cycle(dims), strict=False))
        values = {name: how(rng, sized(s, sizes)) for name, s in shapes.items()}
        values[change] = rng.normal(size=values[symbols.wrt].shape)
        numbers = Numbers(values, sizes, symbols.expansions)
        if all(np.all(np.abs(numbers.of(e)) < MODERATE) for e in (reading.expr, gradient)):
            break
    return numbers


def _others(reading: Reading, symbols: Symbols) -> dict[str, tuple[int | str, ...]]:
    """Find the shape of the gradient `G` that a Jacobian is read off, if there is one."""
    taken = reading.shapes.keys() | symbols.differentials.keys()
    return {
        name: shape for name, shape in symbols.shapes.items() if name not in taken and len(shape)
    }


def function(expr: Expr, numbers: Numbers, wrt: str) -> Callable[[Array], Array]:
    """Make the formula a function of one of its names."""
    return lambda x: Numbers({**numbers.values, wrt: x}, numbers.sizes).of(expr)


def check_finite(reading: Reading, numbers: Numbers, gradient: Array) -> None:
    """Raise `DeriveError` where a part of the formula, or its gradient, has no finite value."""
    for column, part in reading.columns:
        if not np.isfinite(numbers.of(part)).all():
            raise refusal("no_value", column)
    if not np.isfinite(gradient).all():
        raise refusal("no_gradient_value")
