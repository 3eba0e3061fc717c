from dataclasses import replace

import numpy as np
import pytest

from engine.network.nice.candidates import Candidates, above, normalised, root
from engine.network.spec import mlp_spec, placed

SPEC = mlp_spec((2, 3, 2), "relu", norm="before")
NORM, RELU = placed(SPEC)[1:3]


def columns(*cols):
    return np.array(cols, dtype=float).T


def draft(*cols, dead=(), spec=SPEC):
    gone = np.array(dead or [False] * len(cols))
    rng = np.random.default_rng(0)
    return Candidates(rng, spec, columns(*cols), np.arange(len(cols)), gone, True, {})


def test_the_root_of_a_variance_that_is_a_square():
    """Of 5 -3 -1 -1 the mean is 0 and the variance 36 / 4 = 3², so that n √var is 12.

    Of 1 1 0 0 it is (1/2)², of 1 0 0 0 it is 3/16, of four alike 0; halves are not looked at.
    """
    exact = root(columns((5, -3, -1, -1), (1, 1, 0, 0), (1, 0, 0, 0), (2, 2, 2, 2), (0.5, 0, 1, 0)))
    assert exact.tolist() == [12, 2, 0, 0, 0]


def test_what_is_normalised_in_whole_numbers():
    """6 -2 0 0 is 5 -3 -1 -1 and 1; 3 -1 0 0 is half of 5 -3 -1 -1, and 1/2."""
    over, under = normalised(columns((6, -2, 0, 0), (3, 3, 1, 1), (3, -1, 0, 0)))
    assert over.T.tolist() == [[5, -3, -1, -1], [1, 1, -1, -1], [5, -3, -1, -1]]
    assert under.tolist() == [3, 1, 3]


def test_only_what_has_a_root_is_normalised_and_comes_out_whole():
    """Of 7 -1 1 -7 the variance is 100 / 4 = 5²."""
    tried = draft((5, -3, -1, -1), (1, 0, 0, 0), (7, -1, 1, -7))
    tried.normalise(NORM)
    assert tried.unit.tolist() == [0, 2]
    assert tried.values["gamma1"].tolist() == [[3, 5]]
    moved = columns((5, -3, -1, -1), (7, -1, 1, -7)) + tried.values["beta1"]
    np.testing.assert_array_equal(tried.out, moved)


@pytest.mark.parametrize(
    "pair", [((1, 1, -1, -1), (5, -3, -1, -1)), ((4, -1, -1, -1, -1), (3, -3, 1, -1, 0))]
)
def test_two_values_cost_much(pair):
    tried = draft(*pair)
    tried.normalise(NORM)
    assert tried.cost[0] > tried.cost[1] + 30


def test_a_unit_that_is_to_be_dead_is_moved_below_zero():
    tried = draft((5, -3, -1, -1), (5, -3, -1, -1), dead=[True, False])
    tried.normalise(NORM)
    assert (tried.out[:, 0] < 0).all()
    tried.activate(RELU)
    assert tried.valid[0]
    assert not tried.out[:, 0].any()


def test_a_relu_wants_the_living_alive_and_the_dead_dead():
    tried = draft((1, -1), (-1, -2), (1, 1), (-1, -2), dead=[False, False, True, True])
    tried.activate(RELU)
    assert tried.valid.tolist() == [True, False, False, True]
    assert tried.active.T.tolist()[0] == [True, False]
    assert tried.out.T.tolist() == [[1, 0], [0, 0], [1, 1], [0, 0]]


def test_a_number_at_the_kink_costs_100():
    tried = draft((1, 0), (1, -1))
    tried.activate(RELU)
    assert tried.cost[0] - tried.cost[1] == 100


def test_an_exponential_is_kept_gentle_and_ends_the_fractions():
    spec = mlp_spec((2, 3, 2), "tanh")
    tried = draft((1, -2), (5, 0), spec=spec)
    tried.activate(placed(spec)[1])
    assert not tried.fractions
    assert tried.cost.tolist() == [0, 5 * (5 - 2)]
    np.testing.assert_allclose(tried.out, np.tanh(columns((1, -2), (5, 0))), atol=1e-9)


def test_irrational_columns_only_have_to_differ():
    tried = draft((0.3, -0.7, 0.1, 0.9), (0.3, 0.3, 0.3, 0.3))
    tried.fractions = False
    tried.normalise(NORM)
    assert tried.valid.tolist() == [True, False]


def test_in_inference_gamma_is_the_root_of_the_running_variance():
    spec = replace(SPEC, training=False)
    tried = draft((1, 2), (4, 3), spec=spec)
    tried.normalise(placed(spec)[1])
    values = tried.values
    np.testing.assert_array_equal(values["gamma1"] ** 2, values["running_var1"])
    moved = columns((1, 2), (4, 3)) - values["running_mean1"] + values["beta1"]
    np.testing.assert_array_equal(tried.out, moved)


def test_pruning_leaves_out_what_will_not_do():
    tried = draft((1, 2), (3, 4), (5, 6))
    tried.values["B1"] = np.array([[7.0, 8, 9]])
    tried.valid = np.array([True, False, True])
    tried.prune()
    assert tried.out.T.tolist() == [[1, 2], [5, 6]]
    assert tried.values["B1"].tolist() == [[7, 9]]
    assert tried.unit.tolist() == [0, 2]
    assert tried.active.shape == (2, 2)
    assert len(tried.cost) == len(tried.dead) == len(tried.valid) == 2


@pytest.mark.parametrize(("column", "cost"), [((9, -9), 0), ((9, -12), 3), ((0, 10), 1)])
def test_how_far_the_largest_is_above_a_limit(column, cost):
    assert above(columns(column), 9).tolist() == [cost]
