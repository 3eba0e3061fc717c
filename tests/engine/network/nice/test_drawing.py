from dataclasses import replace

import numpy as np

from engine.network.nice.blocks import blocks
from engine.network.nice.drawing import CANDIDATES, NORMED, count, draw
from engine.network.spec import mlp_spec

BLOCKS = blocks(mlp_spec((7, 3, 2)))
BELOW = np.arange(28.0).reshape(4, 7) % 5 - 1


def drawn(block, below, *dead):
    return draw(np.random.default_rng(1), block, below, np.array(dead))


def test_the_columns_are_those_of_the_linear_layer():
    columns, values = drawn(BLOCKS[1], BELOW, False, False, False)
    assert columns.shape == (4, 3 * CANDIDATES)
    np.testing.assert_array_equal(columns, BELOW @ values["W1"] + values["B1"])


def test_weights_and_biases_are_whole():
    _, values = drawn(BLOCKS[1], BELOW, False, False, False)
    assert set(np.abs(values["W1"]).flat) == {0, 1, 2, 3}
    np.testing.assert_array_equal(values["B1"], np.rint(values["B1"]))


def test_every_unit_below_is_read_by_one_above_in_every_candidate():
    """Unit j by unit j modulo 3."""
    _, values = drawn(BLOCKS[1], BELOW, False, False, False)
    for j in range(7):
        first = j % 3 * CANDIDATES
        assert values["W1"][j, first : first + CANDIDATES].all()


def test_the_dead_are_below_zero_and_of_the_others_some_are_all_above():
    columns, _ = drawn(BLOCKS[1], BELOW, True, False, False)
    living = columns[:, CANDIDATES:] > 0
    assert (columns[:, :CANDIDATES] < 0).all()
    assert living.all(axis=0).any()
    assert (living.any(axis=0) & ~living.all(axis=0)).any()


def test_more_are_drawn_where_they_are_normalised_in_fractions():
    normed = blocks(mlp_spec((7, 3, 2), norm="before"))[1]
    assert count(normed) == NORMED
    assert count(replace(normed, fractions=False)) == CANDIDATES
    assert count(replace(normed, training=False)) == CANDIDATES


def test_inputs_are_drawn_where_there_are_none_yet():
    columns, values = drawn(BLOCKS[0], np.empty((4, 0)), *[False] * 7)
    assert columns.shape == (4, 7 * CANDIDATES)
    assert values["X"] is columns
    assert set(columns.flat) == {-2, -1, 1, 2, 3, 4, 5}


def test_what_comes_in_stays_where_there_is_no_linear_layer():
    columns, values = drawn(BLOCKS[0], BELOW, *[False] * 7)
    assert values == {}
    np.testing.assert_array_equal(columns[:, ::CANDIDATES], BELOW)
