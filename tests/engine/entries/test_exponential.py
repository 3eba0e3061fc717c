"""Exponentials beyond the floats: e^709 is one, e^710 is not."""

import math

import numpy as np
import pytest

from engine.entries.exponential import Scaled, exponential


def test_what_is_a_float_stays_one():
    assert exponential(2.0) == pytest.approx(math.e**2, rel=1e-15)
    assert isinstance(exponential(2.0), float)


def test_ratios_and_logarithms_of_what_is_too_large():
    """e^1544 / (e^1544 + e^1543) = 1 / (1 + 1/e), and the logarithm of e^1544 + e^1544."""
    a, b = exponential(1544.0), exponential(1543.0)
    assert float(a / (a + b)) == pytest.approx(1 / (1 + 1 / math.e), rel=1e-15)
    assert np.log(a + a) == pytest.approx(1544 + math.log(2), rel=1e-15)
    assert float(a) == math.inf
    assert float(exponential(-1544.0)) == 0


def test_ratios_of_what_is_too_small():
    """e^-2001 / e^-2000 = 1/e, though both are 0 as floats."""
    total = sum([exponential(-2000.0)])
    assert float(exponential(-2001.0) / total) == pytest.approx(1 / math.e, rel=1e-15)


@pytest.mark.parametrize("two", [2.0, np.float64(2)])
def test_arithmetic_with_plain_numbers(two):
    """With x = e^1000: (2x + x - 2) / x = 3, and 2 / (x / x) = 2."""
    x = exponential(1000.0)
    assert float((two * x + x - two) / x) == 3
    assert float((x * two + -x) / x) == 1
    assert float(two / (x / x)) == 2
    assert float(two - x / x) == 1
    assert float(two + x / x) == 3


def test_nothing_times_anything_is_nothing():
    assert float(Scaled(0.0, 5000.0)) == 0
    assert float(Scaled(0.0, 5000.0) + 1.5) == 1.5
