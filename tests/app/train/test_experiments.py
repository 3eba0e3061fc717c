"""Ready-made experiments: each shows what its text says, whatever the prediction."""

from functools import cache

import numpy as np
import pytest

from app.player.training_room import told_compared
from app.text import LANGUAGES, text
from app.train import stretch
from app.train.address import from_query
from app.train.experiments import EXPERIMENTS
from app.train.stretch import BEGIN, Stretch
from app.train.training import course_of

LN2 = 0.6931


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    monkeypatch.setattr(stretch, "SLICE", 1e9)


@cache
def ended(name, run):
    experiment = EXPERIMENTS[name]
    training, refusals = from_query(experiment.queries()[run])
    assert refusals == ()
    return training, Stretch(training, experiment.iterations, BEGIN).compute()


def last(name, run):
    return ended(name, run)[1].rows[-1].trained


def test_sigmoids_stay_at_ln_2_and_the_others_learn():
    assert last("vanishing", "sigmoid").loss == pytest.approx(LN2, abs=0.001)
    for run in ("relu", "norm", "skip"):
        assert last("vanishing", run).loss < LN2 / 2


def test_the_first_gradient_of_six_sigmoids_is_tiny():
    """A factor of at most 1/4 a layer: far below that of the last layer."""
    training, _ = ended("vanishing", "sigmoid")
    trace = course_of(training).recorded()
    sizes = [np.abs(trace[f"gradW{k}"]).max() for k in (1, 7)]
    assert sizes[0] < sizes[1] / 1000


def test_the_largest_rate_leaves_the_finite_range_and_a_tenth_is_the_best():
    assert ended("exploding", "huge")[1].fault is not None
    losses = {run: last("exploding", run).loss for run in ("small", "usual", "large")}
    assert min(losses, key=losses.get) == "usual"
    assert losses["large"] > 1


def test_zeros_stay_where_they_are():
    _, stretched = ended("zeros", "zeros")
    assert last("zeros", "zeros").loss == pytest.approx(LN2, abs=0.001)
    assert not stretched.end.values["W1"].any()
    assert last("zeros", "xavier").accuracy > 0.95


def test_relus_are_dead_for_every_sample():
    training, stretched = ended("dead", "relu")
    course = course_of(training)
    course.put(*stretched.end)
    values = stretched.end.values
    hidden = course.data.x @ values["W1"] + values["B1"]
    assert (hidden <= 0).all(axis=0).sum() >= 6
    assert last("dead", "slow").loss < last("dead", "relu").loss / 10


def test_a_bias_below_batch_norm_changes_nothing():
    own, other = (ended("bias", run)[1].rows for run in ("with", "without"))
    losses = [[row.trained.loss for row in rows] for rows in (own, other)]
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-6)


def test_sums_at_one_rate_are_averages_at_64_times_that_rate():
    averaged, summed, scaled = (last("summed", run).accuracy for run in EXPERIMENTS["summed"].runs)
    assert averaged < 0.5
    assert summed > 0.9
    assert summed == pytest.approx(scaled, abs=0.02)


def test_of_four_ways_to_draw_first_weights_only_the_largest_lets_deep_sigmoids_learn():
    losses = {run: last("weights", run).loss for run in EXPERIMENTS["weights"].runs}
    assert losses.pop("normal") < LN2 / 2
    for loss in losses.values():
        assert loss == pytest.approx(LN2, abs=0.002)


@pytest.mark.long
def test_the_printed_code_learns_like_averages_at_64_times_its_rate():
    printed, averaged, scaled = (last("printed", run) for run in EXPERIMENTS["printed"].runs)
    assert averaged.accuracy < 0.9 < min(printed.accuracy, scaled.accuracy)
    assert printed.accuracy == pytest.approx(scaled.accuracy, abs=0.02)
    assert printed.loss == pytest.approx(scaled.loss, rel=0.2)


def test_as_printed_the_gradients_of_weights_are_sums_and_those_of_biases_averages():
    """The same numbers in both: 64 times the average, and the average."""
    printed, averaged = (
        course_of(from_query(EXPERIMENTS["printed"].queries()[run])[0]).recorded()
        for run in ("printed", "averaged")
    )
    for k in (1, 2):
        np.testing.assert_allclose(printed[f"gradW{k}"], 64 * averaged[f"gradW{k}"], rtol=1e-9)
        np.testing.assert_allclose(printed[f"gradB{k}"], averaged[f"gradB{k}"], rtol=1e-9)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_has_its_words_and_a_line_for_each_training(name, lang):
    experiment = EXPERIMENTS[name]
    assert 2 <= len(experiment.runs) <= 4
    assert 1 <= experiment.right <= experiment.predictions
    for key in ("title", "question", *(f"predict.{k + 1}" for k in range(experiment.predictions))):
        assert text(f"train.experiment.{name}.{key}", lang)
    right, other = (told_compared(name, k, lang)["compare"] for k in (experiment.right, 0))
    assert right["verdict"] != other["verdict"]
    assert len(right["figures"]["loss"]["data"]) == len(right["runs"])
    for run in right["runs"]:
        assert from_query(run["query"])[1] == ()
