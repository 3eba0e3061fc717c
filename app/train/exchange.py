"""The bytes of an answer about a training: where it stands after so many iterations.

    {"query": {...}, "from": 100, "to": 500, "known": 100, "latest": 500, "look": "histograms",
     "lang": "en"}

`query` has the parameters of the address. It goes on `from` an iteration, so that there is
something to see on the way; for going there at once that is the same as `to`. `known` is the last
iteration whose row the browser has: it is sent those after it, up to the `latest` to which it has
been, as far as they are still known. `look` is the view that is shown and, after a colon, what was
chosen in it. What takes long is answered in parts: `done` is less than `to`, and the browser asks
again.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass
from typing import Any

from app.text import LANGUAGES, text
from app.train.address import from_query
from app.train.histories.table import HISTORIES
from app.train.kept import KEPT
from app.train.looks.look import NOTHING_MORE, Look
from app.train.looks.table import LOOKS
from app.train.picture import picture_of
from app.train.refusals import UnusableTable
from app.train.stretch import Row, Stretch, Stretched
from app.train.training import MOST_ITERATIONS, Training
from app.work.errors import WorkError, no_choice, shown
from app.work.reading import read_json, read_option, read_table, read_text, read_whole, read_word
from app.workers.task import result_of
from engine.core.errors import DataError
from engine.learning.course import NotFinite
from engine.learning.inside import Inside
from engine.network.training import Epoch

PARTS = ("query", "from", "to", "known", "latest", "look", "lang")
MOST_PARAMETERS = 40
LONGEST_PARAMETER = 2000
LONGEST_LOOK = 4000
DIGITS = 6
INSIDE = ("output", "gradient", "update", "idle")
"""What is measured of a layer, in this order."""
Data = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What is asked of a training.

    - `begin`, `to`: the iterations `from` and `to`; `rows`: the iterations `known` and `latest`
    """

    training: Training
    begin: int
    to: int
    rows: tuple[int, int]
    lang: str
    look: Look = NOTHING_MORE


def trained(body: bytes) -> bytes:
    """Answer a request. Raises `WorkError` for one that cannot be read."""
    asked = read_asked(body)
    stretched = stretched_to(asked.training, asked.begin, asked.to, asked.look)
    return written(stood(asked.training, stretched, asked.rows, asked.lang, asked.look))


def read_asked(body: bytes) -> Asked:
    """Read a request. Raises `WorkError` for one that cannot be read."""
    return asked_of(read_json(body))


def asked_of(value: Any, path: str = "") -> Asked:
    """Read what is asked of a training. Raises `WorkError` for what cannot be."""
    table = read_table(value, path, PARTS)
    lang = read_option(table.get("lang", "en"), "lang", LANGUAGES)
    training = read_training(table.get("query", {}))
    to = read_whole(table.get("to", 0), "to", 0, MOST_ITERATIONS)
    begin = read_whole(table.get("from", to), "from", 0, MOST_ITERATIONS)
    known = read_whole(table.get("known", -1), "known", -1, MOST_ITERATIONS)
    latest = read_whole(table.get("latest", 0), "latest", 0, MOST_ITERATIONS)
    look = read_look(table.get("look", ""))
    return Asked(training, min(begin, to), to, (known, latest), lang, look)


def written(data: Data) -> bytes:
    """Write an answer as JSON, in one line."""
    return json.dumps(data, separators=(",", ":"), allow_nan=False).encode()


def read_training(value: Any) -> Training:
    """Read a training from the parameters of an address; all of them have to be right here."""
    table = read_table(value, "query", value if isinstance(value, dict) else ())
    if len(table) > MOST_PARAMETERS:
        raise WorkError("query", "too_many", count=len(table), most=MOST_PARAMETERS)
    query = {
        read_word(key, "query", r"[a-z_]{1,20}"): read_text(said, f"query.{key}", LONGEST_PARAMETER)
        for key, said in table.items()
    }
    training, refusals = from_query(query)
    if refusals:
        raise refusals[0].below("query")
    return training


def read_look(value: Any) -> Look:
    """Read what is looked at: the name of a view, and after a colon what was chosen in it."""
    view, _, choice = read_text(value, "look", LONGEST_LOOK).partition(":")
    known = LOOKS.get(view) or HISTORIES.get(view)
    if view and known is None:
        raise no_choice("look", view, (*LOOKS, *HISTORIES))
    if choice and not (known and re.fullmatch(known.choices, choice)):
        raise WorkError("look", "not_word", asked=shown(choice))
    return Look(view, choice)


def answer_of(
    training: Training,
    begin: int,
    to: int,
    wanted: tuple[int, int],
    lang: str,
    look: Look = NOTHING_MORE,
) -> Data:
    """Go on to an iteration, as far as there is time, and write where a training stands."""
    return stood(training, stretched_to(training, begin, to, look), wanted, lang, look)


def stood(
    training: Training, stretched: Stretched, wanted: tuple[int, int], lang: str, look: Look
) -> Data:
    """Write where a training stands: its course, what is seen of it and what is looked at."""
    history = HISTORIES.get(look.view)
    measured = _measured(training, stretched, wanted) if history else ()
    return {
        **course_data(training, stretched, wanted, lang),
        "seen": stretched.seen,
        "look": history.seen(training, measured, look.choice) if history else stretched.looked,
        "weights": picture_of(training, stretched.end.values or {}),
    }


def course_data(
    training: Training, stretched: Stretched, wanted: tuple[int, int], lang: str
) -> Data:
    """Write how far a training is, and the rows after one iteration, up to another, `wanted`."""
    measured = _measured(training, stretched, wanted)
    return {
        "done": stretched.end.done,
        "rows": rows_data([row for row in measured if wanted[0] < row.iteration]),
        "fault": stretched.fault and _fault(stretched.fault, lang),
    }


def _measured(training: Training, stretched: Stretched, wanted: tuple[int, int]) -> list[Row]:
    last = max(wanted[1], stretched.end.done)
    return [row for row in KEPT.rows(training) if row.iteration <= last]


def _fault(fault: NotFinite, lang: str) -> Data:
    """Write where numbers leave the finite range, and a sentence about it."""
    facts = asdict(fault)
    return facts | {"text": text("train.fault", lang, **facts)}


def stretched_to(training: Training, begin: int, to: int, look: Look = NOTHING_MORE) -> Stretched:
    """Go on from the last checkpoint before an iteration to another, as far as there is time."""
    task = Stretch(training, to, KEPT.before(training, begin), look)
    try:
        stretched: Stretched = result_of(task)
    except DataError as error:
        raise UnusableTable(error) from None
    KEPT.keep(training, stretched.end, stretched.rows, task.begin.done)
    return stretched


def rows_data(rows: list[Row]) -> Data:
    """Write rows as columns."""
    return {
        "iteration": [row.iteration for row in rows],
        "trained": [_measures(row.trained) for row in rows],
        "validated": [_measures(row.validated) for row in rows],
        "layers": [[_inside(layer) for layer in row.layers] for row in rows],
    }


def _measures(epoch: Epoch | None) -> list[float | None]:
    """Write loss and accuracy; None for what is not finite or not measured."""
    return [_number(epoch.loss), _number(epoch.accuracy)] if epoch else [None, None]


def _inside(layer: Inside) -> list[float | None]:
    """Write the columns of a layer, in the order of `INSIDE`."""
    values = (getattr(layer, name) for name in INSIDE)
    return [None if value is None else _number(value) for value in values]


def _number(value: float) -> float | None:
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
