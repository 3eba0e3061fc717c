"""Run a scene with changes: another setting, another formula, or an accident with a number.

Where a document prints a number that the engine does not get, the lesson names the cause as a list
of changes. Running the scene with them has to give the printed number, digit by digit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.check.gradcheck.checked_trace import ROUNDING
from engine.check.zeros import sizes_of_terms, without_cancelling
from engine.core.errors import LessonError
from engine.core.expr import Expr, names
from engine.core.program import Equation
from engine.running.numbers import Numbers
from engine.running.trace import Array, run
from engine.teach.lessons.expression import parse
from engine.teach.lessons.printed import read_array
from engine.teach.lessons.scene import Scene
from engine.teach.lessons.tables import Table


@dataclass(frozen=True)
class ChangedInput:
    """An input has another value."""

    name: str
    value: Array


@dataclass(frozen=True)
class ChangedFormula:
    """A step is computed by another expression, `text`.

    `only` names the steps that read the changed value; the others read the unchanged one. Empty for
    all.
    """

    name: str
    text: str
    only: tuple[str, ...]


@dataclass(frozen=True)
class Accident:
    """An accident with a value: at an entry or a row `at`, or everywhere if `at` is empty.

    - `sign`: the sign is flipped
    - `shifted`: the decimal point moved, times `10^amount`
    - `copied_row`: the row is a copy of the row `amount`
    - `rounded`, `truncated`: to `amount` decimals
    - `noise`: the exact value is 0, and the document prints the rounding error instead

    `only` is as in `ChangedFormula`.
    """

    kind: str
    name: str
    at: tuple[int, ...]
    amount: int
    only: tuple[str, ...]


Change = ChangedInput | ChangedFormula | Accident

ACCIDENTS: dict[str, Callable[[Array, tuple[Any, ...], int], Any]] = {
    "sign": lambda value, at, _: -value[at],
    "shifted": lambda value, at, by: value[at] * 10.0**by,
    "copied_row": lambda value, _, row: value[row],
    "rounded": lambda value, at, decimals: np.round(value[at], decimals),
    "truncated": lambda value, at, decimals: np.trunc(value[at] * 10.0**decimals) / 10.0**decimals,
    "noise": lambda value, at, _: value[at],
}
_AMOUNTS = {"shifted": "by", "copied_row": "from", "rounded": "decimals", "truncated": "decimals"}
"""The key of the amount in the lesson's file, for each kind of accident that has an amount."""


def read_change(table: Table) -> Change:
    """Read a change of a checkpoint. Raises `LessonError` for one that is none of the three."""
    only = tuple(table.get("only", ()))
    match table:
        case {"set": str(name), "to": to} if len(table) == 2:
            return ChangedInput(name, read_array(to))
        case {"define": str(name), "as": str(text)} if table.keys() <= {"define", "as", "only"}:
            return ChangedFormula(name, text, only)
        case {"accident": str(kind), "of": str(name)} if kind in ACCIDENTS:
            key = _AMOUNTS.get(kind)
            if table.keys() <= {"accident", "of", "at", "only", *([key] if key else [])}:
                at = tuple(table.get("at", ()))
                return Accident(kind, name, at, table[key] if key else 0, only)
    raise LessonError(f"change {dict(table)}", "is not a set, a define or an accident")


def run_under(scene: Scene, changes: Sequence[Change]) -> Mapping[str, Array]:
    """Compute every value of a scene with changes; a step reads the changed values meant for it."""
    if not changes:
        return scene.trace().values
    settings = {change.name: change.value for change in changes if isinstance(change, ChangedInput)}
    for name in settings.keys() - scene.values.keys():
        raise LessonError(f"set {name}", "is not an input of the scene " + scene.id)
    # This run checks the inputs; the loop below computes every step again, with the changes.
    trace = run(scene.program, {**scene.values, **settings})
    before, after = dict(trace.values), dict(trace.values)
    for name in scene.values:
        after[name] = _after_accidents(name, before[name], changes)
    for equation in scene.program.equations:
        name, expr = equation.name, _expr(equation, changes, scene)
        read = {n: (after if _reads_changed(name, n, changes) else before)[n] for n in names(expr)}
        before[name] = Numbers(read, trace.dims).of(expr)
        after[name] = _after_accidents(name, before[name], changes)
    return after


def _expr(equation: Equation, changes: Sequence[Change], scene: Scene) -> Expr:
    for change in changes:
        if isinstance(change, ChangedFormula) and change.name == equation.name:
            return parse(change.text, scene.program.shapes)
    return equation.expr


def _reads_changed(reader: str, name: str, changes: Sequence[Change]) -> bool:
    """Tell whether a step reads a value after the changes, or as it was before them."""
    of_it = [c for c in changes if not isinstance(c, ChangedInput) and c.name == name]
    return all(not change.only or reader in change.only for change in of_it)


def _after_accidents(name: str, value: Array, changes: Sequence[Change]) -> Array:
    for change in changes:
        if isinstance(change, Accident) and change.name == name:
            value = value.copy()
            at = change.at if change.at else (...,)
            value[at] = ACCIDENTS[change.kind](value, at, change.amount)
    return value


def noise(scene: Scene, name: str) -> Array:
    """Estimate how large the rounding error of every entry of a step can be.

    It is `ROUNDING` times the sum of the sizes of an entry's terms: `Σ |a| |b|` for `Σ a b`, and
    `|a| + |b|` for `a - b`. For steps of sums, differences and products only: a quotient or a
    function may be larger at a smaller argument.
    """
    expr = without_cancelling(scene.program.by_name[name].expr, scene.program)
    return ROUNDING * sizes_of_terms(expr, scene.trace())


def is_noise(changes: Sequence[Change], name: str, row: int, col: int) -> bool:
    """Tell whether the lesson says that an entry is the rounding error of an exact 0."""
    return any(
        isinstance(c, Accident) and (c.kind, c.name) == ("noise", name) and c.at in ((row, col), ())
        for c in changes
    )


def compute(text: str, scene: Scene, values: Mapping[str, Array]) -> Array:
    """Read an expression over the names of a scene, and compute it from these values."""
    return Numbers(dict(values), scene.trace().dims).of(parse(text, scene.program.shapes))
