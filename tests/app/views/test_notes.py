"""What is said of the numbers of a step: the short cut that is no slope, and zeros."""

import numpy as np
import pytest

from app.design import PRESETS
from app.examples import load
from app.practice import after
from app.start import scenario_of
from app.text import LANGUAGES, spoken
from app.views.notes import notes
from app.views.numbers import numbers, without_rounding
from app.views.practice import Reader, with_practice
from engine.check.gradcheck.compare import check_gradients


def of(preset):
    return scenario_of(PRESETS[preset]).trace()


def test_the_short_cut_is_shown_beside_the_slope():
    """The second row of Y is (1, 0), of D (320, 2): 1 - 320 = -319, and 322 · 1 - 320 = 2."""
    note = notes(of("toy"), "en")["gradY3lin"]
    assert note["slope"] == [[4, -4], [2, -2], [5, -5]]
    said = spoken(note["said"])
    assert "The rows of D sum to 244, 322, 74, not to 1" in said
    assert "it is −319; the slope of the loss is 2" in said


def test_the_slope_that_is_shown_is_that_of_central_differences():
    trace = of("norm")
    (found,) = check_gradients(trace, only=["gradY3lin"])
    np.testing.assert_allclose(notes(trace, "en")["gradY3lin"]["slope"], found.numeric, rtol=1e-6)


def test_with_a_normalisation_the_signs_differ():
    """Y is (½, ½) in the first row: ½ - 4 = -3.5 is shown, and 244 · ½ - 4 = 118 is the slope."""
    trace = of("norm")
    assert trace["gradY3lin"][0, 1] == pytest.approx(-3.5)
    assert notes(trace, "en")["gradY3lin"]["slope"][0][1] == pytest.approx(118)


def test_where_the_rows_sum_to_one_nothing_is_said():
    assert notes(of("small"), "en") == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_zero_up_to_rounding_is_sent_as_zero_with_its_reason(lang):
    trace = of("norm")
    about = notes(trace, lang)
    (row, col, computed), *_ = about["gradB2"]["zeros"]
    assert computed == trace["gradB2"][row, col] != 0
    assert without_rounding(numbers(trace), about)["gradB2"] == [[0, 0, 0]]
    assert ("normalisation" if lang == "en" else "归一化") in spoken(about["gradB2"]["said"])


@pytest.mark.parametrize("wanted", [{"do": "predict", "kind": "backward"}, {"do": "break"}])
def test_notes_do_not_give_away_what_is_practised(wanted):
    source = load("toy")
    practice = after(None, source, wanted | {"seed": 1, "here": "gradY3lin"})
    trace = practice.trace
    data = {"values": numbers(trace), "notes": notes(trace, "en")}
    sent = with_practice(data, practice, Reader("en"))
    assert "gradY3lin" not in sent["notes"]
