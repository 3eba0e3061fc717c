"""Send a question to the browser: what is asked, how the answer was judged, the hints."""

from __future__ import annotations

from typing import Any

from app.practice.judging import Judged
from app.practice.prediction import Prediction
from app.text import Piece, text
from app.views.practice.words import Reader
from engine.core.box import CellBox, Row, Sign
from engine.core.errors import ShapeError
from engine.core.program import Phase
from engine.core.render import boxes
from engine.entries.entry import entry_of
from engine.entries.terms import terms
from engine.printing.mathml import block
from engine.teach.questions.question import Kind

Data = dict[str, Any]


def prediction_data(prediction: Prediction, reader: Reader) -> Data:
    """Write all that is known of a question, without its answer."""
    question = prediction.question
    return {
        "mode": "predict",
        "id": f"{prediction.question.kind.value} {prediction.seed} {prediction.number}",
        "kind": question.kind.value,
        "name": prediction.name,
        "places": [list(place) for place in prediction.places],
        "title": title(prediction, reader),
        "turn": [prediction.turn + 1, len(prediction.turns)],
        "open": not prediction.solved,
        "solved": prediction.solved,
        "streak": prediction.streak,
        "judged": prediction.judged and judged_data(prediction.judged, question.kind, reader),
        "hints": [hint(prediction, k, reader) for k in range(prediction.hints)],
        "more_hints": prediction.most_hints - prediction.hints,
        "shape": list(prediction.trace[prediction.name].shape) if prediction.solved else None,
    }


def title(prediction: Prediction, reader: Reader) -> list[Piece]:
    """Say what is to be predicted."""
    at = {"row": prediction.question.row + 1, "col": prediction.question.col + 1}
    kind = prediction.question.kind
    if not prediction.trace[prediction.name].ndim:
        return reader.about("ask.number", prediction.name)
    return reader.about(f"ask.{kind.value}", prediction.name, **(at if kind is Kind.ENTRY else {}))


def judged_data(judged: Judged, kind: Kind, reader: Reader) -> Data:
    """Write the marks, and the mistake that gives the same numbers, if one does."""
    wrong = sum(mark == "wrong" for mark in judged.marks.values())
    data: Data = {
        "entries": [[*place, judged.typed[place], mark] for place, mark in judged.marks.items()],
        "said": reader.text(
            verdict(judged, kind), wrong=wrong, of=len(judged.marks), digits=judged.digits
        ),
        "refused": None,
        "mistake": reader.mistake(judged.slip) if judged.slip else None,
    }
    if judged.refused:
        reason, place = judged.refused
        at = {
            "row": place[0] + 1,
            "column": place[1] + 1,
            "entry": judged.typed[place].strip()[:40],
        }
        data["refused"] = text(f"answer.{reason}", reader.lang, **at)
    if judged.fault:
        data["fault"] = reader.text(f"fault.{judged.fault.value}")
    return data


def verdict(judged: Judged, kind: Kind) -> str:
    """Choose the key of the sentence about an answer."""
    if judged.right:
        return "right_to" if judged.digits else "right"
    marks = set(judged.marks.values())
    if "wrong" in marks:
        return "wrong_one" if kind is Kind.SHAPE or len(judged.marks) == 1 else "wrong"
    return "unread" if "unread" in marks else "so_far" if marks else "nothing"


def hint(prediction: Prediction, number: int, reader: Reader) -> Data:
    """Give a hint: the formula, then the terms, then the first number; for a shape, the rule."""
    if prediction.question.kind is Kind.SHAPE:
        return _about_shape(prediction, number, reader)
    row, col = _first_open(prediction)
    if number == 2:
        return _first_number(prediction, row, col, reader)
    try:
        formula = entry_of(
            prediction.trace, prediction.name, *((row, col) if number else ("i", "j"))
        )
    except ShapeError:
        return {"text": reader.about("hint.none")}
    if number == 1:
        # The browser writes the numbers out from the pattern of the step that it has already.
        return {"text": reader.about("hint.terms"), "written": [row, col]}
    left = (CellBox(prediction.name, "i", "j"), Sign("="), boxes(formula))
    if not prediction.trace[prediction.name].ndim:
        left = left[2:]
    return {
        "text": reader.about("hint.formula"),
        "math": block(Row(left), reader.symbols(prediction.program)),
    }


def _first_open(prediction: Prediction) -> tuple[int, int]:
    """Find the first entry that is not right yet."""
    marks = prediction.judged.marks if prediction.judged else {}
    return next((p for p in prediction.places if marks.get(p) != "right"), prediction.places[0])


def _first_number(prediction: Prediction, row: int, col: int, reader: Reader) -> Data:
    """Of a matrix the first entry; of an entry the first term that is not 0."""
    if len(prediction.places) > 1:
        value = float(prediction.trace[prediction.name][row, col])
        at = {"row": row + 1, "col": col + 1, "value": six_digits(value)}
        return {"text": reader.about("hint.entry", **at)}
    values = [term.value for term in terms(prediction.trace, prediction.name, row, col)]
    first = next((value for value in values if value != 0), 0.0)
    return {"text": reader.about("hint.first", value=six_digits(first), count=len(values))}


def six_digits(value: float) -> str:
    """Write a number with six digits and a real minus sign."""
    return f"{value:.6g}".replace("-", "−")


def _about_shape(prediction: Prediction, number: int, reader: Reader) -> Data:
    equation = prediction.program.by_name[prediction.name]
    if number:
        return {"text": reader.about("hint.rows", rows=prediction.trace[prediction.name].shape[0])}
    if equation.phase is Phase.BACKWARD and equation.of:
        return {"text": reader.about("hint.shape_of", equation.of)}
    return {"text": reader.about("hint.shape")}
