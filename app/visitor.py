"""All that one visitor has open, and what the player is sent of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from app import bench as benches
from app import visit as visits
from app.bench import Bench
from app.closer import Closer
from app.design import PRESETS, Design, example_of
from app.desk import Desk, Question
from app.practice import Practice
from app.text import text
from app.views.builder import design_data
from app.views.panels.request import Request
from app.views.player import changes
from app.views.see.naming import naming
from app.visit import Visit
from app.work.iterated import LOSSES_SHOWN
from app.work.rules import are_alike, compared
from app.work.sizes import has_large
from app.work.work import Spot
from app.work.writing import AS_WRITTEN, HOME, Writing, effective
from engine.network.conventions import Conventions
from engine.printing.names import AS_NAMED
from engine.running.trace import Trace


@dataclass
class Visitor:
    """All that one visitor has open.

    - `bench`: the work that is shown; `set_aside`: the work before a lesson was opened
    - `visit`: where in a lesson; `reached`: the stop at which each lesson was left
    - `desk`: the open questions of the player about the numbers
    - `writing`: the names and the notation that were chosen
    - `presenting`: whether the presenter mode is on
    - `practising`: the practice, with the place and the work at which it was begun
    - `have`, `knows`, `holds`: the structure, the lesson and the numbers that the browser has
    - `before`: the trace with which the present one is compared to mark changes
    - `drawn`: what the choices above the player were drawn with; `redrawn`: how often they were
      drawn anew because undo or the builder had changed the network
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
    drawn: dict[str, str] | None = None
    redrawn: int = 0
    numbered: tuple[int, Trace | None] | None = None

    @property
    def practice(self) -> Practice | None:
        """The practice, if there is one here; it ends where something else is opened."""
        if self.practising is None:
            return None
        practice, place, bench = self.practising
        return practice if place == self.place and bench is self.bench else None

    @property
    def place(self) -> object:
        """The lesson and the stop; None outside of lessons."""
        return self.visit and (self.visit.lesson.id, self.visit.stop.id)

    def trace(self) -> Trace:
        """The trace that is shown: of the iteration, or of the practice."""
        return self.practice.trace if self.practice else self.bench.trace()

    @property
    def number(self) -> int:
        """A number for the numbers that are shown: other numbers have another one.

        In a practice it changes with every answer, since an answer may uncover values.
        """
        trace, (last, known) = self.trace(), self.numbered or (0, None)
        if trace is not known or self.practice:
            self.numbered = last, _ = last + 1, None if self.practice else trace
        return last

    @property
    def bar(self) -> dict[str, str]:
        """What the choices above the player have to show."""
        design = self.design
        samples = "single" if design.single else "batch"
        return {"example": example_of(design), "samples": samples}

    @property
    def outdated(self) -> bool:
        """Whether the choices above the player show something else and have to be drawn anew."""
        return self.visit is None and self.drawn != self.bar

    @property
    def linked(self) -> tuple[Design, Mapping[Spot, float]]:
        """What the address describes: the design, and what was typed in the first iteration."""
        return self.design, self.bench.iterations[0].typed

    @property
    def design(self) -> Design:
        """The design of one's own network."""
        return self.bench.design or PRESETS["toy"]

    def conventions(self) -> Conventions:
        """The conventions that the program was made with."""
        if self.visit:
            return self.visit.scene.conventions
        return self.design.conventions

    def answers(self, trace: Trace) -> dict[str, Any]:
        """Answer the player's open questions about the trace that is shown.

        Not while something is practised: the answers would give it away.
        """
        if self.practice:
            return {}
        if self.is_large:
            error = text("explain.large", self.lang)
            return {kind: {"question": q, "error": error} for kind, q in self.desk.open.items()}
        scene = (self.visit.lesson.id, self.visit.stop.scene) if self.visit else ()
        about = (self.bench.design, self.lang, self.writing, *scene)
        return self.desk.answers(
            self.bench.values, about, lambda question: self._asked(question, trace)
        )

    def _asked(self, question: Question, trace: Trace) -> Request:
        own = self.visit.lesson.notation if self.visit else AS_NAMED
        labels = naming(trace.program, self.writing, own).labels
        return Request(question, trace, self.lang, labels, conventions=self.conventions())

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
            "writing": asdict(effective(self.writing, self.document)),
            "reply": {"id": self.answered, "refused": self.refused},
            "design": design_data(self.bench.design, self.unbuilt) if self.bench.design else None,
            "closer": self.closer.told,
        }

    @property
    def document(self) -> str:
        """The document in whose names the values are written."""
        return self.visit.lesson.id if self.visit else HOME

    def _losses(self) -> list[float]:
        """The losses of the last iterations; empty where there is no loss."""
        losses = (given.loss for given in self.bench.iterations[-LOSSES_SHOWN:])
        return [loss for loss in losses if loss is not None]

    def go(self, asked: Visit | None) -> None:
        """Go where the address says: into a lesson, to another of its stops, or out of it."""
        if asked is None:
            self._leave()
        elif self.visit is None or asked.lesson.id != self.visit.lesson.id:
            self.set_aside = self.bench if self.visit is None else self.set_aside
            self.visit, self.bench = asked, asked.bench()
            self.changed, self.refused = {}, None
        else:
            self.stop_at(asked.stop.id)
        if self.visit:
            self.reached[self.visit.lesson.id] = self.visit.stop.id

    def _leave(self) -> None:
        if self.visit and self.set_aside:
            self.bench, self.set_aside, self.visit = self.set_aside, None, None
            self.changed, self.refused = {}, None

    def stop_at(self, stop: str) -> None:
        """Go to another stop of the lesson, which may show another scene."""
        if self.visit is None or self.visit.stop.id == stop:
            return
        left = self.visit.stop.scene
        self.visit = visits.moved(self.visit, stop, self.bench)
        self.reached[self.visit.lesson.id] = self.visit.stop.id
        if self.visit.stop.scene != left:
            self.bench, self.changed = self.visit.bench(), {}

    def open(self, example: str) -> None:
        """Open an example with nothing typed; undo leads back."""
        if example in PRESETS:
            self._build(benches.exchanged(self.bench, PRESETS[example]))

    def redesign(self, design: Design) -> None:
        """Build another design in place of this one."""
        self._build(benches.redesigned(self.bench, design))

    def _build(self, bench: Bench) -> None:
        before, self.bench = self.bench, bench
        self.refused = self.unbuilt = None
        self.mark(before)

    def mark(self, before: Bench) -> None:
        """Find the entries that an edit or another setting has changed, for the browser to mark."""
        now = self.bench
        count = compared(len(now.iterations), len(before.iterations))
        fits = count is not None and are_alike(now.design, before.design)
        self.before = before.trace(count - 1) if fits else None
        self.changed = changes(self.before, self.trace()) if self.before else {}

    @property
    def is_large(self) -> bool:
        """Whether a value is too large to be sent whole; then nothing can be practised."""
        return has_large(self.trace())
