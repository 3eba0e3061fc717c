import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.numerics import log_softmax, normal_cdf, quotient, softmax, xlogy


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


def test_normal_cdf():
    """Φ(0) = 1/2, Φ(-z) = 1 - Φ(z), and Φ(1.959963984540054) = 0.975, as tables have it."""
    z = np.array([[0.0, 1.959963984540054, -1.959963984540054]])
    assert_allclose(normal_cdf(z), [[0.5, 0.975, 0.025]], rtol=1e-14)


def test_normal_cdf_keeps_the_digits_of_a_small_tail_and_ends_in_0_and_1():
    """Φ(-10) is about 7.6e-24, where 1 + erf would be 0; far out e^(-z²/2) itself is 0."""
    z = np.array([[-10.0, -5.0, -1.0]])
    assert_allclose(normal_cdf(z), torch.special.log_ndtr(torch.tensor(z)).exp(), rtol=1e-13)
    assert normal_cdf(np.array([[-1e4, 1e4]])).tolist() == [[0, 1]]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_normal_cdf_keeps_the_precision_that_it_is_given(kind):
    assert normal_cdf(np.array([[0.5]], kind)).dtype == kind
