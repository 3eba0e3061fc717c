"""Printed numbers, with the precision that their digits promise."""

import math

import pytest
from numpy.testing import assert_array_equal

from engine.core.errors import LessonError
from engine.teach.lessons.printed import read_array, read_printed_number, read_rows


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("-4055", -4055.0, -4055.1),
        ("0", 1e-15, 1e-3),
        ("0.420", 0.4204, 0.4206),
        ("-208.7", -208.66666666666666, -208.6),
        ("4.5e-5", 4.54e-5, 4.56e-5),
        ("9.22784414e-193", 9.227844141e-193, 9.22785e-193),
        ("1.0000e+00", 0.99995000001, 0.9999),
        ("-log(0.3)", -math.log(0.3), 1.204),
        ("1.0", 1.049, 1.5),
    ],
)
def test_a_printed_number_agrees_to_its_last_digit(text, right, wrong):
    assert read_printed_number(text).agrees(right)
    assert not read_printed_number(text).agrees(wrong)


def test_zeros_that_a_printout_cuts_are_meant():
    assert read_printed_number("0.01619").agrees(0.016194)
    assert not read_printed_number("0.01619", decimals=8).agrees(0.016194)
    assert read_printed_number("0.01619", decimals=8).agrees(0.016190004)
    assert not read_printed_number("-85", decimals=8).agrees(-85.0000001)


def test_rows_are_read():
    assert [[f.value for f in row] for row in read_rows("1 2;\n 3 -4.5")] == [[1, 2], [3, -4.5]]


@pytest.mark.parametrize("text", ["", "1 2; 3", "nan", "inf", "one"])
def test_what_is_not_rows_of_numbers_is_refused(text):
    with pytest.raises(LessonError):
        read_rows(text)


def test_an_array_is_given_as_a_number_as_text_or_as_rows():
    assert_array_equal(read_array(0.1), 0.1)
    assert_array_equal(read_array("1 2; 3 4"), [[1, 2], [3, 4]])
    assert_array_equal(read_array([[1, 2]]), [[1, 2]])
    assert not read_array("1").flags.writeable
