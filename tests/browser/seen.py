"""All that can be seen of the player at once, to compare before and after."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

READ = Path(__file__).with_name("seen.js").read_text(encoding="utf-8").rstrip(";\n")
NOTHING = re.compile("(?!)")


def seen(page: Page, settled: float = 20.0) -> dict[str, Any]:
    """Read the page when nothing is awaited any more and it has stood still for a moment."""
    before: dict[str, Any] | None = None
    page.mouse.move(1, 1)
    for _ in range(round(settled / 0.4)):
        page.wait_for_timeout(400)
        now: dict[str, Any] | None = page.evaluate(READ)
        if now is not None and now == before:
            return now
        before = now
    raise AssertionError(f"the page does not come to rest: {before}")


def expect_seen(
    page: Page, before: dict[str, Any], but: re.Pattern[str] = NOTHING, within: float = 20.0
) -> None:
    """The page comes to show what was seen before, in some seconds; but for parts of lines."""
    last = time.monotonic() + within
    while changed := differences(_without(before, but), _without(seen(page), but)):
        assert time.monotonic() < last, "\n".join(changed)


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is no longer as it was, part by part and line by line; empty if all is the same."""
    return [
        f"{part}: {_only(was, after[part])} -> {_only(after[part], was)}"
        for part, was in before.items()
        if was != after[part]
    ]


def _only(lines: Any, others: Any) -> Any:
    """The lines that the others have not; the order alone may differ."""
    if not isinstance(lines, list):
        return lines
    return [line for line in lines if line not in others] or lines[:3]


def _without(read: dict[str, Any], but: re.Pattern[str]) -> dict[str, Any]:
    return {
        part: [" ".join(but.sub("", line).split()) for line in lines]
        if isinstance(lines, list)
        else lines
        for part, lines in read.items()
    }
