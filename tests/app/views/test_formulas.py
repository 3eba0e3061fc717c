"""A formula of one's own: the name it is differentiated by, the shapes, and what is refused."""

import pytest

from app.text import LANGUAGES
from app.views.formulas import EXAMPLES, OwnFormula, derivation_of, functions, read_shape
from app.views.plain import json_ready


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("formula", "by"), EXAMPLES)
def test_every_example_has_a_gradient_that_central_differences_confirm(formula, by, lang):
    found = derivation_of(OwnFormula(formula, by), lang)
    assert found["agrees"]
    assert found["wrt"] == by
    assert found["lines"][-1]["math"].startswith("<math")
    assert json_ready(found)


@pytest.mark.parametrize(
    ("by", "code"),
    [  # d(a'Xb) = da' X b + a' dX b + a' X db
        ("X", "a @ b.T"),
        ("a", "X @ b"),
        ("b", "X.T @ a"),
        ("", "a @ b.T"),  # the matrix
        ("Z", "a @ b.T"),  # a name of the formula before
    ],
)
def test_the_name_by_which_it_is_differentiated(by, code):
    assert derivation_of(OwnFormula("a' * X * b", by), "en")["code"] == code


def test_without_a_matrix_it_is_the_first_name():
    assert derivation_of(OwnFormula("x' * y"), "en")["wrt"] == "x"


def test_names_are_told_with_the_shapes_that_are_needed():
    found = derivation_of(OwnFormula("sumsq(A * x - b)", "x", {"x": "5", "b": " "}), "en")
    shapes = {one["name"]: one["shape"] for one in found["names"]}
    assert shapes["x"] == [5, 1]
    assert shapes["A"][1] == 5
    assert shapes["b"] == [shapes["A"][0], 1]


@pytest.mark.parametrize(
    ("typed", "shape"),
    [("3", (3,)), ("3x2", (3, 2)), (" m × n ", ("m", "n")), ("2, 4", (2, 4)), ("1", ()), ("", ())],
)
def test_shapes_as_people_type_them(typed, shape):
    assert read_shape(typed) == shape


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (OwnFormula("a' * X *"), "not the end"),
        (OwnFormula("a' * X * b", shapes={"X": "3 x q!"}), "X is declared as"),
        (OwnFormula("a' * X * b", shapes={"X": "99 x 2"}), "from 1 to 32"),
        (OwnFormula("7"), "not in the formula"),
        (OwnFormula(""), "expected a name"),
    ],
)
def test_what_is_refused_is_said(own, said):
    found = derivation_of(own, "en")
    assert said in found["refused"]["text"]
    assert "code" not in found


def test_functions_are_those_that_a_formula_may_call():
    for name in functions():
        refused = derivation_of(OwnFormula(f"{name}(", "x"), "en")["refused"]
        assert "not a function" not in refused["text"]


def test_what_is_no_number_has_a_jacobian():
    found = derivation_of(OwnFormula("X * Y", "X", {"X": "3 x 2", "Y": "2 x 3"}), "en")
    assert found["agrees"]
    assert "sum(...)" in found["jacobian"]["note"]
