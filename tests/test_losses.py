"""Losses alone; sections 2.3 and 3.2."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine import Name, Phase
from engine.layers import ACTIVATIONS
from engine.losses import LOSSES, loss_gradient, loss_value
from engine.naming import Layer
from tests import reference
from tests.calculate import calculate

Y, Z, D = Name("Y"), Name("Z"), Name("D")
LOGITS = np.array([[0.5, -1.5, 2.0], [3.0, 0.0, -0.25]])
TARGETS = np.array([[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]])

every_use = pytest.mark.parametrize(
    ("name", "output"), [(name, output) for name in LOSSES for output in LOSSES[name].outputs]
)


@every_use
def test_the_gradient_is_the_slope_of_the_value(name, output):
    loss = LOSSES[name]
    z = torch.tensor(LOGITS, requires_grad=True)
    y = reference.ACTIVATIONS[output](z)
    value = reference.LOSSES[name](z, y, torch.tensor(TARGETS))
    (slope,) = torch.autograd.grad(value, z if loss.at_logits else y)

    outputs = y.detach().numpy()
    ours = calculate(loss.value(Z, Y, D), Z=LOGITS, Y=outputs, D=TARGETS)
    assert_allclose(ours, value.item(), rtol=1e-13)
    gradient = calculate(loss.gradient(Y, D), Y=outputs, D=TARGETS)
    assert_allclose(gradient, slope, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", LOSSES)
def test_the_loss_of_a_batch_is_the_sum_over_its_rows(name):
    loss = LOSSES[name]
    outputs = calculate(ACTIVATIONS["softmax"].forward(Z), Z=LOGITS)

    def value(rows):
        return calculate(loss.value(Z, Y, D), Z=LOGITS[rows], Y=outputs[rows], D=TARGETS[rows])

    assert_allclose(value([0, 1]), value([0]) + value([1]), rtol=1e-15)


def test_both_cross_entropies_are_the_same_number():
    outputs = calculate(ACTIVATIONS["softmax"].forward(Z), Z=LOGITS)
    first, second = (
        calculate(LOSSES[name].value(Z, Y, D), Z=LOGITS, Y=outputs, D=TARGETS)
        for name in ("cross_entropy", "softmax_cross_entropy")
    )
    assert_allclose(first, second, rtol=1e-14)


def test_a_class_of_no_weight_adds_nothing_even_where_its_probability_is_zero():
    """0 log 0 = 0: L = -1 log 1 = 0 and the gradient is [-1/1, 0]."""
    loss = LOSSES["cross_entropy"]
    assert calculate(loss.value(Z, Y, D), Z=[[0]], Y=[[1, 0]], D=[[1, 0]]) == 0
    assert calculate(loss.gradient(Y, D), Y=[[1, 0]], D=[[1, 0]]).tolist() == [[-1, 0]]


def test_the_short_cut_is_y_minus_d_even_where_d_does_not_sum_to_one():
    """Section 3.5 has D = [240, 4]."""
    gradient = LOSSES["softmax_cross_entropy"].gradient(Y, D)
    assert calculate(gradient, Y=[[1, 0]], D=[[240, 4]]).tolist() == [[-239, -4]]


@pytest.mark.parametrize(
    ("name", "of"), [("l2", "Y3"), ("cross_entropy", "Y3"), ("softmax_cross_entropy", "Y3lin")]
)
def test_the_way_back_begins_at_the_output_or_at_the_logits(name, of):
    equation = loss_gradient(Layer(3), LOSSES[name])
    assert (equation.name, equation.of, equation.phase) == (f"grad{of}", of, Phase.BACKWARD)
    value = loss_value(Layer(3), LOSSES[name])
    assert (value.name, value.phase) == ("L", Phase.LOSS)
