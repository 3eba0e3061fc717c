"""What a network makes of the points around its data, against NumPy on the same weights."""

import numpy as np
from numpy.testing import assert_allclose

from engine.data.data_set import DataSet
from engine.data.sets import data_set
from engine.learning.judge import Judge
from engine.learning.plan import Plan, first_values
from engine.learning.plane import curve, plane, spread
from engine.network.spec import mlp_spec


def begun(widths, data, loss):
    plan = Plan(mlp_spec(widths, "tanh", loss), seed=4)
    return Judge(plan.spec), first_values(plan, data)


def test_points_reach_a_little_beyond_the_data():
    """0.15 of the spread at each end; a column that is the same everywhere gets a spread of 1."""
    assert_allclose(spread(np.array([2.0, 4.0]), 3), [1.7, 3.0, 4.3])
    assert_allclose(spread(np.array([5.0, 5.0]), 2), [4.85, 5.15])


def test_the_plane_says_by_how_much_class_1_is_ahead():
    data = data_set("moons", 30)
    judge, w = begun((2, 5, 2), data, "softmax_cross_entropy")
    found = plane(judge, w, data, 7)
    for i, y in enumerate(found.y):
        for j, x in enumerate(found.x):
            z = np.tanh(np.array([[x, y]]) @ w["W1"] + w["B1"]) @ w["W2"] + w["B2"]
            share = np.exp(z) / np.exp(z).sum()
            assert_allclose(found.ahead[i, j], share[0, 1] - share[0, 0], rtol=1e-9)


def test_a_single_output_is_ahead_where_it_is_above_one_half():
    data = DataSet(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0]]))
    judge, w = begun((2, 3, 1), data, "mse")
    found = plane(judge, w, data, 2)
    output = np.tanh(np.array([[found.x[0], found.y[0]]]) @ w["W1"] + w["B1"]) @ w["W2"] + w["B2"]
    assert_allclose(found.ahead[0, 0], 2 * output[0, 0] - 1)


def test_a_curve_is_the_first_output_along_the_input():
    data = data_set("curve", 20)
    judge, w = begun((1, 4, 1), data, "mse")
    x, y = curve(judge, w, data, 9)
    assert_allclose(y, (np.tanh(x[:, None] @ w["W1"] + w["B1"]) @ w["W2"] + w["B2"])[:, 0])
