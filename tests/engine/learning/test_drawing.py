"""A drawn digit becomes a picture like those of the data set: by hand, and on the data set."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.data.sets import data_set
from engine.learning.drawing import as_picture, centre_of


def pictures(name, side):
    return data_set(name).x[:300].reshape(-1, side, side)


def test_a_sheet_without_ink_is_an_empty_picture():
    assert_allclose(as_picture(np.zeros((10, 12)), 8), np.zeros((8, 8)))


def test_the_mean_of_what_a_pixel_covers():
    """A square of 4 x 4 as 2 x 2: each pixel covers four, of which two have ink."""
    ink = np.zeros((6, 9))
    ink[1:5, 3:7] = [[1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 0, 0], [0, 0, 1, 1]]
    assert_allclose(as_picture(ink, 2), [[0.5, 0.5], [0.5, 0.5]])


def test_what_is_smaller_is_enlarged_and_keeps_its_proportions():
    """A column of 1 x 2 pixels becomes one of 4 x 8, in the middle of 8 x 8."""
    ink = np.zeros((5, 5))
    ink[2:4, 1] = 1
    expected = np.zeros((8, 8))
    expected[:, 2:6] = 1
    assert_allclose(as_picture(ink, 8), expected)


def test_a_digit_like_those_of_mnist_has_its_centre_of_mass_at_pixel_14():
    """Two thirds of the ink are on the left of 20 x 20: the centre is left of the box's middle."""
    ink = np.zeros((60, 60))
    ink[5:45, 5:25] = 1
    ink[5:45, 25:45] = 0.5
    found = as_picture(ink, 28)
    assert_allclose(centre_of(found), (14, 14), atol=0.5)
    rows, columns = (np.flatnonzero(found.any(axis=axis)) for axis in (1, 0))
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (20, 20)


@pytest.mark.parametrize(("name", "side"), [("mnist", 28), ("digits", 8)])
def test_a_picture_of_the_data_drawn_elsewhere_comes_out_as_it_was(name, side):
    """Moved on a larger sheet, most pictures come back to a tenth of a pixel's ink on average."""
    differences = []
    for picture in pictures(name, side):
        sheet = np.zeros((2 * side, 2 * side))
        sheet[3 : 3 + side, 5 : 5 + side] = picture
        differences.append(np.abs(as_picture(sheet, side) - picture).mean())
    assert np.median(differences) < 0.1
