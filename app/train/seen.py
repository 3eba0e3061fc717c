"""What is seen of a training where it stands, besides its course: plain data for a picture."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from app.train.rounding import rounded
from engine.data.data_set import DataSet
from engine.learning.course import Course
from engine.learning.images import confusion, mosaic
from engine.learning.plane import curve, plane, regions

PLANE, LINE = 41, 121
"""Points along a side of the plane, and along a line."""
SMALLEST = 8
"""The side of the smallest images."""
MOST_UNITS = 16
"""So many units of the first layer are shown."""
MOST_JUDGED = 1000
"""So many samples are measured at most: the first ones."""
Data = dict[str, Any]


def seen(course: Course) -> Data:
    """Write what is made of images, of two inputs the boundary or regions, or the fitted curve."""
    values, data = course.trainer.values, course.data
    if data.x.shape[1] == 1:
        x, y = curve(course.judge, values, data, LINE)
        return {"kind": "curve", "x": rounded(x), "y": rounded(y)}
    if data.x.shape[1] == 2 and data.d.shape[1] <= 2:
        around = plane(course.judge, values, data, PLANE)
        z = rounded(np.clip(around.ahead, -1, 1))
        return {"kind": "plane", "x": rounded(around.x), "y": rounded(around.y), "z": z}
    if data.x.shape[1] == 2 and data.classes:
        return _regions(course)
    return _images(course) if is_square(data) else {"kind": "none"}


def _regions(course: Course) -> Data:
    """Write the likeliest class around the data, and how sure it is: 0 where none is likelier."""
    found = regions(course.judge, course.trainer.values, course.data, PLANE)
    least = 1 / len(course.data.classes)
    sure = rounded(np.clip((found.output - least) / (1 - least), 0, 1))
    around = {"x": rounded(found.x), "y": rounded(found.y)}
    return {"kind": "plane", **around, "z": sure, "classes": found.likeliest.tolist()}


def is_square(data: DataSet) -> bool:
    """Tell whether the samples are square images in classes; four columns of a table are none."""
    side = math.isqrt(data.x.shape[1])
    return bool(data.classes) and side >= SMALLEST and data.x.shape[1] == side**2


def _images(course: Course) -> Data:
    """Write the first weights as pictures, and which classes are confused."""
    values = course.trainer.values
    judged = (course.validation or course.data).rows(slice(MOST_JUDGED))
    _, output = course.judge.run(values, judged)
    return {
        "kind": "images",
        "weights": rounded(mosaic(np.asarray(values["W1"]), MOST_UNITS)),
        "confusion": confusion(output, judged.d).tolist(),
    }
