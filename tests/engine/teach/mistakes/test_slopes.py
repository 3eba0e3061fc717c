"""What a wrong derivative of an activation gives, worked out in NumPy."""

import numpy as np
import pytest

from engine.network.columns import columns
from engine.network.conventions import Conventions
from engine.teach.lessons.lesson import load
from tests.engine.teach.mistakes.making import about, made, network, same

RELU = network(hidden="relu")
SIGMOID, TANH = network(hidden="sigmoid"), network(hidden="tanh")
GELU, SILU = network(hidden="gelu"), network(hidden="silu")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def mask(z):
    return (z > 0).astype(float)


@pytest.mark.parametrize("trace", [RELU, SIGMOID, TANH, GELU, SILU])
def test_no_derivative_at_all(trace):
    same(made(trace, "slope_forgotten", "gradY1lin"), trace["gradY1"])


def test_the_derivative_at_the_output():
    """σ(Y) (1 - σ(Y)) and 1 - tanh² Y. The mask of ReLU is the same at both."""
    s, t, r = SIGMOID, TANH, RELU
    again = sigmoid(s["Y1"])
    same(made(s, "slope_at_output", "gradY1lin"), s["gradY1"] * again * (1 - again))
    same(made(t, "slope_at_output", "gradY1lin"), t["gradY1"] * (1 - np.tanh(t["Y1"]) ** 2))
    same(made(r, "slope_at_output", "gradY1lin"), r["gradY1lin"])
    assert about(s, "slope_at_output", "gradY1lin") == [("gradY1lin", "Y1lin", "Y1")]


def test_the_mask_of_the_output_where_it_makes_a_difference():
    """With a slope of ½ at 0, all entries that ReLU has turned into 0 pass by half."""
    trace = network(hidden="relu", conventions=Conventions(relu_at_zero=0.5))
    share = np.where(trace["Y1"] > 0, 1, 0.5)
    same(made(trace, "slope_at_output", "gradY1lin"), trace["gradY1"] * share)


def test_the_mask_of_another_layer():
    same(made(RELU, "slope_other_layer", "gradY1lin"), RELU["gradY1"] * mask(RELU["Y2lin"]))
    names = [("gradY1lin", "Y1lin", "Y2lin")]
    assert about(RELU, "slope_other_layer", "gradY1lin") == names
    narrow = network(widths=(2, 3, 4, 2))
    assert made(narrow, "slope_other_layer", "gradY1lin") == []


def test_the_activation_in_place_of_its_derivative():
    same(made(TANH, "value_for_slope", "gradY1lin"), TANH["gradY1"] * TANH["Y1"])
    same(made(RELU, "value_for_slope", "gradY2lin"), RELU["gradY2"] * RELU["Y2"])


def test_a_part_of_the_derivative():
    """`Y (1 - Y)` without its first factor; `G Y` is the activation in place of its derivative."""
    s, g = SIGMOID, GELU
    same(made(s, "slope_in_part", "gradY1lin"), s["gradY1"] * (1 - s["Y1"]))
    first, second = made(g, "slope_in_part", "gradY1lin")
    np.testing.assert_allclose(first + second, g["gradY1lin"])


def test_the_square_of_tanh_forgotten():
    same(made(TANH, "square_forgotten", "gradY1lin"), TANH["gradY1"] * (1 - TANH["Y1"]))


def test_ones_of_the_shape_of_a_value_are_no_slope():
    """Behind the activation, the mean's way back is `gradMu 1 / n`."""
    after = network(hidden="sigmoid", norm="after")
    assert "ones_like" in str(after.program.by_name["gradY1_mean"].expr)
    assert made(after, "value_for_slope", "gradY1_mean") == []


def test_no_activation():
    same(made(SIGMOID, "activation_forgotten", "Y2"), SIGMOID["Y2lin"])
    assert made(SIGMOID, "activation_forgotten", "Y2lin") == []


def test_columns_and_lessons_have_the_same_mistakes():
    program = columns((2, 3, 3, 2), "tanh", "l2")
    assert program.by_name["dz1"].reads == ("da1", "a1")
    scene = load("mnist").scenes["row"].trace()
    same(made(scene, "slope_forgotten", "dL_dz1"), scene["dL_dz2"] @ scene["W2"])
    fused = load("index-notation").scenes["net"].trace()
    same(made(fused, "slope_forgotten", "dW1"), fused["X"].T @ fused["dH"])
    assert about(fused, "slope_forgotten", "dW1") == [("dW1", "H")]
