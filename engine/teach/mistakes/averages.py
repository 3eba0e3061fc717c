"""Mistakes with sums and averages: not taken, taken twice, over the wrong number, not summed.

The loss of a batch is a sum over its samples, or their average; the average is taken once.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Dim, Expr, Number, Size, walk
from engine.core.ops import over, sum_cols, sum_rows
from engine.core.program import Role
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, LOSS, Mistake, Step
from engine.teach.mistakes.rewriting import Made, anywhere, args_of, is_op


def _batch(step: Step) -> Size | None:
    return None if step.links.batch is None else Size(step.links.batch)


def _averaged(node: Expr, step: Step) -> tuple[Expr, ...]:
    """What is divided by the number of samples, if the node is such a quotient."""
    pair = args_of(node, "over")
    return pair[:1] if pair and pair[1] == _batch(step) else ()


def _forgotten(step: Step) -> Iterator[Made]:
    """The sum over the samples, not divided by their number."""
    return anywhere(step.expr, lambda node: ((x, ()) for x in _averaged(node, step)))


def _added(step: Step) -> Iterator[Made]:
    """Divided by the number of samples where it is not to be."""
    batch = _batch(step)
    if batch and batch not in walk(step.expr) and (step.shape(step.expr) == () or _carries(step)):
        yield over(step.expr, batch), ()


def _carries(step: Step) -> bool:
    """Whether it is the gradient of a parameter, or starts the way back, or leads through one."""
    roles = (Role.TARGET, Role.PARAMETER)
    return bool(step.of) and (step.is_of_parameter() or any(map(step.reads_role, roles)))


def _wrong_number(step: Step) -> Iterator[Made]:
    """Divided by the number of features instead of samples."""

    def rule(node: Expr) -> Iterator[Made]:
        for x in _averaged(node, step):
            yield from ((over(x, Size(dim)), ()) for dim in _widths(step))

    return anywhere(step.expr, rule)


def _all_entries(step: Step) -> Iterator[Made]:
    """Divided by the number of all entries, as `np.mean` does, instead of samples."""

    def rule(node: Expr) -> Iterator[Made]:
        if _averaged(node, step):
            yield from ((over(node, Size(dim)), ()) for dim in _widths(step))

    return anywhere(step.expr, rule) if step.reads_role(Role.TARGET) else iter(())


def _widths(step: Step) -> tuple[Dim, ...]:
    """The dimensions of the step, or of the target for a loss, that do not count samples."""
    shapes = step.links.program.shapes
    targets = (n for n in step.equation.reads if step.links.roles.get(n) is Role.TARGET)
    shape = shapes[step.equation.name] or next((shapes[name] for name in targets), ())
    return tuple(dict.fromkeys(d for d in shape if d not in (1, step.links.batch)))


def _unbiased(step: Step) -> Iterator[Made]:
    """A variance divided by one sample less."""
    if step.links.statistic(step.equation.name) == "variance":
        summed, count = args_of(step.expr, "over")
        yield over(summed, count - Number(1)), ()


def _not_summed(step: Step) -> Iterator[Made]:
    """One row for every sample, where their sum is wanted."""

    def rule(node: Expr) -> Iterator[Made]:
        yield from ((x, ()) for x in args_of(node, "sum_rows", "sum_cols"))

    return anywhere(step.expr, rule)


def _other_way(step: Step) -> Iterator[Made]:
    """Summed over the columns instead of the rows, or the other way round."""

    def rule(node: Expr) -> Iterator[Made]:
        for x in args_of(node, "sum_rows", "sum_cols"):
            yield (sum_cols(x) if is_op(node, "sum_rows") else sum_rows(x)), ()

    return anywhere(step.expr, rule)


AVERAGE_MISTAKES = (
    Mistake("average_forgotten", (FORWARD, LOSS, BACKWARD), _forgotten),
    Mistake("average_added", (LOSS, BACKWARD), _added),
    Mistake("unbiased_variance", (FORWARD,), _unbiased),
    Mistake("wrong_count", (FORWARD, LOSS, BACKWARD), _wrong_number),
    Mistake("all_entries", (LOSS, BACKWARD), _all_entries),
    Mistake("sum_forgotten", (FORWARD, BACKWARD), _not_summed),
    Mistake("sum_other_way", (FORWARD, BACKWARD), _other_way),
)
