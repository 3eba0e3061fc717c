"""Shapes that the parts of a formula decide for each other."""

import pytest

from engine.calculus.derive.typed.reading import read
from engine.core.errors import DeriveError
from engine.core.infer import shape_of
from engine.core.render import source


@pytest.mark.parametrize(
    ("text", "expr", "shapes"),
    [
        ("a' * X * b", "a.T @ X @ b", {"a": ("m", 1), "X": ("m", "n"), "b": ("n", 1)}),
        ("tr(A*X*B*X')", "np.trace(A @ X @ B @ X.T)",
            {"A": ("m", "m"), "X": ("m", "n"), "B": ("n", "n")}),
        ("det(A*B)", "np.linalg.det(A @ B)", {"A": ("m", "n"), "B": ("n", "m")}),
        ("norm2(A*x - b)", "np.linalg.norm(A @ x - b)",
            {"A": ("m", "n"), "x": ("n", 1), "b": ("m", 1)}),
        ("sum(2 .* X + 1)", "np.sum(2 * X + 1)", {"X": ("m", "n")}),
        ("c * (a'*b) * norm2(X)", "np.linalg.norm(X) * (c * (a.T @ b))",
            {"c": (), "a": ("m", 1), "b": ("m", 1), "X": ("n", "p")}),
        ("tr(X^3)", "np.trace(X @ X @ X)", {"X": ("m", "m")}),
        ("a'*X^-1*a", "a.T @ np.linalg.inv(X) @ a", {"a": ("m", 1), "X": ("m", "m")}),
        ("sum(softmax(X*w))", "np.sum(softmax((X @ w).T).T)", {"X": ("m", "n"), "w": ("n", 1)}),
        ("sum(softmax(X))", "np.sum(softmax(X))", {"X": ("m", "n")}),
        ("norm2(x)^2", "np.sum(x ** 2)", {"x": ("m", 1)}),
    ],
)  # fmt: skip
def test_a_formula_decides_its_shapes(text, expr, shapes):
    reading = read(text, {})
    assert source(reading.expr) == expr
    assert dict(reading.shapes) == shapes
    assert shape_of(reading.expr, reading.shapes) in ((), (1, 1))


@pytest.mark.parametrize(
    ("text", "declared", "message"),
    [
        ("tr(A + B)", {"A": (2, 2), "B": (3, 3)},
            "column 6: + needs two of one shape, not 2x2 and 3x3"),
        ("tr(A * B)", {"A": (2, 3), "B": (2, 3)},
            "column 6: * needs as many columns on its left as rows on its right, not 2x3 and 2x3"),
        ("tr(A * B)", {"A": ("m", "k"), "B": ("n", "m")},
            "column 6: * needs as many columns on its left as rows on its right, not mxk and nxm"),
        ("tr(A)", {"A": ("m", "n")}, "column 1: tr needs a square matrix, not mxn"),
        ("1 + inv(A*B)", {"A": (2, 5), "B": (5, 3)}, "column 5: inv needs a square matrix"),
        ("A / B", {"A": (2, 2), "B": (2, 2)}, "column 3: / divides by a number"),
        ("x^y", {}, "column 2: ^ needs a number as its exponent"),
        ("tr(X^9)", {}, "column 5: ^ takes a matrix to the power −1, or 1 to 8"),
        ("x' * exp", {}, "column 6: exp is a function and needs '(' after it"),
        ("foo(x)", {}, "column 1: foo is not a function; there are exp, log"),
        ("dot(x)", {}, "column 1: dot takes 2 argument(s), not 1"),
        ("tr(3)", {}, "column 1: tr needs a vector or a matrix, not a number"),
        ("1e999 * x", {}, "column 1: 1e999 is too large a number"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_at_its_column(text, declared, message):
    with pytest.raises(DeriveError) as refused:
        read(text, declared)
    assert str(refused.value).startswith(message)


def test_a_declared_name_may_be_that_of_a_function():
    assert read("det * x' * x", {"det": ()}).shapes["det"] == ()
