"""Split a formula into tokens, each with the column where it begins, from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from engine.core.errors import DeriveError

Kind = Literal["name", "number", "sign", "end"]

LONGEST = 200
_TOKEN = re.compile(
    r"(?P<number>(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)?)"
    r"|(?P<sign>\.\*|\./|\.\^|[-+*/^'(),])"
    r"|(?P<blank>[ \t\r\n]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula."""

    kind: Kind
    text: str
    column: int


def tokens(text: str) -> tuple[Token, ...]:
    """Split a formula into tokens, with an `end` after the last.

    A name is a letter, then letters and digits, with at most one `_` inside.
    Raises `DeriveError` for a character that begins no token and for a formula that is too long.
    """
    if len(text) > LONGEST:
        raise DeriveError(f"a formula has at most {LONGEST} characters", LONGEST + 1)
    result, at = list[Token](), 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise DeriveError(f"a formula has no {text[at]!r}; {_ALLOWED}", at + 1)
        if match.lastgroup != "blank":
            result.append(Token(cast(Kind, match.lastgroup), match.group(), at + 1))
        at = match.end()
    return (*result, Token("end", "", len(text) + 1))


_ALLOWED = "it has names, numbers, + - * / ^ .* ./ .^ ' ( ) and ,"
