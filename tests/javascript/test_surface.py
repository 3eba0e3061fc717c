"""How the player scales a loss surface, and where it finds a training on its path."""

import pytest

from tests.javascript.test_numbers import STATIC, called

TRAIN = STATIC / "train"


def scale_of(rows, path):
    (scale,) = called([["scaleOf", [rows, path]]], TRAIN / "surface-scale.js")
    return scale


def test_steep_walls_are_cut_off_above_the_path():
    """A fifth above the path's 5 is 6; four fifths of the heights are not above 3."""
    assert scale_of([[1, 2, 3], [2, 900, None]], [5, 1])["top"] == pytest.approx(6)


def test_most_of_a_surface_is_seen_where_the_path_is_low():
    """Of 11 heights, 0 to 10, four fifths are up to 8."""
    assert scale_of([[*range(11)]], [0.1])["top"] == 8


@pytest.mark.parametrize(
    ("least", "is_logarithmic"), [(0.5, False), (0.0011, False), (0.0009, True), (0, False)]
)
def test_what_spans_more_than_three_powers_of_ten_is_logarithmic(least, is_logarithmic):
    assert scale_of([[least, 1, 1, 1, 1, 1]], [0.8])["isLogarithmic"] is is_logarithmic


def test_heights_are_cut_off_and_gaps_stay():
    straight, logarithmic = ({"top": 10, "isLogarithmic": one} for one in (False, True))
    calls = [
        ["heightOf", [loss, scale]] for scale in (straight, logarithmic) for loss in (0.1, 99, None)
    ]
    assert called(calls, TRAIN / "surface-scale.js") == [0.1, 10, None, -1, 1, None]


PATH = {"iteration": [0, 10, 20], "x": [0, 4, 6], "y": [1, 1, 3], "loss": [8, 2, 1]}


@pytest.mark.parametrize(
    ("done", "x", "y", "loss"),
    [(0, 0, 1, 8), (10, 4, 1, 2), (5, 2, 1, 5), (20, 6, 3, 1)],
)
def test_now_is_on_the_line_between_two_points_of_the_path(done, x, y, loss):
    (found,) = called([["nowAt", [PATH, done]]], TRAIN / "surface-picture.js")
    assert found == {"x": [x], "y": [y], "loss": [loss]}


def test_now_is_nowhere_beyond_the_path():
    (found,) = called([["nowAt", [PATH, 21]]], TRAIN / "surface-picture.js")
    assert found == {"x": [], "y": [], "loss": []}
