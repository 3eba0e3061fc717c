"""The bytes of an answer about a surface, which the browser asks for in parts.

    {"query": {...}, "last": 500, "at": 500, "plane": {"kind": "principal"}, "row": 0, "lang": "en"}

First the path is walked: an answer with `walked` says how far, and the browser asks again. Then
come rows, from the one that was asked for; with the first ones what is around them.
"""

from __future__ import annotations

import json
import math
from typing import Any

from app.text import LANGUAGES, text
from app.train.exchange import read_training
from app.train.kept import KEPT
from app.train.refusals import UnusableTable
from app.train.surface.frame import Asked, Frame, Framing, Rows, grid_of
from app.train.surface.planes import read_plane
from app.train.surface.trail import TRAILS, Walk, parameters_of
from app.train.training import MOST_ITERATIONS
from app.work.reading import read_json, read_option, read_table, read_whole
from app.work.recent import Recent
from app.workers.task import result_of
from engine.core.errors import DataError
from engine.running.numbers import Array

PARTS = ("query", "last", "at", "plane", "row", "lang")
FRAMES = Recent(64_000_000)
DIGITS = 5
WELL, HALF = 0.9, 0.5
"""From these shares of the movement on, the plane shows the descent, or most of it."""
Data = dict[str, Any]


def surfaced(body: bytes) -> bytes:
    """Answer a request. Raises `WorkError` for one that cannot be read."""
    table = read_table(read_json(body), "", PARTS)
    lang = read_option(table.get("lang", "en"), "lang", LANGUAGES)
    training = read_training(table.get("query", {}))
    at = read_whole(table.get("at", 0), "at", 0, MOST_ITERATIONS)
    last = max(at, read_whole(table.get("last", at), "last", 0, MOST_ITERATIONS))
    chosen = read_plane(table.get("plane", {}), parameters_of(training))
    row = read_whole(table.get("row", 0), "row", 0, grid_of(training)[0] - 1)
    try:
        data = answer_of(Asked(training, last, at, chosen), row, lang)
    except DataError as error:
        raise UnusableTable(error) from None
    return json.dumps(data, separators=(",", ":"), allow_nan=False).encode()


def answer_of(asked: Asked, row: int, lang: str) -> Data:
    """Write how far the walk is, or rows."""
    frame = FRAMES.known(asked, "frame") or _framed(asked)
    if isinstance(frame, int):
        return {"walked": frame}
    rows = result_of(Rows(asked, row, frame))
    data: Data = {"rows": _written(rows), "side": len(frame.y)}
    return data | (_around(frame, asked, lang) if row == 0 else {})


def _framed(asked: Asked) -> Frame | int:
    """Make the frame, or go on with the path and tell how far it is."""
    training = asked.training
    trail = TRAILS.of(training)
    if not trail.iterations or trail.end.done < asked.last:
        trail = TRAILS.keep(training, result_of(Walk(training, asked.last, trail.end)))
    if not trail.iterations or trail.end.done < asked.last:
        return trail.end.done
    frame: Frame = result_of(Framing(asked, trail, KEPT.before(training, asked.at)))
    FRAMES.keep(asked, "frame", frame, frame.size)
    return frame


def _around(frame: Frame, asked: Asked, lang: str) -> Data:
    """Write the axes, the path, and what is said of them."""
    return {
        "x": _written(frame.x),
        "y": _written(frame.y),
        "axes": axis_names(asked, frame.shares, lang),
        "path": {
            "iteration": list(frame.iterations),
            "x": _written(frame.places[:, 0]),
            "y": _written(frame.places[:, 1]),
            "loss": _written(frame.losses),
        },
        "said": said_of(frame.shares, lang),
        "samples": frame.samples,
    }


def axis_names(asked: Asked, shares: tuple[float, float] | None, lang: str) -> list[str]:
    """Name the axes: by what is moved along them."""
    kind, entries = asked.chosen.kind, asked.chosen.entries
    facts = [{"number": k + 1, "entry": entries[k]} for k in (0, 1)]
    if shares:
        facts = [facts[k] | {"share": f"{shares[k]:.0%}"} for k in (0, 1)]
    return [text(f"train.plane.{kind}.axis", lang, **fact) for fact in facts]


def said_of(shares: tuple[float, float] | None, lang: str) -> str:
    """Say how much of the path's movement is seen in the plane of its principal directions."""
    if shares is None:
        return ""
    both = sum(shares)
    how = "well" if both >= WELL else "half" if both >= HALF else "badly"
    first, second = (f"{share:.0%}" for share in shares)
    return text(f"train.explained.{how}", lang, both=f"{both:.0%}", first=first, second=second)


def _written(array: Array) -> Any:
    """Write numbers short; what is not finite is a gap."""
    if array.ndim > 1:
        return [_written(row) for row in array]
    return [float(f"{one:.{DIGITS}g}") if math.isfinite(one) else None for one in array.tolist()]
