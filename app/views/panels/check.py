"""Every gradient of the scene against central differences."""

from __future__ import annotations

import numpy as np

from app.views.panels.request import Data, Request
from engine.check.gradcheck import Check, check_gradients


def check(request: Request) -> Data:
    """A line for each gradient: does it hold, how far off is it, and what is said of it."""
    return {
        "gradients": [_line(found) for found in check_gradients(request.trace, request.conventions)]
    }


def _line(found: Check) -> Data:
    return {
        "name": found.name,
        "entries": int(found.recorded.size),
        "passed": found.passed,
        "error": float(np.max(found.unexplained)),
        "reasons": [reason.kind for reason in found.reasons],
    }
