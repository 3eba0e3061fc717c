"""To wait for what comes to hold: a value that is read once may be read too early."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Locator, Page, expect

PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What is to be painted has been."""


def until(holds: Callable[[], bool], what: object) -> None:
    """Wait until something holds; what it asks of the page is asked again and again."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def resized(page: Page, width: int, height: int) -> None:
    """Give the page another size, and wait until it is laid out anew.

    The player lays itself out in the frame after a new size; what was there before stays measurable
    until then.
    """
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(PAINTED)
    page.evaluate(PAINTED)


def tap_until(part: Locator, opened: Locator) -> None:
    """Tap until what that opens is there: a busy machine takes a tap for a long press."""
    for _ in range(4):
        part.tap()
        with suppress(AssertionError):
            return expect(opened).to_be_visible(timeout=4000)
    return expect(opened).to_be_visible()
