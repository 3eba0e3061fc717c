"""The Streamlit pages, run without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.pages_.lessons import facts, reached
from app.text import LANGUAGES
from engine.teach.lessons.lesson import lesson_ids, load

MAIN = Path(__file__).parents[2] / "app" / "main.py"


@pytest.mark.parametrize("address", [{}, {"lang": "zh"}, {"lang": "nonsense", "lesson": "none"}])
def test_the_first_page_gives_the_player_its_place_and_nothing_else(address):
    page = AppTest.from_file(str(MAIN), default_timeout=30)
    for key, value in address.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    assert len(page.get("bidi_component")) == 1
    assert not page.get("page_link")


def test_where_the_lessons_were_left_is_read_from_the_address():
    assert reached("cmu-toy:norm,mnist:loss") == {"cmu-toy": "norm", "mnist": "loss"}
    assert reached("nonsense") == {"nonsense": ""}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", lesson_ids())
def test_a_card_says_where_a_lesson_was_left(name, lang):
    lesson = load(name)
    first, second, *_ = lesson.stops
    resume = {"en": "**Resume at stop 2**", "zh": "**从第 2 站继续**"}[lang]
    assert facts(lesson, lang, second.id)[0] == resume
    for left in ("", first.id, "nonsense"):
        assert facts(lesson, lang, left)[1:] == [lesson.notation_line[lang]]
