"""Mistakes with an activation's derivative: forgotten, of the wrong thing, in part, elsewhere's.

For `Y = f(Z)` the gradient before it is `∇Z = ∇Y ⊙ f′(Z)`. The factors of `f′` are those that read
nothing but `Z` and `Y`, `Y ⊙ (1 - Y)`, and masks, whatever they read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from engine.core.expr import Expr, Name, names
from engine.core.program import Equation
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, Mistake, Step
from engine.teach.mistakes.rewriting import (
    Made,
    anywhere,
    args_of,
    in_products,
    is_op,
    substituted,
    summands,
)
from engine.teach.mistakes.softmaxes import SOFTMAX

MASKS = ("positive", "step", "leaky_slope", "elu_slope")
Parts = Sequence[Expr]


@dataclass(frozen=True)
class _Slope:
    """The factors of a product that are the slope of an activation, and the others.

    `at` is the value that the slope is read at.
    """

    rest: tuple[Expr, ...]
    slope: tuple[Expr, ...]
    activation: Equation | None
    at: str


Rule = Callable[[_Slope], Iterator[tuple[Parts, tuple[str, ...]]]]


def _slopes(step: Step, rule: Rule) -> Iterator[Made]:
    """The step with one of its slopes changed."""

    def each(parts: tuple[Expr, ...]) -> Iterator[tuple[Parts, tuple[str, ...]]]:
        found = [_activation(step, part) for part in parts]
        slope = tuple(p for p, (is_one, _) in zip(parts, found, strict=True) if is_one)
        rest = tuple(p for p, (is_one, _) in zip(parts, found, strict=True) if not is_one)
        if slope and rest:
            activation = next((a for is_one, a in found if is_one), None)
            yield from rule(_Slope(rest, slope, activation, _read_at(step, slope[0])))

    return in_products(step.expr, each)


def _activation(step: Step, part: Expr) -> tuple[bool, Equation | None]:
    """Whether a factor is of a slope, and the activation that it is the slope of."""
    read = set(names(part))
    for z, equation in step.links.activations.items():
        if read and read <= {z, equation.name} and not is_op(part, "ones_like"):
            return not _is_softmax(equation), equation
    return is_op(part, *MASKS), None


def _read_at(step: Step, part: Expr) -> str:
    """The first name in a slope; of `1(X W + B > 0)` the value that its activation gives."""
    if is_op(part, *MASKS):
        for equation in step.links.program.equations:
            inside = args_of(equation.expr, "relu", "leaky_relu", "elu")
            if inside[:1] == args_of(part, *MASKS)[:1] and len(equation.reads) > 1:
                return equation.name
    return names(part)[0]


def _is_softmax(equation: Equation) -> bool:
    return any(True for _ in anywhere(equation.expr, lambda e: [(e, ())] * is_op(e, *SOFTMAX)))


def _forgotten(step: Step) -> Iterator[Made]:
    """`∇Z = ∇Y`."""
    return _slopes(step, lambda s: iter([(s.rest, (s.at,))]))


def _at_output(step: Step) -> Iterator[Made]:
    """`f′(Y)` in place of `f′(Z)`: what reads `Z` reads `Y`, and what reads `Y` reads `f(Y)`."""

    def rule(s: _Slope) -> Iterator[tuple[Parts, tuple[str, ...]]]:
        if s.activation:
            z, y = s.activation.reads[0], s.activation.name
            by = {z: Name(y), y: substituted(s.activation.expr, {z: Name(y)})}
            yield (*s.rest, *(substituted(part, by) for part in s.slope)), (z, y)

    return _slopes(step, rule)


def _value(step: Step) -> Iterator[Made]:
    """`f(Z)` in place of `f′(Z)`."""

    def rule(s: _Slope) -> Iterator[tuple[Parts, tuple[str, ...]]]:
        if s.activation:
            yield (*s.rest, Name(s.activation.name)), (s.activation.name,)

    return _slopes(step, rule)


def _part(step: Step) -> Iterator[Made]:
    """Only some of the slope: one factor of `Y ⊙ (1 - Y)`, or one term of a product rule."""

    def rule(s: _Slope) -> Iterator[tuple[Parts, tuple[str, ...]]]:
        for k, part in enumerate(s.slope):
            others = s.slope[:k] + s.slope[k + 1 :]
            if others:
                yield (*s.rest, *others), (s.at,)
            if len(summands(part)) > 1:
                yield from (((*s.rest, *others, one), (s.at,)) for one in summands(part))

    return _slopes(step, rule)


def _of_another_layer(step: Step) -> Iterator[Made]:
    """`f′` at a value of another layer, where shapes fit."""

    def rule(s: _Slope) -> Iterator[tuple[Parts, tuple[str, ...]]]:
        for other in step.links.alike(s.at) if s.activation else ():
            by = {s.at: Name(other)}
            yield (*s.rest, *(substituted(part, by) for part in s.slope)), (s.at, other)

    return _slopes(step, rule)


def _activation_forgotten(step: Step) -> Iterator[Made]:
    """`Y = Z`."""
    (z, *_) = step.equation.reads or ("",)
    if step.links.activations.get(z) is step.equation:
        yield Name(z), (z,)


def _square_forgotten(step: Step) -> Iterator[Made]:
    """`x` in place of `x²`, as in `1 - Y`."""

    def rule(node: Expr) -> Iterator[Made]:
        if (pair := args_of(node, "hadamard")) and pair[0] == pair[1]:
            yield pair[0], names(pair[0])[:1]
        for inner in args_of(node, "square"):
            yield inner, names(inner)[:1]

    return (made for made in anywhere(step.expr, rule) if made[1])


SLOPE_MISTAKES = (
    Mistake("slope_forgotten", (BACKWARD,), _forgotten),
    Mistake("slope_at_output", (BACKWARD,), _at_output),
    Mistake("slope_other_layer", (BACKWARD,), _of_another_layer),
    Mistake("value_for_slope", (BACKWARD,), _value),
    Mistake("slope_in_part", (BACKWARD,), _part),
    Mistake("square_forgotten", (FORWARD, BACKWARD), _square_forgotten),
    Mistake("activation_forgotten", (FORWARD,), _activation_forgotten),
)
