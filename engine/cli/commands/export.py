"""`export`: the last iteration as a script in NumPy, PyTorch or JAX, or as a LaTeX document."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from engine.cli.commands.last import last_trace


def command(args: Namespace) -> int:
    """Print the script or the document."""
    printer = import_module(f"engine.printing.{args.to}")
    written = printer.document if args.to == "latex" else printer.script
    print(written(last_trace(args.scenario)), end="")
    return 0
