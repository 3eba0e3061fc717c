"""Find how the values of a program are connected, from its equations and not from names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from engine.core.expr import Apply, Dim, Expr, Name, Shape, Size, walk
from engine.core.ops import OPS, over, square, sum_cols, sum_rows
from engine.core.program import Equation, Phase, Program, Role
from engine.core.rewrite import match

A, N = Name("A"), Name("N")
STATISTICS = (
    (over(sum_rows(square(A)), N), "variance"),
    (over(sum_cols(square(A)), N), "variance"),
    (over(sum_rows(A), N), "mean"),
    (over(sum_cols(A), N), "mean"),
)
"""Patterns of a statistic over the samples; the first that matches counts."""


@lru_cache(maxsize=64)
def activations(program: Program) -> Mapping[str, Equation]:
    """Find the activation that each value goes into: `Y1lin` -> the equation of `Y1`."""
    steps = program.in_phase(Phase.FORWARD)
    return {e.reads[0]: e for e in steps if _is_activation(e, program.shapes)}


def _is_activation(equation: Equation, shapes: Mapping[str, Shape]) -> bool:
    if len(equation.reads) != 1 or isinstance(equation.expr, Name):
        return False
    shape = shapes[equation.name]
    return shape != () and shape == shapes[equation.reads[0]]


@lru_cache(maxsize=64)
def batch_size(program: Program) -> Size | None:
    """Find the number of samples: the first named dimension of the data that no parameter has."""
    data = [i for i in program.inputs if i.role in (Role.INPUT, Role.TARGET)]
    fixed = {d for i in program.inputs if i.role is Role.PARAMETER for d in i.shape}
    named = (d for given in data for d in given.shape if isinstance(d, str))
    return next((Size(dim) for dim in named if dim not in fixed), None)


def outputs(program: Program) -> tuple[Dim, ...]:
    """List the dimensions of the targets other than the number of samples."""
    targets = (given.shape for given in program.inputs if given.role is Role.TARGET)
    batch = batch_size(program)
    return tuple(
        dict.fromkeys(d for shape in targets for d in shape if Size(d) != batch and d != 1)
    )


def statistic(program: Program, value: str) -> str:
    """Tell whether a value is a `mean` or a `variance` over the samples; empty if neither."""
    if program.phases.get(value) is not Phase.FORWARD:
        return ""
    expr = program.by_name[value].expr
    return next((kind for pattern, kind in STATISTICS if match(pattern, expr)), "")


def alike(program: Program, name: str) -> Iterator[str]:
    """List the values with the shape of `name` and its place in another layer.

    Computed values have the same place if their sentence (`idea`) is the same. Inputs do if they
    have the same role, and equations with the same sentence read them at the same position.
    """
    for other in program.roles if name in program.roles else program.by_name:
        same = other != name and program.shapes[other] == program.shapes[name]
        if same and _place(program, other) == _place(program, name):
            yield other


def _place(program: Program, name: str) -> object:
    """Describe the place of a value: its sentence; for an input its role and its first reader."""
    if name in program.by_name:
        return program.by_name[name].idea
    first = next(iter(program.readers[name]), None)
    return (program.roles[name], first and (first.idea, first.reads.index(name)))


def is_entrywise(expr: Expr) -> bool:
    """Tell whether each entry is computed from entries at its own position; softmax is not."""
    return all(OPS[node.op].is_entrywise for node in walk(expr) if isinstance(node, Apply))
