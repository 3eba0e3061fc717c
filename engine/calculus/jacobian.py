"""Jacobians: the derivatives of all entries of a step by all entries of a value that it reads.

`J[Φ(i, j), Φ(r, c)] = ∂Z[i, j] / ∂Y[r, c]`, where `Φ` counts the entries of a matrix row by row.
Backpropagation never builds it: `Jᵀ g` has a short formula, such as `G Wᵀ`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from engine.core.differentiate import vjp
from engine.core.errors import BindError, LimitError
from engine.core.expr import Cell, Expr, Name, Number, Shape, Sum, names, walk
from engine.core.ops import ones_like, scale
from engine.core.ops.shapes import dims
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.core.rewrite import at_sizes
from engine.entries.entry import entry
from engine.running.compiler import compiled
from engine.running.trace import Array, Trace

LIMIT = 1_000_000
UPSTREAM = "G"


@dataclass(frozen=True, slots=True)
class JacobianSize:
    """The size of a Jacobian: `rows x columns`, and how many entries may differ from zero.

    `structure` is `zero`, `diagonal`, `sparse` or `full`.
    """

    rows: int
    columns: int
    nonzero: int

    @property
    def entries(self) -> int:
        """Count all entries, also those that are zero."""
        return self.rows * self.columns

    @property
    def structure(self) -> str:
        """Say where entries may differ from zero."""
        if self.nonzero in (0, self.entries):
            return "full" if self.nonzero else "zero"
        return "diagonal" if self.nonzero == self.rows == self.columns else "sparse"


@dataclass(frozen=True, eq=False)
class Jacobian:
    """The Jacobian of a step with respect to `to`: a row for each entry of the step."""

    step: str
    to: str
    matrix: Array
    size: JacobianSize


@dataclass(frozen=True, eq=False)
class Proof:
    """A proof in numbers that `Jᵀ g` is the short formula.

    - `upstream`: `g`, the gradient of the step; `upstream_name`: its name in the short formula
    - `short`: the short formula
    - `long`: `Jᵀ g` as a product; `value`: the value of the short formula
    """

    jacobian: Jacobian
    upstream_name: str
    upstream: Array
    short: Expr
    long: Array
    value: Array

    @cached_property
    def difference(self) -> float:
        """The largest difference, relative to the largest entry of `g` or of `|J|ᵀ |g|`."""
        g = np.abs(self.upstream).reshape(-1)
        largest = max(g.max(), (np.abs(self.jacobian.matrix.T) @ g).max())
        return float(np.abs(self.long - self.value).max() / largest) if largest else 0.0


def short_formula(program: Program, step: str, to: str) -> Expr | None:
    """Write `Jᵀ g` without `J`: the vector-Jacobian product, with `g` called `upstream_name`.

    None if no gradient flows back to `to`. Raises `BindError` for a step that does not read `to`.
    """
    equation, g = _step(program, step, to), upstream_name(program, step)
    shapes = {**program.shapes, g: program.shapes[step]}
    return vjp(equation.expr, Name(g), shapes).get(to)


def upstream_name(program: Program, step: str) -> str:
    """Name the gradient of a step as the program does; `G` if the program has none."""
    return program.gradient_of.get(step) or program.free_name(UPSTREAM)


def _step(program: Program, step: str, to: str) -> Equation:
    if step not in program.by_name:
        raise BindError(step, "is not a step; there are " + ", ".join(program.by_name))
    equation = program.by_name[step]
    if to not in equation.reads:
        raise BindError(step, f"does not read {to}; it reads " + ", ".join(equation.reads))
    return equation


def size(program: Program, step: str, to: str, sizes: Mapping[str, int]) -> JacobianSize:
    """Find the size of a Jacobian without building it, however large it is.

    `sizes` gives the named dimensions: `{"n": 64}`. The short formula shows which entries may be
    other than zero: an entry of `Jᵀ g` reads the entries of `g` that its value flows into.
    Raises `BindError` for a step that does not read `to`, and for a dimension that is missing.
    """
    short = short_formula(program, step, to)
    missing = [dim for dim in program.sizes if dim not in sizes]
    if missing:
        raise BindError(
            missing[0], f"is missing; the sizes of {', '.join(program.sizes)} are needed"
        )
    shapes = program.sized(sizes)
    rows, columns = prod(shapes[step]), prod(shapes[to])
    if short is None:
        return JacobianSize(rows, columns, 0)
    g = upstream_name(program, step)
    one = entry(at_sizes(short, sizes), {**shapes, g: shapes[step]})
    return JacobianSize(rows, columns, columns * _reached(one, g, shapes[step]))


def _reached(one: Expr, g: str, shape: Shape) -> int:
    """Count the entries of `g` that one entry reads; a summed index takes all its values."""
    if not shape:
        return int(g in names(one))
    height, width = (int(d) for d in shape)
    summed = {node.index for node in walk(one) if isinstance(node, Sum)}
    read = {
        (None if cell.row in summed else cell.row, None if cell.col in summed else cell.col)
        for cell in walk(one)
        if isinstance(cell, Cell) and cell.name == g
    }
    if (None, None) in read:
        return height * width
    rows = {row for row, col in read if col is None}
    cols = {col for row, col in read if row is None}
    alone = [(row, col) for row, col in read if row not in rows and col not in cols]
    return len(rows) * width + len(cols) * height - len(rows) * len(cols) + len(alone)


def jacobian(trace: Trace, step: str, to: str) -> Jacobian:
    """Build the Jacobian of a step with respect to one of the values that it reads, on a trace.

    Each row is a vector-Jacobian product whose `g` is 1 at one entry of the step and 0 elsewhere.
    Shape: `(entries of the step, entries of to)`; a number counts as one entry.
    Raises `BindError` for a step that does not read `to`, and `LimitError` for more than a million
    entries.
    """
    needed = size(trace.program, step, to, trace.dims)
    if needed.entries > LIMIT:
        raise LimitError(
            f"the Jacobian of {step} with respect to {to} is {needed.rows:,} x {needed.columns:,}, "
            f"which is {needed.entries:,} entries; at most {LIMIT:,} are built"
        )
    return Jacobian(step, to, _built(trace, step, to, needed), needed)


def _built(trace: Trace, step: str, to: str, needed: JacobianSize) -> Array:
    matrix = np.zeros((needed.rows, needed.columns))
    back = pullback(trace, step, to)
    for k in range(needed.rows if needed.nonzero else 0):
        one = np.zeros(needed.rows)
        one[k] = 1
        matrix[k] = back(one.reshape(trace[step].shape)).reshape(-1)
    matrix.flags.writeable = False
    return matrix


def pullback(trace: Trace, step: str, to: str) -> Callable[[Array], Array]:
    """Make a function from the short formula: from `g`, shaped like the step, to `Jᵀ g`.

    Raises `BindError` for a step that does not read `to`.
    """
    short = short_formula(trace.program, step, to)
    if short is None:
        return lambda _: np.zeros_like(trace[to])
    g = upstream_name(trace.program, step)
    program = _program(at_sizes(short, trace.dims), {**trace.values, g: trace[step]})
    run, inputs = compiled(program), {name: trace.values.get(name) for name in program.roles}

    def back(upstream: Array) -> Array:
        values = {**inputs, g: upstream} if g in inputs else inputs
        with np.errstate(all="ignore"):
            return np.asarray(run(**values)[0], dtype=np.float64)

    return back


def _program(short: Expr, like: Mapping[str, Array]) -> Program:
    inputs = (Input(name, like[name].shape, Role.INPUT) for name in names(short))
    return Program(tuple(inputs), (Equation("result", short, Phase.BACKWARD, "jacobian.short"),))


def proof(trace: Trace, step: str, to: str, g: Array | None = None) -> Proof:
    """Compute both sides of `Jᵀ g = short formula`, both in the shape of `to`.

    `g` is by default the step's gradient in the trace, or all ones if there is none.
    Raises what `jacobian` raises, and `BindError` for a `g` that is not shaped like the step.
    """
    built, name = jacobian(trace, step, to), upstream_name(trace.program, step)
    upstream = trace.values.get(name, np.ones_like(trace[step])) if g is None else np.asarray(g)
    if upstream.shape != trace[step].shape:
        shapes = f"{dims(upstream.shape)}, but {step} is {dims(trace[step].shape)}"
        raise BindError(name, f"is {shapes}: both need the same shape")
    return Proof(
        jacobian=built,
        upstream_name=name,
        upstream=upstream,
        short=short_formula(trace.program, step, to) or scale(Number(0), ones_like(Name(to))),
        long=(built.matrix.T @ upstream.reshape(-1)).reshape(trace[to].shape),
        value=pullback(trace, step, to)(upstream),
    )
