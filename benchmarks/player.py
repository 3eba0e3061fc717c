"""The app in a browser: a step, another picture, a large network, against the real command.

Times are stopped inside the page (see `stopwatch.js`), so that driving the browser is not in them.
They are absolute, as the targets are: on a machine that has other work they come out too long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page

from benchmarks.networks import NETWORKS, opened
from benchmarks.pace import awaited
from benchmarks.quantity import Quantity, p95, timed
from benchmarks.traffic import Traffic
from tests.browser.player import Player
from tests.browser.serving import headless, served

STOPWATCH = Path(__file__).with_name("stopwatch.js").read_text(encoding="utf-8")
RUNS = 30
CALM = 300
"""Milliseconds between two runs: nothing of the one before is left to do."""


def quantities() -> Iterator[Quantity]:
    """Everything that is measured in the browser."""
    with (
        TemporaryDirectory() as folder,
        served(Path(folder) / "log.txt") as server,
        headless() as browser,
    ):
        for part in (steps, pictures, large):
            yield from part(browser, server.address)


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has never seen the app, with the stopwatch in it."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB") as context:
        context.add_init_script(STOPWATCH)
        yield context.new_page()


def stopped(page: Page, arm: str, *keys: str) -> dict[str, float]:
    """What the stopwatch says of some keys, pressed at once: it is armed before, and read after."""
    page.wait_for_timeout(CALM)
    taken = awaited(page.wait_for_timeout)
    page.evaluate(f"() => {{ window.stopped = stopwatch.{arm}; }}")
    for key in keys:
        page.keyboard.press(key)
    times: dict[str, float] = page.evaluate("() => window.stopped")
    return times | {"pace": taken}


def of(runs: list[dict[str, float]], name: str) -> list[float]:
    """One of the figures of some runs."""
    return [run[name] for run in runs]


def steps(browser: Browser, server: str) -> Iterator[Quantity]:
    """ArrowRight, from the key to the painted picture with the graph; script; traffic."""
    with fresh_page(browser) as page:
        player = Player(page, server).open()
        page.wait_for_timeout(1000)
        # What is opened later is fetched while the page is idle.
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2000)
        traffic = Traffic(page)
        runs = [step(player, k) for k in range(RUNS)]
        heard = traffic.requests + traffic.frames
    paces = of(runs, "pace")
    yield timed("a step, from the key to the painted picture", of(runs, "painted"), 35, paces=paces)
    yield timed("the script of a step", of(runs, "script"), 10, paces=paces)
    details = f"{traffic.requests} requests, {traffic.frames} frames of the websocket"
    yield Quantity(f"the network during these {RUNS} steps", heard, "messages", 0, details)


def step(player: Player, k: int) -> dict[str, float]:
    """One step on; at the end of the timeline it goes on from the start."""
    if k % 24 == 0:
        player.press("Home")
    return stopped(player.page, 'step("ArrowRight")', "ArrowRight")


def pictures(browser: Browser, server: str) -> Iterator[Quantity]:
    """Steps, hovers, zooms and switches of the picture, of a network with more to show."""
    for what, network in NETWORKS.items():
        with fresh_page(browser) as page:
            opened(page, server, network.design)
            runs = {name: act(page) for name, act in ACTS.items()}
        for name, times in runs.items():
            details, paces = f"script p95 {p95(of(times, 'script')):.1f} ms", of(times, "pace")
            painted = of(times, "painted")
            yield timed(f"{name}, {what}", painted, network.at_most, details, paces)
        if network.script is not None:
            every = [run for times in runs.values() for run in times]
            script, paces = of(every, "script"), of(every, "pace")
            yield timed(f"the script of these, {what}", script, network.script, paces=paces)


def keyed(picture: str, zoom: str, *keys: str) -> Callable[[Page], list[dict[str, float]]]:
    """Presses of some keys in turn, in a picture or at a zoom."""

    def act(page: Page) -> list[dict[str, float]]:
        for value in (zoom, picture):
            page.locator(f'.strip [data-value="{value}"]').evaluate("button => button.click()")
        return [press(page, keys[k % len(keys)], k) for k in range(RUNS)]

    return act


def press(page: Page, key: str, k: int) -> dict[str, float]:
    """One press; before every twelfth one it goes back, so that no step is left out at the end."""
    if k % 12 == 0:
        middle(page)
    return stopped(page, f'step("{key}")', key)


def hovers(page: Page) -> list[dict[str, float]]:
    """From one entry to the next of what is multiplied, in the graph of entries."""
    page.locator('.strip [data-value="entries"]').evaluate("button => button.click()")
    middle(page)
    cells = page.locator(".numbers td[data-key]")
    boxes = [cells.nth(k).bounding_box() for k in range(min(6, cells.count()))]
    found = []
    for k in range(RUNS):
        box = boxes[k % len(boxes)]
        page.wait_for_timeout(CALM)
        taken = awaited(page.wait_for_timeout)
        page.evaluate("() => { window.stopped = stopwatch.hover(); }")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        found.append(page.evaluate("() => window.stopped") | {"pace": taken})
    page.mouse.move(1, 1)
    return found


def middle(page: Page) -> None:
    """To `gradW2`, in the middle of the way back, where much is to be shown."""
    page.locator('.player .timeline [data-step="gradW2"]').click()
    page.mouse.move(1, 1)


ACTS = {
    "a step at layers": keyed("graph", "layers", "ArrowRight"),
    "a step at equations": keyed("graph", "equations", "ArrowRight"),
    "a step at entries": keyed("graph", "entries", "ArrowRight"),
    "a step in neurons": keyed("neurons", "equations", "ArrowRight"),
    "a step in matrices": keyed("matrices", "equations", "ArrowRight"),
    "a zoom": keyed("graph", "entries", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"),
    "another picture": keyed("graph", "equations", "v"),
    "a hover at entries": hovers,
}


LARGE = (
    '.player .graph .node[aria-label="W1 784×256"]',
    '.player .numbers .grid[data-name="Y1lin"] .overview canvas:not([width="300"])',
)
"""The graph of the large network, and the picture of its first result."""
OPENINGS = 10


def large(browser: Browser, server: str) -> Iterator[Quantity]:
    """784-256-10 with 64 samples, from the press of its button to the painted pictures."""
    with fresh_page(browser) as page:
        Player(page, server).open()
        page.locator(".open-builder").click()
        page.wait_for_timeout(1000)
        runs, sent = [], []
        for _ in range(OPENINGS):
            preset(page, "toy").click()
            page.locator('.player .graph .node[aria-label="W1 2×3"]').wait_for()
            preset(page, "digits").focus()
            traffic = Traffic(page)
            selectors = ", ".join(f"'{selector}'" for selector in LARGE)
            runs.append(stopped(page, f"opening({selectors})", "Enter")["painted"])
            page.wait_for_timeout(CALM)
            sent.append(traffic.own / 1e6)
    yield timed("a trace of 784-256-10 with 64 samples opens", runs, 1500)
    yield Quantity("what the trace of 784-256-10 sends", max(sent), "MB", 2, "with its pictures")


def preset(page: Page, name: str) -> Locator:
    """A network to begin with, in the builder."""
    return page.locator(f'.builder [data-field="preset.{name}"]')
