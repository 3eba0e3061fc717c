"""Where an entry comes from."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.expr import Cell, Name
from engine.core.render import source
from engine.entries.entry import cells as engine_cells
from engine.entries.entry import entry, entry_of, value_of
from engine.network.build import mlp
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.running.trace import run
from tests.support import toy


def check_every_entry(trace, name):
    whole = trace[name]
    for index in np.ndindex(whole.shape or (1, 1)):
        terms = entry_of(trace, name, *index)
        value = whole[index] if whole.shape else whole
        assert_allclose(value_of(terms, trace.values), value, rtol=1e-12, err_msg=source(terms))


@pytest.mark.parametrize("name", [e.name for e in mlp(toy.WIDTHS).equations])
def test_every_entry_of_the_toy_problem_is_the_sum_of_its_terms(trace, name):
    check_every_entry(trace, name)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_entry_of_every_kind_of_step(hidden, loss):
    program = mlp((2, 3, 2), hidden, loss)
    values = {
        "X": [[0.5, -1], [2, 0.25], [1, 1]],
        "D": [[1, 0], [0.5, 0.5], [0, 1]],
        "W1": [[1, -0.5, 2], [0.25, 1, -1]],
        "B1": [[0.5, 0.25, -1]],
        "W2": [[1, 0], [-1, 2], [0.5, 0.75]],
        "B2": [[0, 0.5]],
        "lr": 0.5,
    }
    trace = run(program, values)
    for equation in program.equations:
        check_every_entry(trace, equation.name)


def test_an_entry_of_a_weight_gradient_is_a_column_times_a_column(batch):
    """gradW2[0, 1] = Σ Y1[k, 0] gradY2lin[k, 1] / 3 = (31·-713 + 50·-955 + 68·-199) / 3."""
    terms = entry_of(batch, "gradW2", 0, 1)
    y1 = {Cell("Y1", k, 0) for k in range(3)}
    gradient = {Cell("gradY2lin", k, 1) for k in range(3)}
    assert set(engine_cells(terms)) == y1 | gradient
    assert len(engine_cells(terms)) == 6
    assert value_of(terms, batch.values) == (31 * -713 + 50 * -955 + 68 * -199) / 3


def test_an_entry_of_a_linear_layer_is_a_row_times_a_column_and_a_bias(batch):
    """Y1lin[2, 0] = 7·4 + 8·5 + 0 = 68."""
    terms = entry_of(batch, "Y1lin", 2, 0)
    assert set(engine_cells(terms)) == {
        Cell("X", 2, 0),
        Cell("X", 2, 1),
        Cell("W1", 0, 0),
        Cell("W1", 1, 0),
        Cell("B1", 0, 0),
    }
    assert value_of(terms, batch.values) == 68


def test_a_softmax_entry_comes_from_its_row(batch):
    cells = engine_cells(entry_of(batch, "Y3", 1, 0))
    assert set(cells) == {Cell("Y3lin", 1, 0), Cell("Y3lin", 1, 1)}


def test_exponentials_that_are_no_floats_still_make_the_right_entry(batch):
    """e^905 / (e^1544 + e^905) = e^-639 to all digits, though e^1544 is infinite as a float."""
    terms = entry_of(batch, "Y3", 0, 1)
    assert source(terms) == ("np.exp(Y3lin[0, 1]) / sum(np.exp(Y3lin[0, k]) for k in range(2))")
    assert_allclose(value_of(terms, batch.values), math.exp(-639), rtol=1e-13)


def test_what_has_no_value_is_nan():
    quotient = Name("A") / Name("B")
    assert math.isnan(value_of(quotient, {"A": 0.0, "B": 0.0}))


def test_an_entry_may_be_general(batch):
    """With named indices, which `bound` gives numbers."""
    terms = entry_of(batch, "gradY1")
    assert source(terms).startswith("sum(gradY2lin[i, k] ")
    value = value_of(terms, batch.values, {"i": 2, "j": 0})
    assert value == -365 * 2 - 199 * 5 - 360 * 6


def test_a_single_input_is_not_averaged(single):
    assert "/" not in source(entry_of(single, "gradW2", 0, 1))


def test_nested_sums_have_indices_of_their_own():
    shapes = dict.fromkeys("ABC", (2, 2))
    values = {
        "A": np.array([[1.0, 2], [3, 4]]),
        "B": np.array([[5.0, 6], [7, 8]]),
        "C": np.array([[9.0, 1], [2, 3]]),
    }
    product = Name("A") @ (Name("B") @ Name("C"))
    terms = entry(product, shapes, 0, 1)
    # [1, 2] of A, and B C = [[57, 23], [79, 31]]: 1·23 + 2·31
    assert value_of(terms, values) == 85


def test_only_computed_values_have_terms(batch):
    with pytest.raises(KeyError):
        entry_of(batch, "X", 0, 0)
