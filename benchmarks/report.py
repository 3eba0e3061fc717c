"""The results of a run as a page."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import torch

from benchmarks.quantity import Quantity
from benchmarks.ratio import Ratio

RESULTS = Path(__file__).with_name("results.md")

HEAD = """# Benchmarks

Written by `python -m benchmarks`. Every number is a ratio of processor times taken side by
side in one run, unless it has a unit; lower is better.

{when}, Python {python}, NumPy {numpy}, PyTorch {torch}, one thread, {machine}.
"""


def report(found: Mapping[str, Sequence[Ratio | Quantity]], when: date) -> str:
    """A table for every part, with the ratios, their targets and the times behind them."""
    head = HEAD.format(
        when=when.isoformat(),
        python=platform.python_version(),
        numpy=np.__version__,
        torch=torch.__version__,
        machine=f"{platform.system()} on {platform.machine()}",
    )
    return head + "".join(_table(part, ratios) for part, ratios in found.items())


def _table(part: str, measures: Sequence[Ratio | Quantity]) -> str:
    top = f"\n## {part}\n\n| what | measured | wanted | met | details |\n|---|---|---|---|---|\n"
    return top + "".join(map(_row, measures))


def _row(measure: Ratio | Quantity) -> str:
    met = "yes" if measure.met else "**no**"
    cells = (measure.what, measure.figure, measure.wanted, met, measure.details)
    return f"| {' | '.join(cells)} |\n"
