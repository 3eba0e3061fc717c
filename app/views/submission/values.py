"""What is said of one value that someone brings: the verdict, the wrong entries, the mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.text import text
from app.views.practice.words import Reader
from app.views.see.code import code, with_calls
from engine.core.rewrite import at_sizes
from engine.running.trace import Array, Trace
from engine.teach.diagnose.comparison import Compared, Verdict
from engine.teach.diagnose.diagnosis import Diagnosis
from engine.teach.diagnose.shapes import HARMLESS, ShapeFault
from engine.teach.mistakes.cause import Cause
from engine.teach.mistakes.noticeable import rounding_of
from engine.teach.mistakes.wrong_inputs import WrongInputs
from engine.teach.submission.judge import Judged

Data = dict[str, Any]
CONVENTION = "convention"
"""The verdict on what is right, but in another convention than that of the network."""
MOST_CAUSES = 3


def value_data(trace: Trace, judged: Judged, compared: Compared, reader: Reader) -> Data:
    """Say what is right and what is wrong in one value.

    - `verdict`: of the engine, or `convention`
    - `given`: their numbers, turned as those of the trace stand; None if the shapes do not fit
    - `expected`: what follows from their values before it, where that is not the trace's own
    - `wrong_at`: the wrong entries, row and column from 0
    - `causes`: the likely mistakes, the likeliest first
    """
    diagnosis = compared.diagnosis
    own = trace[diagnosis.name]
    is_own = _is_own(trace, diagnosis)
    verdict = _verdict(compared, is_own)
    return {
        "verdict": verdict,
        "given": _rows(given_as(diagnosis)),
        "expected": None if is_own else _rows(diagnosis.expected),
        "wrong_at": [list(_place(index)) for index in diagnosis.wrong_at],
        "entries": int(own.size),
        "shape": _shape(diagnosis, reader.lang) if verdict == Verdict.WRONG else None,
        "infinite": not_finite(diagnosis, reader.lang),
        "causes": [
            cause_data(judged.trace, wrong, reader) for wrong in diagnosis.causes[:MOST_CAUSES]
        ],
    }


def _is_own(trace: Trace, diagnosis: Diagnosis) -> bool:
    """Tell whether a value is compared with the trace's own number, up to rounding."""
    rounding = rounding_of(trace.program, diagnosis.name, trace.values)
    own = trace[diagnosis.name]
    return np.allclose(diagnosis.expected, own, rtol=1e-12, atol=rounding, equal_nan=True)


def _verdict(compared: Compared, is_own: bool) -> str:
    """Call right what equals the network's own number, and else follows or has a convention."""
    if compared.verdict is Verdict.RIGHT and not is_own:
        return CONVENTION
    return compared.verdict.value


def given_as(diagnosis: Diagnosis) -> Array | None:
    """Turn their numbers as those stand that they are compared with; None if they cannot be."""
    want, fault = diagnosis.expected.shape, diagnosis.shape
    if fault is None:
        return diagnosis.given
    if fault in HARMLESS:
        return diagnosis.given.reshape(want)
    return diagnosis.given.T if fault is ShapeFault.TRANSPOSED else None


def _rows(value: Array | None) -> Any:
    return None if value is None else np.atleast_2d(value).tolist()


def _place(index: tuple[int, ...]) -> tuple[int, ...]:
    return index or (0, 0)


def _shape(diagnosis: Diagnosis, lang: str) -> str | None:
    """Say what is wrong with a shape."""
    fault = diagnosis.shape
    if fault is None or fault in HARMLESS:
        return None
    given, wanted = (_written(shape) for shape in (diagnosis.given.shape, diagnosis.expected.shape))
    return text("submission.shape", lang, given=given, wanted=wanted)


def not_finite(diagnosis: Diagnosis, lang: str) -> str | None:
    """Say where a value is no finite number."""
    given = np.atleast_2d(diagnosis.given)
    places = np.argwhere(~np.isfinite(given))
    if not len(places) or given.ndim != 2:
        return None
    row, col = places[0]
    number = str(given[row, col])
    key = "submission.not_finite" if given.size > 1 else "submission.not_finite.number"
    return text(key, lang, count=len(places), number=number, row=row + 1, col=col + 1)


def _written(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) or "1"


def cause_data(trace: Trace, wrong: Cause, reader: Reader) -> Data:
    """Write a likely mistake: its sentence, the line of code that has it, and the right one."""
    right = code(wrong.step, at_sizes(trace.program.by_name[wrong.step].expr, trace.dims))
    if isinstance(wrong, WrongInputs):
        has_it = with_calls(right, dict.fromkeys(wrong.values, wrong.line))
    else:
        has_it = code(wrong.step, at_sizes(wrong.expr, trace.dims))
    return reader.mistake(wrong) | {"step": wrong.step, "wrong": has_it, "right": right}
