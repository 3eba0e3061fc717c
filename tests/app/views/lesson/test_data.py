"""What the browser is sent of a lesson."""

import json

import pytest

from app.text import LANGUAGES
from app.views.lesson import lesson_data
from app.views.lesson.data import content
from app.work.source import scene_of
from app.work.work import Place
from engine.teach.lessons.lesson import lesson_ids, load

every_lesson = pytest.mark.parametrize("name", lesson_ids())
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@every_lesson
@every_language
def test_the_content_is_plain_data(name, lang):
    found = content(load(name), lang)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@every_lesson
def test_every_printed_number_and_statement_is_shown_at_its_stop(name):
    lesson, found = load(name), content(load(name), "en")
    assert [shown["stop"] for shown in found["checks"]] == [c.stop for c in lesson.checkpoints]
    assert [shown["stop"] for shown in found["findings"]] == [f.stop for f in lesson.findings]


@every_lesson
def test_every_name_in_a_text_can_be_written(name):
    found = content(load(name), "zh")
    for stop in found["stops"]:
        named = {part["name"] for part in stop["text"] if isinstance(part, dict)}
        assert named | set(stop["focus"]) <= set(found["labels"])


def sent(stop, knows="", untouched=True):
    place = Place("first-principles", stop)
    return lesson_data(place, scene_of(place).trace(), "en", knows, untouched)


def test_the_content_is_sent_once():
    first = sent("gradient")
    assert first["content"]["id"] == first["id"]
    assert sent("gradient", first["id"])["content"] is None
    assert sent("gradient", "first-principles/zh")["content"] is not None


def test_where_in_the_lesson_it_is():
    found = sent("gpt2")
    assert (found["stop"], found["scene"], found["edited"]) == ("gpt2", "gpt2", False)


def test_changed_numbers_are_said_to_be_changed():
    assert sent("step1", untouched=False)["edited"]
