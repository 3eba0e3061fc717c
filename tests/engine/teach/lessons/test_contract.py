"""What every lesson keeps to. A new lesson is a new folder: these tests find it."""

import re
from string import Formatter

import numpy as np
import pytest

from app.text import LANGUAGES, template
from engine.check.gradcheck.compare import check_gradients
from engine.core.errors import ProgramError
from engine.core.expr import names
from engine.core.program import Phase
from engine.running.rerun import forward_trace
from engine.teach.lessons.checkpoint import judge
from engine.teach.lessons.expression import parse
from engine.teach.lessons.finding import demonstrate
from engine.teach.lessons.lesson import FOLDER, lesson_ids, load

LESSONS = {name: load(name) for name in lesson_ids()}
SCENES = [(lesson.id, scene) for lesson in LESSONS.values() for scene in lesson.scenes]
CHECKPOINTS = [
    pytest.param(lesson, checkpoint, id=f"{lesson.id} {checkpoint.where} {checkpoint.name} {k}")
    for lesson in LESSONS.values()
    for k, checkpoint in enumerate(lesson.checkpoints)
]
FINDINGS = [
    pytest.param(lesson, finding, id=f"{lesson.id} {finding.where}")
    for lesson in LESSONS.values()
    for finding in lesson.findings
    if finding.computable
]
STOPS = [
    pytest.param(lesson, stop, id=f"{lesson.id} {stop.id}")
    for lesson in LESSONS.values()
    for stop in lesson.stops
]
every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
every_stop = pytest.mark.parametrize(("lesson", "stop"), STOPS)


DOCUMENTS = {"cmu-toy", "differential-forms", "first-principles", "mnist", "index-notation"}


def test_the_five_documents_are_lessons():
    assert lesson_ids()[:1] == ("cmu-toy",)
    assert set(lesson_ids()) >= DOCUMENTS
    assert all(len(LESSONS[name].stops) >= 5 for name in DOCUMENTS)
    for name in DOCUMENTS:
        said_in_both(LESSONS[name].source)
    assert {path.name for path in FOLDER.iterdir()} == set(lesson_ids())


def said_in_both(text):
    assert set(text) == set(LANGUAGES)
    assert all(text[lang].strip() for lang in LANGUAGES)
    assert re.search("[一-鿿]", text["zh"]), text["zh"]
    assert not re.search("[一-鿿]", text["en"]), text["en"]


@every_lesson
def test_a_lesson_says_what_it_is(lesson):
    for text in (lesson.title, lesson.line, lesson.notation_line):
        said_in_both(text)
    assert 1 <= lesson.minutes <= 90
    assert len({stop.id for stop in lesson.stops}) == len(lesson.stops) >= 1


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_every_number_of_a_scene_is_finite(name, scene):
    assert LESSONS[name].scenes[scene].trace().first_nonfinite() is None


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_a_scene_is_used(name, scene):
    lesson = LESSONS[name]
    assert scene in {part.scene for part in (*lesson.stops, *lesson.checkpoints, *lesson.findings)}


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_every_step_has_a_sentence_that_fits_it(name, scene):
    lesson = LESSONS[name]
    for equation in lesson.scenes[scene].program.equations:
        for lang in LANGUAGES:
            own = lesson.ideas.get(equation.idea)
            sentence = own[lang] if own else template(f"idea.{equation.idea}", lang)
            assert sentence, equation
            fields = {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}
            numbers = {int(field) for field in fields if field.isdigit()}
            assert numbers <= set(range(len(equation.reads))), (equation.name, sentence)


@every_stop
def test_a_stop_is_somewhere(lesson, stop):
    program = lesson.scenes[stop.scene].program
    assert stop.step == "" or stop.step in program.by_name
    assert set(stop.focus) <= set(program.names)
    said_in_both(stop.title)
    said_in_both(stop.text)


@every_stop
def test_a_stop_names_values_of_its_scene(lesson, stop):
    names = lesson.scenes[stop.scene].program.names
    for lang in LANGUAGES:
        fields = {field for _, field, _, _ in Formatter().parse(stop.text[lang]) if field}
        assert fields <= set(names), stop.text[lang]
    assert len(stop.text["en"].split()) <= 130


@pytest.mark.parametrize(("lesson", "checkpoint"), CHECKPOINTS)
def test_a_printed_number_agrees_or_its_cause_gives_what_is_printed(lesson, checkpoint):
    judgement = judge(checkpoint, lesson.scenes[checkpoint.scene])
    if checkpoint.cause:
        said_in_both(checkpoint.cause)
        assert not judgement.agrees, "a cause of nothing"
        assert judgement.explained, (judgement.computed, checkpoint.changes)
    else:
        assert judgement.agrees, (judgement.computed, judgement.differs_at)


@pytest.mark.parametrize(("lesson", "checkpoint"), CHECKPOINTS)
def test_a_printed_number_stands_at_a_stop_that_shows_its_value(lesson, checkpoint):
    (stop,) = (stop for stop in lesson.stops if stop.id == checkpoint.stop)
    shown = lesson.scenes[stop.scene]
    read = names(parse(checkpoint.value, lesson.scenes[checkpoint.scene].program.shapes))
    assert set(read) <= set(shown.program.names), (checkpoint.stop, read)


@pytest.mark.parametrize(("lesson", "finding"), FINDINGS)
def test_a_finding_is_shown_in_numbers(lesson, finding):
    said_in_both(finding.text)
    shown = demonstrate(finding, lesson.scenes[finding.scene])
    assert shown.shown, (shown.printed, shown.misfit, shown.right)


@every_lesson
def test_findings_of_words_alone_are_the_exception(lesson):
    words = [finding for finding in lesson.findings if finding.words]
    assert len(words) <= max(2, len(lesson.findings) // 4)
    for finding in lesson.findings:
        said_in_both(finding.text)


def has_a_loss(scene):
    try:
        forward_trace(scene.trace())
    except ProgramError:
        return False
    return any(equation.phase is Phase.LOSS for equation in scene.program.equations)


@pytest.mark.parametrize(
    ("name", "scene"), [p for p in SCENES if has_a_loss(LESSONS[p[0]].scenes[p[1]])]
)
def test_every_gradient_is_the_slope_of_the_loss(name, scene):
    """By central differences, apart from what a convention scales or a short cut leaves out."""
    shown = LESSONS[name].scenes[scene]
    checks = check_gradients(shown.trace(), shown.conventions)
    assert all(np.isfinite(found.numeric).all() for found in checks)
    assert [found.name for found in checks if not found.passed] == []
