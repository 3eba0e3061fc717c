"""Split names that are products without a sign: `Ax` is `A x` where nothing is called `Ax`."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from engine.calculus.derive.typed.functions import FUNCTIONS
from engine.calculus.derive.typed.notation import ADVICE, ALIASES, GREEK
from engine.calculus.derive.typed.tokens import Token

_LETTER = re.compile(r"[A-Za-z]\d*(?:_\w+$)?|[^\W\da-zA-Z_]\d*(?:_\w+$)?")
_MIXED = re.compile(r"(?!d[A-Z]$)(?:[a-z]\d*)?(?:[A-Z]\d*)+(?:[a-z]\d*)?(?:_\w+)?")
"""Capital letters with at most one small letter on each side, as `Ax`, `XAX` or `aXb`."""


def python_name(name: str) -> str:
    """Give a name that Python reserves an underscore: `lambda` is `lambda_`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def split(formula: Iterable[Token], declared: Collection[str]) -> tuple[Token, ...]:
    """Replace each name that is a product of letters by its letters.

    Such a name is not declared, not a function and not a Greek letter, and either has a capital,
    or two small letters of which one is declared or stands alone elsewhere in the formula.
    """
    formula = tuple(formula)
    alone = {token.text for token in formula if len(token.text) == 1} | set(declared)
    return tuple(part for token in formula for part in _parts(token, declared, alone))


def _parts(token: Token, declared: Collection[str], alone: Collection[str]) -> Iterator[Token]:
    if token.kind != "name" or token.text in declared:
        yield token
        return
    at = token.column
    letters = _letters(token.text, alone)
    for letter in letters:
        yield replace(token, text=letter, column=at)
        at += len(letter)


def _letters(name: str, alone: Collection[str]) -> list[str]:
    base = name.partition("_")[0]
    if name in FUNCTIONS or name in ALIASES or name in ADVICE or GREEK.fullmatch(base):
        return [name]
    letters = _LETTER.findall(name)
    small = len(letters) == 2 and base.islower() and any(one in alone for one in letters)
    mixed = len(letters) > 1 and _MIXED.fullmatch(name)
    greek = len(letters) > 1 and not name.isascii()
    return letters if mixed or greek or small else [name]
