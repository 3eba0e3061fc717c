"""Dimensions that are solved for."""

import pytest

from engine.calculus.derive.typed.dims import Dims, named
from engine.calculus.derive.typed.refusal import Misfit


def test_what_is_known_of_one_is_known_of_the_other():
    dims = Dims()
    a, b = dims.unknown(), dims.unknown()
    assert dims.same(a, b)
    assert dims.same(b, 3)
    assert dims.known((a, b)) == (3, 3)
    assert not dims.same(a, 4)


def test_a_declared_dimension_is_never_another():
    dims = Dims()
    assert not dims.same("m", "n")
    assert not dims.same("m", 3)
    assert dims.same("m", "m")


def test_what_is_not_alike_is_left_as_it_was():
    dims = Dims()
    a = dims.unknown()
    assert not dims.alike((a, 3), (1, 2))
    assert dims.known((a,)) == (a,)
    assert dims.shown((a, 3)) == "?x3"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("m", "n"), ("m", "n"), ("m", "n")),
        (("m", "n"), (1, "n"), ("m", "n")),
        (("m", 1), ("m", "n"), ("m", "n")),
        ((), ("m", "n"), ("m", "n")),
        (("m", 1), (1, "n"), ("m", "n")),
    ],
)
def test_a_row_or_a_column_counts_for_every_one(a, b, expected):
    assert Dims().broadcast(a, b) == expected


def test_what_does_not_fit_is_shown():
    with pytest.raises(Misfit) as refused:
        Dims().broadcast((2, 3), (2, 4))
    said = str(refused.value.at(5, "+"))
    assert said == "column 5: + needs two of one shape, not 2x3 and 2x4"


def test_what_nothing_decides_gets_a_letter_that_is_free():
    dims = Dims()
    a, b = dims.unknown(), dims.unknown()
    assert named({"X": (a, "m"), "y": (b, a)}) == {"X": ("n", "m"), "y": ("p", "n")}
