"""Derive the gradient of a typed formula of vectors and matrices, or its Jacobian."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine.calculus.derive.chain import Equality, chain
from engine.calculus.derive.check import NumericCheck, check, check_jacobian
from engine.calculus.derive.derivation import Derivation, lines_of
from engine.calculus.derive.draw import check_finite, draw, function
from engine.calculus.derive.index_form import IndexForm, index_form
from engine.calculus.derive.jacobian_entry import entry_function
from engine.calculus.derive.rules import RuleName
from engine.calculus.derive.symbols import Symbols
from engine.calculus.derive.typed.declarations import declared, split_declarations
from engine.calculus.derive.typed.letters import python_name
from engine.calculus.derive.typed.reading import Reading, read
from engine.calculus.derive.typed.refusal import refusal
from engine.core.errors import DeriveError, ShapeError
from engine.core.expr import Dim, Expr, Name, Number
from engine.core.infer import shape_of
from engine.core.ops import trace
from engine.running.numbers import Numbers


def derive(
    text: str, wrt: str, shapes: Mapping[str, tuple[Dim, ...]] | None = None, seed: int = 0
) -> Derivation:
    """Derive the gradient of a formula with respect to one of its names, or its Jacobian.

    A formula that is a number has a gradient; any other has a Jacobian, which is read off the
    gradient of `tr(Gᵀ F)` for a matrix `G` of the shape of the formula `F`.

    `shapes` declares names: `(3, 4)` or `("m", "n")` for a matrix, `(3,)` for a column vector, `()`
    for a number; the formula itself may do so too, `x' * x ; x: 3`. What is not declared is guessed
    (`typed.guess`), and its dimensions are those that the formula needs. `seed` decides the values
    at which the lines are calculated and the result is checked.

    Raises `DeriveError`, with the column where there is one, for what cannot be read or derived.

    >>> from engine.core.render import source
    >>> source(derive("a' * X * b", "X").gradient)
    'a @ b.T'
    """
    reading = _read(text, wrt, shapes or {})
    return _derived(reading, Symbols(python_name(wrt), dict(reading.shapes)), seed)


def _read(text: str, wrt: str, shapes: Mapping[str, tuple[Dim, ...]]) -> Reading:
    """Read a formula, with the shapes that are declared for it and in it."""
    formula, in_text = split_declarations(text)
    reading = read(formula, {**declared(shapes), **in_text}, wrt)
    _check_names(reading, python_name(wrt))
    return reading


def _derived(reading: Reading, symbols: Symbols, seed: int) -> Derivation:
    """Write the lines, calculate them, and compare what they come to with differences."""
    upstream = None if reading.is_number else _upstream(reading, symbols)
    equalities, gradient = _chain(reading.expr, upstream, symbols)
    left, wrt = _left_side(symbols), symbols.wrt
    numbers = draw(reading, gradient, symbols, seed)
    check_finite(reading, numbers, numbers.of(gradient))
    jacobian = index_form(gradient, upstream, Name(wrt), symbols.shapes) if upstream else None
    lines = lines_of(equalities, left, symbols, numbers)
    return Derivation(
        reading.expr,
        wrt,
        gradient,
        lines,
        symbols.shapes,
        {**numbers.values, left.name: np.asarray(lines[0].value)},
        symbols.differentials,
        _check(reading, gradient, jacobian, numbers, wrt, seed),
        jacobian=jacobian,
        upstream=upstream.name if upstream else "",
        reading=reading,
    )


def _check_names(reading: Reading, wrt: str) -> None:
    if wrt not in reading.shapes:
        known = ", ".join(reading.shapes)
        raise refusal("not_in_formula" if known else "no_names", name=wrt, known=known)
    for name in reading.shapes:
        if f"d{name}" in reading.shapes:
            raise refusal("differential_name", name=name)


def _upstream(reading: Reading, symbols: Symbols) -> Name:
    """Name the `G` of `tr(Gᵀ F)`, by a name that the formula does not read."""
    name = next(n for n in ("G", "U", "V", "G_1") if n not in reading.shapes)
    symbols.shapes[name] = reading.shape
    return Name(name)


def _chain(
    expr: Expr, upstream: Name | None, symbols: Symbols
) -> tuple[tuple[Equality, ...], Expr]:
    """Write the lines; a 1x1 matrix is first made a number, its trace."""
    try:
        if upstream or not shape_of(expr, symbols.shapes):
            return chain(upstream or Number(1), expr, symbols)
        (_, second, *rest), gradient = chain(Number(1), trace(expr), symbols)
    except ShapeError as error:
        raise DeriveError(str(error)) from None
    first = Equality(symbols.d(expr), RuleName.START)
    return (first, replace(second, rule=RuleName.SCALAR), *rest), gradient


def _left_side(symbols: Symbols) -> Name:
    """Name the left side of every line, `df`, by a name that the formula does not read."""
    taken = symbols.shapes
    names = ("f", "L", "F", "phi", "loss", "f_1")
    name = next(n for n in names if not {n, f"d{n}"} & taken.keys())
    symbols.shapes[name] = ()
    return symbols.d(Name(name))


def _check(
    reading: Reading,
    gradient: Expr,
    jacobian: IndexForm | None,
    numbers: Numbers,
    wrt: str,
    seed: int,
) -> NumericCheck:
    """Compare the gradient, or the Jacobian as it is written by indices, with differences."""
    f, at = function(reading.expr, numbers, wrt), numbers.values[wrt]
    if jacobian is None:
        return check(lambda x: float(f(x).sum()), at, numbers.of(gradient), seed)
    entry = entry_function(jacobian, numbers, f(at).shape, at.shape)
    return check_jacobian(f, at, entry, seed)
