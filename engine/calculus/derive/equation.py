"""Derive the gradient of a value of a program from its equations, on the numbers of a trace."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.calculus.derive.chain import chain
from engine.calculus.derive.check import check
from engine.calculus.derive.derivation import Derivation, Recorded, lines_of
from engine.calculus.derive.symbols import Symbols
from engine.core.errors import DeriveError
from engine.core.expr import Expr, Name, Number
from engine.core.naming import grad
from engine.core.program import Program
from engine.network.losses import LOSS
from engine.running.numbers import Array, Numbers
from engine.running.trace import Trace


def derive_equation(trace: Trace, name: str, wrt: str, seed: int = 0) -> Derivation:
    """Derive the gradient of the loss with respect to `wrt`, by the way through the value `name`.

    With `G` the gradient of `L` with respect to `Z = name`, the lines go from `dL = tr(Gᵀ dZ)` to
    `dL = tr((...)ᵀ d wrt)`. Where `wrt` is not read by the equation of `name` itself, the values in
    between are replaced by their definitions and their gradients get their names: from `L` to `W1`
    it is the whole way back. `G` is the gradient that the trace has recorded, and 1 for `L`; the
    gradients in between follow from it. What the trace has at the end is `recorded`: by convention
    it may be an average, or begin at a short cut.

    Raises `DeriveError` where `name` is not computed from `wrt`, or has no gradient.
    """
    program = trace.program
    loss = program.losses[-1] if program.losses else LOSS
    computed, gradients = _definitions(program, name), _gradients(program)
    symbols = Symbols(wrt, {**program.shapes, loss: ()}, computed, gradients)
    _check_way(symbols, name, loss)
    start = Number(1) if name == loss else Name(gradients[name])
    equalities, gradient = chain(start, computed[name] if name == loss else Name(name), symbols)
    numbers = _numbers(trace, start, symbols, seed)
    lines = lines_of(equalities, symbols.d(Name(loss)), symbols, numbers)
    f = _function(trace, start, name, symbols)
    compared = check(f, trace[wrt], numbers.of(gradient), seed)
    return Derivation(
        computed[name],
        wrt,
        gradient,
        lines,
        symbols.shapes,
        numbers.values,
        symbols.differentials,
        compared,
        _recorded(trace, gradients.get(wrt), compared.analytic),
    )


def _definitions(program: Program, name: str) -> dict[str, Expr]:
    """List the expressions of the values computed up to `name`, in order."""
    equations = [equation.name for equation in program.forward_pass]
    upto = equations.index(name) + 1 if name in equations else None
    return {equation.name: equation.expr for equation in program.forward_pass[:upto]}


def _gradients(program: Program) -> dict[str, str]:
    """Name the gradients of the values: `gradY1`, or as an equation says, `gradMu1`."""
    usual = {name: grad(name) for name in program.shapes if grad(name) in program.shapes}
    return {**program.gradient_of, **usual}


def _check_way(symbols: Symbols, name: str, loss: str) -> None:
    computed, wrt = symbols.definitions, symbols.wrt
    if name not in computed or wrt not in symbols.shapes or not symbols.varies(computed[name]):
        raise DeriveError(f"{name} is not computed from {wrt}")
    if name != loss and name not in symbols.gradients:
        known = ", ".join(n for n in computed if n in symbols.gradients)
        raise DeriveError(
            f"there is no gradient of {name} to begin with; there are those of {known}"
        )


def _numbers(trace: Trace, start: Expr, symbols: Symbols, seed: int) -> Numbers:
    """Take the values of the trace, and draw a direction `d wrt`.

    Of the gradients only the first and those that are inputs are recorded; the others follow.
    """
    values, computed = dict(trace.values), trace.program.by_name
    for name in symbols.gradients.values():
        if Name(name) != start and name in computed:
            values.pop(name, None)
    direction = np.random.default_rng(seed).normal(size=trace[symbols.wrt].shape)
    values[symbols.d(Name(symbols.wrt)).name] = np.asarray(direction)
    return Numbers(values, trace.dims, symbols.expansions)


def _function(trace: Trace, start: Expr, name: str, symbols: Symbols) -> Callable[[Array], float]:
    """Make `tr(Gᵀ Z)` a function of `wrt`, with `G` fixed; compute only what depends on `wrt`."""
    kept = {n: value for n, value in trace.values.items() if n not in symbols.varying}
    g = Numbers(dict(trace.values), trace.dims).of(start)

    def f(x: Array) -> float:
        numbers = Numbers({**kept, symbols.wrt: x}, trace.dims, symbols.definitions)
        return float(np.sum(g * numbers.of(Name(name))))

    return f


def _recorded(trace: Trace, name: str | None, total: Array) -> Recorded | None:
    if name is None:
        return None
    value, rows = trace[name], trace.dims.get("n", 1)
    fits = (n for n in dict.fromkeys((1, rows)) if np.allclose(value * n, total, 1e-9, 1e-9))
    return Recorded(name, value, next(fits, None))
