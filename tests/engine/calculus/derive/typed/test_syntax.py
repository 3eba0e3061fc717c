"""What binds tighter, and where a formula stops making sense."""

import pytest

from engine.calculus.derive.typed.syntax import parse
from engine.core.errors import DeriveError


def shown(node):
    """Every operation in brackets, in front of its arguments."""
    return (
        f"({' '.join([node.token.text, *map(shown, node.args)])})" if node.args else node.token.text
    )


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a - b - c", "(- (- a b) c)"),
        ("a - b * c", "(- a (* b c))"),
        ("a / b .* c", "(.* (/ a b) c)"),
        ("(a + b) * c", "(* (+ a b) c)"),
        ("-a * b + c", "(+ (- (* a b)) c)"),
        ("-x^2", "(- (^ x 2))"),
        ("a ./ -b ./ c", "(./ (./ a (- b)) c)"),
        ("a * -b + c", "(+ (* a (- b)) c)"),
        ("X'^2", "(^ (' X) 2)"),
        ("X^-1'", "(' (^ X (- 1)))"),
        ("a'*X*b", "(* (* (' a) X) b)"),
        ("dot(a, b + c)'", "(' (dot a (+ b c)))"),
        ("1.*x", "(.* 1 x)"),
        (".5e-3 * x_1", "(* .5e-3 x_1)"),
        (" tr ( X\n) ", "(tr X)"),
    ],
)
def test_a_formula_is_read_as_a_person_reads_it(text, tree):
    assert shown(parse(text)) == tree


EXPECTED = "expected a name, a number or '('"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"column 1: {EXPECTED}, not the end"),
        ("a' * X *", f"column 9: {EXPECTED} after '*', not the end"),
        ("a + )", f"column 5: {EXPECTED} after '+', not ')'"),
        ("a 2", "column 3: expected an operator or the end after 'a', not '2'"),
        ("(a", "column 3: expected an operator or ')' after 'a', not the end"),
        ("dot(a, b", "column 9: expected an operator, ',' or ')' after 'b', not the end"),
        ("tr()", f"column 4: {EXPECTED} after '(', not ')'"),
        ("a)", "column 2: expected an operator or the end after 'a', not ')'"),
        ("a # b", "column 3: a formula has no '#'"),
        ("x * * 2", f"column 5: {EXPECTED} after '*', not '*'"),
        ("é", "column 1: a formula has no 'é'"),
        ("__import__('os')", f"column 1: {EXPECTED}, not '_'"),
        ("x" + "+x" * 150, "column 301: a formula has at most 300 characters"),
        ("(" * 25 + "x" + ")" * 25, "column 25: a formula is nested at most 24 deep"),
        ("x" + "'" * 61, "column 62: a formula has at most 60 operations"),
    ],
)
def test_a_fault_has_its_column(text, message):
    with pytest.raises(DeriveError) as refused:
        parse(text)
    assert str(refused.value).startswith(message)


def test_as_deep_as_allowed_is_read():
    assert shown(parse("(" * 23 + "x" + ")" * 23)) == "x"
