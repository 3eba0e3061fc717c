"""Every way to type a number, and every refusal."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.text import LANGUAGES, text
from engine.teach.answers.number import NotANumber, parse_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3", 3),
        ("+3", 3),
        ("-3", -3),
        ("−3", -3),
        ("0.5", 0.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("5.", 5),
        ("007", 7),
        ("1e3", 1000),
        ("1E3", 1000),
        ("1e+3", 1000),
        ("1e-3", 0.001),
        ("1e−3", 0.001),
        ("2.5e2", 250),
        (".5e1", 5),
        ("5.e1", 50),
        ("  12\t", 12),
        ("27\u2009795", 27795),
        ("−27\u2009795.5", -27795.5),
        ("27\u202f795", 27795),
        ("27\u00a0795", 27795),
        ("１２", 12),
        ("1.7976931348623157e308", 1.7976931348623157e308),
        ("5e-324", 5e-324),
        ("1e-400", 0),
    ],
)
def test_forms_of_a_number(typed, value):
    assert parse_number(typed) == value


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("\u2009", "empty"),
        ("\u3000", "empty"),
        ("nan", "not_finite"),
        ("NaN", "not_finite"),
        ("-nan", "not_finite"),
        ("inf", "not_finite"),
        ("+Inf", "not_finite"),
        ("-inf", "not_finite"),
        ("−inf", "not_finite"),
        ("Infinity", "not_finite"),
        ("∞", "not_finite"),
        ("−∞", "not_finite"),
        ("abc", "not_a_number"),
        ("-", "not_a_number"),
        ("+", "not_a_number"),
        (".", "not_a_number"),
        ("e5", "not_a_number"),
        ("1e", "not_a_number"),
        ("1e5.5", "not_a_number"),
        ("--3", "not_a_number"),
        ("+-3", "not_a_number"),
        ("- 3", "not_a_number"),
        ("1 2", "not_a_number"),
        ("1\n2", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("4,,5", "not_a_number"),
        ("1,5", "not_a_number"),
        ("1,000", "not_a_number"),
        ("1_000", "not_a_number"),
        ("0x10", "not_a_number"),
        ("1/2", "not_a_number"),
        ("50%", "not_a_number"),
        ("1j", "not_a_number"),
        ("3²", "not_a_number"),
        ("三", "not_a_number"),
        ("inf inf", "not_a_number"),
        ("1e400", "too_large"),
        ("-1e400", "too_large"),
        ("1.8e308", "too_large"),
        ("9" * 400, "too_large"),
    ],
)
def test_what_is_refused_and_why(typed, reason):
    with pytest.raises(NotANumber) as refused:
        parse_number(typed)
    assert refused.value.reason == reason
    for lang in LANGUAGES:
        assert text(f"refused.{reason}", lang, typed=typed)


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(-0.0)
@example(5e-324)
@example(1.7976931348623157e308)
@example(0.1 + 0.2)
def test_every_number_reads_back_exactly(value):
    read = parse_number(repr(value))
    assert read == value
    assert math.copysign(1, read) == math.copysign(1, value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_as_it_is_shown(value):
    """A real minus sign, and thin spaces between the thousands."""
    shown = f"{value:,.6f}".replace("-", "−").replace(",", "\u2009")
    assert parse_number(shown) == float(f"{value:.6f}")


@given(st.text())
def test_any_text_is_a_finite_number_or_refused(typed):
    try:
        answer = parse_number(typed)
    except NotANumber as refused:
        answer = refused.reason
    reasons = {"empty", "not_finite", "not_a_number", "too_large"}
    assert answer in reasons or math.isfinite(answer)
