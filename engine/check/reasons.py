"""Why a gradient may rightly differ from the slope of the loss, and what it is otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from engine.core.differentiate import vjp
from engine.core.expr import Cell, Expr, Name, Number
from engine.core.program import Equation, Phase, Program, Role
from engine.core.rewrite import replace_names
from engine.entries.terms import value_at
from engine.network.conventions import Conventions
from engine.network.layers.common import averaged
from engine.network.losses import LOSSES, PENALTY, loss_ideas
from engine.running.rerun import lines, slopes
from engine.running.trace import Array, Trace, run

Fact = str | int | float
SHORT_CUTS = tuple(loss for loss in LOSSES.values() if loss.exact)
"""Losses whose gradient has a short form that not every target has."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A cause of a difference: `averaged`, `short_cut` or `kink`.

    - `text` says it in a sentence; `cells` are those that it is about, where it is about some
    - `facts` are the names and the numbers in the sentence, for whoever says it in other words
    """

    kind: str
    text: str
    cells: tuple[Cell, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()


def exact(trace: Trace, conventions: Conventions) -> tuple[Mapping[str, Array], Reason] | None:
    """All values with the exact gradient in place of the short cut `Y - D`, where they differ.

    They differ where the rows of `D` do not sum to one. The exact gradient is the one that the
    table derives from the loss. A recorded value that is not what its equation gives stays as far
    off as it was.
    """
    for equation in trace.program.equations:
        if _is_short_cut(trace.program, equation, conventions):
            program = _exact_program(trace.program, equation)
            own, found = run(trace.program, trace.inputs), run(program, trace.inputs)
            if not np.allclose(found[equation.name], own[equation.name], rtol=1e-9, atol=1e-12):
                moved = {name: trace[name] + (found[name] - own[name]) for name in trace.values}
                return moved, _short_cut(trace, equation)
    return None


def _is_short_cut(program: Program, equation: Equation, conventions: Conventions) -> bool:
    """Whether an equation is `Y - D`, averaged where the conventions say so, and nothing else."""
    target = _target(program, equation)
    if target is None or not _losses(program, equation.of):
        return False
    short, average = replace(conventions, softmax="short"), conventions.mean == "loss"
    return any(
        equation.idea == loss_ideas(loss, short)[1]
        and equation.expr
        == averaged(replace_names(loss.gradient, {"Y": Name(y), "D": target}), average)
        for loss in SHORT_CUTS
        for y in equation.reads
    )


def _target(program: Program, equation: Equation) -> Name | None:
    targets = (name for name in equation.reads if program.roles.get(name) is Role.TARGET)
    return next(map(Name, targets), None)


@lru_cache(maxsize=64)
def _exact_program(program: Program, equation: Equation) -> Program:
    changed = replace(equation, expr=_derived(program, str(equation.of)))
    equations = (changed if e is equation else e for e in program.equations)
    return Program(program.inputs, tuple(equations))


def _derived(program: Program, of: str) -> Expr:
    """The gradient of the loss with respect to what it reads, from the table."""
    return vjp(_losses(program, of)[0].expr, Number(1), program.shapes)[of]


def _losses(program: Program, of: str | None) -> list[Equation]:
    """The losses that read a value themselves, such as the logits."""
    return [e for e in program.in_phase(Phase.LOSS) if of in e.reads]


def _short_cut(trace: Trace, equation: Equation) -> Reason:
    found = _target(trace.program, equation)
    target = found.name if found else ""
    text = (
        f"{equation.name} takes every sample of {target} to sum to one, "
        "and they do not; with the exact gradient of the loss it is the slope"
    )
    return Reason("short_cut", text, facts=(("gradient", equation.name), ("target", target)))


def summed(
    trace: Trace, ahead: Trace, equation: Equation, recorded: Array, conventions: Conventions
) -> tuple[Array, Reason] | None:
    """The gradient of a parameter without its average over the batch, where there is one.

    `n gradW`; a penalty is not averaged, so with one, `n gradW - (n - 1) ∇W penalty`.
    """
    count = trace.dims.get("n", 1)
    if count == 1 or not is_averaged(trace.program, equation, conventions):
        return None
    of = str(equation.of)
    text = (
        f"{equation.name} is averaged over the batch of {count} while the loss is a sum: "
        f"{count} times it is the slope"
    )
    total = count * recorded
    if PENALTY in ahead.values:
        extra = slopes(ahead.values, lines(ahead, of, (PENALTY,)), of, 1e-5)
        total -= (count - 1) * extra
        text += ", once the penalty, which is not averaged, is set apart"
    return total, Reason("averaged", text, facts=(("gradient", equation.name), ("count", count)))


def is_averaged(program: Program, equation: Equation, conventions: Conventions) -> bool:
    """Whether the conventions average this gradient over the batch, though not the loss."""
    if (
        conventions.mean != "parameters"
        or program.roles.get(str(equation.of)) is not Role.PARAMETER
    ):
        return False
    return conventions.norm_mean or not equation.idea.startswith("batch_norm.")


def kink(cells: tuple[Cell, ...], ahead: Trace, h: float) -> Reason:
    """The kinks that lie within a step, and where the values are."""
    first = cells[0]
    at = value_at(ahead, first)
    more = f" (and {len(cells) - 1} more)" if len(cells) > 1 else ""
    where = "at its kink" if at == 0 else f"{at:g}, less than a step from its kink"
    text = (
        f"{first.name}[{first.row}, {first.col}] is {where}{more}: within a step of {h:g} "
        "the loss has two slopes; with the slope taken there, or a smaller step, it is the slope"
    )
    facts = (("name", first.name), ("row", first.row), ("col", first.col), ("value", at))
    return Reason("kink", text, cells, (*facts, ("more", len(cells) - 1), ("h", h)))
