"""Iterations at full speed: the same bits as one recorded run after the other."""

from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_array_equal

from engine.network.build import build
from engine.network.columns import to_columns
from engine.running.repeated import Repeated
from engine.running.trace import run
from tests.support.drawing import trainings
from tests.support.kinds import NAMED, trace_of_kind


def recorded(program, values, count):
    """The inputs after so many recorded runs, and the losses."""
    values, losses = dict(values), []
    for _ in range(count):
        trace = run(program, values)
        values |= {old: trace[new] for old, new in program.carried.items()}
        losses += [float(trace[program.loss])] if program.loss else [None]
    return values, losses


def check(program, values, count=30):
    wanted, losses = recorded(program, values, count)
    repeated = Repeated(program, values)
    assert_array_equal([repeated.step() for _ in range(count)], losses)
    found = repeated.values
    for name, value in wanted.items():
        assert_array_equal(found[name], value, err_msg=name)
    finite = all(np.isfinite(wanted[name]).all() for name in program.carried)
    assert repeated.is_finite == finite


@pytest.mark.parametrize("kind", NAMED)
def test_thirty_iterations_are_thirty_recorded_runs(kind):
    trace = trace_of_kind(**NAMED[kind])
    check(trace.program, trace.inputs)


@settings(max_examples=40)
@given(trainings(training=True))
def test_so_it_is_in_any_network(drawn):
    spec, values = drawn
    check(build(spec), values)


def test_and_with_samples_as_columns():
    trace = trace_of_kind(**NAMED[next(iter(NAMED))])
    program = to_columns(trace.program)
    turned = {i.name: i.shape for i in program.inputs}
    rng = np.random.default_rng(0)
    sized = {name: tuple(3 if d == "n" else d for d in shape) for name, shape in turned.items()}
    check(program, {name: rng.normal(size=shape) * 0.1 for name, shape in sized.items()})


def test_what_it_is_given_stays_and_what_it_gives_is_read_only():
    trace = trace_of_kind(**NAMED[next(iter(NAMED))])
    repeated = Repeated(trace.program, trace.inputs)
    first = repeated.values
    repeated.step()
    for name, value in first.items():
        assert_array_equal(value, trace[name], err_msg=name)
        assert not value.flags.writeable
    assert (repeated.values["W1"] != first["W1"]).any()


def test_two_threads_do_not_disturb_each_other():
    """They share the compiled function, and the arrays that it computes in."""
    trace = trace_of_kind(**NAMED[next(iter(NAMED))])
    other = trace.inputs | {"X": trace["X"] + 1}
    wanted = [recorded(trace.program, values, 200)[1] for values in (trace.inputs, other)]
    found = {}

    def iterate(key, values):
        repeated = Repeated(trace.program, values)
        found[key] = [repeated.step() for _ in range(200)]

    threads = [Thread(target=iterate, args=pair) for pair in enumerate((trace.inputs, other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_array_equal([found[0], found[1]], wanted)
