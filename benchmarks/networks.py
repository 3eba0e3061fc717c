"""Networks with more to show than the toy problem, opened by their address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Page

from app.design import DRAWN, PRESETS, Design, Layer
from app.work.network_address import written
from tests.browser.player import Player

SETTLED = 1500
"""Milliseconds after which nothing more is loaded or drawn."""
DEEP = Design(
    4,
    (*[Layer(10)] * 5, Layer(3, "softmax")),
    batch=10,
    data=DRAWN,
    start="he_normal",
)
"""Five hidden layers of 10 neurons, ten samples."""


@dataclass(frozen=True)
class Network:
    """A network, and how many milliseconds anything done with it may take.

    `at_most` until it is painted, `script` of them in the page's own code where that has a limit.
    """

    design: Design
    at_most: float
    script: float | None = None


NETWORKS = {
    "the toy problem with BatchNorm": Network(PRESETS["norm"], at_most=35, script=10),
    "five hidden layers of 10": Network(DEEP, at_most=60),
}


def opened(page: Page, server: str, design: Design) -> Player:
    """A network in the app, when nothing more is loaded or drawn."""
    player = Player(page, server).open("?" + urlencode(written(design)))
    page.locator(".views > :not(.away) .handle").first.wait_for()
    page.wait_for_timeout(SETTLED)
    return player
