"""What it costs that the player moves into Streamlit's place, without what Streamlit does.

Streamlit's script is kept away, and the component is mounted by hand in a place like Streamlit's.
The time is that of the thread of the page, as the browser counts it: script, style, layout and
paint until the moved player is painted, whatever else the machine has to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, CDPSession

from benchmarks.pace import awaited
from benchmarks.player import RUNS, fresh_page
from benchmarks.quantity import Quantity, timed
from tests.browser.held import STREAMLIT
from tests.browser.serving import headless, served

PLACE = """async () => {
  const host = document.body.appendChild(document.createElement("div"));
  const parentElement = host.attachShadow({ mode: "open" });
  parentElement.innerHTML = '<div class="player"></div>';
  const { src } = document.querySelector('script[src*="/main.js"]');
  const { default: mount } = await import(src);
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  window.takeOver = () => (mount({ parentElement, setStateValue() {} }), painted());
  await painted();
}"""
CALM = 2000
"""Milliseconds in which all is fetched that the player fetches ahead."""
MILLISECONDS = 1000


def quantities() -> Iterator[Quantity]:
    """The take-over of the toy problem and of a lesson."""
    with (
        TemporaryDirectory() as folder,
        served(Path(folder) / "log.txt") as server,
        headless() as browser,
    ):
        for what, query in (("the toy problem", ""), ("a lesson", "?lesson=cmu-toy")):
            runs, paces = zip(
                *(take_over(browser, server.address, query) for _ in range(RUNS // 3)), strict=True
            )
            yield timed(f"the take-over, the player's part, {what}", runs, 50, paces=paces)


def take_over(browser: Browser, server: str, query: str) -> tuple[float, float]:
    """One take-over in milliseconds of the page's thread, and the pace of the machine before."""
    with fresh_page(browser) as page:
        page.route(STREAMLIT, lambda route: route.abort())
        page.goto(f"{server}/{query}")
        page.locator("#first .player .foot").wait_for()
        page.wait_for_timeout(CALM)
        page.evaluate(PLACE)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        pace = awaited(page.wait_for_timeout)
        begun = thread_time(session)
        page.evaluate("takeOver()")
        taken = thread_time(session) - begun
        assert page.locator("#first").count() == 0
        return taken * MILLISECONDS, pace


def thread_time(session: CDPSession) -> float:
    """Seconds of processor time that the page's thread has had."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(metric["value"]) for metric in metrics if metric["name"] == "ThreadTime")
