"""The entries that changed are those that differ."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.views.changed import changed_entries
from engine.core.program import Program
from engine.network.build import mlp
from engine.running.trace import run
from tests.support import toy
from tests.support.moved import moved
from tests.support.plain import plain


def test_nothing_changes_from_a_trace_to_itself(batch):
    assert changed_entries(batch, batch) == {}


@given(
    st.sampled_from(["X", "D", "W1", "B2", "W3", "lr"]),
    st.sampled_from([1.0, -2.5, 1e308, math.nan]),
)
def test_exactly_the_entries_that_differ(name, value):
    network = mlp(toy.WIDTHS)
    index = () if name == "lr" else (0, 1)
    before, after = moved(network), moved(network, **{name: {index: value}})
    wanted = {}
    for other, new in after.values.items():
        rows = zip(np.atleast_2d(before[other]).tolist(), np.atleast_2d(new).tolist(), strict=True)
        found = [
            [i, j]
            for i, (olds, news) in enumerate(rows)
            for j, (a, b) in enumerate(zip(olds, news, strict=True))
            if not (a == b or (math.isnan(a) and math.isnan(b)))
        ]
        if found:
            wanted[other] = found
    assert wanted
    assert changed_entries(before, after) == wanted


def test_what_one_edit_changes_and_what_it_does_not(network):
    """X[0, 0] = 10 makes Y1lin[0, 2] = 10·(−2) + 3·5 = −5, where ReLU stops the gradient."""
    found = changed_entries(moved(network), moved(network, X={(0, 0): 10}))
    assert found["X"] == [[0, 0]]
    assert found["Y1lin"] == found["Y1"] == [[0, 0], [0, 1], [0, 2]]
    assert found["gradY1lin"] == [[0, 2]]
    assert found["gradW1"] == [[0, 0], [0, 1], [0, 2], [1, 2]]
    assert found["gradX"] == [[0, 0], [0, 1]]
    assert found["L"] == [[0, 0]]
    assert found.keys().isdisjoint({"D", "W1", "lr", "gradY3lin", "gradY2", "gradY1"})


def test_the_smallest_change_is_one_in_the_same_network_built_anew(network):
    """After many other networks it is another object; only another program may round otherwise."""
    before, after = moved(network), moved(network, X={(0, 0): np.nextafter(4, 5)})
    assert before["X"][0, 0] == 4
    program = after.program
    anew = run(Program(program.inputs, program.equations), after.inputs)
    assert changed_entries(before, anew)["X"] == [[0, 0]]


def test_nan_that_stays_is_no_change(network):
    twice = [moved(network, X={(0, 0): math.nan}) for _ in range(2)]
    assert changed_entries(*twice) == {}


def test_beside_a_change_nan_that_stays_is_none_either(network):
    before, after = (moved(network, X={(0, 0): math.nan, (2, 1): x}) for x in (8, 9))
    assert changed_entries(before, after)["X"] == [[2, 1]]


def test_other_shapes_are_not_compared(single, batch):
    assert changed_entries(single, batch) == {}


def test_programs_are_compared_by_the_names_that_they_share(batch):
    """tanh for ReLU: what is given and computed before it is as it was."""
    other = run(mlp(toy.WIDTHS, "tanh"), toy.BATCH)
    changed = changed_entries(batch, other)
    assert {"Y1", "Y2lin", "L"} <= changed.keys()
    assert not {"X", "W1", "Y1lin"} & changed.keys()


def test_changes_are_plain_data(network):
    found = changed_entries(moved(network), moved(network, W2={(2, 2): 7}, lr={(): 0.2}))
    assert found["lr"] == [[0, 0]]
    assert plain(found) == found
