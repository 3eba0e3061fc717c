"""Networks with more to show than the toy problem, in the player's own page.

A trace is shown by the player's modules in an empty page of the app, with the data that the server
would send: whatever network is measured, no way to it through the page is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Page

import engine
from app.bench import Settings, opened
from app.examples import load
from app.session import Session
from app.views.player import player_data
from benchmarks.recording import recorded
from engine.initialize import initialize
from engine.spec import mlp_spec
from engine.trace import Trace

DEEP = (4, 10, 10, 10, 10, 10, 3)
"""Inputs, five hidden layers of 10 neurons, outputs."""
SAMPLES = 10
MOUNT = """async (data) => {
  const base = document.createElement("base");
  base.href = "/";
  document.head.append(base);
  const host = document.createElement("div");
  document.body.style.cssText = "margin: 0; color-scheme: light";
  document.body.replaceChildren(host);
  const parentElement = host.attachShadow({ mode: "open" }), place = document.createElement("div");
  place.className = "player";
  parentElement.append(place);
  const { default: mount } = await import("/player/main.js");
  mount({ data, parentElement, setTriggerValue() {} });
}"""


@dataclass(frozen=True)
class Network:
    """A trace, and how many milliseconds anything done with it may take until it is painted."""

    trace: Callable[[], Trace]
    at_most: float


def deep() -> Trace:
    """Five hidden layers of 10, ten samples, drawn with a seed."""
    rng, spec = np.random.default_rng(0), mlp_spec(DEEP)
    targets = np.eye(DEEP[-1])[rng.integers(DEEP[-1], size=SAMPLES)]
    given = {"X": rng.normal(size=(SAMPLES, DEEP[0])), "D": targets, "lr": 0.1}
    return engine.run(engine.build(spec), dict(initialize(spec)) | given)


NETWORKS = {
    "the toy problem with BatchNorm": Network(recorded(), at_most=35),
    "five hidden layers of 10": Network(deep, at_most=60),
}


def mount(page: Page, server: str, trace: Trace) -> None:
    """Show a trace and wait until nothing more is loaded or drawn."""
    toy = Settings("toy", batch=True, hidden="relu", loss="softmax_cross_entropy")
    state = Session(toy, opened(load("toy")), "en").state()
    page.goto(f"{server}/_stcore/health")
    page.evaluate(MOUNT, player_data(trace, "en", "", state))
    page.locator(".folds .handle").first.wait_for()
    page.wait_for_timeout(1500)
