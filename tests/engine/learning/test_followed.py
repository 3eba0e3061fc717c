"""Which entries of the parameters are followed."""

import numpy as np

from engine.learning.followed import MOST, entries, followed
from engine.network.build import mlp


def test_all_entries_of_a_small_matrix_are_followed():
    program = mlp((2, 2))
    known = {"W1": [(0, 0), (0, 1), (1, 0), (1, 1)], "B1": [(0, 0), (0, 1)]}
    assert followed(program) == known
    values = {"W1": np.array([[1, 2], [3, 4.5]]), "B1": np.array([[5.0, 6]]), "X": np.ones((3, 2))}
    assert entries(program, values).tolist() == [1, 2, 3, 4.5, 5, 6]


def test_of_a_large_matrix_some_are_from_the_first_to_the_last():
    """784 · 30 entries: the k-th of 24 is at k · 23519 / 23, which rounded down is 1022 for 1."""
    program = mlp((784, 30))
    chosen = followed(program)["W1"]
    assert len(chosen) == MOST
    assert (chosen[0], chosen[1], chosen[-1]) == ((0, 0), (1022 // 30, 1022 % 30), (783, 29))
    values = {"W1": np.arange(784.0 * 30).reshape(784, 30), "B1": np.zeros((1, 30))}
    assert entries(program, values).tolist()[:2] == [0, 1022]
