"""List all matrices in the order of the computation, each gradient under its value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.core.program import Phase, Program, Role

Data = dict[str, Any]
NUMBERS = (Role.RATE, Role.SETTING)


def tiles(program: Program) -> list[Data]:
    """List the columns from left to right: a forward value, its gradients, its updated value."""
    back: dict[str, list[str]] = {}
    new: dict[str, list[str]] = {}
    for kept, phase in ((back, Phase.BACKWARD), (new, Phase.UPDATE)):
        for equation in program.in_phase(phase):
            if equation.of:
                kept.setdefault(equation.of, []).append(equation.name)
    columns = [
        {"ahead": name, "back": back.pop(name, []), "new": new.pop(name, [])}
        for name in dict.fromkeys(_ahead(program))
    ]
    rest = _alone(program, columns)
    return [*columns, *({"ahead": None, "back": [name], "new": []} for name in rest)]


def _ahead(program: Program) -> Iterator[str]:
    """Yield the forward values, each input before the first step that reads it."""
    given = {i.name for i in program.inputs if i.role not in NUMBERS or program.shapes[i.name]}
    for equation in program.equations:
        yield from (name for name in equation.reads if name in given)
        if equation.phase in (Phase.FORWARD, Phase.LOSS):
            yield equation.name


def _alone(program: Program, columns: list[Data]) -> list[str]:
    """Values that belong to no other: a differential, a Jacobian, a number by itself."""
    placed = {n for c in columns for n in (c["ahead"], *c["back"], *c["new"])}
    return [e.name for e in program.equations if e.name not in placed]
