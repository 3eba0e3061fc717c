"""Every path from an entry to the loss, and what the recorded gradient makes of their sum."""

from __future__ import annotations

from app.views.explain.reasons import reason_data
from app.views.panels.path import paths_data
from app.views.panels.request import Data, Request
from engine.check.gradcheck import check_gradients

MOST = 200
"""So many are listed."""


def every_path(request: Request) -> Data:
    """The paths with their products; the gradient that is recorded, and why it may be another."""
    name, row, col = (request.panel[key] for key in ("name", "row", "col"))
    answer = paths_data(request.trace, name, row, col, MOST)
    return answer | {"gradient": _recorded(request, name, row, col)}


def _recorded(request: Request, name: str, row: int, col: int) -> Data | None:
    """The gradient of a value as the program has it; None where it has none."""
    of = request.trace.program.gradient_of.get(name)
    if of is None:
        return None
    (check,) = check_gradients(request.trace, request.conventions, only=(of,))
    shared = [dict(r.facts).get("count") for r in check.reasons if r.kind == "averaged"]
    return {
        "name": of,
        "value": float(check.recorded.reshape(request.trace[of].shape or (1, 1))[row, col]),
        "count": shared[0] if shared else None,
        "reasons": [reason_data(reason, request.lang) for reason in check.reasons],
    }
