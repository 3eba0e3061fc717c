"""Many iterations at once: the same numbers as one after the other, also from a worker."""

import json
import pickle
from dataclasses import replace

import numpy as np
import pytest

from app.answer.explanation import explanation
from app.design import DRAWN, NICE, PRESETS
from app.start import NiceNumbers, scenario_of
from app.work import numbers
from app.work.iterated import LOSSES_SHOWN, Iterated, iterated
from app.work.numbers import inputs_of, losses_of, trace_of
from app.work.recent import Recent
from app.work.run import Run
from app.work.work import Entry
from app.work.writing import Writing
from app.workers.task import Elsewhere, with_workers
from engine.network.nice.search import nice
from engine.network.scenario.scenario import Scenario, iterate

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
    values, losses = iterated(RUN, 0, None).compute()
    assert np.isfinite(last["W1_new"]).all()
    assert all(np.array_equal(values[name], last[name]) for name in values)
    assert losses == {k: float(t["L"]) for k, t in enumerate(before, 1) if k > 70 - LOSSES_SHOWN}


def test_what_is_known_is_gone_on_from():
    early, _ = iterated(RUN.first(30), 0, None).compute()
    whole, losses = iterated(RUN, 0, None).compute()
    late, rest = iterated(RUN, 30, early).compute()
    assert all(np.array_equal(whole[name], late[name]) for name in whole)
    assert rest == {k: losses[k] for k in rest}


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
        assert (losses_of(run), len(losses_of(edited))) == (first, LOSSES_SHOWN)


def test_a_result_is_found_wherever_its_computing_began():
    """By the second try other iterations may be known than by the first one."""
    early, _ = iterated(RUN.first(30), 0, None).compute()
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
    values, _ = tasks[0].compute()
    assert all(np.array_equal(values[name], wanted[name]) for name in values)
    assert "h" in json.loads(tasks[1].compute())


def test_nice_numbers_of_a_worker_are_those_of_the_engine():
    spec = scenario_of(PRESETS["norm"]).spec
    task = NiceNumbers(spec, 4, 1, 0)
    values = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(task)).compute()))
    again = nice(spec, 4, 1)
    assert values.keys() == again.keys()
    assert all(np.array_equal(values[name], again[name]) for name in again)
