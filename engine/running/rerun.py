"""Change one value of a trace and run only the equations from it to a later number again."""

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
"""The name of the moved value in a chain: one that no program can have."""
ROOM = 1_000_000
"""How many numbers one value may have in one pass over many copies."""
Entries = NDArray[np.intp]


@lru_cache(maxsize=64)
def forward_program(program: Program) -> Program:
    """Make a program of the forward pass alone, which ends with a number; made once for a program.

    The number is the loss. Where the gradient of the output is an input, there is no loss: then it
    is `L = Σ Y ⊙ gradY`, whose gradient with respect to `Y` is `gradY`. Raises `ProgramError` for a
    program with neither.
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


def forward_trace(trace: Trace) -> Trace:
    """Run `forward_program` on the inputs of a trace; the last value of the result is a number."""
    return run(forward_program(trace.program), trace.inputs)


@immutable
class CompiledEquation:
    """An equation as a function of the values `reads`; the moved value is called `MOVED` there."""

    name: str
    function: Compiled
    reads: tuple[str, ...]


Chain = tuple[CompiledEquation, ...]
"""Equations in the order they run, each reading the moved value or one before it."""


def chain_between(
    trace: Trace, of: str, to: Collection[str], through: Collection[str] | None = None
) -> Chain:
    """Compile the equations that lead from the value `of` to the values `to`, in order.

    `through`: which equations read the moved value, by default all that read `of`; the others read
    the recorded one. The chain is empty where nothing leads from `of` to `to`.
    """
    program, chain = trace.program, dict[str, CompiledEquation]()
    needed = {equation.name for equation in program.needed_for(*to)}
    for step in _all_compiled(program, tuple(sorted(trace.dims.items()))):
        direct = of in step.reads and (through is None or step.name in through)
        if step.name in needed and (direct or any(name in chain for name in step.reads)):
            reads = tuple(MOVED if direct and name == of else name for name in step.reads)
            chain[step.name] = CompiledEquation(step.name, step.function, reads)
    return tuple(chain.values())


@lru_cache(maxsize=64)
def _all_compiled(program: Program, sizes: tuple[tuple[str, int], ...]) -> Chain:
    dims = dict(sizes)
    shapes = program.sized(dims)
    return tuple(_compiled(equation, dims, shapes) for equation in program.equations)


def _compiled(
    equation: Equation, dims: Mapping[str, int], shapes: Mapping[str, Shape]
) -> CompiledEquation:
    reads = equation.reads
    inputs = tuple(Input(name, shapes[name], Role.INPUT) for name in reads)
    alone = replace(equation, expr=at_sizes(equation.expr, dims), of=None)
    return CompiledEquation(equation.name, compiled(Program(inputs, (alone,))), reads)


def rerun(chain: Chain, values: Mapping[str, Any], moved: Any) -> dict[str, Any]:
    """Run a chain of equations for a moved value; return all values, recomputed or not."""
    known = {**values, MOVED: moved}
    for step in chain:
        (known[step.name],) = step.function(*[known[name] for name in step.reads])
    return known


def numbers_after(chain: Chain, values: Mapping[str, Any], copies: Stack) -> Array:
    """Run a chain for every copy of the moved value; return the number at its end for each copy.

    The last copy has to be the recorded value. If it does not lead to the recorded number, some
    operation does not work on a stack of copies, and the copies run one by one.
    """
    end = chain[-1].name
    with np.errstate(all="ignore"):
        try:
            numbers = np.asarray(rerun(chain, _stacked(chain, values), copies)[end]).reshape(-1)
            if np.isclose(numbers[-1], values[end], rtol=1e-9, equal_nan=True):
                return np.broadcast_to(numbers, copies.shape[2:])
        except ValueError:
            pass
        return _one_by_one(chain, values, copies)


def _stacked(chain: Chain, values: Mapping[str, Any]) -> dict[str, Any]:
    reads = {name for step in chain for name in step.reads} - {MOVED}
    return {name: stacked(values[name]) for name in reads}


def _one_by_one(chain: Chain, values: Mapping[str, Any], copies: Stack) -> Array:
    each = np.moveaxis(np.asarray(copies), 2, 0)
    return np.array([float(rerun(chain, values, one)[chain[-1].name]) for one in each])


def slopes(values: Mapping[str, Any], chain: Chain, of: str, h: float | Array) -> Array:
    """Take central differences: `(L(v + h) - L(v - h)) / 2h` for every entry `v` of the value `of`.

    `L` is the number at the end of the chain, which leads from `of` to it; if the chain is empty,
    all are 0. `h` is one step, or one for each entry. Shape: that of `of`.
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
    """Take the central difference of each of the entries (counted row by row), with its step."""
    if not chain:
        return np.zeros_like(steps)
    points = np.reshape(values[of], -1)[entries]
    return central_differences(
        lambda moved: _each_moved(values, chain, of, np.tile(entries, 2), moved), points, steps
    )


def central_differences(f: Callable[[Array], Array], x: Array, steps: Array) -> Array:
    """Take `(f(x + h) - f(x - h)) / 2h` for each of several `x` and its step `h`.

    `f` is called once, with all `x + h` and then all `x - h`.
    """
    up, down = x + steps, x - steps
    high, low = np.split(f(np.concatenate((up, down))), 2)
    with np.errstate(all="ignore"):
        return np.asarray((high - low) / (up - down))


def _each_moved(
    values: Mapping[str, Any], chain: Chain, of: str, entries: Entries, moved: Array
) -> Array:
    """Find the number at the end of the chain for each entry moved alone, in few passes."""
    size = max(1, ROOM // max(np.size(values[name]) for name in (of, *(e.name for e in chain))))
    cuts = [slice(k, k + size) for k in range(0, entries.size, size)]
    passes = (moved_copies(values[of], entries[cut], moved[cut]) for cut in cuts)
    return np.concatenate([numbers_after(chain, values, copies)[:-1] for copies in passes])
