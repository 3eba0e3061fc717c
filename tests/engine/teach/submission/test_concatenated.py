"""The bias as a row of the weights, beside a column of ones: taken apart, and judged as two."""

from itertools import product

import numpy as np
import pytest

from engine.teach.diagnose.comparison import first_wrong
from engine.teach.submission.judge import judge
from tests.engine.teach.submission.bringing import NETWORKS, scenario


def joined(place, weights, bias):
    return np.vstack([weights, bias] if place == "last" else [bias, weights])


def own_work(trace, place, turn):
    ones = np.ones((len(trace["X"]), 1))
    own = {
        "dTheta1": joined(place, trace["gradW1"], trace["gradB1"]),
        "dW2": joined(place, trace["gradW2"], trace["gradB2"]),
        "W1_new": joined(place, trace["W1_new"], trace["B1_new"]),
    }
    weights = joined(place, trace["W2"], trace["B2"])
    outputs = np.hstack([trace["Y1"], ones] if place == "last" else [ones, trace["Y1"]])
    rows = {"A1": outputs, "dA1": trace["gradY2lin"] @ weights.T}
    return {name: value.T if turn else value for name, value in own.items()} | rows


@pytest.mark.parametrize(
    ("network", "place", "turn"), [*product(NETWORKS, ("last", "first"), (False, True))]
)
def test_what_stands_together_is_right(network, place, turn):
    given = scenario(network)
    judged = judge(given, own_work(given.trace(), place, turn))
    assert first_wrong(judged.compared) is None
    assert judged.layout.bias == place
    assert {one.diagnosis.name for one in judged.compared} >= {"gradB1", "gradB2", "B1_new"}


def test_what_is_wrong_in_it_is_found():
    given = scenario("plain")
    own = own_work(given.trace(), "last", False)
    own["dW2"][-1] *= -1
    judged = judge(given, own)
    assert first_wrong(judged.compared).diagnosis.name == "gradB2"


def test_a_bias_that_is_given_beside_is_not_replaced():
    given = scenario("plain")
    own = {**own_work(given.trace(), "last", False), "db2": given.trace()["gradB2"] + 1}
    assert first_wrong(judge(given, own).compared).diagnosis.name == "gradB2"
