"""Carry a practice on: what a learner does, and the practice after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.practice import hunt as hunts
from app.practice import prediction as predictions
from app.practice.hunt import Hunt
from app.practice.judging import Place
from app.practice.prediction import Prediction
from app.work.source import Source
from engine.core.errors import SettingError
from engine.teach.questions.question import Kind

Practice = Prediction | Hunt
Act = Mapping[str, Any]

PREDICTING: dict[str, Callable[[Prediction, Act], Prediction]] = {
    "answer": lambda old, act: predictions.answered(old, _typed(act), _decimals(act)),
    "hint": lambda old, _: predictions.hinted(old),
    "reveal": lambda old, _: predictions.revealed(old),
    "onward": lambda old, _: predictions.onward(old),
    "another": lambda old, _: predictions.renewed(old),
    "elsewhere": lambda old, _: predictions.elsewhere(old),
}
HUNTING: dict[str, Callable[[Hunt, Act], Hunt]] = {
    "check": lambda old, act: hunts.checked(old, str(act["name"])),
    "accuse": lambda old, act: hunts.accused(old, str(act["name"])),
    "reveal": lambda old, _: hunts.given_up(old),
    "another": lambda old, act: hunts.renewed(old, act.get("wish")),
}


def after(practice: Practice | None, source: Source, act: Act) -> Practice | None:
    """Carry a practice on by one act; None once it is over, or where nothing can be practised.

    `source` is the network or scene that is shown outside of a practice. The browser draws the seed
    of a new practice, so that everybody gets another question.
    """
    wanted = str(act["do"])
    try:
        if wanted == "predict":
            kind, here = Kind(str(act["kind"])), str(act.get("here", ""))
            return predictions.begin(source, kind, here, int(act["seed"]))
        if wanted == "break":
            return hunts.begin(source, str(act.get("wish", hunts.ANY)), int(act["seed"]))
    except (SettingError, ValueError):
        return None
    if wanted == "stop" or practice is None:
        return None
    return _within(practice, wanted, act)


def _within(practice: Practice, wanted: str, act: Act) -> Practice:
    if isinstance(practice, Prediction):
        return PREDICTING.get(wanted, lambda old, _: old)(practice, act)
    return HUNTING.get(wanted, lambda old, _: old)(practice, act)


def _typed(act: Act) -> dict[Place, str]:
    """Read the fields that are filled in; the browser sends `[row, column, text]` for each."""
    return {(int(row), int(col)): str(text) for row, col, text in act["entries"]}


def _decimals(act: Act) -> dict[str, int]:
    """Read the decimals, from 0 to 12, to which the browser rounds each value that it shows."""
    return {str(name): min(max(int(n), 0), 12) for name, n in act.get("decimals", {}).items()}
