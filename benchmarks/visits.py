"""A first visit and a reload, as a browser meets them: what is painted when, and what it fetches.

Other pages are visited in turns with the app where the environment names them: `BESIDE` is the
address of any page and `BESIDE_SHOWN` a selector of what it shows when it is there, `BEFORE` the
address of the app as it was, served from another checkout. A machine that has other work slows all
of them down; the ratios stay.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from playwright.sync_api import Browser

from benchmarks.pace import awaited
from benchmarks.player import CALM, RUNS, STOPWATCH, fresh_page, of
from benchmarks.quantity import Quantity, p95, timed
from benchmarks.traffic import Traffic
from benchmarks.unwatched import Tab, unwatched
from tests.browser.player import Player
from tests.browser.serving import headless, served

Times = dict[str, float]
GRAPH = ".player .graph .node"
STEPPED, BACK = 4, ".player .timeline .tick.on[data-step='Y3lin']"
"""Presses of ArrowRight before a reload, and what shows that the page is back as it was."""
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6}
"""10 Mbit/s, 40 ms."""


def quantities() -> Iterator[Quantity]:
    """Everything that is measured of a visit."""
    with (
        TemporaryDirectory() as folder,
        served(Path(folder) / "log.txt") as server,
        headless() as browser,
    ):
        yield from visits(browser, server.address)
        yield from reloads(browser, server.address)
        yield from throttled(browser, server.address)
        yield from weight(browser, server.address)


def visits(browser: Browser, server: str) -> Iterator[Quantity]:
    """The first visit with nothing cached, in turns with the other pages."""
    ways: dict[str, Callable[[], Times]] = {"now": lambda: visit(browser, server)}
    before, beside = os.environ.get("BEFORE"), os.environ.get("BESIDE")
    if before:
        ways["before"] = lambda: visit(browser, before)
    if beside:
        shown = os.environ.get("BESIDE_SHOWN", "body")
        ways["beside"] = lambda: seen(browser, beside, shown)
    runs: dict[str, list[Times]] = {name: [] for name in ways}
    for _ in range(RUNS):
        for name, way in ways.items():
            runs[name].append(way())
    now = runs.pop("now")
    for part, what, at_most in (("stepped", "a step", 400), ("drawn", "the graph", 450)):
        said = ", ".join(_beside(name, of(others, part)) for name, others in runs.items())
        times, paces = of(now, part), of(now, "pace")
        yield timed(f"a first visit, until {what} is painted", times, at_most, said, paces)


def _beside(name: str, times: list[float]) -> str:
    return f"{name} p95 {p95(times):.0f} ms, median {median(times):.0f} ms"


def visit(browser: Browser, server: str) -> Times:
    """One first visit, in a tab of its own that is not watched."""
    return timed_in_a_tab(browser, server, "stopwatch.visit()")


def seen(browser: Browser, address: str, selector: str) -> Times:
    """One visit of another page, until it shows what it has to show."""
    script = f"stopwatch.shown({selector!r}).then((at) => ({{ stepped: at, drawn: at }}))"
    return timed_in_a_tab(browser, address, script)


def timed_in_a_tab(browser: Browser, address: str, script: str) -> Times:
    """What the stopwatch says of a visit, with the pace of the machine before it."""
    taken = awaited(lambda rest: sleep(rest / 1000))
    with unwatched(browser, f"{STOPWATCH}window.visited = {script};") as tab:
        tab.send("Page.navigate", url=address)
        times: Times = tab.value("window.visited")
        return times | {"pace": taken}


def reloads(browser: Browser, server: str) -> Iterator[Quantity]:
    """F5 in the middle of the steps: the same step and the graph are painted again."""
    script = f"Promise.all([{BACK!r}, {GRAPH!r}].map((found) => stopwatch.shown(found)))"
    times, paces = [], []
    with unwatched(browser, f"{STOPWATCH}window.back = {script};") as tab:
        tab.send("Page.navigate", url=server)
        _stepped(tab)
        for _ in range(RUNS):
            sleep(CALM / 1000)
            paces.append(awaited(lambda rest: sleep(rest / 1000)))
            tab.send("Page.reload")
            sleep(1)  # asked while it leaves a page, a tab would not answer
            times.append(max(tab.value("window.back")))
    yield timed("F5, until the page is painted as it was", times, 450, paces=paces)


def _stepped(tab: Tab) -> None:
    """Some steps on, and a moment in which the browser keeps the work."""
    tab.value(f"stopwatch.shown({GRAPH!r})")
    press = "new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, composed: true })"
    for _ in range(STEPPED):
        tab.value(f"document.body.dispatchEvent({press}), stopwatch.shown({GRAPH!r})")
    sleep(1)


def throttled(browser: Browser, server: str) -> Iterator[Quantity]:
    """The first visit over a slow network."""
    times = []
    for _ in range(RUNS // 3):
        with unwatched(browser, f"{STOPWATCH}window.visited = stopwatch.visit();") as tab:
            tab.send("Network.enable")
            tab.send("Network.emulateNetworkConditions", **SLOW)
            tab.send("Page.navigate", url=server)
            times.append(max(_both(tab.value("window.visited"))))
    yield timed("a first visit over 10 Mbit/s with 40 ms, until all is painted", times, 1200)


def _both(visited: dict[str, Any]) -> tuple[float, float]:
    return visited["stepped"], visited["drawn"]


def weight(browser: Browser, server: str) -> Iterator[Quantity]:
    """What goes over the wire: for the player, and with Streamlit's part."""
    with fresh_page(browser) as page:
        traffic = Traffic(page)
        Player(page, server).open()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(CALM)
    whole = sum(traffic.bytes.values()) / 1e6
    yield Quantity(
        "the player's part of a first visit", traffic.own / 1e3, "kB", 400, "on the wire"
    )
    yield Quantity("its requests", traffic.own_requests, "requests", 25, "with the document")
    yield Quantity("a first visit with Streamlit's part", whole, "MB", 1.6, "on the wire")
    yield Quantity("its requests with Streamlit's", traffic.requests, "requests", 90, "in all")
