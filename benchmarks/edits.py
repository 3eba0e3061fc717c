"""An edit in a browser, from Enter to every number painted.

The same edits are made in turns in the app as it was, where the environment names its address in
`BEFORE`, served from another checkout: a machine that has other work slows both down, and their
ratio stays.

Whoever types a number rests before Enter for some tenths of a second, in which it is asked ahead.
How long it takes without that is measured beside it: all keys are pressed at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from playwright.sync_api import Browser

from app.design import PRESETS, Design
from app.work.network_address import written
from benchmarks.networks import SETTLED
from benchmarks.player import RUNS, fresh_page, of, stopped
from benchmarks.quantity import Quantity, p95, timed
from tests.browser.player import Player
from tests.browser.serving import headless, served


@dataclass(frozen=True)
class Edited:
    """A network, the entry that is typed over, and how many milliseconds that may take.

    - `entry`, `done`: selectors of its cell, and of a text that is another one when it is done
    - `opened`: the value whose matrix is opened before at the last step; empty for none
    - `at_once`: whether Enter is pressed in the moment of the last digit
    """

    design: Design
    at_most: float
    entry: str = '.player .numbers td[data-key="X:0:0"]'
    done: str = '.player .result td[data-key="Y1lin:0:0"]'
    opened: str = ""
    at_once: bool = False


LARGE = Edited(
    PRESETS["digits"], 100, '.player .panel td[data-key="B2:0:0"]', ".player .status", "B2"
)
"""Of its large matrices pictures are drawn; the loss tells that all is done."""
EDITED = {
    "the toy problem": Edited(PRESETS["toy"], 20),
    "the toy problem with BatchNorm": Edited(PRESETS["norm"], 22),
    "784-256-10 with 64 samples": LARGE,
    "the toy problem, Enter at once": Edited(PRESETS["toy"], 20, at_once=True),
    "with BatchNorm, Enter at once": Edited(PRESETS["norm"], 22, at_once=True),
}


def quantities() -> Iterator[Quantity]:
    """The edit of each network."""
    with (
        TemporaryDirectory() as folder,
        served(Path(folder) / "log.txt") as server,
        headless() as browser,
    ):
        for what, network in EDITED.items():
            yield edits(browser, server.address, what, network)


def edits(browser: Browser, server: str, what: str, network: Edited) -> Quantity:
    """Edits of one network, in turns with those of the app as it was."""
    query = "?" + urlencode(written(network.design))
    addresses = [server, *filter(None, [os.environ.get("BEFORE")])]
    with ExitStack() as open_pages:
        pages = [open_pages.enter_context(fresh_page(browser)) for _ in addresses]
        players = [
            Player(page, each).open(query) for page, each in zip(pages, addresses, strict=True)
        ]
        runs: list[list[dict[str, float]]] = [[] for _ in players]
        pages[0].wait_for_timeout(SETTLED)
        for player in players:
            opens(player, network.opened)
        for k in range(RUNS):
            for player, times in zip(players, runs, strict=True):
                # A page behind another one is painted once a second.
                player.page.bring_to_front()
                times.append(edit(player, network, str(k + 10)))
    now, *before = (of(times, "painted") for times in runs)
    said = ", ".join(
        f"before p95 {p95(times):.1f} ms, median {median(times):.1f} ms" for times in before
    )
    paces = of(runs[0], "pace")
    return timed(f"an edit until it is painted, {what}", now, network.at_most, said, paces)


def opens(player: Player, name: str) -> None:
    """The matrix of a value beside its node, at the last step."""
    if name:
        player.page.bring_to_front()
        player.press("End")
        player.node(name).click()


def edit(player: Player, network: Edited, typed: str) -> dict[str, float]:
    """An entry typed over."""
    player.page.locator(network.entry).click()
    if not network.at_once:
        player.page.locator(".player input.editor").fill(typed)
    keys = (*typed, "Enter") if network.at_once else ("Enter",)
    return stopped(player.page, f"edit({network.done!r})", *keys)
