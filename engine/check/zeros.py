"""Find the entries of gradients that are zero but for rounding, and say why.

Where the terms of a sum cancel, what is left is the rounding error of the largest of them: nothing
of such a number is right, not even its sign. The gradient of a bias below a normalisation is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.core.expr import Apply, Expr, Name, Number, names
from engine.core.ops import sum_rows
from engine.core.program import Equation, Phase, Program, Role
from engine.core.rewrite import Rule, replace_names, replace_parts, simplify
from engine.running.numbers import Numbers
from engine.running.trace import Array, Trace, in_a_row, in_parts

ROUNDING = 4 * float(np.finfo(np.float64).eps)
"""What two roundings of a term may leave, relative to the size of all terms."""
LEFT = 1e-6
"""Rounding leaves more than this share of its largest error; less is a product of small numbers."""
SMALL = 1e-9
"""Only entries so small beside the largest number of the trace are looked at."""
A, B = Name("A"), Name("B")
WITHOUT_CANCELLING = (Rule(A - B, A + B), Rule(-A, A))
"""Rules that turn every minus into a plus: then the sizes of the terms add up."""


@dataclass(frozen=True, eq=False)
class Zeros:
    """The entries of a gradient that are zero but for rounding.

    `below_norm`: whether the gradient is that of a bias that a normalisation takes out again
    """

    name: str
    at: NDArray[np.bool_]
    below_norm: bool


def zeros(trace: Trace, leave_out: frozenset[str] = frozenset()) -> Mapping[str, Zeros]:
    """Find the gradients with entries that are zero but for rounding; some values may be left out.

    An entry counts as zero if it is within the rounding error of its terms: of the sum in its own
    equation, with the equations of the gradients that it reads put in.
    """
    program = trace.program
    found = (
        Zeros(e.name, at, is_below_norm(program, e))
        for e, tiny in _with_tiny_entries(trace, leave_out)
        if (at := _cancelled(trace, e, tiny)).any()
    )
    return {zero.name: zero for zero in found}


def _with_tiny_entries(
    trace: Trace, leave_out: frozenset[str]
) -> Iterator[tuple[Equation, NDArray[np.bool_]]]:
    """Find the equations of gradients some of whose entries are tiny beside the largest number."""
    backward = trace.program.in_phase(Phase.BACKWARD)
    gradients = [e for e in backward if leave_out.isdisjoint((e.name, *e.reads))]
    small = SMALL * _largest(trace)
    if not _tiny(in_a_row([trace[e.name] for e in gradients]), small).any():
        return
    for gradient in gradients:
        tiny = _tiny(trace[gradient.name], small)
        if tiny.any():
            yield gradient, tiny


def _largest(trace: Trace) -> float:
    parts = in_parts(trace.values.values())
    return max(float(max(part.max(initial=0), -part.min(initial=0))) for part in parts)


def _tiny(value: Array, small: float) -> NDArray[np.bool_]:
    size = np.abs(value)
    tiny: NDArray[np.bool_] = (size > 0) & (size < small)
    return tiny


def _cancelled(trace: Trace, equation: Equation, tiny: NDArray[np.bool_]) -> NDArray[np.bool_]:
    size = np.abs(trace[equation.name])
    error = ROUNDING * sizes_of_terms(_all_added(trace.program, equation), trace)
    cancelled: NDArray[np.bool_] = tiny & (size <= error) & (size >= LEFT * error)
    return cancelled


def sizes_of_terms(expr: Expr, trace: Trace) -> Array:
    """Add up the sizes of the terms of each entry, `Σ |a| |b|`, of an expression without minus."""
    sizes = {name: np.abs(trace[name]) for name in names(expr)}
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.abs(Numbers(sizes, trace.dims).of(expr)), posinf=0)


@lru_cache(maxsize=1024)
def _all_added(program: Program, equation: Equation) -> Expr:
    """Write an equation in terms of what its gradients are computed from, with plus for minus."""
    backward = {e.name: e.expr for e in program.in_phase(Phase.BACKWARD)}
    read = {name: backward[name] for name in equation.reads if name in backward}
    return without_cancelling(replace_names(equation.expr, read), program)


def without_cancelling(expr: Expr, program: Program) -> Expr:
    """Put a plus for every minus of an expression."""
    return simplify(expr, WITHOUT_CANCELLING, program.shapes)


@lru_cache(maxsize=1024)
def is_below_norm(program: Program, equation: Equation) -> bool:
    """Tell whether a gradient is that of a bias that a normalisation takes out again.

    A row added to all samples moves their mean as much: `Y - mean` stays as it was.
    """
    of = str(equation.of)
    if program.roles.get(of) is not Role.PARAMETER:
        return False
    readers = program.forward_readers(of)
    if len(readers) != 1:
        return False
    match readers[0].expr:
        case Apply("add", (rest, Name(bias))) if bias == of and of not in names(rest):
            return _is_centred(program, readers[0].name)
    return False


def _is_centred(program: Program, name: str) -> bool:
    """Tell whether a value is read only to compute the mean of its rows, and less that mean."""
    readers = program.forward_readers(name)
    means = [reader.name for reader in readers if _is_mean(reader.expr, name)]
    centred = {Name(name) - Name(mean): Number(0) for mean in means}
    others = (reader.expr for reader in readers if reader.name not in means)
    return bool(means) and all(name not in names(replace_parts(e, centred)) for e in others)


def _is_mean(expr: Expr, name: str) -> bool:
    return isinstance(expr, Apply) and (expr.op, expr.args[0]) == ("over", sum_rows(Name(name)))
