"""What programs print is read back: NumPy, PyTorch, Python, and MATLAB and others by their text."""

from contextlib import suppress
from fractions import Fraction
from time import process_time

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.core.errors import AnswerError
from engine.teach.answers.matrix import LONGEST, read_matrix

A = np.array([[1.5, -2.0, 1e-9], [3.25e7, 0.0, 1 / 3]])
WIDE = np.linspace(-1, 1, 60).reshape(2, 30)
"""So wide that NumPy and PyTorch break its rows."""
TWO = [[1, 2], [3, 4]]


def from_torch(tensor):
    return tensor.detach().numpy()


@pytest.mark.parametrize("array", [A, WIDE, np.eye(3), np.array([[7]])])
@pytest.mark.parametrize(
    "printed",
    [
        str,
        repr,
        lambda array: f"W1 = {array!r}",
        lambda array: str(array.tolist()),
        lambda array: str([list(row) for row in array]),
        lambda array: str(tuple(map(tuple, array.tolist()))),
    ],
)
def test_what_numpy_and_python_print(array, printed):
    with np.printoptions(floatmode="unique"):
        np.testing.assert_array_equal(read_matrix(printed(array)).values, array)


@pytest.mark.parametrize(
    "tensor",
    [
        torch.tensor(A),
        torch.tensor(WIDE, dtype=torch.float32),
        torch.tensor(A, requires_grad=True),
        torch.tensor(A, requires_grad=True) * 2,
        torch.nn.Parameter(torch.tensor(A)),
        torch.arange(6).reshape(2, 3),
    ],
    ids=["double", "float", "leaf", "computed", "parameter", "whole"],
)
def test_what_pytorch_prints(tensor):
    torch.set_printoptions(precision=17)
    try:
        printed = str(tensor)
    finally:
        torch.set_printoptions(profile="default")
    np.testing.assert_allclose(read_matrix(printed).values, from_torch(tensor), rtol=1e-15)


def test_numbers_of_numpy_of_python_and_of_pytorch_alone():
    assert read_matrix(str(list(np.array([1.5, -2.0])))).values.tolist() == [1.5, -2]
    assert read_matrix(str([[Fraction(1, 3)]])).values.tolist() == [[1 / 3]]
    assert read_matrix(str(torch.tensor(3.0))).values.tolist() == [[3]]


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("A =\n\n     1     2\n     3     4\n\n", TWO),  # MATLAB
        (
            "ans =\n\n   1.0e+03 *\n\n    1.5000    0.0020\n   -3.0000         0\n\n",
            [[1500, 2], [-3000, 0]],
        ),
        (
            "A =\n\n  Columns 1 through 2\n\n   1   2\n   4   5\n\n  Column 3\n\n   3\n   6\n",
            [[1, 2, 3], [4, 5, 6]],
        ),
        ("a =\n\n Columns 1 and 2:\n\n   1   2\n   3   4\n\n", TWO),  # Octave
        ("[1 2; 3 4]", TWO),
        ("A = [1, 2; 3, 4];", TWO),
        ("A = [1 2;\n     3 4];", TWO),
        ("[1; 2; 3]", [[1], [2], [3]]),
        ("1\t2\r\n3\t4\r\n", TWO),  # a spreadsheet
        ("1,5\t2\r\n3\t4\r\n", [[1.5, 2], [3, 4]]),
        ('"1","2"\n"3","4"\n', TWO),  # CSV
        ('"1,5";"2"\n"3";"4"\n', [[1.5, 2], [3, 4]]),
        ("Array([[1., 2.]], dtype=float32)", [[1, 2]]),  # JAX
        ("{{1, 2}, {3, 4}}", TWO),  # Mathematica, C
        (r"\begin{pmatrix} 1 & \frac{1}{2} \\ 3 & 4 \end{pmatrix}", [[1, 0.5], [3, 4]]),
        ("2.1×10⁻²¹ −27\u2009795", [[2.1e-21, -27795]]),  # this program
    ],
)
def test_what_others_print(printed, values):
    np.testing.assert_array_equal(read_matrix(printed).values, values)


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 5), st.integers(1, 5)),
        elements=st.floats(-1e300, 1e300),
    )
)
def test_every_matrix_reads_back_from_numpy_and_pytorch(values):
    with np.printoptions(floatmode="unique"):
        np.testing.assert_array_equal(read_matrix(str(values)).values, values)
        np.testing.assert_array_equal(read_matrix(repr(values)).values, values)


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\t",
        "\n",
        "[",
        "[]",
        ", ",
        "; ",
        "1 ",
        "1\n",
        "1,",
        "a.",
        "array(",
        "·10",
        "float(",
        "\\frac{",
        "Columns 1 through 2\n",
        "1/",
        "x" + 400 * " ",
        "1e",
        ",dtype=",
        "Fraction(",
        "&",
        "1 000 ",
    ],
)
def test_no_text_takes_long(piece):
    """A tenth of the longest text: one that took time by the square of its length took a second."""
    text = (piece * 20_000)[: LONGEST // 10]
    begun = process_time()
    for end in ("", "x", "]"):
        with suppress(AnswerError):
            read_matrix("1" + text + end)
    assert process_time() - begun < 3
