"""A moment of a training, as a word of an address: `set:moons;lr:0.2;at:500`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from app.design import Design
from app.train import words
from app.train.address import from_query, to_query
from app.train.instant import Moment
from app.train.training import MOST_ITERATIONS, Training
from app.work.errors import WorkError, shown
from app.work.reading import count_in, read_text, read_whole

AT = "at"
LONGEST = 2000


def beginning(training: Training) -> str:
    """Write the settings; the iteration comes after them."""
    return words.written({**to_query(training), AT: ""})


def word_of(moment: Moment) -> str:
    """Write a moment in a word."""
    return f"{beginning(moment.training)}{moment.done}"


def read_moment(value: Any, path: str = "moment") -> Moment:
    """Read a moment from its word. Raises `WorkError` for what is none."""
    word = read_text(value, path, LONGEST)
    query = words.read(word)
    done = count_in(query.pop(AT, ""))
    training, refusals = from_query(query)
    if refusals:
        raise refusals[0].below(path)
    if done is None:
        raise WorkError(path, "not_moment", asked=shown(word))
    return Moment(training, read_whole(done, path, 0, MOST_ITERATIONS))


def training_of(design: Design) -> dict[str, Any] | None:
    """Tell from which training a network has its numbers; None where they are its own.

    - `done`: how many of its iterations came before; `address`: that of the page *Train* there
    """
    if not isinstance(design.moment, Moment):
        return None
    training, done = design.moment.training, design.moment.done
    return {"done": done, "address": urlencode({**to_query(training), AT: str(done)})}


def design_at(moment: Moment) -> Design:
    """Make the network of a training, with the numbers of a moment."""
    return replace(moment.training.design, batch=moment.rows, moment=moment)
