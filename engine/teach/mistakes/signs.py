"""Mistakes with signs and factors: `D - Y`, a minus lost, a ½ or a 2 forgotten or put in."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, Number, Size, walk
from engine.core.ops import power, scale
from engine.core.program import Role
from engine.teach.mistakes.mistake import BACKWARD, LOSS, Mistake, Step
from engine.teach.mistakes.rewriting import Made, anywhere, args_of, is_op


def _swapped(step: Step) -> Iterator[Made]:
    """`D - Y` in place of `Y - D`."""

    def rule(node: Expr) -> Iterator[Made]:
        pair = args_of(node, "sub")
        if any(step.links.has_role(arg, Role.TARGET) for arg in pair):
            yield pair[1] - pair[0], ()

    return anywhere(step.expr, rule)


def _target_forgotten(step: Step) -> Iterator[Made]:
    """`Y` in place of `Y - D`."""

    def rule(node: Expr) -> Iterator[Made]:
        pair = args_of(node, "sub")
        if pair and step.links.has_role(pair[1], Role.TARGET):
            yield pair[0], tuple(n for n in step.equation.reads if _is_target(step, n))[:1]

    return anywhere(step.expr, rule)


def _is_target(step: Step, name: str) -> bool:
    return step.links.roles.get(name) is Role.TARGET


def _sign_lost(step: Step) -> Iterator[Made]:
    """A minus in front is lost."""

    def rule(node: Expr) -> Iterator[Made]:
        yield from ((x, ()) for x in args_of(node, "neg"))
        match args_of(node, "scale"):
            case (Number(value), x) if value < 0:
                yield scale(Number(-value), x), ()

    return anywhere(step.expr, rule)


def _factor_forgotten(step: Step) -> Iterator[Made]:
    """A number in front, or below, is left out: `½`, `2`, the number of columns."""

    def rule(node: Expr) -> Iterator[Made]:
        match args_of(node, "scale"):
            case (Number(value), x) if abs(value) not in (0, 1):
                yield (x if value > 0 else -x), ()
        match args_of(node, "over"):
            case (x, Number(_) | Size(int())):
                yield x, ()

    return anywhere(step.expr, rule)


def _two_too_many(step: Step) -> Iterator[Made]:
    """`2 (Y - D)`, though the ½ of the loss takes the 2 away."""

    def rule(node: Expr) -> Iterator[Made]:
        pair = args_of(node, "sub")
        if pair and step.links.has_role(pair[1], Role.TARGET):
            yield scale(Number(2), node), ()

    has_factor = any(is_op(node, "scale") for node in walk(step.expr))
    return iter(()) if has_factor else anywhere(step.expr, rule)


def _power_kept(step: Step) -> Iterator[Made]:
    """`x^p` in place of `x^(p - 1)`: the derivative of a power has one less."""

    def rule(node: Expr) -> Iterator[Made]:
        match args_of(node, "power"):
            case (x, Number(value)):
                yield power(x, Number(value + 1)), ()

    return anywhere(step.expr, rule)


SIGN_MISTAKES = (
    Mistake("target_minus_output", (BACKWARD,), _swapped),
    Mistake("target_forgotten", (BACKWARD,), _target_forgotten),
    Mistake("sign_lost", (LOSS, BACKWARD), _sign_lost),
    Mistake("factor_forgotten", (LOSS, BACKWARD), _factor_forgotten),
    Mistake("factor_two", (BACKWARD,), _two_too_many),
    Mistake("power_kept", (BACKWARD,), _power_kept),
)
