"""Load the built-in examples, scenarios in `assets/examples`."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from engine.network.scenario.reading import from_json
from engine.network.scenario.scenario import Scenario

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "examples"
EXAMPLES = ("toy", "small")
"""The examples in the order they are offered; the first one is what the app opens on."""


@lru_cache(maxsize=len(EXAMPLES))
def load(example: str) -> Scenario:
    """Load a built-in example by its name."""
    path = FOLDER / f"{example}.json"
    return from_json(json.loads(path.read_text(encoding="utf-8")))
