"""The views over the iterations: the same numbers however the training was divided."""

import json
from array import array

import numpy as np
import pytest
from numpy.testing import assert_allclose

from app.train import exchange, stretch
from app.train.address import from_query
from app.train.exchange import answer_of, read_look, trained
from app.train.histories.histograms import GRADIENTS, OUTPUTS
from app.train.histories.histograms import seen as histograms
from app.train.histories.history import evenly
from app.train.kept import Kept
from app.train.looks.look import Look
from app.train.stretch import BEGIN, Stretch
from app.train.training import course_of
from app.work.errors import WorkError
from engine.learning.histogram import LEAST, PER_DECADE, LayerHistograms, histogram, magnitudes

QUERY = {"net": "2-4.tanh-2.softmax", "batch": "16"}


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    monkeypatch.setattr(stretch, "SLICE", 1e9)
    monkeypatch.setattr(exchange, "KEPT", Kept())


def training_of(query):
    training, refusals = from_query(query)
    assert refusals == ()
    return training


def rows_of(training, last):
    return Stretch(training, last, BEGIN).compute().rows


def test_the_columns_are_equally_far_apart():
    """Measured are all to 64, every 2nd to 128, every 4th to 256: with 150 every 4th is there."""
    training = training_of(QUERY)
    rows = rows_of(training, 150)
    assert [row.iteration for row in evenly(training, rows)] == list(range(0, 150, 4))
    assert [row.iteration for row in evenly(training, rows[:1])] == [0]


def test_a_column_has_all_outputs_of_its_iteration():
    training = training_of(QUERY)
    told = histograms(training, rows_of(training, 3))
    part = told["parts"][f"{OUTPUTS} 0"]
    assert part["x"] == [0, 1, 2, 3]
    assert len(part["z"]) + 1 == len(part["y"])
    course = course_of(training)
    course.onward()
    outputs = course.recorded()["Y1"]
    counts, _ = np.histogram(outputs, part["y"])
    assert_allclose(np.array(part["z"])[:, 1], 1000 * counts / outputs.size, atol=0.5)


def row_with(row, outputs, gradients):
    found = LayerHistograms(histogram(np.array(outputs)), magnitudes(np.array(gradients)))
    return row._replace(histograms=(found,))


def test_bins_are_those_of_the_largest_and_a_side_without_numbers_is_left_out():
    """4 needs bins of 1/8: of two iterations, the first one has all of its numbers below 1/8."""
    row = rows_of(training_of(QUERY), 0)[0]
    rows = [row_with(row, [0.0, 0.1], [1.0]), row_with(row, [0.0, 4.0], [1.0])]
    told = histograms(training_of(QUERY), [rows[0], rows[1]._replace(iteration=1)])
    part = told["parts"][f"{OUTPUTS} 0"]
    assert (part["y"][0], part["y"][-1], len(part["z"])) == (0, 4, 32)
    assert [row for row in part["z"] if any(row)] == [[1000, 500], [0, 500]]
    assert told["axes"][OUTPUTS]["yaxis"]["ticktext"] == ["0", "2", "4"]


def test_zero_gradients_stand_below_the_decades():
    """0.02 is in the half decade from 10⁻²: its row begins at −2, those of zero three places on."""
    row = rows_of(training_of(QUERY), 0)[0]
    part = histograms(training_of(QUERY), [row_with(row, [1.0], [0.0, 0.02])])["parts"]
    y, z = part[f"{GRADIENTS} 0"]["y"], part[f"{GRADIENTS} 0"]["z"]
    assert {y[k]: share for k, (share,) in enumerate(z) if share} == {y[0]: 500, -2: 500}
    assert y[0] < y[2] <= -2
    assert len(z) + 1 == len(y)


def test_all_layers_have_the_same_decades():
    training = training_of({**QUERY, "net": "2-4.sigmoid-4.sigmoid-4.sigmoid-2.softmax"})
    told = histograms(training, rows_of(training, 8))
    ranges = {tuple(axis["range"]) for axis in told["axes"][GRADIENTS].values()}
    assert len(told["axes"][GRADIENTS]) == 4
    assert len(ranges) == 1
    (low, high), *_ = ranges
    assert LEAST - 1 <= low < high <= LEAST + len(magnitudes(np.zeros(1))) / PER_DECADE


def test_numbers_at_the_end_of_the_range_are_written_as_json():
    row = rows_of(training_of(QUERY), 0)[0]
    told = histograms(training_of(QUERY), [row_with(row, [1.7e308, -1.0], [1e300])])
    json.dumps(told, allow_nan=False)


def test_a_path_has_the_entries_of_the_parameter_that_is_chosen():
    training = training_of(QUERY)
    told = answer_of(training, 40, 40, (-1, 0), "en", Look("paths", "B2"))["look"]
    names = {"names": ["W1", "B1", "W2", "B2"], "chosen": "B2", "entries": [(0, 0), (0, 1)]}
    assert told["parameters"] == names
    course = course_of(training)
    for _ in range(40):
        course.onward()
    last = [told["parts"][f"paths {k}"]["y"][-1] for k in (0, 1)]
    assert_allclose(last, course.trainer.values["B2"][0], rtol=1e-4)
    other = answer_of(training, 40, 40, (-1, 0), "en", Look("paths", "Q7"))["look"]
    assert other["parameters"]["chosen"] == "W1"


def test_another_process_draws_the_same_histograms(monkeypatch):
    training = training_of(QUERY)
    for to in (7, 70, 131):
        here = answer_of(training, to, to, (-1, 0), "en", Look("histograms"))
    monkeypatch.setattr(exchange, "KEPT", Kept())
    assert answer_of(training, 131, 131, (-1, 0), "en", Look("histograms"))["look"] == here["look"]


@pytest.mark.parametrize("word", ["weather", "histograms:all", "paths:W 1", "paths:" + "W" * 30])
def test_a_look_is_read_strictly(word):
    with pytest.raises(WorkError) as refused:
        read_look(word)
    assert refused.value.path == "look"


def test_a_request_may_ask_for_a_look():
    body = json.dumps({"query": QUERY, "to": 2, "look": "paths:W2"}).encode()
    assert json.loads(trained(body))["look"]["parameters"]["chosen"] == "W2"
    assert json.loads(trained(json.dumps({"query": QUERY}).encode()))["look"] is None


def test_what_is_kept_of_rows_is_counted():
    training, kept = training_of(QUERY), Kept()
    row = rows_of(training, 0)[0]
    kept.keep(training, BEGIN, [row._replace(entries=array("f", [0.0] * 1000))])
    assert kept.held > 4000
