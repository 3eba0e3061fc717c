"""A question as the browser has it: what is asked, what was said of the answer, the hints."""

from __future__ import annotations

from typing import Any

from app.practice.judging import Judged
from app.practice.prediction import Prediction
from app.text import Piece, text
from app.views.practice.words import about, math, mistake
from engine.box import CellBox, Row, Sign
from engine.errors import ShapeError
from engine.explain import entry_of
from engine.lessons import Lesson
from engine.program import Phase
from engine.questions import Kind
from engine.render import boxes
from engine.terms import terms

Data = dict[str, Any]


def prediction_data(asked: Prediction, lang: str, lesson: Lesson | None) -> Data:
    """All but the answer."""
    question = asked.question
    return {
        "mode": "predict",
        "id": f"{asked.question.kind.value} {asked.seed} {asked.number}",
        "kind": question.kind.value,
        "name": asked.name,
        "places": [list(place) for place in asked.places],
        "title": title(asked, lang),
        "turn": [asked.turn + 1, len(asked.turns)],
        "open": not asked.solved,
        "solved": asked.solved,
        "streak": asked.streak,
        "judged": asked.judged and judged_data(asked.judged, question.kind, lang),
        "hints": [hint(asked, k, lang, lesson) for k in range(asked.hints)],
        "more_hints": asked.most_hints - asked.hints,
        "shape": list(asked.trace[asked.name].shape) if asked.solved else None,
    }


def title(asked: Prediction, lang: str) -> list[Piece]:
    """What is asked for."""
    at = {"row": asked.question.row + 1, "col": asked.question.col + 1}
    kind = asked.question.kind
    if not asked.trace[asked.name].ndim:
        return about("ask.number", lang, asked.name)
    return about(f"ask.{kind.value}", lang, asked.name, **(at if kind is Kind.ENTRY else {}))


def judged_data(judged: Judged, kind: Kind, lang: str) -> Data:
    """The marks, and the mistake that the answer fits, if there is one."""
    wrong = sum(mark == "wrong" for mark in judged.marks.values())
    data: Data = {
        "entries": [[*place, judged.typed[place], mark] for place, mark in judged.marks.items()],
        "said": text(f"practise.{verdict(judged, kind)}", lang, wrong=wrong, of=len(judged.marks)),
        "refused": None,
        "mistake": mistake(judged.slip, lang) if judged.slip else None,
    }
    if judged.refused:
        reason, place = judged.refused
        at = {
            "row": place[0] + 1,
            "column": place[1] + 1,
            "entry": judged.typed[place].strip()[:40],
        }
        data["refused"] = text(f"answer.{reason}", lang, **at)
    if judged.fault:
        data["fault"] = text(f"practise.fault.{judged.fault.value}", lang)
    return data


def verdict(judged: Judged, kind: Kind) -> str:
    """The key of the sentence about an answer."""
    if judged.right:
        return "right"
    marks = set(judged.marks.values())
    if "wrong" in marks:
        return "wrong_one" if kind in (Kind.ENTRY, Kind.SHAPE) else "wrong"
    return "unread" if "unread" in marks else "so_far" if marks else "nothing"


def hint(asked: Prediction, number: int, lang: str, lesson: Lesson | None) -> Data:
    """A hint: the formula, then the terms, then the first number; of a shape, the rule first."""
    if asked.question.kind is Kind.SHAPE:
        return _about_shape(asked, number, lang)
    row, col = _first_open(asked)
    if number == 2:
        return _first_number(asked, row, col, lang)
    try:
        formula = entry_of(asked.trace, asked.name, *((row, col) if number else ("i", "j")))
    except ShapeError:
        return {"text": about("hint.none", lang)}
    if number == 1:
        # The browser writes the numbers out from the pattern of the step that it has already.
        return {"text": about("hint.terms", lang), "written": [row, col]}
    left = (CellBox(asked.name, "i", "j"), Sign("="), boxes(formula))
    if not asked.trace[asked.name].ndim:
        left = left[2:]
    return {"text": about("hint.formula", lang), "math": math(Row(left), lesson)}


def _first_open(asked: Prediction) -> tuple[int, int]:
    """The first entry that is not right yet."""
    marks = asked.judged.marks if asked.judged else {}
    return next((p for p in asked.places if marks.get(p) != "right"), asked.places[0])


def _first_number(asked: Prediction, row: int, col: int, lang: str) -> Data:
    """Of a matrix its first entry; of an entry the first of its terms that is not 0."""
    if len(asked.places) > 1:
        value = float(asked.trace[asked.name][row, col])
        at = {"row": row + 1, "col": col + 1, "value": shown(value)}
        return {"text": about("hint.entry", lang, **at)}
    found = [term.value for term in terms(asked.trace, asked.name, row, col)]
    first = next((value for value in found if value != 0), 0.0)
    return {"text": about("hint.first", lang, value=shown(first), count=len(found))}


def shown(value: float) -> str:
    """A number as it is read, six digits of it."""
    return f"{value:.6g}".replace("-", "−")


def _about_shape(asked: Prediction, number: int, lang: str) -> Data:
    equation = asked.program.by_name[asked.name]
    if number:
        return {"text": about("hint.rows", lang, rows=asked.trace[asked.name].shape[0])}
    if equation.phase is Phase.BACKWARD and equation.of:
        return {"text": about("hint.shape_of", lang, equation.of)}
    return {"text": about("hint.shape", lang)}
