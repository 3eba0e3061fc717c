"""Large values: a summary, a stretch of entries, where one entry comes from."""

import base64
import json

import numpy as np
import pytest

from app.design import PRESETS
from app.start import scenario_of
from app.views.large import CELLS, NUMBERS, Stretch, stretch, summary
from app.views.numbers import numbers
from app.views.origin import SHOWN, origin_of
from app.work.sizes import is_large
from tests.support import toy
from tests.support.designs import trace_for

TRACE = scenario_of(PRESETS["digits"]).trace()


def cells(picture):
    flat = np.frombuffer(base64.b64decode(picture["cells"]), dtype=np.int8)
    return flat.reshape(picture["rows"], picture["cols"])


def test_what_a_person_reads_whole_is_sent_whole():
    assert not is_large(np.zeros((10, 10)))
    assert not is_large(np.zeros((24, 24)))
    assert is_large(np.zeros((1, 25)))
    assert not is_large(np.array(1.0))


def test_a_summary_tells_the_ends_and_the_mean():
    value = np.zeros((50, 40))
    value[3, 7], value[49, 0] = -4, 8
    found = summary(value)
    assert (found["least"], found["most"], found["top"]) == (-4, 8, 8)
    assert found["mean"] == pytest.approx(4 / 2000)


def test_a_cell_shows_the_entry_of_its_block_that_is_farthest_from_0():
    """128 x 192 in 64 x 64 cells: blocks of 2 x 3."""
    value = np.zeros((128, 192))
    value[2, 3], value[3, 5], value[127, 191] = 1, -2, 4
    found = cells(summary(value)["heat"])
    assert found.shape == (CELLS, CELLS)
    assert found[1, 1] == -64  # half of the top: 127 / 2, rounded away from 0
    assert found[63, 63] == 127
    assert np.count_nonzero(found) == 2


def test_a_cell_is_in_proportion_to_its_entry():
    """Of a top of 4: 127 * 2 / 4 = 63.5, 127 * 0.125 / 4 = 3.97, 127 * 0.001 / 4 = 0.03."""
    value = np.zeros((1, 30))
    value[0, :5] = 4, -2, 0.125, -0.001, 0
    assert cells(summary(value)["heat"])[0, :5].tolist() == [127, -64, 4, -1, 0]


def test_what_is_not_finite_is_told_apart():
    value = np.ones((30, 30))
    value[0, 0], value[1, 1], value[2, 2] = np.nan, np.inf, -np.inf
    found = cells(summary(value)["heat"])
    assert [found[k, k] for k in range(4)] == [-128, -128, -128, 127]
    assert summary(np.full((30, 30), np.nan))["top"] != summary(np.zeros((30, 30)))["top"]


def test_a_stretch_is_the_very_numbers():
    found = stretch(TRACE["W1"], None, Stretch("W1", 700, 250, 10, 10))
    assert (found["row"], found["col"], found["rows"], found["cols"]) == (700, 246, 10, 10)
    assert found["cells"] == TRACE["W1"][700:710, 246:256].tolist()


def test_many_entries_are_a_picture_in_the_tints_of_the_whole():
    found = stretch(TRACE["W1"], None, Stretch("W1", 0, 0, 40, 40))
    assert "cells" not in found
    assert NUMBERS < 40 * 40
    share = np.abs(TRACE["W1"][:40, :40]) / np.abs(TRACE["W1"]).max()
    assert (np.abs(cells(found["heat"])) == np.ceil(127 * share)).all()


def test_what_changed_is_marked_in_a_stretch():
    after = TRACE["B1"].copy()
    after[0, 5] = 9
    found = stretch(after, TRACE["B1"], Stretch("B1", 0, 3, 1, 6))
    assert found["changed"] == [[0, 5]]


def test_a_stretch_beyond_the_matrix_is_moved_into_it():
    seen = Stretch("W2", -5, 10**9, 10**9, 0).within(TRACE["W2"].shape)
    assert (seen.row, seen.col, seen.rows, seen.cols) == (0, 9, 256, 1)


def test_the_trace_of_the_large_network_is_small():
    assert len(json.dumps(numbers(TRACE))) < 300_000


def test_the_largest_terms_of_a_product():
    """Y1lin[3, 7] = Σ X[3, k] W1[k, 7] + B1[0, 7]."""
    found = origin_of(TRACE, "Y1lin", 3, 7)
    terms = np.abs(TRACE["X"][3] * TRACE["W1"][:, 7])
    (places,) = found["largest"].values()
    assert places == sorted(np.argsort(-terms, kind="stable")[:SHOWN].tolist())
    assert found["count"] == 784
    assert found["value"] == TRACE["Y1lin"][3, 7]
    assert found["cells"].keys() == {
        "B1:0:7",
        *(f"X:3:{k}" for k in places),
        *(f"W1:{k}:7" for k in places),
    }


def test_an_average_reads_what_it_divides_by():
    found = origin_of(TRACE, "gradW2", 5, 1)
    assert found["count"] == 64
    assert len(found["cells"]) == 2 * SHOWN


def test_a_sum_over_all_entries_is_only_counted():
    found = origin_of(TRACE, "L", 0, 0)
    assert (found["count"] >= 640, found["largest"]) == (True, {})


@pytest.mark.parametrize("place", [("W1", 0, 0), ("Q", 0, 0), ("Y1", 64, 0), ("Y1", 0, -1)])
def test_what_is_no_entry_of_a_step_comes_from_nowhere(place):
    assert origin_of(TRACE, *place) is None


def test_the_toy_problem_is_sent_whole():
    assert numbers(trace_for())["W1"] == toy.BATCH["W1"].tolist()
