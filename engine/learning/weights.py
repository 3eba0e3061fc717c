"""All parameters of a network as one vector: a point in the space in which training moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.errors import DataError
from engine.core.program import Program, Role
from engine.running.joining import end_to_end
from engine.running.memory import parts
from engine.running.numbers import Array


@dataclass(frozen=True)
class Weights:
    """The names and shapes of the parameters, in the order in which they are laid end to end."""

    shapes: Mapping[str, tuple[int, int]]

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return sum(rows * columns for rows, columns in self.shapes.values())

    def flat(self, values: Mapping[str, Any]) -> Array:
        """Lay the parameters end to end: matrices -> (size,)."""
        return end_to_end(values, tuple(self.shapes))

    def parts(self, vector: Array) -> dict[str, Array]:
        """Cut a vector into the parameters, which share its memory: (size,) -> matrices."""
        return parts(vector, self.shapes)

    def position(self, name: str, row: int, column: int) -> int:
        """Find an entry, counted from 0, in the vector. Raises `DataError` where there is none."""
        if name not in self.shapes:
            raise DataError(name, f"is no parameter; there are {', '.join(self.shapes)}")
        rows, columns = self.shapes[name]
        if not (0 <= row < rows and 0 <= column < columns):
            asked = f"[{row + 1}, {column + 1}]"
            raise DataError(name, f"has no entry {asked}: it is {rows}x{columns}")
        names = list(self.shapes)
        before = (self.shapes[one] for one in names[: names.index(name)])
        return sum(r * c for r, c in before) + row * columns + column


def weights_of(program: Program) -> Weights:
    """List the parameters of a program."""
    shapes, names = program.sized({"n": 1}), program.with_role(Role.PARAMETER)
    return Weights({name: (shapes[name][0], shapes[name][1]) for name in names})
