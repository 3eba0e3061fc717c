"""Send a hunt for a mistake to the browser; the mistake itself once the hunt is over."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.practice.hunt import LEVELS, Hunt, candidates, level
from app.text import text
from app.views.plain import json_ready
from app.views.practice.words import Reader
from engine.core.expr import Expr
from engine.core.program import Program
from engine.core.render import boxes
from engine.core.rewrite import at_sizes
from engine.printing.mathml import formula_mathml
from engine.running.trace import Array, Trace

Data = dict[str, Any]
ROUNDING = 1e-14
"""What a sum may be off by, as a part of the largest number."""


def hunt_data(hunt: Hunt, reader: Reader) -> Data:
    """Write what was checked, which steps were named, and at the end the solution."""
    return {
        "mode": "break",
        "id": f"break {hunt.seed} {hunt.number}",
        "wish": hunt.wish,
        "choices": choices(hunt, reader),
        "checkable": list(hunt.checkable),
        "checks": {name: verdict.value for name, verdict in hunt.checks.items()},
        "accused": list(hunt.accused),
        "open": not hunt.over,
        "solved": hunt.over,
        "streak": hunt.streak,
        "found": explained(hunt, reader) if hunt.over else None,
    }


def choices(hunt: Hunt, reader: Reader) -> list[Data]:
    """List the mistakes that can be put in, each with its level, the easy ones first."""
    levels = {variant.mistake: level(variant) for variant in reversed(candidates(hunt.source))}
    known = [
        {"key": key, "level": hard, "name": text(f"mistake.{key}.name", reader.lang)}
        for key, hard in levels.items()
    ]
    return sorted(known, key=lambda one: (LEVELS.index(one["level"]), one["name"]))


def explained(hunt: Hunt, reader: Reader) -> Data:
    """Write the wrong formula beside the right one, and which entries and values differ."""
    name = hunt.culprit
    other = differing(hunt.right[name], hunt.trace[name])
    data = {
        "name": name,
        "mistake": reader.mistake(hunt.variant.wrong),
        "wrong": _side(hunt.trace, hunt.trace.program, name, reader),
        "right": _side(hunt.right, hunt.right.program, name, reader),
        "differs": np.argwhere(np.atleast_2d(other)).tolist(),
        "entries": int(other.size),
        "spoiled": [n for n in hunt.spoiled if n in hunt.trace.program.by_name],
        "carried": reader.about("carried" if hunt.spoiled else "not_carried", name),
    }
    sent: Data = json_ready(data)
    return sent


def differing(right: Array, wrong: Array) -> NDArray[np.bool_]:
    """Find where two arrays differ by more than rounding."""
    rounding = ROUNDING * float(np.abs(right).max(initial=0.0))
    return ~np.isclose(right, wrong, rtol=1e-9, atol=rounding)


def _side(trace: Trace, program: Program, name: str, reader: Reader) -> Data:
    expr: Expr = at_sizes(program.by_name[name].expr, trace.dims)
    return {
        "formula": formula_mathml(name, boxes(expr), reader.symbols(program)),
        "value": _rows(trace[name]),
    }


def _rows(value: Array) -> Any:
    return np.atleast_2d(value).tolist()
