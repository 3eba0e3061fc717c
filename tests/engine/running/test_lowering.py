"""Lines taken apart into single calls."""

import numpy as np
import pytest

from engine.core.expr import Name, Size
from engine.core.ops import OPS, relu, sigmoid, softmax, square, sum_rows
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.network.build import mlp
from engine.running.compiler import helpers
from engine.running.lowering import lowered
from engine.running.trace import run
from tests.engine.core.ops.test_ops import accepted, arity, values_for

A, B = Name("A"), Name("B")


def program_of(*exprs, **shapes):
    inputs = tuple(Input(name, shape, Role.INPUT) for name, shape in shapes.items())
    equations = [Equation(f"R{k}", e, Phase.FORWARD, "test") for k, e in enumerate(exprs)]
    return Program(inputs, tuple(equations))


def lines(*exprs):
    program = program_of(*exprs, A=("n", 3), B=("n", 3))
    found = lowered(program, [e.name for e in program.equations])
    return [f"{call.target} = {call.line}" for call in found.calls]


@pytest.mark.parametrize(
    ("expr", "calls"),
    [
        (A + B, ["np.add(A, B)"]),
        (-A, ["np.negative(A)"]),
        (square(A), ["np.square(A)"]),
        (A.T, ["np.transpose(A)"]),
        (A / Size("n"), ["np.divide(A, n)"]),
        (relu(A), ["np.maximum(A, 0)"]),
        (sum_rows(A), ["np.sum(A, axis=0, keepdims=True)"]),
        (
            sigmoid(A),
            ["np.negative(A)", "np.exp(_0)", "np.add(1, _1)", "np.divide(1, _2)"],
        ),
        (A.T @ B / Size("n"), ["np.transpose(A)", "np.matmul(_0, B)", "np.divide(_1, n)"]),
        (
            softmax(A),
            [
                "np.max(A, axis=1, keepdims=True)",
                "np.subtract(A, _0)",
                "np.exp(_1)",
                "np.sum(_2, axis=1, keepdims=True)",
                "np.divide(_2, _3)",
            ],
        ),
        (OPS["det"](A.T @ B), ["(lambda A, B: np.linalg.det(A.T @ B))(A, B)"]),
    ],
)
def test_a_line_becomes_calls(expr, calls):
    assert lines(expr) == [f"_{k} = {call}" for k, call in enumerate(calls)]


def test_what_two_equations_share_is_computed_once():
    assert lines((A - B) * A, square(A - B)) == [
        "_0 = np.subtract(A, B)",
        "_1 = np.multiply(_0, A)",
        "_2 = np.square(_0)",
    ]
    assert len(lines(softmax(A), OPS["log_softmax"](A))) == 7, "5 and log and -"


def test_a_setting_that_reads_a_value_keeps_its_line_whole():
    """The identity has the type of `R0`, which is called otherwise here."""
    found = lowered(program_of(-A, OPS["eye_like"](Name("R0")), A=(2, 2)), ["R1"])
    assert [call.line for call in found.calls] == [
        "np.negative(A)",
        "(lambda R0: np.eye(len(R0), dtype=R0.dtype))(_0)",
    ]


def test_what_nobody_wants_is_not_computed():
    program = mlp((2, 3, 2))
    names = [e.name for e in program.needed_for("W1_new", "W2_new", "B1_new", "B2_new")]
    assert "gradX" not in names
    assert "L" not in names
    left = [e.name for e in program.equations if e.name not in {"gradX", "L"}]
    assert names == left
    assert program.needed_for("Y1") == program.equations[:2]


def test_a_quotient_by_a_size_of_1_is_no_call():
    found = lowered(program_of(square(A) / Size("n"), A=("n", 3)), ["R0"])
    of_one, of_two = found.at({"n": 1}), found.at({"n": 2})
    assert [call.line for call in of_one.calls] == ["np.square(A)"]
    assert of_one.values["R0"] == "_0"
    assert [call.line for call in of_two.calls] == ["np.square(A)", "np.divide(_0, 2)"]
    assert of_two.values["R0"] == "_1"


def test_a_comparison_that_stands_for_1_and_0_is_one_call():
    (call,) = lowered(program_of(OPS["positive"](A), A=(2, 3)), ["R0"]).calls
    assert (call.function, call.args, call.counted) == ("np.greater", ("A", "0"), True)


def test_a_name_for_what_is_there_already_is_no_call():
    program = program_of(A, Name("R0"), A=(2, 3))
    found = lowered(program, ("R1",))
    assert found.calls == ()
    assert found.values["R1"] == "A"


@pytest.mark.parametrize("op", OPS.values(), ids=OPS)
def test_every_operation_can_be_taken_apart(op):
    """The calls, one after the other, give what the line gives."""
    shapes = next(shapes for shapes in accepted(op) if any(shapes))
    values = values_for(shapes, positive=True)
    expr = op(*map(Name, "ABC"[: arity(op)]))
    program = program_of(expr, **{name: np.shape(value) for name, value in values.items()})
    scope = {"np": np, **helpers(program), **values}
    found = lowered(program, ["R0"])
    for call in found.calls:
        scope[call.target] = eval(call.line, scope)
    expected = run(program, values)["R0"]
    np.testing.assert_array_equal(np.asarray(scope[found.values["R0"]], dtype=float), expected)
