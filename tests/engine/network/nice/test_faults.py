"""What is missing from nice numbers is found."""

import numpy as np
import pytest

from engine.network.build import build
from engine.network.nice.blocks import blocks
from engine.network.nice.faults import first_fault
from engine.network.spec import mlp_spec
from engine.running.trace import run
from tests.support import toy

SPEC = mlp_spec((2, 3, 2), loss="l2")
KEPT = {
    "X": [[1, 2], [2, 1]],
    "W1": [[1, -1, 2], [1, 2, -1]],
    "B1": [[0, 1, 1]],
    "W2": [[1, 2], [-1, 1], [1, 1]],
    "B2": [[0, 0]],
    "D": [[9, 9], [9, -9]],
    "lr": 0.1,
}
"""Y1lin is 3 4 1 and 3 1 4, so that Y2 is 0 11 and 6 11, its gradient -9 2 and -3 20, and that of
Y1 is -5 11 -7 and 37 23 17."""


def fault(spec=SPEC, dead=0, **changed):
    trace = run(build(spec), KEPT | changed)
    return first_fault(trace, blocks(spec), dead)


def test_nothing_is_missing():
    assert fault() is None


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"X": [[100, 2], [2, 1]]}, "Y1lin without a number beyond 99"),
        ({"B1": [[-4, 1, 1]]}, "0 dead units and no more"),
        ({"B1": [[-3, 1, 1]]}, "Y1lin without a number at the kink of relu"),
        ({"dead": 1}, "1 dead units and no more"),
        ({"W2": [[1, 2], [0, 0], [1, 1]]}, "a gradient for every unit of Y1lin"),
        ({"D": [[0, 11], [9, -9]]}, "a gradient for every sample of Y1lin"),
        ({"D": [[0, 11], [6, 11 + 1e-12]]}, "a gradient for every unit of Y1lin"),
    ],
)
def test_what_is_missing_is_said(changed, missing):
    assert fault(**changed) == missing


def test_weights_that_have_no_gradient_are_found():
    """Y1 is 1 and 1, and its gradient 1 and -1: Xᵀ G = 1 - 1."""
    spec = mlp_spec((1, 1), loss="l2")
    values = {"X": [[1], [1]], "W1": [[1]], "B1": [[0]], "D": [[0], [2]], "lr": 0.1}
    trace = run(build(spec), values)
    assert first_fault(trace, blocks(spec), 0) == "gradW1 other than 0"


def test_the_toy_problem_itself_is_too_large():
    spec = mlp_spec(toy.WIDTHS)
    trace = run(build(spec), toy.BATCH)
    assert first_fault(trace, blocks(spec), 0) == "Y2lin without a number beyond 99"


def test_before_a_threshold_no_gradient_is_missed():
    assert fault(mlp_spec((2, 3, 2), "threshold", loss="l2"), B1=[[0, 1, -2]]) is None


def test_a_normalisation_undoes_the_weights_of_one_input():
    """(w x + b - mean) / √var is the same for every w > 0."""
    spec = mlp_spec((1, 2, 2), "identity", loss="l2", norm="before")
    program = build(spec)
    sizes = program.sized({"n": 4})
    values = {wanted.name: np.ones(sizes[wanted.name]) for wanted in program.inputs}
    values |= {"X": [[5], [-3], [-1], [-1]], "eps1": 0.0, "W1": [[1, 2]]}
    values |= {"D": [[1, 0], [0, 5], [3, 0], [0, -2]], "W2": [[1, 2], [3, -1]]}
    trace = run(program, values)
    assert np.abs(trace["gradW1"]).max() < 1e-12
    assert first_fault(trace, blocks(spec), 0) is None
