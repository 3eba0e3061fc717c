"""The lines of an answer to who watches a training: a picture of its weights, or where it stands.

A request is one of `app.train.exchange`; the answer is a line of JSON for each picture, `{"done":
120, "weights": "..."}`, and a few times a second one as the answer to such a request is.
"""

from __future__ import annotations

from app.train.exchange import Asked, stood, written
from app.train.kept import KEPT
from app.train.live import Live, Picture
from app.train.stretch import Stretched


class Watched:
    """A training that is gone on with turn by turn, and the lines that tell of it."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.done = asked, asked.begin
        self._known, self._latest = asked.rows
        self.is_over = False

    def turn(self) -> Live:
        """Make its next turn, from the last checkpoint there is."""
        asked = self.asked
        begin = KEPT.before(asked.training, self.done)
        self._since = begin.done
        return Live(asked.training, asked.to, self.done, begin, asked.look)

    def line(self, part: Picture | Stretched) -> bytes:
        """Keep what has to be kept of a part, and write its line."""
        return (self._picture(part) if isinstance(part, Picture) else self._stand(part)) + b"\n"

    def _picture(self, part: Picture) -> bytes:
        return written({"done": part.done, "weights": part.weights})

    def _stand(self, part: Stretched) -> bytes:
        asked, end = self.asked, part.end
        KEPT.keep(asked.training, end, part.rows, self._since)
        rows = self._known, self._latest
        data = stood(asked.training, part, rows, asked.lang, asked.look)
        self._since, self.done = end.done, max(self.done, end.done)
        self._known = max([self._known, *data["rows"]["iteration"]])
        self.is_over = end.done >= asked.to or part.fault is not None
        return written(data)
