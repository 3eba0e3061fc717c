"""Mistakes with sums and averages: forgotten, taken twice, divided by the wrong number.

The loss of a batch is the sum of its samples' losses, or their average. An average is taken once.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Dim, Number, Size, walk
from engine.core.ops import exp, over, softmax, softmax_cols, sum_all, sum_cols, sum_rows
from engine.core.program import Role
from engine.teach.mistakes.connections import batch_size, statistic
from engine.teach.mistakes.mistake import BACKWARD, BOTH, FORWARD, LOSS, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import BATCH, TARGET, A, B, Slip, anywhere, at_root, swapped


def _added(step: ProgramStep) -> Iterator[Wrong]:
    """Divide by the number of samples once too often."""
    batch = batch_size(step.program)
    if batch and batch not in walk(step.expr) and (step.shape(step.expr) == () or _reaches(step)):
        yield over(step.expr, batch), ()


def _reaches(step: ProgramStep) -> bool:
    """Tell whether a step is the gradient of a parameter, or reads a parameter or a target."""
    reads = step.reads(Role.TARGET) + step.reads(Role.PARAMETER)
    return bool(step.of) and (step.is_of_parameter() or bool(reads))


def _wrong_number(step: ProgramStep) -> Iterator[Wrong]:
    """Divide by the number of features instead of samples."""
    return anywhere(*(Slip(over(A, BATCH), over(A, Size(d))) for d in _widths(step)))(step)


def _all_entries(step: ProgramStep) -> Iterator[Wrong]:
    """Divide by the number of all entries, as `np.mean` does, instead of samples."""
    average = over(A, BATCH)
    widths = _widths(step) if step.reads(Role.TARGET) else ()
    return anywhere(*(Slip(average, over(average, Size(dim))) for dim in widths))(step)


def _widths(step: ProgramStep) -> tuple[Dim, ...]:
    """List the dimensions of a step (for a loss, of its target), without the batch size."""
    shapes = step.program.shapes
    targets = (shapes[name] for name in step.reads(Role.TARGET))
    shape = shapes[step.equation.name] or next(targets, ())
    return tuple(dict.fromkeys(d for d in shape if d != 1 and Size(d) != batch_size(step.program)))


SUMS = (sum_rows, sum_cols)
MISTAKES = (
    Mistake("average_forgotten", BOTH + LOSS, anywhere(Slip(over(A, BATCH), A))),
    Mistake("average_added", LOSS + BACKWARD, _added),
    Mistake(
        "unbiased_variance",
        FORWARD,
        at_root(
            Slip(
                over(A, B),
                over(A, B - Number(1)),
                when=lambda step, _: statistic(step.program, step.equation.name) == "variance",
            )
        ),
    ),
    Mistake("wrong_count", BOTH + LOSS, _wrong_number),
    Mistake("all_entries", LOSS + BACKWARD, _all_entries),
    Mistake("sum_forgotten", BOTH, anywhere(Slip(sum_rows(A), A), Slip(sum_cols(A), A))),
    Mistake("sum_of_all", BOTH, anywhere(*(Slip(op(A), sum_all(A)) for op in SUMS))),
    Mistake(
        "sum_spread",
        BOTH + LOSS,
        anywhere(
            *(Slip(op(A), op(A).T) for op in SUMS),
            Slip(softmax(A), exp(A) / sum_cols(exp(A)).T),
            Slip(softmax_cols(A), exp(A) / sum_rows(exp(A)).T),
        ),
    ),
    Mistake(
        "target_spread",
        LOSS + BACKWARD,
        anywhere(
            Slip(A - TARGET, A - TARGET.T, (TARGET,)), Slip(TARGET - A, TARGET.T - A, (TARGET,))
        ),
    ),
    Mistake("sum_other_way", BOTH, anywhere(*swapped(sum_rows(A), sum_cols(A)))),
)
