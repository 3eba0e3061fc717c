"""A question as the browser has it: what is asked, what was said of the answer, the hints."""

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
from engine.entries.explain import entry_of
from engine.entries.terms import terms
from engine.printing.mathml import block
from engine.teach.questions import Kind

Data = dict[str, Any]


def prediction_data(asked: Prediction, reader: Reader) -> Data:
    """All but the answer."""
    question = asked.question
    return {
        "mode": "predict",
        "id": f"{asked.question.kind.value} {asked.seed} {asked.number}",
        "kind": question.kind.value,
        "name": asked.name,
        "places": [list(place) for place in asked.places],
        "title": title(asked, reader),
        "turn": [asked.turn + 1, len(asked.turns)],
        "open": not asked.solved,
        "solved": asked.solved,
        "streak": asked.streak,
        "judged": asked.judged and judged_data(asked.judged, question.kind, reader),
        "hints": [hint(asked, k, reader) for k in range(asked.hints)],
        "more_hints": asked.most_hints - asked.hints,
        "shape": list(asked.trace[asked.name].shape) if asked.solved else None,
    }


def title(asked: Prediction, reader: Reader) -> list[Piece]:
    """What is asked for."""
    at = {"row": asked.question.row + 1, "col": asked.question.col + 1}
    kind = asked.question.kind
    if not asked.trace[asked.name].ndim:
        return reader.about("ask.number", asked.name)
    return reader.about(f"ask.{kind.value}", asked.name, **(at if kind is Kind.ENTRY else {}))


def judged_data(judged: Judged, kind: Kind, reader: Reader) -> Data:
    """The marks, and the mistake that the answer fits, if there is one."""
    wrong = sum(mark == "wrong" for mark in judged.marks.values())
    data: Data = {
        "entries": [[*place, judged.typed[place], mark] for place, mark in judged.marks.items()],
        "said": reader.text(verdict(judged, kind), wrong=wrong, of=len(judged.marks)),
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
    """The key of the sentence about an answer."""
    if judged.right:
        return "right"
    marks = set(judged.marks.values())
    if "wrong" in marks:
        return "wrong_one" if kind is Kind.SHAPE or len(judged.marks) == 1 else "wrong"
    return "unread" if "unread" in marks else "so_far" if marks else "nothing"


def hint(asked: Prediction, number: int, reader: Reader) -> Data:
    """A hint: the formula, then the terms, then the first number; of a shape, the rule first."""
    if asked.question.kind is Kind.SHAPE:
        return _about_shape(asked, number, reader)
    row, col = _first_open(asked)
    if number == 2:
        return _first_number(asked, row, col, reader)
    try:
        formula = entry_of(asked.trace, asked.name, *((row, col) if number else ("i", "j")))
    except ShapeError:
        return {"text": reader.about("hint.none")}
    if number == 1:
        # The browser writes the numbers out from the pattern of the step that it has already.
        return {"text": reader.about("hint.terms"), "written": [row, col]}
    left = (CellBox(asked.name, "i", "j"), Sign("="), boxes(formula))
    if not asked.trace[asked.name].ndim:
        left = left[2:]
    return {
        "text": reader.about("hint.formula"),
        "math": block(Row(left), reader.symbols(asked.program)),
    }


def _first_open(asked: Prediction) -> tuple[int, int]:
    """The first entry that is not right yet."""
    marks = asked.judged.marks if asked.judged else {}
    return next((p for p in asked.places if marks.get(p) != "right"), asked.places[0])


def _first_number(asked: Prediction, row: int, col: int, reader: Reader) -> Data:
    """Of a matrix its first entry; of an entry the first of its terms that is not 0."""
    if len(asked.places) > 1:
        value = float(asked.trace[asked.name][row, col])
        at = {"row": row + 1, "col": col + 1, "value": shown(value)}
        return {"text": reader.about("hint.entry", **at)}
    found = [term.value for term in terms(asked.trace, asked.name, row, col)]
    first = next((value for value in found if value != 0), 0.0)
    return {"text": reader.about("hint.first", value=shown(first), count=len(found))}


def shown(value: float) -> str:
    """A number as it is read, six digits of it."""
    return f"{value:.6g}".replace("-", "−")


def _about_shape(asked: Prediction, number: int, reader: Reader) -> Data:
    equation = asked.program.by_name[asked.name]
    if number:
        return {"text": reader.about("hint.rows", rows=asked.trace[asked.name].shape[0])}
    if equation.phase is Phase.BACKWARD and equation.of:
        return {"text": reader.about("hint.shape_of", equation.of)}
    return {"text": reader.about("hint.shape")}
