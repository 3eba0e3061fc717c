"""The same expressions in PyTorch and in JAX, as the table has them."""

from functools import partial

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.core.expr import Name, Number, Size
from engine.core.ops import OPS, scale, sigmoid, softplus, sqrt, step, sum_rows
from engine.printing.dialects import jax_source, torch_source
from engine.running.compiler import function
from tests.engine.core.ops import test_ops
from tests.engine.core.ops.test_ops import accepted, arity, expression, values_for
from tests.engine.printing.stand_in import jax_scope

A, B, C = map(Name, "ABC")

every_use = partial(
    test_ops.every_use, uses=lambda op: [shapes for shapes in accepted(op) if any(shapes)]
)
any_sign = pytest.mark.parametrize("positive", [True, False], ids=["positive", "any sign"])


@every_use
@any_sign
def test_every_operation_is_the_same_in_torch(op, shapes, positive):
    values = values_for(shapes, positive=positive)
    tensors = {name: torch.tensor(value) for name, value in values.items()}
    with np.errstate(all="ignore"):
        expected = np.asarray(function(op)(*values.values()), dtype=np.float64)
    result = eval(torch_source(expression(op)), {"torch": torch} | tensors)
    assert isinstance(result, int) or result.dtype == torch.float64
    assert_allclose(np.asarray(result), expected, rtol=1e-12, atol=1e-15)


@every_use
def test_every_operation_is_the_same_in_jax(op, shapes):
    values = values_for(shapes, positive=True)
    written = eval(jax_source(expression(op)), jax_scope() | values)
    np.testing.assert_array_equal(written, function(op)(*values.values()))


@pytest.mark.parametrize("op", OPS.values(), ids=OPS)
def test_a_line_for_another_library_takes_as_many_arguments(op):
    assert {len(form.takes) for form in (op.torch, op.jax) if form} <= {arity(op)}


@pytest.mark.parametrize(
    ("expr", "in_torch", "in_jax"),
    [
        (A.T @ B / Size("n"), "A.T @ B / n", "A.T @ B / n"),
        (sum_rows(A), "A.sum(dim=0, keepdim=True)", "A.sum(axis=0, keepdims=True)"),
        (sigmoid(A), "1 / (1 + torch.exp(-A))", "1 / (1 + jnp.exp(-A))"),
        (sqrt(A + B), "torch.sqrt(A + B)", "jnp.sqrt(A + B)"),
        (
            step(A, Number(0.5)),
            "torch.heaviside(A, torch.full_like(A, 0.5))",
            "jnp.heaviside(A, 0.5)",
        ),
        (
            softplus(A - B),
            "torch.logaddexp(A - B, torch.zeros_like(A - B))",
            "jnp.logaddexp(0, A - B)",
        ),
        (OPS["positive"](A - B), "((A - B) > 0).to((A - B).dtype)", "jnp.heaviside(A - B, 0)"),
        (
            OPS["quotient"](A, B + C),
            "torch.div(A, torch.where((A == 0) & ((B + C) == 0), 1, (B + C)))",
            "quotient(A, B + C)",
        ),
        (scale(Number(-0.5), A), "-0.5 * A", "-0.5 * A"),
    ],
)
def test_an_expression_is_written(expr, in_torch, in_jax):
    assert torch_source(expr) == in_torch
    assert jax_source(expr) == in_jax


def test_a_name_that_ends_in_np_keeps_its_name():
    assert torch_source(Name("Ynp").T) == "Ynp.T"
    assert jax_source(Name("Ynp").T) == "Ynp.T"
