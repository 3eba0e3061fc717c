"""The first step that is not finite is named."""

from dataclasses import replace

import numpy as np
import pytest

from app.design import PRESETS, with_loss
from app.start import scenario_of
from app.text import LANGUAGES
from app.views.notice import notice
from engine.network.conventions import HANDOUT
from engine.network.scenario.scenario import iterate
from tests.support.moved import moved


def test_there_is_no_notice_of_finite_numbers(batch):
    assert notice(batch, "en") is None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("changed", "name", "step"),
    [
        ({"X": {(0, 0): 1e308}}, "Y1lin", 1),  # 4·1e308
        ({"W2": {(0, 0): 1e308}}, "Y2lin", 3),  # 31·1e308
        ({"lr": {(): 1e308}}, "W1_new", 20),  # 1e308·56084.7
    ],
)
def test_the_notice_names_the_first_step_that_is_not_finite(network, lang, changed, name, step):
    said = notice(moved(network, **changed), lang)
    assert name in said
    assert {"en": f"(step {step})", "zh": f"第 {step} 步"}[lang] in said


def run_of_ten(rate, conventions=HANDOUT):
    scenario = scenario_of(replace(PRESETS["toy"], conventions=conventions))
    values = {**scenario.values, "lr": rate}
    return list(iterate(replace(scenario, values=values, iterations=11)))


@pytest.mark.parametrize("rate", [0.1, 1e-3, 1e-6])
def test_the_toy_problem_grows_at_every_rate_by_its_short_cut(rate):
    losses = [float(trace["L"]) for trace in run_of_ten(rate)]
    finite = [loss for loss in losses if np.isfinite(loss)]
    assert finite == sorted(finite)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_it_breaks_off_a_way_is_named_on_which_it_learns(lang):
    """The notice recommends the exact gradient with a rate of 0.0001."""
    broken = next(trace for trace in run_of_ten(0.1) if trace.first_nonfinite())
    said = notice(broken, lang, 7)
    assert "Y ΣD − D" in said
    assert "0.0001" in said
    losses = [float(t["L"]) for t in run_of_ten(1e-4, replace(HANDOUT, softmax="exact"))]
    assert losses == sorted(losses, reverse=True)


def test_where_no_short_cut_is_taken_only_a_smaller_rate_is_recommended():
    scenario = scenario_of(with_loss(PRESETS["toy"], "mse"))
    values = {**scenario.values, "lr": 1e308}
    run = iterate(replace(scenario, values=values, iterations=9))
    broken = next(trace for trace in run if trace.first_nonfinite())
    said = notice(broken, "en", 2)
    assert "smaller learning rate" in said
    assert "ΣD" not in said
