"""Matrices that are pasted as a whole or from an entry on, or filled, on the toy problem."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.text import LANGUAGES, text
from app.work.address import from_query
from app.work.changes import changed
from app.work.errors import WorkError
from app.work.matrices import Target, pasted
from app.work.numbers import inputs_of
from app.work.plain import from_plain, to_plain
from app.work.run import run_of
from app.work.work import FRESH, MOST_TYPED, Work
from tests.support import toy

W1, X = toy.BATCH["W1"].tolist(), toy.BATCH["X"].tolist()
NINE = [[9, 8, 7], [6, 5, 4]]


def paste(said, name="W1", at=None, **more):
    place = {"row": at[0], "col": at[1]} if at else {}
    return {"type": "paste", "name": name, "text": said, **place, **more}


def fill(rule, name="W1", **more):
    return {"type": "fill", "name": name, "rule": rule, **more}


def after(*changes, work=None):
    work = work or Work()
    for change in changes:
        work = changed(work, change)
    return work


def value(work, name="W1"):
    return inputs_of(run_of(work))[name].tolist()


def refusal(change, work=None):
    with pytest.raises(WorkError) as refused:
        after(change, work=work)
    assert all(refused.value.sentence(lang) for lang in LANGUAGES)
    return refused.value.sentence("en")


@pytest.mark.parametrize("at", [None, (0, 0), (1, 2)])
@pytest.mark.parametrize(
    "text",
    [
        "9 8 7\n6 5 4",
        "[[9, 8, 7], [6, 5, 4]]",
        "np.array([[9., 8., 7.], [6., 5., 4.]])",
        "9\t8\t7\r\n6\t5\t4\r\n",
        "[9 8 7; 6 5 4]",
        "9,8,7\n6,5,4",
        "tensor([[9., 8., 7.],\n        [6., 5., 4.]])",
    ],
)
def test_a_matrix_of_the_same_shape_goes_over_the_whole_wherever_it_is_pasted(text, at):
    work = after(paste(text, at=at))
    assert value(work) == NINE
    assert from_plain(to_plain(work)) == work


def test_a_smaller_one_goes_from_the_cell_on():
    assert value(after(paste("9 8", at=(0, 1)))) == [[4, 9, 8], [5, 4, 5]]
    assert value(after(paste("9\n8", at=(0, 2)))) == [[4, 2, 9], [5, 4, 8]]
    assert value(after(paste("[9, 8]", at=(1, 0)))) == [[4, 2, -2], [9, 8, 5]]


def test_one_number_goes_into_its_cell():
    """A comma in one cell is a decimal comma; between several numbers it separates."""
    assert value(after(paste("1,5", at=(0, 0))))[0] == [1.5, 2, -2]
    assert value(after(paste(" 1 000\n", at=(0, 0))))[0] == [1000, 2, -2]
    assert value(after(paste("7,8,9", at=(0, 0))))[0] == [7, 8, 9]
    assert value(after(paste("1,5\t2", at=(0, 0))))[0] == [1.5, 2, -2]
    assert value(after(paste("7", name="lr", at=(0, 0))), "lr") == 7
    assert value(after(paste("7", name="lr")), "lr") == 7


def test_a_column_of_decimal_commas_is_one_where_nothing_else_fits():
    assert value(after(paste("1,5\n2,5", at=(0, 2)))) == [[4, 2, 1.5], [5, 4, 2.5]]
    assert value(after(paste("1,5\n2,5", at=(0, 1)))) == [[4, 1, 5], [5, 2, 5]]


def test_a_list_is_a_column_where_that_is_the_whole():
    narrow, _ = from_query({"net": "2-3.relu-1.identity", "loss": "l2"})
    assert value(after(paste("[7, 8, 9]", "W2"), work=narrow), "W2") == [[7], [8], [9]]
    assert value(after(paste("[7, 8, 9]", at=(1, 0)))) == [W1[0], [7, 8, 9]]


def test_what_is_shown_transposed_is_pasted_transposed():
    """W1ᵀ is 3×2: its row 2, column 1 is row 1, column 2 of W1."""
    turned = {"transposed": True}
    assert value(after(paste("9 6\n8 5\n7 4", **turned))) == NINE
    assert value(after(paste("9 8", at=(0, 1), **turned))) == [[4, 9, -2], [5, 8, 5]]


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("1 2\n3 4", None, "W1 is 2×3, and this is 2×2: please paste 2×3."),
        ("1 2\n3 4\n5 6", None, "W1 is 2×3, and this is 3×2: transposed it would fit."),
        ("1 2 3 4", (0, 0), "W1 is 2×3, and this is 1×4: at most 2×3 fits."),
        ("1 2", (1, 2), "W1 is 2×3, and this is 1×2: 2×3 fits as a whole, at most 1×1 from row 2,"),
        ("5", None, "W1 is 2×3, and this is 1×1: please paste 2×3."),
        ("1 2 3\n4 5", None, "Row 2 is not as long as the first one."),
        ("a b\n1 2", (0, 0), "Row 1, column 1: “a” is not a number."),
        ("import os", (0, 0), "Row 1, column 1: “import” is not a number."),
        ("[[open(f) for f in x]]", None, "Only numbers are read here, nothing is computed: “open”"),
        ("", None, "There is no number here yet."),
        ("", (0, 0), "There is no number here yet."),
        ("[[0. 0. ... 0.]]", (0, 0), "Numbers are left out of this"),
        ("1 " * 100_001, (0, 0), "This has 200002 characters; 200000 are possible."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_says_what_does(text, at, said):
    assert refusal(paste(text, at=at)).startswith(said)


def test_a_paste_into_what_is_gone_changes_nothing():
    for change in (
        paste("1", "W9"),
        paste("1", "gradW1"),
        paste("1", at=(2, 0)),
        fill("ones", "W9"),
    ):
        assert after(change) == Work()


def test_of_a_single_sample_only_its_row_is_pasted_over():
    single = {"type": "samples", "samples": "single"}
    work = after(single, paste("[7, 8]", "X"))
    assert value(work, "X") == [[7, 8], *X[1:]]
    assert "X is 1×2" in refusal(paste("1 2\n3 4", "X"), after(single))


def test_fills():
    assert value(after(fill("zeros"))) == [[0, 0, 0], [0, 0, 0]]
    assert value(after(fill("ones"))) == [[1, 1, 1], [1, 1, 1]]
    assert value(after(fill("identity"))) == [[1, 0, 0], [0, 1, 0]]
    assert value(after(fill("random", seed=7))) != value(after(fill("random", seed=8)))
    assert value(after(fill("zeros", "lr")), "lr") == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_that_is_shown_makes_the_random_numbers(lang):
    code = text("player.whole.random.code", lang, seed=7, rows=2, cols=3)
    assert value(after(fill("random", seed=7))) == eval(code, {"np": np}).tolist()


def test_a_fill_goes_over_what_was_typed_and_a_reset_takes_it_back():
    edit = {"type": "edit", "name": "W1", "row": 0, "col": 0, "typed": "5"}
    assert after(edit, fill("ones")) == after(fill("ones"))
    assert after(fill("ones"), {"type": "reset"}).iterations == FRESH


def test_more_than_can_be_typed_is_refused_by_its_number():
    digits = after({"type": "preset", "name": "digits"})
    count = 784 * 256
    assert count > MOST_TYPED
    assert refusal(fill("zeros"), digits).startswith(f"That would be {count} numbers typed by hand")


@given(arrays(np.float64, (2, 3), elements=st.floats(allow_nan=False, allow_infinity=False)))
def test_every_number_comes_through_as_it_is(numbers):
    assert value(after(paste(str(numbers.tolist())))) == numbers.tolist()


def test_three_digits_each_are_a_row_where_they_fit():
    """As a program prints them; `1 000` stays one number, and so does what has no room."""
    target = Target("X", (2, 3), (0, 0))
    assert [one.value for one in pasted("100 200 300", target)] == [100, 200, 300]
    assert [one.value for one in pasted("1 000", target)] == [1000]
    narrow = Target("B", (1, 1), (0, 0))
    assert [one.value for one in pasted("100 200", narrow)] == [100200]
