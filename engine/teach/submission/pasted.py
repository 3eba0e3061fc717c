"""Read arrays from text as people paste it: `dW2 = [[1, 2]]`, prints of NumPy, torch and MATLAB.

An array begins with its name and `=` or `:`, and goes on to the next name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.core.errors import AnswerError
from engine.teach.answers.matrix import read_matrix
from engine.teach.answers.wrapping import KEYWORD
from engine.teach.submission.digits import as_printed

NAME = re.compile(
    r"""^(?:print\()?
    (?P<name>[A-Za-z_∂δ∇][\w.∂/∇]*+(?:\[['"\w]+\])*+)\s*+  # dW2, fc1.weight.grad, grads['W2']
    (?:\([^)=:]*+\)\s*+)?                                 # a shape in brackets, perhaps
    [=:](?P<rest>.*)$""",
    re.VERBOSE,
)
AFTER_NUMBERS = re.compile(KEYWORD)
ENTERED = re.compile(r"^\s*(?:>>>|In \[\d*\]:)\s?(?P<code>.*)$")
"""A line that was typed at a prompt, and not printed."""
CONTINUED = "..."
"""Before what was typed in further lines; in a printed array it stands for numbers left out."""
SHOWN = re.compile(r"^Out\[\d*\]:\s?")
ASKED = re.compile(r"(?:print\()?(?P<name>[A-Za-z_][\w.]*+(?:\[['\"\w]+\])*+)\)?;?")
"""What was typed to see a value: `dW2`, `print(dW2)`, `grads['W2']`."""


@dataclass(frozen=True)
class Block:
    """A name, and what comes after it; `is_code` where that was typed at a prompt, not printed."""

    name: str
    lines: list[str]
    is_code: bool = False

    @property
    def body(self) -> str:
        """All of it, as one text."""
        return "\n".join(self.lines)


def read_text(text: str, stem: str) -> dict[str, Any]:
    """Read the arrays of a text; one without a name takes `stem`.

    At a prompt a name is typed to see its value, and code is passed over. Raises `AnswerError`
    with the name of an array that cannot be read.
    """
    found = dict(read_each(text, stem))
    for array in found.values():
        if isinstance(array, AnswerError):
            raise array
    if not found:
        raise AnswerError("empty", "has no array; one stands as in dW2 = [[1, 2], [3, 4]]")
    return found


def read_each(text: str, stem: str) -> Iterator[tuple[str, Any]]:
    """Read the arrays of a text, each by its name; for one that cannot be read, why."""
    for block in _blocks(text, stem):
        try:
            yield block.name, as_printed(read_matrix(block.body, extended=True), block.body)
        except AnswerError as error:
            if not block.is_code:
                yield block.name, error.below(block.name, ": ")


def _blocks(text: str, stem: str) -> Iterator[Block]:
    """Cut a text before each name, and give the name and what comes after it."""
    block, is_typing = Block(stem, []), False
    for line in text.splitlines():
        entered, printed = ENTERED.match(line), SHOWN.sub("", line.strip())
        is_typing = bool(entered) or (is_typing and line.startswith(CONTINUED))
        following = _entered(entered["code"].strip(), stem) if entered else _named(printed)
        if following:
            yield from [block] if block.body.strip() else []
            block = following
        elif not is_typing:
            block.lines.append(printed)
    yield from [block] if block.body.strip() else []


def _named(line: str) -> Block | None:
    """Begin a block at a line with a name; PyTorch prints `device='cuda:0'` on one of its own."""
    found = None if AFTER_NUMBERS.match(line) else NAME.match(line)
    return Block(found["name"], [found["rest"]]) if found else None


def _entered(code: str, stem: str) -> Block:
    """Begin a block at a prompt: by the name whose value is asked for, or that is assigned."""
    if asked := ASKED.fullmatch(code):
        return Block(asked["name"], [])
    assigned = _named(code)
    return Block(assigned.name, assigned.lines, is_code=True) if assigned else Block(stem, [])
