"""What the commands print as JSON."""

from __future__ import annotations

import math
from argparse import ArgumentParser
from typing import Any


def add_json(parser: ArgumentParser, form: str) -> None:
    """Add the option that prints JSON of a form, `{"values": ..}`."""
    parser.add_argument("--json", action="store_true", help=f"print {form}")


def plain(value: Any) -> Any:
    """Make numbers in lists fit for JSON: what is not finite is `"inf"`, `"-inf"` or `"nan"`."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if math.isfinite(value) else str(value)
