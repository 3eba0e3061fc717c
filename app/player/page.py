"""A page beside the player: its row, and the room below it, drawn by the same JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from app.player.component import BOOTSTRAP
from app.player.files import PAGE, address
from app.text import section
from app.views.formulas import EXAMPLES, functions

KEY = "page"
ROW = ("head.", "pages", "theme", "menu.link", "close")
"""The beginnings of the player's words that a row asks for."""
BOX = (
    *("formula", "derive", "column_error", "slope", "slope_not"),
    *("read_as", "shapes_guessed", "shape_of", "where_parts"),
)
"""The words of a lesson that the box of a formula asks for."""


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Register the component, once for the process, at its first use."""
    html, js = '<div class="player"></div>', BOOTSTRAP % address(PAGE)
    return st.components.v2.component("page", html=html, js=js)


def mount(page: str, lang: str, work: Mapping[str, str]) -> None:
    """Draw the row of a page; below it the room of formulas, or the search in the lessons."""
    words = {k: said for k, said in section("player", lang).items() if k.startswith(ROW)}
    data = {"page": page, "lang": lang, "work": dict(work), "words": words, "formulas": None}
    if page == "formulas":
        data["formulas"] = {"examples": EXAMPLES, "functions": functions()}
        words |= _formula_words(lang)
    if page == "lessons":
        words |= _search_words(lang)
    _component()(key=KEY, data=data)


def _search_words(lang: str) -> dict[str, str]:
    lesson, lessons = section("lesson", lang), section("lessons", lang)
    page = {
        "lessons.title": lessons["title"],
        "lessons.found": lessons["found"],
        "formulas.failed": section("formulas", lang)["failed"],
    }
    return page | {f"lesson.{key}": lesson[key] for key in ("search", "nothing_found")}


def _formula_words(lang: str) -> dict[str, str]:
    box = section("lesson", lang)
    own = {f"formulas.{key}": said for key, said in section("formulas", lang).items()}
    return own | {f"lesson.{key}": box[key] for key in BOX}
