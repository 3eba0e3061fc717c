"""Jacobians: the matrices that the short formulas avoid."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.calculus.jacobian import JacobianSize, jacobian, proof, pullback, short_formula, size
from engine.core.errors import BindError, LimitError
from engine.core.expr import Name, names
from engine.core.ops import OPS, softmax
from engine.core.render import source
from engine.network.build import mlp
from engine.network.conventions import MEAN
from engine.network.layers.activations import ACTIVATIONS
from engine.running.trace import run
from tests.engine.check.test_gradcheck import values_for
from tests.engine.core.ops.test_ops import NAMES, every_use, expression
from tests.engine.core.ops.test_ops import values_for as values_of
from tests.support.calculate import trace_of

NORMED = mlp((2, 3, 3, 2), norm="before")
X = [[1.0, 2], [3, 4], [5, 6]]
W = [[1.0, 0, -1], [2, 1, 0.5]]


def test_of_a_product_it_is_a_kronecker_product():
    """Row by row, the Jacobian of X W by X is I ⊗ Wᵀ, and by W it is X ⊗ I."""
    trace = trace_of(Name("X") @ Name("W"), X=X, W=W)
    assert_allclose(jacobian(trace, "result", "X").matrix, np.kron(np.eye(3), np.array(W).T))
    assert_allclose(jacobian(trace, "result", "W").matrix, np.kron(X, np.eye(3)))


def test_of_softmax_it_is_a_block_for_each_row():
    """Each block is diag(y) - y yᵀ."""
    trace = trace_of(softmax(Name("Z")), Z=[[0.0, 1, 2], [1, 1, 1]])
    found = jacobian(trace, "result", "Z")
    blocks = [np.diag(y) - np.outer(y, y) for y in trace["result"]]
    expected = np.zeros((6, 6))
    expected[:3, :3], expected[3:, 3:] = blocks
    assert_allclose(found.matrix, expected, rtol=1e-14, atol=1e-16)
    assert found.size == JacobianSize(6, 6, 18)
    assert found.size.structure == "sparse"


def test_of_a_broadcast_row_it_adds_up_what_each_row_got():
    trace = trace_of(Name("X") + Name("B"), X=X, B=[[1.0, 1]])
    assert jacobian(trace, "result", "B").matrix.tolist() == [[1, 0], [0, 1]] * 3


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_of_an_activation_it_is_that_of_autograd(activation):
    functions = {
        "identity": torch.clone,
        "threshold": lambda z: (z > 0).double(),
        "softmax": lambda z: torch.softmax(z, dim=1),
        "gelu_tanh": lambda z: torch.nn.functional.gelu(z, approximate="tanh"),
    }
    function = functions.get(activation) or getattr(torch.nn.functional, activation)
    z = np.array([[0.5, -1.25], [2.0, -0.125]])
    forward = ACTIVATIONS[activation].forward
    usual = {v.letter or key: v.start for key, v in ACTIVATIONS[activation].values}
    trace = trace_of(forward, Z=z, **usual)
    expected = torch.autograd.functional.jacobian(function, torch.tensor(z)).reshape(4, 4)
    assert_allclose(jacobian(trace, "result", "Z").matrix, expected, rtol=1e-9, atol=1e-12)


@every_use
def test_what_is_not_counted_as_nonzero_is_zero(op, shapes):
    """And where the structure is all there is to know, the count is exact."""
    trace = trace_of(expression(op), **values_of(shapes, positive=True))
    for name in NAMES[: len(shapes)]:
        found = jacobian(trace, "result", name)
        count = np.count_nonzero(found.matrix)
        assert count <= found.size.nonzero <= found.size.entries == found.matrix.size
        if op.name in {"matmul", "add", "hadamard", "sum_rows", "transpose", "exp"}:
            assert count == found.size.nonzero


@pytest.mark.parametrize("equation", NORMED.equations, ids=lambda e: e.name)
def test_the_short_formula_is_the_jacobian_transposed_times_the_gradient(equation):
    """For every step of the program, backward and update among them, and all that it reads."""
    trace = run(NORMED, values_for(NORMED))
    for name in equation.reads:
        shown = proof(trace, equation.name, name)
        assert shown.difference < 1e-13
        assert shown.value.shape == trace[name].shape
        assert np.any(shown.upstream)


def test_the_proof_is_in_the_names_and_the_numbers_of_the_program():
    """With a mean loss nothing is averaged later: the formulas are the backward equations."""
    program = mlp((2, 3, 2), conventions=MEAN)
    trace = run(program, values_for(program))
    shown = proof(trace, "Y2lin", "W2")
    assert source(shown.short) == source(program.by_name["gradW2"].expr) == "Y1.T @ gradY2lin"
    assert_allclose(shown.value, trace["gradW2"], rtol=1e-14)
    assert_allclose(shown.long, trace["gradW2"], rtol=1e-13)


def test_a_gradient_of_ones_own_may_be_given(batch):
    g = np.array([[1.0, 0], [0, 0], [0, 2]])
    assert_allclose(proof(batch, "Y3lin", "Y2", g).long, g @ batch["W3"].T)
    assert_allclose(pullback(batch, "Y3lin", "Y2")(g), g @ batch["W3"].T)
    with pytest.raises(BindError, match="is 1x2, but Y3lin is 3x2: both need the same shape"):
        proof(batch, "Y3lin", "Y2", [[1, 0]])


def test_a_step_without_a_gradient_has_one_of_ones():
    program = mlp((2, 2))
    assert names(short_formula(program, "W1_new", "gradW1")) == ("lr", "G")


def test_nothing_flows_through_a_step():
    trace = trace_of(OPS["positive"](Name("Z")), Z=X)
    found = jacobian(trace, "result", "Z")
    assert found.size == JacobianSize(6, 6, 0)
    assert found.size.structure == "zero"
    assert not found.matrix.any()
    assert not proof(trace, "result", "Z").value.any()


def test_the_size_for_a_wide_net_is_known_without_building_it():
    """784 to 256, a batch of 64: 64·256 rows, and each entry of W1 is in 64 of them."""
    wide = mlp((784, 256, 10))
    found = size(wide, "Y1lin", "W1", {"n": 64})
    assert found == JacobianSize(64 * 256, 784 * 256, 784 * 256 * 64)
    assert found.structure == "sparse"
    assert size(wide, "Y1", "Y1lin", {"n": 64}).structure == "diagonal"
    assert size(wide, "Y1", "Y1lin", {"n": 64}).nonzero == 64 * 256
    assert size(wide, "Y2", "Y2lin", {"n": 64}).nonzero == 64 * 10 * 10
    assert size(wide, "Y1lin", "X", {"n": 64}).nonzero == 64 * 784 * 256
    assert size(wide, "L", "Y2lin", {"n": 64}) == JacobianSize(1, 640, 640)
    assert size(wide, "L", "Y2lin", {"n": 64}).structure == "full"


def test_of_a_matrix_times_its_transpose_a_row_and_a_column_are_not_zero():
    """X[r, c] is in row r and in column r of X Xᵀ: 3 + 3 - 1 of the 9 entries."""
    trace = trace_of(Name("X") @ Name("X").T, X=X)
    found = jacobian(trace, "result", "X")
    assert found.size.nonzero == np.count_nonzero(found.matrix) == 6 * 5


def test_what_cannot_be_built_is_refused(batch):
    with pytest.raises(BindError, match="Y2lin does not read X; it reads Y1, W2, B2"):
        jacobian(batch, "Y2lin", "X")
    with pytest.raises(BindError, match="X is not a step; there are Y1lin"):
        size(batch.program, "X", "X", {"n": 1})
    with pytest.raises(BindError, match="n is missing"):
        size(batch.program, "Y2lin", "Y1", {})
    wide = mlp((50, 60, 2))
    trace = run(wide, values_for(wide, 6))
    with pytest.raises(LimitError, match="360 x 3,000, which is 1,080,000 entries; at most"):
        jacobian(trace, "Y1lin", "W1")
