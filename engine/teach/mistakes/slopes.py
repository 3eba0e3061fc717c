"""Mistakes with an activation's derivative: forgotten, of the wrong thing, in part, elsewhere's.

For `Y = f(Z)` the gradient before it is `∇Z = ∇Y ⊙ f′(Z)`. The factors of `f′` are those that read
nothing but `Z` and `Y`, `Y ⊙ (1 - Y)`, and the slope of an `f` that is written in one step with
what it is applied to, `ReLU(X W + B)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.core.expr import Apply, Expr, Name, Number, names
from engine.core.ops import OPS, ones_like, square
from engine.core.program import Equation, Phase
from engine.core.rewrite import Change, match, replace_names
from engine.teach.mistakes.connections import activations, alike, is_entrywise
from engine.teach.mistakes.mistake import BACKWARD, BOTH, FORWARD, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import A, B, Slip, anywhere, factors, product, summands


@dataclass(frozen=True, eq=False)
class Slope:
    """A product of which some factors are the slope of an activation.

    - `rest`, `factors`: the other factors, and those of the slope
    - `activation`: the equation of the activation, None where it is written in one step with others
    - `at`: the value that the slope is read at
    - `put`: puts another expression in the place of the product
    """

    rest: tuple[Expr, ...]
    factors: tuple[Expr, ...]
    activation: Equation | None
    at: str
    put: Change

    def replaced(self, *others: Expr) -> Expr:
        """Multiply the rest by other factors."""
        return self.put(product(*self.rest, *others))


def _slopes(step: ProgramStep) -> Iterator[Slope]:
    """Find every product with a slope in it, the largest products only."""
    inner = {part for node, _ in step.places for part in (match(A * B, node) or {}).values()}
    for node, put in step.places:
        if match(A * B, node) and node not in inner:
            yield from _slope(step, factors(node), put)


def _slope(step: ProgramStep, parts: tuple[Expr, ...], put: Change) -> Iterator[Slope]:
    found = {part: _activation(step, part) for part in parts}
    slope = tuple(part for part in parts if found[part] or _is_step(part))
    rest = tuple(part for part in parts if part not in slope)
    if slope and rest:
        activation = found[slope[0]]
        fused = "" if activation else _fused(step, slope[0])
        yield Slope(rest, slope, activation, fused or names(slope[0])[0], put)


def _is_step(part: Expr) -> bool:
    """Tell whether a factor is a mask, `1(Z > 0)`, which is a slope whatever it reads."""
    return isinstance(part, Apply) and OPS[part.op].is_step


def _activation(step: ProgramStep, part: Expr) -> Equation | None:
    """The activation that a factor may be of the slope of: it reads nothing but its values."""
    read = set(names(part))
    for z, equation in activations(step.program).items():
        if read and read <= {z, equation.name} and match(ones_like(A), part) is None:
            return equation if is_entrywise(equation.expr) else None
    return None


def _fused(step: ProgramStep, part: Expr) -> str:
    """The value whose slope a factor is, for one of several values: `ReLU(X W + B)`."""
    for equation in step.program.by_name.values():
        match equation.expr:
            case Apply(op, (_, *constants)) if equation.phase is Phase.FORWARD:
                fused = len(equation.reads) > 1 and not any(map(names, constants))
                back = OPS[op].vjp(Number(1), equation.expr.args, equation.expr)[0]
                if fused and back and part in factors(back):
                    return equation.name
    return ""


def _forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """`∇Z = ∇Y`."""
    for slope in _slopes(step):
        yield slope.replaced(), (slope.at,)


def _at_output(step: ProgramStep) -> Iterator[Wrong]:
    """`f′(Y)` in place of `f′(Z)`: what reads `Z` reads `Y`, and what reads `Y` reads `f(Y)`."""
    for slope in _slopes(step):
        if f := slope.activation:
            (z,), y = f.reads, f.name
            by = {z: Name(y), y: replace_names(f.expr, {z: Name(y)})}
            yield slope.replaced(*(replace_names(part, by) for part in slope.factors)), (z, y)


def _value(step: ProgramStep) -> Iterator[Wrong]:
    """`f(Z)` in place of `f′(Z)`."""
    for slope in _slopes(step):
        if slope.activation:
            yield slope.replaced(Name(slope.activation.name)), (slope.activation.name,)


def _part(step: ProgramStep) -> Iterator[Wrong]:
    """Only some of the slope: one factor of `Y ⊙ (1 - Y)`, or one term of a product rule."""
    for slope in _slopes(step):
        for k, part in enumerate(slope.factors):
            others = slope.factors[:k] + slope.factors[k + 1 :]
            terms = summands(part)
            kept = [others] if others else []
            kept += [(*others, term) for term in terms if len(terms) > 1]
            yield from ((slope.replaced(*left), (slope.at,)) for left in kept)


def _of_another_layer(step: ProgramStep) -> Iterator[Wrong]:
    """`f′` at a value of another layer, where shapes fit."""
    for slope in _slopes(step):
        for other in alike(step.program, slope.at) if slope.activation else ():
            by = {slope.at: Name(other)}
            parts = (replace_names(part, by) for part in slope.factors)
            yield slope.replaced(*parts), (slope.at, other)


def _activation_forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """`Y = Z`."""
    for z in step.equation.reads[:1]:
        if activations(step.program).get(z) is step.equation:
            yield Name(z), (z,)


MISTAKES = (
    Mistake("slope_forgotten", BACKWARD, _forgotten),
    Mistake("slope_at_output", BACKWARD, _at_output),
    Mistake("slope_other_layer", BACKWARD, _of_another_layer),
    Mistake("value_for_slope", BACKWARD, _value),
    Mistake("slope_in_part", BACKWARD, _part),
    Mistake(
        "square_forgotten",
        BOTH,
        anywhere(Slip(A * A, A, (A,)), Slip(square(A), A, (A,))),
    ),
    Mistake("activation_forgotten", FORWARD, _activation_forgotten),
)
