"""List every path from an entry to the loss, and compare their sum with the recorded gradient."""

from __future__ import annotations

from app.views.panels.path import paths_data
from app.views.panels.request import Data, Request
from app.views.reasons import reason_data
from engine.check.gradcheck.compare import check_gradients

MOST = 200
"""So many are listed."""


def every_path(request: Request) -> Data:
    """List the paths with their products, the recorded gradient, and why it may differ."""
    name, row, col = (request.panel[key] for key in ("name", "row", "col"))
    answer = paths_data(request.trace, name, row, col, MOST)
    return answer | {"gradient": _recorded(request, name, row, col)}


def _recorded(request: Request, name: str, row: int, col: int) -> Data | None:
    """Find the recorded gradient of a value; None where it has none."""
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
