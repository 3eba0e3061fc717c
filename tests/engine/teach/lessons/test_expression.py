"""Expressions as a lesson writes them."""

import pytest
from numpy.testing import assert_array_equal

from engine.core.errors import LessonError, ShapeError
from engine.core.expr import Name, Number, Size
from engine.core.ops import div, over, power, relu, scale, square, sum_rows
from engine.network.build import mlp
from engine.network.columns import columns
from engine.teach.lessons.expression import parse
from tests.support.calculate import calculate

A, B, c = Name("A"), Name("B"), Name("c")
SHAPES = {"A": ("n", 3), "B": (3, 2), "c": ()}


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("A @ B", A @ B),
        ("A.T @ A / n", over(A.T @ A, Size("n"))),
        ("2 * A", scale(Number(2), A)),
        ("A * c", scale(c, A)),
        ("A * A", A * A),
        ("A / A", div(A, A)),
        ("A / c", over(A, c)),
        ("A ** 2", square(A)),
        ("A ** -1.5", power(A, Number(-1.5))),
        ("-(A - A)", -(A - A)),
        ("sum_rows(relu(A))", sum_rows(relu(A))),
        ("A - A - A", A - A - A),
    ],
)
def test_a_text_is_read_as_the_expression(text, expr):
    assert parse(text, SHAPES) == expr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A @", "cannot be read"),
        ("A[0]", "is not in the language"),
        ("open('x')", "is not in the language"),
        ("A.shape", "is not in the language"),
        ("A % 2", "Mod is not in the language"),
        ("Z + A", "Z is not assigned; there are A, B, c"),
        ("'A'", "is not in the language"),
        ("relu(x=A)", "is not in the language"),
    ],
)
def test_anything_else_is_refused(text, said):
    with pytest.raises(LessonError, match=said.replace("(", r"\(")):
        parse(text, SHAPES)


def test_what_does_not_fit_is_a_shape_error():
    with pytest.raises(ShapeError, match="B has 2 columns"):
        parse("(B @ A) * 2", {"A": (3, 3), "B": (3, 2)})


def test_it_computes_what_it_says():
    value = calculate(parse("2 * A @ B - 1", {"A": (1, 2), "B": (2, 1)}), A=[[1, 2]], B=[[3], [4]])
    assert_array_equal(value, [[2 * (1 * 3 + 2 * 4) - 1]])


@pytest.mark.parametrize("program", [mlp((2, 3, 2), norm="before"), columns((2, 2))])
def test_plain_equations_of_a_network_are_read_as_they_are_printed(program):
    """NumPy's source is the same language where no function is called."""
    from engine.core.render import source

    read = 0
    for equation in program.equations:
        text = source(equation.expr)
        if "np." not in text and "(axis" not in text and "softmax(" not in text:
            assert source(parse(text, program.shapes)) == text
            read += 1
    assert read > 5
