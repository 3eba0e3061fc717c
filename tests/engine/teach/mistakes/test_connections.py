"""What hangs together, read off the equations: no name is looked at."""

from engine.core.expr import Name
from engine.core.program import Role
from engine.network.build import mlp
from engine.network.columns import columns
from engine.teach.lessons import load
from engine.teach.lessons.program import read_program
from engine.teach.mistakes.links import links
from tests.support.kinds import trace_of_kind

ROWS = links(mlp((2, 3, 3, 2)))
NORMED = links(trace_of_kind().program)


def test_gradients_and_activations_of_a_network():
    assert ROWS.gradients["W2"] == "gradW2"
    assert ROWS.activations["Y1lin"].name == "Y1"
    assert ROWS.activations["Y3lin"].name == "Y3"
    assert ROWS.updated["W1"] == "W1_new"
    assert ROWS.has_role(Name("D"), Role.TARGET)
    assert not ROWS.has_role(Name("Y3"), Role.TARGET)


def test_of_a_gradient_in_terms_the_whole_counts():
    assert NORMED.gradients["Y1lin"] == "gradY1lin"


def test_statistics_are_means_over_the_samples():
    kinds = {name: NORMED.statistic(name) for name in ("mean1", "var1", "norm1", "Y1", "gradB1")}
    assert kinds == {"mean1": "mean", "var1": "variance", "norm1": "", "Y1": "", "gradB1": ""}
    assert NORMED.statistic("X") == ""


def test_what_counts_the_samples():
    assert ROWS.batch == "n"
    assert links(columns((2, 3))).batch == "n"
    assert links(load("index-notation").scenes["net"].program).batch == "N"
    assert links(load("first-principles").scenes["network"].program).batch is None


def test_a_dimension_of_a_parameter_counts_no_samples():
    program = read_program(
        """
        x : input (D, N)
        W : parameter (4, D)
        [forward]
        z = W @ x                        # linear.forward
        """
    )
    assert links(program).batch == "N"


def test_what_stands_at_the_same_place_of_another_layer():
    assert list(ROWS.alike("Y1lin")) == ["Y2lin"]
    assert list(ROWS.alike("W2")) == []
    assert list(links(mlp((3, 3, 3))).alike("W1")) == ["W2"]


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
    assert links(program).activations["data"].name == "squeezed"
    assert links(program).gradients == {"squeezed": "slope"}
    assert links(program).batch == "k"
