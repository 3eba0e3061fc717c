"""Networks of column vectors: the numbers of the row-vector network, and true gradients."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.differentiate import derived
from engine.core.errors import SettingError
from engine.network.build import mlp
from engine.network.columns import columns, to_columns
from engine.network.conventions import HANDOUT, MEAN, SUM, Conventions
from engine.network.losses import LOSSES
from engine.running.trace import run
from tests.support.kinds import NAMED, trace_of_kind

WIDTHS = (2, 3, 3, 2)


def drawn(program, n=4, seed=0):
    rng = np.random.default_rng(seed)
    values = {
        i.name: rng.uniform(-1, 1, tuple(n if dim == "n" else dim for dim in i.shape))
        for i in program.inputs
    }
    values["y"] = np.eye(2)[[0, 1, 1, 0][:n]].T
    return values


@pytest.mark.parametrize("hidden", ["relu", "tanh", "sigmoid", "softmax"])
@pytest.mark.parametrize("loss", LOSSES)
def test_every_gradient_is_the_derived_one(hidden, loss):
    program = columns(WIDTHS, hidden, loss, SUM)
    values = drawn(program)
    trace, truth = run(program, values), run(derived(program, "l"), values)
    for equation in program.equations:
        if equation.phase == "backward":
            wanted = truth[equation.name]
            assert_allclose(trace[equation.name], wanted, atol=1e-12, err_msg=equation.name)


@pytest.mark.parametrize("loss", ["softmax_cross_entropy", "l2"])
@pytest.mark.parametrize("conventions", [HANDOUT, MEAN, SUM], ids=["handout", "mean", "sum"])
def test_the_same_numbers_as_with_rows(loss, conventions):
    column = columns(WIDTHS, "relu", loss, conventions)
    row = mlp(WIDTHS, "relu", loss, conventions=conventions)
    values = drawn(column)
    renamed = {"x": "X", "y": "D"}
    turned = {renamed.get(name, name): np.transpose(value) for name, value in values.items()}
    a, b = run(column, values), run(row, turned)
    for ours, theirs in {"z2": "Y2lin", "a1": "Y1", "dW2": "gradW2", "dB1": "gradB1"}.items():
        assert_allclose(a[ours], b[theirs].T, atol=1e-12, err_msg=ours)
    assert_allclose(a["l"], b["L"], atol=1e-12)
    assert_allclose(a["dx"], b["gradX"].T, atol=1e-12)
    assert_allclose(a["W3_new"], b["W3_new"].T, atol=1e-12)


def test_the_exact_gradient_of_softmax_is_taken_where_it_is_asked_for():
    """o Σy - y, for o = (1/2, 1/2) and y = (2, 0): (1, 1) - (2, 0)."""
    given = {"x": [[1]], "y": [[2], [0]], "W1": [[0], [0]], "B1": [[0], [0]], "lr": 1}
    found = {}
    for softmax in ("short", "exact"):
        conventions = Conventions(softmax=softmax)
        program = columns((1, 2), loss="softmax_cross_entropy", conventions=conventions)
        found[softmax] = run(program, given)["dz1"].tolist()
    assert found == {"short": [[-1.5], [0.5]], "exact": [[-1], [1]]}


def test_the_derivative_of_relu_at_0_is_that_of_the_conventions():
    given = {"x": [[1]], "y": [[0]], "W1": [[0]], "B1": [[0]], "W2": [[3]], "B2": [[1]], "lr": 1}
    for at_zero in (0, 0.5, 1):
        program = columns((1, 1, 1), "relu", "l2", Conventions(relu_at_zero=at_zero))
        assert run(program, given)["dz1"] == 3 * at_zero


def test_one_sample_is_a_column():
    """`z = W x + B`: [[1, 2], [0, 1]] [3, 4] + [1, 0] = [12, 4]."""
    program = columns((2, 2), loss="l2")
    given = {"x": [[3], [4]], "y": [[0], [0]], "W1": [[1, 2], [0, 1]], "B1": [[1], [0]], "lr": 1}
    trace = run(program, given)
    assert trace["z1"].tolist() == [[12], [4]]
    assert trace["dW1"].tolist() == [[36, 48], [12, 16]]
    assert trace["l"] == (12**2 + 4**2) / 2


def test_what_is_not_a_choice_is_refused():
    with pytest.raises(SettingError, match="not a choice of loss"):
        columns((2, 2), loss="rank")
    with pytest.raises(SettingError, match="two or more"):
        columns((2,))


@pytest.mark.parametrize("kind", NAMED)
def test_every_value_of_any_network_is_the_transpose_of_its_row_form(kind):
    rows = trace_of_kind(**NAMED[kind])
    program = to_columns(rows.program)
    names = dict(zip(program.names, rows.program.names, strict=True))
    given = {i.name: np.transpose(rows[names[i.name]]) for i in program.inputs}
    trace = run(program, given)
    for ours, theirs in names.items():
        assert_allclose(trace[ours], np.transpose(rows[theirs]), rtol=1e-9, atol=1e-12)
