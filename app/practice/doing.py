"""What a learner asks for while practising, and what becomes of the practice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.bench import Source
from app.practice import hunt as hunts
from app.practice import prediction as predictions
from app.practice.hunt import Hunt
from app.practice.judging import Place
from app.practice.prediction import Prediction
from engine.core.errors import SettingError
from engine.teach.questions.question import Kind

Practice = Prediction | Hunt
Event = Mapping[str, Any]

PREDICTING: dict[str, Callable[[Prediction, Event], Prediction]] = {
    "answer": lambda old, event: predictions.answered(old, _typed(event), _decimals(event)),
    "hint": lambda old, _: predictions.hinted(old),
    "reveal": lambda old, _: predictions.revealed(old),
    "onward": lambda old, _: predictions.onward(old),
    "another": lambda old, _: predictions.renewed(old),
    "elsewhere": lambda old, _: predictions.elsewhere(old),
}
HUNTING: dict[str, Callable[[Hunt, Event], Hunt]] = {
    "check": lambda old, event: hunts.checked(old, str(event["name"])),
    "accuse": lambda old, event: hunts.accused(old, str(event["name"])),
    "reveal": lambda old, _: hunts.given_up(old),
    "another": lambda old, event: hunts.renewed(old, event.get("wish")),
}


def after(practice: Practice | None, source: Source, event: Event) -> Practice | None:
    """The practice after an event; None once it is over, or where there is nothing to practise.

    `source` is what is shown where nothing is practised; the seed of a new practice is the
    browser's, so that everybody is asked something else.
    """
    wanted = str(event["do"])
    try:
        if wanted == "predict":
            kind, here = Kind(str(event["kind"])), str(event.get("here", ""))
            return predictions.begin(source, kind, here, int(event["seed"]))
        if wanted == "break":
            return hunts.begin(source, str(event.get("wish", hunts.ANY)), int(event["seed"]))
    except (SettingError, ValueError):
        return None
    if wanted == "stop" or practice is None:
        return None
    return _within(practice, wanted, event)


def _within(practice: Practice, wanted: str, event: Event) -> Practice:
    if isinstance(practice, Prediction):
        return PREDICTING.get(wanted, lambda old, _: old)(practice, event)
    return HUNTING.get(wanted, lambda old, _: old)(practice, event)


def _typed(event: Event) -> dict[Place, str]:
    """The fields that are filled in: `[row, column, text]` each."""
    return {(int(row), int(col)): str(text) for row, col, text in event["entries"]}


def _decimals(event: Event) -> dict[str, int]:
    """To how many decimals the browser rounds the values that it shows, from 0 to 12."""
    return {str(name): min(max(int(n), 0), 12) for name, n in event.get("decimals", {}).items()}
