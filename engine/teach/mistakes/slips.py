"""Slips: pairs of a right and a wrong expression, such as `A.T @ B` and `A @ B`.

In a slip `A`, `B` and `C` stand for any expression; each of the names below them stands for
expressions of one kind.
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
TARGET, PARAMETER, RATE, SETTING, STATE, MASK = map(
    Name, (Role.TARGET, Role.PARAMETER, Role.RATE, Role.SETTING, Role.STATE, Role.MASK)
)
"""`TARGET` stands for an input that is a target, `PARAMETER` for a parameter, and so on."""
VALUE, OTHER_VALUE = Name("value"), Name("other value")
"""Both stand for a value by its name, such as `Y1`."""
NUMBER, CONSTANT = Name("number"), Name("constant")
"""`NUMBER` stands for a number; `CONSTANT` for a number, or a dimension of known size."""
BATCH, MEAN = Name("batch"), Name("mean")
"""`BATCH` stands for the number of samples; `MEAN` for a mean over the samples."""
OWN_PARAMETER, BACKPROPAGATED = Name("own parameter"), Name("backpropagated")
"""In the gradient of a parameter, `OWN_PARAMETER` stands for the parameter itself.

`BACKPROPAGATED` stands for an expression that reads a gradient.
"""


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
    """Write `wrong` where a node matches `right`, an operation, and `when` holds.

    - `wrong`: an expression, or a function that makes one from what the names of `right` stand for
    - `about`: names of `right`; the sentence about the mistake says the first value in each. Where
      one of them stands for an expression without a value, such as `2`, the slip is not made.
    """

    right: Expr
    wrong: Expr | Callable[[Substitution], Expr]
    about: tuple[Name, ...] = ()
    when: Callable[[ProgramStep, Substitution], bool] | None = None

    def wrong_versions(self, node: Expr, step: ProgramStep) -> Iterator[Wrong]:
        """Write a node wrongly: one version if the slip matches it, else none."""
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
    """Make a mistake of slips: one wrong version of a step for each node that a slip matches."""
    by_op: dict[str, list[Slip]] = {}
    for slip in slips:
        by_op.setdefault(cast(Apply, slip.right).op, []).append(slip)

    def make(step: ProgramStep) -> Iterator[Wrong]:
        for node, put in step.places:
            for slip in by_op.get(node.op, ()) if isinstance(node, Apply) else ():
                yield from ((put(wrong), about) for wrong, about in slip.wrong_versions(node, step))

    return make


def at_root(*slips: Slip) -> Callable[[ProgramStep], Iterator[Wrong]]:
    """Make a mistake of slips that have to match the whole right-hand side of a step."""
    return lambda step: (made for slip in slips for made in slip.wrong_versions(step.expr, step))


def factors(expr: Expr) -> tuple[Expr, ...]:
    """List the factors of an entrywise product: `(a ⊙ b) ⊙ c` has three, `a + b` is one."""
    return _flat(expr, "hadamard")


def summands(expr: Expr) -> tuple[Expr, ...]:
    """List the terms of a sum: `(a + b) + c` has three, `a ⊙ b` is one."""
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
