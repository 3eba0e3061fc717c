import numpy as np
import pytest

from engine.core.expr import Name, Size
from engine.core.numerics import log_softmax, softmax
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.network.build import mlp
from engine.running.compiler import compiled, function_source, helper_source, helpers
from tests.support.kinds import NAMED, trace_of_kind


def test_the_source_is_the_lines_of_the_mathematics():
    program = mlp((2, 2), loss="l2")
    assert function_source(program).splitlines() == [
        "def compute(X, D, W1, B1, lr):",
        "    n = X.shape[0]",
        "    Y1lin = X @ W1 + B1",
        "    Y1 = Y1lin",
        "    L = 0.5 * np.sum((Y1 - D) ** 2)",
        "    gradY1 = Y1 - D",
        "    gradY1lin = gradY1",
        "    gradW1 = X.T @ gradY1lin / n",
        "    gradB1 = gradY1lin.sum(axis=0, keepdims=True) / n",
        "    gradX = gradY1lin @ W1.T",
        "    W1_new = W1 - lr * gradW1",
        "    B1_new = B1 - lr * gradB1",
        "    return (Y1lin, Y1, L, gradY1, gradY1lin, gradW1, gradB1, gradX, W1_new, B1_new,)",
    ]


def test_a_program_is_compiled_once():
    program = mlp((2, 2))
    assert compiled(program) is compiled(program)


def test_helpers_are_those_that_the_lines_call(network):
    assert helpers(network) == {"softmax": softmax, "log_softmax": log_softmax}
    assert helpers(mlp((2, 2), loss="l2")) == {}
    assert helper_source(mlp((2, 2), loss="l2")) == ""


def test_named_dimensions_are_read_off_any_axis():
    program = Program(
        (Input("A", (2, "m"), Role.INPUT),),
        (Equation("R", Name("A") / Size("m"), Phase.FORWARD, "test"),),
    )
    (result,) = compiled(program)(np.full((2, 4), 12.0))
    assert result.tolist() == [[3.0] * 4] * 2


@pytest.mark.parametrize("kind", NAMED)
def test_in_float32_every_value_is_float32(kind):
    trace = trace_of_kind(**NAMED[kind])
    given = (trace[i.name] for i in trace.program.inputs)
    results = compiled(trace.program)(*(v.astype("f4") if v.ndim else v.item() for v in given))
    for equation, result in zip(trace.program.equations, results, strict=True):
        if trace[equation.name].ndim:
            assert result.dtype == np.float32, equation.name
