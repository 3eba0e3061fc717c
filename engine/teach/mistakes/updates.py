"""Mistakes with the update: uphill, without the learning rate, a share or the bias correction."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, Name, Number
from engine.core.ops import div, over, power, scale
from engine.core.program import Phase, Program, Role
from engine.core.rewrite import match, replace_names
from engine.teach.mistakes.mistake import UPDATE, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import (
    RATE,
    SETTING,
    STATE,
    VALUE,
    A,
    B,
    C,
    Slip,
    anywhere,
    at_root,
)

REST = Number(1) - SETTING
SUMMED, AVERAGED = scale(SETTING, STATE) + A, scale(SETTING, STATE) + scale(REST, A)


def _is_average(expr: Expr) -> bool:
    return match(AVERAGED, expr) is not None


def _share_of_another(step: ProgramStep) -> Iterator[Wrong]:
    """Read the share of another average: `rho2` for `rho1`."""
    shares = tuple(dict.fromkeys(_shares(step.program)))
    for share in step.reads(Role.SETTING):
        for other in shares if share in shares else ():
            if other != share:
                yield replace_names(step.expr, {share: Name(other)}), (share, other)


def _shares(program: Program) -> Iterator[str]:
    """List the settings that weigh what is remembered against what is new."""
    for equation in program.in_phase(Phase.UPDATE):
        share = (match(AVERAGED, equation.expr) or {}).get(SETTING.name)
        if isinstance(share, Name):
            yield share.name


def _rate_inside(step: ProgramStep) -> Iterator[Wrong]:
    """Write `μ v + lr ∇W` in place of `μ v + ∇W`."""
    for rate in (name for name, role in step.program.roles.items() if role is Role.RATE):
        inside = scale(SETTING, STATE) + scale(Name(rate), A)
        yield from at_root(Slip(SUMMED, inside))(step)


MISTAKES = (
    Mistake("uphill", UPDATE, anywhere(Slip(A - B, A + B, (A,)))),
    Mistake("rate_forgotten", UPDATE, anywhere(Slip(scale(RATE, A), A, (RATE,)))),
    Mistake(
        "average_not_weighed",
        UPDATE,
        at_root(
            Slip(SUMMED, AVERAGED, (SETTING,), when=lambda step, _: not _is_average(step.expr)),
            Slip(AVERAGED, SUMMED, (SETTING,)),
        ),
    ),
    Mistake("rate_inside", UPDATE, _rate_inside),
    Mistake("share_of_another", UPDATE, _share_of_another),
    Mistake(
        "step_counted_wrongly",
        UPDATE,
        anywhere(
            Slip(power(SETTING, VALUE), power(SETTING, VALUE - Number(1)), (VALUE,)),
            Slip(power(SETTING, VALUE), power(SETTING, VALUE + Number(1)), (VALUE,)),
        ),
    ),
    Mistake("share_forgotten", UPDATE, anywhere(Slip(scale(SETTING, A), A, (SETTING,)))),
    Mistake(
        "correction_forgotten",
        UPDATE,
        anywhere(Slip(over(A, B - C), A, (A,)), Slip(div(A, B - C), A, (A,))),
    ),
)
