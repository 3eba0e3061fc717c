"""The answer to a question that takes some computing, as a task for a worker."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from app.answer.asked import Asked
from app.views import explain
from app.views.panels.request import Request
from app.views.see.naming import naming
from app.work.numbers import inputs_of, trace_of
from app.work.run import Run
from app.work.writing import Writing
from engine.core.program import Phase
from engine.network.conventions import Conventions
from engine.printing.names import AS_NAMED, Notation
from engine.running.trace import Trace
from engine.teach.lessons.lesson import Lesson

FORWARD = (Phase.FORWARD, Phase.LOSS)


@dataclass(frozen=True, kw_only=True)
class Explanation(Asked):
    """A question of a kind, with its parts."""

    kind: str
    parts: tuple[tuple[str, Any], ...]

    @property
    def key(self) -> Hashable:
        """What it is kept by; without the inputs, which a task holds for a while only."""
        return self.run, self.kind, self.parts, self.writing, self.lang

    def compute(self) -> str:
        """Answer it, as JSON."""
        trace = self.source.trace()
        own, conventions = _made_by(self.run, self.lesson)
        labels = naming(trace.program, self.writing, own).labels
        request = Request(dict(self.parts), trace, self.lang, labels, conventions=conventions)
        return json.dumps(
            explain.answer(self.kind, request), separators=(",", ":"), allow_nan=False
        )


def explanation(
    run: Run, kind: str, parts: tuple[tuple[str, Any], ...], writing: Writing, lang: str
) -> Explanation:
    """Prepare the answer to a question."""
    seconds = SECONDS[kind](trace_of(run))
    return Explanation(
        run=run,
        kind=kind,
        parts=parts,
        writing=writing,
        lang=lang,
        inputs=dict(inputs_of(run)),
        seconds=seconds,
    )


def _made_by(run: Run, lesson: Lesson | None) -> tuple[Notation, Conventions]:
    """Find the notation and the conventions of what the run is of."""
    if not isinstance(run.origin, tuple):
        return AS_NAMED, run.origin.conventions
    assert lesson is not None
    return lesson.notation, lesson.scenes[run.origin[1]].conventions


def _gradient_entries(trace: Trace) -> int:
    return sum(trace[equation.name].size for equation in trace.program.gradients)


def _links(trace: Trace) -> int:
    """Estimate how many derivatives of one entry by another there are on the way to the loss."""
    return sum(
        trace[equation.name].size * max(trace[name].shape[-1:] or (1,))
        for equation in trace.program.equations
        if equation.phase in FORWARD
        for name in equation.reads
    )


def _entries(trace: Trace) -> int:
    return sum(value.size for value in trace.values.values())


SECONDS: Mapping[str, Callable[[Trace], float]] = {
    "check": lambda trace: 1.5e-4 * _gradient_entries(trace),
    "paths": lambda trace: 2e-5 * _links(trace),
    "exact": lambda trace: 2.5e-5 * _entries(trace),
    "sweep": lambda _: 0.01,
    "jacobian": lambda _: 0.03,
}
"""About how long each kind takes, as measured from the toy problem to eight layers of 24."""
