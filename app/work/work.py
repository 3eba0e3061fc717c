"""The work: one frozen value, all that a person has open. It is small, and it is text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.design import PRESETS, Design
from app.work.act import Act
from app.work.view import View
from app.work.writing import HOME

VERSION = 1
MOST_ITERATIONS = 1000
MOST_TYPED = 5000
"""So many typed numbers are 200 kB of text; an edit of such a work takes 30 ms."""


class Entry(NamedTuple):
    """A number that was typed into one entry of a value."""

    name: str
    row: int
    col: int
    value: float


Typed = tuple[Entry, ...]
"""What was typed in one iteration, each entry once, in order."""
Iterations = tuple[Typed, ...]
"""What was typed in every iteration so far; the last one is shown."""
FRESH: Iterations = ((),)


def typed(entries: Iterable[Entry]) -> Typed:
    """Put typed numbers in order; of two for one entry the last one counts."""
    return tuple(sorted({entry[:3]: entry for entry in entries}.values()))


class Formula(NamedTuple):
    """A formula that was typed into a panel of a stop."""

    stop: str
    panel: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A lesson at one of its stops, and what was done there.

    - `scenes`: what was typed into the scenes, by their names; none where nothing was
    - `formulas`: the typed ones
    """

    lesson: str
    stop: str
    scenes: tuple[tuple[str, Iterations], ...] = ()
    formulas: tuple[Formula, ...] = ()

    def typed_into(self, scene: str) -> Iterations:
        """What was typed into a scene."""
        return dict(self.scenes).get(scene, FRESH)

    def with_scene(self, scene: str, iterations: Iterations) -> Place:
        """Put in place what was typed into a scene."""
        scenes = {**dict(self.scenes), scene: iterations}
        kept = (one for one in scenes.items() if one[1] != FRESH)
        return replace(self, scenes=tuple(sorted(kept)))

    def formula(self, panel: int) -> str | None:
        """The formula that was typed into a panel of the stop; None where none was."""
        typed = {one[:2]: one.text for one in self.formulas}
        return typed.get((self.stop, panel))

    def with_formula(self, formula: Formula) -> Place:
        """Put another formula into a panel."""
        formulas = {one[:2]: one for one in (*self.formulas, formula)}
        return replace(self, formulas=tuple(sorted(formulas.values())))


@dataclass(frozen=True, slots=True)
class Work:
    """All that a person has open.

    - `design`, `iterations`: one's own network, and what was typed in each of its iterations
    - `place`: where in a lesson; None outside of lessons
    - `reached`: the stop at which each lesson was left
    - `practice`: what was done since the last question was asked; empty where nothing is practised
    - `view`: how it is looked at
    """

    design: Design = field(default_factory=lambda: PRESETS["toy"])
    iterations: Iterations = FRESH
    place: Place | None = None
    reached: tuple[tuple[str, str], ...] = ()
    practice: tuple[Act, ...] = ()
    view: View = field(default_factory=View)

    @property
    def document(self) -> str:
        """The document in whose names the values are written."""
        return self.place.lesson if self.place else HOME
