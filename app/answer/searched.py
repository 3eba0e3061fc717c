"""The answer about words that are sought in the lessons: a request's JSON in, JSON out."""

from __future__ import annotations

import json

from app.text import LANGUAGES
from app.views.lesson.search import search
from app.work.reading import read_json, read_option, read_table, read_text


def searched(body: bytes) -> bytes:
    """Find the stops of all lessons. Raises `WorkError` for what cannot be read."""
    table = read_table(read_json(body), "search", ("words", "lang"))
    lang = read_option(table.get("lang", "en"), "lang", LANGUAGES)
    found = search(read_text(table.get("words", ""), "words"), lang)
    return json.dumps({"found": found}, separators=(",", ":")).encode()
