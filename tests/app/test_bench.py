"""Edits, iterations and the way back, on the toy problem."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from app import bench as benches
from app.bench import (
    UNDO_STEPS,
    designed,
    edited,
    exchanged,
    redesigned,
    redone,
    undone,
    updated,
)
from app.design import PRESETS, with_loss
from app.examples import load
from engine.network.build import mlp
from engine.network.conventions import MEAN
from tests.support import toy
from tests.support.designs import design

INPUTS = {name: array.shape for name, array in toy.BATCH.items()}


@pytest.fixture
def bench():
    return designed(design())


def after_updates(bench, count):
    for _ in range(count):
        bench = updated(bench)
    return bench


def plain(values):
    return {name: array.tolist() for name, array in values.items()}


def test_opens_on_the_example_with_no_way_back_or_on(bench):
    assert plain(bench.values) == plain(toy.BATCH)
    assert len(bench.iterations) == 1
    assert bench.past == bench.future == ()


@pytest.mark.parametrize("name", toy.BATCH)
def test_an_edit_replaces_one_entry_and_no_other(bench, name):
    last = tuple(length - 1 for length in INPUTS[name])
    wanted = toy.BATCH[name].copy()
    wanted[last] = 77
    after = edited(bench, name, *(last or (0, 0)), 77)
    assert plain(after.values) == plain(toy.BATCH | {name: wanted})


def test_an_edit_leaves_what_was_there(bench):
    after = edited(bench, "W1", 0, 0, 77)
    assert plain(bench.values) == plain(toy.BATCH)
    assert plain(load("toy").values) == plain(toy.BATCH)
    assert after.iterations[0].source is bench.iterations[0].source


def test_edited_values_are_read_only(bench):
    after = edited(bench, "W1", 0, 0, 77)
    with pytest.raises(ValueError, match="read-only"):
        after.values["W1"][0, 0] = 78
    with pytest.raises(TypeError):
        after.values["W1"] = np.zeros((2, 3))


def test_an_edit_is_recomputed_with(bench):
    """10·4 + 3·5, 10·2 + 3·4, 10·(−2) + 3·5."""
    trace = edited(bench, "X", 0, 0, 10).trace()
    assert trace["Y1lin"].tolist() == [[55, 32, -5], [50, 34, 20], [68, 46, 26]]


@pytest.mark.parametrize("name", ["Y1lin", "gradW1", "W1_new", "W4", ""])
def test_only_inputs_can_be_edited(bench, name):
    with pytest.raises(KeyError):
        edited(bench, name, 0, 0, 1)


@pytest.mark.parametrize(("row", "col"), [(2, 0), (0, 3), (2, 3)])
def test_only_entries_that_are_there_can_be_edited(bench, row, col):
    """W1 is 2x3."""
    with pytest.raises(IndexError):
        edited(bench, "W1", row, col, 1)


def test_an_update_makes_the_new_parameters_the_parameters(bench):
    trace = bench.trace()
    after = updated(bench)
    assert len(after.iterations) == 2
    for name in toy.PARAMETERS:
        assert_array_equal(after.values[name], trace[f"{name}_new"])
    for name in ("X", "D", "lr"):
        assert_array_equal(after.values[name], toy.BATCH[name])
    assert plain(after.iterations[0].values) == plain(toy.BATCH)


def test_an_update_gives_the_weights_that_the_handout_prints(bench):
    """Section 3.7 for one sample: 4 − 0.1·(−53044) = 5308.4, and the first row of W1 in whole."""
    after = updated(redesigned(bench, design(batch=False)))
    for name in ("W1", "B1", "W2", "B2", "B3"):
        printed = toy.printed("3.7 single", f"{name}_new")
        for row, texts in zip(after.values[name], printed, strict=True):
            for value, text in zip(row, texts, strict=True):
                assert value == pytest.approx(float(text), abs=toy.tolerance(text) + 1e-9), name


def test_an_edit_belongs_to_the_iteration_that_is_shown(bench):
    second = after_updates(bench, 1)
    after = edited(second, "lr", 0, 0, 0.5)
    assert after.values["lr"] == 0.5
    assert after.iterations[0].values["lr"] == 0.1
    assert plain(after.iterations[0].values) == plain(second.iterations[0].values)


def test_back_from_the_second_iteration_is_the_first(bench):
    third = after_updates(bench, 2)
    second = benches.iteration_back(third)
    assert second.iterations == third.iterations[:2]
    first = benches.iteration_back(second)
    assert first.iterations == bench.iterations
    assert benches.iteration_back(first) is first


def test_another_loss_keeps_the_data_and_the_rate_of_now(bench):
    """W1 as it was edited before the first update; X, D and lr as they are now."""
    bench = edited(bench, "W1", 0, 0, 9)
    bench = after_updates(bench, 3)
    for name, value in (("X", 70), ("D", 80), ("lr", 0.2)):
        bench = edited(bench, name, 0, 0, value)
    bench = redesigned(edited(bench, "B2", 0, 0, 5), design(loss="l2"))
    assert len(bench.iterations) == 1
    wanted = {name: array.copy() for name, array in toy.BATCH.items()}
    wanted["W1"][0, 0] = 9
    wanted["X"][0, 0] = 70
    wanted["D"][0, 0] = 80
    wanted["lr"] = np.array(0.2)
    assert plain(bench.values) == plain(wanted)


def test_the_same_design_changes_nothing(bench):
    once = edited(bench, "X", 0, 0, 10)
    assert redesigned(once, design()) is once


def test_what_was_typed_where_there_is_nothing_any_more_is_left_out(bench):
    """A third hidden layer: W3 becomes 3x3, and its entries of before stay."""
    bench = edited(edited(bench, "W3", 2, 1, 7), "B1", 0, 2, 8)
    narrow = replace(design(), layers=(replace(design().layers[0], width=2), *design().layers[1:]))
    values = redesigned(bench, narrow).values
    assert values["W3"][2, 1] == 7
    assert values["B1"].tolist() == [[0, 0]]
    assert values["W1"].tolist() == [[4, 2], [5, 4]]


def test_new_numbers_leave_the_rate_and_nothing_else_that_was_typed(bench):
    bench = edited(edited(bench, "W1", 0, 0, 7), "lr", 0, 0, 0.5)
    values = redesigned(bench, replace(design(), start="zeros")).values
    assert values["lr"] == 0.5
    assert not values["W1"].any()


def test_a_reset_is_the_example_as_it_came(bench):
    after = benches.reset(after_updates(edited(bench, "X", 0, 0, 10), 2))
    assert after.untouched
    assert plain(after.values) == plain(toy.BATCH)


def test_a_reset_of_what_is_untouched_changes_nothing(bench):
    assert benches.reset(bench) is bench
    again = undone(edited(bench, "X", 0, 0, 10))
    assert benches.reset(again) is again


CHANGES = {
    "edit": lambda bench: edited(bench, "X", 0, 0, 10),
    "update": updated,
    "back": benches.iteration_back,
    "reset": benches.reset,
    "loss": lambda bench: redesigned(bench, with_loss(bench.design, "l2")),
    "convention": lambda bench: redesigned(bench, replace(bench.design, conventions=MEAN)),
    "single": lambda bench: redesigned(bench, replace(bench.design, single=True)),
    "example": lambda bench: exchanged(bench, PRESETS["small"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_can_be_undone_and_redone(bench, change):
    before = after_updates(edited(bench, "X", 0, 0, 20), 1)
    after = CHANGES[change](before)
    assert after.now is not before.now
    assert undone(after).now is before.now
    assert redone(undone(after)).now is after.now


def test_undo_and_redo_with_nowhere_to_go_change_nothing(bench):
    assert undone(bench) is bench
    assert redone(bench) is bench


def test_a_change_after_an_undo_takes_the_way_on(bench):
    ten = edited(bench, "X", 0, 0, 10)
    twenty = edited(undone(ten), "X", 0, 0, 20)
    assert redone(twenty) is twenty
    assert undone(twenty).iterations is bench.iterations


def test_the_oldest_of_many_changes_is_forgotten(bench):
    for value in range(UNDO_STEPS + 5):
        bench = edited(bench, "X", 0, 0, value)
    for _ in range(UNDO_STEPS + 50):
        bench = undone(bench)
    assert bench.past == ()
    assert bench.values["X"][0, 0] == 4  # 0 to 204 were set: the last 200 are undone
    assert len(bench.future) == UNDO_STEPS


MOVES = st.lists(
    st.one_of(
        st.sampled_from(sorted(CHANGES)),
        st.tuples(st.sampled_from(["X", "W1", "lr"]), st.floats(-9, 9)),
    ),
    max_size=12,
)


@given(MOVES, st.integers(0, 12))
def test_any_number_of_undone_changes_can_be_redone(moves, count):
    bench = designed(design())
    for move in moves:
        known = isinstance(move, str)
        bench = CHANGES[move](bench) if known else edited(bench, move[0], 0, 0, move[1])
    back = bench
    for _ in range(count):
        back = undone(back)
    on = back
    for _ in range(count):
        on = redone(on)
    assert on.iterations is bench.iterations
    assert len(back.past) == max(0, len(bench.past) - count)
    assert [*map(id, on.past)] == [*map(id, bench.past)]
    assert on.future == ()


@pytest.mark.parametrize("hidden", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("loss", ["softmax_cross_entropy", "l2"])
@pytest.mark.parametrize("batch", [True, False])
def test_the_design_chooses_the_network_and_the_samples(hidden, loss, batch):
    scenario = designed(design("toy", batch, hidden, loss)).source()
    assert scenario.program is mlp(toy.WIDTHS, hidden, loss)
    assert scenario.spec.loss == loss
    rows = 3 if batch else 1
    assert plain(scenario.values) == plain(
        toy.BATCH | {"X": toy.BATCH["X"][:rows], "D": toy.BATCH["D"][:rows]}
    )


def test_the_values_of_an_earlier_iteration(bench):
    later = after_updates(bench, 2)
    assert plain(later.source(0).values) == plain(toy.BATCH)
    assert plain(later.source().values) == plain(later.values)


def test_a_single_sample_is_edited_in_the_batch():
    after = edited(designed(design(batch=False, loss="l2")), "X", 0, 1, 8)
    assert after.source().values["X"].tolist() == [[4, 8]]
    assert redesigned(after, design()).source().values["X"].tolist() == [[4, 8], [5, 6], [7, 8]]
