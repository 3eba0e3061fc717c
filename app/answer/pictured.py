"""Leave out of an opened work what none of its pictures can show, and name it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.views.see.groups import groups
from app.views.see.layers import layers
from app.views.see.neurons import MOST, neurons
from app.work.errors import WorkError, no_choice
from app.work.numbers import trace_of
from app.work.run import run_of
from app.work.view import View
from app.work.work import Work
from engine.running.trace import Trace

NEURONS = "neurons"


def pictured(work: Work) -> tuple[Work, tuple[WorkError, ...]]:
    """Leave out folded groups, a sample and neurons that there are not; each is a refusal."""
    view = work.view
    if not view.folded and view.sample <= 1 and view.picture != NEURONS:
        return work, ()
    trace = trace_of(run_of(work))
    refusals = (
        *_unknown_groups(view, trace),
        *_missing_sample(view, trace),
        *_missing_neurons(view, trace),
    )
    wrong = {refusal.path: getattr(View(), refusal.path) for refusal in refusals}
    if "folded" in wrong:
        ids = _ids(trace)
        wrong["folded"] = ",".join(id_ for id_ in view.folded.split(",") if id_ in ids)
    return replace(work, view=replace(view, **wrong)), refusals


def _ids(trace: Trace) -> list[str]:
    program = trace.program
    return [group.id for group in groups(program, layers(program))]


def _unknown_groups(view: View, trace: Trace) -> Iterator[WorkError]:
    ids = _ids(trace)
    for asked in filter(None, view.folded.split(",")):
        if asked not in ids:
            yield no_choice("folded", asked, ids)


def _missing_sample(view: View, trace: Trace) -> Iterator[WorkError]:
    count = trace.dims.get("n", 1)
    if view.sample > max(count, 1):
        facts = {"number": str(view.sample), "least": 0, "most": count}
        yield WorkError("sample", "within", **facts)


def _missing_neurons(view: View, trace: Trace) -> Iterator[WorkError]:
    """Refuse the picture of neurons where none can be drawn."""
    program = trace.program
    if view.picture == NEURONS and not neurons(program, program.sized(trace.dims), layers(program)):
        yield WorkError("picture", "no_neurons", asked=NEURONS, most=MOST)
