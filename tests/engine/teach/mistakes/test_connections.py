"""What hangs together, read off the equations: no name is looked at."""

from engine.core.expr import Name, Number, Size
from engine.core.ops import leaky_relu, sigmoid, softmax
from engine.network.build import mlp
from engine.network.columns import columns
from engine.teach.lessons.lesson import load
from engine.teach.lessons.program import read_program
from engine.teach.mistakes.connections import (
    activations,
    alike,
    batch_size,
    is_entrywise,
    statistic,
)
from tests.support.kinds import trace_of_kind

ROWS = mlp((2, 3, 3, 2))
NORMED = trace_of_kind().program


def test_the_activations_of_a_network():
    assert activations(ROWS)["Y1lin"].name == "Y1"
    assert activations(ROWS)["Y3lin"].name == "Y3"


def test_softmax_mixes_the_entries_of_a_row():
    z = Name("z")
    assert is_entrywise(z * sigmoid(z))
    assert is_entrywise(leaky_relu(z, Number(0.01)))
    assert not is_entrywise(softmax(z.T).T)


def test_statistics_are_means_over_the_samples():
    kinds = {name: statistic(NORMED, name) for name in ("mean1", "var1", "norm1", "Y1", "gradB1")}
    assert kinds == {"mean1": "mean", "var1": "variance", "norm1": "", "Y1": "", "gradB1": ""}
    assert statistic(NORMED, "X") == ""


def test_what_counts_the_samples():
    assert batch_size(ROWS) == Size("n")
    assert batch_size(columns((2, 3))) == Size("n")
    assert batch_size(load("index-notation").scenes["net"].program) == Size("N")
    assert batch_size(load("first-principles").scenes["network"].program) is None


def test_a_dimension_of_a_parameter_counts_no_samples():
    program = read_program(
        """
        x : input (D, N)
        W : parameter (4, D)
        [forward]
        z = W @ x                        # linear.forward
        """
    )
    assert batch_size(program) == Size("N")


def test_what_stands_at_the_same_place_of_another_layer():
    assert list(alike(ROWS, "Y1lin")) == ["Y2lin"]
    assert list(alike(ROWS, "W2")) == []
    assert list(alike(mlp((3, 3, 3)), "W1")) == ["W2"]


def test_whatever_things_are_called():
    program = read_program(
        """
        data : input (k, 3)
        truth : target (k, 3)
        [forward]
        squeezed = sigmoid(data)         # sigmoid.forward
        [backward]
        slope = squeezed - truth         # l2.gradient, of squeezed
        """
    )
    assert activations(program)["data"].name == "squeezed"
    assert batch_size(program) == Size("k")
