"""Jacobians by their indices: against PyTorch's, entry by entry; and as one NumPy matrix."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.calculus.derive import formula
from engine.calculus.derive.formula import derive
from engine.calculus.derive.index_form import flattened
from engine.core.numerics import softmax
from engine.core.ops import scale
from engine.core.render import source

TORCH = [
    ("sigmoid(W*x + b)", "W", lambda W, x, b: torch.sigmoid(W @ x + b)),
    ("sigmoid(H*w)", "w", lambda H, w: torch.sigmoid(H @ w)),
    ("softmax(W*x)", "W", lambda W, x: torch.softmax(W @ x, 0)),
    ("softmax(X)", "X", lambda X: torch.softmax(X, 1)),
    ("x/norm2(x)", "x", lambda x: x / x.norm()),
    ("x", "x", lambda x: x),
    ("x^2", "x", lambda x: x**2),
    ("inv(X)", "X", torch.linalg.inv),
    ("X^2", "X", lambda X: X @ X),
    ("X' * A * X", "X", lambda X, A: X.T @ A @ X),
    ("A*relu(W*x)", "x", lambda A, W, x: A @ torch.relu(W @ x)),
    ("c*A*x ; c: number", "c", lambda c, A, x: c * A @ x),
    ("a*b'", "b", lambda a, b: a @ b.T),
    ("diag(x)", "x", lambda x: torch.diag(x.flatten())),
    ("x - mean(x)", "x", lambda x: x - x.mean()),
    ("X/norm2(X)", "X", lambda X: X / X.norm()),
]


@pytest.mark.parametrize(("text", "wrt", "function"), TORCH, ids=[t[0] for t in TORCH])
def test_the_flattened_jacobian_is_that_of_autograd(text, wrt, function):
    derivation = derive(text, wrt, seed=3)
    assert derivation.check.agrees
    names = function.__code__.co_varnames if hasattr(function, "__code__") else ("X",)
    values = {name: torch.tensor(derivation.values[name]) for name in names}

    def of(x):
        return function(*({**values, wrt: x}[name] for name in names))

    right = torch.autograd.functional.jacobian(of, values[wrt])
    rows, columns = of(values[wrt]).numel(), values[wrt].numel()
    scope = {"np": np, "softmax": softmax, **derivation.values}
    for name, part in derivation.jacobian.parts.items():
        scope[name] = eval(source(part), scope)
    ours = eval(flattened(derivation.jacobian, derivation.shapes), scope)
    assert_allclose(ours, right.reshape(rows, columns), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("text", "wrt", "entry", "parts"),
    [
        ("A*x", "x", "A[i, j]", {}),
        ("x", "x", "(i == j)", {}),
        ("A*X*B", "X", "B[l, j] * A[i, k]", {}),
        ("tanh(x)", "x", "(i == j) * (1 - s[j, 0] * s[j, 0])", {"s": "np.tanh(x)"}),
        ("softmax(x)", "x", "(i == j) * s[j, 0] - s[j, 0] * s[i, 0]", {"s": "softmax(x.T).T"}),
    ],
)
def test_an_entry_is_written_as_in_a_book(text, wrt, entry, parts):
    jacobian = derive(text, wrt).jacobian
    assert source(jacobian.entry) == entry
    assert {name: source(part) for name, part in jacobian.parts.items()} == parts


def test_a_jacobian_has_an_index_for_each_dimension_that_is_not_one():
    jacobian = derive("sigmoid(W*x + b)", "W").jacobian
    assert (jacobian.rows, jacobian.columns) == (("i",), ("j", "k"))
    assert dict(jacobian.sizes) == {"i": "m", "j": "m", "k": "n"}
    assert jacobian.latex.startswith("J_{i j k} = ")


def test_the_check_would_see_a_wrong_jacobian(monkeypatch):
    right = formula.index_form

    def wrong(gradient, *others):
        return right(scale(formula.Number(2), gradient), *others)

    monkeypatch.setattr(formula, "index_form", wrong)
    assert not derive("sigmoid(W*x)", "x").check.agrees
