"""Read arrays from text as people paste it: `dW2 = [[1, 2]]`, prints of NumPy, torch and MATLAB.

An array begins with its name and `=` or `:`, and goes on to the next name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from engine.core.errors import AnswerError
from engine.teach.answers.matrix import read_matrix
from engine.teach.submission.digits import as_printed

NAME = re.compile(
    r"""^(?:print\()?
    (?P<name>[A-Za-z_∂δ∇][\w.∂/∇]*+(?:\[['"\w]+\])*+)\s*+  # dW2, fc1.weight.grad, grads['W2']
    (?:\([^)=:]*+\)\s*+)?                                 # a shape in brackets, perhaps
    [=:](?P<rest>.*)$""",
    re.VERBOSE,
)
PROMPT = re.compile(r"^\s*(?:>>>|In \[\d*\]:|Out\[\d*\]:)\s?", re.MULTILINE)


def read_text(text: str, stem: str) -> dict[str, Any]:
    """Read the arrays of a text; one without a name takes `stem`.

    Raises `AnswerError` with the name of an array that cannot be read.
    """
    found = dict[str, Any]()
    for name, body in _blocks(PROMPT.sub("", text), stem):
        try:
            found[name] = as_printed(read_matrix(body), body)
        except AnswerError as error:
            raise AnswerError(error.reason, f"{name}: {error}") from None
    if not found:
        raise AnswerError("empty", "has no array; one stands as in dW2 = [[1, 2], [3, 4]]")
    return found


def _blocks(text: str, stem: str) -> Iterator[tuple[str, str]]:
    """Cut a text before each name, and give the name and what comes after it."""
    name, lines = stem, list[str]()
    for line in map(str.strip, text.splitlines()):
        if found := NAME.match(line):
            if any(map(str.strip, lines)):
                yield name, "\n".join(lines)
            name, lines = found["name"], [found["rest"]]
        else:
            lines.append(line)
    if any(map(str.strip, lines)):
        yield name, "\n".join(lines)
