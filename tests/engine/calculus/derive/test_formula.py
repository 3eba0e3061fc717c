"""Typed formulas: gradients against the books, PyTorch and differences; every line is true."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.calculus.derive import formula
from engine.calculus.derive.formula import derive
from engine.core.errors import DeriveError
from engine.core.infer import shape_of
from engine.core.ops import OPS
from engine.core.ops.shapes import elementwise
from engine.core.render import source
from tests.engine.calculus.derive.slopes import evaluate, slope

BOOKS = [
    # The notes on differential forms, examples 1 and 2.
    ("a' * X * b", "X", lambda a, X, b: a @ b.T),
    ("a' * exp(X*b)", "X", lambda a, X, b: (a * np.exp(X @ b)) @ b.T),
    # The Matrix Cookbook, equations 49, 61, 70, 81, 84, 100, 102, 107, 108, 111, 119 and 129.
    ("det(X)", "X", lambda X: np.linalg.det(X) * np.linalg.inv(X).T),
    ("a' * inv(X) * b", "X", lambda a, X, b: -np.linalg.inv(X).T @ a @ b.T @ np.linalg.inv(X).T),
    ("a' * X' * b", "X", lambda a, X, b: b @ a.T),
    ("x' * A * x", "x", lambda A, x: (A + A.T) @ x),
    ("norm2(x - A*s)^2", "s", lambda x, A, s: -2 * A.T @ (x - A @ s)),
    ("tr(X*A)", "X", lambda X, A: A.T),
    ("tr(A*X')", "X", lambda A, X: A),
    ("tr(X^2)", "X", lambda X: 2 * X.T),
    ("tr(X' * B * X)", "X", lambda X, B: B @ X + B.T @ X),
    ("tr(A * X * B * X')", "X", lambda A, X, B: A.T @ X @ B.T + A @ X @ B),
    ("tr(X' * X)", "X", lambda X: 2 * X),
    ("norm2(x - a)", "x", lambda x, a: (x - a) / np.linalg.norm(x - a)),
    ("logdet(X' * X)", "X", lambda X: 2 * np.linalg.pinv(X).T),
    ("tr(A * inv(X) * B)", "X", lambda A, X, B: -(np.linalg.inv(X) @ B @ A @ np.linalg.inv(X)).T),
]
TORCH = [
    ("logsumexp(A*x)", "x", lambda A, x: torch.logsumexp((A @ x).flatten(), 0)),
    ("-y' * log(softmax(X*w))", "w", lambda y, X, w: -y.T @ torch.log_softmax(X @ w, 0)),
    ("-sum(Y .* log(softmax(X*W)))", "W", lambda Y, X, W: -(Y * (X @ W).log_softmax(1)).sum()),
    ("sum(exp(X))", "X", lambda X: X.exp().sum()),
    ("norm2(A*x - b)", "x", lambda A, x, b: (A @ x - b).norm()),
    ("x'*A*x / (x'*x)", "x", lambda A, x: x.T @ A @ x / (x.T @ x)),
    ("tr(inv(X) * A)", "X", lambda X, A: torch.trace(torch.linalg.inv(X) @ A)),
    ("sum(sigmoid(X) .^ 3)", "X", lambda X: (torch.sigmoid(X) ** 3).sum()),
    ("sum(relu(X*W + Z))", "W", lambda X, W, Z: torch.relu(X @ W + Z).sum()),
    ("norm2(sin(X) - cos(Y))", "Y", lambda X, Y: (torch.sin(X) - torch.cos(Y)).norm()),
    ("sum(abs(x + norm2(x)))", "x", lambda x: (x + x.norm()).abs().sum()),
    ("sum(x ./ sumsq(x))", "x", lambda x: (x / (x * x).sum()).sum()),
    ("dot(A, tanh(X)) - 2*sum(softplus(-X))", "X", lambda A, X: (A * torch.tanh(X)).sum()
        - 2 * torch.nn.functional.softplus(-X).sum()),
    ("(a'*b) * norm2(a) / 3", "a", lambda a, b: (a * b).sum() * a.norm() / 3),
    ("a' * X^-1 * b", "X", lambda a, X, b: a.T @ torch.linalg.inv(X) @ b),
    ("exp(-x'*x/2)", "x", lambda x: torch.exp(-(x * x).sum() / 2)),
    ("sum(log(x .* x + 1) - sqrt(exp(x)))", "x",
        lambda x: (torch.log(x * x + 1) - torch.exp(x / 2)).sum()),
    ("lam * sumsq(W)", "lam", lambda W, lam: lam * (W * W).sum()),
    ("sum(1 ./ exp(X) + x * x')", "X", lambda X, x: (torch.exp(-X) + x @ x.T).sum()),
    ("log(det(X' * X))", "X", lambda X: torch.logdet(X.T @ X)),
]  # fmt: skip


def summed(function):
    return lambda X: function(torch.sigmoid(X)).sum()


TORCH += [
    (f"sum({op.typed}(sigmoid(X)))", "X", summed(getattr(torch, op.typed)))
    for op in OPS.values()
    if op.typed and op.shape is elementwise and hasattr(torch, op.typed)
]
"""Every function of entries that PyTorch has too, by its name."""
EVERY = [(text, wrt) for text, wrt, _ in BOOKS + TORCH]


def arguments(function, values):
    code = function.__code__
    return {name: values[name] for name in code.co_varnames[: code.co_argcount]}


@pytest.mark.parametrize(("text", "wrt", "book"), BOOKS, ids=[b[0] for b in BOOKS])
def test_the_gradient_is_that_of_the_books(text, wrt, book):
    derivation = derive(text, wrt, seed=3)
    expected = book(**arguments(book, derivation.values))
    assert_allclose(derivation.check.analytic, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("text", "wrt", "function"), TORCH, ids=[t[0] for t in TORCH])
def test_the_gradient_is_that_of_autograd(text, wrt, function):
    derivation = derive(text, wrt, seed=4)
    given = {n: torch.tensor(v) for n, v in arguments(function, derivation.values).items()}
    given[wrt].requires_grad_()
    function(**given).sum().backward()
    assert_allclose(derivation.check.analytic, given[wrt].grad, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("text", "wrt"), EVERY, ids=[e[0] for e in EVERY])
def test_every_line_is_true_in_numbers(text, wrt):
    """With each differential taken by differences, every line is the slope of the formula."""
    derivation = derive(text, wrt, seed=5)
    x, direction = derivation.values[wrt], derivation.values[f"d{wrt}"]

    def along(expr):
        return slope(lambda x: evaluate(expr, derivation.values | {wrt: x}, {}), x, direction)

    values = dict(derivation.values)
    for name, of in derivation.differentials.items():
        if name not in (f"d{wrt}", derivation.lines[0].lhs.name):
            values[name] = along(of)
    expected = along(derivation.expr).sum()
    for line in derivation.lines:
        assert_allclose(line.value, expected, rtol=2e-7, atol=1e-8, err_msg=source(line.rhs))
        again = evaluate(line.rhs, values, {}).sum()
        assert_allclose(again, expected, rtol=2e-7, atol=1e-8, err_msg=source(line.rhs))


@pytest.mark.parametrize(("text", "wrt"), EVERY, ids=[e[0] for e in EVERY])
def test_the_check_agrees_and_the_gradient_is_shaped_like_its_name(text, wrt):
    derivation = derive(text, wrt)
    assert derivation.check.agrees, derivation.check
    assert shape_of(derivation.gradient, derivation.shapes) == derivation.shapes[wrt]


def test_the_check_would_see_a_wrong_gradient(monkeypatch):
    right = formula.chain
    monkeypatch.setattr(formula, "chain", lambda *a: (right(*a)[0], -right(*a)[1]))
    assert not derive("tr(X' * X)", "X").check.agrees


def test_shapes_are_declared_or_found():
    assert derive("a' * X * b", "X").shapes["X"] == ("m", "n")
    declared = derive("tr(A * X)", "X", {"X": ("p", 2), "A": (2, "p")})
    assert declared.shapes["X"] == ("p", 2)
    assert derive("x' * x", "x", {"x": (7,)}).check.analytic.shape == (7, 1)
    number = derive("c * x' * x", "c", {"c": ()})
    assert_allclose(number.check.analytic, (number.values["x"] ** 2).sum())


def test_a_row_for_every_row_is_a_product_with_ones():
    derivation = derive("sum(exp(X + b))", "b", {"b": (1, 3), "X": (5, 3)})
    assert "broadcast as a product with ones" in [line.words() for line in derivation.lines]
    expected = np.exp(derivation.values["X"] + derivation.values["b"]).sum(axis=0, keepdims=True)
    assert_allclose(derivation.check.analytic, expected)


def test_the_derivation_reads_as_the_notes_have_it():
    """Example 1: tr(aᵀ dX b) = tr(b aᵀ dX) = tr((a bᵀ)ᵀ dX)."""
    lines = [source(line.rhs) for line in derive("a' * X * b", "X").lines]
    assert lines[-2:] == ["np.trace(b @ a.T @ dX)", "np.trace((a @ b.T).T @ dX)"]


@pytest.mark.parametrize(
    ("text", "wrt", "shapes", "message"),
    [
        ("a' * * b", "a", {}, "column 6: expected a name, a number or '(' after '*', not '*'"),
        ("det(X)", "X", {"X": (2, 3)}, "column 1: det needs a square matrix, not 2x3"),
        ("a' * X", "Y", {}, "Y is not in the formula, which has a, X"),
        ("A'*dA", "A", {"dA": (2, 2)}, "dA stands for the differential of A"),
        ("x'*x", "x", {"x": (0,)}, "whole number from 1 to 32"),
        ("x'*x", "x", {"x": (1, 2, 3)}, "up to two dimensions"),
        ("log(-exp(x))", "x", {"x": ()}, "column 1: no finite value here"),
        ("norm2(x - x)", "x", {}, "the gradient has no finite value"),
        ("tr(X^8^8)", "X", {}, "column 7: the powers up to here make the formula too large"),
        ("sum(" + ".*".join("X" * 50) + ")", "X", {}, "the derivation is too long"),
    ],
)
def test_what_cannot_be_derived_is_named(text, wrt, shapes, message):
    with pytest.raises(DeriveError) as refused:
        derive(text, wrt, shapes)
    assert message in str(refused.value)
