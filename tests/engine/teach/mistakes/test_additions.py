"""A residual addition that lacks one of its terms, forward and backward, worked out in NumPy."""

import numpy as np
import pytest

from tests.engine.teach.mistakes.making import about, first_named, made, network, same

ONE = network(
    layers=(("linear", 3), ("tanh", 0), ("linear", 3), ("tanh", 0), ("residual", 2), ("linear", 2))
)
"""`Y2sum = Y1 + Y2`."""
TWO = network(
    layers=(
        *(("linear", 3), ("tanh", 0), ("linear", 3)),
        *(("residual", 1), ("tanh", 0), ("residual", 3), ("linear", 2)),
    )
)
"""`Y1` is added twice: to `Y2lin`, and to `Y2` after it."""
FORWARD = ("skip_forgotten", "branch_forgotten")
BACKWARD = ("past_forgotten", "through_forgotten")


def out(trace):
    """The name of the sum."""
    return next(e.name for e in trace.program.equations if e.idea == "residual.forward")


def test_one_of_the_two_terms_forward():
    same(made(ONE, "skip_forgotten", out(ONE)), ONE["Y2"])
    same(made(ONE, "branch_forgotten", out(ONE)), ONE["Y1"])
    assert about(ONE, "skip_forgotten", out(ONE)) == [(out(ONE), "Y1", "Y2")]


def test_one_of_the_two_ways_back():
    past = ONE[f"grad{out(ONE)}"]
    through = (past * (1 - ONE["Y2"] ** 2)) @ ONE["W2"].T
    np.testing.assert_allclose(ONE["gradY1"], through + past)
    same(made(ONE, "past_forgotten", "gradY1"), through)
    same(made(ONE, "through_forgotten", "gradY1"), past)
    assert about(ONE, "past_forgotten", "gradY1") == [("gradY1", "gradY1_past")]


def test_two_ways_past_are_forgotten_one_at_a_time():
    ways = [e.name for e in TWO.program.gradients if e.idea == "residual.past"]
    assert len(ways) == 2
    found = made(TWO, "past_forgotten", "gradY1")
    same(found, *(TWO["gradY1"] - TWO[way] for way in ways))
    same(made(TWO, "through_forgotten", "gradY1"), sum(TWO[way] for way in ways))


@pytest.mark.parametrize("mistake", FORWARD + BACKWARD)
def test_it_is_named(mistake):
    step = out(ONE) if mistake in FORWARD else "gradY1"
    assert first_named(ONE, mistake, step) == (step, mistake)


def test_a_bias_and_the_terms_of_normalisation_are_no_residual_additions():
    trace = network(norm="before")
    for mistake in FORWARD + BACKWARD:
        assert [step for step in trace.program.by_name if made(trace, mistake, step)] == []
