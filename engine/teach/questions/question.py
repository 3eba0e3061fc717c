"""Define a question about a trace: what is asked for, and what has to be hidden."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.core.program import Phase, Program


class Kind(StrEnum):
    """What is to be predicted: an entry, a matrix, its shape, or the whole backward pass."""

    ENTRY = "entry"
    MATRIX = "matrix"
    SHAPE = "shape"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `name` is empty if it asks for the whole backward pass.

    `row` and `col` count from 0, and matter for an entry only.
    """

    kind: Kind
    name: str = ""
    row: int = 0
    col: int = 0


def predicted(program: Program, question: Question) -> tuple[str, ...]:
    """List the values that are to be predicted, in the order of the program."""
    if question.kind is not Kind.BACKWARD:
        return (question.name,)
    return tuple(equation.name for equation in program.in_phase(Phase.BACKWARD))


def hidden(program: Program, question: Question) -> tuple[str, ...]:
    """List what has to be hidden: what is asked for, and all that is computed from it.

    `W2_new` would give `gradW2` away. For a shape only the value itself is hidden.
    """
    wanted = predicted(program, question)
    follows = () if question.kind is Kind.SHAPE else program.computed_from(*wanted)
    names = {*wanted, *(equation.name for equation in follows)}
    return tuple(name for name in program.names if name in names)
