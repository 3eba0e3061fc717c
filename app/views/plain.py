"""Write plain data such that JSON can hold it."""

from __future__ import annotations

import math
from typing import Any


def json_ready(data: Any) -> Any:
    """Replace numbers that JSON does not have by their text: `inf`, `-inf`, `nan`."""
    if isinstance(data, dict):
        return {key: json_ready(value) for key, value in data.items()}
    if isinstance(data, list):
        return [json_ready(value) for value in data]
    return str(data) if isinstance(data, float) and not math.isfinite(data) else data
