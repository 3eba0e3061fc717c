"""List the paths by which one entry reaches the loss, each with its product."""

from __future__ import annotations

from app.views.panels.request import Data, Request
from engine.calculus.paths import Path, paths
from engine.running.trace import Trace

MOST = 27
"""So many are listed."""


def path(request: Request) -> Data:
    """List every path cell by cell, and the sum of their products."""
    panel = request.panel
    return paths_data(request.trace, panel["name"], panel["row"], panel["col"], MOST)


def paths_data(trace: Trace, name: str, row: int, col: int, most: int) -> Data:
    """List the paths of an entry, at most `most` of them."""
    all_paths = paths(trace, name, row, col, most)
    return {
        "name": name,
        "at": [row, col],
        "count": all_paths.count,
        "total": all_paths.total,
        "paths": [_path(one) for one in all_paths.shown],
    }


def _path(one: Path) -> Data:
    return {
        "cells": [[cell.name, cell.row, cell.col] for cell in one.cells],
        "factors": [link.derivative for link in one.links],
        "product": one.product,
    }
