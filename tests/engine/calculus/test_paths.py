"""The paths by which one entry reaches the loss."""

import sys

import pytest
import torch
from numpy.testing import assert_allclose

from engine.calculus.paths import links, paths
from engine.core.differentiate import derived
from engine.core.errors import BindError, LimitError
from engine.core.expr import Cell
from engine.network.build import build, mlp
from engine.network.conventions import SUM
from engine.network.spec import NetworkSpec
from engine.running.trace import run
from tests.engine.check.test_gradcheck import NORMED, summing_to_one, values_for
from tests.support import toy

TINY = {"X": [[2]], "W1": [[3, -1]], "B1": [[0, 0]], "W2": [[5], [7]], "B2": [[0]], "D": [[0]]}


def tiny_trace():
    """Y1lin = (6, -2), Y1 = (6, 0), Y2lin = 30, L = ½ 30² = 450."""
    program = mlp((1, 2, 1), "relu", "l2", "identity", SUM)
    return run(program, TINY | {"lr": 0})


def test_a_path_is_a_chain_of_cells_with_a_product():
    """dL/dW1[0, 0] = X · ReLU' · W2[0] · 1 · (Y2 - D) = 2 · 1 · 5 · 1 · 30."""
    found = paths(tiny_trace(), "W1", 0, 0)
    (path,) = found.shown
    assert [cell.name for cell in path.cells] == ["W1", "Y1lin", "Y1", "Y2lin", "Y2", "L"]
    assert path.cells[1] == Cell("Y1lin", 0, 0)
    assert [link.derivative for link in path.links] == [2, 1, 5, 1, 30]
    assert path.product == found.total == 300
    assert found.complete


def test_a_path_through_a_relu_that_is_off_carries_nothing():
    found = paths(tiny_trace(), "W1", 0, 1)
    assert found.count == 1
    assert [link.derivative for link in found.shown[0].links] == [2, 0, 7, 1, 30]
    assert found.total == 0


def test_paths_part_and_meet_again():
    """dL/dX = 30 (3 · 5 + 0) over two paths."""
    found = paths(tiny_trace(), "X", 0, 0)
    assert [path.product for path in found.shown] == [30 * 15, 0]
    assert found.total == 450


def test_their_number_is_that_of_the_ways_through_the_layers(batch):
    """3 samples, then 3 units of layer 2, then 2 logits of one row each: 3 · 3 · 2."""
    found = paths(batch, "W1", 0, 0)
    assert found.count == 18
    assert len({path.cells for path in found.shown}) == 18


PARAMETERS = ["W1", "B1", "gamma1", "beta2", "W2", "W3", "B3", "X", "Y1lin", "var1", "norm2"]


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_sum_over_all_paths_is_the_derivative_of_the_loss(name):
    trace = run(NORMED, summing_to_one(values_for(NORMED)))
    expected = run(derived(NORMED), {i.name: trace[i.name] for i in NORMED.inputs})
    found = paths(trace, name, 0, 1, most=100_000)
    assert found.complete
    total = expected[f"d{name}"][0, 1]
    assert_allclose(found.total, total, rtol=1e-9, atol=1e-12)
    assert_allclose(sum(path.product for path in found.shown), total, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("loss", ["l2", "cross_entropy"])
def test_the_sum_is_right_through_softmax_too(loss):
    program = mlp((2, 3, 2), "softmax", loss, "softmax", SUM)
    trace = run(program, summing_to_one(values_for(program)))
    for row, col in ((0, 0), (1, 2)):
        found = paths(trace, "W1", row, col)
        assert_allclose(found.total, trace["gradW1"][row, col], rtol=1e-12)


def test_the_sum_is_the_gradient_of_autograd():
    values = {name: torch.tensor(value) for name, value in toy.BATCH.items()}
    values["W2"].requires_grad_()
    y1 = torch.relu(values["X"] @ values["W1"] + values["B1"])
    y2 = torch.relu(y1 @ values["W2"] + values["B2"])
    y3 = y2 @ values["W3"] + values["B3"]
    (-(values["D"] * torch.log_softmax(y3, dim=1)).sum()).backward()
    trace = run(mlp(toy.WIDTHS), toy.BATCH)
    assert_allclose(paths(trace, "W2", 2, 0).total, values["W2"].grad[2, 0], rtol=1e-12)


def test_normalisation_lets_every_sample_reach_every_other():
    """One entry of Y2lin: 1 way itself, 3 by the mean, 3 by the variance, 3 by both; 2 logits."""
    trace = run(NORMED, values_for(NORMED))
    assert paths(trace, "Y2lin", 0, 0).count == (1 + 3 + 3 + 3) * 2


def test_a_list_that_is_cut_says_how_many_there_are(batch):
    whole, found = paths(batch, "W1", 0, 0), paths(batch, "W1", 0, 0, most=5)
    assert len(found.shown) == 5
    assert found.count == 18
    assert not found.complete
    assert found.total == whole.total
    assert found.shown == whole.shown[:5]


def test_with_an_upstream_gradient_the_paths_end_in_its_sum():
    """Y1 = 3 · 2 and the upstream gradient is 10: along W1, 2 · 10."""
    program = build(NetworkSpec(1, (("linear", 1),), loss="upstream"))
    trace = run(program, {"X": [[2]], "W1": [[3]], "B1": [[0]], "gradY1lin": [[10]], "lr": 0})
    assert paths(trace, "W1").total == 20


def test_nothing_leads_through_a_threshold():
    program = mlp((1, 2, 1), "threshold", "l2", "identity")
    found = paths(run(program, TINY | {"lr": 0}), "W1", 0, 0)
    assert found.count == found.total == 0
    assert found.shown == ()


def test_the_links_of_a_cell_are_local_derivatives(batch):
    """Y1[1, 0] reaches row 1 of Y2lin with the weights of row 0 of W2, and its own gradient."""
    found = links(batch, Cell("Y1", 1, 0), into={"Y2lin"})
    assert [link.target for link in found] == [Cell("Y2lin", 1, k) for k in range(3)]
    assert [link.derivative for link in found] == toy.PARAMETERS["W2"][0]
    assert {link.target.name for link in links(batch, Cell("Y1", 1, 0))} == {"Y2lin", "gradW2"}


def test_too_many_links_are_refused(batch, monkeypatch):
    monkeypatch.setattr(sys.modules[paths.__module__], "LIMIT", 10)
    with pytest.raises(LimitError, match="more than 10 links lead on from the entry"):
        paths(batch, "W1", 0, 0)


def test_an_entry_that_is_not_there_is_refused(batch):
    with pytest.raises(BindError, match=r"no entry \[5, 0\]"):
        paths(batch, "W1", 5, 0)
