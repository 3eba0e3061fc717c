"""Findings: printed formulas, shapes and lines of code that do not hold, shown in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.core.errors import ShapeError
from engine.core.infer import shape_of
from engine.running.trace import Array
from engine.teach.lessons.changes import value_of
from engine.teach.lessons.checkpoint import Text
from engine.teach.lessons.expression import parse
from engine.teach.lessons.scene import Scene
from engine.teach.lessons.tables import Table, take


@dataclass(frozen=True)
class Finding:
    """Something printed that does not hold.

    - `name`: the value of the scene that it is about
    - `printed`, `right`: what the document says and what holds, as expressions over the scene
    - `printed_shape`: the shape that the document says, where it is about a shape
    - `words`: a slip of the pen, with nothing to compute
    """

    where: str
    text: Text
    right: str
    scene: str = ""
    name: str = ""
    printed: str = ""
    printed_shape: tuple[int, ...] | None = None
    words: bool = False


@dataclass(frozen=True, eq=False)
class Demonstration:
    """Both sides in numbers.

    - `printed`: what the printed formula gives, None where it does not fit together
    - `misfit`: why it does not fit, else empty
    - `right`: what holds; `shape` is its shape
    - `shown`: whether the demonstration shows what it is to show
    """

    finding: Finding
    printed: Array | None
    misfit: str
    right: Array
    shown: bool


def read_finding(table: Table) -> Finding:
    """Read a finding. Raises `LessonError` for what is missing or unknown in it."""
    allowed = "scene name printed right printed_shape words"
    text = take(f"finding {table.get('where', '')}", table, "where en zh", allowed)
    rest = {key: value for key, value in table.items() if key not in text}
    if "printed_shape" in rest:
        rest["printed_shape"] = tuple(rest["printed_shape"])
    rest.setdefault("right", table.get("name", ""))
    return Finding(text.pop("where"), text, **rest)


def demonstrate(finding: Finding, scene: Scene) -> Demonstration:
    """Show a finding in numbers: the printed side, and the side that holds.

    It shows something if the right side is the value of the scene, and the printed one is not.
    """
    values = scene.trace().values
    right = value_of(finding.right, scene, values)
    # What is given, or computed as it is printed, is not held against itself.
    holds = not finding.name or _same(right, values[finding.name])
    if finding.printed_shape is not None:
        shown = holds and right.shape != finding.printed_shape
        return Demonstration(finding, None, "", right, shown)
    try:
        shape_of(parse(finding.printed, scene.program.shapes), scene.program.shapes)
        printed = value_of(finding.printed, scene, values)
    except (ShapeError, ValueError) as error:
        return Demonstration(finding, None, str(error), right, holds)
    return Demonstration(finding, printed, "", right, holds and not _same(printed, right))


def _same(a: Array, b: Array) -> bool:
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-9, atol=1e-12))
