"""Which equations belong together: linear 1, norm 1, activation 1, ..., the loss, there and back.

A gradient belongs to the step of the way forward that it goes back through: `gradY1 = gradY2lin @
W2.T` to linear 2, which reads `Y1`. What an update makes new belongs to its parameter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.views.see.layers import Layer
from engine.core.program import Equation, Phase, Program, Role
from engine.network.layers import ACTIVATIONS
from engine.network.spec import LINEAR, NORM


@dataclass(frozen=True)
class Group:
    """What is folded into one node; `number` is None for the loss and for a step on its own.

    `ahead` and `back` are the values that it computes on each way, `given` its parameters and
    `updated` what becomes of them.
    """

    id: str
    kind: str
    number: int | None
    given: tuple[str, ...]
    ahead: tuple[str, ...]
    back: tuple[str, ...]
    updated: tuple[str, ...]


def groups(program: Program, layers: Sequence[Layer]) -> tuple[Group, ...]:
    """The groups in the order in which the way forward comes to them; all equations are in one."""
    home = _group_of_each(program, layers)
    parameters = _readers(program, home)
    return tuple(_group(program, key, home, parameters) for key in dict.fromkeys(home.values()))


Key = tuple[str, int | None]


def _group_of_each(program: Program, layers: Sequence[Layer]) -> Mapping[str, Key]:
    """The kind and the number of the group of every equation."""
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
    if family == NORM:
        return "norm", number
    if family in ACTIVATIONS or _is_activation(equation):
        return "activation", number
    return equation.name, None


def _is_activation(equation: Equation) -> bool:
    """A lesson has sentences of its own for its steps; one value in, one out, in a layer."""
    return equation.layer is not None and len(equation.reads) == 1


def _back(program: Program, equation: Equation, home: Mapping[str, Key]) -> Key:
    """Where the gradients that it reads come from says what it goes back through."""
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
    """The group that a parameter feeds: the first one that reads it."""
    readers: dict[str, Key] = {}
    for equation in program.equations:
        for name in equation.reads if equation.name in home else ():
            if program.roles.get(name) is Role.PARAMETER:
                readers.setdefault(name, home[equation.name])
    return readers


def _update(
    program: Program, equation: Equation, home: Mapping[str, Key], readers: Mapping[str, Key]
) -> Key:
    """The group of the parameter; an optimizer's state belongs to the parameter of its gradient."""
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
