"""Moving a value and running only what follows."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.errors import ProgramError
from engine.core.expr import Name
from engine.core.ops import sum_all
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.network.build import build, mlp
from engine.network.spec import NetworkSpec
from engine.running.rerun import (
    chain_between,
    entry_slopes,
    forward_program,
    forward_trace,
    slopes,
)
from engine.running.trace import run
from tests.engine.core.ops.test_ops import NAMES, every_use, expression, values_for

BIASED = mlp((2, 3, 3, 2), norm="before")


def chain_names(trace, *args):
    return [step.name for step in chain_between(trace, *args)]


def norm_trace(seed=3):
    rng = np.random.default_rng(seed)
    shapes = {i.name: tuple(3 if d == "n" else d for d in i.shape) for i in BIASED.inputs}
    return forward_trace(run(BIASED, {n: rng.uniform(0.25, 1, s) for n, s in shapes.items()}))


def test_only_what_leads_from_the_value_to_the_loss_is_run(batch):
    ahead_of = forward_trace(batch)
    assert chain_names(ahead_of, "Y1", ("L",)) == ["Y2lin", "Y2", "Y3lin", "L"]
    assert chain_names(ahead_of, "Y3", ("L",)) == []


def test_a_value_may_be_moved_on_one_of_its_ways_alone():
    """Y2lin is read by its mean, its variance and its normalised form."""
    after = ["Y2bn", "Y2", "Y3lin", "L"]
    trace = norm_trace()
    assert chain_names(trace, "Y2lin", ("L",)) == ["mean2", "var2", "norm2", *after]
    assert chain_names(trace, "Y2lin", ("L",), ("var2",)) == ["var2", "norm2", *after]
    assert chain_names(trace, "Y2lin", ("L",), ("norm2",)) == ["norm2", *after]


def quadratic():
    """`L = Σ (X W)²`, whose slope along W is `2 Xᵀ X W`; exact for a central difference."""
    product = Equation("P", Name("X") @ Name("W"), Phase.FORWARD, "test")
    loss = Equation("L", sum_all(Name("P") * Name("P")), Phase.LOSS, "test")
    inputs = (Input("X", ("n", 2), Role.INPUT), Input("W", (2, 1), Role.PARAMETER))
    return run(Program(inputs, (product, loss)), {"X": [[1, 2], [3, 4]], "W": [[1], [-1]]})


def test_slopes_are_those_of_calculus():
    """X W = (-1, -1), so 2 Xᵀ (-1, -1) = (-8, -12)."""
    trace = quadratic()
    found = slopes(trace.values, chain_between(trace, "W", ("L",)), "W", 0.5)
    assert found.tolist() == [[-8], [-12]]
    at = entry_slopes(
        trace.values, chain_between(trace, "W", ("L",)), "W", (1, 0), np.array([1.0, 0.25])
    )
    assert at.tolist() == [-12, -12]
    assert slopes(trace.values, (), "W", 0.5).tolist() == [[0], [0]]


def test_a_large_value_is_moved_in_several_passes(monkeypatch):
    monkeypatch.setattr("engine.running.rerun.ROOM", 7)
    trace = quadratic()
    assert slopes(trace.values, chain_between(trace, "W", ("L",)), "W", 0.5).tolist() == [
        [-8],
        [-12],
    ]


@every_use
def test_all_copies_at_once_is_one_after_the_other(op, shapes):
    """For every operation of the table, those that cannot be stacked among them."""
    values = values_for(shapes, positive=True)
    inputs = tuple(Input(name, value.shape, Role.INPUT) for name, value in values.items())
    step = Equation("Z", expression(op), Phase.FORWARD, "test")
    total = Name("Z") * Name("Z") if op.shape(*shapes) == () else sum_all(Name("Z") * Name("Z"))
    program = Program(inputs, (step, Equation("L", total, Phase.LOSS, "test")))
    trace = run(program, values)
    for name in NAMES[: len(shapes)]:
        found = slopes(trace.values, chain_between(trace, name, ("L",)), name, 1e-4)
        for index in np.ndindex(values[name].shape):
            up, down = (moved(program, values, name, index, h) for h in (1e-4, -1e-4))
            assert_allclose(found[index], (up - down) / 2e-4, rtol=1e-6, atol=1e-8)


def moved(program, values, name, index, h):
    value = values[name].copy()
    value[index] += h
    return run(program, values | {name: value})["L"]


def test_with_an_upstream_gradient_the_loss_is_the_sum_of_the_products():
    """Y1 = (3, 4) and its gradient (10, 100): 3·10 + 4·100."""
    program = build(NetworkSpec(1, (("linear", 2), ("relu", 0)), loss="upstream"))
    given = {"X": [[1]], "W1": [[3, 4]], "B1": [[0, 0]], "gradY1": [[10, 100]], "lr": 0}
    assert forward_trace(run(program, given))["L"] == 430


def test_without_a_loss_there_is_nothing_to_lead_to():
    alone = Program((Input("X", (1, 1), Role.INPUT),), (quadratic_step(),))
    with pytest.raises(ProgramError, match="needs a loss or the gradient of its output"):
        forward_program(alone)


def quadratic_step():
    return Equation("Y", Name("X") * Name("X"), Phase.FORWARD, "test")
