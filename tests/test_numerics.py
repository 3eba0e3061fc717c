import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.numerics import log_softmax, quotient, softmax, xlogy


def test_softmax_rows_sum_to_one_and_keep_their_ratios():
    """e^1 / e^0 = e, whatever is added to a row."""
    y = softmax(np.array([[0.0, 1.0], [1000.0, 1001.0], [-1000.0, -999.0]]))
    assert_allclose(y.sum(axis=1), 1, rtol=1e-15)
    assert_allclose(y[:, 1] / y[:, 0], np.e, rtol=1e-14)


def test_softmax_of_one_class_is_certain():
    assert softmax(np.array([[-5.0], [7.0]])).tolist() == [[1], [1]]


def test_log_softmax_is_finite_where_softmax_is_zero():
    """log softmax([0, 1e5]) = [0, 1e5] - log(1 + e^1e5) = [-1e5, 0]."""
    assert log_softmax(np.array([[0.0, 1e5]])).tolist() == [[-1e5, 0]]


def test_log_softmax_is_the_logarithm_of_softmax():
    z = np.array([[0.5, -1.0, 2.0], [3.0, 3.0, 3.0]])
    assert_allclose(np.exp(log_softmax(z)), softmax(z), rtol=1e-14)


@pytest.mark.parametrize(
    ("x", "y", "expected"), [(0, 0, 0), (0, 5, 0), (2, np.e, 2), (1, 0, -np.inf), (3, 1, 0)]
)
def test_xlogy(x, y, expected):
    with np.errstate(divide="ignore"):
        assert xlogy(np.array([[x]], float), np.array([[y]], float)) == expected


@pytest.mark.parametrize(
    ("x", "y", "expected"), [(0, 0, 0), (0, 5, 0), (6, 3, 2), (1, 0, np.inf), (-1, 4, -0.25)]
)
def test_quotient(x, y, expected):
    with np.errstate(divide="ignore"):
        assert quotient(np.array([[x]], float), np.array([[y]], float)) == expected
