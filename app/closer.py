"""Keep track of the parts of large matrices that a visitor has zoomed into, and send them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.views.large import Stretch, read_stretch, stretch
from app.views.origin import origin_of
from app.views.player import json_ready
from app.work.sizes import is_large
from engine.running.trace import Trace

SEEN = 4
"""So many stretches are kept up to date."""


@dataclass
class Closer:
    """The parts that are looked at.

    - `seen`: the parts that were asked for last
    - `told`: what the next message to the browser says about them
    """

    seen: tuple[Stretch, ...] = ()
    told: dict[str, Any] = field(default_factory=dict)

    def ask(self, event: Mapping[str, Any], trace: Trace, before: Trace | None) -> None:
        """Answer a request for a part of a matrix, or for the origin of one entry."""
        if event["type"] == "origin":
            place = str(event["name"]), int(event["row"]), int(event["col"])
            self.told["origin"] = json_ready(origin_of(trace, *place))
        elif asked := read_stretch(event, trace.values):
            self.seen = (*(s for s in self.seen if s.name != asked.name), asked)[-SEEN:]
            self.told.setdefault("stretches", []).append(_told(asked, trace, before))

    def again(self, trace: Trace, before: Trace | None) -> None:
        """Send the parts again after the numbers have changed."""
        self.seen = tuple(s for s in self.seen if _is_large(s, trace))
        self.told = {"stretches": [_told(s, trace, before) for s in self.seen]}


def _is_large(seen: Stretch, trace: Trace) -> bool:
    return seen.name in trace.values and is_large(trace[seen.name])


def _told(seen: Stretch, trace: Trace, before: Trace | None) -> Any:
    old = before.values.get(seen.name) if before else None
    return json_ready(stretch(trace[seen.name], old, seen))
