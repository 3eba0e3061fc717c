"""What counts as a change."""

import numpy as np

from engine.teach.mistakes.noticeable import is_noticeable, rounding_of
from tests.engine.teach.mistakes.making import network

ONE = np.array([[1.0, -2.0]])


def test_an_entry_that_changes_is_noticed():
    assert is_noticeable(ONE, ONE * [[1, 1.001]], 0.0)
    assert is_noticeable(ONE, -ONE, 0.0)


def test_what_is_too_small_or_no_number_is_not():
    assert not is_noticeable(ONE, ONE * 1.00001, 0.0)
    assert not is_noticeable(ONE * 1e-16, ONE * -1e-16, 1e-10)
    assert not is_noticeable(ONE, np.array([[np.inf, 5.0]]), 0.0)
    assert not is_noticeable(ONE, np.array([[np.nan, 5.0]]), 0.0)


def test_rounding_is_a_part_of_the_largest_number_that_is_read():
    trace = network()
    largest = max(np.abs(trace[name]).max() for name in ("gradB1", "gradY1lin"))
    assert rounding_of(trace.program, "gradB1", trace.values) == 1e-10 * largest
    assert rounding_of(trace.program, "X", trace.values) == 1e-10 * np.abs(trace["X"]).max()
