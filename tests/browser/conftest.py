"""A real server, started by the command that people use, and a real browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.player import Player
from tests.browser.serving import headless, served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, whose log must hold no warning."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with served(log) as address:
        yield address
    said = log.read_text(errors="replace")
    assert not any(word in said for word in ("Traceback", "ERROR", "Warning", "WARNING")), said


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with headless() as chromium:
        yield chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page at 1440 x 900; an error or a warning in its console fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.fixture
def player(page: Page, server: str) -> Player:
    """The app just opened, on the toy problem, its graph drawn."""
    return Player(page, server).open()
