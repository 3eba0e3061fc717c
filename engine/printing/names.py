"""How names are written: `Y1lin` as Y with the index 1lin, `gradW2` as ∇ with the index W2, L."""

from __future__ import annotations

import re
from functools import lru_cache

from engine.box import Box, Letter, Row, Sign, Sub, Sup, Word, row
from engine.expr import Index

GREEK = {"lr": "η"}
_PARTS = re.compile(r"(grad)?([A-Za-z]+?)(\d.*?)?(_new)?")


@lru_cache(maxsize=4096)
def label(name: str) -> Box:
    """The short form, for captions and nodes: `∇W₂`."""
    is_grad, base, index, is_new = _parts(name)
    written = _indexed(base, index)
    if is_grad:
        written = Row((Sign("∇"), written))
    return Sup(written, Word("new")) if is_new else written


@lru_cache(maxsize=4096)
def symbol(name: str) -> Box:
    """The full form, for formulas: a gradient says of what, `∇ with the index W2, L`."""
    is_grad, base, index, _ = _parts(name)
    if not is_grad:
        return label(name)
    of = row(Letter(base), *((Word(index),) if index else ()))
    return Row((Sub(Sign("∇"), of), Letter("L")))


def counted(index: Index) -> str:
    """An index as mathematics counts, from 1."""
    return str(index + 1) if isinstance(index, int) else index


def _parts(name: str) -> tuple[str, str, str, str]:
    found = _PARTS.fullmatch(name)
    if not found:
        return "", name, "", ""
    is_grad, base, index, is_new = (part or "" for part in found.groups())
    return is_grad, base, index, is_new


def _indexed(base: str, index: str) -> Box:
    letter = Letter(GREEK.get(base, base))
    return Sub(letter, Word(index)) if index else letter
