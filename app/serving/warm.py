"""Do at start-up what the first visitor would otherwise wait for."""

from __future__ import annotations

from importlib import import_module

from app.design import OFFERED, PRESETS
from app.serving.document import document_of
from app.serving.player_files import plain_files, versioned_files
from app.start import scenario_of
from app.text import LANGUAGES
from app.views.lesson.data import content
from app.views.structure import structure
from engine.teach.lessons.lesson import lesson_ids, load

PAGES = ("app.pages_.walkthrough", "app.pages_.lessons", "app.pages_.graph", "app.player.page")
LATE = ("pandas", "streamlit.emojis", *PAGES)
"""What Streamlit and the app would import for the first visitor; half a second and more."""


def up() -> None:
    """Join and pack the files, build the structures of the examples, judge the lessons' numbers."""
    for pack in (versioned_files, plain_files):
        pack()
    for player in (True, False):
        document_of(player)
    for module in LATE:
        import_module(module)
    for lesson in map(load, lesson_ids()):
        for lang in LANGUAGES:
            content(lesson, lang)
    for preset in OFFERED:
        trace = scenario_of(PRESETS[preset]).trace()
        for lang in LANGUAGES:
            structure(trace, lang)
