"""What is done once at start-up, so that the first visitor does not wait for it."""

from __future__ import annotations

from app.examples import EXAMPLES, load
from app.text import LANGUAGES
from app.views.player import structure


def up() -> None:
    """Build the pictures of the built-in examples."""
    for example in EXAMPLES:
        trace = load(example).trace()
        for lang in LANGUAGES:
            structure(trace, lang)
