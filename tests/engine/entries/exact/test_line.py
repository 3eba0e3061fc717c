import pytest

from engine.core.errors import BindError
from engine.core.expr import Name, Number
from engine.core.ops import diag, scale
from engine.entries.exact.line import exact_line
from engine.entries.exact.run import exact
from engine.network.build import mlp
from tests.support.calculate import trace_of


def line(trace, name, row=0, col=0, saturated=False):
    return exact_line(trace, exact(trace, saturated), name, row, col)


def test_a_weight_gradient_with_its_numbers(batch):
    written = "(31·(−713) + 50·(−955) + 68·(−199)) / 3 = −27795"
    assert line(batch, "gradW2", 0, 1, saturated=True) == written


def test_a_mean_that_is_no_whole_number(batch):
    written = "((−239) + (−319) + (−68)) / 3 = −626/3"
    assert line(batch, "gradB3", saturated=True) == written


def test_what_is_not_known_is_rounded_and_no_equality(batch):
    assert line(batch, "gradB3") == "((−239) + (−319) + (−68)) / 3 ≈ −208.7"


def test_a_saturated_softmax_is_no_equality_but_what_is_made_of_it_is(batch):
    """e^905 / (e^1544 + e^905) is not 0; 0 - 4 is -4."""
    written = "exp(905) / (exp(1544) + exp(905)) ≈ 0"
    assert line(batch, "Y3", 0, 1, saturated=True) == written
    assert line(batch, "gradY3lin", 0, 1, saturated=True) == "0 − 4 = −4"


def test_a_linear_layer(batch):
    assert line(batch, "Y1lin", 2, 0) == "7·4 + 8·5 + 0 = 68"


def test_fractions_stand_in_brackets_beside_a_sign(batch):
    assert line(batch, "B3_new", saturated=True) == "0 − (1/10)·(−626/3) = 313/15"


def test_an_input_is_its_number(batch):
    assert line(batch, "lr") == "1/10"
    assert line(batch, "W1", 0, 2) == "−2"


def test_one_entry_alone_needs_no_brackets():
    trace = trace_of(Name("A"), A=[[-0.5]])
    assert line(trace, "result") == "−1/2 = −1/2"


def test_constants_are_fractions_too():
    trace = trace_of(scale(Number(-0.5), Name("A")), A=[[3]])
    assert line(trace, "result") == "(−1/2)·3 = −3/2"


def test_a_position_beyond_the_matrix_is_refused(batch):
    with pytest.raises(BindError, match="Y1lin is 3x3, so it has no entry"):
        line(batch, "Y1lin", 3, 0)


def test_deltas_are_ones_and_zeros():
    trace = trace_of(diag(Name("A")), A=[[3], [4]])
    assert line(trace, "result", 1, 1) == "4·1 = 4"
    assert line(trace, "result", 1, 0) == "4·0 = 0"


def test_every_line_of_a_network_can_be_written(batch):
    for equation in mlp((2, 3, 3, 2)).equations:
        assert " = " in line(batch, equation.name, saturated=True) or equation.name in {"Y3", "L"}
