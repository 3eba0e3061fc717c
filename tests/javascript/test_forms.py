"""A matrix is copied in forms that the reader of the server reads back as the same matrix."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.player.files import STATIC
from engine.teach.answers.matrix import LONGEST, read_matrix
from tests.javascript.test_numbers import called

FORMS = STATIC / "matrix" / "forms.js"
NAMES = ("tabs", "numpy", "python", "torch", "matlab", "csv")
MATRICES = arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(2, 4)),
    elements=st.floats(allow_nan=False, allow_infinity=False),
)


def written(cases):
    """Each matrix in each form; Node.js is started once for all."""
    return called([["writeAs", [name, rows]] for name, rows in cases], FORMS)


def test_every_form_is_tried():
    assert tuple(re.findall(r'name: "(\w+)"', FORMS.read_text(encoding="utf-8"))) == NAMES


@settings(max_examples=10, deadline=None)
@given(st.lists(MATRICES, min_size=5, max_size=20))
def test_what_is_copied_and_pasted_is_the_same_to_the_last_digit(matrices):
    cases = [(name, matrix) for matrix in matrices for name in NAMES]
    for (name, matrix), text in zip(
        cases, written([(name, matrix.tolist()) for name, matrix in cases]), strict=True
    ):
        # One row of MATLAB is a list.
        read = np.atleast_2d(read_matrix(text, matrix.shape).values)
        np.testing.assert_array_equal(read, matrix, err_msg=f"{name}: {text}")


def test_the_code_that_is_copied_runs():
    """Infinity and what is not a number, which no cell takes, included."""
    rows = [[1.5, "inf", "-inf"], ["nan", -2, 1e-300]]
    values = [[1.5, np.inf, -np.inf], [np.nan, -2, 1e-300]]
    numpy, python, torch = written([(name, rows) for name in ("numpy", "python", "torch")])
    library = pytest.importorskip("torch")
    np.testing.assert_array_equal(eval(numpy, {"np": np}), values)
    np.testing.assert_array_equal(eval(python, {"float": float}), values)
    np.testing.assert_array_equal(eval(torch, {"torch": library}).numpy(), values)


def test_the_browser_sends_what_the_server_reads():
    """A text that is longer is refused on the page, so that ten megabytes are not sent."""
    paste = (STATIC / "matrix" / "paste.js").read_text(encoding="utf-8")
    said = re.search(r"LONGEST = ([\d_]+);", paste)
    assert said is not None
    assert int(said[1]) == LONGEST
