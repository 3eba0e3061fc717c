"""The walk that computes, given what to do at a leaf, an operation and a sum."""

import math

import pytest

from engine.core.evaluate import evaluate
from engine.core.expr import Apply, Cell, Delta, Expr, Name, Number, Sum

VALUES = {"A": [[1, 2, 3], [4, 5, 6]], "B": [[7], [8], [9]]}


def leaf(node: Expr) -> float:
    match node:
        case Number(value):
            return value
        case Cell(name, int(row), int(col)):
            return VALUES[name][row][col]
        case Delta(int(row), int(col)):
            return int(row == col)
    raise TypeError(node)


def applied(op: str, args: list[float]) -> float:
    return {"add": sum, "scale": math.prod, "neg": lambda numbers: -numbers[0]}[op](args)


def times(a: Expr, b: Expr) -> Expr:
    return Apply("scale", (a, b))


def test_an_operation_sees_the_values_of_its_arguments_in_order():
    written = evaluate(
        Name("A") @ Name("B").T, lambda name: name.name, lambda op, args: f"{op}{tuple(args)}"
    )
    assert written == """matmul('A', "transpose('B',)")"""


def test_a_sum_runs_over_its_index():
    entry = Sum("k", 3, times(Cell("A", 1, "k"), Cell("B", "k", 0)))
    assert evaluate(entry, leaf, applied, sum) == 4 * 7 + 5 * 8 + 6 * 9


def test_nested_sums_run_over_both_indices():
    entry = Sum("k", 2, Sum("m", 3, times(Number(2), Cell("A", "k", "m"))))
    assert evaluate(entry, leaf, applied, sum) == 2 * (1 + 2 + 3 + 4 + 5 + 6)


def test_an_inner_sum_has_the_index_that_is_called_the_same():
    # two times 1 + 2 + 3, for the inner k is another
    entry = Sum("k", 2, Sum("k", 3, Cell("A", 0, "k")))
    assert evaluate(entry, leaf, applied, sum) == 2 * (1 + 2 + 3)


def test_a_delta_picks_a_term():
    entry = Sum("k", 3, times(Delta("k", 2), Cell("A", 1, "k")))
    assert evaluate(entry, leaf, applied, sum) == 6


def test_free_indices_are_given():
    entry = Cell("A", "i", "j") + -Cell("B", "j", 0)
    assert evaluate(entry, leaf, applied, sum, {"i": 1, "j": 2}) == 6 - 9


def test_terms_come_in_the_order_of_their_index():
    entry = Sum("k", 3, Cell("A", 0, "k"))
    assert evaluate(entry, lambda cell: cell.col, applied, tuple) == (0, 1, 2)


def test_a_sum_has_no_place_among_whole_matrices():
    with pytest.raises(TypeError, match="belongs to an entry"):
        evaluate(Sum("k", 3, Cell("A", 0, "k")), leaf, applied)
