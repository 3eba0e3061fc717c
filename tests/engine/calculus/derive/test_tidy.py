"""Tidying leaves the value and the shape as they are, and leaves out what says nothing."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from engine.calculus.derive.tidy import tidy
from engine.core.errors import ShapeError
from engine.core.expr import Apply, Name, Number
from engine.core.infer import shape_of
from engine.core.ops import OPS, eye_like, hadamard, ones_like, scale, sum_all, trace
from engine.core.render import source
from tests.engine.calculus.derive.slopes import evaluate

A, B = Name("A"), Name("B")
negated = -B
SHAPES = {"A": (2, 2), "B": (2, 2), "C": (1, 2), "c": ()}
VALUES = {
    "A": np.array([[0.5, -1.25], [2.0, 0.75]]),
    "B": np.array([[1.5, 0.25], [-0.5, 1.0]]),
    "C": np.array([[0.875, 1.125]]),
    "c": np.array(1.5),
}
LEAVES = st.sampled_from([*map(Name, SHAPES), Number(2), Number(1), Number(-0.5)])
USUAL = ["add", "sub", "neg", "scale", "matmul", "hadamard", "transpose", "div", "over", "sum_all"]


def fits(expr):
    try:
        shape_of(expr, SHAPES)
    except ShapeError:
        return False
    return True


def applied(children):
    """An operation, more often one that tidying knows about, of what it takes."""
    ops = st.sampled_from([*sorted(OPS), *USUAL * 6])
    return ops.flatmap(
        lambda op: st.builds(Apply, st.just(op), st.tuples(*[children] * len(OPS[op].source.takes)))
    ).filter(fits)


EXPRESSIONS = st.recursive(LEAVES, applied, max_leaves=8)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(EXPRESSIONS)
def test_the_value_and_the_shape_stay(expr):
    before = evaluate(expr, VALUES, {})
    assume(np.isfinite(before).all())
    shorter = tidy(expr, SHAPES)
    assert shape_of(shorter, SHAPES) == shape_of(expr, SHAPES)
    after = evaluate(shorter, VALUES, {})
    assume(np.abs(before).max() < 1e6)
    assert_allclose(after, before, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (A.T.T, "A"),
        (-negated, "B"),
        ((A @ B).T, "B.T @ A.T"),
        (A @ eye_like(B), "A"),
        (A * ones_like(B), "A"),
        (-A @ -B, "A @ B"),
        (scale(Number(2), A) @ scale(Number(3), B), "6 * (A @ B)"),
        (trace(-A), "-np.trace(A)"),
        (sum_all(A * B), "np.trace(B.T @ A)"),
        (A / B * B, "A"),
        (A + A + A, "3 * A"),
        (-A + B, "B - A"),
        (A - negated, "A + B"),
        (A @ (B @ A), "A @ B @ A"),
    ],
)
def test_what_says_nothing_is_left_out(expr, text):
    assert source(tidy(expr, SHAPES)) == text


def test_a_row_is_spread_by_a_column_of_ones():
    shapes = {"C": (1, 3), "A": (2, 3)}
    spread = tidy(hadamard(Name("C"), ones_like(A)), shapes)
    assert source(spread) == "np.ones_like(A[:, :1]) @ C"
