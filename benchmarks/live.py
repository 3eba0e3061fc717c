"""Spirals as they are watched on the page *Train*: pictures of the weights and of the boundary.

Counted in the page, as painted: each is a canvas that is drawn anew. On a machine that has other
work there are fewer; so beside them stands what the page and the server computed for one of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, CDPSession, Page, expect

from benchmarks.player import fresh_page
from benchmarks.quantity import Quantity
from tests.browser.serving import Server, headless, served

PICTURES, BOUNDARIES = 30, 5
"""So many a second are wanted."""
BEGUN = re.compile(r"iteration \d{3}")
"""Where it is when it is counted from: the workers are there."""
WATCHED = 10_000
"""Milliseconds for which it is."""
COUNTED = """window.counted = { weights: 0, boundary: 0 };
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...given) {
  if (this.canvas.closest?.(".train-network")) window.counted.weights += 1;
  if (this.canvas.matches?.(".train-ground")) window.counted.boundary += 1;
  return clear.apply(this, given);
};"""


def quantities() -> Iterator[Quantity]:
    """What one person sees of spirals."""
    with (
        TemporaryDirectory() as folder,
        served(Path(folder) / "log.txt") as server,
        headless() as browser,
    ):
        yield from watched(browser, server)


def watched(browser: Browser, server: Server) -> Iterator[Quantity]:
    """Count what is painted while spirals are trained."""
    with fresh_page(browser) as page:
        page.add_init_script(COUNTED)
        page.goto(f"{server.address}/train?lang=en")
        page.locator(".train-data .js-plotly-plot").wait_for()
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        page.get_by_role("button", name="Run", exact=True).click()
        expect(page.locator(".train-where")).to_contain_text(BEGUN, timeout=60_000)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = _counts(page, session) | {"server": seconds_of(server.process.pid)}
        page.wait_for_timeout(WATCHED)
        after = _counts(page, session) | {"server": seconds_of(server.process.pid)}
    found = {name: after[name] - count for name, count in before.items()}
    seconds = found["at"]
    for name, what, least in (
        ("weights", "pictures of the weights", PICTURES),
        ("boundary", "pictures of the boundary", BOUNDARIES),
    ):
        count = max(1, found[name])
        took = ", ".join(f"{who} {found[who] / count * 1e3:.1f} ms" for who in ("page", "server"))
        rate = found[name] / seconds
        yield Quantity(
            f"spirals live, {what}", rate, "a second", least, f"for each {took}", is_least=True
        )


def _counts(page: Page, session: CDPSession) -> dict[str, float]:
    """What was painted until now, the seconds of computing of the page, and when that is."""
    told = session.send("Performance.getMetrics")["metrics"]
    metrics = {metric["name"]: metric["value"] for metric in told}
    counted: dict[str, float] = page.evaluate("window.counted")
    return counted | {"page": metrics["TaskDuration"], "at": metrics["Timestamp"]}


def seconds_of(process: int) -> float:
    """The seconds of processor time of a process, where the system tells; else 0."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
