"""The only access to `st.session_state`: a session a visitor, changed by what the player sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import streamlit as st

from app import bench as benches
from app import visit as visits
from app.bench import Bench, Settings, Source
from app.desk import Desk, Question
from app.examples import load
from app.numbers import NotANumber, parse_number
from app.practice import Practice, after
from app.text import text
from app.views.panels.asked import Asked
from app.views.player import changes, loss_of
from app.views.see.naming import AS_WRITTEN, HOME, Writing, chosen, naming, shown
from app.visit import Visit
from engine.conventions import Conventions
from engine.printing.names import AS_NAMED
from engine.trace import Trace

LOSSES_SHOWN = 50
Event = Mapping[str, Any]
ACTIONS: dict[str, Callable[[Bench], Bench]] = {
    "undo": benches.undone,
    "redo": benches.redone,
    "reset": benches.reset,
    "back": benches.iteration_back,
}

WORKING = ("edit", "update", *ACTIONS)
"""What changes the numbers."""


@dataclass
class Session:
    """What one visitor has open.

    - `bench`: what is worked on; `set_aside`: what was, before a lesson was opened
    - `visit`: where in a lesson; `reached`: the stop where each lesson was left
    - `desk`: what the player has asked about the numbers
    - `have`, `knows`: the structure and the lesson that the browser holds already
    - `writing`: the names and the notation that were chosen
    - `presenting`: whether it is shown to a hall
    - `practising`: what is practised, with the place and the bench that it was begun at
    """

    settings: Settings
    bench: Bench
    lang: str
    visit: Visit | None = None
    set_aside: Bench | None = None
    writing: Writing = AS_WRITTEN
    reached: dict[str, str] = field(default_factory=dict)
    desk: Desk = field(default_factory=Desk)
    have: str = ""
    knows: str = ""
    answered: int = 0
    refused: dict[str, Any] | None = None
    changed: dict[str, list[list[int]]] = field(default_factory=dict)
    presenting: bool = False
    practising: tuple[Practice, object, Bench] | None = None

    @property
    def practice(self) -> Practice | None:
        """What is practised here; it ends where something else is opened."""
        if self.practising is None:
            return None
        practice, place, bench = self.practising
        return practice if place == self._place and bench is self.bench else None

    @property
    def _place(self) -> object:
        return self.settings, self.visit and (self.visit.lesson.id, self.visit.stop.id)

    def source(self, iteration: int = -1) -> Source:
        """What is run in an iteration: a scene of a lesson, or the example under the settings."""
        bench = self.bench
        return bench.source(iteration) if self.visit else bench.scenario(self.settings, iteration)

    def trace(self, iteration: int = -1) -> Trace:
        """The trace of the iteration that is shown, or of another one."""
        if iteration == -1 and self.practice:
            return self.practice.trace
        return self.source(iteration).trace()

    def conventions(self) -> Conventions:
        """The conventions that the program was made with."""
        if self.visit:
            return self.visit.scene.conventions
        return self.bench.scenario(self.settings).spec.conventions

    def answers(self, trace: Trace) -> dict[str, Any]:
        """What the player has asked, answered on the trace that is shown.

        Nothing while something is practised: it is not to be read off.
        """
        if self.practice:
            return {}
        scene = (self.visit.lesson.id, self.visit.stop.scene) if self.visit else ()
        about = (self.settings, self.lang, self.writing, *scene)
        return self.desk.answers(
            self.bench.values, about, lambda question: self._asked(question, trace)
        )

    def _asked(self, question: Question, trace: Trace) -> Asked:
        own = self.visit.lesson.notation if self.visit else AS_NAMED
        labels = naming(trace.program, self.writing, own).labels
        return Asked(question, trace, self.lang, labels, conventions=self.conventions())

    def state(self) -> dict[str, Any]:
        """What the player needs to know besides the trace."""
        return {
            "changed": self.changed,
            "iteration": len(self.bench.iterations),
            "losses": self._losses(),
            "can": {
                "undo": bool(self.bench.past),
                "redo": bool(self.bench.future),
                "back": len(self.bench.iterations) > 1,
                "update": self.trace().first_nonfinite() is None,
            }
            if self.practice is None
            else dict.fromkeys(("undo", "redo", "back", "update"), False),
            "writing": asdict(shown(self.writing, self.document)),
            "reply": {"id": self.answered, "refused": self.refused},
        }

    @property
    def document(self) -> str:
        """Whose names the values have."""
        return self.visit.lesson.id if self.visit else HOME

    def _losses(self) -> list[float]:
        """The losses of the last iterations; none where there is no loss."""
        loss = loss_of(self.trace().program)
        shown = range(len(self.bench.iterations))[-LOSSES_SHOWN:] if loss else ()
        return [float(self.trace(k)[loss]) for k in shown]

    def go(self, asked: Visit | None) -> None:
        """Go where the address says: into a lesson, to another of its stops, or out of it."""
        if asked is None:
            self._leave()
        elif self.visit is None or asked.lesson.id != self.visit.lesson.id:
            self.set_aside = self.bench if self.visit is None else self.set_aside
            self.visit, self.bench = asked, asked.bench()
            self.changed, self.refused = {}, None
        else:
            self._stop(asked.stop.id)
        if self.visit:
            self.reached[self.visit.lesson.id] = self.visit.stop.id

    def _leave(self) -> None:
        if self.visit and self.set_aside:
            self.bench, self.set_aside, self.visit = self.set_aside, None, None
            self.changed, self.refused = {}, None

    def _stop(self, stop: str) -> None:
        """Another stop of the lesson, which may be another scene."""
        if self.visit is None or self.visit.stop.id == stop:
            return
        left = self.visit.stop.scene
        self.visit = visits.moved(self.visit, stop, self.bench)
        self.reached[self.visit.lesson.id] = self.visit.stop.id
        if self.visit.stop.scene != left:
            self.bench, self.changed = self.visit.bench(), {}

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
        self.knows = str(message.get("knows", ""))
        fresh = [event for event in message.get("list", ()) if event["id"] > self.answered]
        if any(event["type"] != "ask" for event in fresh):
            self._work(fresh)
        for event in fresh:
            if event["type"] == "ask":
                self.desk.ask(str(event["kind"]), event["question"])
            self.answered = event["id"]

    def _work(self, fresh: list[Event]) -> None:
        """What is more than a question: it takes back what was refused, and marks what changes."""
        before, self.refused = self.trace(), None
        for event in fresh:
            if event["type"] != "ask":
                self._handle(event)
                self.answered = event["id"]
        others = ("update", "back", "practise")
        same_iteration = not any(event["type"] in others for event in fresh)
        self.changed = changes(before, self.trace()) if same_iteration else {}

    def _handle(self, event: Event) -> None:
        kind = event["type"]
        if kind == "present":
            self.presenting = event["on"] is True
        elif kind == "practise":
            practice = after(self.practice, self.source(), event)
            self.practising = practice and (practice, self._place, self.bench)
            if practice is None and event["do"] != "stop":
                nothing = {"name": "", "row": 0, "col": 0, "typed": ""}
                self.refused = nothing | {"text": text("practise.none", self.lang)}
        elif self.practice and kind in WORKING:
            # What is practised is not worked on.
            return
        elif kind == "edit":
            self._edit(event)
        elif kind == "update":
            self._update()
        elif kind == "stop":
            self._stop(str(event["stop"]))
        elif kind == "writing":
            self.writing = chosen(event["names"], event["gradients"], self.document)
        elif kind == "formula" and self.visit:
            self.visit = visits.typed(self.visit, int(event["panel"]), event["formula"])
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


def current(settings: Settings, lang: str, visit: Visit | None = None) -> Session:
    """The visitor's session where the address says; opened when it is first asked for."""
    state = st.session_state
    if "session" not in state:
        state["session"] = Session(settings, benches.opened(load(settings.example)), lang)
    session: Session = state["session"]
    session.lang = lang
    session.go(visit)
    if visit is None:
        session.set(settings)
    return session


def reached() -> Mapping[str, str]:
    """The stop where the visitor has left each lesson."""
    session = st.session_state.get("session")
    return session.reached if session else {}


def widget(key: str) -> Any:
    """The value of a widget, None before it is drawn for the first time."""
    return st.session_state.get(key)


def preset(key: str, value: object) -> None:
    """What a widget shows when it is drawn for the first time."""
    st.session_state.setdefault(key, value)
