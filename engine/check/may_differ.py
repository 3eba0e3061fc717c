"""Say why a gradient may rightly differ from the slope of the loss, and undo the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from engine.core.differentiate import vjp
from engine.core.expr import Cell, Expr, Name, Number
from engine.core.immutable import immutable
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.core.rewrite import replace_names
from engine.core.words import text
from engine.entries.terms import value_at
from engine.network.conventions import Conventions
from engine.network.layers.common import averaged
from engine.network.losses import LOSSES, PENALTY, loss_ideas
from engine.running.rerun import chain_between, slopes
from engine.running.trace import Array, Trace, run

Fact = str | int | float
SHORT_CUTS = tuple(loss for loss in LOSSES.values() if loss.exact)
"""Losses whose gradient has a short form that is right for some targets only."""
SHORT_FORMS = (Conventions(), Conventions(mean="loss"))
"""The conventions that take the short form: of a sum, and of an average."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for which a gradient rightly differs from the slope of the loss, or has none.

    - `kind`: `averaged`, `short_cut`, `kink` or `infinite`
    - `words`: the key of its sentence in the catalogue of texts
    - `facts`: the names and the numbers in the sentence
    - `cells`: the entries at a kink, if that is the reason
    """

    kind: str
    words: str
    facts: tuple[tuple[str, Fact], ...]
    cells: tuple[Cell, ...] = ()


def plain(_name: str, fact: Fact) -> str:
    """Write a fact as it is typed: `gradW1`, `1e-05`."""
    return f"{fact:g}" if isinstance(fact, float) else str(fact)


def sentence(reason: Reason, lang: str = "en", written: Callable[[str, Fact], str] = plain) -> str:
    """Say a reason in a sentence; `written` writes one of its facts, given the fact's name."""
    return text(reason.words, lang, **{name: written(name, fact) for name, fact in reason.facts})


def without_short_cut(trace: Trace) -> tuple[Mapping[str, Array], Reason] | None:
    """Compute all values with the exact gradient in place of the short cut `Y - D`.

    The exact gradient is the vector-Jacobian product of the loss. None if it equals the short cut,
    as it does if the rows of `D` sum to one. A recorded value that its equation does not give (a
    mistake) keeps its distance: `recorded + (exact - short cut)`.
    """
    cut = short_cut(trace)
    if cut is None:
        return None
    program, equation = trace.program, cut.equation
    exact_program = _with_expr(program, equation, cut.exact)
    short, exact = run(program, trace.inputs), run(exact_program, trace.inputs)
    with np.errstate(all="ignore"):
        values = {name: trace[name] + (exact[name] - short[name]) for name in trace.values}
    return values, cut.reason


def slope_at_short_cut(trace: Trace) -> tuple[Array, Reason] | None:
    """Compute the exact gradient at the step that takes the short cut `Y - D`, and nowhere else.

    None as in `without_short_cut`, which runs the whole program and takes fifty times as long.
    """
    found = _short_cut_with_values(trace)
    if found is None:
        return None
    cut, short, exact = found
    with np.errstate(all="ignore"):
        return trace[cut.equation.name] + (exact - short), cut.reason


@immutable
class ShortCut:
    """An equation `Y - D`, the target in it, and the exact gradient of its loss.

    `both`: a program of the two, from the values that they read
    """

    equation: Equation
    target: str
    exact: Expr
    both: Program

    @property
    def reason(self) -> Reason:
        """Why the gradient differs from the slope: the sentence with the names in it."""
        facts = (("gradient", self.equation.name), ("target", self.target))
        return Reason("short_cut", "reason.short_cut", facts)

    def both_values(self, trace: Trace) -> tuple[Array, Array]:
        """Compute the short cut, and the exact gradient."""
        read = run(self.both, {name: trace[name] for name in self.both.roles})
        short, exact = (read[equation.name] for equation in self.both.equations)
        return short, exact


def short_cut(trace: Trace) -> ShortCut | None:
    """Find the short cut of a trace; None if there is none, or if it equals the exact gradient."""
    found = _short_cut_with_values(trace)
    return found and found[0]


