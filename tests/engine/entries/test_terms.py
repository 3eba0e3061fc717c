"""The terms of an entry, and the cells that they come from."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.errors import BindError
from engine.core.expr import Cell, Name, Number, Sum
from engine.core.ops import scale
from engine.core.render import source
from engine.entries.terms import sources, split, terms, value_at
from engine.running.trace import run
from tests.engine.check.test_gradcheck import NORMED, values_for


def test_a_weight_gradient_is_a_product_for_each_sample(batch):
    """gradW2[0, 1] = (31·-713 + 50·-955 + 68·-199) / 3."""
    found = terms(batch, "gradW2", 0, 1)
    products = [31 * -713, 50 * -955, 68 * -199]
    assert [term.value for term in found] == pytest.approx([p / 3 for p in products], rel=1e-15)
    assert found[1].text == "Y1[1, 0] * gradY2lin[1, 1] / 3"
    assert found[1].cells == (Cell("Y1", 1, 0), Cell("gradY2lin", 1, 1))


def test_a_linear_layer_is_products_and_a_bias(batch):
    """Y1lin[2, 0] = 7·4 + 8·5 + 0."""
    assert [term.value for term in terms(batch, "Y1lin", 2, 0)] == [28, 40, 0]


def test_a_number_counts_as_a_cell(batch):
    update = terms(batch, "B3_new", 0, 1)
    assert [term.text for term in update] == ["B3[0, 1]", "-(lr * gradB3[0, 1])"]
    assert set(update[1].cells) == {Cell("lr", 0, 0), Cell("gradB3", 0, 1)}
    assert value_at(batch, Cell("lr", 0, 0)) == 0.1


@pytest.mark.parametrize("name", [e.name for e in NORMED.equations])
def test_the_sum_of_the_terms_is_the_entry(name):
    trace = run(NORMED, values_for(NORMED))
    for index in np.ndindex(trace[name].shape or (1, 1)):
        found = terms(trace, name, *index)
        size = sum(abs(term.value) for term in found)
        whole = value_at(trace, Cell(name, *index))
        assert_allclose(sum(term.value for term in found), whole, rtol=1e-12, atol=1e-12 * size)


def test_the_terms_of_the_loss_are_right_for_logits_of_thousands(batch):
    """-Σ D log softmax: only the second column counts, 4·639 + 2·1170 + 5·1572 = 12756."""
    values = [term.value for term in terms(batch, "L")]
    assert_allclose(values, [0, 4 * 639, 0, 2 * 1170, 0, 5 * 1572])


A, B, C, D = map(Name, "abcd")
TOTAL = Sum("k", 2, Cell("x", "k", 0))


@pytest.mark.parametrize(
    ("expr", "written"),
    [
        (A - (B - C), ["a", "-b", "c"]),
        (-(A - B), ["-a", "b"]),
        ((A + B) / Number(2), ["a / 2", "b / 2"]),
        (scale(A, B - C), ["a * (b - c)"]),
        (scale(A, TOTAL), ["a * x[0, 0]", "a * x[1, 0]"]),
        (scale(-TOTAL, A) / Number(2), ["-x[0, 0] * a / 2", "-x[1, 0] * a / 2"]),
        ((A - B) / C, ["(a - b) / c"]),
        (TOTAL / C - A, ["x[0, 0] / c", "x[1, 0] / c", "-a"]),
        (-A, ["-a"]),
        (TOTAL + D, ["x[0, 0]", "x[1, 0]", "d"]),
    ],
)
def test_sums_are_written_out_and_factors_taken_inside(expr, written):
    assert [source(term) for term in split(expr)] == written


def test_a_sum_within_a_sum_keeps_its_index():
    inner = Sum("m", 2, Cell("x", "k", "m"))
    found = [source(term) for term in split(Sum("k", 2, inner))]
    assert found == ["x[0, 0]", "x[0, 1]", "x[1, 0]", "x[1, 1]"]
    assert sources(inner / (A + inner))[-1] == Cell("a", 0, 0)


def test_an_input_has_no_terms(single):
    assert terms(single, "X", 0, 1) == ()


@pytest.mark.parametrize(
    ("name", "row", "col", "message"),
    [
        ("Y9", 0, 0, "Y9 is not a value of the program; there are X, D"),
        ("Y1", 1, 0, r"Y1 is 1x3, so it has no entry \[1, 0\]; both count from 0"),
        ("Y1", 0, -1, r"no entry \[0, -1\]"),
        ("L", 0, 1, "L is 1x1"),
    ],
)
def test_a_cell_that_is_not_there_is_refused(single, name, row, col, message):
    with pytest.raises(BindError, match=message):
        terms(single, name, row, col)
