"""Every way to type a shape."""

import pytest

from engine.core.errors import AnswerError
from engine.teach.answers.shape import read_shape


@pytest.mark.parametrize(
    ("typed", "shape"),
    [
        ("3x2", (3, 2)),
        ("3 X 2", (3, 2)),
        ("3×2", (3, 2)),
        ("３＊２", (3, 2)),
        ("3 2", (3, 2)),
        ("(3, 2)", (3, 2)),
        ("[3,2]", (3, 2)),
        ("（3，2）", (3, 2)),
        ("3 by 2", (3, 2)),
        ("3 rows, 2 columns", (3, 2)),
        ("1 row 2 cols", (1, 2)),
        ("3行2列", (3, 2)),
        ("3 行 × 2 列", (3, 2)),
        ("(3,)", (3,)),
        ("3", (3,)),
        ("()", ()),
    ],
)
def test_forms_of_a_shape(typed, shape):
    assert read_shape(typed) == shape


@pytest.mark.parametrize(
    "typed", ["", "a", "3x2x1", "0x2", "-3x2", "3.5x2", "nxm", "3xx2", "9" * 9]
)
def test_what_is_refused(typed):
    with pytest.raises(AnswerError, match="is not a shape; one is rows x columns: 3x2") as refused:
        read_shape(typed)
    assert refused.value.reason == "shape"