def _short_cut_with_values(trace: Trace) -> tuple[ShortCut, Array, Array] | None:
    """Find the short cut of a trace, its value and the exact gradient, where these differ."""
    cut = _short_cut_in(trace.program)
    if cut is None:
        return None
    short, exact = cut.both_values(trace)
    return None if np.allclose(exact, short, rtol=1e-9, atol=1e-12) else (cut, short, exact)


@lru_cache(maxsize=64)
def _short_cut_in(program: Program) -> ShortCut | None:
    for equation in program.equations:
        target, loss = _target(program, equation), _loss_of(program, equation)
        if target and loss and _is_short_cut(equation, target):
            exact = vjp(loss, Number(1), program.shapes)[str(equation.of)]
            return ShortCut(equation, target.name, exact, _beside(program, equation, exact))
    return None


def _beside(program: Program, equation: Equation, exact: Expr) -> Program:
    """Make a program of an equation and of another expression for it, from what both read."""
    other = replace(equation, name=f"exact_{equation.name}", expr=exact)
    reads = dict.fromkeys((*equation.reads, *other.reads))
    roles = program.roles
    inputs = (Input(name, program.shapes[name], roles.get(name, Role.SETTING)) for name in reads)
    return Program(tuple(inputs), (equation, other))


def _is_short_cut(equation: Equation, target: Name) -> bool:
    """Tell whether an equation is `Y - D` alone, averaged if its idea says so."""
    return any(
        equation.idea == loss_ideas(loss, convention)[1]
        and equation.expr
        == averaged(
            replace_names(loss.gradient, {"Y": Name(y), "D": target}), convention.mean == "loss"
        )
        for loss in SHORT_CUTS
        for convention in SHORT_FORMS
        for y in equation.reads
    )


def _target(program: Program, equation: Equation) -> Name | None:
    targets = (name for name in equation.reads if program.roles.get(name) is Role.TARGET)
    return next(map(Name, targets), None)


def _loss_of(program: Program, gradient: Equation) -> Expr | None:
    """Find the loss that reads the value of a gradient, such as the logits, directly."""
    losses = program.in_phase(Phase.LOSS)
    return next((loss.expr for loss in losses if gradient.of in loss.reads), None)


@lru_cache(maxsize=64)
def _with_expr(program: Program, equation: Equation, expr: Expr) -> Program:
    """Compute one value of a program by another expression."""
    other = replace(equation, expr=expr)
    equations = (other if e is equation else e for e in program.equations)
    return Program(program.inputs, tuple(equations))


def without_average(
    trace: Trace, forward: Trace, equation: Equation, gradient: Array, conventions: Conventions
) -> tuple[Array, Reason] | None:
    """Compute the gradient of a parameter as a sum over the batch; None if it is not an average.

    `n gradW`; a penalty is not averaged, so with a penalty `n gradW - (n - 1) ∇W penalty`.
    """
    count = trace.dims.get("n", 1)
    if count == 1 or not is_averaged(trace.program, equation, conventions):
        return None
    of, summed, words = str(equation.of), count * gradient, "reason.averaged"
    if PENALTY in forward.values and of in forward.program.by_name[PENALTY].reads:
        penalty = slopes(forward.values, chain_between(forward, of, (PENALTY,)), of, 1e-5)
        summed, words = summed - (count - 1) * penalty, "reason.averaged_beside_penalty"
    return summed, Reason("averaged", words, (("gradient", equation.name), ("count", count)))


def is_averaged(program: Program, equation: Equation, conventions: Conventions) -> bool:
    """Tell whether the conventions average this gradient, but not the loss, over the batch."""
    layer, _, parameter = equation.idea.partition(".")
    averaged = conventions.averages(layer, bias=parameter.startswith("bias"))
    return averaged and program.roles.get(str(equation.of)) is Role.PARAMETER


def kink_reason(cells: tuple[Cell, ...], forward: Trace, h: float) -> Reason:
    """Say which entries have a kink within a step `h`, and the value of the first of them."""
    first, more = cells[0], len(cells) - 1
    at = value_at(forward, first)
    place = (("name", first.name), ("row", first.row), ("col", first.col), ("value", at))
    words = f"reason.{'kink' if at == 0 else 'near_kink'}{'_and_others' if more else ''}"
    return Reason("kink", words, (*place, ("more", more), ("h", h)), cells)
