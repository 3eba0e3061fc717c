"""Histograms of layers, by hand and against NumPy."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.learning.groups import groups
from engine.learning.histogram import (
    FINEST,
    HALF,
    LEAST,
    PER_DECADE,
    histogram,
    layer_histograms,
    magnitudes,
    widened,
)
from engine.network.build import build
from engine.network.spec import NetworkSpec, mlp_spec
from engine.running.trace import run


def filled(shares, first):
    """The shares that are not 0, by their places."""
    return {k + first: pytest.approx(share) for k, share in enumerate(shares) if share}


def test_bins_are_the_narrowest_that_hold_all():
    """32 bins of 1/32 reach 1: 0.3 is in the one from 9/32; −1 begins the first below 0."""
    found = histogram(np.array([[0, 0.3], [-1, 0.99]]))
    assert found.exponent == -5
    assert filled(found.shares, -HALF) == {-32: 0.25, 0: 0.25, 9: 0.25, 31: 0.25}


@pytest.mark.parametrize(
    ("numbers", "exponent", "places"),
    [
        ([1.0], -5, {31: 1.0}),  # the end of the last bin belongs to it
        ([1.01], -4, {16: 1.0}),  # 1.01 · 16 = 16.16
        ([-3.0, 4.0], -3, {-24: 0.5, 31: 0.5}),
        ([0.0, 0.0], FINEST, {0: 1.0}),
        ([np.nan, np.inf, 2.0], -4, {31: 1.0}),
        ([1.7e308], 1019, {30: 1.0}),  # 1.7e308 / 2**1019 = 30.26
    ],
)
def test_a_number_is_in_its_bin(numbers, exponent, places):
    found = histogram(np.array(numbers))
    assert found.exponent == exponent
    assert filled(found.shares, -HALF) == places


def test_wider_bins_are_those_of_numpy():
    """A bin is half open, as NumPy's are: a histogram of 8 times the width counts the same."""
    numbers = np.random.default_rng(0).normal(size=500)
    narrow = histogram(numbers)
    width = 2.0 ** (narrow.exponent + 3)
    counts, _ = np.histogram(numbers, width * np.arange(-HALF, HALF + 1))
    assert_allclose(widened(narrow, narrow.exponent + 3), counts / 500, rtol=1e-6)


def test_zeros_stay_in_the_bin_of_zero_however_wide():
    for exponent in (FINEST, 0, 1000):
        assert filled(widened(histogram(np.zeros(3)), exponent), -HALF) == {0: 1.0}


def test_gradients_are_counted_by_their_power_of_ten():
    """√10 ≈ 3.162: 2 is in the first half of its decade, 5 in the second."""
    shares = magnitudes(np.array([0.0, 1e-30, 2.0, -5.0, 1e9]))
    one = 1 + PER_DECADE * -LEAST
    assert filled(shares, 0) == {0: 0.4, one: 0.2, one + 1: 0.2, len(shares) - 1: 0.2}


def test_each_layer_has_its_outputs_and_the_gradients_of_its_weights():
    spec = mlp_spec((2, 3, 2), "relu", "mse", "identity")
    rng = np.random.default_rng(5)
    shapes = {"X": (4, 2), "D": (4, 2), "W1": (2, 3), "B1": (1, 3), "W2": (3, 2), "B2": (1, 2)}
    values = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    trace = run(build(spec), values | {"lr": 0.1})
    first, second = layer_histograms(spec, trace)
    hidden = np.maximum(0, values["X"] @ values["W1"] + values["B1"])
    assert first.output == histogram(hidden)
    error = hidden @ values["W2"] + values["B2"] - values["D"]
    # The loss sums over the samples, and averages over the outputs and the parameters' gradients.
    assert second.gradient == magnitudes(hidden.T @ error * (2 / 2) / 4)


def test_groups_are_named_as_their_values():
    spec = NetworkSpec(2, (("linear", 4), ("batch_norm", 0), ("tanh", 0), ("linear", 2)))
    assert groups(spec) == ((1, "W1", "Y1"), (2, "W2", "Y2lin"))
