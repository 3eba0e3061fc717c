"""Programs as a lesson writes them."""

import pytest
from numpy.testing import assert_array_equal

from engine.core.errors import LessonError, ProgramError
from engine.core.program import Phase, Role
from engine.running.trace import run
from engine.teach.lessons.program import read_program

TEXT = """
X : input (N, 2)
W : parameter (2, 1)
lr : rate

Z = X @ W                   # linear.forward, layer 1
[loss]
L = sum_all(Z)              # l2.value
[backward]
dZ = ones_like(Z)           # l2.gradient, of Z
dW = X.T @ dZ / N           # linear.weights, layer 1, of W
[update]
W_new = W - lr * dW         # sgd.update, layer 1, of W
"""


def test_inputs_have_their_shapes_and_roles():
    x, w, lr = read_program(TEXT).inputs
    assert (x.shape, x.role) == (("N", 2), Role.INPUT)
    assert (w.shape, w.role) == ((2, 1), Role.PARAMETER)
    assert (lr.shape, lr.role) == ((), Role.RATE)


def test_steps_have_their_phase_idea_layer_and_what_they_are_of():
    program = read_program(TEXT)
    phases = [e.phase for e in program.equations]
    assert phases == [
        Phase.FORWARD,
        Phase.LOSS,
        Phase.BACKWARD,
        Phase.BACKWARD,
        Phase.UPDATE,
    ]
    dw = program.by_name["dW"]
    assert (dw.idea, dw.layer, dw.of) == ("linear.weights", 1, "W")
    assert program.by_name["L"].layer is None


def test_it_runs():
    trace = run(read_program(TEXT), {"X": [[1, 2], [3, 4]], "W": [[1], [1]], "lr": 0.5})
    assert_array_equal(trace["dW"], [[(1 + 3) / 2], [(2 + 4) / 2]])
    assert_array_equal(trace["W_new"], [[1 - 0.5 * 2], [1 - 0.5 * 3]])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Z = X @ W", "needs to be"),
        ("Z := X", "needs to be"),
        ("Z = X @ V   # a", "V is not assigned"),
        ("Q : guess (2, 2)", "guess is not one of input, target"),
        ("[sideways]", "sideways is not one of forward"),
        ("Z = W @ X # a", "W has 1 columns"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line, said):
    with pytest.raises(LessonError, match=said) as raised:
        read_program("X : input (N, 2)\nW : parameter (2, 1)\n" + line)
    assert line.split()[0] in str(raised.value)


def test_a_program_is_checked():
    with pytest.raises(ProgramError, match="twice"):
        read_program("X : input (1, 1)\nX : input (1, 1)")
