import pytest

from engine.core.errors import ProgramError
from engine.core.expr import Name, Size
from engine.core.ops import scale, softmax, sum_all
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
    assert refused.value.where == equations[-1].name
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


def a_batch():
    """One layer and a loss in two parts, with both gradients of `Y` and an update."""
    Y, W, grad = Name("Y"), Name("W"), Name("gradY")
    step = scale(Name("lr"), Name("gradW"))
    return Program(
        (
            Input("X", ("n", 2), Role.INPUT),
            Input("W", (2, 3), Role.PARAMETER),
            Input("D", ("n", 3), Role.TARGET),
            Input("lr", (), Role.RATE),
        ),
        (
            Equation("Y", X @ W, Phase.FORWARD, "test"),
            Equation("Ldata", sum_all(Y * Name("D")), Phase.LOSS, "test"),
            Equation("L", Name("Ldata"), Phase.LOSS, "test"),
            Equation("gradY_term", Name("D"), Phase.BACKWARD, "test", of="Y"),
            Equation("gradY", Name("gradY_term"), Phase.BACKWARD, "test", of="Y"),
            Equation("count", sum_all(grad), Phase.BACKWARD, "test"),
            Equation("gradW", X.T @ grad, Phase.BACKWARD, "test", of="W"),
            Equation("W_new", W - step, Phase.UPDATE, "test", of="W"),
        ),
    )


def called(equations):
    return [equation.name for equation in equations]


def test_inputs_are_known_by_their_roles():
    program = a_batch()
    assert program.roles == {
        "X": Role.INPUT,
        "W": Role.PARAMETER,
        "D": Role.TARGET,
        "lr": Role.RATE,
    }
    assert program.with_role(Role.TARGET, Role.INPUT) == ("X", "D")


def test_equations_are_known_by_their_phases():
    program = a_batch()
    assert called(program.forward_pass) == ["Y", "Ldata", "L"]
    assert called(program.in_phase(Phase.BACKWARD)) == ["gradY_term", "gradY", "count", "gradW"]
    assert program.phases["W_new"] is Phase.UPDATE
    assert "X" not in program.phases
    assert program.losses == ("Ldata", "L")


def test_the_last_gradient_of_a_value_is_the_whole():
    program = a_batch()
    assert called(program.gradients) == ["gradY_term", "gradY", "gradW"]
    assert program.gradient_of == {"Y": "gradY", "W": "gradW"}
    assert program.carried == {"W": "W_new"}


def test_readers_of_a_name_come_in_order():
    program = a_batch()
    assert called(program.readers["W"]) == ["Y", "W_new"]
    assert called(program.readers["gradY"]) == ["count", "gradW"]
    assert program.readers["W_new"] == ()
    assert called(program.forward_readers("W")) == ["Y"]


def test_what_is_computed_from_a_name_and_what_a_name_needs():
    program = a_batch()
    assert called(program.computed_from("gradY_term")) == ["gradY", "count", "gradW", "W_new"]
    assert called(program.computed_from("Ldata", "lr")) == ["L", "W_new"]
    assert called(program.needed_for("gradW")) == ["gradY_term", "gradY", "gradW"]
    assert called(program.needed_for("L", "count")) == (
        ["Y", "Ldata", "L", "gradY_term", "gradY", "count"]
    )


def test_a_free_name_is_no_value_of_the_program():
    program = Program((Input("X", (1, 1), Role.INPUT), Input("X_", (1, 1), Role.INPUT)), ())
    assert program.free_name("Y") == "Y"
    assert program.free_name("X") == "X__"
