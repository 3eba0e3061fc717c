"""Iterations in place: the same bits as one recorded run after the other."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_array_equal

from engine.core.program import Role
from engine.network.build import build
from engine.network.spec import mlp_spec
from engine.running.in_place import InPlace
from engine.running.trace import run
from tests.support.drawing import trainings
from tests.support.kinds import NAMED, trace_of_kind


def check(program, values, batches):
    """Iterations on one batch after the other give what recorded runs give."""
    wanted = tuple(program.losses)
    in_place, values = InPlace(program, wanted, first(values)), dict(values)
    for batch in batches:
        trace = run(program, values | batch)
        in_place.values |= first(batch)
        assert_array_equal(in_place(), [trace[name] for name in wanted])
        values |= {old: trace[new] for old, new in program.carried.items()}
        for name in program.carried:
            assert_array_equal(in_place.values[name], values[name], err_msg=name)


def first(values):
    """Matrices as they are, numbers as Python's."""
    return {name: np.asarray(v) if np.ndim(v) else float(v) for name, v in values.items()}


@pytest.mark.parametrize("kind", NAMED)
def test_thirty_iterations_are_thirty_recorded_runs(kind):
    trace = trace_of_kind(**NAMED[kind])
    check(trace.program, trace.inputs, [{}] * 30)


@settings(max_examples=40)
@given(trainings(training=True))
def test_so_it_is_in_any_network(drawn):
    spec, values = drawn
    check(build(spec), values, [{}] * 5)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_batches_may_have_two_sizes(optimizer):
    """In a batch of one sample, other calls could be joined than in one of four."""
    trace = trace_of_kind(optimizer=optimizer, norm="none", batch=4)
    data = trace.program.with_role(Role.INPUT, Role.TARGET)
    whole, one = ({name: trace[name][:count] for name in data} for count in (4, 1))
    check(trace.program, trace.inputs, [one, whole, one, whole])
    check(trace.program, trace.inputs, [whole, one, whole, one])


def test_what_is_put_goes_into_the_same_memory():
    trace = trace_of_kind(optimizer="momentum")
    in_place = InPlace(trace.program, (), first(trace.inputs))
    in_place()
    held = in_place.values["W1"]
    in_place.put({"W1": np.ones_like(held), "lr": 0.5})
    assert in_place.values["W1"] is held
    assert held.tolist() == np.ones_like(held).tolist()
    assert in_place.values["lr"] == 0.5
    assert trace["W1"].tolist() != held.tolist()


def test_what_is_put_is_seen_after_the_source_was_asked_for():
    """To write the source, the arrays are laid side by side: in other memory than before."""
    trace = trace_of_kind(optimizer="adam")
    in_place = InPlace(trace.program, (), first(trace.inputs))
    assert in_place.source
    in_place.put({"W1": np.ones_like(trace["W1"])})
    assert in_place.values["W1"].tolist() == np.ones_like(trace["W1"]).tolist()


def lines(shape, optimizer):
    program = build(replace(mlp_spec(shape, "tanh"), optimizer=optimizer))
    rng = np.random.default_rng(0)
    shapes = program.sized({"n": 5})
    values = {name: rng.random(shape) if shape else 0.5 for name, shape in shapes.items()}
    inputs = {name: values[name] for name in program.roles}
    return len(InPlace(program, program.losses, inputs).source.splitlines())


@pytest.mark.parametrize("optimizer", ["momentum", "adam", "rmsprop"])
def test_an_optimizer_has_as_many_lines_for_ten_layers_as_for_two(optimizer):
    shallow, deep = (2, 3, 2), (2, *[3] * 9, 2)
    added = [lines(shape, optimizer) - lines(shape, "sgd") for shape in (shallow, deep)]
    assert added[0] == added[1] > 0
