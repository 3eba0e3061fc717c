"""Running: bit for bit what the same lines give in NumPy, frozen, and nothing else is taken."""

import numpy as np
import pytest

from engine.core.errors import BindError
from engine.core.expr import Name
from engine.core.ops import sigmoid
from engine.network.build import mlp
from engine.running.trace import run
from tests.support import toy
from tests.support.by_hand import toy_problem
from tests.support.calculate import calculate, trace_of


@pytest.mark.parametrize("values", [toy.SINGLE, toy.BATCH], ids=["single", "batch"])
def test_trace_is_bit_for_bit_the_lines_written_by_hand(network, values):
    trace = run(network, values)
    for equation, value in zip(network.equations, toy_problem(**values), strict=True):
        name = equation.name
        assert np.array_equal(trace[name], value), f"{name}: {trace[name]} and {value}"


def test_all_values_are_float64(trace):
    assert {value.dtype for value in trace.values.values()} == {np.dtype(np.float64)}
    assert trace["L"].shape == trace["lr"].shape == ()


def test_dims_are_those_of_the_values(single, batch):
    assert single.dims == {"n": 1}
    assert batch.dims == {"n": 3}


def test_arrays_are_read_only(batch):
    for name, value in batch.values.items():
        with pytest.raises(ValueError, match="read-only"):
            value[...] = 0
        assert not value.flags.writeable, name


def test_the_mappings_and_the_trace_are_read_only(batch):
    with pytest.raises(TypeError):
        batch.values["Y1"] = 0
    with pytest.raises(TypeError):
        batch.dims["n"] = 4
    with pytest.raises(AttributeError):
        batch.values = {}


def test_an_array_that_nobody_can_write_to_is_not_copied(network):
    """A read-only view is copied: what it is a view of may change."""
    fixed, base = np.array(toy.BATCH["X"], dtype=float), np.array(toy.BATCH["W1"], dtype=float)
    fixed.setflags(write=False)
    view = base[:]
    view.setflags(write=False)
    trace = run(network, {**toy.BATCH, "X": fixed, "W1": view})
    assert trace["X"] is fixed
    assert not np.shares_memory(trace["W1"], base)


def test_inputs_are_copied(network):
    x = np.array(toy.X, dtype=float)
    trace = run(network, toy.SINGLE | {"X": x})
    x[0, 0] = 99
    assert trace["X"].tolist() == [[4, 3]]
    assert x.flags.writeable


def refusal(network, **changed):
    with pytest.raises(BindError) as refused:
        run(network, toy.BATCH | changed)
    assert refused.value.name == next(iter(changed))
    return str(refused.value)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"W2": [[1, 2, 3, 4]] * 3}, "W2 is 3x4, but needs to be 3x3"),
        ({"B1": [[1, 2]]}, "B1 is 1x2, but needs to be 1x3"),
        ({"X": [[1, 2, 3]] * 3}, "X is 3x3, but needs to be nx2"),
        ({"D": [[240, 4]]}, "D is 1x2, but needs to be 3x2"),
        ({"B1": [1, 2, 3]}, "B1 is a list of 3, but needs rows: 1x3"),
        ({"X": [4, 3]}, "X is a list of 2, but needs rows: nx2"),
        ({"W1": 2}, "W1 is a number, but needs to be 2x3"),
        ({"lr": [[0.1]]}, "lr is 1x1, but needs to be a number"),
        ({"lr": [0.1]}, "lr is a list of 1, but needs to be a number"),
        ({"X": [[]]}, "X is 1x0, but needs to be nx2"),
        ({"X": np.empty((0, 2))}, "X is 0x2, but needs to be nx2"),
    ],
)
def test_a_shape_that_does_not_fit_is_refused_with_what_would(network, changed, message):
    assert refusal(network, **changed) == message


@pytest.mark.parametrize(
    "value",
    ["four", "0.1", [["1", "2"]] * 3, [[1, 2], [3], [4, 5]], None, [[None, 1]] * 3, {}, 1j],
    ids=repr,
)
def test_what_is_not_numbers_is_refused(network, value):
    assert refusal(network, X=value) == "X is not a number or rows of numbers of one length"
    assert refusal(network, lr=value) == "lr is not a number or rows of numbers of one length"


def test_a_missing_and_an_unknown_name_are_refused(network):
    with pytest.raises(BindError, match="W2 is missing; the program needs X, D, W1, B1, W2"):
        run(network, {name: v for name, v in toy.BATCH.items() if name != "W2"})
    assert refusal(network, W9=1).startswith("W9 is not an input; the program takes X, D, W1")
    assert refusal(network, Y1=[[1, 2, 3]]).startswith("Y1 is not an input")


def test_softmax_cross_entropy_of_huge_logits_is_finite_and_right():
    """Z = [1e5, 0] and D = [0, 1]: L = log(e^1e5 + 1) - 0 = 1e5, and Y - D = [1, 0] - [0, 1]."""
    program = mlp((1, 2))
    trace = run(program, {"X": [[1]], "D": [[0, 1]], "W1": [[1e5, 0]], "B1": [[0, 0]], "lr": 0.1})
    assert trace["L"] == 1e5
    assert trace["gradY1lin"].tolist() == [[1, -1]]
    assert trace.first_nonfinite() is None


def test_cross_entropy_of_an_impossible_class_is_infinite_and_found():
    """Y = softmax([1e5, 0]) = [1, 0] and D = [0, 1]: L = -log 0."""
    program = mlp((1, 2), loss="cross_entropy")
    trace = run(program, {"X": [[1]], "D": [[0, 1]], "W1": [[1e5, 0]], "B1": [[0, 0]], "lr": 0.1})
    assert trace["Y1"].tolist() == [[1, 0]]
    assert trace["L"] == np.inf
    assert trace.first_nonfinite().name == "L"


def test_an_infinity_that_is_given_is_found_where_it_is_first_computed_with():
    trace = trace_of(Name("A") + Name("A"), A=[[np.inf]])
    assert trace.first_nonfinite().name == "result"
    assert trace_of(Name("A") + Name("A"), A=[[1]]).first_nonfinite() is None


def test_sigmoid_saturates_without_a_warning():
    """e^1e4 overflows; 1 / (1 + inf) is 0. Warnings are errors here."""
    saturated = calculate(sigmoid(Name("A")), A=[[-1e4, 1e4]])
    assert saturated.tolist() == [[0, 1]]


def test_running_leaves_numpy_as_it_was(network):
    before = np.geterr()
    run(network, toy.BATCH)
    assert np.geterr() == before
