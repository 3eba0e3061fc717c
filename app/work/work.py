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
"""What was typed in every iteration so far."""
FRESH: Iterations = ((),)
LAST = 0
"""In place of the number of an iteration: the last one of those so far."""


def typed(entries: Iterable[Entry]) -> Typed:
    """Put typed numbers in order; of two for one entry the last one counts."""
    return tuple(sorted({entry[:3]: entry for entry in entries}.values()))


def as_shown(number: int, iterations: Iterations) -> int:
    """Give the number of an iteration as a work has it: `LAST` for that of the last one."""
    return LAST if number == len(iterations) else number


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
    - `shown`: the iteration of a scene that is shown, where it is not the last one
    """

    lesson: str
    stop: str
    scenes: tuple[tuple[str, Iterations], ...] = ()
    formulas: tuple[Formula, ...] = ()
    shown: tuple[tuple[str, int], ...] = ()

    def typed_into(self, scene: str) -> Iterations:
        """Find what was typed into a scene."""
        return dict(self.scenes).get(scene, FRESH)

    def shown_in(self, scene: str) -> int:
        """Find the number of the iteration of a scene that is shown, or `LAST`."""
        return dict(self.shown).get(scene, LAST)

    def with_scene(self, scene: str, iterations: Iterations, shown: int = LAST) -> Place:
        """Put in place what was typed into a scene, and which iteration is shown."""
        scenes = {**dict(self.scenes), scene: iterations}
        kept = sorted(one for one in scenes.items() if one[1] != FRESH)
        earlier = {**dict(self.shown), scene: as_shown(shown, iterations)}
        numbers = sorted(one for one in earlier.items() if one[1] != LAST)
        return replace(self, scenes=tuple(kept), shown=tuple(numbers))

    def formula(self, panel: int) -> str | None:
        """Look up the formula that was typed into a panel of the stop; None where none was."""
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
    - `iteration`: the number of the one that is shown, from 1, or `LAST`
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
    iteration: int = LAST

    @property
    def document(self) -> str:
        """The document in whose names the values are written."""
        return self.place.lesson if self.place else HOME
