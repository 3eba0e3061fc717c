"""Layers alone; sections 3.3, 3.4 and 3.6."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine import Input, Name, Phase, Program, Role, run
from engine.layers import (
    ACTIVATIONS,
    activation_backward,
    activation_forward,
    linear_backward,
    linear_forward,
)
from engine.naming import Layer
from tests import reference

Z = np.array([[0.5, -1.5, 2.0], [3.0, 0.0, -0.25]])
G = np.array([[1.0, -2.0, 0.5], [0.25, 4.0, -1.0]])
LAYER = Layer(2)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_backward_is_the_vector_jacobian_product_of_its_forward(name):
    activation = ACTIVATIONS[name]
    inputs = tuple(Input(n, ("n", 3), Role.INPUT) for n in ("Y2lin", "gradY2"))
    program = Program(
        inputs, (activation_forward(LAYER, activation), activation_backward(LAYER, activation))
    )
    trace = run(program, {"Y2lin": Z, "gradY2": G})
    z = torch.tensor(Z, requires_grad=True)
    y = reference.ACTIVATIONS[name](z)
    y.backward(torch.tensor(G))
    assert_allclose(trace["Y2"], y.detach(), rtol=1e-14)
    assert_allclose(trace["gradY2lin"], z.grad, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_found_by_its_name(name):
    assert ACTIVATIONS[name].name == name


def test_linear_averages_the_gradients_of_its_parameters_only():
    """Two equal rows give the gradients of one; the row of `gradY1` is there twice."""
    inputs = (
        Input("Y1", ("n", 2), Role.INPUT),
        Input("W2", (2, 3), Role.PARAMETER),
        Input("B2", (1, 3), Role.PARAMETER),
        Input("gradY2lin", ("n", 3), Role.INPUT),
    )
    program = Program(inputs, linear_backward(LAYER))
    given = {"W2": [[4, 2, -2], [5, 4, 5]], "B2": [[1, 1, 1]]}
    one = run(program, given | {"Y1": [[1, 2]], "gradY2lin": [[1, -1, 1]]})
    two = run(program, given | {"Y1": [[1, 2]] * 2, "gradY2lin": [[1, -1, 1]] * 2})
    assert one["gradW2"].tolist() == two["gradW2"].tolist() == [[1, -1, 1], [2, -2, 2]]
    assert one["gradB2"].tolist() == two["gradB2"].tolist() == [[1, -1, 1]]
    assert one["gradY1"].tolist() == [[0, 6]]
    assert two["gradY1"].tolist() == [[0, 6]] * 2


def test_equations_say_where_they_belong():
    forward = linear_forward(LAYER)
    assert (forward.name, forward.phase, forward.layer, forward.of) == (
        "Y2lin",
        Phase.FORWARD,
        2,
        None,
    )
    assert forward.expr == Name("Y1") @ Name("W2") + Name("B2")
    backward = linear_backward(LAYER)
    assert [(e.name, e.of) for e in backward] == [
        ("gradW2", "W2"),
        ("gradB2", "B2"),
        ("gradY1", "Y1"),
    ]
    assert {(e.phase, e.layer) for e in backward} == {(Phase.BACKWARD, 2)}
    relu = activation_backward(LAYER, ACTIVATIONS["relu"])
    assert (relu.name, relu.of, relu.idea) == ("gradY2lin", "Y2lin", "relu.backward")
