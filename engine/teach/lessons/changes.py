"""What may have happened to a printed number: another setting, another formula, or an accident.

A cause of a contradiction is a list of changes. Running the scene under them has to give what is
printed, digit by digit: a cause is something that can be shown, not an opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.calculus.derive.values import Numbers
from engine.core.errors import LessonError
from engine.core.expr import names
from engine.core.program import Equation
from engine.running.trace import run
from engine.teach.lessons.expression import parse
from engine.teach.lessons.figures import Array, array
from engine.teach.lessons.scene import Scene


@dataclass(frozen=True)
class Set:
    """An input has another value."""

    name: str
    to: Array


@dataclass(frozen=True)
class Define:
    """A step is computed by another expression; the steps in `only`, or all, see it so."""

    name: str
    text: str
    only: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """An accident with a value, at an entry, a row or everywhere; `only` as in `Define`.

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


Change = Set | Define | Slip


def _truncated(part: Array, decimals: int) -> Array:
    scaled = part * 10.0**decimals
    return np.asarray(np.trunc(scaled) / 10.0**decimals)


SLIPS: dict[str, Callable[[Array, tuple[Any, ...], int], Any]] = {
    "sign": lambda value, at, _: -value[at],
    "shifted": lambda value, at, by: value[at] * 10.0**by,
    "copied_row": lambda value, _, row: value[row],
    "rounded": lambda value, at, decimals: np.round(value[at], decimals),
    "truncated": lambda value, at, decimals: _truncated(value[at], decimals),
    "noise": lambda value, at, _: value[at],
}
_AMOUNTS = {"shifted": "by", "copied_row": "from", "rounded": "decimals", "truncated": "decimals"}
NOISE = 64 * float(np.finfo(np.float64).eps)
"""How large the rounding noise of a sum may be, as a part of the sum of its terms' sizes."""


def read_change(table: Mapping[str, Any]) -> Change:
    """A change of `checkpoints.toml`. Raises `LessonError` for one that is none of the three."""
    only = tuple(table.get("only", ()))
    match table:
        case {"set": str(name), "to": to} if len(table) == 2:
            return Set(name, array(to))
        case {"define": str(name), "as": str(text)} if table.keys() <= {"define", "as", "only"}:
            return Define(name, text, only)
        case {"slip": str(kind), "of": str(name)} if kind in SLIPS:
            key = _AMOUNTS.get(kind)
            if table.keys() <= {"slip", "of", "at", "only", *([key] if key else [])}:
                at = tuple(table.get("at", ()))
                return Slip(kind, name, at, table[key] if key else 0, only)
    raise LessonError(f"change {dict(table)}", "is not a set, a define or a slip")


def changed(scene: Scene, changes: Sequence[Change]) -> dict[str, Array]:
    """Every value of a scene under the changes; each step sees those that are meant for it."""
    given = {change.name: change.to for change in changes if isinstance(change, Set)}
    for name in given.keys() - scene.values.keys():
        raise LessonError(f"set {name}", "is not an input of the scene " + scene.id)
    # An input is bound and checked as in any run; what follows is computed anew step by step.
    trace = run(scene.program, {**scene.values, **given})
    true, seen = dict(trace.values), dict(trace.values)
    for name in scene.values:
        seen[name] = _slipped(name, true[name], changes)
    for equation in scene.program.equations:
        shown = {
            name: seen[name] if _sees(equation.name, name, changes) else true[name]
            for name in names(_expr(equation, changes, scene))
        }
        sizes = trace.dims
        true[equation.name] = Numbers(dict(shown), sizes).of(_expr(equation, changes, scene))
        seen[equation.name] = _slipped(equation.name, true[equation.name], changes)
    return seen


def _expr(equation: Equation, changes: Sequence[Change], scene: Scene) -> Any:
    for change in changes:
        if isinstance(change, Define) and change.name == equation.name:
            return parse(change.text, scene.program.shapes)
    return equation.expr


def _sees(reader: str, name: str, changes: Sequence[Change]) -> bool:
    """Whether a step sees a value as it was changed."""
    of_it = [c for c in changes if not isinstance(c, Set) and c.name == name]
    return all(not change.only or reader in change.only for change in of_it)


def _slipped(name: str, value: Array, changes: Sequence[Change]) -> Array:
    for change in changes:
        if isinstance(change, Slip) and change.name == name:
            value = value.copy()
            at = change.at if change.at else (...,)
            value[at] = SLIPS[change.kind](value, at, change.amount)
    return value


def noise(scene: Scene, name: str) -> Array:
    """How large the rounding noise of every entry of a step may be.

    It is the step computed from the sizes of what it reads: a sum loses digits by its terms.
    """
    trace = scene.trace()
    expr = scene.program.by_name[name].expr
    sizes = {read: np.abs(trace[read]) for read in names(expr)}
    return NOISE * np.abs(Numbers(sizes, trace.dims).of(expr))


def is_noise(changes: Sequence[Change], name: str, row: int, col: int) -> bool:
    """Whether an entry is said to be the rounding noise around a true zero."""
    return any(
        isinstance(c, Slip) and c.kind == "noise" and c.name == name and c.at in ((row, col), ())
        for c in changes
    )


def value_of(text: str, scene: Scene, values: Mapping[str, Array]) -> Array:
    """An expression over a scene on the values of a run."""
    sizes = scene.trace().dims
    return Numbers(dict(values), sizes).of(parse(text, scene.program.shapes))
