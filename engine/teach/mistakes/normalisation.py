"""Mistakes with batch normalisation: constant statistics, `eps`, roots, centring.

`∇X` is a sum of three terms, through the normalised value, the variance and the mean. Treating a
statistic as a constant drops its term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.core.expr import Name, Number
from engine.core.ops import power, scale, sqrt
from engine.core.program import Program
from engine.core.rewrite import match, replace_names
from engine.teach.mistakes.connections import statistic
from engine.teach.mistakes.mistake import (
    BACKWARD,
    BOTH,
    FORWARD,
    UPDATE,
    Mistake,
    ProgramStep,
    Wrong,
)
from engine.teach.mistakes.slips import (
    MEAN,
    SETTING,
    VALUE,
    A,
    B,
    Slip,
    anywhere,
    at_root,
    summands,
    swapped,
    total,
)

REST = Number(1) - SETTING
OLD_FIRST, NEW_FIRST = scale(SETTING, A) + scale(REST, B), scale(REST, A) + scale(SETTING, B)
"""A running statistic: `α old + (1 - α) new`, or with the shares swapped."""


def _without(*kinds: str) -> Callable[[ProgramStep], Iterator[Wrong]]:
    """Drop the terms through statistics of these kinds from a gradient that is a sum of terms.

    The terms of `gradY1lin` have names of their own, such as `gradY1lin_var`.
    """

    def make(step: ProgramStep) -> Iterator[Wrong]:
        of = {equation.name: equation.of for equation in step.program.gradients}
        terms = [part.name for part in summands(step.expr) if isinstance(part, Name)]
        if len(terms) > 1 and all(of.get(term) == step.of for term in terms):
            ways = {term: _statistic(step.program, term) for term in terms}
            dropped = [s for s in ways.values() if s and statistic(step.program, s) in kinds]
            kept = [Name(term) for term in terms if ways[term] not in dropped]
            if kept and dropped:
                yield total(*kept), tuple(dropped)

    return make


def _statistic(program: Program, term: str) -> str:
    """Find the statistic that a term of a gradient goes through; empty if none."""
    read = (program.by_name[n] for n in program.by_name[term].reads if n in program.by_name)
    return next((str(e.of) for e in read if statistic(program, str(e.of))), "")


def _running(step: ProgramStep) -> Iterator[Wrong]:
    """Read the running statistic in place of that of the batch."""
    for name in step.equation.reads if not step.of else ():
        kind = statistic(step.program, name)
        for running in step.program.readers[name] if kind else ():
            if any(match(form, running.expr) for form in (OLD_FIRST, NEW_FIRST)):
                old = str(running.of)
                yield replace_names(step.expr, {name: Name(old)}), (name, old)


MISTAKES = (
    Mistake("mean_constant", BACKWARD, _without("mean")),
    Mistake("variance_constant", BACKWARD, _without("variance")),
    Mistake("statistics_constant", BACKWARD, _without("variance", "mean")),
    Mistake("running_for_batch", FORWARD, _running),
    Mistake(
        "eps_moved",
        BOTH + UPDATE,
        anywhere(*swapped(sqrt(A + SETTING), sqrt(A) + SETTING, (SETTING,))),
    ),
    Mistake(
        "eps_forgotten",
        BOTH,
        anywhere(
            Slip(sqrt(A + SETTING), sqrt(A), (SETTING,)),
            Slip(power(A + SETTING, B), power(A, B), (SETTING,)),
        ),
    ),
    Mistake("root_forgotten", BOTH + UPDATE, anywhere(Slip(sqrt(A), A, (A,)))),
    Mistake("not_centred", BOTH, anywhere(Slip(VALUE - MEAN, VALUE, (VALUE, MEAN)))),
    Mistake(
        "shares_swapped", FORWARD + UPDATE, at_root(*swapped(OLD_FIRST, NEW_FIRST, (SETTING,)))
    ),
)
