"""The recorders: some lines to paste into one's own code, which keep its arrays and save them."""

from __future__ import annotations

from pathlib import Path

from engine.network.options import one_of

FOLDER = Path(__file__).resolve().parents[3] / "assets" / "recorders"
RECORDERS = ("torch", "numpy")
"""For whose code there is one."""


def recorder(language: str) -> str:
    """Give the lines to paste, for `torch` or `numpy`. Raises `SettingError` for another one."""
    one_of(language, RECORDERS, "recorder")
    return (FOLDER / f"{language}.py").read_text(encoding="utf-8")
