"""Brackets: what is written means what the expression means."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from numpy.testing import assert_allclose, assert_array_equal

from engine.core.expr import Apply, Cell, Name, Number, Size, Sum, walk
from engine.core.infer import shape_of
from engine.core.ops import OPS, log, over, scale, square, sum_all, sum_rows, transpose
from engine.core.render import boxes, source
from engine.printing.latex import latex
from engine.running.compiler import function
from tests.support.drawing import EXPRESSIONS, MATRICES, SHAPES, expressions
from tests.support.reading import read

# A drawn tree is a long text where it is reported, which hypothesis warns of.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

A, B, C = map(Name, "ABC")
SCOPE = {"np": np, **{op.helper.__name__: op.helper for op in OPS.values() if op.helper}}

drawn = settings(
    max_examples=500,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def value_of(expr):
    """The expression evaluated as the tree that it is."""
    match expr:
        case Name(name):
            return MATRICES[name]
        case Number(value) | Size(value):
            return value
        case Apply(op, args):
            value = function(OPS[op])(*map(value_of, args))
            if np.iscomplexobj(value):
                raise ValueError("a root of a negative number is complex in Python")
            return value
    raise TypeError(expr)


NO_VALUE = (ZeroDivisionError, OverflowError, np.linalg.LinAlgError, ValueError)
"""2 / (2 - 2), a power too large, the inverse of a singular matrix, 2⁻¹ in NumPy's integers."""


def value_or_reject(expr):
    """The value of a tree; another is drawn where it has none."""
    try:
        return value_of(expr)
    except NO_VALUE:
        reject()


@drawn
@given(EXPRESSIONS)
def test_source_evaluates_to_the_tree(expr):
    with np.errstate(all="ignore"):
        value = value_or_reject(expr)
        assert_array_equal(eval(source(expr), SCOPE | MATRICES), value, source(expr))


def is_mathematics(expr):
    """Scaling takes a number, an average is over a number: as the engine's equations have it."""
    for node in walk(expr):
        if isinstance(node, Apply) and node.op in {"scale", "over"}:
            first, second = (shape_of(arg, SHAPES) for arg in node.args)
            if second if node.op == "over" else first and second:
                return False
    return True


SHAPE_IS_NOT_WRITTEN = {"ones_like", "ones_column", "eye_like", "count"}
COLUMN_IS_NOT_WRITTEN = {"softmax_cols"}
READ = [op for op in OPS.values() if op.name not in SHAPE_IS_NOT_WRITTEN | COLUMN_IS_NOT_WRITTEN]


@drawn
@given(expressions(READ))
def test_mathematics_reads_as_the_tree(expr):
    assume(is_mathematics(expr))
    with np.errstate(all="ignore"):
        value = value_or_reject(expr)
        written = read(boxes(expr), MATRICES)
    assume(np.isfinite(value).all() and np.isfinite(written).all())
    assert_allclose(written, value, rtol=1e-9, atol=1e-12, err_msg=latex(boxes(expr)))


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (A @ B + C, "A @ B + C"),
        (A @ (B + C), "A @ (B + C)"),
        ((A + B) @ C, "(A + B) @ C"),
        (A @ B @ C, "A @ B @ C"),
        (A @ (B @ C), "A @ (B @ C)"),
        (A - (B - C), "A - (B - C)"),
        (A - B - C, "A - B - C"),
        (A * (B @ C), "A * (B @ C)"),
        (A / (B * C), "A / (B * C)"),
        ((A @ B).T, "(A @ B).T"),
        (A.T @ B / Size("n"), "A.T @ B / n"),
        (-(A + B), "-(A + B)"),
        (-A + B, "-A + B"),
        (square(-A), "(-A) ** 2"),
        (-square(A), "-A ** 2"),
        (sum_rows(A + B), "(A + B).sum(axis=0, keepdims=True)"),
        (Sum("k", 3, Cell("A", "i", "k") * Cell("B", "k", 0)),
         "sum(A[i, k] * B[k, 0] for k in range(3))"),
    ],
)  # fmt: skip
def test_source(expr, text):
    assert source(expr) == text


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        ((A + B) @ C, r"\left( A + B \right) \, C"),
        (A @ (B @ C), r"A \, \left( B \, C \right)"),
        (A @ B @ C, r"A \, B \, C"),
        (transpose(A @ B), r"{\left( A \, B \right)}^\top"),
        (-(A + B), r"- \left( A + B \right)"),
        (A - (B - C), r"A - \left( B - C \right)"),
        (square(A - B), r"{\left( A - B \right)}^{2}"),
        (A.T @ B / Size("n"), r"\frac{1}{n} \, {A}^\top \, B"),
        (Number(0.5) * A, r"\frac{1}{2} \odot A"),
    ],
)
def test_mathematics(expr, text):
    assert latex(boxes(expr)) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (scale(sum_all(A), B), sum_all(A @ B)),
        (sum_all(A) * B, sum_all(A * B)),
        (log(A) @ B, log(A @ B)),
        (square(-A), -square(A)),
        (square(Number(-2)), -square(Number(2))),
        ((A + B) * C, A + B * C),
        (over(A, Size("n")) @ B, over(A @ (B + B), Size("n"))),
    ],
    ids=source,
)
def test_two_meanings_are_written_in_two_ways(one, other):
    assert latex(boxes(one)) != latex(boxes(other))
    assert source(one) != source(other)
