"""What is wrong with a shape."""

import numpy as np
import pytest

from engine.teach.diagnose.shapes import HARMLESS, ShapeFault, fitted, shape_fault
from engine.teach.diagnose.tolerance import answer_of


@pytest.mark.parametrize(
    ("want", "have", "fault"),
    [
        ((2, 3), (2, 3), None),
        ((), (), None),
        ((2, 3), (3, 2), "transposed"),
        ((1, 3), (3, 1), "transposed"),
        ((1, 3), (3,), "vector"),
        ((3, 1), (3,), "vector"),
        ((2, 3), (6,), "other"),
        ((1, 1), (), "boxed"),
        ((), (1, 1), "boxed"),
        ((1, 1), (1,), "boxed"),
        ((1, 3), (4, 3), "not_summed"),
        ((4, 1), (4, 3), "not_summed"),
        ((4, 3), (1, 3), "summed"),
        ((4, 3), (4, 1), "summed"),
        ((4, 3), (4, 2), "other"),
        ((1, 3), (4, 1), "other"),
        ((2, 3), (), "other"),
        ((2, 3), (1, 2, 3), "other"),
    ],
)
def test_what_a_shape_is_taken_for(want, have, fault):
    assert shape_fault(want, have) == fault


def test_where_the_numbers_are_all_there_the_shape_can_be_mended():
    row, flipped = np.array([[1.0, 2.0]]), np.array([[1.0], [2.0]])
    assert fitted(answer_of([1, 2]), (1, 2), ShapeFault.VECTOR).values.tolist() == row.tolist()
    turned = fitted(answer_of(flipped), (1, 2), ShapeFault.TRANSPOSED)
    assert turned.values.tolist() == row.tolist()
    assert fitted(answer_of(flipped), (1, 3), ShapeFault.OTHER) is None
    assert ShapeFault.TRANSPOSED not in HARMLESS
