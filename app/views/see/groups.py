"""Group the equations: linear 1, norm 1, activation 1, ..., the loss, forward and backward.

A gradient belongs to the forward step that it comes back through: `gradY1 = gradY2lin @ W2.T` to
linear 2, which reads `Y1`. An updated value belongs to its parameter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.views.see.layers import LayerNames
from engine.core.program import Equation, Phase, Program, Role
from engine.network.layers.activations import ACTIVATIONS
from engine.network.layers.kind import DROPOUT, LINEAR, NORM, RESIDUAL
from engine.network.layers.table import LAYER_NORM


@dataclass(frozen=True)
class Group:
    """Equations that fold into one node; `number` is None for the loss and for a single step.

    `ahead` and `back` are its values of the forward and of the backward pass, `given` its
    parameters, `updated` the updated parameters.
    """

    id: str
    kind: str
    number: int | None
    given: tuple[str, ...]
    ahead: tuple[str, ...]
    back: tuple[str, ...]
    updated: tuple[str, ...]


def groups(program: Program, layers: Sequence[LayerNames]) -> tuple[Group, ...]:
    """Group all equations, in the order of the forward pass."""
    home = _group_of_each(program, layers)
    parameters = _readers(program, home)
    return tuple(_group(program, key, home, parameters) for key in dict.fromkeys(home.values()))


Key = tuple[str, int | None]


def _group_of_each(program: Program, layers: Sequence[LayerNames]) -> Mapping[str, Key]:
    """Find the group of every equation, by its kind and number."""
    home: dict[str, Key] = {}
    starts = {layer.values[0]: k for k, layer in enumerate(layers, 1)}
    for equation in program.forward_pass:
        home[equation.name] = _ahead(equation, starts, home)
    for equation in program.in_phase(Phase.BACKWARD):
        home[equation.name] = _back(program, equation, home)
    readers = _readers(program, home)
    for equation in program.in_phase(Phase.UPDATE):
        home[equation.name] = _update(program, equation, home, readers)
    return home


def _ahead(equation: Equation, starts: Mapping[str, int], home: Mapping[str, Key]) -> Key:
    family = equation.idea.split(".")[0]
    if equation.phase is Phase.LOSS:
        return "loss", None
    if equation.name in starts:
        return LINEAR, equation.layer or starts[equation.name]
    number = equation.layer or max((n for _, n in home.values() if n), default=1)
    if family in (NORM, LAYER_NORM):
        return "norm", number
    if family in (DROPOUT, RESIDUAL):
        return family, number
    if family in ACTIVATIONS or _is_activation(equation):
        return "activation", number
    return equation.name, None


def _is_activation(equation: Equation) -> bool:
    """Tell whether a step of a lesson, whose ideas are its own, reads one value within a layer."""
    return equation.layer is not None and len(equation.reads) == 1


def _back(program: Program, equation: Equation, home: Mapping[str, Key]) -> Key:
    """Find the group of a gradient: that of the forward step whose gradient it reads."""
    known = program.by_name
    of = {known[name].of: name for name in equation.reads if name in known}
    for reader in program.forward_readers(equation.of) if equation.of else ():
        if reader.name in of:
            return home[reader.name]
    back = [n for n in equation.reads if program.phases.get(n) is Phase.BACKWARD]
    alike = [n for n in back if known[n].of == equation.of] or back
    if alike:
        return home[alike[0]]
    return ("loss", None) if equation.of or not equation.reads else (equation.name, None)


def _readers(program: Program, home: Mapping[str, Key]) -> Mapping[str, Key]:
    """Find the group of every parameter: that of the first equation that reads it."""
    readers: dict[str, Key] = {}
    for equation in program.equations:
        for name in equation.reads if equation.name in home else ():
            if program.roles.get(name) is Role.PARAMETER:
                readers.setdefault(name, home[equation.name])
    return readers


def _update(
    program: Program, equation: Equation, home: Mapping[str, Key], readers: Mapping[str, Key]
) -> Key:
    """Find the group of an update: its parameter's, or for an optimizer's state its gradient's."""
    if equation.of in readers:
        return readers[equation.of]
    read = (program.by_name[n] for n in equation.reads if n in program.by_name)
    return next((home[e.name] for e in read if e.name in home), (equation.name, None))


def _group(
    program: Program, key: Key, home: Mapping[str, Key], parameters: Mapping[str, Key]
) -> Group:
    kind, number = key
    mine = [e for e in program.equations if home[e.name] == key]
    return Group(
        f"{kind}{number or ''}",
        kind,
        number,
        tuple(name for name, group in parameters.items() if group == key),
        _names(mine, (Phase.FORWARD, Phase.LOSS)),
        _names(mine, (Phase.BACKWARD,)),
        _names(mine, (Phase.UPDATE,)),
    )


def _names(equations: Sequence[Equation], phases: Sequence[Phase]) -> tuple[str, ...]:
    return tuple(e.name for e in equations if e.phase in phases)
