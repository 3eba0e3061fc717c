"""Calls that do the same to several arrays become one."""

import numpy as np

from engine.core.expr import Name, Number
from engine.core.ops import exp, relu, scale, sum_rows
from engine.running.buffers import Plan
from engine.running.joining import SIDE_BY_SIDE, joined
from engine.running.lowering import lowered
from engine.running.memory import Memory
from engine.running.trial import try_calls
from tests.engine.running.test_lowering import program_of

A, B, R0, R1, R2, R3 = map(Name, ("A", "B", "R0", "R1", "R2", "R3"))
VALUES = {"A": np.arange(6.0).reshape(2, 3), "B": np.arange(8.0).reshape(2, 4)}
TWO, THREE = Number(2), Number(3)


def calls_of(*exprs, together=False):
    """The calls for all of these expressions, and what lies side by side for them."""
    shapes = {name: value.shape for name, value in VALUES.items()}
    program = program_of(*exprs, **shapes)
    calls = lowered(program, [e.name for e in program.equations]).calls
    found = joined(calls, try_calls(calls, VALUES, {"np": np}), lambda names: together)
    return [(c.target, c.function, c.args) for c in found.calls], found.rows


def test_what_is_done_to_two_results_is_done_to_both_at_once():
    calls, rows = calls_of(sum_rows(A), sum_rows(B), scale(TWO, R0), scale(TWO, R1))
    assert calls == [
        ("_row0", SIDE_BY_SIDE, ()),
        ("_0", "np.sum", ("A",)),
        ("_1", "np.sum", ("B",)),
        ("_row1", "np.multiply", ("2", "_row0")),
    ]
    assert rows == {"_row0": ("_0", "_1"), "_row1": ("_2", "_3")}


def test_inputs_are_joined_only_where_they_lie_together():
    twice = (scale(TWO, A), scale(TWO, B))
    assert len(calls_of(*twice)[0]) == 2
    calls, rows = calls_of(*twice, together=True)
    assert calls == [("_row1", "np.multiply", ("2", "_row0"))]
    assert rows["_row0"] == ("A", "B")


def test_what_is_done_with_other_numbers_or_to_the_result_of_the_other_stays_apart():
    assert len(calls_of(scale(TWO, A), scale(THREE, B), together=True)[0]) == 2
    assert len(calls_of(exp(A), exp(R0), together=True)[0]) == 2


def test_two_that_take_the_same_arrays_crosswise_stay_apart():
    calls, rows = calls_of(sum_rows(A), sum_rows(exp(A)), R0 - R1, R1 - R0)
    assert [function for _, function, _ in calls].count("np.subtract") == 2
    assert rows == {}


def test_groups_that_would_wait_for_each_other_are_not_both_joined():
    """Of A the exponential comes first, of B the product: no order has both pairs in one call."""
    calls, rows = calls_of(
        exp(scale(TWO, sum_rows(A))), scale(TWO, exp(sum_rows(B))), together=True
    )
    assert rows == {}
    assert len(calls) == 6


def test_all_groups_have_one_order():
    """The second reads both rows that the first and the inputs make, which begin at other ends."""
    calls, rows = calls_of(
        sum_rows(B), sum_rows(A), scale(TWO, A), scale(TWO, B), scale(THREE, R0), scale(THREE, R1)
    )
    assert sorted(len(names) for names in rows.values()) == [2, 2]
    assert len(calls) == 6


def test_an_input_beside_others_is_written_over_after_the_last_that_reads_them():
    exprs = (relu(A), scale(TWO, A), scale(TWO, B))
    program = program_of(*exprs, **{name: value.shape for name, value in VALUES.items()})
    calls, memory = lowered(program, ["R0", "R1", "R2"]).calls, Memory(VALUES)
    found = joined(calls, try_calls(calls, VALUES, {"np": np}), memory.lie_together)
    rows = memory.lay(found.rows)
    replaced = found.replacements({"A": "_0"})
    plan = Plan(found.calls, found.trial, replaced, frozenset({"_0"}), float, (), found.rows, rows)
    assert list(plan.lines()) == [
        "_0 = np.maximum(A, _number0, out=_buffer0)",
        "np.multiply(_number1, _row0, _row1)",
        "np.copyto(A, _0)",
    ]
