"""Send the player's data during a practice: what is hidden is not sent at all."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.practice import Hunt, Practice, Prediction
from app.practice.hunt import without_idea
from app.text import section
from app.views.practice.hunt import hunt_data
from app.views.practice.prediction import prediction_data
from app.views.practice.words import Reader
from app.views.structure import build_structure, structure_cost
from app.work.numbers import KEPT
from engine.teach.mistakes.broken import BrokenProgram
from engine.teach.questions.question import Kind

Data = dict[str, Any]
HIDDEN = "?"
"""What stands in the place of a number that is not shown."""


def with_practice(data: Data, practice: Practice, reader: Reader) -> Data:
    """Take out what is hidden, and add the practice."""
    words = section("practise", reader.lang)
    if isinstance(practice, Hunt):
        about = {"text": words, **hunt_data(practice, reader)}
        # A note of the right step that is missing at the wrong one would give it away.
        return data | {
            "loss": loss(data["values"], practice),
            "notes": {},
            "practice": about,
        }
    about = {"text": words, **prediction_data(practice, reader)}
    values = mask(data["values"], practice)
    notes = {
        name: note for name, note in data.get("notes", {}).items() if name not in practice.hidden
    }
    shown = {"values": values, "notes": notes, "loss": loss(values, practice)}
    return data | shown | {"practice": about}


def loss(values: Data, practice: Practice) -> Any:
    """Find the loss of the practice; None where it would give the answer away."""
    name = practice.trace.program.loss
    return values[name] if name and values[name] != HIDDEN else None


def mask(values: Data, prediction: Prediction) -> Data:
    """Hide values that are to be predicted: whole ones, or the one entry."""
    blank = {n: np.full(prediction.trace[n].shape, HIDDEN).tolist() for n in prediction.hidden}
    if (
        prediction.question.kind is Kind.ENTRY
        and prediction.hidden
        and prediction.trace[prediction.name].ndim
    ):
        rows = [list(row) for row in values[prediction.name]]
        rows[prediction.question.row][prediction.question.col] = HIDDEN
        blank[prediction.name] = rows
    return values | blank


def broken_structure(practice: Practice, reader: Reader) -> Data | None:
    """Build the structure of a program with a mistake; None where nothing was broken."""
    if isinstance(practice, Prediction):
        return None
    sizes = tuple(sorted(practice.trace.dims.items()))
    variant = practice.variant

    def compute() -> Data:
        return _broken(variant, sizes, reader)

    return KEPT.of((variant, sizes, reader), "structure", compute, structure_cost)


def _broken(variant: BrokenProgram, sizes: tuple[tuple[str, int], ...], reader: Reader) -> Data:
    """Build the structure; the broken step keeps the sentence of the right one."""
    right = build_structure(variant.right, dict(sizes), *reader)
    meant = next(step for step in right["steps"] if step["name"] == variant.equation_name)
    words = {key: meant[key] for key in ("sentence", "said")}
    wrong = build_structure(without_idea(variant), dict(sizes), *reader)
    steps = [s | words if s["name"] == variant.equation_name else s for s in wrong["steps"]]
    return wrong | {"steps": steps}
