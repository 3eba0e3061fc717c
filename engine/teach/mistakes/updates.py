"""Mistakes with the update: uphill, without the learning rate, without what is remembered."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, Name, Number, names
from engine.core.ops import add
from engine.core.program import Role
from engine.teach.mistakes.mistake import UPDATE, Mistake, Step
from engine.teach.mistakes.rewriting import Made, anywhere, args_of


def _uphill(step: Step) -> Iterator[Made]:
    """`W + lr ∇W` in place of `W - lr ∇W`."""

    def rule(node: Expr) -> Iterator[Made]:
        pair = args_of(node, "sub")
        if pair and not isinstance(pair[0], Number):
            yield add(*pair), names(pair[0])[:1]

    return (made for made in anywhere(step.expr, rule) if made[1])


def _without_factor(step: Step, role: Role) -> Iterator[Made]:
    """A matrix without the number of this role in front of it."""

    def rule(node: Expr) -> Iterator[Made]:
        match args_of(node, "scale"):
            case (Name(factor), x) if step.links.has_role(Name(factor), role):
                yield x, (factor,)

    return anywhere(step.expr, rule)


def _rate_forgotten(step: Step) -> Iterator[Made]:
    """`W - ∇W` in place of `W - lr ∇W`."""
    return _without_factor(step, Role.RATE)


def _share_forgotten(step: Step) -> Iterator[Made]:
    """`v + ∇W` in place of `mu v + ∇W`."""
    return _without_factor(step, Role.SETTING)


def _correction_forgotten(step: Step) -> Iterator[Made]:
    """Adam's average as it stands, not divided by `1 - rho^t`."""

    def rule(node: Expr) -> Iterator[Made]:
        pair = args_of(node, "over", "div")
        if pair and args_of(pair[1], "sub"):
            yield pair[0], names(pair[0])[:1]

    return (made for made in anywhere(step.expr, rule) if made[1])


UPDATE_MISTAKES = (
    Mistake("uphill", (UPDATE,), _uphill),
    Mistake("rate_forgotten", (UPDATE,), _rate_forgotten),
    Mistake("share_forgotten", (UPDATE,), _share_forgotten),
    Mistake("correction_forgotten", (UPDATE,), _correction_forgotten),
)
