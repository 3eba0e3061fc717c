"""The only access to `st.session_state`: a session a visitor, changed by what the player sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from app import bench as benches
from app.bench import Bench, Settings
from app.examples import load
from app.numbers import NotANumber, parse_number
from app.text import text
from app.views.player import changes
from engine.trace import Trace

LOSSES_SHOWN = 50
Event = Mapping[str, Any]
ACTIONS: dict[str, Callable[[Bench], Bench]] = {
    "undo": benches.undone,
    "redo": benches.redone,
    "reset": benches.reset,
    "back": benches.iteration_back,
}


@dataclass
class Session:
    """What one visitor has open."""

    settings: Settings
    bench: Bench
    lang: str
    have: str = ""
    answered: int = 0
    refused: dict[str, Any] | None = None
    changed: dict[str, list[list[int]]] = field(default_factory=dict)

    def trace(self) -> Trace:
        """The trace of the iteration that is shown."""
        return self.bench.scenario(self.settings).trace()

    def state(self) -> dict[str, Any]:
        """What the player needs to know besides the trace."""
        losses = range(len(self.bench.iterations))[-LOSSES_SHOWN:]
        return {
            "changed": self.changed,
            "iteration": len(self.bench.iterations),
            "losses": [float(self.bench.scenario(self.settings, k).trace()["L"]) for k in losses],
            "can": {
                "undo": bool(self.bench.past),
                "redo": bool(self.bench.future),
                "back": len(self.bench.iterations) > 1,
                "update": self.trace().first_nonfinite() is None,
            },
            "reply": {"id": self.answered, "refused": self.refused},
        }

    def set(self, settings: Settings) -> None:
        """Take over other settings; another example is opened afresh."""
        if settings == self.settings:
            return
        other = settings.example != self.settings.example
        opened = benches.opened(load(settings.example))
        self.bench = opened if other else benches.restarted(self.bench)
        self.settings = settings
        self.changed, self.refused = {}, None

    def take(self, message: Event) -> None:
        """Handle what the player sent: each event once, in order."""
        self.have = str(message.get("have", ""))
        fresh = [event for event in message.get("list", ()) if event["id"] > self.answered]
        if not fresh:
            return
        before, self.refused = self.trace(), None
        for event in fresh:
            self._handle(event)
            self.answered = event["id"]
        same_iteration = not any(event["type"] in ("update", "back") for event in fresh)
        self.changed = changes(before, self.trace()) if same_iteration else {}

    def _handle(self, event: Event) -> None:
        kind = event["type"]
        if kind == "edit":
            self._edit(event)
        elif kind == "update":
            self._update()
        elif kind in ACTIONS:
            self.bench = ACTIONS[kind](self.bench)

    def _update(self) -> None:
        trace = self.trace()
        if trace.first_nonfinite() is None:
            self.bench = benches.updated(self.bench, trace)

    def _has(self, name: str, row: int, col: int) -> bool:
        """Is there such an entry among the inputs that are shown?"""
        shape = getattr(self.bench.values.get(name), "shape", None)
        if shape is None:
            return False
        rows, cols = shape or (1, 1)
        return 0 <= row < rows and 0 <= col < cols

    def _edit(self, event: Event) -> None:
        place = {key: event[key] for key in ("name", "row", "col")}
        if not self._has(**place):
            # Typed just before another example was opened: there is nothing left to change.
            return
        typed = str(event["typed"])
        try:
            value = parse_number(typed)
        except NotANumber as error:
            said = text(f"refused.{error.reason}", self.lang, typed=typed.strip()[:40])
            self.refused = place | {"typed": typed, "text": said}
        else:
            self.bench = benches.edited(self.bench, **place, value=value)
            if self.refused and place.items() <= self.refused.items():
                self.refused = None


def current(settings: Settings, lang: str) -> Session:
    """The visitor's session under these settings; opened at the first visit."""
    state = st.session_state
    if "session" not in state:
        state["session"] = Session(settings, benches.opened(load(settings.example)), lang)
    session: Session = state["session"]
    session.lang = lang
    session.set(settings)
    return session


def widget(key: str) -> Any:
    """The value of a widget, None before it is drawn for the first time."""
    return st.session_state.get(key)


def preset(key: str, value: object) -> None:
    """What a widget shows when it is drawn for the first time."""
    st.session_state.setdefault(key, value)
