import pytest

from engine.core.errors import ProgramError
from engine.core.expr import Name, Size
from engine.core.ops import softmax
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.running.trace import run

INPUTS = (
    Input("X", ("n", 5), Role.INPUT),
    Input("W1", (5, 3), Role.PARAMETER),
    Input("W2", (3, 4), Role.PARAMETER),
)
X, W1, W2, Y1, Z = map(Name, ("X", "W1", "W2", "Y1", "Z"))


def equation(name, expr, of=None):
    return Equation(name, expr, Phase.FORWARD, "test", of=of)


def refusal(*equations, inputs=INPUTS):
    with pytest.raises(ProgramError) as refused:
        Program(inputs, equations)
    assert refused.value.equation == equations[-1].name
    return str(refused.value)


def test_shapes_of_all_names_are_known():
    program = Program(INPUTS, (equation("Y1", X @ W1), equation("Y2", Y1 @ W2)))
    assert program.shapes == {
        "X": ("n", 5),
        "W1": (5, 3),
        "W2": (3, 4),
        "Y1": ("n", 3),
        "Y2": ("n", 4),
    }
    assert program.names == ("X", "W1", "W2", "Y1", "Y2")
    assert program.sizes == {"n": ("X", 0)}
    assert program.by_name["Y2"].reads == ("Y1", "W2")
    assert program.with_role(Role.PARAMETER) == ("W1", "W2")


def test_shapes_cannot_be_changed():
    program = Program(INPUTS, ())
    with pytest.raises(TypeError):
        program.shapes["X"] = (1, 1)


def test_reading_before_assigning_is_refused():
    assert refusal(equation("Y2", Y1 @ W2)) == (
        "Y2: reads Y1 before it is assigned; assigned so far: X, W1, W2"
    )
    assert refusal(equation("Y1", Y1)).startswith("Y1: reads Y1 before it is assigned")


def test_assigning_twice_is_refused():
    first = equation("Y1", X @ W1)
    assert "assigned twice" in refusal(first, equation("Y1", X @ W1))
    assert "assigned twice" in refusal(equation("X", W1))


def test_an_input_given_twice_is_refused():
    with pytest.raises(ProgramError, match="X: is assigned twice"):
        Program((*INPUTS, INPUTS[0]), ())


def test_shapes_that_do_not_fit_are_refused():
    inputs = (Input("Y1", ("n", 5), Role.INPUT), *INPUTS)
    assert refusal(equation("Y2lin", Y1 @ W2), inputs=inputs) == (
        "Y2lin: W2 is 3x4, but Y1 has 5 columns: W2 needs 5 rows"
    )
    assert refusal(equation("S", W1 + W2)) == (
        "S: W2 is 3x4, but W1 is 5x3: W2 needs to be 5x3 or 1x3"
    )


def test_a_gradient_has_the_shape_of_its_value():
    message = refusal(equation("gradW1", W1.T, of="W1"))
    assert message == "gradW1: is 3x5, but W1 is 5x3: both need the same shape"
    assert "Z, which is not assigned" in refusal(equation("gradZ", W1, of="Z"))


def test_a_size_needs_an_input_that_has_it():
    assert "no input has a dimension called m" in refusal(equation("Y1", X @ W1 / Size("m")))


@pytest.mark.parametrize("name", ["", "2Y", "Y 1", "Y-1", "_Y", "lambda", "x=1;y"])
def test_a_name_is_an_identifier(name):
    assert "a name is letters, digits and _" in refusal(equation(name, X))


@pytest.mark.parametrize("name", ["n", "np", "softmax", "sum"])
def test_a_name_that_the_lines_use_for_something_else_is_refused_or_harmless(name):
    """`n` is the number of rows and `np` is NumPy; softmax([0, 0]) / n + 7 = 1/4 + 7 for n = 2."""
    inputs = (Input("Z", ("n", 2), Role.INPUT), Input(name, (), Role.RATE))
    try:
        program = Program(inputs, (equation("Y", softmax(Z) / Size("n") + Name(name)),))
    except ProgramError:
        return
    assert run(program, {"Z": [[0, 0]] * 2, name: 7})["Y"].tolist() == [[7.25, 7.25]] * 2


def test_a_program_may_have_no_equations():
    """And one of a single number."""
    number = Input("a", (), Role.RATE)
    assert run(Program((number,), ()), {"a": 2}).values == {"a": 2}
    doubled = equation("b", Name("a") + Name("a"))
    assert run(Program((number,), (doubled,)), {"a": 2})["b"] == 4
