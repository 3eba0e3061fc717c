"""Mistakes with a derivative that would be right elsewhere: of another activation or value.

For `Y = f(Z)` the gradient is `∇Z = ∇Y ⊙ f′(Z)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from engine.core import ops
from engine.core.differentiate import vjp
from engine.core.expr import Expr, Name, Number
from engine.core.ops import leaky_slope, ones_like, positive, quotient, sigmoid, square, tanh
from engine.core.program import Role
from engine.core.rewrite import match, places, replace_names, replace_parts
from engine.teach.mistakes.connections import activations
from engine.teach.mistakes.mistake import BACKWARD, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slope import is_step, slopes

ONE, D = Number(1), Name("D")
LEAK = Number(0.01)
"""The usual slope of leaky ReLU below 0, as in PyTorch."""
SLOPES: dict[str, Callable[[Expr, Expr], tuple[Expr, ...]]] = {
    "sigmoid_slope": lambda z, y: (y * (ONE - y), sigmoid(z) * (ONE - sigmoid(z))),
    "tanh_slope": lambda z, y: (ONE - square(y), ONE - square(tanh(z))),
    "relu_slope": lambda z, _: (positive(z),),
    "leaky_relu_slope": lambda z, _: (leaky_slope(z, LEAK),),
}
"""The slopes of activations, by the keys of the mistakes; those written with `Y` first."""


def _of_another(
    forms: Callable[[Expr, Expr], tuple[Expr, ...]], step: ProgramStep
) -> Iterator[Wrong]:
    """Write the slope of another activation in place of that of `Y = f(Z)`."""
    for slope in slopes(step):
        if f := slope.activation:
            (z,) = f.reads
            for form in forms(Name(z), Name(f.name)):
                yield slope.replaced(form), (z,)


def _formula_at_input(step: ProgramStep) -> Iterator[Wrong]:
    """Write `Z (1 - Z)` in place of `Y (1 - Y)`: the formula of the slope takes the output."""
    for slope in slopes(step):
        if f := slope.activation:
            (z,), y = f.reads, f.name
            parts = (replace_names(part, {y: Name(z)}) for part in slope.factors)
            yield slope.replaced(*parts), (y, z)


def _mask_of_gradient(step: ProgramStep) -> Iterator[Wrong]:
    """Write `1(∇Y > 0)` in place of `1(Z > 0)`."""
    for slope in slopes(step):
        for g in slope.rest if any(map(is_step, slope.factors)) else ():
            if isinstance(g, Name):
                parts = (replace_names(part, {slope.at: g}) for part in slope.factors)
                yield slope.replaced(*parts), (slope.at, g.name)


def _zero_passes(step: ProgramStep) -> Iterator[Wrong]:
    """Write `1(Z >= 0)` in place of `1(Z > 0)`."""
    for slope in slopes(step):
        at = positive(Name(slope.at))
        if at in slope.factors:
            parts = (
                replace_parts(part, {at: ops.step(Name(slope.at), ONE)}) for part in slope.factors
            )
            yield slope.replaced(*parts), (slope.at,)


def _gradient_behind_forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """Write `1` in place of `∇Y`, in a product with a slope or with a matrix."""
    for name in step.equation.reads:
        if name in step.program.gradient_of.values():
            yield replace_names(step.expr, {name: ones_like(Name(name))}), (name,)


def _begins_with_ones(step: ProgramStep) -> Iterator[Wrong]:
    """Write `1` in place of the gradient of the loss, where the backward pass begins."""
    reads = set(step.equation.reads)
    if step.of in step.program.by_name and reads.isdisjoint(step.program.gradient_of.values()):
        yield ones_like(Name(step.of)), (step.of,)


def _slope_again(step: ProgramStep) -> Iterator[Wrong]:
    """Multiply `Y - D` by the slope once more: it is in it already."""
    after = activations(step.program).get(step.of)
    if after and step.reads(Role.TARGET):
        y = Name(after.name)
        again = vjp(after.expr, step.expr, step.shapes)[step.of]
        for wrong in (replace_parts(again, {after.expr: y}), step.expr * (y * (ONE - y))):
            yield wrong, (after.name,)
    elif after:
        yield from _slope_of_difference(step, after.name)


def _slope_of_difference(step: ProgramStep, y: str) -> Iterator[Wrong]:
    """Take `Y - D`, in place of `-D / Y`, through the slope that is in it already."""
    name = step.program.gradient_of.get(y, "")
    for node, put in places(step.program.by_name[name].expr) if name in step.equation.reads else ():
        target = (match(quotient(D, Name(y)), node) or {}).get(D.name)
        if target and step.has_role(target, Role.TARGET):
            difference = put(target - Name(y))
            yield replace_names(step.expr, {name: difference}), (y,)
            yield difference * (Name(y) * (ONE - Name(y))), (y,)


MISTAKES = (
    *(Mistake(key, BACKWARD, partial(_of_another, forms)) for key, forms in SLOPES.items()),
    Mistake("slope_formula_at_input", BACKWARD, _formula_at_input),
    Mistake("slope_again", BACKWARD, _slope_again),
    Mistake("mask_of_gradient", BACKWARD, _mask_of_gradient),
    Mistake("zero_passes", BACKWARD, _zero_passes),
    Mistake("gradient_behind_forgotten", BACKWARD, _gradient_behind_forgotten),
    Mistake("begins_with_ones", BACKWARD, _begins_with_ones),
)
