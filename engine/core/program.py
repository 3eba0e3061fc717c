"""Programs: lists of equations, each computing one named value, checked when they are built."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from engine.core.errors import ProgramError, ShapeError
from engine.core.expr import Dim, Expr, Shape, Size, names, walk
from engine.core.immutable import immutable
from engine.core.infer import shape_of, sized
from engine.core.ops import OPS
from engine.core.ops.shapes import dims

HELPERS = {"np"} | {op.helper.__name__ for op in OPS.values() if op.helper}


class Phase(StrEnum):
    """The part of one iteration that an equation belongs to."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


FORWARD_PASS = (Phase.FORWARD, Phase.LOSS)


class Role(StrEnum):
    """What an input of a program is for."""

    INPUT = "input"
    """the samples"""
    TARGET = "target"
    """what the output should be; without a loss, the gradient at the output"""
    PARAMETER = "parameter"
    """what training changes: weights, biases, `gamma` and `beta`"""
    RATE = "rate"
    """the learning rate"""
    STATE = "state"
    """what is remembered from one iteration to the next: running statistics, momentum"""
    MASK = "mask"
    """which entries dropout keeps in a batch, 1 for each; training draws it anew"""
    SETTING = "setting"
    """any other number that is chosen and stays: `eps`, the strength of a penalty"""


@immutable
class Input:
    """A value that a program starts from: its name, shape (`n` is a batch of any size) and role.

    `usual`: its value where the caller gives none; None if the caller has to give one
    """

    name: str
    shape: Shape
    role: Role
    usual: float | None = None


@immutable
class Equation:
    """`name = expr`, one step of a program.

    - `idea`: what kind of step it is, `linear.weights`: the key of its sentences in
      `assets/text.toml`
    - `layer`: the number of the layer that it belongs to, None for the loss
    - `of`: for a gradient, the value that it is the gradient of; for an update, the input that it
      replaces in the next iteration
    - `reads`: the names on the right-hand side, each once, in order
    """

    name: str
    expr: Expr
    phase: Phase
    idea: str
    layer: int | None = None
    of: str | None = None
    reads: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", names(self.expr))


