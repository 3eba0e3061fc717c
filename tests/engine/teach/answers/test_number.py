"""Every way to type a number as an answer, and what each is meant to be."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import LANGUAGES, template
from engine.teach.answers.number import NotANumber, meant, parse_number, read_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3", 3),
        ("1,5", 1.5),
        (",5", 0.5),
        ("1.5", 1.5),
        ("−1,5", -1.5),
        ("–2", -2),
        ("1,500", 1.5),
        ("4/3", 4 / 3),
        ("-4/3", -4 / 3),
        ("−4 / −3", 4 / 3),
        ("1,5/2", 0.75),
        ("1⁄2", 0.5),
        ("2.5e-3", 0.0025),
        ("2,5E−3", 0.0025),
        ("1.2×10^-3", 0.0012),
        ("1.2 · 10^3", 1200),
        ("2.1×10⁻²¹", 2.1e-21),
        ("−9.2×10¹⁹³", -9.2e193),
        ("1 000", 1000),
        ("−27 795,5", -27795.5),
        ("1 000 / 3", 1000 / 3),
        ("２．５", 2.5),
        ("－３", -3),
        ("＋１，５", 1.5),
        ("４／３", 4 / 3),
        ("1。5", 1.5),
        ("27\u2009795,5", 27795.5),
        ("\u30003\u3000", 3),
    ],
)
def test_forms_of_a_number(typed, value):
    assert read_number(typed).value == value


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("1/0", "divided_by_zero"),
        ("1/0,0", "divided_by_zero"),
        ("/2", "not_a_number"),
        ("1/", "not_a_number"),
        ("1/2/3", "not_a_number"),
        ("1,234.5", "not_a_number"),
        ("1.234,5", "not_a_number"),
        ("1,234,567", "not_a_number"),
        ("1½", "not_a_number"),
        ("3²", "not_a_number"),
        ("1×10", "not_a_number"),
        ("1×10⁻", "not_a_number"),
        ("1 2", "not_a_number"),
        ("10 00", "not_a_number"),
        ("三", "not_a_number"),
        ("--3", "not_a_number"),
        ("nan", "not_finite"),
        ("1e308/1e-5", "too_large"),
        ("1e999", "too_large"),
    ],
)
def test_what_is_refused_and_why(typed, reason):
    with pytest.raises(NotANumber) as refused:
        read_number(typed)
    assert refused.value.reason == reason
    assert all(template(f"answer.{reason}", lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("typed", "slack"),
    [
        ("0.333", 0.0005),
        ("0,333", 0.0005),
        ("-1.25", 0.005),
        ("1.20e3", 5),
        ("9.149e-4", 5e-8),
        ("0.3", 0),
        ("0.05", 0),
        ("0.33", 0.005),
        ("12", 0.5),
        ("27795", 0.5),
        ("7", 0),
        ("1e5", 0),
        ("1.000/3", 0),
    ],
)
def test_a_number_of_two_digits_is_as_precise_as_its_last(typed, slack):
    assert read_number(typed).slack == pytest.approx(slack)


@given(st.integers(-999, 999), st.integers(1, 99))
def test_every_fraction_is_itself(above, below):
    assert read_number(f"{above}/{below}").value == float(Fraction(above, below))


def test_a_number_of_an_address_has_no_comma_and_no_fraction():
    """There a comma separates, so only one form is taken."""
    for typed in ("1,5", "1/2", "1×10^3"):
        with pytest.raises(NotANumber, match="not_a_number"):
            parse_number(typed)
    assert parse_number("－２．５") == -2.5


def test_signs_are_as_they_are_meant():
    assert meant("（１，２；−３）") == "(1,2;-3)"
