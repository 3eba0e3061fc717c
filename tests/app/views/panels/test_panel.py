"""Every panel of every stop can be shown; what each of them says."""

import json

import numpy as np
import pytest

from app.text import LANGUAGES
from app.views.panels import panels
from app.work.numbers import trace_of
from app.work.run import run_of
from app.work.source import scene_of, stop_of
from app.work.work import Entry, Formula, Place, Work
from engine.teach.lessons.lesson import lesson_ids, load

STOPS = [(name, stop.id) for name in lesson_ids() for stop in load(name).stops if stop.panels]


def shown(lesson, stop, lang="en"):
    place = Place(lesson, stop)
    return panels(place, scene_of(place).trace(), lang, True)


def with_formula(formula, lang):
    """The panel of a stop into which a formula was typed."""
    place = Place("first-principles", "gradient", formulas=(Formula("gradient", 0, formula),))
    (found,) = panels(place, scene_of(place).trace(), lang, True)
    return found


@pytest.mark.parametrize(("lesson", "stop"), STOPS)
def test_every_panel_is_plain_data_without_an_error(lesson, stop):
    kinds = [panel["kind"] for panel in stop_of(Place(lesson, stop)).panels]
    for lang in LANGUAGES:
        found = shown(lesson, stop, lang)
        assert [panel["kind"] for panel in found] == kinds
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        for panel in found:
            assert not panel.get("refused")
            if panel["kind"] != "check":
                assert not panel.get("error")
            assert panel.get("agrees", True)
            assert panel.get("same", True)


def test_computed_once_for_everyone():
    first, again = (shown("first-principles", "step1") for _ in range(2))
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_changed_numbers_change_the_panels():
    place = Place("first-principles", "step3")
    place = place.with_scene(stop_of(place).scene, ((Entry("x", 0, 0, 5.0),),))
    own = panels(place, trace_of(run_of(Work(place=place))), "en", False)
    assert own[0]["matrix"] != shown("first-principles", "step3")[0]["matrix"]


def test_a_formula_of_ones_own():
    found = with_formula("tr(X' * X) + tr(X' * X)", "zh")
    assert found["original"] == "tr(X' * X)"
    assert found["agrees"]
    assert found["lines"][0]["rule"] == "所求的微分"


@pytest.mark.parametrize(("formula", "column"), [("tr(X' * * X)", 9), ("tr(Y)", None)])
def test_what_cannot_be_derived_is_said_with_its_column(formula, column):
    found = with_formula(formula, "en")
    assert found["refused"]["column"] == column
    assert found["refused"]["text"]
    assert found["formula"] == formula


def test_a_derivation_goes_line_by_line():
    (found,) = shown("cmu-toy", "back-hidden")
    rules = [line["rule"] for line in found["lines"]]
    assert rules[0] == "what is to be derived"
    assert "differential of a product" in rules
    assert all(line["math"].startswith("<math") for line in found["lines"])


def test_a_jacobian_names_its_rows_and_columns():
    (found,) = shown("first-principles", "step3")
    assert found["size"][:2] == [3, 15]
    assert found["rows"] == ["1", "2", "3"]
    assert found["columns"][:6] == ["1,1", "1,2", "1,3", "1,4", "1,5", "2,1"]
    np.testing.assert_allclose(found["long"], found["value"])


def test_paths_add_up():
    (found,) = (p for p in shown("mnist", "path1") if p["kind"] == "path")
    assert len(found["paths"]) == found["count"]
    assert sum(path["product"] for path in found["paths"]) == pytest.approx(found["total"])
    assert all(len(path["cells"]) == len(path["factors"]) + 1 for path in found["paths"])


def test_a_gradient_check_has_a_line_for_each_gradient():
    (found,) = shown("first-principles", "check")
    assert {line["verdict"] for line in found["gradients"]} <= {"agrees", "kink"}
    assert "dW1" in {line["name"] for line in found["gradients"]}


def test_how_a_formula_was_read_is_told_with_what_was_guessed():
    found = with_formula("||X w - y||_2^2 / 2", "zh")
    assert found["read"] == "norm2(X*w - y)^2/2"
    assert [guess["name"] for guess in found["guessed"]] == ["w", "y"]
    chosen = {
        guess["name"]: next(o["text"] for o in guess["options"] if o["chosen"])
        for guess in found["guessed"]
    }
    assert chosen == {"w": "列向量", "y": "列向量"}


def test_a_guessed_shape_is_changed_by_the_formula_that_says_it():
    found = with_formula("x * sumsq(X)", "en")
    (x,) = found["guessed"]
    column = next(option for option in x["options"] if option["text"] == "a column")
    assert column["formula"] == "x * sumsq(X) ; x: column"
    again = with_formula(column["formula"], "en")
    assert [option["chosen"] for option in again["guessed"][0]["options"]] == [0, 1, 0, 0]
    assert again["jacobian"]["parts"] == []
    assert "so it has a Jacobian" in again["jacobian"]["note"]


def test_a_matrix_has_a_jacobian_and_a_refusal_is_in_the_language_of_the_page():
    found = with_formula("inv(X * X')", "en")
    assert found["agrees"]
    assert "<msub>" in found["result"]
    assert len(found["jacobian"]["parts"]) >= 1
    assert with_formula("norm2(X) / X", "zh")["refused"]["text"].startswith("/ 只能除以数")
