"""Draw a question about a step that is worth asking about."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

import numpy as np

from engine.core.errors import SettingError
from engine.core.expr import Name
from engine.core.program import Equation, Phase
from engine.entries.terms import terms
from engine.running.trace import Trace
from engine.teach.questions.question import Kind, Question, predicted

PHASES = (Phase.FORWARD, Phase.LOSS, Phase.BACKWARD)
TRIED = 60
"""How many entries of a step are tried, to find a sum of at least two terms."""


def draw(trace: Trace, kind: Kind | str, seed: int, phases: Collection[Phase] = PHASES) -> Question:
    """Draw a question of a kind about a trace; the same seed gives the same one.

    Raises `SettingError` for what is not a kind, or where nothing in the trace is worth asking.
    """
    rng = random.Random(seed)
    if Kind(kind) is Kind.BACKWARD:
        if worth_asking(trace, Question(Kind.BACKWARD)):
            return Question(Kind.BACKWARD)
        raise SettingError("there is no backward pass here to ask for")
    steps = trace.program.in_phase(*phases)
    for equation in rng.sample(steps, len(steps)):
        for question in _about(trace, equation, Kind(kind), rng):
            if worth_asking(trace, question):
                return question
    raise SettingError(f"there is no {kind} worth asking for here")


def _about(trace: Trace, equation: Equation, kind: Kind, rng: random.Random) -> Iterator[Question]:
    shape = trace[equation.name].shape or (1, 1)
    if kind is not Kind.ENTRY:
        yield Question(kind, equation.name)
        return
    cells = [tuple(map(int, index)) for index in np.ndindex(*shape)]
    for row, col in rng.sample(cells, min(TRIED, len(cells))):
        yield Question(kind, equation.name, row, col)


def worth_asking(trace: Trace, question: Question) -> bool:
    """Tell whether a question leaves something to work out.

    An entry has to be a sum with at least two terms other than 0; a matrix or a backward pass has
    to have a number other than 0; a shape has to be that of a matrix. A step that only copies a
    value is never asked about.
    """
    values = [trace[name] for name in predicted(trace.program, question)]
    if not values or not all(np.isfinite(value).all() for value in values):
        return False
    if question.kind is Kind.BACKWARD:
        return any(value.any() for value in values)
    if isinstance(trace.program.by_name[question.name].expr, Name):
        return False
    if question.kind is Kind.SHAPE:
        return values[0].size > 1
    if question.kind is Kind.ENTRY:
        summed = terms(trace, question.name, question.row, question.col)
        return sum(term.value != 0 for term in summed) > 1
    return bool(values[0].any())
