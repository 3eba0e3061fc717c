"""A long expression with its parts under names: what a part is, and that the value stays."""

import numpy as np
import pytest

from engine.core.box import NameBox
from engine.core.expr import Name, Number, Size
from engine.core.ops import over, power, relu, scale, sqrt, sum_rows
from engine.core.render import boxes, source
from engine.core.rewrite import simplify
from engine.printing.latex import latex
from engine.printing.names import letters, symbol
from engine.printing.parts import NUMBER_FIRST, named_parts, parts_of

G, X, M, V, E = map(Name, "GXMVE")
OF_VARIANCE = scale(Number(-0.5), sum_rows(G * (X - M)) * power(V + E, Number(-1.5)))
"""The gradient of the variance of a batch, section 4.2."""
OF_MEAN = -sum_rows(G / sqrt(V + E)) - over(scale(Number(2), V * sum_rows(X - M)), Size(3))


def in_parts(expr, taken=frozenset()):
    named = named_parts(expr, taken)
    return latex(named.whole), {letter: latex(part) for letter, part in named.parts.items()}


def test_what_stands_between_brackets_and_a_power_has_a_name():
    """By hand: -½ 1ᵀ P ⊙ Q with P = G ⊙ (X - M) and Q = (V + E)^(-3/2)."""
    whole, parts = in_parts(OF_VARIANCE)
    assert whole == r"- \frac{1}{2} \, {\mathbf{1}}^\top \, P \odot Q"
    assert parts == {
        "P": r"G \odot \left( X - M \right)",
        "Q": r"{\left( V + E \right)}^{- \frac{3}{2}}",
    }


def test_a_number_over_the_samples_is_one_fraction():
    whole, parts = in_parts(OF_MEAN)
    assert whole == (r"- {\mathbf{1}}^\top \, P - \frac{2}{3} \, V \odot {\mathbf{1}}^\top \, Q")
    assert parts == {"P": r"\frac{G}{\sqrt{V + E}}", "Q": "X - M"}


@pytest.mark.parametrize("expr", [X @ V + M, relu(X), X.T @ G, scale(Number(2), X), X / M])
def test_what_holds_no_brackets_has_no_parts(expr):
    assert named_parts(expr) is None


def test_a_part_that_stands_twice_has_one_name():
    whole, parts = in_parts((X - M) * (X - M))
    assert (whole, parts) == (r"P \odot P", {"P": "X - M"})


def test_a_letter_of_the_program_is_not_taken():
    taken = letters([symbol("P2"), symbol("gradQ1"), symbol("X")])
    assert {"P", "Q", "X"} <= taken
    assert list(in_parts(OF_MEAN, taken)[1]) == ["R", "S"]


def test_no_value_of_the_program_is_lost():
    """Every name of the formula stands in the whole or in one of its parts."""
    named = named_parts(OF_VARIANCE)
    seen = str([named.whole, *named.parts.values()])
    assert all(str(NameBox(name)) in seen for name in "GXMVE")


def test_moving_the_number_first_keeps_the_value():
    """It multiplies the first factor instead of the product."""
    rng = np.random.default_rng(4)
    values = {name: rng.uniform(1, 2, (3, 2)) for name in "GX"}
    values |= {name: rng.uniform(1, 2, (1, 2)) for name in "MVE"}
    for expr in (OF_VARIANCE, OF_MEAN):
        moved = simplify(expr, NUMBER_FIRST, {})
        assert source(moved) != source(expr)
        before, after = (eval(source(one), {"np": np}, values) for one in (expr, moved))
        assert np.allclose(before, after, rtol=1e-14)


def test_the_largest_parts_come_from_left_to_right():
    assert [source(part) for part in parts_of((X - M) @ (G + (V - E)))] == ["X - M", "G + (V - E)"]


@pytest.mark.parametrize(
    ("expr", "written"),
    [
        (scale(Number(-0.5), X), r"- \frac{1}{2} \, X"),
        (scale(Number(-0.5), X) * M, r"- \frac{1}{2} \, X \odot M"),
        (X - scale(Number(-0.5), M), r"X - \left( - \frac{1}{2} \, M \right)"),
        (X * scale(Number(-2), M), r"X \odot \left( -2 \, M \right)"),
        (X + scale(Number(-2), M) @ V, r"X + \left( -2 \, M \, V \right)"),
        (scale(Number(-2), X * M) @ V, r"-2 \, \left( X \odot M \right) \, V"),
        (scale(Number(3), X @ M), r"3 \, X \, M"),
        (power(X, Number(-1)), r"{X}^{-1}"),
        (over(scale(Number(-2), X), Size("n")), r"\frac{1}{n} \, \left( -2 \, X \right)"),
    ],
)
def test_a_minus_needs_brackets_only_behind_something(expr, written):
    assert latex(boxes(expr)) == written
