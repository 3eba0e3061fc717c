"""Read a program of a lesson: a line for every input, then a line for every step.

    X  : input (N, 3)
    W1 : parameter (3, 4)
    [forward]
    Z1 = X @ W1                 # linear.forward, layer 1
    [backward]
    dW1 = X.T @ dZ1 / N         # linear.weights, layer 1, of W1

After `#` come the key of the step's sentence, its layer, and `of` which value it is the gradient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from engine.core.errors import LessonError, ShapeError
from engine.core.expr import Dim, Shape
from engine.core.infer import shape_of
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.teach.lessons.expression import parse

T = TypeVar("T", bound=StrEnum)
_INPUT = re.compile(r"(\w+)\s*:\s*(\w+)\s*(?:\(([^)]*)\))?")
_PHASE = re.compile(r"\[(\w+)\]")
_STEP = re.compile(r"(\w+)\s*=\s*([^#]+?)\s*#\s*(\S+?)(?:,\s*layer\s+(\d+))?(?:,\s*of\s+(\w+))?")


def read_program(text: str) -> Program:
    """Read a program.

    Raises `LessonError` with the line that cannot be read, `ProgramError` for a program that is
    not well formed.
    """
    inputs: list[Input] = []
    equations: list[Equation] = []
    shapes: dict[str, Shape] = {}
    phase = Phase.FORWARD
    for line in filter(None, map(str.strip, text.splitlines())):
        if found := _PHASE.fullmatch(line):
            phase = _choice(Phase, found[1], line)
        elif found := _INPUT.fullmatch(line):
            inputs.append(Input(found[1], _shape(found[3]), _choice(Role, found[2], line)))
            shapes[inputs[-1].name] = inputs[-1].shape
        else:
            equation, shape = _step(line, phase, shapes)
            equations.append(equation)
            shapes[equation.name] = shape
    return Program(tuple(inputs), tuple(equations))


def _shape(text: str | None) -> Shape:
    return tuple(_dims(text)) if text else ()


def _dims(text: str) -> Iterator[Dim]:
    for part in map(str.strip, text.split(",")):
        yield int(part) if part.isdigit() else part


def _choice(kind: type[T], text: str, line: str) -> T:
    try:
        return kind(text)
    except ValueError:
        raise LessonError(line, f"{text} is not one of {', '.join(kind)}") from None


def _step(line: str, phase: Phase, shapes: Mapping[str, Shape]) -> tuple[Equation, Shape]:
    found = _STEP.fullmatch(line)
    if not found:
        raise LessonError(line, "needs to be `name = expression  # idea, layer k, of name`")
    name, text, idea, layer, of = found.groups()
    try:
        expr = parse(text, shapes)
        shape = shape_of(expr, shapes)
    except (LessonError, ShapeError) as error:
        raise LessonError(line, getattr(error, "why", str(error))) from None
    return Equation(name, expr, phase, idea, int(layer) if layer else None, of), shape
