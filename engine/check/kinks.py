"""Kinks: where a function has two slopes, so that a central difference is neither of them.

An operation has a kink where its derivative in the table is made of a step at 0, as that of ReLU.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine.core.expr import Apply, Cell, Expr, Name, Number, walk
from engine.core.immutable import immutable
from engine.core.infer import shape_of
from engine.core.ops import OPS, ones_like, scale, step
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
        """The value whose entries are on one side or the other."""
        at = self.node.args[0]
        return at.name if isinstance(at, Name) else self.equation


@lru_cache(maxsize=64)
def kinks(program: Program) -> tuple[Kink, ...]:
    """All kinks in the equations of a program."""
    return tuple(
        Kink(equation.name, node, side)
        for equation in program.equations
        for node in walk(equation.expr)
        if isinstance(node, Apply)
        for side in _sides(node)
    )


def _sides(node: Apply) -> Iterator[Expr]:
    """The steps in an operation, or in its derivative; at most one."""
    slopes = OPS[node.op].vjp(Number(1), node.args, node)
    for inner in (node, *(n for slope in slopes if slope for n in walk(slope))):
        if isinstance(inner, Apply) and OPS[inner.op].is_step:
            yield inner
            return


def watched(ahead: Trace) -> Trace:
    """The same trace with the side of every kink as a value of its own, after all others."""
    return run(_watched_program(ahead.program), ahead.inputs)


def crossed(
    ahead: Trace,
    watch: Trace,
    of: str,
    index: tuple[int, ...],
    h: float,
    through: Collection[str] | None = None,
) -> tuple[Cell, ...]:
    """The cells whose kink is within the step, when an entry of `of` is moved by `h` each way.

    `watch` is `watched(ahead)`; `through` is as for `chain_between`.
    """
    sides = watch.program.names[len(ahead.program.names) :]
    chain = chain_between(watch, of, sides, through)
    cells: dict[Cell, None] = {}
    for by in (h, -h):
        moved = ahead[of].copy()
        moved[index] += by
        after = rerun(chain, watch.values, moved)
        for kink, side in zip(kinks(ahead.program), sides, strict=True):
            changed = np.argwhere(np.atleast_2d(after[side] != watch[side]))
            cells |= dict.fromkeys(Cell(kink.place, int(i), int(j)) for i, j in changed)
    return tuple(cells)


@lru_cache(maxsize=64)
def _watched_program(program: Program) -> Program:
    sides = (
        Equation(program.free_name(f"{kink.equation}_side{k}"), kink.side, Phase.LOSS, "kink.side")
        for k, kink in enumerate(kinks(program))
    )
    return Program(program.inputs, (*program.equations, *sides))


def frozen(ahead: Trace, conventions: Conventions) -> Trace:
    """Replace every operation with a kink by a straight line, and run the program again.

    The line is `slope ⊙ x + offset`, which gives the same values. The slope is the table's, and
    that of ReLU at 0 the one of the conventions.
    """
    program, values, numbers = ahead.program, ahead.inputs, Numbers(dict(ahead.values), ahead.dims)
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
