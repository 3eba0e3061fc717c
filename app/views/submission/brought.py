"""What someone brings: text as it was pasted, files, and corrections of what a name stands for."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any

from app.text import text
from app.views.submission.entries import apart
from engine.core.errors import AnswerError
from engine.teach.answers.matrix import read_matrix
from engine.teach.answers.wrapping import KEYWORD
from engine.teach.submission.files import checked, read_arrays
from engine.teach.submission.judge import answers_of
from engine.teach.submission.pasted import read_each
from engine.teach.submission.refused import place_of, refusal

NOT_THIS = ""
"""What a name stands for that is left out."""
OF_NUMBERS = re.compile(
    rf",\s*{KEYWORD}[^,\n]*|Parameter containing:"
    r"|\b(?:nan|inf|np|jnp|torch|array|asarray|tensor|matrix|fraction|(?:float|double|int)\d*)\b"
    r"|(?<=[\d.])e(?=[-+\d])",
    re.IGNORECASE,
)
"""What numbers are printed with: `np.array([1e3], dtype=float)`."""
NAMED = re.compile(r"[^\W\d]|[=:∂∇]")
"""What only a name has, and what stands after one."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What someone brings.

    - `text`: as it was pasted
    - `files`: the name of each, and its bytes in base64
    - `chosen`: what some of the names stand for; `NOT_THIS` for one that is left out
    - `at`: the value, or its entry, that was looked at: numbers without a name stand for it
    """

    text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    at: str = ""

    @property
    def said(self) -> str:
        """The text, with the name before it where it is numbers alone."""
        plain = self.text.strip()
        if not self.at or not plain or NAMED.search(OF_NUMBERS.sub("", plain)):
            return self.text
        return f"{self.at if _is_number(plain) else self.at.partition('[')[0]} = {plain}"


def _is_number(text: str) -> bool:
    """Tell a single number; what stands in brackets is a matrix, also of one entry."""
    try:
        return "[" not in text and read_matrix(text, extended=True).values.size == 1
    except AnswerError:
        return False


@dataclass(frozen=True)
class Arrays:
    """The arrays that were read, by their names, and why some could not be."""

    own: Mapping[str, Any]
    unread: tuple[AnswerError, ...]


def arrays_of(brought: Brought, lang: str) -> Arrays:
    """Read all arrays, the pasted ones first; single entries are none.

    A name that is there already gets that of its file before it: `run2.dW1`. Of an array that has
    the name of another even so it is said that it was not read.
    """
    own, unread = dict[str, Any](), list[AnswerError]()
    for source, read in _sources(brought, lang):
        try:
            for name, value in read().items():
                key = f"{PurePath(source).stem}.{name}" if name in own else name
                if error := _fault(name, value) or _twice(key, own):
                    unread.append(error if error.within[:1] == (source,) else error.below(source))
                else:
                    own[key] = value
        except AnswerError as error:
            unread.append(error)
    return Arrays(own, tuple(unread))


def _twice(key: str, own: Mapping[str, Any]) -> AnswerError | None:
    """Say that an array has the name of another one; None where it has not."""
    if key not in own:
        return None
    return AnswerError("twice", "has the name of an array that is there already").below(key)


def _sources(brought: Brought, lang: str) -> Iterator[tuple[str, Callable[[], Mapping[str, Any]]]]:
    """List what there is to read, each with its name: the pasted text, then the files."""
    pasted, name = apart(brought.said)[0], text("submission.pasted", lang)
    if pasted.strip():
        yield name, lambda: checked(dict(read_each(pasted, name)))
    for file, data in brought.files:
        yield file, partial(read_arrays, file, base64.b64decode(data))


def _fault(name: str, value: Any) -> AnswerError | None:
    """Say why a value is no array of numbers; None where it is one."""
    if isinstance(value, AnswerError):
        return value
    try:
        answers_of({name: value})
    except AnswerError as error:
        return error
    return None


def unread_data(error: AnswerError, lang: str) -> dict[str, str]:
    """Say why something cannot be read, and where it stands: the file, the array, the row."""
    return {"error": refusal(error, lang), "detail": place_of(error, lang)}
