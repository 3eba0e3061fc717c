"""Derive the gradient of a typed formula of vectors and matrices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import cycle, product

import numpy as np

from engine.calculus.derive.chain import Equality, chain
from engine.calculus.derive.check import check
from engine.calculus.derive.derivation import Derivation, lines_of
from engine.calculus.derive.typed.reading import Reading, read
from engine.calculus.derive.rules import RuleName
from engine.calculus.derive.symbols import Symbols
from engine.core.errors import DeriveError, ShapeError
from engine.core.expr import Dim, Expr, Name, Number, Shape
from engine.core.infer import shape_of, sized
from engine.core.ops import trace
from engine.running.numbers import Array, Numbers

LARGEST = 32
"""The largest dimension that may be declared."""
SIZES = ((4, 3, 2, 5), (3, 4, 5, 2))
"""What dimensions are for the numeric check where they are not declared as numbers."""
MODERATE = 1e6
DRAWS: tuple[Callable[[np.random.Generator, tuple[int, ...]], Array], ...] = (
    lambda rng, shape: rng.normal(size=shape),
    lambda rng, shape: rng.uniform(0.5, 1.5, shape),
    lambda rng, shape: rng.uniform(0.01, 0.1, shape),
)


def derive(
    text: str, wrt: str, shapes: Mapping[str, tuple[Dim, ...]] | None = None, seed: int = 0
) -> Derivation:
    """Derive the gradient of a formula with respect to one of its names.

    `shapes` declares names: `(3, 4)` or `("m", "n")` for a matrix, `(3,)` for a column vector, `()`
    for a number. What is not declared is a column vector if it begins with a small letter, else a
    matrix, and its dimensions are those that the formula needs. `seed` decides the values at which
    the lines are calculated and the gradient is checked.

    Raises `DeriveError`, with the column where there is one, for what cannot be read or derived.

    >>> from engine.core.render import source
    >>> source(derive("a' * X * b", "X").gradient)
    'a @ b.T'
    """
    reading = read(text, _declared(shapes or {}))
    _check_names(reading, wrt)
    symbols = Symbols(wrt, dict(reading.shapes))
    equalities, gradient = _chain(reading.expr, symbols)
    left = _left_side(symbols)
    numbers = _draw(reading, gradient, symbols, seed)
    result = numbers.of(gradient)
    _check_finite(reading, numbers, result)
    lines = lines_of(equalities, left, symbols, numbers)
    compared = check(_function(reading.expr, numbers, wrt), numbers.values[wrt], result, seed)
    values = {**numbers.values, left.name: np.asarray(lines[0].value)}
    return Derivation(
        reading.expr, wrt, gradient, lines, symbols.shapes, values, symbols.differentials, compared
    )


def _declared(shapes: Mapping[str, tuple[Dim, ...]]) -> dict[str, Shape]:
    return {name: _shape(name, tuple(shape)) for name, shape in shapes.items()}


def _shape(name: str, shape: tuple[Dim, ...]) -> Shape:
    fits = all(d.isidentifier() if isinstance(d, str) else 1 <= d <= LARGEST for d in shape)
    if len(shape) > 2 or not fits:
        raise DeriveError(
            f"{name} is declared as {shape}; it takes up to two dimensions, each a name or a whole "
            f"number from 1 to {LARGEST}"
        )
    return (*shape, 1) if len(shape) == 1 else shape


def _check_names(reading: Reading, wrt: str) -> None:
    names = ", ".join(reading.shapes) or "no names"
    if wrt not in reading.shapes:
        raise DeriveError(f"{wrt} is not in the formula, which has {names}")
    for name in reading.shapes:
        if f"d{name}" in reading.shapes:
            raise DeriveError(f"d{name} stands for the differential of {name}; rename one of them")


def _chain(expr: Expr, symbols: Symbols) -> tuple[tuple[Equality, ...], Expr]:
    """Write the lines; a 1x1 matrix is first made a number, its trace."""
    try:
        if not shape_of(expr, symbols.shapes):
            return chain(Number(1), expr, symbols)
        (_, second, *rest), gradient = chain(Number(1), trace(expr), symbols)
    except ShapeError as error:
        raise DeriveError(str(error)) from None
    first = Equality(symbols.d(expr), RuleName.START)
    return (first, replace(second, rule=RuleName.SCALAR), *rest), gradient


def _left_side(symbols: Symbols) -> Name:
    """Name the left side of every line, `df`, by a name that the formula does not read."""
    taken = symbols.shapes
    name = next(n for n in ("f", "L", "F", "phi", "loss") if not {n, f"d{n}"} & taken.keys())
    symbols.shapes[name] = ()
    return symbols.d(Name(name))


def _draw(reading: Reading, gradient: Expr, symbols: Symbols, seed: int) -> Numbers:
    """Draw values for every name and for `dX`, at which the formula and its gradient are moderate.

    They are of any sign, or positive where the formula needs it; dimensions that are not declared
    as numbers fall or rise, as `det(X' * X)` or `det(X * X')` need it.
    """
    rng = np.random.default_rng(seed)
    named = dict.fromkeys(d for s in reading.shapes.values() for d in s if isinstance(d, str))
    change = symbols.d(Name(symbols.wrt)).name
    for dims, draw in product(SIZES, DRAWS):
        sizes = dict(zip(named, cycle(dims), strict=False))
        values = {name: draw(rng, sized(s, sizes)) for name, s in reading.shapes.items()}
        values[change] = rng.normal(size=values[symbols.wrt].shape)
        numbers = Numbers(values, sizes, symbols.expansions)
        if all(np.all(np.abs(numbers.of(e)) < MODERATE) for e in (reading.expr, gradient)):
            break
    return numbers


def _function(expr: Expr, numbers: Numbers, wrt: str) -> Callable[[Array], float]:
    """Make the formula a function of one of its names."""
    return lambda x: float(Numbers({**numbers.values, wrt: x}, numbers.sizes).of(expr).sum())


def _check_finite(reading: Reading, numbers: Numbers, gradient: Array) -> None:
    for column, part in reading.columns:
        if not np.isfinite(numbers.of(part)).all():
            raise DeriveError("no finite value here, whatever values were tried", column)
    if not np.isfinite(gradient).all():
        raise DeriveError("the gradient has no finite value at the values that were tried")
