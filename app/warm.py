"""What is done once at start-up, so that the first visitor does not wait for it."""

from __future__ import annotations

from app.examples import EXAMPLES, load
from app.text import LANGUAGES
from app.views.lesson.data import content
from app.views.player import structure
from engine import lessons


def up() -> None:
    """Build the pictures of the built-in examples, read the lessons and judge what they print."""
    for lesson in map(lessons.load, lessons.lesson_ids()):
        for lang in LANGUAGES:
            content(lesson, lang)
    for example in EXAMPLES:
        trace = load(example).trace()
        for lang in LANGUAGES:
            structure(trace, lang)
