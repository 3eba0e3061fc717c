"""Every way to type or paste a matrix."""

import time

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.text import LANGUAGES, template
from engine.core.errors import AnswerError
from engine.teach.answers.matrix import read_matrix

TWO = [[1, 2], [3, 4]]
HALVES = [[1.5, 2.5], [3.5, 4.5]]


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("1 2\n3 4", TWO),
        ("1\t2\r\n3\t4\r\n", TWO),
        (" 1  2 \n\n 3  4 \n", TWO),
        ("1; 2\n3; 4", TWO),
        ("1 2;\n3 4;", TWO),
        ("1 2; 3 4", TWO),
        ("1;2;3", [[1, 2, 3]]),
        ("1\n2\n3", [[1], [2], [3]]),
        ("1, 2\n3, 4", TWO),
        ("1,2,3\n4,5,6", [[1, 2, 3], [4, 5, 6]]),
        ("1，2，3", [[1, 2, 3]]),
        ("1.5,2.5\n3.5,4.5", HALVES),
        ("1,5 2,5\n3,5 4,5", HALVES),
        ("1,5; 2,5\n3,5; 4,5", HALVES),
        ("1,5\t2,5\n3,5\t4,5", HALVES),
        ("1,5 2\n3 4,5", [[1.5, 2], [3, 4.5]]),
        ("[[1, 2], [3, 4]]", TWO),
        ("[[1,2],[3,4]]", TWO),
        ("[[1. 2.]\n [3. 4.]]", TWO),
        ("array([[1., 2.],\n       [3., 4.]])", TWO),
        ("np.array([[1, 2], [3, 4]], dtype=np.float32)", TWO),
        ("tensor([[1., 2.],\n        [3., 4.]], grad_fn=<AddBackward0>)", TWO),
        ("［［１，２］，［３，４］］", TWO),
        ("[1, 2]", [1, 2]),
        ("[1. 2.]", [1, 2]),
        ("−1/3 4/3", [[-1 / 3, 4 / 3]]),
        ("[[-1/3, 4/3]]", [[-1 / 3, 4 / 3]]),
        ("27\u2009795 −3", [[27795, -3]]),
        ("1\u00a02", [[1, 2]]),
        ("1e-3 2E3", [[0.001, 2000]]),
        ("5", [[5]]),
    ],
)
def test_forms_of_a_matrix(typed, values):
    read = read_matrix(typed)
    np.testing.assert_array_equal(read.values, values)
    assert read.slack.shape == read.values.shape


@pytest.mark.parametrize(
    ("typed", "shape", "values"),
    [
        ("1,2\n3,4", (2, 2), TWO),
        ("1,2\n3,4", (2, 1), [[1.2], [3.4]]),
        ("1,5", (1, 1), [[1.5]]),
        ("1,5", (), [[1.5]]),
        ("1,5", (1, 2), [[1, 5]]),
        ("1,5 2,5", (1, 2), [[1.5, 2.5]]),
        ("1,5 2,5", (1, 4), [[1, 5, 2, 5]]),
        ("1,5 2,5", (3, 3), [[1.5, 2.5]]),
        # In one cell it is a decimal comma, between several numbers it separates.
        ("1,5", None, [[1.5]]),
        ("1,2\n3,4", None, TWO),
        ("1,2\n3,4", (3, 3), TWO),
    ],
)
def test_the_wanted_shape_decides_what_a_comma_is(typed, shape, values):
    np.testing.assert_array_equal(read_matrix(typed, shape).values, values)


@pytest.mark.parametrize(
    ("room", "values"), [((3, 3), TWO), ((3, 1), [[1.2], [3.4]]), ((1, 1), TWO)]
)
def test_what_fits_into_the_room_decides_what_a_comma_is(room, values):
    """Where it fits in no way, commas separate."""
    np.testing.assert_array_equal(read_matrix("1,2\n3,4", (4, 4), room).values, values)


