"""The differential of every operation of the table, against differences."""

import itertools

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.calculus.derive.differential import differential
from engine.core.errors import ShapeError
from engine.core.expr import Name
from engine.core.ops import OPS
from engine.core.ops.shapes import with_number
from engine.core.render import source
from tests.engine.calculus.derive.slopes import evaluate, slope

TRIED = [(), (3, 3), (2, 3), (1, 3), (3, 1), (1, 1)]
A, B = Name("A"), Name("B")


def uses():
    for op in OPS.values():
        for shapes in itertools.product(TRIED, repeat=len(op.source.takes)):
            try:
                op.shape(*shapes)
            except ShapeError:
                continue
            yield pytest.param(op, shapes, id=f"{op.name}{list(shapes)}")


@pytest.mark.parametrize(("op", "shapes"), list(uses()))
def test_a_differential_is_the_slope_along_any_direction(op, shapes):
    rng = np.random.default_rng(0)
    named = dict(zip("ABCDE", shapes, strict=False))
    values = {name: np.asarray(rng.uniform(0.5, 1.5, shape)) for name, shape in named.items()}
    expr = op(*map(Name, named))
    for k, name in enumerate(named):
        values["dA"] = np.asarray(rng.normal(size=named[name]))
        found = differential(expr, k, Name("dA"), named)

        def f(x, name=name):
            return evaluate(expr, values | {name: x}, {})

        expected = slope(f, values[name], values["dA"])
        if found is None:
            assert np.all(expected == 0) or (k == 1 and op.shape is with_number), "a setting"
        else:
            actual = evaluate(found, values, {})
            assert np.shape(actual) == np.shape(expected), source(found)
            assert_allclose(actual, expected, rtol=1e-6, atol=1e-8, err_msg=source(found))


@pytest.mark.parametrize(
    ("op", "k", "expected"),
    [
        ("inv", 0, "-(np.linalg.inv(A) @ dA @ np.linalg.inv(A))"),
        ("det", 0, "np.linalg.det(A) * np.trace(np.linalg.inv(A) @ dA)"),
        ("transpose", 0, "dA.T"),
        ("trace", 0, "np.trace(dA)"),
        ("matmul", 0, "dA @ B"),
        ("matmul", 1, "A @ dB"),
        ("hadamard", 0, "B * dA"),
        ("exp", 0, "np.exp(A) * dA"),
    ],
)
def test_the_rules_are_those_of_the_notes(op, k, expected):
    """d(X⁻¹) = -X⁻¹ dX X⁻¹, d det X = det X tr(X⁻¹ dX), dσ(X) = σ'(X) ⊙ dX, ..."""
    args = (A, B)[: len(OPS[op].source.takes)]
    shapes = {"A": (3, 3), "B": (3, 3)}
    assert source(differential(OPS[op](*args), k, Name(f"d{'AB'[k]}"), shapes)) == expected
