"""Which array each result is written into."""

import numpy as np
import pytest

from engine.core.expr import Name, Number
from engine.core.ops import OPS, exp, ones_like, over, relu, square, sum_all, sum_rows
from engine.running.buffers import Plan
from engine.running.lowering import lowered
from engine.running.trial import try_calls
from tests.engine.running.test_lowering import program_of

A, B, R0, R1 = map(Name, ("A", "B", "R0", "R1"))
VALUES = {"A": np.arange(6.0).reshape(2, 3), "B": np.ones((2, 3))}


def plan_of(*exprs, wanted=None, replacements=None, dtype=np.float64):
    program = program_of(*exprs, A=(2, 3), B=(2, 3))
    result = lowered(program, wanted or [program.equations[-1].name])
    values = {name: value.astype(dtype) for name, value in VALUES.items()}
    kept = frozenset(result.values[name] for name in wanted or [program.equations[-1].name])
    moved = {old: result.values[new] for old, new in (replacements or {}).items()}
    plan = Plan(result.calls, try_calls(result.calls, values, {"np": np}), moved, kept, dtype)
    return list(plan.lines()), plan


def test_a_chain_of_functions_needs_one_buffer():
    lines, plan = plan_of(relu(exp(A + B)))
    assert lines == [
        "_0 = np.add(A, B, _buffer0)",
        "_1 = np.exp(_0, _buffer0)",
        "_2 = np.maximum(_1, _number0, out=_buffer0)",
    ]
    assert plan.buffers.keys() == {"_buffer0"}


def test_what_is_read_again_is_not_written_over():
    lines, _ = plan_of(exp(A), square(R0), R0 * R1)
    assert lines[1] == "_1 = np.square(_0, _buffer1)"
    assert lines[2] == "_2 = np.multiply(_0, _1, _buffer0)"


def test_what_is_wanted_is_not_written_over():
    lines, _ = plan_of(exp(A), square(R0), wanted=["R0", "R1"])
    assert lines[1] == "_1 = np.square(_0, _buffer1)"


def test_a_product_is_not_written_over_its_factors():
    lines, _ = plan_of(exp(A), R0 @ R0.T, exp(B), R1 @ Name("R2"))
    assert "_2 = _0.dot(_1, _buffer1)" in lines
    assert lines[-1] == "_4 = _2.dot(_3, _buffer2)"


def test_a_transpose_is_a_view_and_keeps_its_matrix_from_being_written_over():
    lines, plan = plan_of(exp(A), R0.T, exp(B), R1 @ Name("R2"))
    assert lines[:2] == ["_0 = np.exp(A, _buffer0)", "_2 = np.exp(B, _buffer1)"]
    plan.buffers["_buffer0"][:] = VALUES["A"]
    np.testing.assert_array_equal(plan.arrays["_1"], VALUES["A"].T)


def test_an_update_is_written_over_what_it_replaces():
    lines, _ = plan_of(A - B, replacements={"A": "R0"})
    assert lines == ["_0 = np.subtract(A, B, A)"]


def test_an_update_waits_for_the_last_that_reads_what_it_replaces():
    lines, _ = plan_of(A - B, A * R0, wanted=["R0", "R1"], replacements={"A": "R0"})
    assert lines == [
        "_0 = np.subtract(A, B, _buffer0)",
        "_1 = np.multiply(A, _0, _buffer1)",
        "np.copyto(A, _0)",
    ]


def test_one_value_can_replace_two():
    lines, _ = plan_of(A - B, replacements={"A": "R0", "B": "R0"})
    assert lines == ["_0 = np.subtract(A, B, A)", "np.copyto(B, _0)"]


def test_an_input_that_nothing_replaces_is_never_written_to():
    lines, _ = plan_of(exp(A), relu(R0), square(R1))
    assert not any(line.endswith((", A)", "out=A)")) for line in lines)


def test_what_depends_on_shapes_alone_is_computed_once_and_stays():
    lines, plan = plan_of(ones_like(A), R0 * A, exp(R1))
    assert lines[0] == "_0 = _buffer0"
    assert sum("_buffer0" in line for line in lines) == 1
    assert plan.buffers["_buffer0"].tolist() == [[1.0] * 3] * 2


def test_numbers_are_pythons():
    lines, plan = plan_of(sum_all(A), OPS["scale"](R0, B))
    assert lines[0] == "_0 = float(np.add.reduce(A, axis=None))"
    assert type(plan.trial.values["_0"]) is float


def test_a_division_by_a_power_of_two_is_the_product_that_it_is():
    by_eight, plan = plan_of(over(A, Number(8)))
    assert by_eight == ["_0 = np.multiply(A, _number0, _buffer0)"]
    assert plan.arrays["_number0"] == 0.125
    by_six, plan = plan_of(over(A, Number(6)))
    assert by_six == ["_0 = np.divide(A, _number0, _buffer0)"]
    assert plan.arrays["_number0"] == 6


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "expr", [sum_rows(A), OPS["positive"](A), OPS["leaky_slope"](A, Number(0.5)), A @ B.T]
)
def test_every_buffer_has_the_type_of_the_inputs(expr, dtype):
    _, plan = plan_of(expr, dtype=dtype)
    types = {array.dtype for array in plan.arrays.values()} - {np.dtype(bool)}
    assert types == {np.dtype(dtype)}


def test_what_cannot_write_where_it_is_told_is_copied():
    lines, _ = plan_of(OPS["leaky_slope"](A, Number(0.5)))
    assert lines == [
        "_0 = np.greater(A, _number0, _buffer0)",
        "_1 = _buffer1",
        "_2 = _buffer2",
        "np.copyto(_2, np.where(_0, _1, 0.5), casting='unsafe')",
    ]
