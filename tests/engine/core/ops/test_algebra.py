"""What PyTorch has too, found by its name, and linear algebra: values, gradients, entries."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.core.differentiate import vjp
from engine.core.errors import ShapeError
from engine.core.expr import Name
from engine.core.ops import OPS
from engine.core.ops.shapes import elementwise
from engine.core.render import source
from engine.entries.entry import entry, value_of
from tests.support.calculate import calculate

A = Name("A")
TORCH = {
    op.name: getattr(torch, op.typed)
    for op in OPS.values()
    if op.shape is elementwise and hasattr(torch, op.typed or " ")
}
TORCH |= {
    "trace": torch.trace,
    "det": torch.linalg.det,
    "inv": torch.linalg.inv,
    "logdet": lambda a: torch.linalg.slogdet(a)[1],
    "norm2": torch.linalg.norm,
    "logsumexp": lambda a: torch.logsumexp(a, (0, 1)),
    "softmax_cols": lambda a: torch.softmax(a, 0),
    "eye_like": lambda a: torch.eye(len(a), dtype=a.dtype) + 0 * a,
    "ones_column": lambda a: torch.ones_like(a[:, :1]) + 0 * a[:, :1],
}
every_op = pytest.mark.parametrize("name", TORCH)


def drawn(rows, seed=0):
    return np.random.default_rng(seed).normal(size=(rows, rows))


@every_op
def test_value_and_gradient_are_those_of_torch(name):
    value = drawn(3)
    tensor = torch.tensor(value, requires_grad=True)
    expected = TORCH[name](tensor)
    assert_allclose(calculate(OPS[name](A), A=value), expected.detach(), rtol=1e-12, atol=1e-15)
    g = np.asarray(np.random.default_rng(1).normal(size=tuple(expected.shape)))
    expected.backward(torch.tensor(g))
    found = vjp(OPS[name](A), Name("G"), {"A": (3, 3), "G": g.shape})
    zero = found or np.all(tensor.grad.numpy() == 0)
    assert zero
    if found:
        assert_allclose(calculate(found["A"], A=value, G=g), tensor.grad, rtol=1e-10, atol=1e-13)


@every_op
@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_an_entry_is_that_of_the_whole(name, rows):
    value, op = drawn(rows, seed=2), OPS[name]
    whole = np.asarray(calculate(op(A), A=value))
    for i, j in np.ndindex(whole.shape or (1, 1)):
        found = value_of(entry(op(A), {"A": (rows, rows)}, i, j), {"A": value})
        assert_allclose(found, whole[i, j] if whole.shape else whole, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("name", ["trace", "det", "inv", "logdet", "eye_like"])
def test_a_matrix_that_is_not_square_is_refused(name):
    with pytest.raises(ShapeError, match="is 2x3, but this needs a square matrix"):
        OPS[name].shape((2, 3))


def test_a_large_determinant_is_not_written_out():
    with pytest.raises(ShapeError, match="up to 4x4, not 5x5"):
        entry(OPS["det"](A), {"A": (5, 5)})
    with pytest.raises(ShapeError, match="needs numbers for its position"):
        entry(OPS["inv"](A), {"A": (2, 2)})


def test_an_identity_of_any_size_has_its_entries():
    one, zero = (entry(OPS["eye_like"](A), {"A": (9, 9)}, 7, col) for col in (7, 2))
    assert (value_of(one, {}), value_of(zero, {})) == (1, 0)


@every_op
def test_brackets_are_where_the_line_of_numpy_needs_them(name):
    value = drawn(3, seed=3)
    scope = {"np": np, "A": value, "softmax": OPS["softmax"].helper}
    expected = calculate(OPS[name](A), A=value + value)
    with np.errstate(invalid="ignore"):
        assert_allclose(eval(source(OPS[name](A + A)), scope), expected)


def test_logsumexp_of_large_entries_is_finite():
    """log(e^1000 + e^1000) = 1000 + log 2."""
    assert_allclose(calculate(OPS["logsumexp"](A), A=[[1000.0, 1000.0]]), 1000 + np.log(2))
