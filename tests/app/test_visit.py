"""Where in a lesson a visitor is."""

import pytest

from app.bench import edited, opened
from app.visit import asked, moved, typed
from app.work.plain import LONGEST_FORMULA
from engine.teach.lessons.lesson import lesson_ids, load


@pytest.mark.parametrize("lesson", lesson_ids())
def test_a_lesson_opens_at_its_first_stop(lesson):
    visit = asked(lesson, None)
    assert visit.number == 1
    assert visit.scene is load(lesson).scenes[visit.stop.scene]
    assert visit.bench().untouched


@pytest.mark.parametrize("lesson", [None, "", "nonsense", "../lessons/cmu-toy"])
def test_what_is_no_lesson_is_no_visit(lesson):
    assert asked(lesson, "x") is None


def test_an_unknown_stop_is_the_first_one():
    assert asked("cmu-toy", "nonsense").stop is load("cmu-toy").stops[0]


def test_a_scene_is_found_again_as_it_was_left():
    visit = asked("first-principles", "step1")
    bench = edited(visit.bench(), "x", 0, 0, 5.0)
    away = moved(visit, "gradient", bench)
    assert away.bench().untouched
    back = moved(away, "step2", away.bench())
    assert back.bench() is bench


def test_moving_to_no_stop_stays():
    visit = asked("first-principles", "step1")
    assert moved(visit, "nonsense", opened(visit.scene)).stop is visit.stop


def test_a_typed_formula_belongs_to_its_panel():
    visit = asked("first-principles", "gradient")
    assert typed(visit, 0, "tr(X)").typed == {("gradient", 0): "tr(X)"}
    assert len(typed(visit, 0, "x" * 1000).typed["gradient", 0]) == LONGEST_FORMULA
    for panel in (-1, 1):
        assert typed(visit, panel, "tr(X)") is visit
