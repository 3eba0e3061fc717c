import math

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.core.numerics import log_softmax, normal_cdf, quotient, softmax, xlogy


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


def test_normal_cdf_is_that_of_the_standard_library_to_rounding():
    """Python's `erfc` is right to the last digit; what is left is the rounding of its argument.

    An argument off by the part `eps` of itself moves the logarithm of a tail by `z² eps`, and the
    rounding of our own `z² / 2` by a quarter of that.
    """
    eps, z = np.finfo(float).eps, np.linspace(-38, 38, 200_001)
    expected = np.array([math.erfc(-x / math.sqrt(2)) / 2 for x in z])
    ours = normal_cdf(z)
    off = np.abs(ours - expected)[expected > np.finfo(float).tiny]
    allowed = (eps * (4 + 1.25 * np.minimum(z, 0) ** 2) * expected)[expected > np.finfo(float).tiny]
    assert (off <= allowed).all(), (off / allowed).max()
    assert np.abs(ours - expected).max() < 4e-16
    assert (np.diff(ours) > -2 * eps).all()


def test_normal_cdf_of_what_is_no_size_any_more():
    far = np.array([[1e4, 1e300, np.inf], [-1e4, -1e300, -np.inf]])
    assert normal_cdf(far).tolist() == [[1, 1, 1], [0, 0, 0]]
    assert np.isnan(normal_cdf(np.array([np.nan]))).all()
    assert normal_cdf(np.array([0.0, -0.0])).tolist() == [0.5, 0.5]


def test_normal_cdf_in_float32_is_right_to_its_digits():
    z = np.linspace(-5, 5, 1001)
    assert_allclose(normal_cdf(z.astype(np.float32)), normal_cdf(z), rtol=3e-6, atol=2e-7)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_normal_cdf_keeps_the_precision_that_it_is_given(kind):
    assert normal_cdf(np.array([[0.5]], kind)).dtype == kind
