"""Move one value of a trace and run only the equations between it and a later number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ProgramError
from engine.core.expr import Name, Shape
from engine.core.immutable import immutable
from engine.core.naming import grad
from engine.core.ops import sum_all
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.core.rewrite import at_sizes
from engine.running.compiler import Compiled, compiled
from engine.running.stack import Stack, moved_copies, stacked
from engine.running.trace import Array, Trace, run

LOSS = "L"
MOVED = ""
"""What the moved value is called: a name that no program can have."""
ROOM = 1_000_000
"""How many numbers a pass over many copies may hold in one value."""
Entries = NDArray[np.intp]


@lru_cache(maxsize=64)
def ahead(program: Program) -> Program:
    """Keep the forward pass alone, up to a number; made once for a program.

    Where the gradient of the output is an input, the number is the one of which it is the gradient,
    `L = Σ Y ⊙ gradY`. Raises `ProgramError` for a program that comes to no number.
    """
    end = () if program.losses else (_upstream(program),)
    return Program(program.inputs, (*program.forward_pass, *end))


def _upstream(program: Program) -> Equation:
    targets = program.with_role(Role.TARGET)
    for equation in program.equations:
        if grad(equation.name) in targets:
            total = sum_all(Name(equation.name) * Name(grad(equation.name)))
            return Equation(LOSS, total, Phase.LOSS, "upstream.value")
    raise ProgramError(LOSS, "is not there: a program needs a loss or the gradient of its output")


def trace_ahead(trace: Trace) -> Trace:
    """Run `ahead` on the inputs of a trace; its last value is the number it comes to."""
    return run(ahead(trace.program), trace.inputs)


@immutable
class CompiledEquation:
    """An equation as a function of the values that it reads; the moved one is called `MOVED`."""

    name: str
    function: Compiled
    reads: tuple[str, ...]


Chain = tuple[CompiledEquation, ...]
"""Equations in the order they run, each reading the moved value or one before it."""


def lines(
    trace: Trace, of: str, to: Collection[str], through: Collection[str] | None = None
) -> Chain:
    """Compile the equations that lead from `of` to the values `to`, in order; none where none do.

    Only the equations called in `through` read the value that is moved, by default all that
    read `of`; the others read it as it was.
    """
    program, chain = trace.program, dict[str, CompiledEquation]()
    needed = {equation.name for equation in program.needed_for(*to)}
    for line in _all_lines(program, tuple(sorted(trace.dims.items()))):
        direct = of in line.reads and (through is None or line.name in through)
        if line.name in needed and (direct or any(name in chain for name in line.reads)):
            reads = tuple(MOVED if direct and name == of else name for name in line.reads)
            chain[line.name] = CompiledEquation(line.name, line.function, reads)
    return tuple(chain.values())


@lru_cache(maxsize=64)
def _all_lines(program: Program, sizes: tuple[tuple[str, int], ...]) -> Chain:
    dims = dict(sizes)
    shapes = program.sized(dims)
    return tuple(_line(equation, dims, shapes) for equation in program.equations)


def _line(
    equation: Equation, dims: Mapping[str, int], shapes: Mapping[str, Shape]
) -> CompiledEquation:
    reads = equation.reads
    inputs = tuple(Input(name, shapes[name], Role.INPUT) for name in reads)
    alone = replace(equation, expr=at_sizes(equation.expr, dims), of=None)
    return CompiledEquation(equation.name, compiled(Program(inputs, (alone,))), reads)


def rerun(chain: Chain, values: Mapping[str, Any], moved: Any) -> dict[str, Any]:
    """Run a chain of equations for a moved value: all values, those of the chain anew."""
    known = {**values, MOVED: moved}
    for line in chain:
        (known[line.name],) = line.function(*[known[name] for name in line.reads])
    return known


def numbers_after(chain: Chain, values: Mapping[str, Any], copies: Stack) -> Array:
    """Run a chain for every copy of the moved value: the number that it leads to, for each.

    The last copy is the value as it was. It shows whether all copies can run at once: if it does
    not lead to what was recorded, an operation cannot be stacked, and they run one by one.
    """
    to = chain[-1].name
    with np.errstate(all="ignore"):
        try:
            numbers = np.asarray(rerun(chain, _stacked(chain, values), copies)[to]).reshape(-1)
            if np.isclose(numbers[-1], values[to], rtol=1e-9, equal_nan=True):
                return np.broadcast_to(numbers, copies.shape[2:])
        except ValueError:
            pass
        return _one_by_one(chain, values, copies)


def _stacked(chain: Chain, values: Mapping[str, Any]) -> dict[str, Any]:
    reads = {name for line in chain for name in line.reads} - {MOVED}
    return {name: stacked(values[name]) for name in reads}


def _one_by_one(chain: Chain, values: Mapping[str, Any], copies: Stack) -> Array:
    each = np.moveaxis(np.asarray(copies), 2, 0)
    return np.array([float(rerun(chain, values, one)[chain[-1].name]) for one in each])


def slopes(values: Mapping[str, Any], chain: Chain, of: str, h: float | Array) -> Array:
    """Take central differences: `(to(v + h) - to(v - h)) / 2h` for every entry `v` of `of`.

    The chain leads from `of` to the number `to`; without a chain all are 0. `h` is one step, or one
    for each entry. Shape: that of `of`.
    """
    base = np.asarray(values[of])
    steps = np.broadcast_to(h, base.shape).reshape(-1)
    differences = _differences(values, chain, of, np.arange(base.size), steps)
    return differences.reshape(base.shape)


def entry_slopes(
    values: Mapping[str, Any], chain: Chain, of: str, index: tuple[int, ...], h: Array
) -> Array:
    """Take the central difference of one entry, at each of several steps."""
    entry = np.ravel_multi_index(index, np.shape(values[of]))
    return _differences(values, chain, of, np.full(h.size, entry), h)


def _differences(
    values: Mapping[str, Any], chain: Chain, of: str, entries: Entries, steps: Array
) -> Array:
    """The central difference for each of the entries, counted row by row, each with its step."""
    if not chain:
        return np.zeros_like(steps)
    at = np.reshape(values[of], -1)[entries]
    return central_differences(
        lambda to: _each_moved(values, chain, of, np.tile(entries, 2), to), at, steps
    )


def central_differences(f: Callable[[Array], Array], at: Array, steps: Array) -> Array:
    """`(f(x + h) - f(x - h)) / 2h` for each of several `x` and its step `h`.

    `f` is called once, with all `x + h` and then all `x - h`.
    """
    up, down = at + steps, at - steps
    high, low = np.split(f(np.concatenate((up, down))), 2)
    with np.errstate(all="ignore"):
        return np.asarray((high - low) / (up - down))


def _each_moved(
    values: Mapping[str, Any], chain: Chain, of: str, entries: Entries, to: Array
) -> Array:
    """The number for each entry moved alone, in as few passes as fit into memory."""
    size = max(1, ROOM // max(np.size(values[name]) for name in (of, *(x.name for x in chain))))
    cuts = [slice(k, k + size) for k in range(0, entries.size, size)]
    passes = (moved_copies(values[of], entries[cut], to[cut]) for cut in cuts)
    return np.concatenate([numbers_after(chain, values, copies)[:-1] for copies in passes])
