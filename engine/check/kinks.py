"""Kinks: where a function has two slopes, so that a central difference is neither of them.

An operation has a kink where its derivative in the table is made of a step at 0, as that of ReLU.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine.core.expr import Apply, Cell, Expr, Name, Number, names, walk
from engine.core.immutable import immutable
from engine.core.ops import OPS, hadamard, ones_like, scale, step
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.core.rewrite import at_sizes, replace_parts
from engine.network.conventions import Conventions
from engine.running.rerun import lines, rerun
from engine.running.trace import Array, Trace, run


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

    `watch` is `watched(ahead)`; `through` is as for `lines`.
    """
    sides = watch.program.names[len(ahead.program.names) :]
    chain = lines(watch, of, sides, through)
    found: dict[Cell, None] = {}
    for by in (h, -h):
        moved = ahead[of].copy()
        moved[index] += by
        after = rerun(chain, watch.values, moved)
        for kink, side in zip(kinks(ahead.program), sides, strict=True):
            changed = np.argwhere(np.atleast_2d(after[side] != watch[side]))
            found |= dict.fromkeys(Cell(kink.place, int(i), int(j)) for i, j in changed)
    return tuple(found)


@lru_cache(maxsize=64)
def _watched_program(program: Program) -> Program:
    sides = (
        Equation(_fresh(program, f"{kink.equation}_side", k), kink.side, Phase.LOSS, "kink.side")
        for k, kink in enumerate(kinks(program))
    )
    return Program(program.inputs, (*program.equations, *sides))


def _fresh(program: Program, stem: str, k: int) -> str:
    name = f"{stem}{k}"
    while name in program.shapes:
        name += "_"
    return name


def frozen(ahead: Trace, conventions: Conventions) -> Trace:
    """The same trace with a straight line, of the slope taken at each entry, for what has a kink.

    The line is `slope ⊙ x + offset`, so that nothing has a kink any more. The slope is the table's,
    and that of ReLU at 0 the one of the conventions.
    """
    program, values = ahead.program, ahead.inputs
    by: dict[Expr, Expr] = {}
    added: list[Input] = []
    for k, kink in enumerate(kinks(program)):
        slope, offset = (Name(_fresh(program, stem, k)) for stem in ("slope", "offset"))
        node = at_sizes(kink.node, ahead.dims)
        by[node] = slope * at_sizes(kink.node.args[0], ahead.dims) + offset
        line = _straight(ahead, kink.node, conventions)
        for name, value in zip((slope.name, offset.name), line, strict=True):
            values[name] = value
            added.append(Input(name, value.shape, Role.SETTING))
    changed = (replace(e, expr=replace_parts(e.expr, by)) for e in _at(ahead))
    inputs = tuple(replace(i, shape=ahead[i.name].shape) for i in program.inputs)
    return run(Program((*inputs, *added), tuple(changed)), values)


def _at(ahead: Trace) -> Iterator[Equation]:
    for equation in ahead.program.equations:
        yield replace(equation, expr=at_sizes(equation.expr, ahead.dims), of=None)


def _straight(ahead: Trace, node: Apply, conventions: Conventions) -> tuple[Array, Array]:
    """The slope and the offset of the line that replaces an operation."""
    inputs = tuple(Input(n, ahead[n].shape, Role.INPUT) for n in names(node))
    offset = node - hadamard(Name("slope"), node.args[0])
    given = tuple(
        Equation(name, at_sizes(expr, ahead.dims), Phase.FORWARD, f"kink.{name}")
        for name, expr in (("slope", _slope(node, conventions)), ("offset", offset))
    )
    found = run(Program(inputs, given), {i.name: ahead[i.name] for i in inputs})
    return found["slope"], found["offset"]


def _slope(node: Apply, conventions: Conventions) -> Expr:
    at = node.args[0]
    if node.op == "relu":
        return step(at, Number(conventions.relu_at_zero))
    slope = OPS[node.op].vjp(ones_like(at), node.args, node)[0]
    return slope if slope else scale(Number(0), ones_like(at))
