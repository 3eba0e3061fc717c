"""A real server, started by the command that people use, and a real browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.player import Player
from tests.browser.serving import DESKTOP, afresh, chromium_of, quiet, served

# Two workers share the machine with their servers and browsers: what is slow is not yet wrong.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, whose log must hold no warning."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with served(log) as running:
        yield running.address
    said = log.read_text(errors="replace")
    assert not any(word in said for word in ("Traceback", "ERROR", "Warning", "WARNING")), said


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What runs every browser of the tests: a process has one at a time."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium_of(playwright) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """One for all pages, so that what was loaded once is in the cache of the browser.

    It is closed before the server ends, which finishes what it is asked, also for a page whose
    requests a test holds back.
    """
    context = browser.new_context(viewport=DESKTOP, locale="en-GB")
    yield context
    context.close()


@pytest.fixture(scope="session")
def tab(context: BrowserContext) -> Page:
    """The page that the tests have one after the other."""
    return context.new_page()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A page at 1440 x 900 on which nothing is open and for which nothing is kept.

    An error or a warning in its console fails the test.
    """
    afresh(tab)
    with quiet(tab):
        yield tab


@pytest.fixture
def player(page: Page, server: str) -> Player:
    """The app just opened, on the toy problem, its graph drawn."""
    return Player(page, server).open()


@pytest.fixture(scope="module")
def opened(context: BrowserContext, server: str) -> Iterator[Player]:
    """The app, opened once for the tests of a module that set it back before they begin."""
    page = context.new_page()
    page.goto(f"{server}/player/core/colours.css")
    afresh(page)
    with quiet(page):
        yield Player(page, server).open()
    page.close()


@pytest.fixture
def toy_player(opened: Player) -> Player:
    """The toy problem at its first step with its own numbers, on a page that others had before."""
    return opened.back_to_the_toy_problem()


@pytest.fixture(autouse=True)
def in_front(request: pytest.FixtureRequest) -> None:
    """The page that a module shares comes before the others: what is behind is painted seldom."""
    if "opened" in request.fixturenames and "page" not in request.fixturenames:
        request.getfixturevalue("opened").page.bring_to_front()
