"""The only access to `st.session_state`: a session a visitor, changed by what the player sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import streamlit as st

from app import bench as benches
from app import builder, link
from app import visit as visits
from app.bench import Bench
from app.closer import Closer
from app.design import OWN, PRESETS, Design, example_of
from app.desk import Desk, Question
from app.given import Spot
from app.limits import Refused
from app.numbers import NotANumber, parse_number
from app.practice import Practice, after
from app.text import text
from app.views.builder import design_data, refusal
from app.views.large import is_large
from app.views.panels.asked import Asked
from app.views.player import changes
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
    - `writing`: the names and the notation that were chosen
    - `presenting`: whether it is shown to a hall
    - `practising`: what is practised, with the place and the bench that it was begun at
    - `have`, `knows`, `holds`: the structure, the lesson and the numbers that the browser has
    - `before`: the trace that changes are told against
    - `drawn`: what the choices above the player were drawn with
    """

    bench: Bench
    lang: str
    visit: Visit | None = None
    set_aside: Bench | None = None
    writing: Writing = AS_WRITTEN
    reached: dict[str, str] = field(default_factory=dict)
    desk: Desk = field(default_factory=Desk)
    have: str = ""
    knows: str = ""
    holds: int = 0
    answered: int = 0
    refused: dict[str, Any] | None = None
    unbuilt: dict[str, Any] | None = None
    changed: dict[str, list[list[int]]] = field(default_factory=dict)
    presenting: bool = False
    practising: tuple[Practice, object, Bench] | None = None

    before: Trace | None = None
    closer: Closer = field(default_factory=Closer)
    drawn: tuple[str, str] | None = None
    numbered: tuple[int, Trace | None] | None = None

    @property
    def practice(self) -> Practice | None:
        """What is practised here; it ends where something else is opened."""
        if self.practising is None:
            return None
        practice, place, bench = self.practising
        return practice if place == self._place and bench is self.bench else None

    @property
    def _place(self) -> object:
        return self.visit and (self.visit.lesson.id, self.visit.stop.id)

    def trace(self) -> Trace:
        """The trace of the iteration that is shown, or of what is practised."""
        return self.practice.trace if self.practice else self.bench.trace()

    @property
    def number(self) -> int:
        """Which numbers are shown: other ones have another number.

        In practice some are held back, and others from one answer to the next.
        """
        trace, (last, known) = self.trace(), self.numbered or (0, None)
        if trace is not known or self.practice:
            self.numbered = last, _ = last + 1, None if self.practice else trace
        return last

    @property
    def bar(self) -> tuple[str, str]:
        """What the choices above the player have to show: the example, and which samples."""
        design = self._design()
        return example_of(design), "single" if design.single else "batch"

    @property
    def linked(self) -> tuple[Design, Mapping[Spot, float]]:
        """What the address has to make again: the design, and what was typed at first."""
        return self._design(), self.bench.iterations[0].typed

    def _design(self) -> Design:
        return self.bench.design or PRESETS["toy"]

    def conventions(self) -> Conventions:
        """The conventions that the program was made with."""
        if self.visit:
            return self.visit.scene.conventions
        return self._design().conventions

    def answers(self, trace: Trace) -> dict[str, Any]:
        """What the player has asked, answered on the trace that is shown.

        Nothing while something is practised: it is not to be read off.
        """
        if self.practice:
            return {}
        if self._is_large():
            error = text("explain.large", self.lang)
            return {kind: {"question": q, "error": error} for kind, q in self.desk.open.items()}
        scene = (self.visit.lesson.id, self.visit.stop.scene) if self.visit else ()
        about = (self.bench.design, self.lang, self.writing, *scene)
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
            "design": design_data(self.bench.design, self.unbuilt) if self.bench.design else None,
            "closer": self.closer.told,
        }

    @property
    def document(self) -> str:
        """Whose names the values have."""
        return self.visit.lesson.id if self.visit else HOME

    def _losses(self) -> list[float]:
        """The losses of the last iterations; none where there is no loss."""
        found = (given.loss for given in self.bench.iterations[-LOSSES_SHOWN:])
        return [loss for loss in found if loss is not None]

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

    def open(self, example: str) -> None:
        """Open an example afresh; what was there is one step back."""
        if example in PRESETS:
            self._build(benches.exchanged(self.bench, PRESETS[example]))

    def redesign(self, design: Design) -> None:
        """Take over another network or other settings of it."""
        self._build(benches.redesigned(self.bench, design))

    def _build(self, bench: Bench) -> None:
        before, self.bench = self.bench, bench
        self.refused = self.unbuilt = None
        self._mark(before)

    def take(self, message: Event) -> None:
        """Handle what the player sent: each event once, in order."""
        self.have = str(message.get("have", ""))
        self.knows = str(message.get("knows", ""))
        self.holds = int(message.get("holds", 0))
        fresh = [event for event in message.get("list", ()) if event["id"] > self.answered]
        if any(event["type"] != "ask" for event in fresh):
            self._work(fresh)
        for event in fresh:
            if event["type"] == "ask":
                self.desk.ask(str(event["kind"]), event["question"])
            self.answered = event["id"]

    def _work(self, fresh: list[Event]) -> None:
        """What is more than a question: it takes back what was refused, and marks what changes."""
        before, self.refused, self.unbuilt, self.closer.told = self.bench, None, None, {}
        for event in fresh:
            if event["type"] != "ask":
                self._handle(event)
                self.answered = event["id"]
        if any(event["type"] == "practise" for event in fresh):
            self.changed = {}
        elif self.bench is not before:
            self._mark(before)
            self.closer.again(self.trace(), self.before)

    def _mark(self, before: Bench) -> None:
        """Which entries an edit or another way of training has changed."""
        now = self.bench
        first = len(now.iterations) == 1
        fits = first or len(now.iterations) == len(before.iterations)
        fits = fits and benches.are_alike(now.design, before.design)
        self.before = before.trace(0 if first else -1) if fits else None
        self.changed = changes(self.before, self.trace()) if self.before else {}

    def _handle(self, event: Event) -> None:
        kind = event["type"]
        if kind == "present":
            self.presenting = event["on"] is True
        elif kind == "practise":
            practice = (
                None if self._is_large() else after(self.practice, self.bench.source(), event)
            )
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
        elif kind in ("stretch", "origin"):
            self.closer.ask(event, self.trace(), self.before)
        elif self.visit is None:
            self._change(kind, event)

    def _change(self, kind: str, event: Event) -> None:
        """Another network."""
        if kind == "preset":
            self.bench = benches.exchanged(self.bench, PRESETS.get(event["name"], self._design()))
        elif kind == "design":
            try:
                design = builder.read(event["design"], self._design())
            except Refused as error:
                self.unbuilt = refusal(error, self.lang)
            else:
                self.bench = benches.redesigned(self.bench, design)

    def _is_large(self) -> bool:
        """Is there a value that is only summarised? Then nothing is practised."""
        return any(map(is_large, self.trace().values.values()))

    def _update(self) -> None:
        if self.trace().first_nonfinite() is None:
            self.bench = benches.updated(self.bench)

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


def current(lang: str, visit: Visit | None = None) -> Session:
    """The visitor's session where the address says; opened when it is first asked for."""
    session = _session(lang)
    session.lang = lang
    session.go(visit)
    return session


def _session(lang: str) -> Session:
    state = st.session_state
    if "session" not in state:
        query = st.query_params.to_dict()
        bench = benches.designed(link.read(query))
        for (name, row, col), value in link.typed_in(query).items():
            bench = benches.typed_over(bench, name, row, col, value)
        state["session"] = Session(bench, lang)
    found: Session = state["session"]
    return found


def bar_shows(lang: str) -> tuple[str, str]:
    """What the choices above the player show."""
    session = _session(lang)
    session.drawn = session.bar
    return session.drawn


def choose(key: str) -> None:
    """Take over what was chosen above the player."""
    session: Session = st.session_state["session"]
    chosen = st.session_state[key]
    if key == "example" and chosen != OWN:
        session.open(chosen)
    elif key == "samples":
        session.redesign(replace(session.bench.design or PRESETS["toy"], single=chosen == "single"))


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


def put(key: str, value: object) -> None:
    """What a widget shows when it is drawn next."""
    st.session_state[key] = value
