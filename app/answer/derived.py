"""The bytes of an answer about a formula of one's own: a request's JSON in, JSON out."""

from __future__ import annotations

import json
from typing import Any

from app.text import LANGUAGES
from app.views.formulas import OwnFormula, derivation_of
from app.views.plain import json_ready
from app.work.errors import WorkError
from app.work.plain import LONGEST_FORMULA
from app.work.reading import NAME, read_json, read_option, read_table, read_text, read_word

PARTS = ("formula", "by", "shapes", "lang")
LONGEST_SHAPE = 20
MOST_NAMES = 30


def derived(body: bytes) -> bytes:
    """Derive the gradient of a formula. Raises `WorkError` for what cannot be read."""
    table = read_table(read_json(body), "formula", PARTS)
    lang = read_option(table.get("lang", "en"), "lang", LANGUAGES)
    data = json_ready(derivation_of(_read(table), lang))
    return json.dumps(data, separators=(",", ":"), allow_nan=False).encode()


def _read(table: Any) -> OwnFormula:
    formula = read_text(table.get("formula", ""), "formula", LONGEST_FORMULA)
    by = table.get("by", "")
    return OwnFormula(
        formula, read_word(by, "by") if by else "", _read_shapes(table.get("shapes", {}))
    )


def _read_shapes(value: Any) -> dict[str, str]:
    """Read the shapes by their names, each as it was typed."""
    table = read_table(value, "shapes", value if isinstance(value, dict) else ())
    if len(table) > MOST_NAMES:
        raise WorkError("shapes", "too_many", count=len(table), most=MOST_NAMES)
    return {
        read_word(name, "shapes", NAME): read_text(typed, f"shapes.{name}", LONGEST_SHAPE)
        for name, typed in table.items()
    }
