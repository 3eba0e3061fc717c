"""Many matrices as one array."""

import numpy as np
from numpy.testing import assert_array_equal

from engine.running.stack import Stack, moved_copies, stacked

A = np.arange(6.0).reshape(2, 3)
B = np.arange(12.0).reshape(3, 4)


def copies(*matrices):
    return np.stack(matrices, axis=2).view(Stack)


def test_every_copy_is_multiplied_by_itself_or_by_the_one_copy_for_all():
    product = copies(A, 2 * A) @ copies(B, -B)
    assert_array_equal(product[..., 0], A @ B)
    assert_array_equal(product[..., 1], -2 * A @ B)
    assert_array_equal((stacked(A) @ copies(B, -B))[..., 1], -A @ B)


def test_transposes_and_sums_are_those_of_every_copy():
    both = copies(A, A + 1)
    assert_array_equal(both.T[..., 1], (A + 1).T)
    assert_array_equal(both.sum(axis=0, keepdims=True)[..., 1], (A + 1).sum(axis=0, keepdims=True))
    assert np.sum(both).ravel().tolist() == [15, 21]
    assert np.sum(both * stacked(np.array(2.0))).ravel().tolist() == [30, 42]


def test_every_copy_has_one_entry_moved_and_the_last_has_none():
    moved = moved_copies(A, np.array([0, 4, 4]), np.array([10.0, 20.0, 30.0]))
    assert moved.shape == (2, 3, 4)
    assert moved[0, 0].tolist() == [10, 0, 0, 0]
    assert moved[1, 1].tolist() == [4, 20, 30, 4]
    assert_array_equal(moved[..., 3], A)
