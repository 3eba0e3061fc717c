"""What may have happened to a printed number: another setting, another formula, or an accident.

A cause of a contradiction is a list of changes. Running the scene under them has to give what is
printed, digit by digit: a cause is something that can be shown, not an opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

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
    """A step is computed by another expression; the steps in `only`, or all, see it so."""

    name: str
    text: str
    only: tuple[str, ...]


@dataclass(frozen=True)
class Accident:
    """An accident with a value, at an entry, a row or everywhere; `only` as in `ChangedFormula`.

    - `sign`: the sign is turned
    - `shifted`: the decimal point moved, times `10^amount`
    - `copied_row`: the row is a copy of the row `amount`
    - `rounded`, `truncated`: to `amount` decimals
    - `noise`: what is printed is the rounding noise around a true zero
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
"""The key under which an accident's amount stands, for those that have one."""
NOISE = 64 * float(np.finfo(np.float64).eps)
"""How large the rounding noise of a sum may be, as a part of the sum of its terms' sizes."""


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
    """Compute every value of a scene under changes; each step sees those that are meant for it."""
    if not changes:
        return scene.trace().values
    settings = {change.name: change.value for change in changes if isinstance(change, ChangedInput)}
    for name in settings.keys() - scene.values.keys():
        raise LessonError(f"set {name}", "is not an input of the scene " + scene.id)
    # An input is bound and checked as in any run; what follows is computed anew step by step.
    trace = run(scene.program, {**scene.values, **settings})
    true, seen = dict(trace.values), dict(trace.values)
    for name in scene.values:
        seen[name] = _after_accidents(name, true[name], changes)
    for equation in scene.program.equations:
        expr = _expr(equation, changes, scene)
        sees = {name: _sees(equation.name, name, changes) for name in names(expr)}
        read = {name: seen[name] if changed else true[name] for name, changed in sees.items()}
        true[equation.name] = Numbers(read, trace.dims).of(expr)
        seen[equation.name] = _after_accidents(equation.name, true[equation.name], changes)
    return seen


def _expr(equation: Equation, changes: Sequence[Change], scene: Scene) -> Expr:
    for change in changes:
        if isinstance(change, ChangedFormula) and change.name == equation.name:
            return parse(change.text, scene.program.shapes)
    return equation.expr


def _sees(reader: str, name: str, changes: Sequence[Change]) -> bool:
    """Tell whether a step sees a value as it was changed."""
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
    """Bound the rounding noise of every entry of a step.

    It is the step computed from the sizes of what it reads: a sum loses digits by its terms.
    """
    trace = scene.trace()
    expr = scene.program.by_name[name].expr
    sizes = {read: np.abs(trace[read]) for read in names(expr)}
    return NOISE * np.abs(Numbers(sizes, trace.dims).of(expr))


def is_noise(changes: Sequence[Change], name: str, row: int, col: int) -> bool:
    """Tell whether an entry is said to be the rounding noise around a true zero."""
    return any(
        isinstance(c, Accident) and (c.kind, c.name) == ("noise", name) and c.at in ((row, col), ())
        for c in changes
    )


def value_of(text: str, scene: Scene, values: Mapping[str, Array]) -> Array:
    """Compute an expression over a scene on the values of a run."""
    return Numbers(dict(values), scene.trace().dims).of(parse(text, scene.program.shapes))
