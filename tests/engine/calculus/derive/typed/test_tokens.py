"""Formulas as tokens."""

import pytest

from engine.calculus.derive.typed.tokens import tokens
from engine.core.errors import DeriveError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a'*X_1", ["a", "'", "*", "X_1"]),
        ("2.5e-3.*x", ["2.5e-3", ".*", "x"]),
        ("2.*x", ["2", ".*", "x"]),
        ("2./x.^2", ["2", "./", "x", ".^", "2"]),
        ("2e", ["2", "e"]),
        ("1.5.2", ["1.5", ".2"]),
        ("", []),
    ],
)
def test_a_formula_falls_into_its_tokens(text, expected):
    found = tokens(text)
    assert [token.text for token in found] == [*expected, ""]
    assert all(text[t.column - 1 :].startswith(t.text) for t in found)
    assert found[-1].kind == "end"


@pytest.mark.parametrize(("text", "column"), [("a # b", 3), ("x?", 2), ("é", 1), ("a % b", 3)])
def test_what_is_no_token_is_named(text, column):
    with pytest.raises(DeriveError, match=f"column {column}: a formula has no") as refused:
        tokens(text)
    assert refused.value.column == column
