"""Mistakes with a residual addition, `Y2 = Y1 + f(Y1)`: one of its two terms is left out.

On the way back the gradient of `Y1` is the sum of what comes through `f` and what comes past it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Name
from engine.core.program import Phase, Role
from engine.core.rewrite import match
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import A, B, summands, total


def _terms(step: ProgramStep) -> tuple[str, str] | None:
    """Name what is added, and what was computed from it, where a step is such a sum."""
    both = (match(A + B, step.expr) or {}).values()
    parts = [part.name for part in both if isinstance(part, Name) and _is_value(step, part)]
    for added, branch in (parts, parts[::-1]) if len(parts) == 2 else ():
        before = {name for e in step.program.needed_for(branch) for name in e.reads}
        if added in before and step.shapes[added] == step.shapes[branch]:
            return added, branch
    return None


def _is_value(step: ProgramStep, part: Name) -> bool:
    """Tell whether a name is that of the input, or of a value computed from it."""
    in_forward = step.program.phases.get(part.name) is Phase.FORWARD
    return in_forward or step.has_role(part, Role.INPUT)


def _skip_forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """Write `Y2 = f(Y1)`."""
    if terms := _terms(step):
        yield Name(terms[1]), terms


def _branch_forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """Write `Y2 = Y1`."""
    if terms := _terms(step):
        yield Name(terms[0]), terms


def _ways(step: ProgramStep) -> tuple[list[str], list[str]]:
    """Name the terms of a gradient that come through layers, and those that come past them.

    What comes past is a gradient that is passed on as it is.
    """
    terms = [part.name for part in summands(step.expr) if isinstance(part, Name)]
    own = [step.program.by_name[term] for term in terms if term in step.program.by_name]
    if len(own) < 2 or any(term.of != step.of for term in own):
        return [], []
    past = [term.name for term in own if isinstance(term.expr, Name)]
    return [term.name for term in own if term.name not in past], past


def _past_forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """Leave out one of the gradients that come past layers."""
    through, past = _ways(step)
    for left_out in past if through else ():
        kept = (name for name in (*through, *past) if name != left_out)
        yield total(*map(Name, kept)), (left_out,)


def _through_forgotten(step: ProgramStep) -> Iterator[Wrong]:
    """Leave out the gradient that comes through the layers."""
    through, past = _ways(step)
    if through and past:
        yield total(*map(Name, past)), (through[0],)


MISTAKES = (
    Mistake("skip_forgotten", FORWARD, _skip_forgotten),
    Mistake("branch_forgotten", FORWARD, _branch_forgotten),
    Mistake("past_forgotten", BACKWARD, _past_forgotten),
    Mistake("through_forgotten", BACKWARD, _through_forgotten),
)
