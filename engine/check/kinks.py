"""Kinks: where a function has two slopes, so that a central difference is neither of them.

An operation has a kink at 0 if its derivative in the table contains a step at 0, as that of ReLU
does, or jumps there, as that of ELU does where alpha is not 1. A step itself counts too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine.core.expr import Apply, Cell, Expr, Name, Number, walk
from engine.core.immutable import immutable
from engine.core.infer import shape_of
from engine.core.ops import OPS, ones_like, positive, scale, step
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.core.rewrite import replace_parts
from engine.network.conventions import Conventions
from engine.running.numbers import Numbers
from engine.running.rerun import chain_between, rerun
from engine.running.trace import Trace, run


@immutable
class Kink:
    """An operation with a kink at 0, its equation, and the step that tells its sides apart."""

    equation: str
    node: Apply
    side: Expr

    @property
    def place(self) -> str:
        """Name the value whose entries are on one side of the kink or the other."""
        at = self.node.args[0]
        return at.name if isinstance(at, Name) else self.equation


@lru_cache(maxsize=64)
def kinks(program: Program) -> tuple[Kink, ...]:
    """Find all kinks in the equations of a program."""
    return tuple(
        Kink(equation.name, node, side)
        for equation in program.equations
        for node in walk(equation.expr)
        if isinstance(node, Apply)
        for side in _sides(node)
    )


def _sides(node: Apply) -> Iterator[Expr]:
    """Find the step that an operation is, or that its derivative contains; none, or the first.

    Where the derivative jumps, it is the step at the jump.
    """
    slopes = OPS[node.op].vjp(Number(1), node.args, node)
    for inner in (node, *(n for slope in slopes if slope for n in walk(slope))):
        if isinstance(inner, Apply) and (OPS[inner.op].is_step or OPS[inner.op].jumps):
            yield positive(inner.args[0]) if OPS[inner.op].jumps else inner
            return


def with_sides(forward: Trace) -> Trace:
    """Run a forward pass with more values at its end: for every kink, the side of each entry."""
    return run(_program_with_sides(forward.program), forward.inputs)


def crossed(
    forward: Trace,
    sided: Trace,
    of: str,
    index: tuple[int, ...],
    h: float,
    through: Collection[str] | None = None,
) -> tuple[Cell, ...]:
    """Find the cells that change sides at a kink when an entry of `of` is moved by `h` or `-h`.

    `sided` is `with_sides(forward)`. Only the equations in `through`, and the sides of their kinks,
    see the entry move, by default all.
    """
    sides = sided.program.names[len(forward.program.names) :]
    named = zip(kinks(forward.program), sides, strict=True)
    seeing = (side for kink, side in named if through and kink.equation in through)
    chain = chain_between(sided, of, sides, None if through is None else (*through, *seeing))
    cells: dict[Cell, None] = {}
    for by in (h, -h):
        moved = forward[of].copy()
        moved[index] += by
        after = rerun(chain, sided.values, moved)
        for kink, side in zip(kinks(forward.program), sides, strict=True):
            changed = np.argwhere(np.atleast_2d(after[side] != sided[side]))
            cells |= dict.fromkeys(Cell(kink.place, int(i), int(j)) for i, j in changed)
    return tuple(cells)


@lru_cache(maxsize=64)
def _program_with_sides(program: Program) -> Program:
    sides = (
        Equation(program.free_name(f"{kink.equation}_side{k}"), kink.side, Phase.LOSS, "kink.side")
        for k, kink in enumerate(kinks(program))
    )
    return Program(program.inputs, (*program.equations, *sides))


def straightened(forward: Trace, conventions: Conventions) -> Trace:
    """Replace every operation with a kink by a straight line, and run the program again.

    The line is `slope ⊙ x + offset` and gives the same values. The slope is the derivative in the
    table; for ReLU at 0 it is the one that the conventions say.
    """
    program, values = forward.program, forward.inputs
    numbers = Numbers(dict(forward.values), forward.dims)
    straight, added = dict[Expr, Expr](), list[Input]()
    for k, kink in enumerate(kinks(program)):
        at, slope = kink.node.args[0], _slope(kink.node, conventions)
        factor, offset = (Name(program.free_name(f"{stem}{k}")) for stem in ("slope", "offset"))
        straight[kink.node] = factor * at + offset
        values |= {factor.name: numbers.of(slope), offset.name: numbers.of(kink.node - slope * at)}
        shape = shape_of(kink.node, program.shapes)
        added += (Input(name, shape, Role.SETTING) for name in (factor.name, offset.name))
    equations = (replace(e, expr=replace_parts(e.expr, straight)) for e in program.equations)
    return run(Program((*program.inputs, *added), tuple(equations)), values)


def _slope(node: Apply, conventions: Conventions) -> Expr:
    at = node.args[0]
    if node.op == "relu":
        return step(at, Number(conventions.relu_at_zero))
    slope = OPS[node.op].vjp(ones_like(at), node.args, node)[0]
    return slope if slope else scale(Number(0), ones_like(at))
