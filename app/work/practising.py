"""The practice of a work: what comes of all that was done in it, begun anew and kept."""

from __future__ import annotations

from app.practice import Practice, after
from app.work.act import Act, plain_act
from app.work.numbers import KEPT, source_shown, trace_cost, trace_of
from app.work.run import Run, run_of
from app.work.sizes import has_large
from app.work.work import Work


def practice_of(work: Work) -> Practice | None:
    """Find the practice that is open; None where nothing is practised, or can be."""
    run = run_of(work)
    if not work.practice or has_large(trace_of(run)):
        return None
    return _after(run, work.practice)


def _after(run: Run, acts: tuple[Act, ...]) -> Practice | None:
    """Carry out the acts; the practice after each is kept, so that the next one is quick."""
    practice = None
    for count in range(1, len(acts) + 1):
        practice = _step(run, acts[:count], practice)
    return practice


def _step(run: Run, acts: tuple[Act, ...], before: Practice | None) -> Practice | None:
    def compute() -> Practice | None:
        return after(before, source_shown(run), plain_act(acts[-1]))

    return KEPT.of((run, acts), "practice", compute, _cost)


def _cost(practice: Practice | None) -> int:
    """Estimate how many bytes are held: its own numbers twice, as they are and as they were."""
    return 2 * trace_cost(practice.trace) if practice else 400
