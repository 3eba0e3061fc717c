"""Confusion matrix and pictures of weights, by hand."""

import numpy as np
from numpy.testing import assert_array_equal

from engine.learning.images import confusion, mosaic, worst_mistakes

GAP = np.nan


def test_samples_are_counted_by_class_and_by_what_comes_out():
    """Two of class 0: one right, one taken for 2; one of class 2, taken for 1."""
    target = np.eye(3)[[0, 0, 2]]
    output = np.array([[5.0, 1, 2], [0.1, 0.2, 0.3], [0, 9, 1]])
    assert_array_equal(confusion(output, target), [[1, 0, 1], [0, 0, 0], [0, 1, 0]])


def test_weights_are_laid_out_as_squares_with_gaps():
    """Three units of 2 x 2 pixels in two rows of two; the fourth place is empty."""
    weights = np.arange(12.0).reshape(4, 3)
    assert_array_equal(
        mosaic(weights, 16),
        [
            [0, 3, GAP, 1, 4],
            [6, 9, GAP, 7, 10],
            [GAP, GAP, GAP, GAP, GAP],
            [2, 5, GAP, GAP, GAP],
            [8, 11, GAP, GAP, GAP],
        ],
    )
    assert_array_equal(mosaic(weights, 1), [[0, 3], [6, 9]])


def test_the_worst_mistakes_are_the_surest():
    """Of four samples of class 0 the first is right; the others are wrong by 0.6, 0.9 and 0.5."""
    output = np.array([[0.8, 0.1, 0.1], [0.3, 0.6, 0.1], [0.05, 0.05, 0.9], [0.4, 0.1, 0.5]])
    target = np.eye(3)[[0, 0, 0, 0]]
    assert_array_equal(worst_mistakes(output, target, 9), [2, 1, 3])
    assert_array_equal(worst_mistakes(output, target, 1), [2])
    assert_array_equal(worst_mistakes(output[:1], target[:1], 9), [])
    output[2] = np.nan
    assert_array_equal(worst_mistakes(output, target, 9), [1, 3])
