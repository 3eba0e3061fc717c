"""Samples as pictures: some of those trained on, the worst mistakes, and one that was drawn."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.train.looks.look import Data, LookKind
from app.train.rounding import rounded
from app.train.seen import MOST_JUDGED, is_square
from engine.data.data_set import DataSet
from engine.learning.course import Course
from engine.learning.drawing import as_picture
from engine.learning.images import worst_mistakes
from engine.running.numbers import Array

ON_A_PAGE, MOST_MISTAKES = 40, 12
INK = 15
"""A pixel is written as a digit of base 16, 0 for the least and f for the most there is."""
CANVAS = 56
"""Pixels along a side of what is drawn."""


def samples(course: Course, choice: str) -> Data:
    """Write a page of the samples that are trained on, the first one being page 0."""
    pages = -(-len(course.data) // ON_A_PAGE)
    page = min(int(choice or 0), pages - 1)
    shown = np.arange(len(course.data))[ON_A_PAGE * page : ON_A_PAGE * (page + 1)]
    output = _judged(course, course.data.rows(shown))
    pictures = _pictures(course.data, shown, output)
    return {"samples": {**pictures, "page": page, "pages": pages, "of": len(course.data)}}


def mistakes(course: Course, _choice: str) -> Data:
    """Write the samples to validate with of which a wrong class comes out, the surest first."""
    judged = (course.validation or course.data).rows(slice(MOST_JUDGED))
    output = _judged(course, judged)
    worst = worst_mistakes(output, judged.d, MOST_MISTAKES)
    wrong = int((output.argmax(axis=1) != judged.d.argmax(axis=1)).sum())
    pictures = _pictures(judged, worst, output[worst])
    return {"mistakes": {**pictures, "wrong": wrong, "of": len(judged)}}


def drawn(course: Course, choice: str) -> Data:
    """Write what comes out of a drawing, for each class; its pixels are digits of base 16."""
    ink = np.array([int(pixel, 16) for pixel in choice or "0" * CANVAS**2]) / INK
    side = math.isqrt(course.data.x.shape[1])
    picture = as_picture(ink.reshape(CANVAS, CANVAS), side) * course.data.x.max()
    one = DataSet(picture.reshape(1, -1), np.zeros((1, course.data.d.shape[1])))
    output = _judged(course, one)[0]
    digit = {"side": side, "picture": _inked(one.x, float(course.data.x.max()))[0]}
    return {"drawn": {**digit, "says": rounded(output), "classes": list(course.data.classes)}}


def _judged(course: Course, data: DataSet) -> Array:
    return course.judge.run(course.trainer.values, data)[1]


def _pictures(data: DataSet, places: NDArray[np.intp], output: Array) -> dict[str, Any]:
    """Write pictures with the class that each is, the one that comes out, and how surely."""
    names, said = data.classes, output.argmax(axis=1)
    return {
        "side": math.isqrt(data.x.shape[1]),
        "pictures": _inked(data.x[places], float(data.x.max())),
        "truth": [names[k] for k in data.d[places].argmax(axis=1)],
        "says": [names[k] for k in said],
        "sure": rounded(output[np.arange(len(said)), said]),
    }


def _inked(x: Array, most: float) -> list[str]:
    shades = np.round(np.clip(x / (most or 1.0), 0, 1) * INK).astype(int)
    return ["".join(f"{shade:x}" for shade in row) for row in shades.tolist()]


SAMPLES = LookKind(samples, is_square, r"[0-9]{1,4}")
MISTAKES = LookKind(mistakes, is_square)
DRAWN = LookKind(drawn, is_square, f"[0-9a-f]{{{CANVAS**2}}}")
