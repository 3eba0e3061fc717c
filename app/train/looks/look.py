"""What a person looks at in a training: a view, and what they have chosen in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.learning.course import Course

Data = Mapping[str, Any]


class Look(NamedTuple):
    """The name of a view and, where it has something to choose, the choice, as a word."""

    view: str = ""
    choice: str = ""


NOTHING_MORE = Look()
"""The course alone is looked at."""


@dataclass(frozen=True, slots=True)
class LookKind:
    """A view that is computed where the training stands.

    - `seen`: what is seen of a course, with a choice: plain data
    - `choices`: how a choice is written; a choice that the training has not is the nearest one
    """

    seen: Callable[[Course, str], Data]
    choices: str = ""
