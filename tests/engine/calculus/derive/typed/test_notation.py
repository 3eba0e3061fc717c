"""Notations of people: how each is read, what is guessed, and what is said about it."""

import pytest

from engine.calculus.derive.typed.declarations import split_declarations
from engine.calculus.derive.typed.reading import read
from engine.core.errors import DeriveError

SAME = {
    "norm2(A*x - b)^2": [
        *("||Ax - b||^2", "‖A x − b‖²", r"\|Ax-b\|_2^2", "norm(A@x - b)**2", "||A*x - b||_2²"),
        *("np.linalg.norm(A @ x - b)**2", r"\left\lVert \mathbf{A}\mathbf{x} - b \right\rVert^2"),
    ],
    "(A*x - b)'*(A*x - b)": ["(Ax-b)^T(Ax-b)", "(Ax-b)ᵀ(Ax-b)", "(A*x-b).T @ (A*x-b)",
        "(Ax-b)^{\\top}(Ax-b)", "f(x) = (Ax-b)⊤(Ax-b)"],
    "x'*A*x/(x'*x)": ["x'Ax / x'x", r"\frac{x^TAx}{x^Tx}", "xᵀAx/(xᵀx)"],
    "1/2*x'*A*x": ["1/2 x'Ax", r"\frac12 x^TAx", "½ xᵀ A x", r"\tfrac{1}{2} x^{\top} A x"],
    "sum(y .* log(p))": ["sum_i y_i log(p_i)", r"\sum_{i=1}^n y_i \log p_i", "∑_i yᵢ ln(pᵢ)"],
    "log(1 + exp(-y*w'*x))": ["ln(1+e^(-y wᵀx))", r"\log(1 + e^{-y w^\top x})"],
    "sigmoid(W*x + b)": ["σ(Wx+b)", r"\sigma(\mathbf{W}x + b)", "sigma(W x + b)"],
    "tr(X'*X)": ["Tr(XᵀX)", "trace(X.T @ X)", r"\operatorname{tr}(X^\top X)", "tr X'X"],
    "inv(X)": ["inverse(X)", "np.linalg.inv(X)"],
    "X^-1'": [r"X^{-T}", "X^-T", "X⁻ᵀ"],
    "mean(x)": ["x.mean()", "np.mean(x)", "avg(x)"],
    "A .* B": ["A ⊙ B", "A ∘ B", r"A \odot B", "Ａ.*Ｂ"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "typed"), [(plain, typed) for plain, others in SAME.items() for typed in others]
)
def test_a_notation_is_read_as_the_plain_one(plain, typed):
    reading = read(typed, {}, "x")
    norms = reading.spelled.replace(".^", "^")
    assert norms == plain
    assert reading.expr == read(plain, {}, "x").expr


@pytest.mark.parametrize(
    ("text", "wrt", "shapes"),
    [
        ("0.5*(y - w'*x)^2", "w", {"y": (), "w": ("m", 1), "x": ("m", 1)}),
        ("log(1+exp(-y*w'*x))", "w", {"y": (), "w": ("m", 1), "x": ("m", 1)}),
        ("2*x^2 + 3*x + 1", "x", {"x": ()}),
        ("(w*x + b - y)^2", "w", {"w": (), "x": (), "b": (), "y": ()}),
        ("1/(1 + exp(-x))", "x", {"x": ()}),
        ("||Xw - y||^2 + λ||w||^2", "w",
            {"X": ("m", "n"), "w": ("n", 1), "y": ("m", 1), "λ": ()}),
        ("1/N*sum((X*w - y)^2)", "w", {"N": (), "X": ("m", "n"), "w": ("n", 1), "y": ("m", 1)}),
        ("det(a X)", "X", {"a": (), "X": ("m", "m")}),
        ("sigmoid(W*x + b)", "W", {"W": ("m", "n"), "x": ("n", 1), "b": ("m", 1)}),
        ("x/norm2(x)", "x", {"x": ("m", 1)}),
        ("x^2", "x", {"x": ("m", 1)}),
        ("x - α*g", "x", {"x": ("m", 1), "α": (), "g": ("m", 1)}),
    ],
)  # fmt: skip
def test_names_that_are_used_like_numbers_are_numbers(text, wrt, shapes):
    reading = read(text, {}, wrt)
    assert dict(reading.shapes) == shapes
    assert set(reading.guessed) == set(shapes)


def test_shapes_can_be_said_behind_the_formula():
    formula, shapes = split_declarations("c*x'*A*x ; c: number, A: 3x3, x: 3")
    assert formula == "c*x'*A*x "
    assert shapes == {"c": (), "A": (3, 3), "x": (3, 1)}
    reading = read("x + y", split_declarations("; x: row, y: 1xk")[1])
    assert reading.shapes["x"][0] == 1
    assert reading.guessed == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x ; x: 3x", "column 5: 'x: 3x' does not say a shape; type NAME: number"),
        ("x ; x: 33", "column 5: 'x: 33' does not say a shape"),
    ],
)
def test_what_says_no_shape_is_named(text, message):
    with pytest.raises(DeriveError) as refused:
        split_declarations(text)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "column"), [("sum((A*x - b)^2)", 14), ("mean(x**2)", None), ("sum(y*log(p))", 6)]
)
def test_what_goes_by_entries_is_said_at_its_place(text, column):
    """`**` always goes entry by entry, as NumPy has it."""
    notes = [(note.key, note.column) for note in read(text, {}, "x").notes]
    assert notes == ([("by_entries", column)] if column else [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("∇f", "column 1: type only the formula that is to be derived, without ∇"),
        ("x'*A = b", "column 6: a formula has no '=' inside"),
        ("||x||_3", "column 1: there is no norm with the index 3 here; there are ||x||"),
        ("||X||_2", "column 1: ||X||_2 of a matrix is its largest singular value"),
        ("||x", "column 4: the closing || is missing here"),
        ("sum_i w'*x_i", "column 8: inside a sum over i everything goes entry by entry"),
        ("x^y", "column 2: ^ needs a number as its exponent, as in x^2; for a transpose type x'"),
        ("\\foo x", "column 1: \\foo is not known here"),
        ("x[1]", "column 2: there are no single entries here: x stands for the whole"),
        ("A ⊗ B", "column 3: there is no Kronecker product here; type a*b'"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(text, message):
    with pytest.raises(DeriveError) as refused:
        read(text, {}, "x")
    assert str(refused.value).startswith(message)


def test_lambda_is_a_name_that_python_can_run():
    reading = read("lambda*x'*x", {"lambda": ()}, "x")
    assert list(reading.shapes) == ["lambda_", "x"]
    assert reading.guessed == ("x",)
