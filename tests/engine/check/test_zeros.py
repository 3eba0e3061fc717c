"""What is zero but for rounding: by the size of the terms of a sum, and by the structure."""

import numpy as np
import pytest

from app.design import PRESETS
from app.start import scenario_of
from engine.check.zeros import is_below_norm, zeros
from engine.network.build import mlp
from engine.running.trace import run
from engine.teach.lessons.lesson import load
from engine.teach.lessons.program import read_program


@pytest.fixture(scope="module")
def normed():
    return scenario_of(PRESETS["norm"]).trace()


def test_the_gradient_of_a_bias_below_a_normalisation_is_zero(normed):
    """Every column of the gradient of a normalised value sums to 0: a shift changes nothing."""
    found = zeros(normed)
    assert found.keys() == {"gradB1", "gradB2"}
    for zero in found.values():
        assert zero.below_norm
        assert np.abs(normed[zero.name][zero.at]).max() < 1e-14


def test_only_a_bias_below_a_normalisation_has_no_effect(normed):
    program = normed.program
    below = {e.name for e in program.gradients if is_below_norm(program, e)}
    assert below == {"gradB1", "gradB2"}
    after = mlp((2, 3, 2), norm="after")
    assert not any(is_below_norm(after, e) for e in after.gradients)


def test_so_it_is_in_a_lesson():
    trace = load("cmu-toy").scenes["norm"].trace()
    assert {name for name, zero in zeros(trace).items() if zero.below_norm} == {"gradB1", "gradB2"}


PROGRAM = read_program("""
x : parameter (1, 3)
[loss]
L = sum_all(x)               # l2.value
[backward]
gradL = sum_cols(x) / 3      # l2.gradient
gradx = x - 0.3              # l2.gradient, of x
""")


def test_what_a_difference_leaves_of_its_terms():
    """0.1 + 0.2 is 0.30000000000000004, of which 0.3 leaves 5.6e-17: a rounding of 0.3."""
    trace = run(PROGRAM, {"x": [[0.1 + 0.2, 0.3, 0.3 + 1e-12]]})
    assert trace["gradx"][0, 0] == pytest.approx(5.6e-17, rel=0.01)
    assert trace["gradx"][0, 1] == 0
    assert zeros(trace)["gradx"].at.tolist() == [[True, False, False]]


def test_a_small_number_is_no_rounding_error():
    """The gradient of a saturated sigmoid is a product of small numbers, right to all digits."""
    trace = run(
        mlp((1, 1, 1), "sigmoid", "l2", "identity"),
        {"X": [[1]], "W1": [[-300]], "B1": [[0]], "W2": [[1]], "B2": [[0]], "D": [[1]], "lr": 0},
    )
    assert 0 < abs(trace["gradW1"].item()) < 1e-100
    assert not zeros(trace)


def test_a_value_may_be_left_out(normed):
    assert zeros(normed, frozenset(("gradB1",))).keys() == {"gradB2"}
    assert not zeros(normed, frozenset(("gradY1lin", "gradB2")))
