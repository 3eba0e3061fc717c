"""Weights and samples that someone brings, put into a scenario."""

import numpy as np
import pytest

from engine.core.errors import AnswerError
from engine.network.scenario.scenario import Scenario
from engine.network.spec import mlp_spec
from engine.network.written.begin import begun
from engine.network.written.network import read_network
from engine.teach.submission.values import with_arrays
from tests.support.drawing import values_of

SPEC = mlp_spec((2, 3, 2), "relu", norm="before")
GIVEN = Scenario(SPEC, values_of(SPEC, 4, "classes", np.random.default_rng(1)))
RNG = np.random.default_rng(2)
W1, B1, W2 = RNG.normal(size=(2, 3)), RNG.normal(size=(1, 3)), RNG.normal(size=(3, 2))
STATE = {
    "0.weight": W1.T,
    "0.bias": B1[0],
    "1.weight": np.array([1.0, 2, 3]),
    "1.running_mean": np.array([4.0, 5, 6]),
    "3.weight": W2.T,
}


def test_a_state_dict():
    """`nn.Sequential` numbers linear, normalisation, activation, linear."""
    taken = with_arrays(GIVEN, STATE)
    values = taken.scenario.values
    assert set(taken.inputs) >= {"W1", "B1", "gamma1", "W2"}
    np.testing.assert_array_equal(values["W1"], W1)
    np.testing.assert_array_equal(values["W2"], W2)
    np.testing.assert_array_equal(values["B1"], B1)
    np.testing.assert_array_equal(values["gamma1"], [[1, 2, 3]])
    np.testing.assert_array_equal(values["B2"], GIVEN.values["B2"])


def test_a_square_weight_of_a_module_stands_as_pytorch_has_it():
    spec = mlp_spec((3, 3), "relu", "l2", "identity")
    given = Scenario(spec, values_of(spec, 2, "any", np.random.default_rng(1)))
    square = RNG.normal(size=(3, 3))
    by_module = with_arrays(given, {"fc.weight": square}).scenario.values["W1"]
    np.testing.assert_array_equal(by_module, square.T)
    by_letter = with_arrays(given, {"W1": square}).scenario.values["W1"]
    np.testing.assert_array_equal(by_letter, square)


@pytest.mark.parametrize("turned", [False, True])
def test_more_samples_than_before_with_classes_for_a_target(turned):
    x = RNG.normal(size=(6, 2))
    taken = with_arrays(GIVEN, {"X_train": x, "y": np.array([0, 1, 1, 0, 1, 0])}, {"X_train": "X"})
    np.testing.assert_array_equal(taken.scenario.values["D"], np.eye(2)[[0, 1, 1, 0, 1, 0]])
    own = {
        "X": x.T if turned else x,
        "D": np.eye(2)[[0, 1, 1, 0, 1, 0]].T if turned else taken.scenario.values["D"],
    }
    np.testing.assert_array_equal(with_arrays(GIVEN, own).scenario.values["X"], x)


def test_other_samples_without_their_targets_are_refused():
    with pytest.raises(AnswerError, match="has 6 samples; D have to be given with as many"):
        with_arrays(GIVEN, {"X": np.ones((6, 2))})


def test_what_does_not_fit_is_refused_with_both_shapes():
    with pytest.raises(AnswerError, match=r"W1 is of shape \(5, 5\), where W1 is \(2, 3\)"):
        with_arrays(GIVEN, {"W1": np.ones((5, 5))})


@pytest.mark.parametrize("rate", [0.5, [0.5], [[0.5]]])
def test_a_number_may_stand_in_brackets(rate):
    assert with_arrays(GIVEN, {"lr": np.array(rate)}).scenario.values["lr"] == 0.5


def test_into_a_network_that_was_written():
    network = begun(read_network("nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))"))
    own = {"0.weight": W1.T, "2.weight": W2.T}
    values = with_arrays(network, own).scenario.values
    np.testing.assert_array_equal(values["W1"], W1)
    np.testing.assert_array_equal(values["W2"], W2)
