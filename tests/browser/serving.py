"""A real server, started by the command that people use, and a real browser to put before it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
TAKEN = ("is not available", "already in use")
"""What Streamlit, and what the system, says of a port on which somebody else listens."""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Server:
    """A process that serves the app."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it at once, as a machine does that loses its power."""
        self.process.kill()
        self.process.wait(timeout=20)


@contextmanager
def served(log: Path) -> Iterator[Server]:
    """The app, served by `streamlit run` for as long as it is needed."""
    server = _started(log)
    try:
        yield server
    finally:
        server.process.terminate()
        try:
            server.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()  # A browser keeps it from its end: a request is held, or not read.


def _started(log: Path) -> Server:
    """A server that answers; on another port where somebody else took the free one first."""
    for _ in range(3):
        port = free_port()
        command = [sys.executable, "-m", "streamlit", "run", "app/server.py"]
        command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
        with log.open("w") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
            )
        server = Server(port, process)
        try:
            _await_health(f"{server.address}/_stcore/health", process, log)
            return server
        except BaseException as error:
            process.kill()
            process.wait(timeout=20)
            if not any(words in str(error) for words in TAKEN):
                raise
    raise RuntimeError("three free ports were taken before the server could listen")


def _await_health(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped:\n{log.read_text(errors='replace')}")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the server is not healthy after 120 s:\n{log.read_text(errors='replace')}")


@contextmanager
def headless() -> Iterator[Browser]:
    """A headless browser, for who needs one alone."""
    with sync_playwright() as playwright, chromium_of(playwright) as chromium:
        yield chromium


@contextmanager
def chromium_of(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, headless: the one that is there, else the one Playwright has installed."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    chromium = playwright.chromium.launch(executable_path=found, args=QUIET)
    yield chromium
    chromium.close()


def afresh(page: Page) -> None:
    """Leave what is open on a page, and forget what was kept for it.

    A page behind another one is painted once a second.
    """
    page.bring_to_front()
    if page.url.startswith("http"):
        # The app keeps its work when it is left: what is kept is cleared from another page.
        page.goto(urljoin(page.url, "/player/core/colours.css"))
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.goto("about:blank")
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.mouse.move(0, 0)


@contextmanager
def quiet(page: Page, *but: str) -> Iterator[None]:
    """An error or a warning in its console fails, but for those with one of these words."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(word in message.text for word in but):
            said.append(message.text)

    def fail(error: Error) -> None:
        said.append(str(error))

    page.on("console", hear)
    page.on("pageerror", fail)
    yield
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", fail)
    assert not said, said
