"""Write names as mathematics: `Y1lin` as Y with the index 1lin, `gradW2` as ∇ with index W2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TypeGuard

from engine.core.box import Box, Frac, Letter, Row, Sign, Sub, Sup, Word, row
from engine.core.expr import Index

GREEK = {
    "lr": "η",
    "lam": "λ",
    "eps": "ε",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "rho": "ρ",
    "mu": "μ",
    "delta": "δ",
    "Mu": "μ",
}
_PARTS = re.compile(
    r"(grad)?([A-Za-z]+?|running_mean|running_var)(\d.*?)?(?:_(new|old|hat|norm|var|mean|through|past\d*))?"
)


Notation = Mapping[str, Box]
"""Boxes for the names that a document writes in its own way."""
AS_NAMED: Notation = MappingProxyType({})


def label(name: str, notation: Notation = AS_NAMED) -> Box:
    """Write a name in short, for captions and nodes: `∇W₂`."""
    return notation[name] if name in notation else _label(name)


def symbol(name: str, notation: Notation = AS_NAMED) -> Box:
    """Write a name in full, for formulas: a gradient as ∇ with the index W2, then L."""
    return notation[name] if name in notation else _symbol(name)


@lru_cache(maxsize=4096)
def _label(name: str) -> Box:
    is_grad, base, index, mark = _parts(name)
    written = _indexed(base, index)
    if is_grad:
        written = Row((Sign("∇"), written))
    return Sup(written, Word(mark)) if mark else written


@lru_cache(maxsize=4096)
def _symbol(name: str) -> Box:
    is_grad, base, index, mark = _parts(name)
    if not is_grad:
        return _label(name)
    of = row(_letters(base), *((Word(index),) if index else ()))
    nabla: Box = Sub(Sign("∇"), of)
    return Row((Sup(nabla, Word(mark)) if mark else nabla, Letter("L")))


def letters(written: Iterable[Box]) -> frozenset[str]:
    """Collect the letters that some boxes are written with."""
    return frozenset(letter for box in written for letter in _letters_of(box))


def _letters_of(box: Box) -> Iterator[str]:
    match box:
        case Letter(text):
            yield text
        case Row(items):
            for item in items:
                yield from _letters_of(item)
        case Sub(base, index) | Sup(base, index) | Frac(base, index):
            yield from _letters_of(base)
            yield from _letters_of(index)


def is_compound(written: Box) -> TypeGuard[Row]:
    """Tell whether a written name needs brackets under a transpose or a power: `∂L/∂W`."""
    return isinstance(written, Row) and Sign("/") in written.items


def stacked(written: Box) -> Box:
    """Write a name with a stroke as a fraction, for which a formula has room: `∂L/∂W`."""
    if not is_compound(written):
        return written
    stroke = written.items.index(Sign("/"))
    return Frac(row(*written.items[:stroke]), row(*written.items[stroke + 1 :]))


def counted(index: Index) -> str:
    """Write an index as mathematics counts, from 1."""
    return str(index + 1) if isinstance(index, int) else index


def _parts(name: str) -> tuple[str, str, str, str]:
    """Split a name: `gradW2_new` is `grad`, `W`, `2` and `new`."""
    parts = _PARTS.fullmatch(name)
    if not parts:
        return "", name, "", ""
    is_grad, base, index, mark = (part or "" for part in parts.groups())
    return is_grad, base, index, mark


def _indexed(base: str, index: str) -> Box:
    written = _letters(base)
    return Sub(written, Word(index)) if index else written


def _letters(base: str) -> Box:
    """Write letters: a Greek one where its name is spelt out, several words with spaces."""
    return Word(base.replace("_", " ")) if "_" in base else Letter(GREEK.get(base, base))
