"""When two numbers count as the same."""

import numpy as np
import pytest

from engine.core.errors import AnswerError
from engine.teach.answers.matrix import Typed
from engine.teach.diagnose.tolerance import answer_of


@pytest.mark.parametrize(
    ("given", "expected", "equal"),
    [
        (1.0000009, 1, True),
        (1.0000011, 1, False),
        (1e-12, 0, False),
        (0, 0, True),
        (np.nan, np.nan, True),
        (np.nan, 1, False),
        (np.inf, np.inf, True),
        (-np.inf, np.inf, False),
        (2, np.inf, False),
        (-1e9, -1e9 - 900, True),
    ],
)
def test_to_a_part_in_a_million(given, expected, equal):
    assert bool(answer_of(given).equal(np.asarray(expected, dtype=float), 0.0)) is equal


def test_what_rounding_hides_counts_as_the_same():
    assert answer_of(1e-12).equal(np.zeros(()), 1e-10)


def test_to_the_digits_that_were_typed():
    typed = Typed(np.array([0.333, 0.5]), np.array([0.0005, 0.0]))
    assert answer_of(typed).equal(np.array([1 / 3, 0.5004]), 0.0).tolist() == [True, False]


def test_another_tolerance():
    assert answer_of(1.00005, 1e-4).equal(np.ones(()), 0.0)


@pytest.mark.parametrize("given", ["1", [[1], [1, 2]], None, [True], [1j]])
def test_what_is_no_array_is_refused(given):
    with pytest.raises(AnswerError, match="rows of numbers of one length"):
        answer_of(given)
