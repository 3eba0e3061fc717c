"""The lines of an answer to who watches a training: a picture of its weights, or where it stands.

A request is one of `app.train.exchange`, with the trainings beside it: `"beside": [{"query": {...},
"from": 100, "known": 100, "latest": 100}]`. The answer is a line of JSON for each picture,
`{"done": 120, "weights": "..."}`; a few times a second one as the answer to such a request is; and
for each beside it one with its place among those, `{"beside": 0, "done": 120, "rows": {...}}`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.train.beside import MOST
from app.train.exchange import PARTS, Asked, Data, asked_of, course_data, stood, written
from app.train.kept import KEPT
from app.train.live import Begun, Beside, Live, Part, Picture
from app.train.stretch import Stretched
from app.work.reading import read_json, read_list, read_table

OWN = ("query", "from", "known", "latest")
"""What is said of each training beside the one that is watched."""


def read_watched(body: bytes) -> Watched:
    """Read a request. Raises `WorkError` for one that cannot be read."""
    table = dict(read_table(read_json(body), "", (*PARTS, "beside")))
    beside = read_list(table.pop("beside", []), "beside", MOST)
    asked = asked_of(table)
    shared = {"to": asked.to, "lang": asked.lang}
    others = [
        asked_of({**read_table(one, f"beside.{place}", OWN), **shared})
        for place, one in enumerate(beside)
    ]
    return Watched(asked, *others)


class Watched:
    """A training that goes on turn by turn, those beside it, and the lines that tell of them."""

    def __init__(self, asked: Asked, *others: Asked) -> None:
        self.asked = asked
        self._own, self._others = _Progress(asked), [_Progress(other) for other in others]

    @property
    def done(self) -> int:
        """The iteration up to which the browser knows it."""
        return self._own.done

    @property
    def is_over(self) -> bool:
        """Whether it is where it was to go, or breaks off, and so are those beside it."""
        end = self._own.done
        return self._own.is_over and all(one.is_over or one.done >= end for one in self._others)

    def turn(self) -> Live:
        """Make its next turn, from the last checkpoints there are."""
        training, begin = self._own.begun()
        beside = tuple(one.begun() for one in self._others)
        return Live(training, self.asked.to, self.done, begin, self.asked.look, beside)

    def line(self, part: Part) -> bytes:
        """Keep what has to be kept of a part, and write its line."""
        return written(self._data(part)) + b"\n"

    def _data(self, part: Part) -> Data:
        if isinstance(part, Picture):
            return {"done": part.done, "weights": part.weights}
        if isinstance(part, Beside):
            other = self._others[part.place]
            return {"beside": part.place, **other.advanced(part.course, course_data)}
        return self._own.advanced(part, partial(stood, look=self.asked.look))


class _Progress:
    """How far the browser knows a training: its iteration, its last row, its last checkpoint."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.done = asked, asked.begin
        self._known, self._latest = asked.rows
        self._since = 0
        self.is_over = False

    def begun(self) -> Begun:
        """Find the checkpoint from which it goes on."""
        begin = KEPT.before(self.asked.training, self.done)
        self._since = begin.done
        return Begun(self.asked.training, begin)

    def advanced(self, part: Stretched, write: Callable[..., Data]) -> Data:
        """Go on to the end of a part: keep it, and write it."""
        training, end = self.asked.training, part.end
        KEPT.keep(training, end, part.rows, self._since)
        data = write(training, part, (self._known, self._latest), self.asked.lang)
        self._since, self.done = end.done, max(self.done, end.done)
        self._known = max([self._known, *data["rows"]["iteration"]])
        self.is_over = end.done >= self.asked.to or part.fault is not None
        return data
