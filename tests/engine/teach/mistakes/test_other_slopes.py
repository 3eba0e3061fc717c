"""What a derivative that belongs elsewhere gives, worked out in NumPy."""

import numpy as np

from engine.network.conventions import HANDOUT
from engine.running.trace import run
from tests.engine.teach.mistakes.making import about, made, network, same

RELU, SIGMOID, TANH = (network(hidden=name) for name in ("relu", "sigmoid", "tanh"))
FUSED = network(loss="softmax_cross_entropy")
BINARY = network(loss="binary_cross_entropy")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_the_slope_of_another_activation():
    """σ′ is `Y (1 - Y)` or `σ(Z) (1 - σ(Z))`, tanh′ `1 - Y²` or `1 - tanh² Z`."""
    r, t, s = RELU, TANH, SIGMOID
    g, z, y = r["gradY1"], r["Y1lin"], r["Y1"]
    p = sigmoid(z)
    same(made(r, "sigmoid_slope", "gradY1lin"), g * y * (1 - y), g * p * (1 - p))
    same(made(r, "tanh_slope", "gradY1lin"), g * (1 - y**2), g * (1 - np.tanh(z) ** 2))
    same(made(t, "relu_slope", "gradY1lin"), t["gradY1"] * (t["Y1lin"] > 0))
    leaky = np.where(s["Y1lin"] > 0, 1, 0.01)
    same(made(s, "leaky_relu_slope", "gradY1lin"), s["gradY1"] * leaky)
    assert about(r, "tanh_slope", "gradY1lin") == [("gradY1lin", "Y1lin")] * 2


def test_the_input_in_the_formula_of_the_slope():
    """`Z (1 - Z)` for the sigmoid, `1 - Z²` for tanh."""
    s, t = SIGMOID, TANH
    z, u = s["Y1lin"], t["Y1lin"]
    same(made(s, "slope_formula_at_input", "gradY1lin"), s["gradY1"] * z * (1 - z))
    same(made(t, "slope_formula_at_input", "gradY1lin"), t["gradY1"] * (1 - u**2))


def test_the_slope_taken_twice():
    """`(Y - D) ⊙ Y (1 - Y)`; for softmax its whole Jacobian as well: `Y ⊙ (E - Σ E ⊙ Y)`."""
    f, b = FUSED, BINARY
    e, y = f["gradY3lin"], f["Y3"]
    whole = y * (e - (e * y).sum(axis=1, keepdims=True))
    same(made(f, "slope_again", "gradY3lin"), e * y * (1 - y), whole)
    e, y = b["gradY3lin"], b["Y3"]
    assert np.allclose(made(b, "slope_again", "gradY3lin"), e * y * (1 - y))
    assert made(RELU, "slope_again", "gradY2lin") == []


def test_the_slope_of_the_difference():
    """`Y - D` as the gradient at the output, and through softmax once more."""
    t = network(loss="cross_entropy")
    e, y = t["Y3"] - t["D"], t["Y3"]
    whole = y * (e - (e * y).sum(axis=1, keepdims=True))
    same(made(t, "slope_again", "gradY3lin"), whole, e * y * (1 - y))


def test_the_mask_of_the_gradient():
    g = RELU["gradY1"]
    same(made(RELU, "mask_of_gradient", "gradY1lin"), g * (g > 0))


def test_the_mask_that_lets_zero_pass():
    """Only where an entry is exactly 0 it makes a difference."""
    given = {i.name: RELU[i.name] for i in RELU.program.inputs}
    trace = run(RELU.program, given | {"W1": np.zeros((2, 3)), "B1": np.array([[0.0, 1.0, -1.0]])})
    expected = trace["gradY1"] * [1, 1, 0]
    same(made(trace, "zero_passes", "gradY1lin"), expected)
    assert HANDOUT.relu_at_zero == 0
    assert (trace["gradY1lin"] == trace["gradY1"] * [0, 1, 0]).all()


def test_the_gradient_from_behind_left_out():
    t = TANH
    same(made(t, "gradient_behind_forgotten", "gradY1lin"), 1 - t["Y1"] ** 2)
    ones = np.ones((4, 2))
    same(made(t, "gradient_behind_forgotten", "gradW3"), t["Y2"].T @ ones / 4)
    assert about(t, "gradient_behind_forgotten", "gradW3") == [("gradW3", "gradY3lin")]


def test_the_backward_pass_from_ones():
    same(made(TANH, "begins_with_ones", "gradY3"), np.ones((4, 2)))
    assert made(TANH, "begins_with_ones", "gradY2") == []
