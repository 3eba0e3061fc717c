"""The arithmetic of fractions that may be unknown."""

import operator
from fractions import Fraction

import numpy as np
import pytest

from engine.entries.exact.number import DEEPEST, LARGEST, Exact, Saturated

UNKNOWN = Exact(None)


def half(n, d=2):
    return Exact(Fraction(n, d))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (0.1, Fraction(1, 10)),
        (-2.5, Fraction(-5, 2)),
        (3, Fraction(3)),
        (1e-8, Fraction(1, 10**8)),
        (np.float64(0.3), Fraction(3, 10)),
        (-0.0, Fraction(0)),
        (1e15, Fraction(10**15)),
        (2e15, None),
        (0.1234567890123456, None),
        (float("inf"), None),
        (float("nan"), None),
        (None, None),
    ],
)
def test_a_float_is_the_shortest_decimal_that_gives_it(typed, meant):
    assert Exact.of(typed).value == meant


def test_what_is_too_long_is_unknown():
    assert Exact(Fraction(LARGEST)).value == LARGEST
    assert Exact(Fraction(LARGEST + 1)).value is None
    assert Exact(Fraction(1, LARGEST + 1)).value is None
    assert (Exact(Fraction(10**8)) * Exact(Fraction(10**8))).value is None


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_the_operators_are_those_of_fractions_from_either_side(operation):
    a, b = Fraction(3, 4), Fraction(-5, 6)
    assert operation(Exact(a), Exact(b)).value == operation(a, b)
    assert operation(Exact(a), 2).value == operation(a, 2)
    assert operation(2, Exact(a)).value == operation(2, a)
    assert operation(0.1, Exact(a)).value == operation(Fraction(1, 10), a)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.truediv, operator.pow])
def test_what_is_computed_with_something_unknown_is_unknown(operation):
    assert operation(half(3), UNKNOWN).value is None
    assert operation(UNKNOWN, half(3)).value is None
    assert (-UNKNOWN).value is None
    assert abs(UNKNOWN).value is None


def test_nothing_times_anything_is_nothing():
    assert (UNKNOWN * 0).value == (0 * UNKNOWN).value == 0
    assert (UNKNOWN * 2).value is None


def test_a_quotient_by_zero_is_unknown():
    assert (half(3) / 0).value is None
    assert (0 / half(0)).value is None


@pytest.mark.parametrize(
    ("base", "exponent", "power"),
    [
        (Fraction(2, 3), 2, Fraction(4, 9)),
        (Fraction(2, 3), -2, Fraction(9, 4)),
        (Fraction(4, 9), Fraction(-3, 2), Fraction(27, 8)),
        (Fraction(2), 0.5, None),
        (Fraction(-4), 0.5, None),
        (Fraction(8), Fraction(1, 3), None),
        (Fraction(0), -1, None),
        (Fraction(0), 0, Fraction(1)),
        (Fraction(-1), 10**9 + 1, Fraction(-1)),
        (Fraction(2), 49, Fraction(2**49)),
        (Fraction(2), 10**12, None),
    ],
)
def test_powers(base, exponent, power):
    assert (Exact(base) ** exponent).value == power


def test_a_power_that_is_not_computed_would_be_too_long():
    assert 2 ** (DEEPEST - 1) <= LARGEST < 2**DEEPEST


@pytest.mark.parametrize(
    ("function", "known"),
    [
        (np.exp, {0: 1}),
        (np.expm1, {0: 0}),
        (np.log, {1: 0}),
        (np.tanh, {0: 0}),
        (np.sin, {0: 0}),
        (np.cos, {0: 1}),
        (np.sqrt, {0: 0, 1: 1, Fraction(4, 9): Fraction(2, 3)}),
    ],
)
def test_a_function_is_a_fraction_where_it_happens_to_be(function, known):
    """And nowhere else among these: e^2, log 2, sin 2, √2, ... are irrational."""
    for place in (0, 1, Fraction(4, 9), 2, -3):
        array = np.array([[Exact(Fraction(place))]], dtype=object)
        assert function(array)[0, 0].value == known.get(place)


@pytest.mark.parametrize(
    "compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq]
)
def test_comparisons(compare):
    for a, b in ((1, 2), (2, 1), (2, 2)):
        assert compare(half(a), half(b)) == compare(a, b)
        assert compare(half(a, 1), b) == compare(a, b)


@pytest.mark.parametrize(
    "compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq]
)
def test_what_is_unknown_is_not_compared(compare):
    with pytest.raises(TypeError, match="unknown"):
        compare(UNKNOWN, 0)
    with pytest.raises(TypeError, match="unknown"):
        compare(half(1), UNKNOWN)


def test_beside_a_matrix_numpy_goes_through_the_entries():
    array = np.array([[half(1), half(2)]], dtype=object)
    for product in (half(3) * array, array * half(3)):
        assert [number.value for number in product[0]] == [Fraction(3, 4), Fraction(3, 2)]
    assert (half(2) >= array).tolist() == [[True, True]]


def test_an_exponential_that_a_float_cannot_hold_beside_1_has_died_away():
    assert 1 + np.exp(-37.0) == 1 < 1 + np.exp(-36.0)
    assert Saturated(Fraction(-37)).exp().value == 0
    assert Saturated(Fraction(-36)).exp().value is None
    assert Saturated(Fraction(-37)).expm1().value == -1
    assert Saturated(Fraction(37)).exp().value is None
    assert Saturated(None).exp().value is Saturated(None).tanh().value is None


def test_tanh_far_from_zero():
    """tanh(±19) as a float is 1 to within its last digit, 2^-53."""
    assert 1 - np.tanh(19.0) <= 2**-53 < 1 - np.tanh(18.0)
    assert Saturated(Fraction(-19)).tanh().value == -1
    assert Saturated(Fraction(20)).tanh().value == 1
    assert Saturated(Fraction(18)).tanh().value is None
    assert Saturated(Fraction(0)).tanh().value == 0


def test_what_comes_of_the_saturated_is_saturated():
    assert type(Saturated(Fraction(1)) - 40) is Saturated
    assert type(-Saturated(Fraction(1))) is Saturated
    assert type(2 / Saturated(Fraction(1))) is Saturated


def test_it_is_written_as_what_it_is():
    assert repr(half(3)) == "Exact(3/2)"
    assert repr(UNKNOWN) == "Exact(None)"
