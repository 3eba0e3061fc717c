"""Findings: show in numbers that a printed formula, shape or line of code is wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.core.errors import ShapeError
from engine.core.infer import shape_of
from engine.running.trace import Array
from engine.teach.lessons.changes import compute
from engine.teach.lessons.checkpoint import Text
from engine.teach.lessons.expression import parse
from engine.teach.lessons.scene import Scene
from engine.teach.lessons.tables import Table, take


@dataclass(frozen=True)
class Finding:
    """Something printed that is wrong, or easily misread.

    - `where`: the place in the document; `stop`: the stop of the lesson that speaks of it
    - `name`: the value of the scene that it is about
    - `printed`, `right`: the document's formula and the right one, as expressions over the scene
    - `printed_shape`: the document's shape, if the finding is about a shape
    - `words`: whether it is a slip of the pen, with nothing to compute
    - `wording`: whether its meaning is right, but its words can be misread
    """

    where: str
    stop: str
    text: Text
    right: str
    scene: str = ""
    name: str = ""
    printed: str = ""
    printed_shape: tuple[int, ...] | None = None
    words: bool = False
    wording: bool = False

    @property
    def computable(self) -> bool:
        """Whether it can be shown in numbers."""
        return not (self.words or self.wording)


@dataclass(frozen=True, eq=False)
class Demonstration:
    """The printed formula and the right one in numbers.

    - `printed`: what the printed formula gives; None if its shapes do not fit, or it is a shape
    - `misfit`: why its shapes do not fit, else empty
    - `right`: what the right formula gives
    - `shown`: whether the numbers show that the printed one is wrong and the right one right
    """

    finding: Finding
    printed: Array | None
    misfit: str
    right: Array
    shown: bool


def read_finding(table: Table) -> Finding:
    """Read a finding. Raises `LessonError` for what is missing or unknown in it."""
    allowed = "scene name printed right printed_shape words wording"
    text = take(f"finding {table.get('where', '')}", table, "where stop en zh", allowed)
    rest = {key: value for key, value in table.items() if key not in text}
    if "printed_shape" in rest:
        rest["printed_shape"] = tuple(rest["printed_shape"])
    rest.setdefault("right", table.get("name", ""))
    return Finding(text.pop("where"), text.pop("stop"), text, **rest)


def demonstrate(finding: Finding, scene: Scene) -> Demonstration:
    """Compute the printed formula and the right one.

    The finding is shown if the right one gives the value of the scene and the printed one does not.
    """
    values = scene.trace().values
    right = compute(finding.right, scene, values)
    # Without a name there is no value of the scene to compare with.
    holds = not finding.name or _same(right, values[finding.name])
    if finding.printed_shape is not None:
        shown = holds and right.shape != finding.printed_shape
        return Demonstration(finding, None, "", right, shown)
    try:
        shape_of(parse(finding.printed, scene.program.shapes), scene.program.shapes)
        printed = compute(finding.printed, scene, values)
    except (ShapeError, ValueError) as error:
        return Demonstration(finding, None, str(error), right, holds)
    return Demonstration(finding, printed, "", right, holds and not _same(printed, right))


def _same(a: Array, b: Array) -> bool:
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-9, atol=1e-12))
