"""Slips: what is right, and what a mistake writes in its place, `A.T @ B` and `A @ B`.

The names of a slip stand for any expression, but for those below that stand for one kind alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from typing import cast

from engine.core.expr import Apply, Expr, Name, Number, Size, names
from engine.core.ops import add, hadamard
from engine.core.program import Role
from engine.core.rewrite import Substitution, match, replace_names
from engine.teach.mistakes.connections import batch_size, statistic
from engine.teach.mistakes.mistake import ProgramStep, Wrong

A, B, C = map(Name, "ABC")
TARGET, PARAMETER, RATE, SETTING = map(Name, (Role.TARGET, Role.PARAMETER, Role.RATE, Role.SETTING))
"""Each stands for an input of its role."""
VALUE, OTHER_VALUE = Name("value"), Name("other value")
"""Each stands for a named value."""
NUMBER, CONSTANT = Name("number"), Name("constant")
"""A number, and a number or a size that is known."""
BATCH, MEAN = Name("batch"), Name("mean")
"""The number of samples, and a mean over them."""
OWN_PARAMETER, BACKPROPAGATED = Name("own parameter"), Name("backpropagated")
"""In the gradient of a parameter: the parameter itself, and what is computed from a gradient."""


def _is_mean(step: ProgramStep, part: Expr) -> bool:
    if not isinstance(part, Name):
        return False
    return step.has_role(part, Role.STATE) or statistic(step.program, part.name) == "mean"


def _is_known_size(part: Expr) -> bool:
    return isinstance(part, Size) and isinstance(part.dim, int)


def _has_role(role: Role, step: ProgramStep, part: Expr) -> bool:
    return step.has_role(part, role)


def _is_backpropagated(step: ProgramStep, part: Expr) -> bool:
    return not set(step.program.gradient_of.values()).isdisjoint(names(part))


_KINDS: Mapping[str, Callable[[ProgramStep, Expr], bool]] = {
    "value": lambda _, part: isinstance(part, Name),
    "other value": lambda _, part: isinstance(part, Name),
    "number": lambda _, part: isinstance(part, Number),
    "constant": lambda _, part: isinstance(part, Number) or _is_known_size(part),
    "batch": lambda step, part: part == batch_size(step.program),
    "mean": _is_mean,
    "own parameter": lambda step, part: step.is_of_parameter() and part == Name(step.of),
    "backpropagated": _is_backpropagated,
    **{role.value: partial(_has_role, role) for role in Role},
}


@dataclass(frozen=True)
class Slip:
    """What matches `right`, an operation, is written as `wrong`, if `when` holds.

    `about` are the parts whose first names the sentence speaks of; a part without a name is left
    alone. `wrong` is an expression, or a function of what the names of `right` stand for.
    """

    right: Expr
    wrong: Expr | Callable[[Substitution], Expr]
    about: tuple[Name, ...] = ()
    when: Callable[[ProgramStep, Substitution], bool] | None = None

    def written(self, node: Expr, step: ProgramStep) -> Iterator[Wrong]:
        """Write the root of an expression wrongly, where the slip matches it."""
        parts = match(self.right, node)
        if parts is None or not all(_is_kind(step, *part) for part in parts.items()):
            return
        about = [names(parts[part.name])[:1] for part in self.about]
        if all(about) and (not self.when or self.when(step, parts)):
            made = self.wrong if isinstance(self.wrong, Expr) else self.wrong(parts)
            yield replace_names(made, parts), tuple(name for (name,) in about)


def _is_kind(step: ProgramStep, name: str, part: Expr) -> bool:
    return name not in _KINDS or _KINDS[name](step, part)


def swapped(a: Expr, b: Expr, about: tuple[Name, ...] = ()) -> tuple[Slip, Slip]:
    """Write each of two expressions in the place of the other."""
    return Slip(a, b, about), Slip(b, a, about)


def anywhere(*slips: Slip) -> Callable[[ProgramStep], Iterator[Wrong]]:
    """Make a mistake by slips at one node of a step, for every node that they match."""
    by_op: dict[str, list[Slip]] = {}
    for slip in slips:
        by_op.setdefault(cast(Apply, slip.right).op, []).append(slip)

    def make(step: ProgramStep) -> Iterator[Wrong]:
        for node, put in step.places:
            for slip in by_op.get(node.op, ()) if isinstance(node, Apply) else ():
                yield from ((put(wrong), about) for wrong, about in slip.written(node, step))

    return make


def at_root(*slips: Slip) -> Callable[[ProgramStep], Iterator[Wrong]]:
    """Make a mistake by slips with the whole right-hand side of a step."""
    return lambda step: (made for slip in slips for made in slip.written(step.expr, step))


def factors(expr: Expr) -> tuple[Expr, ...]:
    """List the factors of an entrywise product: `(a ⊙ b) ⊙ c` has three, any other is its own."""
    return _flat(expr, "hadamard")


def summands(expr: Expr) -> tuple[Expr, ...]:
    """List the terms of a sum; an expression that is none is its only term."""
    return _flat(expr, "add")


def _flat(expr: Expr, op: str) -> tuple[Expr, ...]:
    if isinstance(expr, Apply) and expr.op == op:
        return tuple(part for arg in expr.args for part in _flat(arg, op))
    return (expr,)


def product(*parts: Expr) -> Expr:
    """Multiply one or more factors entry by entry."""
    return reduce(hadamard, parts)


def total(*parts: Expr) -> Expr:
    """Add one or more terms."""
    return reduce(add, parts)
