"""`surface`: train, and print the loss around the path of the weights, on its principal plane."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import Any

import numpy as np

from engine.cli.as_json import add_json, plain
from engine.cli.training_setting import add_options, course_of, setting_of
from engine.core.errors import DataError, LimitError
from engine.learning.course import Course, epochs
from engine.learning.directions import Principal, principal
from engine.learning.surface import Landscape, Plane, extent
from engine.running.numbers import Array

MOST_SIDE, MOST_NUMBERS = 201, 50_000_000


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for: all options of a training, and how fine the surface is."""
    add_options(parser)
    parser.add_argument("--side", type=int, default=21, metavar="N", help="points along a side")
    add_json(parser, '{"shares": [..], "x": [..], "y": [..], "losses": [[..]], "path": [..]}')


def command(args: Namespace) -> int:
    """Train, and print the path and the surface, or all as JSON."""
    if not 2 <= args.side <= MOST_SIDE:
        raise DataError("side", f"is {args.side}, but needs to be from 2 to {MOST_SIDE}")
    course = course_of(setting_of(args, None))
    landscape = Landscape(course.plan.spec, course.trainer.values, course.data)
    path = _walked(course, landscape, args.epochs)
    found = principal(path)
    plane = Plane(path[-1], found.first, found.second)
    data = _surface(landscape, plane, path, args.side)
    print(json.dumps({"shares": found.shares, **data}) if args.json else _text(found, data))
    return 0


def _walked(course: Course, landscape: Landscape, last: int) -> Array:
    """Train, and take the weights at the beginning and after each epoch."""
    numbers = (last + 1) * landscape.weights.size
    if numbers > MOST_NUMBERS:
        raise LimitError(f"epochs: the path has {numbers:,} numbers; allowed {MOST_NUMBERS:,}")
    taken = [landscape.weights.flat(course.carried)]
    for one in epochs(course, last):
        if one.fault:
            where = f"in iteration {one.fault.iteration}"
            raise DataError("training", f"leaves the finite range {where}")
        taken.append(landscape.weights.flat(course.carried))
    return np.array(taken)


def _surface(landscape: Landscape, plane: Plane, path: Array, side: int) -> dict[str, Any]:
    places = plane.project(path)
    widest = float(np.ptp(places, axis=0).max()) or 1.0
    x, y = (np.linspace(*extent(places[:, k], widest / 2), side) for k in (0, 1))
    losses = [landscape.row(plane, x, one).tolist() for one in y]
    epochs = enumerate(zip(places.tolist(), path, strict=True))
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "losses": plain(losses),
        "path": [
            {"epoch": k, "x": place[0], "y": place[1], "loss": plain(landscape.loss(point))}
            for k, (place, point) in epochs
        ],
    }


def _text(found: Principal, data: dict[str, Any]) -> str:
    """Write how much of the path the plane shows, and the path, an epoch a line."""
    first, second = found.shares
    lines = [f"{first + second:.0%} of the path is in this plane: {first:.0%} and {second:.0%}"]
    for one in data["path"]:
        place = f"{one['x']:.4g}, {one['y']:.4g}"
        lines.append(f"epoch {one['epoch']}: {place}: loss {float(one['loss']):.4g}")
    return "\n".join(lines)