@pytest.mark.parametrize(
    ("typed", "reason", "row", "column"),
    [
        ("", "empty", None, None),
        (" \n ", "empty", None, None),
        (";", "empty", None, None),
        (" ; ;\n;", "empty", None, None),
        ("[]", "empty", None, None),
        ("[[]]", "empty", None, None),
        ("1 2\n3", "ragged", 2, None),
        ("[[1, 2], [3]]", "ragged", 2, None),
        ("1 2\n3 x", "not_a_number", 2, 2),
        ("1 (2)", "not_a_number", 1, 2),
        ("1 2\n1/0 4", "divided_by_zero", 2, 1),
        ("nan 1", "not_finite", 1, 1),
        ("1e999", "too_large", 1, 1),
        ("[[1, 2]", "brackets", None, None),
        ("[[[1]]]", "brackets", None, None),
        ("[1 2; 3 4]'", "brackets", None, None),
        ("print([[1]])", "beside", None, None),
        ("[[x for x in range(3)]]", "beside", None, None),
        ("np.array([[1, 2]]).T", "beside", None, None),
        ("__import__('os').system('ls')", "not_a_number", 1, 1),
        ("x1,x2\n1,2", "not_a_number", 1, 1),
        (str(np.zeros((50, 50))), "left_out", None, None),
        (str(torch.zeros(50, 50)), "left_out", None, None),
        ("1 " * 200_000, "too_long", None, None),
    ],
)
def test_what_is_refused_why_and_where(typed, reason, row, column):
    with pytest.raises(AnswerError) as refused:
        read_matrix(typed)
    assert (refused.value.reason, refused.value.row, refused.value.column) == (reason, row, column)
    assert refused.value.entry != "" or reason not in ("beside", "not_a_number")
    for lang in LANGUAGES:
        said = template(f"answer.{reason}", lang)
        assert said.format(row=row, column=column, entry=refused.value.entry)


def test_an_error_says_what_is_allowed():
    with pytest.raises(AnswerError, match="row 1, column 2: 'a' is not a finite number such as -3"):
        read_matrix("1 a")


def test_how_precise_each_number_is_meant():
    np.testing.assert_allclose(read_matrix("0.333 1/3 2").slack, [[0.0005, 0, 0]])


@given(
    arrays(
        np.float64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.floats(-1e6, 1e6)
    )
)
def test_what_python_and_numpy_print_reads_back(values):
    np.testing.assert_array_equal(read_matrix(str(values.tolist())).values, values)
    np.testing.assert_array_equal(read_matrix(repr(values)).values, np.array(eval_of(values)))
    rows = "\n".join(" ".join(map(repr, row)) for row in values.tolist())
    np.testing.assert_array_equal(read_matrix(rows).values, values)


def eval_of(values):
    """What NumPy's own text says, which has fewer digits."""
    return eval(repr(values), {"array": np.array})


@given(st.text(alphabet="0123456789.,;/[]()eE+-−×^ \n\tax", max_size=30))
def test_any_text_is_a_matrix_or_refused(typed):
    read = read_or_reason(typed)
    if isinstance(read, str):
        assert template(f"answer.{read}", "en")
    else:
        assert np.isfinite(read.values).all()
        assert read.values.ndim in (1, 2)


def read_or_reason(typed):
    try:
        return read_matrix(typed)
    except AnswerError as error:
        return error.reason


SLOW_ONCE = {
    "a factor before a long word": "1e3 *\n" + "1" * 50_000 + "x",
    "many keywords": "array([1" + ", dtype=" * 10_000 + "]x)",
    "a long exponent": "1.5e-" + "9" * 5_000 + " 2x",
    "spaces": "1 " + " " * 100_000 + "x",
}


@pytest.mark.parametrize("text", SLOW_ONCE.values(), ids=SLOW_ONCE.keys())
def test_hostile_text_is_refused_soon(text):
    start = time.process_time()
    with pytest.raises(AnswerError):
        read_matrix(text)
    assert time.process_time() - start < 1
