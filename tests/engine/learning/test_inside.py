"""What goes on inside the layers, by hand and against NumPy."""

import numpy as np
import pytest

from engine.data.sets import data_set
from engine.learning.course import Course
from engine.learning.inside import IDLE, inside, moved, root_mean_square
from engine.learning.plan import Plan
from engine.network.build import build
from engine.network.spec import NetworkSpec, mlp_spec
from engine.running.trace import run


def test_root_mean_square_and_move_by_hand():
    """(1 + 49) / 2 = 25; (3, 4) has the length 5, and moves by (0.3, 0.4), which has 0.5."""
    assert root_mean_square(np.array([1.0, 7.0])) == 5
    assert moved(np.array([3.0, 4.0]), np.array([3.3, 4.4])) == pytest.approx(0.1)
    assert moved(np.zeros(2), np.ones(2)) == 0


def test_a_unit_is_dead_where_it_is_zero_for_every_sample():
    assert IDLE["relu"](np.array([[0.0, 0.0, 2.0], [0.0, 1.0, 0.0]])) == pytest.approx(1 / 3)
    assert IDLE["sigmoid"](np.array([[0.04, 0.5], [0.96, 0.94]])) == 0.5
    assert IDLE["tanh"](np.array([[0.95, -0.95, 0.5, 0.89]])) == 0.5


def test_each_layer_of_an_iteration_against_numpy():
    spec = mlp_spec((2, 3, 2), "relu", "mse", "identity")
    rng = np.random.default_rng(5)
    x, d = rng.normal(size=(4, 2)), rng.normal(size=(4, 2))
    w1, w2 = rng.normal(size=(2, 3)), rng.normal(size=(3, 2))
    values = {"X": x, "D": d, "W1": w1, "B1": np.zeros((1, 3)), "W2": w2, "B2": np.zeros((1, 2))}
    trace = run(build(spec), values | {"lr": 0.1})
    first, second = inside(spec, trace)
    hidden = np.maximum(0, x @ w1)
    # The loss sums over the samples, and averages over the outputs and the parameters' gradients.
    g = hidden.T @ (hidden @ w2 - d) * (2 / 2) / 4
    assert first.output == pytest.approx(np.sqrt((hidden**2).mean()))
    assert first.idle == (hidden <= 0).all(axis=0).mean()
    assert second.gradient == pytest.approx(np.sqrt((g**2).mean()))
    assert second.update == pytest.approx(0.1 * np.linalg.norm(g) / np.linalg.norm(w2))
    assert second.idle is None


def test_every_kind_of_layer_is_measured():
    layers = (("linear", 4), ("batch_norm", 0), ("tanh", 0), ("residual", 2), ("linear", 2))
    spec = NetworkSpec(2, layers, loss="mse", optimizer="adam")
    found = inside(spec, Course(Plan(spec), data_set("moons", 20)).recorded())
    assert len(found) == 2
    assert found[0].idle is not None
