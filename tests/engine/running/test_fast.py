"""The fast function gives what the recorded run gives, bit for bit in float64."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal

from engine.core.errors import BindError
from engine.core.program import Role
from engine.network.build import build
from engine.running.fast import Fast
from engine.running.trace import run
from tests.support.drawing import trainings
from tests.support.kinds import NAMED, trace_of_kind

kinds = pytest.mark.parametrize("kind", NAMED)


def inputs_of(trace, dtype=np.float64):
    """The inputs as arrays of their own, and numbers as Python's."""
    values = (trace[i.name] for i in trace.program.inputs)
    return [np.array(v, dtype=dtype) if v.ndim else float(v) for v in values]


def check_same_numbers(trace, fast):
    """Twice, since the second run finds the arrays as the first left them."""
    for _ in range(2):
        given = inputs_of(trace)
        found = dict(zip(fast.wanted, fast(*given), strict=True))
        for name, value in found.items():
            assert_array_equal(value, trace[name], err_msg=name)


@kinds
def test_what_goes_on_is_that_of_the_recorded_run(kind):
    trace = trace_of_kind(**NAMED[kind])
    check_same_numbers(trace, Fast(trace.program))


@kinds
def test_every_value_can_be_wanted(kind):
    trace = trace_of_kind(**NAMED[kind])
    check_same_numbers(trace, Fast(trace.program, [e.name for e in trace.program.equations]))


@settings(max_examples=100)
@given(trainings(training=True))
def test_any_network_gives_what_the_recorded_run_gives(drawn):
    spec, values = drawn
    trace = run(build(spec), values)
    check_same_numbers(trace, Fast(trace.program))


@kinds
def test_in_float32_everything_is_float32(kind):
    trace = trace_of_kind(**NAMED[kind])
    fast = Fast(trace.program, [e.name for e in trace.program.equations])
    for name, value in zip(fast.wanted, fast(*inputs_of(trace, np.float32)), strict=True):
        if trace[name].ndim:
            assert value.dtype == np.float32, name
        size = max(1, abs(trace[name]).max())
        assert_allclose(value, trace[name], rtol=1e-4, atol=1e-4 * size, err_msg=name)


def test_parameters_are_written_over_and_nothing_else_is():
    trace = trace_of_kind(optimizer="momentum")
    given = inputs_of(trace)
    fast = Fast(trace.program)
    results = dict(zip(fast.wanted, fast(*given), strict=True))
    carried = trace.program.carried
    for i, array in zip(trace.program.inputs, given, strict=True):
        if i.name in carried:
            assert results[carried[i.name]] is array
            assert_array_equal(array, trace[carried[i.name]])
        elif i.role is not Role.RATE:
            assert_array_equal(array, trace[i.name])


def test_nothing_is_written_over_where_no_update_is_wanted():
    trace = trace_of_kind()
    given = inputs_of(trace)
    (output,) = Fast(trace.program, ["Y3"])(*given)
    assert_array_equal(output, trace["Y3"])
    for i, array in zip(trace.program.inputs, given, strict=True):
        assert_array_equal(array, trace[i.name])


def test_ten_steps_are_those_of_ten_recorded_runs():
    trace = trace_of_kind(optimizer="adam", norm="after")
    fast, given = Fast(trace.program), inputs_of(trace)
    names = [i.name for i in trace.program.inputs]
    for _ in range(10):
        results = dict(zip(fast.wanted, fast(*given), strict=True))
        moved = {old: results[new] for old, new in trace.program.carried.items()}
        given = [moved.get(name, value) for name, value in zip(names, given, strict=True)]
        for old, new in trace.program.carried.items():
            assert_array_equal(moved[old], trace[new], err_msg=new)
        again = {name: trace[name] for name in names} | {
            old: trace[new] for old, new in trace.program.carried.items()
        }
        trace = run(trace.program, again)


def test_arrays_are_allocated_for_a_size_once():
    trace = trace_of_kind(batch=4)
    fast = Fast(trace.program, ["Y3"])
    (first,) = fast(*inputs_of(trace))
    (second,) = fast(*inputs_of(trace))
    assert first is second
    (other,) = fast(*inputs_of(trace_of_kind(batch=3)))
    assert other.shape == (3, 2)
    (third,) = fast(*inputs_of(trace))
    assert third is first


def test_no_line_makes_an_array_in_a_usual_network():
    trace = trace_of_kind(hidden="relu")
    fast = Fast(trace.program)
    arrays = "|".join((r"_buffer\d+", *trace.program.roles))
    for line in fast.source(*inputs_of(trace)).splitlines()[1:-1]:
        into = re.search(rf"({arrays})(, (True|False))?\)$", line)
        is_part = line.strip().startswith("np.")
        assert into or is_part or "np." not in line or "float(" in line, line


def test_types_that_do_not_fit_are_refused():
    trace = trace_of_kind()
    given = inputs_of(trace)
    mixed = [given[0].astype(np.float32), *given[1:]]
    with pytest.raises(BindError, match="D is float64, but X is float32"):
        Fast(trace.program)(*mixed)
    whole = [given[0].astype(int), *given[1:]]
    with pytest.raises(BindError, match="X is int64, but needs to be float32 or float64"):
        Fast(trace.program)(*whole)


def test_a_batch_of_one_is_a_batch():
    trace = trace_of_kind(batch=1, norm="none")
    check_same_numbers(trace, Fast(trace.program))
