"""Kinks: where they are found, and what is left without them."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.check.kinks import crossed, kinks, straightened, with_sides
from engine.core.expr import Cell
from engine.network.build import mlp
from engine.network.conventions import Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.running.rerun import chain_between, forward_trace, slopes
from engine.running.trace import run

BENT = {"relu", "leaky_relu", "threshold", "elu"}


def trace_of(hidden="relu", **changed):
    """Y1lin = X W1 = [[0, 2], [1, 3]]; Y2lin = Y1 W2 and D = 0, so with ReLU L = 2 + 8 = 10."""
    program = mlp((2, 2, 1), hidden, "l2", "identity")
    values = {
        "X": [[0, 1], [1, 1]],
        "W1": [[1, 1], [0, 2]],
        "B1": [[0, 0]],
        "W2": [[1], [1]],
        "B2": [[0]],
        "D": [[0], [0]],
        "lr": 0,
    }
    return forward_trace(run(program, values | changed))


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_a_kink_is_found_where_a_derivative_jumps(hidden):
    """Those of ReLU, leaky ReLU, the threshold, and ELU where alpha is not 1 jump at 0."""
    found = kinks(mlp((2, 3, 2), hidden))
    places = [kink.place for kink in found if kink.equation == "Y1"]
    assert places == (["Y1lin"] if hidden in BENT else [])


def test_a_step_that_moves_a_value_over_its_kink_is_noticed():
    trace = trace_of()
    watch = with_sides(trace)
    assert crossed(trace, watch, "W1", (1, 0), 1e-5) == (Cell("Y1lin", 0, 0),)
    assert crossed(trace, watch, "W1", (1, 1), 1e-5) == ()
    assert crossed(trace, watch, "Y1lin", (1, 0), 0.5) == ()
    assert crossed(trace, watch, "Y1lin", (1, 0), 1.5) == (Cell("Y1lin", 1, 0),)


@pytest.mark.parametrize(("at_zero", "slope"), [(0.0, 0.0), (1.0, 2.0), (0.25, 0.5)])
def test_without_kinks_the_slope_at_zero_is_the_one_agreed_on(at_zero, slope):
    """dL/dY1lin[0, 0] = (Y2[0] - D[0]) W2[0] ReLU'(0) = 2 ReLU'(0)."""
    trace = trace_of()
    straight = straightened(trace, Conventions(relu_at_zero=at_zero))
    found = slopes(straight.values, chain_between(straight, "Y1lin", ("L",)), "Y1lin", 1e-4)
    assert_allclose(found, [[slope, 2], [4, 4]], atol=1e-9)


@pytest.mark.parametrize("hidden", sorted(BENT))
def test_without_kinks_the_values_are_the_same(hidden):
    trace = trace_of(hidden, X=[[-1, 1], [1, -2]])
    straight = straightened(trace, Conventions())
    assert_allclose(straight["Y1"], trace["Y1"], rtol=1e-15)
    assert kinks(straight.program) == ()


def test_a_step_has_the_slope_zero():
    trace = trace_of("threshold")
    straight = straightened(trace, Conventions())
    found = slopes(straight.values, chain_between(straight, "W1", ("L",)), "W1", 1e-4)
    assert np.array_equal(found, np.zeros((2, 2)))
