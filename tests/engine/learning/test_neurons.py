"""The outputs of hidden neurons at points, against NumPy and PyTorch on the same weights."""

import numpy as np
import torch
from numpy.testing import assert_allclose

from engine.data.sets import data_set
from engine.learning.judge import Judge
from engine.learning.neurons import hidden
from engine.learning.plan import Plan, first_values
from engine.learning.plane import grid
from engine.network.spec import NetworkSpec, mlp_spec


def test_points_go_through_the_plane_row_by_row():
    axes, points = grid(data_set("moons", 30), 3)
    x, y = axes
    assert_allclose(points[:4], [[x[0], y[0]], [x[1], y[0]], [x[2], y[0]], [x[0], y[1]]])


def test_every_hidden_layer_has_its_outputs():
    data = data_set("moons", 30)
    plan = Plan(mlp_spec((2, 4, 3, 2), ("tanh", "relu")), seed=4)
    w = first_values(plan, data)
    _, points = grid(data, 5)
    first, second = hidden(Judge(plan.spec), plan.spec, w, points)
    expected = np.tanh(points @ w["W1"] + w["B1"])
    assert_allclose(first, expected)
    assert_allclose(second, np.maximum(0, expected @ w["W2"] + w["B2"]))


def test_a_network_is_used_and_not_trained():
    """Dropout does nothing, and batch norm takes the running statistics: PyTorch's `eval`."""
    layers = (("linear", 4), ("batch_norm", 0), ("tanh", 0), ("dropout", 0), ("linear", 2))
    plan = Plan(NetworkSpec(2, layers), seed=1, settings=(("p1", 0.5),))
    data = data_set("moons", 20)
    w = first_values(plan, data) | {"running_mean1_old": np.full((1, 4), 0.3)}
    w |= {"running_var1_old": np.full((1, 4), 2.0)}
    names = [n for n in w if "running" in n]
    assert len(names) == 2
    (found,) = hidden(Judge(plan.spec), plan.spec, w, data.x)
    norm = torch.nn.BatchNorm1d(4, eps=w["eps1"], dtype=torch.float64).eval()
    norm.running_mean[:], norm.running_var[:] = 0.3, 2.0
    z = torch.tensor(data.x @ w["W1"] + w["B1"])
    assert_allclose(found, torch.tanh(norm(z)).detach().numpy())
