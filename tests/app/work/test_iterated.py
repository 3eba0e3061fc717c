"""Many iterations at once: the same numbers as one after the other, also from a worker."""

import json
import pickle
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from app.answer.explanation import explanation
from app.design import DRAWN, NICE, PRESETS
from app.start import NiceNumbers, scenario_of
from app.work import numbers
from app.work.iterated import Iterated, iterated
from app.work.numbers import inputs_of, losses_of, trace_of
from app.work.recent import Recent
from app.work.run import Run
from app.work.work import Entry
from app.work.writing import Writing
from app.workers.task import QUICK, Elsewhere, with_workers
from engine.network.nice.search import nice
from engine.network.scenario.scenario import Scenario, iterate
from engine.running.trace import run as engine_run

TYPED = (Entry("X", 0, 0, 2.0), Entry("lr", 0, 0, 1e-3))
RUN = Run(PRESETS["norm"], (TYPED, *((),) * 69))


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    monkeypatch.setattr(numbers, "KEPT", Recent())


def one_after_the_other(run):
    """By the engine's own loop, which knows nothing of works."""
    source = scenario_of(run.origin)
    x = source.values["X"].copy()
    x[0, 0] = 2.0
    values = {**source.values, "X": x, "lr": 1e-3}
    return iterate(Scenario(source.spec, values, len(run.iterations)))


def test_they_are_the_engine_s_iterations():
    *before, last = one_after_the_other(RUN)
    end = iterated(RUN, 0, None).compute()[70]
    assert np.isfinite(last["W1_new"]).all()
    assert all(np.array_equal(end.values[name], last[name]) for name in end.values)
    assert end.losses == tuple(float(trace["L"]) for trace in before)


def test_what_is_known_is_gone_on_from():
    early = iterated(RUN.first(30), 0, None).compute()[30]
    whole = iterated(RUN, 0, None).compute()[70]
    late = iterated(RUN, 30, early).compute()[70]
    assert all(np.array_equal(whole.values[name], late.values[name]) for name in whole.values)
    assert late.losses == whole.losses


@pytest.mark.parametrize("name", PRESETS)
def test_every_iteration_is_that_of_one_update_after_the_other(name):
    """Of every example, bit for bit, wherever in the run it is computed from."""
    run = Run(PRESETS[name], ((),) * 8)
    traces = list(iterate(replace(scenario_of(run.origin), iterations=8)))
    for count in (8, 7, 3, 1):
        values = inputs_of(run.first(count))
        expected = traces[count - 1].inputs
        for key, value in expected.items():
            np.testing.assert_array_equal(values[key], value, err_msg=key)


def test_what_was_typed_on_the_way_is_laid_over_there():
    """X is typed into the fourth iteration and lr into the sixth."""
    typed = {3: (Entry("X", 0, 0, 0.5),), 5: (Entry("lr", 0, 0, 0.0),)}
    run = Run(PRESETS["small"], tuple(typed.get(k, ()) for k in range(20)))
    end = iterated(run, 0, None).compute()[20]
    values = dict(scenario_of(run.origin).values)
    losses, program = [], scenario_of(run.origin).program
    for k in range(20):
        for name, row, col, number in typed.get(k, ()):
            changed = np.array(values[name])
            changed[(row, col) if changed.ndim else ()] = number
            values[name] = changed
        trace = engine_run(program, values)
        losses.append(float(trace["L"]))
        if k < 19:
            values |= {old: trace[new] for old, new in program.carried.items()}
    for name, value in values.items():
        np.testing.assert_array_equal(end.values[name], value, err_msg=name)
    assert end.losses == tuple(losses[:-1])
    assert losses_of(run) == tuple(losses)
    assert len(set(losses[6:])) == 1


def test_some_on_the_way_are_kept_so_that_no_iteration_is_far():
    """At most half of what is quick is computed again; those that are kept are the same bits."""
    missing = iterated(Run(PRESETS["digits"], ((),) * 20), 0, None)
    found = missing.compute()
    numbers = [1, *sorted(found)]
    assert max(b - a for a, b in pairwise(numbers)) * missing.each <= QUICK / 2
    again = iterated(missing.run.first(numbers[1]), 0, None).compute()[numbers[1]]
    assert all(np.array_equal(found[numbers[1]].values[n], again.values[n]) for n in again.values)


def test_a_long_run_is_left_to_a_worker_and_an_edit_after_it_is_not():
    run = Run(PRESETS["norm"], ((),) * 700)
    with with_workers({}), pytest.raises(Elsewhere) as asked:
        trace_of(run)
    task = pickle.loads(pickle.dumps(asked.value.task))
    assert isinstance(task, Iterated)
    assert task == asked.value.task
    edited = Run(run.origin, (*run.iterations[:-1], (Entry("X", 0, 0, 3.0),)))
    with with_workers({task: pickle.loads(pickle.dumps(task.compute()))}):
        first = losses_of(run)
    with with_workers({}):
        assert inputs_of(edited)["X"][0, 0] == 3
        np.testing.assert_array_equal(losses_of(run), first)
        np.testing.assert_array_equal(losses_of(edited)[:-1], first[:-1])


def test_a_result_is_found_wherever_its_computing_began():
    """By the second try other iterations may be known than by the first one."""
    early = iterated(RUN.first(30), 0, None).compute()[30]
    assert iterated(RUN, 30, early) == iterated(RUN, 0, None)
    assert hash(iterated(RUN, 30, early)) == hash(iterated(RUN, 0, None))


def test_a_worker_does_not_look_for_nice_numbers_again(monkeypatch):
    """It is handed what the run begins with; scenarios that it has by chance are forgotten."""
    nice_net = replace(PRESETS["toy"], start=NICE, data=DRAWN, batch=4)
    run = Run(nice_net, ((),) * 5)
    wanted = numbers.trace_of(run)
    asked = explanation(run, "check", (("power", 5),), Writing(), "en")
    tasks = pickle.loads(pickle.dumps((iterated(run, 0, None), asked)))
    scenario_of.cache_clear()
    monkeypatch.setattr(NiceNumbers, "compute", lambda self: pytest.fail("searched again"))
    end = tasks[0].compute()[5]
    assert all(np.array_equal(end.values[name], wanted[name]) for name in end.values)
    assert "h" in json.loads(tasks[1].compute())


def test_nice_numbers_of_a_worker_are_those_of_the_engine():
    spec = scenario_of(PRESETS["norm"]).spec
    task = NiceNumbers(spec, 4, 1, 0)
    values = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(task)).compute()))
    again = nice(spec, 4, 1)
    assert values.keys() == again.keys()
    assert all(np.array_equal(values[name], again[name]) for name in again)
