"""List the wrong versions of the numbers that go into a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from engine.running.trace import Array, Trace
from engine.teach.mistakes.inputs import Changed
from engine.teach.mistakes.table import OF_INPUTS


@dataclass(frozen=True, eq=False)
class WrongInputs:
    """Inputs with a mistake in them.

    - `mistake`: the key of the mistake; `step`: the first step that reads one of the inputs
    - `values`: the wrong numbers; `line`: how NumPy makes them of an input, `np.round({}, 2)`
    - `about`: the names in the sentence about the mistake; `{0}` is the step
    - `number`: a number in that sentence
    """

    mistake: str
    step: str
    values: Mapping[str, Array]
    line: str
    about: tuple[str, ...]
    number: str = ""
    fits = True
    says_why = True


def wrong_inputs(trace: Trace) -> Iterator[WrongInputs]:
    """Make every known mistake in the inputs of a trace that changes one of them."""
    for mistake in OF_INPUTS.values():
        for changed in mistake.make(trace):
            moved = {
                name: value
                for name, value in changed.values.items()
                if not np.array_equal(value, trace[name])
            }
            if step := _first_reader(trace, moved):
                yield _wrong(mistake.key, step, moved, changed)


def _wrong(key: str, step: str, moved: Mapping[str, Array], changed: Changed) -> WrongInputs:
    return WrongInputs(key, step, moved, changed.line, (step, *changed.about), changed.number)


def _first_reader(trace: Trace, inputs: Mapping[str, Array]) -> str:
    """Name the first step that reads one of these inputs; empty where none does."""
    steps = trace.program.equations
    return next((e.name for e in steps if not inputs.keys().isdisjoint(e.reads)), "")
