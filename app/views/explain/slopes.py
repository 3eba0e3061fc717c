"""Compare every gradient with central differences at a step size that a person chooses."""

from __future__ import annotations

import numpy as np

from app.text import text
from app.views.panels.request import Data, Request
from app.views.reasons import reason_data, written
from engine.check.gradcheck.compare import Check, check_gradients
from engine.check.gradcheck.steps import StepCheck, check_at_step, sweep
from engine.check.verdict import TOLERANCE, Verdict, at_step, judged, worst

STEPS = (1e-12, 0.1)
"""The smallest and the largest step that may be chosen."""


def gradients_at_step(request: Request) -> Data:
    """Compare every gradient with central differences of the step `10^-power`."""
    h = min(max(10.0 ** -float(request.panel["power"]), STEPS[0]), STEPS[1])
    stepped = check_at_step(request.trace, h, request.conventions)
    best = check_gradients(request.trace, request.conventions)
    pairs = zip(best, stepped, strict=True)
    return {"h": h, "gradients": {b.name: _gradient(request, b, s) for b, s in pairs}}


def _gradient(request: Request, best: Check, stepped: StepCheck) -> Data:
    unexplained = np.minimum(stepped.adjusted, best.unexplained)
    own = judged(stepped.errors, stepped.adjusted, unexplained, best.finite)
    states = at_step(own, best.verdicts)
    row, col = largest(best)
    return {
        "of": best.of,
        "state": worst(states).value,
        "states": np.atleast_2d(states).tolist(),
        "errors": np.atleast_2d(stepped.errors).tolist(),
        "numeric": np.atleast_2d(stepped.numeric).tolist(),
        "worst": float(np.max(stepped.errors)),
        "reasons": _reasons(request, best, stepped, worst(states)),
        "sweep": sweep_data(request, best.name, row, col),
    }


def _reasons(request: Request, best: Check, stepped: StepCheck, verdict: Verdict) -> list[Data]:
    """Say why entries rightly differ: a convention, a kink, or the size of the step."""
    if verdict is Verdict.AGREES:
        return []
    said = [reason_data(reason, request.lang) for reason in best.reasons]
    by_step = (best.unexplained <= TOLERANCE) & (stepped.adjusted > TOLERANCE)
    for kind, there in (
        ("curved", by_step & (stepped.h > best.steps)),
        ("rounding", by_step & (stepped.h < best.steps)),
    ):
        if there.any():
            usual = written(float(best.steps[there][0]))
            facts = {"h": written(stepped.h), "usual": usual}
            said.append({"kind": kind, "said": text(f"reason.{kind}", request.lang, **facts)})
    return said


def largest(check: Check) -> tuple[int, int]:
    """Find the place of the entry with the largest absolute value."""
    sizes = np.nan_to_num(np.abs(np.atleast_2d(check.recorded)))
    row, col = np.unravel_index(int(sizes.argmax()), sizes.shape)
    return int(row), int(col)


def sweep_of_entry(request: Request) -> Data:
    """Measure the error of one entry at every step size."""
    name, row, col = (request.panel[key] for key in ("name", "row", "col"))
    return sweep_data(request, name, row, col)


def sweep_data(request: Request, name: str, row: int, col: int) -> Data:
    """Measure the errors of an entry, from large steps to small ones."""
    steps = sweep(request.trace, name, row, col, request.conventions)
    return {"row": row, "col": col, "points": [[one.h, one.error] for one in steps]}
