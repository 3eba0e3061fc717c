"""Why a gradient may rightly differ from the slope of the loss."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.check.gradcheck.compare import check_gradients
from engine.check.may_differ import (
    is_averaged,
    kink_reason,
    sentence,
    without_average,
    without_short_cut,
)
from engine.core.expr import Cell, Name, Size
from engine.core.program import Program
from engine.network.build import build, mlp
from engine.network.conventions import HANDOUT, MEAN, SUM, Conventions
from engine.network.spec import NetworkSpec
from engine.running.rerun import forward_trace
from engine.running.trace import Trace, run
from engine.teach.lessons.program import read_program
from tests.support import toy


def test_the_exact_gradient_is_the_output_times_the_sum_of_the_targets(batch):
    """Y ΣD - D: the first row of Y is (1, 0) and D = (240, 4), so it is (244 - 240, 0 - 4)."""
    found, reason = without_short_cut(batch)
    assert_allclose(found["gradY3lin"][0], [4, -4], atol=1e-12)
    assert batch["gradY3lin"][0].tolist() == [-239, -4]
    # gradB3 by hand: (4 + 2 + 5, -4 - 2 - 5) / 3
    assert_allclose(found["gradB3"], [[11 / 3, -11 / 3]])
    assert reason.kind == "short_cut"
    assert "sample of D" in sentence(reason)


def test_the_short_cut_in_a_mean_loss_is_a_reason_too():
    """(Y - D) / n is recorded, (Y ΣD - D) / n is exact: for the first row (4, -4) / 3."""
    conventions = Conventions(mean="loss", softmax="short")
    found, reason = without_short_cut(run(mlp(toy.WIDTHS, conventions=conventions), toy.BATCH))
    assert_allclose(found["gradY3lin"][0], [4 / 3, -4 / 3], atol=1e-12)
    assert reason.kind == "short_cut"


def test_there_is_no_short_cut_where_the_targets_sum_to_one(network):
    given = toy.BATCH | {"D": np.array([[1.0, 0], [0.25, 0.75], [0, 1]])}
    assert without_short_cut(run(network, given)) is None


def test_there_is_no_short_cut_in_a_gradient_that_is_exact_or_is_another():
    rewritten = mlp(toy.WIDTHS, conventions=SUM)
    assert without_short_cut(run(rewritten, toy.BATCH)) is None
    assert without_short_cut(run(mlp(toy.WIDTHS, loss="l2"), toy.BATCH)) is None


def test_only_the_short_cut_itself_is_excused(network):
    """D - Y is no short cut, and neither is (Y - D) / n where nothing says that it is averaged."""
    for wrong in (Name("D") - Name("Y3"), network.by_name["gradY3lin"].expr):
        equation = replace(network.by_name["gradY3lin"], expr=wrong / Size("n"))
        equations = (equation if e.name == equation.name else e for e in network.equations)
        changed = Program(network.inputs, tuple(equations))
        assert without_short_cut(run(changed, toy.BATCH)) is None


def test_a_recorded_value_that_no_equation_gives_stays_wrong(batch):
    wrong = batch.values | {"gradB3": batch["gradB3"] + 1}
    found, _ = without_short_cut(Trace(batch.program, wrong, batch.dims))
    assert_allclose(found["gradB3"], [[11 / 3 + 1, -11 / 3 + 1]])


@pytest.mark.parametrize(
    ("conventions", "weights", "gamma"),
    [
        (HANDOUT, True, False),
        (Conventions(norm_mean=True), True, True),
        (MEAN, False, False),
        (SUM, False, False),
    ],
)
def test_the_conventions_say_which_gradients_are_averaged(conventions, weights, gamma):
    program = mlp((2, 3, 2), conventions=conventions, norm="before")
    averaged = {
        name: is_averaged(program, program.by_name[name], conventions)
        for name in ("gradW1", "gradB1", "gradgamma1", "gradbeta1", "gradX", "gradY1")
    }
    assert averaged == {
        **dict.fromkeys(("gradW1", "gradB1"), weights),
        **dict.fromkeys(("gradgamma1", "gradbeta1"), gamma),
        **dict.fromkeys(("gradX", "gradY1"), False),
    }


def total_of(trace, name):
    equation = trace.program.by_name[name]
    return without_average(trace, forward_trace(trace), equation, trace[name], HANDOUT)


def test_an_average_is_undone(batch, single):
    """Section 3.6: gradB3 is the mean of the rows of gradY3lin, so three times it is their sum."""
    total, reason = total_of(batch, "gradB3")
    assert_allclose(total, batch["gradY3lin"].sum(axis=0, keepdims=True))
    assert reason.kind == "averaged"
    assert total_of(single, "gradB3") is None
    assert total_of(batch, "gradX") is None


def test_a_penalty_is_not_averaged():
    """L = ½ Σ (X W)² + 0.25 W²: with X = (1, 3) and W = 2 the two slopes are 20 and 1."""
    spec = NetworkSpec(1, (("linear", 1),), loss="l2", penalty="full")
    given = {"X": [[1], [3]], "W1": [[2]], "B1": [[0]], "D": [[0], [0]], "lam": 0.25, "lr": 0}
    trace = run(build(spec), given)
    assert trace["gradW1"].tolist() == [[20 / 2 + 1]]
    total, reason = total_of(trace, "gradW1")
    assert_allclose(total, [[21]], rtol=1e-9)
    assert "the penalty, which is not averaged" in sentence(reason)


def test_a_kink_is_named_with_what_stands_there(batch):
    cells = (Cell("Y1lin", 2, 1), Cell("Y1lin", 0, 0))
    assert "Y1lin[2, 1] is 46, less" in sentence(kink_reason(cells[:1], batch, 1e-5))
    assert "its kink (and 1 more)" in sentence(kink_reason(cells, batch, 1e-5))
    assert "within a step of 1e-05 " in sentence(kink_reason(cells, batch, 1e-5))


def test_a_short_cut_behind_a_softmax_that_the_loss_reads_is_no_reason():
    """`L = -Σ D log P`, with `P` the step before: it is held against the slope."""
    text = """
    Z : input (2, 2)
    D : target (2, 2)
    P = softmax(Z)                  # softmax.forward
    [loss]
    L = -sum_all(xlogy(D, P))       # cross_entropy.value
    [backward]
    gradZ = P - D                   # softmax_cross_entropy.gradient, of Z
    """
    program = read_program(text)
    one_hot = run(program, {"Z": [[1, 2], [3, 1]], "D": [[1, 0], [0, 1]]})
    assert all(found.passed for found in check_gradients(one_hot))
    other = run(program, {"Z": [[1, 2], [3, 1]], "D": [[2, 0], [0, 1]]})
    assert [found.passed for found in check_gradients(other)] == [False]


def test_only_what_is_penalised_is_told_of_the_penalty():
    """The penalty is of the weights: 3 times the gradient of a bias simply is the slope."""
    spec = NetworkSpec(2, (("linear", 2),), penalty="half")
    inputs = {i.name: np.ones([3 if d == "n" else d for d in i.shape]) for i in build(spec).inputs}
    checks = {check.name: check for check in check_gradients(run(build(spec), inputs))}
    told = {name: [sentence(reason) for reason in check.reasons] for name, check in checks.items()}
    assert any("penalty" in said for said in told["gradW1"])
    assert told["gradB1"]
    assert not any("penalty" in said for said in told["gradB1"])
