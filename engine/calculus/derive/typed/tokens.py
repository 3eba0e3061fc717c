"""Split a formula into tokens of plain notation, each with the column of what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from engine.calculus.derive.typed import notation
from engine.calculus.derive.typed.refusal import refusal

Kind = Literal["name", "number", "sign", "end"]

LONGEST = 300
_PLAIN = (
    r"(?P<number>(?:\d+(?:\.(?![*/^'T])\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-zΑ-Ωα-ωϵϕ][A-Za-z0-9]*(?:_(?:[A-Za-z0-9]+|\{\s*[A-Za-z0-9]+\s*\})|[₀-₉ᵢⱼₖₘₙ]+)?)"
    r"|(?P<sign>\.\*|\./|\.\^|\|\||[-+*/^'(){}\[\],|_=.])"
    r"|(?P<blank>\s+)"
)
_INDEX = r"(?:_(?P<index{}>[A-Za-z0-9]+|\{{\s*[A-Za-z0-9]+\s*\}}))?"
_TOKEN = re.compile(
    rf"(?P<transposed>(?:\^\s*|\*\*\s*)(?:{notation.TRANSPOSED}|\{{\s*{notation.TRANSPOSED}\s*\}}))"
    rf"|(?P<inverse_transposed>\^\s*\{{?\s*-\s*{notation.TRANSPOSED}\s*\}}?)"
    r"|(?P<property>\.(?:T|mT)(?![A-Za-z0-9_])|\.(?:t|transpose)\(\))"
    rf"|(?P<library>{notation.LIBRARIES}(?=[A-Za-z]))"
    rf"|(?P<font>\\(?:{notation.FONTS})\s*\{{\s*(?P<word>\\?[A-Za-z]+)\s*\}}{_INDEX.format(1)})"
    rf"|(?P<mark>\\(?:{'|'.join(notation.MARKS)})\s*(?:\{{\s*(?P<under>\\?[A-Za-z]+)\s*\}}|(?P<alone>[A-Za-z]))"
    rf"{_INDEX.format(2)})"
    rf"|(?P<nothing>{notation.NOTHING})"
    rf"|(?P<latex>\\(?P<command>[A-Za-z]+){_INDEX.format(3)})"
    rf"|{_PLAIN}"
)
_SPELLINGS = sorted(notation.SIGNS, key=len, reverse=True)
_PLAIN_TOKEN = re.compile(_PLAIN)
_LEFT_SIDE = re.compile(r"\s*[A-Za-zα-ω\\]+(?:\([\w\s,;\\]*\))?\s*:?=(?!=)\s*")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula, in plain notation."""

    kind: Kind
    text: str
    column: int


def tokens(typed: str) -> tuple[Token, ...]:
    """Split a formula into tokens, with an `end` after the last.

    A name is a letter, then letters and digits, with at most one index behind `_`. A left side,
    `f(x) =`, is passed over. Raises `DeriveError` for a character that begins no token and for a
    formula that is too long.
    """
    if len(typed) > LONGEST:
        raise refusal("too_long", LONGEST + 1, most=LONGEST)
    text = "".join(map(_usual_letter, typed))
    left = _LEFT_SIDE.match(text)
    result, at = list[Token](), left.end() if left else 0
    while at < len(text):
        pieces, end = _next(text, at)
        result += (Token(piece.kind, piece.text, at + 1) for piece in pieces)
        at = end
    return (*result, Token("end", "", len(text) + 1))


def _usual_letter(letter: str) -> str:
    """Make a letter of another alphabet style, `𝐱` or `（`, the usual one."""
    if unicodedata.name(letter, "").startswith(("MATHEMATICAL", "FULLWIDTH")):
        usual = unicodedata.normalize("NFKC", letter)
        return usual if len(usual) == 1 else letter
    return letter


def _next(text: str, at: int) -> tuple[Iterable[Token], int]:
    """Read what stands at a place: its tokens, without their columns, and where it ends."""
    for spelling in _SPELLINGS:
        if text.startswith(spelling, at) and not _goes_on(spelling, text, at):
            return _plain(notation.SIGNS[spelling]), at + len(spelling)
    match = _TOKEN.match(text, at)
    if match is None:
        raise _no_token(text, at)
    kind = cast(str, match.lastgroup)
    read = _READ.get(kind)
    return (read(match, at) if read else _as_it_is(kind, match.group())), match.end()


def _goes_on(spelling: str, text: str, at: int) -> bool:
    """Tell whether a word of LaTeX is only the beginning of a longer one; `**T` is a transpose."""
    after = text[at + len(spelling) :]
    if spelling == "**":
        return bool(re.match(r"\s*(?:T|⊤)(?![A-Za-z0-9_])", after))
    return spelling[0] == "\\" and spelling[-1].isalpha() and after[:1].isalpha()


def _as_it_is(kind: str, text: str) -> Iterator[Token]:
    if kind in ("name", "number", "sign"):
        yield Token(cast(Kind, kind), _name(text) if kind == "name" else text, 0)


def _name(text: str, index: str | None = None) -> str:
    """Write a name with its index: `x_{12}` and `x₁₂` are `x_12`."""
    whole = f"{text}_{index}" if index else text
    whole = re.sub(r"[₀-₉ᵢⱼₖₘₙ]+", lambda low: "_" + unicodedata.normalize("NFKC", low[0]), whole)
    return re.sub(r"[{}\s]", "", whole)


def _plain(text: str) -> Iterator[Token]:
    """Split what a spelling stands for; it is in plain notation."""
    for match in _PLAIN_TOKEN.finditer(text):
        yield from _as_it_is(cast(str, match.lastgroup), match.group())


def _latex(match: re.Match[str], at: int) -> Iterator[Token]:
    """Read `\\lambda` as a name, `\\log` as a function, `\\frac` as itself."""
    command = match["command"]
    advice = notation.ADVICE.get("\\" + command)
    if advice:
        raise refusal(advice, at + 1, sign="\\" + command)
    if "\\" + command in notation.FRACTIONS:
        yield Token("sign", "\\frac", 0)
        yield from _plain(match.group()[len(command) + 1 :])
    elif command in notation.LATEX_FUNCTIONS or notation.GREEK.fullmatch(command):
        yield Token("name", _name(command, match["index3"]), 0)
    else:
        raise refusal("no_latex", at + 1, sign="\\" + command)


def _marked(match: re.Match[str], _at: int) -> Iterator[Token]:
    mark = next(
        mark for name, mark in notation.MARKS.items() if match.group().startswith(f"\\{name}")
    )
    letter = (match["under"] or match["alone"]).lstrip("\\")
    index = match["index2"] or ""
    yield Token("name", _name(f"{letter}{index}", mark), 0)


_READ: dict[str, Callable[[re.Match[str], int], Iterable[Token]]] = {
    "transposed": lambda *_: _plain("'"),
    "inverse_transposed": lambda *_: _plain("^-1'"),
    "property": lambda *_: _plain("'"),
    "library": lambda *_: (),
    "nothing": lambda *_: (),
    "font": lambda m, _: (Token("name", _name(m["word"].lstrip("\\"), m["index1"]), 0),),
    "mark": _marked,
    "latex": _latex,
}


def _no_token(text: str, at: int) -> Exception:
    sign = text[at]
    advice = notation.ADVICE.get(sign)
    if advice:
        return refusal(advice, at + 1, sign=sign)
    return refusal("no_sign", at + 1, sign=repr(sign))
