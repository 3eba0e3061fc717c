"""How the player writes the numbers of a matrix; its own JavaScript, run by Node.js."""

import json
import math
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "app" / "player" / "static"
NUMBERS, PAINT = STATIC / "core" / "numbers.js", STATIC / "large" / "paint.js"
NODE = Path(sys.executable).with_name("node")
# A thin space parts thousands; a figure space is as wide as a digit, the other as a point.
THIN, FIGURE, POINT = "\u2009", "\u2007", "\u2008"


def called(calls, module=NUMBERS):
    """What each of several calls gives; Node.js is started once for all."""
    command = [NODE, HERE / "call.js", module, json.dumps(calls)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def columns(cases):
    """The texts of several columns, each `(numbers, digits)`; None for the usual digits."""
    calls = [
        ["formatFor", [[[x] for x in column], *([digits] if digits else [])], column]
        for column, digits in cases
    ]
    return called(calls)


def shown(text):
    """The blanks as what they stand for: `_` for a digit, `'` for a point or a raised digit."""
    return text.replace(FIGURE, "_").replace(POINT, "'").replace(THIN, " ")


USUAL = [
    ([0.5, 1.25, -3], ["0.50", "1.25", "−3'__"]),
    ([1544.25, 0.123456], ["1 544.3", "0.1"]),
    ([0.99991, 1], ["0.9999", "1'____"]),
    ([12345.67, 0.5], ["12 345.7", "0.5"]),
    ([123456.7, 1.25], ["123 457", "1"]),  # six digits say enough
    ([2.5e9, 5], ["2.5×10⁹", "5"]),
    ([9.25e-193, 0], ["9.25×10⁻¹⁹³", "0"]),
    ([12, 1e-7], ["12", "1×10⁻⁷"]),
]
"""Today's four digits: the decimals that come to use, thousands parted, nothing looks like zero."""

CASES = {
    # One digit of the largest number; what is before the point is never rounded away.
    ((1544.25, 3.14159), 1): ["1 544", "3"],
    ((1544.25, 3.14159), 6): ["1 544.25", "3.14"],
    ((3.14159, -2.5), 1): ["3.1", "−2.5"],
    # ... to 12 decimals 3.141592653590, and the last of them comes to no use.
    ((3.14159265358979, 2), 12): ["3.14159265359", "2'___________"],
    ((0.0012345678, 0.25), 3): ["0.001", "0.250"],
    # Whole numbers stay whole, and zero has no sign.
    ((31, -20, 7), 1): ["31", "−20", "7"],
    ((123456789012, -5), 12): ["123 456 789 012", "−5"],
    ((-0.0, 0.5), 3): ["0'_", "0.5"],
    # Powers of ten for all as soon as the largest needs one: from 10^9, below 1/1000.
    ((2.5e9, 5, 0), 3): ["2.5×10⁹", "5.0×10⁰", "0'____'"],
    ((1.25e-5, -3e-12), 3): ["1.25×10⁻⁵'", "−3.00×10⁻¹²"],
    ((1.25e-5, 0), 3): ["1.25×10⁻⁵", "0'_____''"],
    ((9.87654e20,), 1): ["1×10²¹"],
    ((2.5e10, 1e10), 12): ["25 000 000 000", "10 000 000 000"],
    # What would look like zero among the others is written with its own digits.
    ((12.5, 1e-7), 2): ["13", "1×10⁻⁷"],
    ((1544.25, 0.0123456), 3): ["1 544", "0.0123"],
    # What is no finite number.
    (("nan", "inf", "-inf", 2.5), 2): ["NaN", "∞", "−∞", "2.5"],
}


@cache
def all_texts():
    return columns([(list(numbers), digits) for numbers, digits in CASES])


@pytest.mark.parametrize("case", range(len(CASES)), ids=map(str, CASES))
def test_a_column_with_so_many_digits(case):
    expected = list(CASES.values())[case]
    assert [shown(text).rstrip() for text in all_texts()[case]] == expected


def test_without_a_number_of_digits_it_is_the_usual_four():
    texts = columns([(numbers, None) for numbers, _ in USUAL])
    for (numbers, expected), found in zip(USUAL, texts, strict=True):
        assert [shown(text) for text in found] == expected, numbers


def test_a_number_of_digits_outside_1_to_12_is_the_nearest_within():
    low, one, high, twelve = columns([([1 / 3, 2000 / 3], d) for d in (-4, 1, 99, 12)])
    assert low == one
    assert high == twelve


def test_one_number_alone_has_no_blanks_around_it():
    calls = [["format", [x, 5]] for x in (2, 1 / 3, 1e-9, -0.0, "inf")]
    assert called(calls) == ["2", "0.33333", "1×10⁻⁹", "0", "∞"]


ROUNDED = {
    ((2.0, -0.00172), None): 4,  # as many beside a 2 as beside a 1: 2.0000 and −0.0017
    ((1234.56, 1.23), None): 1,  # four digits of the largest, and one decimal at least
    ((0.0, 0.0), None): 4,
    ((1234.56, 1.23), 6): 2,
    ((2.5e9, 5), None): None,  # powers of ten
}


def test_to_how_many_decimals_a_matrix_is_rounded():
    calls = [["decimalsShown", [[list(x)], *([digits] if digits else [])]] for x, digits in ROUNDED]
    assert called(calls) == list(ROUNDED.values())


def width(text):
    """How far the point, or where it would be, stands from the right, and the powers of ten."""
    whole = re.match(r"[−\d\u2009]*", text)[0]
    return len(text) - len(whole)


NUMBER = st.one_of(
    st.integers(-(10**6), 10**6).map(float),
    st.floats(-1e4, 1e4),
    st.floats(-1e300, 1e300),
)


COLUMN = st.tuples(st.lists(NUMBER, min_size=1, max_size=5), st.integers(1, 12))


@settings(max_examples=15)
@given(st.lists(COLUMN, max_size=40))
def test_points_stand_under_each_other(cases):
    """But for what is written with its own digits, which is less than a half."""
    for (numbers, digits), texts in zip(cases, columns(cases), strict=True):
        top = max(map(abs, numbers))
        if top and (top < 1e-3 or top >= max(1e9, 10**digits)):
            assert all("×" in text or x == 0 for x, text in zip(numbers, texts, strict=True))
            assert len({*map(width, texts)}) == 1, texts
        else:
            large = [text for x, text in zip(numbers, texts, strict=True) if abs(x) >= 0.5]
            assert not any("×" in text for text in large)
            assert len({*map(width, large)}) <= 1, texts


@settings(max_examples=15)
@given(st.lists(COLUMN, max_size=40))
def test_a_number_is_written_to_half_of_its_last_digit_and_only_zero_looks_like_it(cases):
    for (numbers, digits), texts in zip(cases, columns(cases), strict=True):
        for x, text in zip(numbers, texts, strict=True):
            assert abs(value(text) - x) <= 0.501 * unit(text) + 1e-15 * abs(x), (numbers, digits)
            assert (value(text) == 0) == (x == 0)
            assert x != 0 or "−" not in text


def value(text):
    plain = text.strip(FIGURE + POINT).replace(THIN, "").replace("−", "-")
    mantissa, _, power = plain.partition("×10")
    return float(f"{mantissa}e{raised(power)}") if power else float(mantissa)


def unit(text):
    """The worth of the last digit that is written."""
    plain = text.strip(FIGURE + POINT).replace(THIN, "")
    mantissa, _, power = plain.partition("×10")
    decimals = len(mantissa.partition(".")[2])
    return float(f"1e{(raised(power) if power else 0) - decimals}")


def raised(power):
    return int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))


TINTS = ((0, 0), (1, 1), (1 / 32, 0.3), (-1 / 32, 0.3), (1 / 1024, 0.2125))
"""A share of the largest entry, and its tint `0.2 + 0.8 share^0.6`.

`(1/32)^0.6 = 2^-3 = 1/8`, so 1/32 has 0.2 + 0.1; `(1/1024)^0.6 = 2^-6 = 1/64`, so 0.2 + 0.0125.
"""


def test_small_entries_keep_a_tint():
    found = called([["tint", [share * 5, 5]] for share, _ in TINTS])
    assert found == pytest.approx([tint for _, tint in TINTS])


def test_a_large_matrix_is_tinted_as_a_small_one():
    """A byte is `127 share`, rounded away from 0, so that a tint is off by less than one of 20."""
    bytes_of = [math.copysign(math.ceil(127 * abs(share)), share) for share, _ in TINTS]
    found = called([["shareOf", [byte]] for byte in bytes_of], PAINT)
    deepest = found[1]
    assert [share / deepest for share in found] == pytest.approx([t for _, t in TINTS], abs=0.05)
