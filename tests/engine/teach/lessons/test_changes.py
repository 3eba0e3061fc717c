"""A scene under changes: each kind, and who sees it."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from engine.core.errors import LessonError
from engine.teach.lessons.changes import noise, read_change, run_under
from engine.teach.lessons.scene import read_scene

PROGRAM = """
X : input (N, 2)
Y = 2 * X        # a
Z = sum_rows(Y)  # a
M = Z / N        # a
"""
SCENE = read_scene("s", {"program": PROGRAM, "values": {"X": "1 2; 3 40"}})


def under(*tables):
    return run_under(SCENE, [read_change(table) for table in tables])


def test_nothing_changed_is_the_trace():
    for name, value in SCENE.trace().values.items():
        assert_array_equal(under()[name], value)


def test_an_input_has_another_value():
    assert_array_equal(under({"set": "X", "to": "1 1"})["Z"], [[2, 2]])


def test_a_step_is_computed_otherwise():
    assert_array_equal(under({"define": "M", "as": "Z"})["M"], [[8, 84]])


@pytest.mark.parametrize(
    ("accident", "y", "z"),
    [
        ({"accident": "sign", "at": [1, 0]}, [[2, 4], [-6, 80]], [[-4, 84]]),
        ({"accident": "shifted", "at": [1, 1], "by": -1}, [[2, 4], [6, 8]], [[8, 12]]),
        ({"accident": "copied_row", "at": [1], "from": 0}, [[2, 4], [2, 4]], [[4, 8]]),
        ({"accident": "rounded", "decimals": -1}, [[0, 0], [10, 80]], [[10, 80]]),
        ({"accident": "truncated", "decimals": -1, "at": [1, 0]}, [[2, 4], [0, 80]], [[2, 84]]),
    ],
)
def test_an_accident_is_carried_on(accident, y, z):
    values = under({"of": "Y", **accident})
    assert_array_equal(values["Y"], y)
    assert_array_equal(values["Z"], z)


def test_only_the_named_steps_see_an_accident():
    values = under({"accident": "sign", "of": "Y", "at": [1, 0], "only": ["M"]})
    assert_array_equal(values["Y"], [[2, 4], [-6, 80]])
    assert_array_equal(values["Z"], [[8, 84]])


def test_an_input_may_have_an_accident():
    assert_array_equal(under({"accident": "sign", "of": "X", "at": [0, 0]})["Z"], [[4, 84]])


def test_noise_is_bounded_by_the_sizes_of_the_terms():
    bound = 64 * np.finfo(np.float64).eps * np.array([[8.0, 84.0]])
    assert_array_equal(noise(SCENE, "Z"), bound)


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"set": "X"},
        {"accident": "typo", "of": "Y"},
        {"accident": "shifted", "of": "Y", "from": 1},
        {"define": "Y", "as": "X", "at": [0]},
    ],
)
def test_anything_else_is_refused(table):
    with pytest.raises(LessonError, match="is not a set"):
        read_change(table)


def test_only_an_input_can_be_set():
    with pytest.raises(LessonError, match="is not an input"):
        under({"set": "Y", "to": "1 2"})
