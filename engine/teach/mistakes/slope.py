"""Find the derivatives of activations in the steps of a program.

For `Y = f(Z)` the gradient is `∇Z = ∇Y ⊙ f′(Z)`. The factors of `f′` are those that read nothing
but `Z` and `Y`, as in `Y ⊙ (1 - Y)`. A step `Y = ReLU(X W + B)` has no `Z`: there they are the
factors of the operation's derivative.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.core.expr import Apply, Expr, Number, names
from engine.core.ops import OPS, ones_like
from engine.core.program import Equation, Phase
from engine.core.rewrite import Change, match
from engine.teach.mistakes.connections import activations, is_entrywise
from engine.teach.mistakes.mistake import ProgramStep
from engine.teach.mistakes.slips import A, B, factors, product


@dataclass(frozen=True, eq=False)
class Slope:
    """A product in a step, some of whose factors are the slope `f′` of an activation.

    - `factors`, `rest`: the factors of the slope, and the other factors
    - `activation`: the equation `Y = f(Z)`; None for a step such as `ReLU(X W + B)`
    - `at`: the value at which the slope is taken
    - `put`: replaces the product in the step by another expression
    """

    rest: tuple[Expr, ...]
    factors: tuple[Expr, ...]
    activation: Equation | None
    at: str
    put: Change

    def replaced(self, *others: Expr) -> Expr:
        """Write the step with other factors in place of the slope."""
        return self.put(product(*self.rest, *others))


def slopes(step: ProgramStep) -> Iterator[Slope]:
    """Find every product with a slope in it; not the products inside a larger one."""
    inner = {part for node, _ in step.places for part in (match(A * B, node) or {}).values()}
    for node, put in step.places:
        if match(A * B, node) and node not in inner:
            yield from _slope(step, factors(node), put)


def _slope(step: ProgramStep, parts: tuple[Expr, ...], put: Change) -> Iterator[Slope]:
    found = {part: _activation(step, part) for part in parts}
    slope = tuple(part for part in parts if found[part] or is_step(part))
    rest = tuple(part for part in parts if part not in slope)
    if slope and rest:
        activation = found[slope[0]]
        fused = "" if activation else _fused(step, slope[0])
        yield Slope(rest, slope, activation, fused or names(slope[0])[0], put)


def is_step(part: Expr) -> bool:
    """Tell whether a factor is a mask such as `1(Z > 0)`, which is always a slope."""
    return isinstance(part, Apply) and OPS[part.op].is_step


def _activation(step: ProgramStep, part: Expr) -> Equation | None:
    """Find the activation whose `Z` and `Y` alone a factor reads: it is a factor of its slope."""
    read = set(names(part))
    for z, equation in activations(step.program).items():
        if read and read <= {z, equation.name} and match(ones_like(A), part) is None:
            return equation if is_entrywise(equation.expr) else None
    return None


def _fused(step: ProgramStep, part: Expr) -> str:
    """Find the step, as `Y = ReLU(X W + B)`, whose operation has this factor in its derivative."""
    for equation in step.program.by_name.values():
        match equation.expr:
            case Apply(op, (_, *constants)) if equation.phase is Phase.FORWARD:
                fused = len(equation.reads) > 1 and not any(map(names, constants))
                back = OPS[op].vjp(Number(1), equation.expr.args, equation.expr)[0]
                if fused and back and part in factors(back):
                    return equation.name
    return ""