@dataclass(frozen=True, eq=False)
class Program:
    """Inputs and single-assignment equations, in the order they run.

    Building one checks it: every name is assigned once and before it is read, and all shapes fit.
    Raises `ProgramError`, which names the equation, the shapes, and what would fit.
    """

    inputs: tuple[Input, ...]
    equations: tuple[Equation, ...]
    shapes: Mapping[str, Shape] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        shapes: dict[str, Shape] = {}
        for entry in self.inputs:
            self._check_new(entry.name, shapes)
            shapes[entry.name] = entry.shape
        for equation in self.equations:
            self._check_new(equation.name, shapes)
            shapes[equation.name] = _checked_shape(equation, shapes, self.sizes)
        object.__setattr__(self, "shapes", MappingProxyType(shapes))

    def _check_new(self, name: str, known: Mapping[str, Shape]) -> None:
        if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
            raise ProgramError(name, "a name is letters, digits and _, and begins with a letter")
        if name in HELPERS or name in self.sizes:
            raise ProgramError(name, "is taken: it is the name of a function or of a dimension")
        if name in known:
            raise ProgramError(name, "is assigned twice; a program assigns every name once")

    def is_like(self, other: Program) -> bool:
        """Tell whether another program has equal inputs and equations.

        `==` tells whether it is this very object; the same network, built anew, is another one.
        """
        return self is other or (self.inputs, self.equations) == (other.inputs, other.equations)

    @cached_property
    def sizes(self) -> Mapping[str, tuple[str, int]]:
        """The input and the axis that give each named dimension: for `n`, `X` and axis 0."""
        sizes: dict[str, tuple[str, int]] = {}
        for entry in self.inputs:
            for axis, dim in enumerate(entry.shape):
                if isinstance(dim, str):
                    sizes.setdefault(dim, (entry.name, axis))
        return MappingProxyType(sizes)

    @cached_property
    def by_name(self) -> Mapping[str, Equation]:
        """Each equation, by the name that it assigns."""
        return MappingProxyType({equation.name: equation for equation in self.equations})

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, the inputs first, then in the order they are computed."""
        return tuple(self.shapes)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """The role of every input."""
        return MappingProxyType({entry.name: entry.role for entry in self.inputs})

    @cached_property
    def usual(self) -> Mapping[str, float]:
        """The inputs that may be left out, and the number that each then is."""
        usual = {entry.name: entry.usual for entry in self.inputs if entry.usual is not None}
        return MappingProxyType(usual)

    @cached_property
    def phases(self) -> Mapping[str, Phase]:
        """The phase in which each name is computed; inputs have none."""
        return MappingProxyType({equation.name: equation.phase for equation in self.equations})

    def with_role(self, *roles: Role) -> tuple[str, ...]:
        """List the names of the inputs that have one of these roles, in order."""
        return tuple(entry.name for entry in self.inputs if entry.role in roles)

    def in_phase(self, *phases: Phase) -> tuple[Equation, ...]:
        """List the equations of these phases, in order."""
        return tuple(equation for equation in self.equations if equation.phase in phases)

    @cached_property
    def forward_pass(self) -> tuple[Equation, ...]:
        """The equations from the inputs to the loss, including the loss."""
        return self.in_phase(*FORWARD_PASS)

    @cached_property
    def losses(self) -> tuple[str, ...]:
        """The names of the loss, its terms before their sum: `Ldata`, `Lpenalty`, `L`.

        There are none if the gradient at the output is an input.
        """
        return tuple(equation.name for equation in self.in_phase(Phase.LOSS))

    @cached_property
    def loss(self) -> str | None:
        """The name of the whole loss where it is one number; None where there is none."""
        whole = self.losses[-1:]
        return whole[0] if whole and not self.shapes[whole[0]] else None

    @cached_property
    def gradients(self) -> tuple[Equation, ...]:
        """The equations of gradients, also of the terms that a gradient is the sum of."""
        return tuple(equation for equation in self.in_phase(Phase.BACKWARD) if equation.of)

    @cached_property
    def gradient_of(self) -> Mapping[str, str]:
        """The gradient of each value that has one.

        Where several equations belong to a value, the last is their sum: the others are its terms.
        """
        return MappingProxyType({str(equation.of): equation.name for equation in self.gradients})

    @cached_property
    def readers(self) -> Mapping[str, tuple[Equation, ...]]:
        """The equations that read each name, in order; an empty tuple if nothing reads it."""
        readers: dict[str, list[Equation]] = {name: [] for name in self.names}
        for equation in self.equations:
            for name in equation.reads:
                readers[name].append(equation)
        return MappingProxyType({name: tuple(equations) for name, equations in readers.items()})

    def free_name(self, stem: str) -> str:
        """Find a name that no value has: the stem, with as many `_` behind it as that takes."""
        return stem if stem not in self.shapes else self.free_name(stem + "_")

    def forward_readers(self, name: str) -> tuple[Equation, ...]:
        """List the equations of the forward pass that read a name, in order."""
        return tuple(reader for reader in self.readers[name] if reader.phase in FORWARD_PASS)

    def computed_from(self, *names: str) -> tuple[Equation, ...]:
        """List the equations that depend on these names, directly or through others, in order."""
        known, kept = set(names), list[Equation]()
        for equation in self.equations:
            if not known.isdisjoint(equation.reads):
                known.add(equation.name)
                kept.append(equation)
        return tuple(kept)

    def needed_for(self, *names: str) -> tuple[Equation, ...]:
        """List the equations that compute these names and everything they depend on, in order."""
        needed, kept = set(names), list[Equation]()
        for equation in reversed(self.equations):
            if equation.name in needed:
                needed.update(equation.reads)
                kept.append(equation)
        return tuple(reversed(kept))

    @cached_property
    def carried(self) -> Mapping[str, str]:
        """For each input that is replaced in the next iteration, the value that replaces it."""
        moved = {e.of: e.name for e in self.equations if e.phase is not Phase.BACKWARD and e.of}
        return MappingProxyType({of: name for of, name in moved.items() if of in self.roles})

    def sized(self, sizes: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
        """Compute the shape of every value, for given sizes of the named dimensions."""
        return {name: sized(shape, sizes) for name, shape in self.shapes.items()}


def _checked_shape(
    equation: Equation, shapes: Mapping[str, Shape], sizes: Mapping[str, tuple[str, int]]
) -> Shape:
    for name in equation.reads:
        if name not in shapes:
            known = ", ".join(shapes) or "nothing"
            raise ProgramError(
                equation.name, f"reads {name} before it is assigned; assigned so far: {known}"
            )
    for node in walk(equation.expr):
        if isinstance(node, Size) and isinstance(node.dim, str) and node.dim not in sizes:
            raise ProgramError(equation.name, f"no input has a dimension called {node.dim}")
    try:
        shape = shape_of(equation.expr, shapes)
    except ShapeError as error:
        raise ProgramError(equation.name, str(error)) from None
    _check_gradient(equation, shape, shapes)
    return shape


def _check_gradient(equation: Equation, shape: Shape, shapes: Mapping[str, Shape]) -> None:
    if equation.of is None:
        return
    if equation.of not in shapes:
        raise ProgramError(equation.name, f"belongs to {equation.of}, which is not assigned before")
    like: tuple[Dim, ...] = shapes[equation.of]
    if shape != like:
        raise ProgramError(
            equation.name,
            f"is {dims(shape)}, but {equation.of} is {dims(like)}: both need the same shape",
        )
