"""Compare every gradient of the scene with central differences."""

from __future__ import annotations

import numpy as np

from app.views.panels.request import Data, Request
from engine.check.gradcheck.compare import Check, check_gradients


def check(request: Request) -> Data:
    """Write a line for each gradient: the verdict, its error, and the reasons for a difference."""
    results = check_gradients(request.trace, request.conventions)
    return {"gradients": [_line(result) for result in results]}


def _line(result: Check) -> Data:
    return {
        "name": result.name,
        "entries": int(result.recorded.size),
        "verdict": result.verdict.value,
        "error": float(np.max(result.errors)),
        "reasons": [reason.kind for reason in result.reasons],
    }
